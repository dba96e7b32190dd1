"""Six parties, 30 issues of 10 values (10^30 outcomes): values of the bargaining specification, section 9.

The instances are drawn as its recipe says; the Nash point of seed 0 and the smallest gains of seeds 0 to 2
were computed by an independent prototype. Work is counted, never timed.
"""

import numpy as np
import pytest

import pourparler as pp

LEAST = {0: 782_918, 1: 753_088, 2: 779_580}


def deal(seed):
    rng = np.random.default_rng(seed)
    tables = {}
    for p in range(6):
        weights, values = rng.dirichlet(np.ones(30)), rng.random((30, 10))
        low, high = values.min(axis=1, keepdims=True), values.max(axis=1, keepdims=True)
        table = np.rint(weights[:, None] * (values - low) / (high - low) * 1e6).astype(int)
        tables[f"p{p}"] = {f"i{i}": row.tolist() for i, row in enumerate(table)}
    return pp.Bargain.from_tables({f"i{i}": list(range(10)) for i in range(30)}, tables, scale=10**6)


def test_nash_of_seed_0():
    result = pp.solve(deal(0), pp.Nash())
    assert list(result.utilities.values()) == [0.807350, 0.793981, 0.776641, 0.759635, 0.803416, 0.810183]
    assert (result.status.code, result.certificate.kind, result.ties_total) == ("ok", "exact", 0)
    assert result.stats.work["programmes"] <= 8
    assert result.stats.work["nodes"] <= 50


@pytest.mark.parametrize("seed", LEAST)
def test_smallest_gains(seed):
    result = pp.solve(deal(seed), pp.Egalitarian())
    assert result.objective == pytest.approx(LEAST[seed] / 1e6, abs=1e-12)
    assert (result.status.code, result.certificate.kind) == ("ok", "exact")
    assert result.ties_total == 0
    assert (
        result.stats.work["nodes"] == 0
    )  # all outcomes near the bound are listed, by pairs of half outcomes
    assert result.stats.work["pairs"] <= 50_000_000


def test_kalai_smorodinsky_of_seed_0():
    result = pp.solve(deal(0), pp.KalaiSmorodinsky())
    shares = [result.gains[p] / result.ideal[p] for p in result.gains]
    assert min(shares) == pytest.approx(result.objective)
    assert (result.certificate.kind, result.ties_total) == ("exact", 0)
    # Every ideal is the party's separable maximum here: no floor binds.
    assert result.ideal["p0"] == pytest.approx(sum(max(t[0]) for t in deal(0).tables) / 1e6)
