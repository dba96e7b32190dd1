"""Bill and Jack (Nash 1950, "The Bargaining Problem", Econometrica 18:155, the worked example).

Nine goods, each of which may change hands; utilities add; no deal leaves everyone with what he owns.
The paper's answer: Bill ends with the box, the pen, the toy and the knife; utilities (24, 11).
"""

from pourparler.analyses.bargaining.agreements import Agreements
from pourparler.analyses.bargaining.egalitarian import Egalitarian
from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.bargaining.utilitarian import Utilitarian
from pourparler.model.bargain import Bargain

# good: (worth to Bill, worth to Jack)
WORTH = {
    "book": (2, 4), "whip": (2, 2), "ball": (2, 1), "bat": (2, 2), "box": (4, 1),
    "pen": (10, 1), "toy": (4, 1), "knife": (6, 2), "hat": (2, 2),
}  # fmt: skip
DEAL = Bargain.from_tables(
    dict.fromkeys(WORTH, ("bill", "jack")),
    {
        "bill": {good: (bill, 0) for good, (bill, _) in WORTH.items()},
        "jack": {good: (0, jack) for good, (_, jack) in WORTH.items()},
    },
    reserve={"bill": 12, "jack": 6},
)
FRONTIER = [
    (34, 0), (32, 4), (30, 6), (28, 8), (26, 10), (24, 11), (20, 12), (18, 13), (14, 14), (10, 15), (0, 16),
]  # fmt: skip


def to_bill(outcome):
    return {good for good, owner in outcome.items() if owner == "bill"}


def test_the_answer_is_the_published_one():
    result = Nash().run(DEAL, None)
    assert to_bill(result.outcome) == {"box", "pen", "toy", "knife"}
    assert result.utilities == {"bill": 24.0, "jack": 11.0}
    assert result.gains == {"bill": 12.0, "jack": 5.0}
    assert result.objective == 60.0
    assert (result.ties, result.ties_total) == ((), 0)
    assert result.certificate.kind == "exact"


def test_counts():
    result = Agreements().run(DEAL, None)
    assert (result.outcomes_total, result.feasible, result.unanimous) == (512, 293, 293)


def test_frontier():
    result = Frontier().run(DEAL, None)
    assert [tuple(point.utilities.values()) for point in result.points] == FRONTIER
    assert sum(result.multiplicity) == 18
    assert result.stats.work["candidates"] <= 200


def test_other_concepts():
    assert KalaiSmorodinsky().run(DEAL, None).utilities == {"bill": 24.0, "jack": 11.0}
    assert Egalitarian().run(DEAL, None).utilities == {"bill": 20.0, "jack": 12.0}
    total = Utilitarian().run(DEAL, None)
    assert total.objective == 36.0
    assert total.utilities == {"bill": 30.0, "jack": 6.0}
    assert total.ties_total == 3 + 3 + 1 - 1
    worth = [
        (sum(WORTH[g][0] for g in to_bill(o)), sum(WORTH[g][1] for g in set(o) - to_bill(o)))
        for o in total.ties
    ]
    assert worth == [(30, 6), (30, 6), (28, 8), (28, 8), (28, 8), (26, 10)]
