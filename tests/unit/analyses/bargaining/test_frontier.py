"""The frontier of a model: red lines, exclusions, sizes, limits, JSON."""

from dataclasses import replace
from itertools import product
from math import comb

import numpy as np
import pytest

from pourparler.analyses.bargaining import conditioned, frontier
from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.nash import Nash
from pourparler.errors import ModelError, UsageError
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint


def vectors(points):
    return [tuple(point.utilities.values()) for point in points]


def random_deal(seed, sizes, parties=2, *, top=10**6):
    rng = np.random.default_rng(seed)
    return Bargain.from_tables(
        {f"i{k}": list(range(m)) for k, m in enumerate(sizes)},
        {
            f"p{p}": {f"i{k}": rng.integers(0, top, m).tolist() for k, m in enumerate(sizes)}
            for p in range(parties)
        },
        scale=10**6,
    )


def trap():
    """Specification 2.2: a, the best of party 1, is beyond party 2's red line."""
    deal = Bargain.from_tables({"x": ["a", "b", "c"]}, {"p": {"x": [10, 8, 3]}, "q": {"x": [6, 5, 9]}})
    line = Constraint((0,), np.array([False, True, True]), "stances/q/x/red_line")
    return replace(deal, red_lines=((), (line,)))


def test_red_lines_change_the_frontier_of_what_is_acceptable():
    result = Frontier().run(trap(), None)
    assert vectors(result.points) == [(10, 6), (3, 9)]
    assert vectors(result.acceptable_table.points) == [(8, 5), (3, 9)]
    assert (result.acceptable, result.acceptable_points) == (1, (1,))
    nash = Nash().run(trap(), None)
    assert nash.outcome == {"x": "b"}
    assert nash.ideal == {"p": 8.0, "q": 9.0}


@pytest.mark.parametrize("seed", range(4))
def test_merge_is_enumeration_up_to_ten_thousand_outcomes(seed):
    deal = random_deal(seed, (10, 10, 10, 10))
    sums = sum(np.meshgrid(*(t[0] for t in deal.tables), indexing="ij")).ravel()
    other = sum(np.meshgrid(*(t[1] for t in deal.tables), indexing="ij")).ravel()
    order = np.lexsort((-other, -sums))
    best = -1
    known = []
    for i in order:
        if other[i] > best:
            best = other[i]
            known.append(i)
    result = Frontier().run(deal, None)
    assert [deal.space.index(deal.space.choice(point.outcome)) for point in result.points] == known
    assert result.table.utilities.tolist() == (np.stack((sums[known], other[known]), axis=1) / 10**6).tolist()


def test_more_outcomes_than_64_bits_hold():
    deal = Bargain.from_tables(
        {f"i{k:02}": ["x", "y", "z"] for k in range(45)},
        {"p": {f"i{k:02}": [0, 0, 1] for k in range(45)}, "q": {f"i{k:02}": [1, 1, 0] for k in range(45)}},
    )
    result = Frontier().run(deal, None)
    assert result.size == 46
    assert sum(result.multiplicity) == result.outcomes_total == 3**45
    assert result.multiplicity[-1] == 2**45
    data = result.to_dict()
    assert data["outcomes_total"] == str(3**45)
    assert data["multiplicity"][-1] == str(2**45)
    assert set(result.points[-1].outcome.values()) == {"x"}
    half = Nash(ties=3).run(deal, None)
    assert half.utilities == {"p": 23.0, "q": 22.0}
    assert half.ties_total == comb(45, 22) * (2**22 + 2**23) - 1
    first = [tuple(outcome.values()) for outcome in (half.outcome, *half.ties)]
    assert first == sorted(first)
    assert first[0] == ("x",) * 22 + ("z",) * 23


def test_issues_linked_by_a_constraint_need_not_be_neighbours():
    deal = random_deal(5, (3, 3, 3), top=4)
    allowed = np.array([[1, 0, 1], [0, 1, 1], [1, 1, 0]], dtype=bool)
    linked = replace(deal, excluded=(Constraint((0, 2), allowed, "x"),))
    left = [c for c in product(range(3), repeat=3) if allowed[c[0], c[2]]]
    worth = {c: tuple(deal.utilities(np.array([c]))[0].tolist()) for c in left}
    best = [
        v
        for v in set(worth.values())
        if not any(w != v and w[0] >= v[0] and w[1] >= v[1] for w in worth.values())
    ]
    result = Frontier().run(linked, None)
    firsts = [min(c for c in left if worth[c] == v) for v in sorted(best, reverse=True)]
    assert [deal.space.choice(point.outcome) for point in result.points] == firsts


def test_too_many_linked_issues_is_a_limit(monkeypatch):
    monkeypatch.setattr(conditioned, "JOINT_LIMIT", 8)
    deal = random_deal(1, (3, 3))
    linked = replace(deal, excluded=(Constraint((0, 1), ~np.eye(3, dtype=bool), "x"),))
    result = Frontier().run(linked, None)
    assert result.status.code == "limit"
    assert "i0" in str(result.status)
    assert result.to_dict()["status"]["code"] == "limit"
    assert Nash().run(linked, None).status.code == "ok"  # by a programme with forbidden boxes


def test_a_constraint_on_no_issue_is_all_or_nothing():
    deal = random_deal(1, (3, 3))
    for allowed, size in ((True, 9), (False, 0)):
        result = Frontier().run(replace(deal, excluded=(Constraint((), np.array(allowed), "x"),)), None)
        assert result.outcomes_total == size


def test_between_two_of_three():
    deal = random_deal(2, (4, 4), parties=3)
    pair = Bargain(
        deal.space, deal.parties[:2], tuple(t[:2] for t in deal.tables), deal.reserve[:2], deal.rule
    )
    both = Frontier(coalition=("p0", "p1")).run(deal, None)
    assert vectors(both.points) == vectors(Frontier().run(replace(pair, red_lines=((), ())), None).points)
    with pytest.raises(UsageError, match="p9"):
        Frontier(coalition=("p9",)).run(deal, None)


def test_three_parties_past_the_work_limit():
    deal = random_deal(3, (9, 9, 9), parties=3)
    whole, part = Frontier().run(deal, None), Frontier(max_pairs=50).run(deal, None)
    assert (whole.status.code, part.status.code) == ("ok", "limit")
    assert whole.stats.work["pairs"] > 50
    assert set(vectors(part.points)) <= set(vectors(whole.points))
    assert 1 < len(part.points) < whole.size
    assert part.ideal == whole.ideal
    assert part.to_dict()["size"] is None


def test_many_parties_give_up_early():
    """Six issues of nine values, 531,441 outcomes: the counters say what was done before the sample was taken."""
    deal = random_deal(4, (9,) * 6, parties=6)
    part = Frontier(max_points=500).run(deal, None)
    assert part.status.code == "limit"
    assert len(part.points) == part.stats.work["supported"]
    # At most 500 vectors and nine values meet in the stage that passes the cap.
    assert part.stats.work["candidates"] <= 9 + 81 + 729 + 500 * 9
    assert 0 < part.stats.work["pairs"] < 2_000_000
    many = random_deal(4, (9, 9), parties=12)
    assert Frontier(max_pairs=4_000).run(many, None).stats.work["pairs"] > 2_000  # past half the budget
    assert Frontier(max_pairs=10**5).run(many, None).status.code == "ok"


def test_the_default_cap_depends_on_the_parties(monkeypatch):
    monkeypatch.setattr(frontier, "POINTS_OF_MORE", 5)
    assert Frontier().run(random_deal(3, (9, 9), parties=2), None).status.code == "ok"
    assert Frontier().run(random_deal(3, (9, 9), parties=3), None).status.code == "limit"
    assert Frontier(max_points=99).run(random_deal(3, (9, 9), parties=3), None).status.code == "ok"


def test_json_fields():
    data = Frontier().run(trap(), None).to_dict()
    assert data["points"][0] == {"outcome": {"x": "a"}, "utilities": {"p": 10.0, "q": 6.0}}
    assert data["acceptable_points"] == [1]
    assert data["acceptable_frontier"][0]["outcome"] == {"x": "b"}
    assert (data["size"], data["multiplicity"], data["outcomes_total"], data["epsilon"]) == (
        2,
        ["1", "1"],
        "3",
        0.0,
    )
    assert (data["ideal"], data["nadir"]) == ({"p": 10.0, "q": 9.0}, {"p": 3.0, "q": 6.0})
    assert data["opposition"]["to_ideal"] == pytest.approx(np.hypot(2, 8))
    assert data["opposition"]["meaningful"] is False
    assert data["concept"]["name"] == "frontier"


def test_utilities_beyond_64_bits_are_refused():
    deal = Bargain.from_tables({"x": [0, 1]}, {"p": {"x": [0, 2**61]}, "q": {"x": [0, 1]}})
    with pytest.raises(ModelError, match="scale"):
        Frontier().run(deal, None)
