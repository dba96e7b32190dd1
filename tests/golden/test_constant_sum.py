"""Constant sum: every outcome is efficient, and many share their utilities (none may be dropped)."""

import numpy as np

from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.nash import Nash
from pourparler.model.bargain import Bargain

DEAL = Bargain.from_tables(
    {f"i{k}": [0, 1, 2] for k in range(4)},
    {"p": {f"i{k}": [0, 1, 2] for k in range(4)}, "q": {f"i{k}": [2, 1, 0] for k in range(4)}},
)


def test_outcomes_with_equal_utilities_are_counted():
    result = Frontier().run(DEAL, None)
    assert result.size == 9
    assert result.multiplicity == (1, 4, 10, 16, 19, 16, 10, 4, 1)
    assert sum(result.multiplicity) == result.outcomes_total == 81


def test_all_ties_are_known_and_the_first_ones_listed():
    result = Nash(ties=18).run(DEAL, None)
    assert result.objective == 16.0
    assert result.ties_total == 18
    outcomes = [tuple(outcome.values()) for outcome in (result.outcome, *result.ties)]
    assert outcomes == sorted(outcomes)
    assert len(set(outcomes)) == 19
    assert all(sum(outcome) == 4 for outcome in outcomes)
    assert len(Nash(ties=3).run(DEAL, None).ties) == 3
    assert Nash(ties=3).run(DEAL, None).ties == result.ties[:3]


def test_random_constant_sum_columns_make_every_outcome_efficient():
    """Six issues of ten values: 10^6 outcomes, 391 122 vectors at scale 10^6 (specification, section 5.1)."""
    rng = np.random.default_rng(0)
    columns = [np.rint(w * rng.random(6) * 1e6).astype(int).tolist() for w in rng.dirichlet(np.ones(5))]
    deal = Bargain.from_tables(
        {f"i{k}": list(range(6)) for k in range(5)},
        {
            "p": {f"i{k}": column for k, column in enumerate(columns)},
            "q": {f"i{k}": [-u for u in column] for k, column in enumerate(columns)},
        },
        scale=10**6,
    )
    result = Frontier().run(deal, None)
    assert sum(result.multiplicity) == 6**5
    assert result.stats.work["candidates"] <= 6 + 6**2 + 6**3 + 6**4 + 6**5


def test_past_the_cap_the_loss_is_bounded():
    result = Frontier(max_points=5).run(DEAL, None)
    assert (result.status.code, result.size, result.multiplicity) == ("approximate", None, None)
    assert len(result.points) <= 5
    given = [tuple(point.utilities.values()) for point in result.points]
    for p, q in (tuple(point.utilities.values()) for point in Frontier().run(DEAL, None).points):
        assert any(y >= q and x >= p - result.epsilon for x, y in given)
    assert 0 < result.epsilon <= 8
    assert result.ideal == {"p": 8.0, "q": 8.0}
