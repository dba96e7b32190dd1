"""Counts of agreements: red lines, rules, big spaces, JSON."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from pourparler.analyses.bargaining import tallies
from pourparler.analyses.bargaining.agreements import Agreements
from pourparler.kernels import blocks
from pourparler.model.agreement import Rule
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint


def deal_of(sizes, parties, *, seed=0, reserve=12):
    rng = np.random.default_rng(seed)
    names = [f"p{p}" for p in range(parties)]
    return Bargain.from_tables(
        {f"i{k}": list(range(m)) for k, m in enumerate(sizes)},
        {n: {f"i{k}": rng.integers(0, 9, m).tolist() for k, m in enumerate(sizes)} for n in names},
        reserve=dict.fromkeys(names, reserve),
    )


@pytest.mark.parametrize("parties", [2, 5, 9, 17])
def test_against_all_outcomes_in_many_blocks(monkeypatch, parties):
    monkeypatch.setattr(blocks, "BLOCK", 16)
    deal = deal_of((4, 3, 5, 2), parties, reserve=15)
    line = Constraint((0, 2), np.random.default_rng(1).random((4, 5)) < 0.7, "x")
    deal = replace(
        deal, rule=Rule(deal.parties, need=(parties + 1) // 2), red_lines=((line,), *deal.red_lines[1:])
    )
    every = np.array(list(product(*(range(m) for m in deal.space.shape))))
    accepts = np.array([deal.acceptance(tuple(choice)) for choice in every.tolist()])
    feasible = accepts.sum(axis=1) >= (parties + 1) // 2
    assert 0 < feasible.sum() < len(every)
    result = Agreements().run(deal, None)
    assert result.feasible == feasible.sum()
    assert result.unanimous == accepts.all(axis=1).sum()
    assert list(result.by_party.values()) == accepts[feasible].sum(axis=0).tolist()
    assert list(result.accepted.values()) == accepts.sum(axis=0).tolist()
    assert result.by_number == tuple(np.bincount(accepts.sum(axis=1), minlength=parties + 1).tolist())
    worth = deal.utilities(every)
    for p, party in enumerate(deal.parties):
        best = min(np.flatnonzero(feasible), key=lambda i: (-worth[i, p], tuple(-worth[i]), i))
        assert deal.space.choice(result.best[party]) == tuple(every[best].tolist())
    assert result.stats.work["blocks"] > 5


def test_the_first_of_equal_outcomes_whatever_the_order_of_blocks(monkeypatch):
    """p wants b + c, q wants neither and can bear one of them: b or c alone is best for p; c comes first."""
    monkeypatch.setattr(blocks, "BLOCK", 1)
    issues = {issue: [0, 1] for issue in "abc"}
    deal = Bargain.from_tables(
        issues, {"p": {"b": [0, 1], "c": [0, 1]}, "q": {"b": [0, -1], "c": [0, -1]}}, reserve={"q": -1}
    )
    linked = Constraint((0, 2), np.array([[True, True], [True, False]]), "x")
    for excluded in ((), (linked,)):
        best = Agreements().run(replace(deal, excluded=excluded), None).best
        assert best["p"] == {"a": 0, "b": 0, "c": 1}


def test_no_agreement_says_who():
    deal = deal_of((3, 3), 2, reserve=99)
    result = Agreements().run(deal, None)
    assert (result.status.code, result.feasible, result.best) == ("no-agreement", 0, {})
    assert result.status.message.params["party"] == "p0"


def test_beyond_the_limit_sums_are_merged():
    deal = deal_of((4, 3, 5, 2), 3)
    whole, part = Agreements().run(deal, None), Agreements(max_outcomes=100).run(deal, None)
    for field in (
        "status",
        "feasible",
        "unanimous",
        "by_party",
        "best",
        "accepted",
        "by_number",
        "outcomes_total",
    ):
        assert getattr(part, field) == getattr(whole, field), field
    assert 0 < part.stats.work["vectors"] < part.stats.work["sums"] < 500


def test_what_may_decide_is_counted_where_the_rest_is_too_much(monkeypatch):
    """Reserves that leave little: what cannot be agreed on any more is dropped at once."""
    deal = deal_of((4, 3, 5, 2), 3, reserve=17)
    whole = Agreements().run(deal, None)
    assert whole.feasible
    monkeypatch.setattr(tallies, "VECTORS", 20)
    part = Agreements(max_outcomes=100).run(deal, None)
    for field in ("status", "feasible", "unanimous", "by_party", "best", "accepted"):
        assert getattr(part, field) == getattr(whole, field), field
    assert part.by_number is None


def test_past_the_vectors_only_bounds(monkeypatch):
    monkeypatch.setattr(tallies, "VECTORS", 0)
    deal = deal_of((4, 3, 5, 2), 3)
    whole = Agreements().run(deal, None)
    for roughly in (8, 20, 10**6):
        monkeypatch.setattr(tallies, "ROUGHLY", roughly)
        part = Agreements(max_outcomes=100).run(deal, None)
        assert (part.status.code, part.feasible, part.unanimous, part.best) == ("limit", None, None, None)
        assert part.outcomes_total == 120
        assert part.accepted == whole.accepted
        low, high = part.bounds["feasible"]
        assert low <= whole.feasible <= high <= min(whole.accepted.values())
        data = part.to_dict()
        assert (data["feasible"], data["outcomes_total"]) == (None, "120")
        assert data["bounds"]["feasible"] == [str(low), str(high)]
    assert low == high == whole.feasible  # roughly enough to be exact


def test_what_nobody_rejects_is_agreed(monkeypatch):
    """More than 16 parties: no table of coalitions; rejections bound the count from below."""
    deal = deal_of((4, 3, 5, 2), 17, reserve=3)
    whole, part = Agreements().run(deal, None), Agreements(max_outcomes=100).run(deal, None)
    low, high = part.bounds["unanimous"]
    assert (part.status.code, low) == ("limit", 120 - sum(120 - n for n in whole.accepted.values()))
    assert 1 < low <= whole.unanimous <= high


def test_far_beyond_the_limit():
    """Coarse tables: every outcome is counted, and each party's best is proved."""
    assert Agreements().run(deal_of((10,) * 30, 3), None).feasible == 10**30
    deal = deal_of((10,) * 12, 3, reserve=55)
    result = Agreements().run(deal, None)
    assert result.status.code == "ok"
    assert 0 < result.unanimous < min(result.accepted.values()) < 10**12
    assert sum(result.by_number) == 10**12
    assert result.stats.work["vectors"] < 100_000
    found = {
        party: deal.utilities(np.array([deal.space.choice(best)]))[0] for party, best in result.best.items()
    }
    assert set(found) == set(deal.parties)
    for p, party in enumerate(deal.parties):
        assert (found[party] >= 55).all()
        assert found[party][p] == max(worth[p] for worth in found.values())


def test_json_fields():
    deal = Bargain.from_tables({"x": ["a", "b"]}, {"p": {"x": [3, -1]}, "q": {"x": [0, 2]}})
    data = Agreements().run(deal, None).to_dict()
    assert (data["feasible"], data["unanimous"], data["outcomes_total"]) == ("1", "1", "2")
    assert data["by_party"] == {"p": 1, "q": 1}
    assert data["best"] == {"p": {"x": "a"}, "q": {"x": "a"}}
    assert data["accepted"] == {"p": 1, "q": 2}
    assert data["by_number"] == [0, 1, 1]
