"""NegMAS's side of the talks, by its public calls only: run with the interpreter of .peers. Arguments: tables, seconds.

Timed: building the mechanism and its negotiators and running it; issues and utility functions are made before.
"""

import warnings

warnings.filterwarnings("ignore")

import negmas  # noqa: E402
from instance import LEVELS  # noqa: E402
from negmas import make_issue  # noqa: E402
from negmas.preferences import LinearAdditiveUtilityFunction  # noqa: E402
from negmas.preferences.value_fun import TableFun  # noqa: E402
from negmas.sao import (  # noqa: E402
    BoulwareTBNegotiator,
    ConcederTBNegotiator,
    LinearTBNegotiator,
    MiCRONegotiator,
    SAOMechanism,
)
from talks_recipe import ISSUES, PAIRS, ROUNDS, arguments, per_second, report, worths  # noqa: E402

STRATEGIES = {
    "boulware": BoulwareTBNegotiator,
    "linear": LinearTBNegotiator,
    "conceder": ConcederTBNegotiator,
    "micro": MiCRONegotiator,
}


def main() -> None:
    """Traces of all games, and games per second of each pair."""
    count, seconds = arguments()
    issues = [make_issue(list(range(LEVELS)), name=f"i{i}") for i in range(ISSUES)]
    functions = [
        [
            LinearAdditiveUtilityFunction(
                values=[TableFun({k: value / 1e6 for k, value in enumerate(row.tolist())}) for row in table],
                weights=[1.0] * ISSUES,
                issues=issues,
                reserved_value=0.0,
            )
            for table in worths(seed)
        ]
        for seed in range(count)
    ]

    def play(pair: tuple, ufuns: list) -> SAOMechanism:
        session = SAOMechanism(issues=issues, n_steps=ROUNDS)
        for name, ufun in zip(pair, ufuns, strict=True):
            session.add(STRATEGIES[name](), ufun=ufun)
        session.run()
        return session

    traces, rates = {}, {}
    for pair in PAIRS:
        key = "-".join(pair)
        sessions = [play(pair, ufuns) for ufuns in functions]
        traces[key] = [
            [[_index(offer) for _, offer in session.trace], _index(session.agreement), session.state.step]
            for session in sessions
        ]
        if seconds:
            rates[key] = per_second(
                lambda pair=pair: len([play(pair, ufuns) for ufuns in functions]), seconds=seconds
            )
    report(version=f"NegMAS {negmas.__version__}", traces=traces, rates=rates)


def _index(outcome: tuple | None) -> int:
    if outcome is None:
        return -1
    found = 0
    for value in outcome:
        found = found * LEVELS + value
    return found


main()
