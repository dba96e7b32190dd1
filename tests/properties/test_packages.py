"""Packages against every subset in exact fractions (specification of bargaining, sections 1, 2, 4 and 5.6)."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from math import prod

import numpy as np
import pytest
from effort import seeds, tried
from hypothesis import given
from hypothesis import strategies as st

from pourparler.analyses.bargaining.agreements import Agreements
from pourparler.analyses.bargaining.audit import Audit
from pourparler.analyses.bargaining.draws import pruned
from pourparler.analyses.bargaining.egalitarian import Egalitarian
from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.bargaining.packages import listed as packaged
from pourparler.analyses.bargaining.utilitarian import Utilitarian
from pourparler.analyses.bargaining.zones import Zones
from pourparler.model.agreement import Rule, unanimity
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint
from pourparler.model.worth import Mean, Threshold
from pourparler.testing import check_concept

FEW = tried(40, full=80)


@st.composite
def constraint(draw, n):
    axes = tuple(sorted(draw(st.sets(st.integers(0, n - 1), min_size=1, max_size=3))))
    cells = draw(st.lists(st.integers(0, 3), min_size=2 ** len(axes), max_size=2 ** len(axes)))
    return Constraint(axes, np.array(cells, dtype=bool).reshape((2,) * len(axes)), "x")


@st.composite
def packages(draw):
    """A package of up to six provisions with conflicts, red lines, further scores and a rule."""
    n, parties = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    row = st.lists(st.integers(-2, 6), min_size=n, max_size=n)
    scores = {f"p{p}": dict(zip("abcdef", draw(row), strict=False)) for p in range(parties)}
    reserve = {name: draw(st.integers(-1, 4)) for name in scores}
    names = tuple(scores)
    veto = draw(st.integers(0, 2**parties - 1))
    need = draw(st.integers(1, parties))
    rule = draw(st.sampled_from([unanimity(names), Rule(names, need=need, veto=veto)]))
    deal = Bargain.from_scores(scores, reserve=reserve, rule=rule)
    asked = draw(st.lists(st.tuples(st.integers(0, parties - 1), row, st.integers(0, 4)), max_size=2))
    thresholds = tuple(Threshold("t", p, np.array(values), least) for p, values, least in asked)
    return replace(
        deal,
        mean=Mean(deal.mean.common, thresholds),
        excluded=tuple(draw(st.lists(constraint(n), max_size=2))),
        red_lines=tuple(tuple(draw(st.lists(constraint(n), max_size=1))) for _ in names),
    )


def worth(deal, choice):
    """Mean scores of a package, as fractions."""
    size = sum(choice)
    return tuple(
        Fraction(sum(int(table[p, v]) for table, v in zip(deal.tables, choice, strict=True)), size)
        for p in range(len(deal.parties))
    )


def accepts(deal, choice):
    """Who accepts a package, as bits."""
    inside = [j for j, v in enumerate(choice) if v]
    bits = 0
    for p, mean in enumerate(worth(deal, choice)):
        good = mean >= Fraction(int(deal.reserve[p]), deal.scale)
        good &= deal.space.allowed(choice, deal.red_lines[p])
        good &= all(
            Fraction(int(t.scores[inside].sum()), len(inside)) >= t.least
            for t in deal.mean.thresholds
            if t.party == p
        )
        bits |= good << p
    return bits


def every(deal):
    """Every package that is not empty and not excluded: (value indices, worth, who accepts)."""
    for choice in product((0, 1), repeat=len(deal.tables)):
        if any(choice) and deal.space.allowed(choice, deal.excluded):
            yield choice, worth(deal, choice), accepts(deal, choice)


def wins(deal, bits):
    return bits > 0 and bool(deal.rule.wins(np.array([bits]))[0])


def gains(deal, vector, members):
    return [vector[p] - Fraction(int(deal.reserve[p]), deal.scale) for p in members]


def nash(gained, stakes):
    counted = [(g, s) for g, s in zip(gained, stakes, strict=True) if s > 0]
    positive = [g / s for g, s in counted if g > 0]
    return len(positive), prod(positive)


def shares(gained, stakes):
    return sorted(g / s for g, s in zip(gained, stakes, strict=True) if s > 0)


OBJECTIVES = {
    "nash": (Nash(), nash),
    "kalai-smorodinsky": (KalaiSmorodinsky(), shares),
    "egalitarian": (
        Egalitarian(),
        lambda gained, stakes: sorted(g for g, s in zip(gained, stakes, strict=True) if s),
    ),
}


@FEW
@given(packages())
def test_counts(deal):
    found = Agreements().run(deal, None)
    bits = [who for _, _, who in every(deal)]
    n = len(deal.parties)
    assert found.outcomes_total == len(bits)
    assert found.feasible == sum(wins(deal, who) for who in bits)
    assert found.unanimous == sum(who == 2**n - 1 for who in bits)
    assert tuple(found.by_party.values()) == tuple(
        sum(wins(deal, who) and bool(who >> p & 1) for who in bits) for p in range(n)
    )
    feasible = [(choice, vector) for choice, vector, who in every(deal) if wins(deal, who)]
    for p, name in enumerate(deal.parties):
        if feasible:
            best = min(feasible, key=lambda item: (-item[1][p], [-u for u in item[1]], item[0]))
            assert found.best[name] == deal.space.label(best[0])


@FEW
@pytest.mark.parametrize("name", list(OBJECTIVES))
@given(deal=packages())
def test_points(name, deal):
    concept, key = OBJECTIVES[name]
    found = concept.run(deal, None)
    candidates = [(choice, vector, who) for choice, vector, who in every(deal) if wins(deal, who)]
    if not candidates:
        assert found.status.code == "no-agreement"
        return
    size = max(who.bit_count() for _, _, who in candidates)
    best = None
    for members in {who for _, _, who in candidates if who.bit_count() == size}:
        own = [p for p in range(len(deal.parties)) if members >> p & 1]
        reached = [(c, v) for c, v, who in candidates if who & members == members]
        stakes = [max(gains(deal, v, own)[i] for _, v in reached) for i in range(len(own))]
        top = max(key(gains(deal, v, own), stakes) for _, v in reached)
        optimal = [(c, v) for c, v in reached if key(gains(deal, v, own), stakes) == top]
        rank = key(
            [g / s if s else g for g, s in zip(gains(deal, optimal[0][1], own), stakes, strict=True)],
            [1 if s else 0 for s in stakes],
        )
        if best is None or rank > best[0]:
            best = (rank, optimal)
        elif rank == best[0]:
            best = (rank, [*best[1], *optimal])
    if len({who for _, _, who in candidates if who.bit_count() == size}) == 1:
        first = min(best[1], key=lambda item: ([-u for u in item[1]], item[0]))
        assert found.outcome == deal.space.label(first[0])
        assert found.ties_total == len(best[1]) - 1
    vector = worth(deal, deal.space.choice(found.outcome))
    assert tuple(found.utilities.values()) == tuple(float(u) for u in vector)


@FEW
@given(packages())
def test_the_largest_sum(deal):
    deal = replace(deal, rule=unanimity(deal.parties))
    found = Utilitarian().run(deal, None)
    everyone = 2 ** len(deal.parties) - 1
    candidates = [(c, v) for c, v, who in every(deal) if who == everyone]
    if not candidates:
        assert found.status.code == "no-agreement"
        return
    first = min(candidates, key=lambda item: (-sum(item[1]), [-u for u in item[1]], item[0]))
    assert found.outcome == deal.space.label(first[0])
    assert found.ties_total == sum(sum(v) == sum(first[1]) for _, v in candidates) - 1


def dominates(one, other):
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


@FEW
@given(packages())
def test_the_frontier(deal):
    found = Frontier().run(deal, None)
    vectors = [v for _, v, _ in every(deal)]
    if not vectors:
        assert found.status.code == "no-agreement"
        return
    efficient = sorted({v for v in vectors if not any(dominates(w, v) for w in vectors)}, reverse=True)
    assert [tuple(point.utilities.values()) for point in found.points] == [
        tuple(map(float, v)) for v in efficient
    ]
    assert found.multiplicity == tuple(vectors.count(v) for v in efficient)
    for point, vector in zip(found.points, efficient, strict=True):
        assert worth(deal, deal.space.choice(point.outcome)) == vector


@FEW
@given(packages(), st.data())
def test_an_audit(deal, data):
    choice = tuple(
        data.draw(st.lists(st.integers(0, 1), min_size=len(deal.tables), max_size=len(deal.tables)))
    )
    if not any(choice):
        return
    found = Audit(outcome=deal.space.label(choice)).run(deal, None)
    here = worth(deal, choice)
    others = [(c, v) for c, v, _ in every(deal)]
    better = [v for _, v in others if dominates(v, here)]
    assert found.dominated == bool(better)
    if others:
        reach = max(min(a - b for a, b in zip(v, here, strict=True)) for _, v in others)
        assert found.distance == float(reach)
    helpful = {
        tuple(i for i, (a, b) in enumerate(zip(c, choice, strict=True)) if a != b)
        for c, v in others
        if dominates(v, here)
    }
    smallest = {t for t in helpful if not any(set(s) < set(t) for s in helpful)}
    if len(smallest) <= 16:
        told = {
            tuple(
                deal.space.axes.index(axis)
                for axis in deal.space.axes
                if any(step.issue == axis.name for step in trade.steps)
            )
            for trade in found.trades
        }
        assert told == smallest


@FEW
@given(packages())
def test_zones(deal):
    found = Zones().run(deal, None)
    possible = [choice for choice, _, who in every(deal) if wins(deal, who)]
    for i, axis in enumerate(deal.space.axes):
        values = {axis.values[choice[i]] for choice in possible}
        assert set(found.zones[axis.name].projection) == values


CONCEPTS = {**{name: concept for name, (concept, _) in OBJECTIVES.items()}, "utilitarian": Utilitarian()}


@pytest.mark.parametrize("name", list(CONCEPTS))
@pytest.mark.parametrize("seed", seeds(16, full=40))
def test_programmes_agree_with_listing(name, seed, monkeypatch):
    """The same objective within the gap; the package is acceptable and nothing acceptable dominates it."""
    deal = replace(random_package(seed), rule=unanimity(random_package(seed).parties))
    listed = CONCEPTS[name].run(deal, None)
    monkeypatch.setattr(packaged, "MAX_PROVISIONS", 0)
    found = CONCEPTS[name].run(deal, None)
    if listed.status.code == "no-agreement" or listed.objective == 0:
        assert found.status.code in ("no-agreement", "limit", "ok")
        assert found.status.code != "ok" or found.objective == listed.objective
        return
    assert found.status.code == "ok"
    assert found.objective == pytest.approx(listed.objective, rel=1e-6)
    assert found.ideal == listed.ideal
    choice = deal.space.choice(found.outcome)
    everyone = 2 ** len(deal.parties) - 1
    assert accepts(deal, choice) == everyone
    mine = worth(deal, choice)
    assert not any(dominates(v, mine) for _, v, who in every(deal) if who == everyone)


def random_package(seed):
    rng = np.random.default_rng(seed)
    n, parties = int(rng.integers(3, 7)), int(rng.integers(2, 5))
    scores = {
        f"p{p}": dict(zip("abcdef", rng.integers(0, 9, n).tolist(), strict=False)) for p in range(parties)
    }
    deal = Bargain.from_scores(scores, reserve={name: int(rng.integers(0, 4)) for name in scores})
    both = np.array([[True, True], [True, False]])
    pairs = [tuple(sorted(rng.choice(n, 2, replace=False).tolist())) for _ in range(int(rng.integers(0, 3)))]
    asked = tuple(
        Threshold("t", int(rng.integers(parties)), rng.integers(0, 9, n), int(rng.integers(1, 5)))
        for _ in range(int(rng.integers(0, 2)))
    )
    return replace(
        deal,
        mean=Mean(deal.mean.common, asked),
        excluded=tuple(Constraint(pair, both, "c") for pair in pairs),
        red_lines=((Constraint((0,), np.array([True, False]), "r"),), *deal.red_lines[1:])
        if seed % 3 == 0
        else deal.red_lines,
    )


@pytest.mark.parametrize("seed", seeds(15, full=30))
def test_counts_of_many_provisions(seed, monkeypatch):
    deal = random_package(seed)
    deal = replace(deal, mean=Mean(deal.mean.common))
    listed = Agreements().run(deal, None)
    monkeypatch.setattr(packaged, "MAX_PROVISIONS", 0)
    counted = Agreements().run(deal, None)
    assert counted.status.code == listed.status.code
    for field in ("outcomes_total", "feasible", "unanimous", "by_party", "accepted", "by_number"):
        assert getattr(counted, field) == getattr(listed, field), field


def test_forty_provisions_in_conflict():
    rng = np.random.default_rng(1)
    scores = {f"p{p}": {f"x{j}": int(s) for j, s in enumerate(rng.integers(0, 11, 40))} for p in range(4)}
    deal = Bargain.from_scores(scores, reserve=dict.fromkeys(scores, 4))
    both = np.array([[True, True], [True, False]])
    deal = replace(deal, excluded=tuple(Constraint((j, j + 1), both, "c") for j in range(39)))
    found = Nash().run(deal, None)
    assert found.status.code == "ok"
    assert found.certificate.gap <= 1e-6
    assert found.stats.work["programmes"] < 300
    chosen = deal.space.choice(found.outcome)
    assert all(not (a and b) for a, b in pairwise(chosen))
    assert all(gain > 0 for gain in found.gains.values())


def test_the_contract():
    deal = Bargain.from_scores({"p": {"a": 3, "b": 1, "c": 2}, "q": {"a": 0, "b": 4, "c": 2}})
    for concept in (Nash(), KalaiSmorodinsky(), Egalitarian(), Agreements(), Frontier(), Zones()):
        check_concept(concept, deal)


@pytest.mark.parametrize("name", list(CONCEPTS))
def test_draws_of_packages_are_those_solved_alone(name, monkeypatch):
    """However large the work, packages are not pruned as sums would be."""
    monkeypatch.setattr(pruned, "WORTH", 0)
    deals = [random_package(seed) for seed in range(12)]
    for deal, seen in zip(deals, CONCEPTS[name].observe(deals), strict=True):
        alone = CONCEPTS[name].run(deal, None)
        assert seen is None or seen == alone.observed(deal)


@pytest.mark.parametrize("seed", range(6))
def test_zones_of_many_provisions_are_not_those_of_sums(seed, monkeypatch):
    monkeypatch.setattr(packaged, "MAX_PROVISIONS", 0)
    found = Zones().run(random_package(seed), None)
    assert found.status.code == "limit"
    assert {zone.projection for zone in found.zones.values()} == {None}
    assert found.overall is None
