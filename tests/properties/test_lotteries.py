"""Lotteries (specification, section 3): hulls against enumeration, axioms on convex sets, two routes to one answer.

The reference hull is Andrew's algorithm over all outcomes, in exact fractions; it shares no code with the
library but the model.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise, product
from math import prod

import numpy as np
import pytest
from effort import tried
from hypothesis import assume, given
from hypothesis import strategies as st

from pourparler.analyses.bargaining.egalitarian import Egalitarian
from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.lotteries.expected import Sets
from pourparler.analyses.bargaining.lotteries.many import ExpectedMany
from pourparler.analyses.bargaining.lotteries.pair import ExpectedPair
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.bargaining.raiffa import Raiffa
from pourparler.model.agreement import Rule, unanimity
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint

CONCEPTS = (Nash, KalaiSmorodinsky, Egalitarian, Raiffa)
EVERY = pytest.mark.parametrize("concept", CONCEPTS, ids=lambda cls: cls.name)
FEW = tried(24, full=60)
CLOSE = 1e-6


def allowed(concept, deal, **settings_):
    return concept(lotteries="allowed", **settings_).run(deal, None)


def vector(result):
    return np.array(list(result.utilities.values()))


# ---------------------------------------------------------------- problems


@st.composite
def deals(draw, *, parties=(2, 2), largest=8, constraints=True):
    n = draw(st.integers(*parties))
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    entry = st.integers(-largest, largest)
    tables = {
        f"p{p}": {f"i{k}": draw(st.lists(entry, min_size=m, max_size=m)) for k, m in enumerate(sizes)}
        for p in range(n)
    }
    reserve = {f"p{p}": draw(st.integers(-largest, largest)) for p in range(n)}
    issues = {f"i{k}": list(range(m)) for k, m in enumerate(sizes)}
    deal = Bargain.from_tables(issues, tables, reserve=reserve)
    if not constraints:
        return deal
    excluded = tuple(draw(st.lists(constraint(sizes), max_size=2)))
    lines = tuple(tuple(draw(st.lists(constraint(sizes), max_size=1))) for _ in range(n))
    return replace(deal, excluded=excluded, red_lines=lines)


@st.composite
def constraint(draw, sizes):
    axes = draw(st.sets(st.integers(0, len(sizes) - 1), min_size=1, max_size=2))
    shape = tuple(sizes[a] for a in sorted(axes))
    cells = draw(st.lists(st.integers(0, 3), min_size=prod(shape), max_size=prod(shape)))
    return Constraint(tuple(sorted(axes)), np.array(cells, dtype=bool).reshape(shape), "x")


def drawable(deal):
    """Every outcome that may be drawn, with its utilities: not excluded, beyond nobody's red line."""
    constraints = (*deal.excluded, *(c for lines in deal.red_lines for c in lines))
    for choice in product(*(range(m) for m in deal.space.shape)):
        if all(bool(c.allowed[tuple(choice[a] for a in c.axes)]) for c in constraints):
            yield choice, tuple(deal.utilities(np.array([choice]))[0].tolist())


def corners(points):
    """The strict upper-right hull of points, the first coordinate falling."""
    best = []
    for x, y in sorted(set(points), reverse=True):
        if best and y <= best[-1][1]:
            continue
        while len(best) > 1:
            (a, b), (c, d) = best[-2], best[-1]
            if (c - a) * (y - d) - (d - b) * (x - c) > 0:
                break
            best.pop()
        best.append((x, y))
    return best


def hull_value(points, x):
    """The largest second coordinate of a mixture of ``points`` whose first one is ``x`` or more."""
    chain = corners(points)
    if x > chain[0][0]:
        return None
    for (a, b), (c, d) in pairwise(chain):
        if c <= x <= a:
            return b + Fraction(a - x) / (a - c) * (d - b)
    return Fraction(chain[0][1] if x == chain[0][0] else chain[-1][1])


# ---------------------------------------------------------------- hulls


@FEW
@given(deals())
def test_the_merged_hull_is_the_hull_of_all_outcomes(deal):
    found = allowed(Frontier, deal)
    points = [worth for _, worth in drawable(deal)]
    assert [tuple(int(u) for u in p.utilities.values()) for p in found.points] == (
        corners(points) if points else []
    )
    assert list(found.multiplicity or ()) == [points.count(c) for c in corners(points)]
    for point in found.points:
        choice = deal.space.choice(point.outcome)
        assert deal.utilities(np.array([choice]))[0].tolist() == list(point.utilities.values())


@FEW
@given(deals())
def test_no_agreement_is_said_exactly_when_no_lottery_is_acceptable(deal):
    points = [worth for _, worth in drawable(deal)]
    r = deal.reserve.tolist()
    top = hull_value(points, r[0]) if points else None
    possible = top is not None and top >= r[1]
    for concept in CONCEPTS:
        found = allowed(concept, deal)
        assert (found.status.code == "ok") == possible
        assert found.status.code in ("ok", "no-agreement")


# ---------------------------------------------------------------- what every answer keeps


@EVERY
@FEW
@given(deals(parties=(1, 4)))
def test_the_lottery_crosses_no_red_line_keeps_the_reserves_and_adds_up(concept, deal):
    found = allowed(concept, deal)
    if found.status.code == "no-agreement":
        return
    assert found.status.code == "ok"
    assert found.ties_total is None
    worth = dict(drawable(deal))
    if found.outcome is not None:
        assert found.lottery == ()
        assert worth[deal.space.choice(found.outcome)] == tuple(vector(found))
        return
    assert 2 <= len(found.lottery) <= max(2, len(deal.parties))
    assert sum(draw.probability for draw in found.lottery) == pytest.approx(1)
    mean = np.zeros(len(deal.parties))
    for draw in found.lottery:
        assert draw.probability > 0
        utilities = worth[deal.space.choice(draw.outcome)]
        assert tuple(draw.utilities.values()) == utilities
        mean += draw.probability * np.array(utilities)
    assert mean == pytest.approx(vector(found), abs=1e-6)
    assert (vector(found) >= deal.reserve - 1e-12).all()
    assert vector(found) - deal.reserve == pytest.approx(list(found.gains.values()), abs=1e-9)


@EVERY
@FEW
@given(deals(parties=(2, 4)))
def test_no_outcome_and_no_mixture_dominates(concept, deal):
    """A weight vector proves it for two parties; for more, no mixture of two outcomes may do better for all."""
    found = allowed(concept, deal)
    assume(found.status.code == "ok")
    points = [np.array(worth) for _, worth in drawable(deal)]
    here = vector(found)
    if len(deal.parties) == 2:
        top = hull_value(
            [tuple(p.tolist()) for p in points], Fraction(float(here[0])).limit_denominator(10**9)
        )
        assert float(top) == pytest.approx(here[1], abs=1e-6)
    for point in points:
        assert not ((point >= here - 1e-9).all() and (point > here + 1e-6).any())
    for a, b in product(points[:30], repeat=2):
        middle = (a + b) / 2
        assert not (middle > here + 1e-6).all()


@EVERY
@FEW
@given(deals(parties=(2, 4)))
def test_lotteries_never_do_worse_than_outcomes(concept, deal):
    """Same objective, more to choose from. (The share of the ideal: only where the ideal stays.)"""
    plain, mixed = concept().run(deal, None), allowed(concept, deal)
    if plain.status.code == "ok":
        assert mixed.status.code == "ok"
        staked = [p for p in plain.ideal if plain.ideal[p] > deal.reserve[deal.parties.index(p)]]
        same = all(mixed.ideal[p] == pytest.approx(plain.ideal[p]) for p in plain.ideal)
        all_staked = len(staked) == len(deal.parties)
        if (concept in (Nash, Egalitarian) and all_staked) or (concept is KalaiSmorodinsky and same):
            assert mixed.objective >= plain.objective - 1e-6 * max(1.0, abs(plain.objective))


# ---------------------------------------------------------------- two routes, one answer


@FEW
@given(deals(), st.tuples(st.integers(1, 5), st.integers(1, 5)))
def test_edges_and_column_generation_agree(deal, weights):
    sets = Sets.of(deal, (0, 1))
    assume(sets.left.size)
    pair, many = ExpectedPair(deal, sets), ExpectedMany(deal, sets)
    assert pair.empty == many.empty
    assume(not pair.empty)
    assert [float(s) for s in pair.stakes] == pytest.approx([float(s) for s in many.stakes], abs=CLOSE)
    powers = [Fraction(w) for w in weights]
    for ask in (
        lambda hull: hull.product(powers),
        lambda hull: hull.fairest(
            [Fraction(w if s else 0) for w, s in zip(weights, pair.stakes, strict=True)]
        ),
        lambda hull: hull.fairest(hull.stakes),
        lambda hull: hull.stepwise(),
    ):
        exact, found = ask(pair), ask(many)
        assert found.gap is not None
        assert found.gap <= CLOSE
        assert [float(g) for g in found.gains] == pytest.approx([float(g) for g in exact.gains], abs=1e-4)


# ---------------------------------------------------------------- axioms on convex sets


@EVERY
@FEW
@given(deals(constraints=False, parties=(2, 3)), st.integers(1, 4), st.integers(-5, 5))
def test_units_do_not_matter(concept, deal, factor, shift):
    """Affine changes of the first party's utility; the egalitarian solution allows one common factor only."""
    found = allowed(concept, deal)
    assume(found.status.code == "ok")
    factors = np.full(len(deal.parties), factor)
    if concept is not Egalitarian:
        factors[1:] = 1
    shifts = np.zeros(len(deal.parties), dtype=np.int64)
    shifts[0] = shift
    tables = [table * factors[:, None] for table in deal.tables]
    tables[0] = tables[0] + shifts[:, None]
    other = allowed(concept, replace(deal, tables=tuple(tables), reserve=deal.reserve * factors + shifts))
    assert vector(other) == pytest.approx(vector(found) * factors + shifts, abs=1e-4)


@EVERY
@FEW
@given(deals(constraints=False, parties=(2, 3)))
def test_equal_roles_get_equal_gains(concept, deal):
    """With every role played by every party in turn (one more issue: who plays which), gains are equal."""
    n = len(deal.parties)
    turns = [np.roll(np.arange(n), k) for k in range(n)]
    wide = np.concatenate([sum_of(deal)[turn] for turn in turns], axis=1)
    reserve = {p: int(deal.reserve[0]) for p in deal.parties}
    one = Bargain.from_tables(
        {"x": list(range(wide.shape[1]))},
        {p: {"x": wide[i].tolist()} for i, p in enumerate(deal.parties)},
        reserve=reserve,
    )
    found = allowed(concept, one)
    assume(found.status.code == "ok")
    gains = list(found.gains.values())
    assert gains == pytest.approx([gains[0]] * n, abs=1e-4)


def sum_of(deal):
    return np.array([worth for _, worth in drawable(deal)]).T


@FEW
@given(deals(constraints=False), st.integers(2, 9))
def test_bargaining_power_moves_the_nash_solution(deal, power):
    even, strong = allowed(Nash, deal), allowed(Nash, deal, weights={"p0": power})
    assume(even.status.code == "ok")
    assert strong.gains["p0"] >= even.gains["p0"] - 1e-12
    assert strong.gains["p1"] <= even.gains["p1"] + 1e-12


@FEW
@given(deals(constraints=False, parties=(2, 3)), st.data())
def test_what_is_not_drawn_does_not_matter_to_nash_and_the_egalitarian_solution(deal, data):
    worth = sum_of(deal)
    names = [f"p{i}" for i in range(len(worth))]

    def flat(columns):
        tables = {p: {"x": worth[i, columns].tolist()} for i, p in enumerate(names)}
        reserve = {p: int(r) for p, r in zip(names, deal.reserve, strict=True)}
        return Bargain.from_tables({"x": [int(c) for c in columns]}, tables, reserve=reserve)

    every = np.arange(worth.shape[1])
    for concept in (Nash, Egalitarian):
        found = allowed(concept, flat(every))
        assume(found.status.code == "ok")
        drawn = {d.outcome["x"] for d in found.lottery} or {found.outcome["x"]}
        kept = [c for c in every if c in drawn or data.draw(st.booleans())]
        fewer = allowed(concept, flat(np.array(kept)))
        if all(g > 0 for g in found.gains.values()):
            assert vector(fewer) == pytest.approx(vector(found), abs=1e-4)


@FEW
@given(deals())
def test_raiffa_lies_between_the_ends_that_each_side_would_choose(deal):
    found = allowed(Raiffa, deal)
    assume(found.status.code == "ok")
    for party in deal.parties:
        half = (found.ideal[party] - deal.reserve[deal.parties.index(party)]) / 2
        assert found.gains[party] >= half - 1e-9, "half the ideal is the first interim agreement"


@EVERY
@FEW
@given(deals(parties=(2, 3)), st.randoms(use_true_random=False))
def test_the_order_of_issues_values_and_parties_does_not_matter(concept, deal, random):
    deal = replace(deal, excluded=(), red_lines=((),) * len(deal.parties))
    found = allowed(concept, deal)
    parties = random.sample(range(len(deal.parties)), len(deal.parties))
    issues = random.sample(range(len(deal.tables)), len(deal.tables))
    values = [random.sample(range(t.shape[1]), t.shape[1]) for t in deal.tables]
    names = [deal.parties[p] for p in parties]
    other = Bargain.from_tables(
        {f"i{k}": values[k] for k in issues},
        {deal.parties[p]: {f"i{k}": deal.tables[k][p, values[k]].tolist() for k in issues} for p in parties},
        reserve={deal.parties[p]: int(deal.reserve[p]) for p in parties},
    )
    again = allowed(concept, other)
    assert again.status.code == found.status.code
    if found.status.code == "ok":
        assert [again.utilities[p] for p in names] == pytest.approx(
            [found.utilities[p] for p in names], abs=1e-4
        )


# ---------------------------------------------------------------- rules


@EVERY
@tried(12, full=25)
@given(deals(parties=(3, 4)), st.integers(1, 3))
def test_the_largest_coalition_that_a_lottery_satisfies_is_counted(concept, deal, need):
    found = allowed(concept, replace(deal, rule=Rule(deal.parties, need=need)))
    alone = replace(deal, rule=unanimity(deal.parties))
    possible = [
        names
        for size in range(need, len(deal.parties) + 1)
        for names in combinations(deal.parties, size)
        if allowed(concept, alone, coalition=names).status.code == "ok"
    ]
    if found.status.code == "no-agreement":
        assert not possible
        return
    assert found.coalition in possible
    assert len(found.coalition) == len(possible[-1])
    assert all(found.gains[p] >= 0 for p in found.coalition)
