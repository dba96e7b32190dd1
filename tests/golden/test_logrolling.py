"""Logrolling: two yes/no issues that the parties weigh differently (Pruitt 1981; restated with small integers)."""

import pytest

from pourparler.analyses.bargaining.egalitarian import Egalitarian
from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.bargaining.utilitarian import Utilitarian
from pourparler.model.bargain import Bargain

# u1 = 8a + 2b, u2 = 8(1 - b) + 2(1 - a)
DEAL = Bargain.from_tables(
    {"a": ["no", "yes"], "b": ["no", "yes"]},
    {"p": {"a": [0, 8], "b": [0, 2]}, "q": {"a": [2, 0], "b": [8, 0]}},
)


def test_frontier():
    result = Frontier().run(DEAL, None)
    assert [tuple(point.utilities.values()) for point in result.points] == [(10, 0), (8, 8), (0, 10)]
    assert result.multiplicity == (1, 1, 1)


@pytest.mark.parametrize(
    "concept", [Nash(), KalaiSmorodinsky(), Egalitarian(), Utilitarian()], ids=lambda c: c.name
)
def test_everyone_gets_what_matters_more_to_them(concept):
    result = concept.run(DEAL, None)
    assert result.outcome == {"a": "yes", "b": "no"}
    assert result.utilities == {"p": 8.0, "q": 8.0}
