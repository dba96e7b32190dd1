"""Programmes against listing on random small problems: exclusions, red lines, every kind of rule, every route."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from effort import seeds

from pourparler.analyses.bargaining import conditioned
from pourparler.analyses.bargaining.audit import Audit
from pourparler.analyses.bargaining.egalitarian import Egalitarian
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.bargaining.programmes import fairest, ground, inclusive, near, stepped
from pourparler.analyses.bargaining.programmes.accepting import accepting
from pourparler.analyses.bargaining.programmes.ground import covered
from pourparler.analyses.bargaining.raiffa import Raiffa
from pourparler.analyses.bargaining.utilitarian import Utilitarian
from pourparler.analyses.bargaining.zones import Zones
from pourparler.kernels import searches
from pourparler.kernels.searches import Effort
from pourparler.model.agreement import Rule
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint

POINTS = (Nash(), KalaiSmorodinsky(), Egalitarian(), Utilitarian(), Raiffa())


def rule_of_kind(kind, names, rng):
    n = len(names)
    shares = tuple(float(w) for w in rng.integers(0, 5, size=n))
    fine = tuple(rng.random(n).round(3).tolist())
    kinds = {
        1: lambda: Rule(names, need=int(rng.integers(1, n + 1))),
        2: lambda: Rule(names, need=max(1, n - 1), veto=1),
        3: lambda: Rule(names, quota=float(rng.integers(1, 10)), weights=shares),
        4: lambda: Rule(names, some=(Rule(names, need=n), Rule(names, veto=3, need=2))),
        5: lambda: Rule(names, every=(
            Rule(names, need=2),
            Rule(names, some=(Rule(names, veto=1), Rule(names, quota=0.3, weights=fine))),
        )),
    }  # fmt: skip
    return kinds[kind]() if kind else None


def problem(seed):
    rng = np.random.default_rng(seed)
    n, k, m = int(rng.integers(2, 6)), int(rng.integers(2, 6)), int(rng.integers(2, 5))
    largest = int(rng.choice([4, 10, 100, 10**6]))
    names = tuple(f"p{p}" for p in range(n))
    tables = {p: {f"i{i}": rng.integers(0, largest, size=m).tolist() for i in range(k)} for p in names}
    asked = rng.choice([0, 0.3, 0.5, 0.7])
    reserve = {p: int(asked * largest * k * rng.uniform(0.7, 1.1)) for p in names}
    rule = rule_of_kind(int(rng.integers(0, 6)), names, rng)
    deal = Bargain.from_tables(
        {f"i{i}": list(range(m)) for i in range(k)}, tables, reserve=reserve, rule=rule
    )

    def constraint(key):
        size = int(rng.integers(1, min(k, 3) + 1))
        axes = tuple(sorted(rng.choice(k, size=size, replace=False).tolist()))
        return Constraint(axes, rng.random((m,) * size) < rng.choice([0.5, 0.8]), key)

    excluded = tuple(constraint(f"e{j}") for j in range(int(rng.integers(0, 3))))
    lines = tuple(tuple(constraint(f"r{p}") for _ in range(int(rng.integers(0, 2)))) for p in names)
    return replace(deal, excluded=excluded, red_lines=lines)


def beyond(concept):
    return replace(concept, max_outcomes=0, max_points=0)


@pytest.fixture(params=["lists", "boxes", "searches"])
def route(request, monkeypatch):
    """Linked issues joined and answers listed; linked issues apart, by boxes; nothing listed, searches alone."""

    def take():
        if request.param == "boxes":
            monkeypatch.setattr(conditioned, "JOINT_LIMIT", 1)
            monkeypatch.setattr(ground, "JOINED", 1)
            conditioned._layout.cache_clear()
            ground._layout.cache_clear()
        if request.param == "searches":
            monkeypatch.setattr(near, "PAIRS", -1)

    yield take
    conditioned._layout.cache_clear()
    ground._layout.cache_clear()


@pytest.mark.parametrize("seed", seeds(15, full=45))
def test_points_are_those_of_listing(seed, route):
    deal = problem(seed)
    expected = [concept.run(deal, None) for concept in POINTS]
    route()
    for concept, listed in zip(POINTS, expected, strict=True):
        found = beyond(concept).run(deal, None)
        if isinstance(concept, Raiffa) and found.status.code == "limit":
            continue  # exact or not at all
        assert found.status.code == listed.status.code
        if listed.outcome is None:
            continue
        assert found.objective == pytest.approx(listed.objective, rel=1e-6, abs=1e-9)
        assert len(found.coalition) == len(listed.coalition)
        if found.ties_total is not None:
            assert (found.outcome, found.ties_total) == (listed.outcome, listed.ties_total)
            assert (found.ties, found.coalition) == (listed.ties, listed.coalition)
        undominated(deal, found)


def undominated(deal, found):
    """The certificate: acceptable to the coalition, and nothing acceptable to it is better."""
    members = [deal.parties.index(p) for p in found.coalition]
    mine = np.array([found.utilities[p] for p in found.coalition]) * deal.scale
    assert deal.acceptance(deal.space.choice(found.outcome))[members].all()
    assert found.certificate.dominated is False
    for choice in deal.space:
        if deal.acceptance(choice)[members].all() and deal.space.allowed(choice, deal.excluded):
            worth = deal.utilities(np.array([choice]))[0][members]
            assert not ((worth >= mine).all() and (worth > mine).any())


@pytest.mark.parametrize("seed", range(25))
def test_zones_and_audits_are_those_of_listing(seed, route):
    deal = problem(seed)
    rng = np.random.default_rng(seed)
    deal_given = {axis.name: axis.values[int(rng.integers(len(axis)))] for axis in deal.space.axes}
    zones, audit = Zones().run(deal, None), Audit(outcome=deal_given).run(deal, None)
    route()
    projected, found = beyond(Zones()).run(deal, None), beyond(Audit(outcome=deal_given)).run(deal, None)
    assert projected.status.code == zones.status.code
    assert {i: z.projection for i, z in projected.zones.items()} == {
        i: z.projection for i, z in zones.zones.items()
    }
    assert found.dominated == audit.dominated
    assert found.distance in (audit.distance, None)
    for point in found.dominating:
        assert all(point.utilities[p] >= found.utilities[p] for p in deal.parties)
        assert point.utilities != found.utilities


@pytest.mark.parametrize("seed", range(30))
def test_the_boxes_cover_what_is_not_allowed(seed):
    rng = np.random.default_rng(seed)
    cells = rng.random(tuple(rng.integers(1, 5, size=int(rng.integers(1, 4))))) < 0.6
    again = np.zeros_like(cells)
    boxes = covered(cells, most=1_000)
    for box in boxes:
        assert cells[np.ix_(*box)].all()
        again[np.ix_(*box)] = True
    assert (again == cells).all()
    assert len(boxes) <= cells.sum()
    if len(boxes) > 1:
        assert covered(cells, most=len(boxes) - 1) is None


def test_a_diagonal_needs_a_box_for_each_cell_and_a_half_plane_few():
    assert len(covered(np.eye(6, dtype=np.bool_), most=99)) == 6
    assert len(covered(np.ones((6, 6), dtype=np.bool_), most=99)) == 1
    assert len(covered(np.tri(6, dtype=np.bool_), most=99)) == 6


@pytest.mark.parametrize("kind", [1, 2, 3, 4, 5])
def test_the_rows_of_a_rule_let_win_who_wins(kind):
    rng = np.random.default_rng(kind)
    for _ in range(10):
        names = ("a", "b", "c", "d")
        deal = Bargain.from_tables(
            {"x": [0]}, {p: {"x": [0]} for p in names}, rule=rule_of_kind(kind, names, rng)
        )
        space = accepting(deal, ground.ground(deal, binding=0, linked=15), effort=Effort())
        sets = [range(table.shape[1]) for table in space.programme.tables]
        won = {space.members(np.array(c)) for c in product(*sets) if space.programme.allows(np.array(c))}
        for bits in range(1, 16):
            members = tuple(p for p in range(4) if bits >> p & 1)
            assert (members in won) == bool(deal.rule.wins(np.array([bits]))[0])


def thirds():
    """Three parties, each two can be satisfied together (in three ways), all three cannot."""
    tables = {"a": {"x": [4, 3, 0]}, "b": {"x": [0, 4, 3]}, "c": {"x": [3, 0, 4]}}
    names = tuple(tables)
    rule = Rule(names, need=2)
    return Bargain.from_tables({"x": ["u", "v", "w"]}, tables, reserve=dict.fromkeys(names, 2), rule=rule)


def test_equal_coalitions_are_ties():
    listed, found = Nash().run(thirds(), None), beyond(Nash()).run(thirds(), None)
    assert (found.outcome, found.ties, found.ties_total) == (listed.outcome, listed.ties, 2)
    assert found.coalition == listed.coalition


def test_the_cap_on_coalitions_is_stated(monkeypatch):
    monkeypatch.setattr(inclusive, "COALITIONS", 1)
    found = beyond(Nash()).run(thirds(), None)
    assert found.status.code == "limit"
    assert "Only 1 of the coalitions" in str(found.status)
    assert (found.certificate.kind, found.certificate.gap, found.ties_total) == ("gap", None, None)
    assert len(found.coalition) == 2


def test_a_product_of_0_everywhere():
    """Two indivisible things and three parties: two get a gain, in normalised gains."""
    tables = {
        p: {"x": [w if k == i else 0 for k in range(3)], "y": [w if k == i else 0 for k in range(3)]}
        for i, (p, w) in enumerate({"a": 5, "b": 3, "c": 9}.items())
    }
    deal = Bargain.from_tables({"x": ["a", "b", "c"], "y": ["a", "b", "c"]}, tables)
    listed, found = Nash().run(deal, None), beyond(Nash()).run(deal, None)
    assert (listed.objective, found.objective) == (0.0, 0.0)
    assert sorted(g > 0 for g in found.gains.values()) == [False, True, True]
    assert "largest product of their normalised gains" in str(found.status)
    assert found.certificate.gap <= 1e-6


def large(seed, parties, issues, values):
    rng = np.random.default_rng(seed)
    tables = {
        f"p{p}": {f"i{i}": rng.integers(0, 10**5, size=values).tolist() for i in range(issues)}
        for p in range(parties)
    }
    return Bargain.from_tables({f"i{i}": list(range(values)) for i in range(issues)}, tables, scale=10**6)


def test_a_chain_of_exclusions_at_any_size():
    deal = large(1, 3, 12, 5)
    apart = np.ones((5, 5), dtype=np.bool_)
    apart[np.arange(4), np.arange(1, 5)] = False
    linked = replace(deal, excluded=tuple(Constraint((i, i + 1), apart, f"e{i}") for i in range(11)))
    for concept in POINTS[:4]:
        found = concept.run(linked, None)
        assert (found.status.code, found.certificate.kind) == ("ok", "exact")
        assert linked.space.allowed(linked.space.choice(found.outcome), linked.excluded)
        assert found.objective <= concept.run(deal, None).objective


def test_a_quota_among_many_parties():
    deal = large(2, 9, 12, 4)
    half = np.array([int(sum(t[p].max() for t in deal.tables) * 0.72) for p in range(9)])
    deal = replace(deal, reserve=half, rule=Rule(deal.parties, need=5, veto=1))
    found = Nash().run(deal, None)
    assert found.status.code == "ok"
    assert "p0" in found.coalition
    assert 5 <= len(found.coalition) < 9
    assert found.stats.work["nodes"] <= 5_000
    asked = replace(deal, reserve=np.array([10**9, *half[1:]]))
    assert "acceptable to p0" in str(Nash().run(asked, None).status)
    nobody = replace(deal, reserve=half * 0 + 10**9, rule=Rule(deal.parties, need=5))
    assert Nash().run(nobody, None).status.code == "no-agreement"


def test_parties_that_cannot_be_satisfied_together_are_named():
    deal = large(3, 8, 12, 4)
    reserve = np.zeros(8, dtype=np.int64)
    for p in (2, 5):
        reserve[p] = sum(int(t[p].max()) for t in deal.tables) - 1
    result = Nash().run(replace(deal, reserve=reserve), None)
    assert result.status.code == "no-agreement"
    assert "p2 and p5 together" in str(result.status)


def test_where_searches_are_cut_off_nothing_is_claimed(monkeypatch):
    monkeypatch.setattr(near, "PAIRS", -1)
    monkeypatch.setattr(searches, "MAX_NODES", 1)
    deal = large(4, 6, 20, 8)
    result = Egalitarian().run(deal, None)
    assert result.status.code == "limit"
    assert result.certificate.gap is None or result.certificate.gap > 0
    assert "larger second one" in str(result.status) or result.outcome is None


def test_leximin_level_by_level_keeps_its_cap(monkeypatch):
    deal = large(5, 4, 7, 5)
    listed = Egalitarian().run(deal, None)
    monkeypatch.setattr(near, "PAIRS", -1)
    monkeypatch.setattr(fairest, "LEVELS", 0)
    result = beyond(Egalitarian()).run(deal, None)
    assert "larger second one" in str(result.status)
    assert result.objective == pytest.approx(listed.objective)
    assert result.status.code == "ok"


def test_interim_agreements_past_the_cap_are_left(monkeypatch):
    monkeypatch.setattr(stepped, "STEPS", -1)
    assert Raiffa().run(large(6, 3, 14, 4), None).status.code == "limit"
