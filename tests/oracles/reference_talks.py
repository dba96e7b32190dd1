"""The reference program's side, by its public calls only: runs as JSON on standard input, how each went on standard output."""

import json
import sys
import warnings

warnings.filterwarnings("ignore")

from negmas.outcomes import make_issue, make_os  # noqa: E402
from negmas.preferences import MappingUtilityFunction  # noqa: E402
from negmas.sao import (  # noqa: E402
    BoulwareTBNegotiator,
    ConcederTBNegotiator,
    LinearTBNegotiator,
    MiCRONegotiator,
    SAOMechanism,
)

KINDS = {
    "boulware": BoulwareTBNegotiator,
    "linear": LinearTBNegotiator,
    "conceder": ConcederTBNegotiator,
    "micro": MiCRONegotiator,
}


def went(run: dict) -> dict:
    """Offers as [seat, place of each value], the agreement, and the number of rounds."""
    issues = [make_issue([str(i) for i in range(n)], name=f"i{axis}") for axis, n in enumerate(run["shape"])]
    space = make_os(issues)
    talks = SAOMechanism(outcome_space=space, n_steps=run["rounds"], time_limit=None)
    for kind, tables, reserve in zip(run["strategies"], run["tables"], run["reserve"], strict=True):
        worth = {
            outcome: sum(table[int(value)] for table, value in zip(tables, outcome, strict=True)) / run["scale"]
            for outcome in space.enumerate()
        }  # fmt: skip
        ufun = MappingUtilityFunction(worth, outcome_space=space, reserved_value=reserve / run["scale"])
        talks.add(KINDS[kind](), ufun=ufun)
    talks.run()
    seats = [negotiator.id for negotiator in talks.negotiators]
    offers = [(entry.negotiator, entry.offer) for entry in talks.full_trace if entry.offer is not None]
    state = talks.state
    if talks.full_trace and talks.full_trace[-1].offer is None and state.current_offer is not None:
        # At the deadline its trace holds the agreement, none, in the place of the last offer.
        offers.append((state.current_proposer, state.current_offer))
    return {
        "offers": [[seats.index(who), list(map(int, offer))] for who, offer in offers],
        "agreement": None if talks.agreement is None else list(map(int, talks.agreement)),
        "step": state.step,
    }


json.dump([went(run) for run in json.load(sys.stdin)], sys.stdout)
