"""What a party proposes when its turn comes: an outcome, or a lottery over outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.labels import at
from pourparler.analyses.bargaining.lotteries.expected import Expected, Mix
from pourparler.analyses.bargaining.lotteries.optimum import drawn
from pourparler.analyses.bargaining.results import Draw
from pourparler.analyses.result import Observation
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Space, Value


@dataclass(frozen=True)
class Proposal:
    """What ``party`` proposes: an ``outcome``, or a ``lottery`` over several, and what it is worth to everybody.

    ``utilities`` and ``gains`` (over no deal) of all parties, ``bystanders`` of those who decide nothing; of a lottery
    the expected ones.
    """

    party: str
    utilities: Mapping[str, float]
    gains: Mapping[str, float]
    outcome: Mapping[str, Value] | None = None
    lottery: tuple[Draw, ...] = ()
    bystanders: Mapping[str, float] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """The proposal as JSON data."""
        return {"party": self.party, **terms(self)}


def terms(proposal: Proposal | None) -> dict[str, Any]:
    """What is proposed, as fields of JSON data; all of them empty without a proposal."""
    if proposal is None:
        return {"outcome": None, "lottery": [], "utilities": None, "gains": None, "bystanders": {}}
    return {
        "outcome": None if proposal.outcome is None else dict(proposal.outcome),
        "lottery": [draw.as_data() for draw in proposal.lottery],
        "utilities": dict(proposal.utilities),
        "gains": dict(proposal.gains),
        "bystanders": dict(proposal.bystanders),
    }


def outright(model: Bargain, party: int, choice: NDArray[np.int64]) -> Proposal:
    """An outcome for certain: ``choice`` (issues,) value indices."""
    return Proposal(model.parties[party], **at(model, choice))


def in_expectation(model: Bargain, party: int, *, hull: Expected, mix: Mix) -> Proposal:
    """A lottery; one outcome where that is enough."""
    return Proposal(model.parties[party], **drawn(model, hull, mix))


def observed(agreed: Proposal | None, space: Space, lotteries: str) -> Observation:
    """What a sweep keeps of a proposal that is agreed."""
    if agreed is None:
        return Observation(None, {})
    everyone = (*agreed.utilities.items(), *agreed.bystanders.items())
    quantities = {f"utility/{party}": utility for party, utility in everyone}
    if lotteries == "allowed" or agreed.outcome is None:
        return Observation(None, quantities)
    for axis in space.axes:
        quantities[f"issue/{axis.name}"] = axis.scale[axis.index(agreed.outcome[axis.name])]
    return Observation(tuple(agreed.outcome.items()), quantities)
