"""Audits, trades, zones, least spread and Raiffa against literal enumeration (specification, 2, 2.1 and 2.4).

The reference is written from the definitions, in plain loops and exact fractions.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pourparler.analyses.bargaining.audit import Audit
from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.least_spread import LeastSpread
from pourparler.analyses.bargaining.raiffa import Raiffa
from pourparler.analyses.bargaining.zones import Zones
from pourparler.model.agreement import Rule
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint
from pourparler.testing import check_concept

FEW = settings(max_examples=60, deadline=None)
CONCEPTS = {"least-spread": LeastSpread(), "raw": LeastSpread(measure="raw"), "raiffa": Raiffa()}
EVERY = pytest.mark.parametrize("name", list(CONCEPTS))


# ---------------------------------------------------------------- problems


@st.composite
def constraint(draw, sizes):
    axes = tuple(sorted(draw(st.sets(st.integers(0, len(sizes) - 1), min_size=1, max_size=2))))
    shape = tuple(sizes[a] for a in axes)
    cells = draw(st.lists(st.integers(0, 3), min_size=prod(shape), max_size=prod(shape)))
    return Constraint(axes, np.array(cells, dtype=bool).reshape(shape), "x")


@st.composite
def deals(draw, *, parties=(1, 4), issues=(1, 4), values=4, largest=6):
    n = draw(st.integers(*parties))
    sizes = draw(st.lists(st.integers(1, values), min_size=issues[0], max_size=issues[1]))
    entry = st.integers(0, largest)
    tables = {
        f"p{p}": {f"i{k}": draw(st.lists(entry, min_size=m, max_size=m)) for k, m in enumerate(sizes)}
        for p in range(n)
    }
    reserve = {f"p{p}": draw(st.integers(0, 6)) for p in range(n)}
    deal = Bargain.from_tables(
        {f"i{k}": list(range(m)) for k, m in enumerate(sizes)}, tables, reserve=reserve
    )
    excluded = tuple(draw(st.lists(constraint(sizes), max_size=2)))
    lines = tuple(tuple(draw(st.lists(constraint(sizes), max_size=1))) for _ in range(n))
    return replace(deal, excluded=excluded, red_lines=lines)


@st.composite
def offers(draw, *, issues=(1, 4), values=4, largest=6):
    """A problem and some outcome of it, excluded or not."""
    deal = draw(deals(issues=issues, values=values, largest=largest))
    return deal, tuple(draw(st.integers(0, m - 1)) for m in deal.space.shape)


def worth_of(deal, choice):
    return tuple(deal.utilities(np.array([choice]))[0].tolist())


def outcomes(deal):
    """Every outcome that is not excluded, with its utilities."""
    for choice in product(*(range(m) for m in deal.space.shape)):
        if deal.space.allowed(choice, deal.excluded):
            yield choice, worth_of(deal, choice)


def acceptable(deal):
    return [(c, w) for c, w in outcomes(deal) if deal.acceptance(c).all()]


def dominates(a, b):
    return a != b and all(x >= y for x, y in zip(a, b, strict=True))


def by_tie_rule(pairs):
    return sorted(pairs, key=lambda pair: (tuple(-u for u in pair[1]), pair[0]))


# ---------------------------------------------------------------- least spread and Raiffa


def reference(deal, name):
    found = acceptable(deal)
    if not found:
        return [], 0
    reserve = deal.reserve.tolist()
    ideal = [max(w[p] for _, w in found) for p in range(len(reserve))]
    if name == "raiffa":
        return raiffa(found, [Fraction(r) for r in reserve])
    staked = [p for p, b in enumerate(ideal) if b > reserve[p]]
    found = [(c, w) for c, w in found if not any(dominates(v, w) for _, v in found)]

    def spread(w):
        over = [ideal[p] - reserve[p] if name == "least-spread" else 1 for p in staked]
        gains = [Fraction(w[p] - reserve[p], o) for p, o in zip(staked, over, strict=True)]
        return max(gains) - min(gains) if gains else 0

    least = min(spread(w) for _, w in found)
    return [c for c, _ in by_tie_rule([(c, w) for c, w in found if spread(w) == least])], 0


def raiffa(left, agreed):
    """Section 2, word for word; only undominated outcomes are kept, so that a step is a step."""
    left = [(c, w) for c, w in left if not any(dominates(v, w) for _, v in left)]
    steps, n = 0, len(agreed)
    while True:
        ideal = [max(w[p] for _, w in left) for p in range(n)]
        if len({w for _, w in left}) == 1:
            return [c for c, _ in by_tie_rule(left)], steps
        following = [d + (b - d) / n for d, b in zip(agreed, ideal, strict=True)]
        after = [(c, w) for c, w in left if all(u >= d for u, d in zip(w, following, strict=True))]
        if not after:
            staked = [p for p in range(n) if ideal[p] > agreed[p]]

            def shares(w, d=agreed, b=ideal, staked=staked):
                return sorted(Fraction(w[p] - d[p]) / (b[p] - d[p]) for p in staked)

            best = max(shares(w) for _, w in left)
            return [c for c, _ in by_tie_rule([(c, w) for c, w in left if shares(w) == best])], steps
        agreed, left, steps = following, after, steps + 1


@EVERY
@FEW
@given(deal=deals())
def test_equal_to_enumeration_ties_included(name, deal):
    known, steps = reference(deal, name)
    result = replace(CONCEPTS[name], ties=300).run(deal, None)
    if not known:
        assert result.status.code == "no-agreement"
        return
    assert [deal.space.choice(outcome) for outcome in (result.outcome, *result.ties)] == known
    assert result.ties_total == len(known) - 1
    assert name != "raiffa" or result.stats.work["steps"] == steps


@EVERY
@FEW
@given(deal=deals())
def test_acceptable_and_not_dominated(name, deal):
    result = CONCEPTS[name].run(deal, None)
    assume(result.outcome is not None)
    choice = deal.space.choice(result.outcome)
    assert deal.acceptance(choice).all()
    assert not any(dominates(w, worth_of(deal, choice)) for _, w in acceptable(deal))
    assert all(gain >= 0 for gain in result.gains.values())


@EVERY
@FEW
@given(data=st.data(), deal=deals())
def test_invariant_to_units(name, data, deal):
    """Raw gains only if all units change alike."""
    n = len(deal.parties)
    shift = np.array(data.draw(st.lists(st.integers(-9, 9), min_size=n, max_size=n)))
    factor = np.array(data.draw(st.lists(st.integers(1, 7), min_size=n, max_size=n)))
    if name == "raw":
        factor = np.full(n, factor[0])
    tables = [table * factor[:, None] for table in deal.tables]
    tables[0] = tables[0] + shift[:, None]
    after = replace(deal, tables=tuple(tables), reserve=deal.reserve * factor + shift)
    one, other = CONCEPTS[name].run(deal, None), CONCEPTS[name].run(after, None)
    assert (one.outcome, one.ties) == (other.outcome, other.ties)


@EVERY
@FEW
@given(data=st.data(), deal=deals())
def test_renaming_parties_renames_the_set_of_optima(name, data, deal):
    order = data.draw(st.permutations(range(len(deal.parties))))
    renamed = replace(
        deal,
        parties=tuple(deal.parties[p] for p in order),
        tables=tuple(table[order] for table in deal.tables),
        reserve=deal.reserve[order],
        red_lines=tuple(deal.red_lines[p] for p in order),
    )
    concept = replace(CONCEPTS[name], ties=300)
    one, other = concept.run(deal, None), concept.run(renamed, None)
    assume(one.outcome is not None)
    assert {tuple(o.values()) for o in (one.outcome, *one.ties)} == {
        tuple(o.values()) for o in (other.outcome, *other.ties)
    }


@EVERY
@FEW
@given(deal=deals(parties=(2, 2)), shifts=st.lists(st.integers(-2, 3), min_size=2, max_size=4))
def test_draws_solved_together_are_those_solved_alone(name, deal, shifts):
    models = [replace(deal, reserve=deal.reserve + shift) for shift in shifts]
    for model, seen in zip(models, CONCEPTS[name].observe(models), strict=True):
        assert seen is None or seen == CONCEPTS[name].run(model, None).observation(model)


@EVERY
@FEW
@given(deal=deals(parties=(2, 3)))
def test_every_promise_is_kept(name, deal):
    check_concept(CONCEPTS[name], deal)


# ---------------------------------------------------------------- audits


@FEW
@given(offer=offers())
def test_audit_by_definition(offer):
    deal, choice = offer
    here = worth_of(deal, choice)
    every = list(outcomes(deal))
    assume(every)
    result = Audit(outcome=deal.space.label(choice), shown=300).run(deal, None)
    assert result.status.code == "ok"
    assert tuple(result.utilities.values()) == here
    accepts = deal.acceptance(choice)
    assert result.accepted_by == tuple(p for p, yes in zip(deal.parties, accepts, strict=True) if yes)
    better = [(c, w) for c, w in every if dominates(w, here)]
    assert result.dominated == bool(better)
    first = by_tie_rule([(c, w) for c, w in better if not any(dominates(v, w) for _, v in better)])
    assert [deal.space.choice(point.outcome) for point in result.dominating] == [c for c, _ in first]
    least = {c: min(u - v for u, v in zip(w, here, strict=True)) for c, w in every}
    assert result.distance == max(least.values())
    if result.nearest is not None:
        assert least[deal.space.choice(result.nearest.outcome)] == result.distance
    assert set(result.crossed) == {
        p
        for p, lines in zip(deal.parties, deal.red_lines, strict=True)
        if not deal.space.allowed(choice, lines)
    }
    assert bool(result.excluded) != deal.space.allowed(choice, deal.excluded)


def trades(deal, choice):
    """Changes that hurt nobody and help somebody, smallest first, none with a kept one as a part."""
    here = worth_of(deal, choice)
    found = []
    for other, worth in outcomes(deal):
        issues = tuple(i for i, (a, b) in enumerate(zip(choice, other, strict=True)) if a != b)
        gains = tuple(u - v for u, v in zip(worth, here, strict=True))
        if dominates(gains, (0,) * len(gains)):
            found.append((len(issues), -min(gains), tuple(-g for g in gains), other, issues))
    found = [
        change for change in found
        # From four issues on, those that no change of the same issues dominates.
        if change[0] < 4
        or not any(o[4] == change[4] and dominates(change[2], o[2]) for o in found)
    ]  # fmt: skip
    kept = []
    for change in sorted(found):
        parts = [part for part in kept if part[0] < change[0]]
        if not any(all(change[3][i] == part[3][i] for i in part[4]) for part in parts):
            kept.append(change)
    return [(change[3], tuple(-g for g in change[2])) for change in kept]


@FEW
@given(offer=st.one_of(offers(), offers(issues=(4, 5), values=3, largest=40)))
def test_trades_by_definition(offer):
    deal, choice = offer
    known = trades(deal, choice)
    start = deal.space.label(choice)
    for shown in (300, 3):
        result = Audit(outcome=start, shown=shown).run(deal, None)
        found = [
            (deal.space.choice({**start, **{step.issue: step.after for step in trade.steps}}),
             tuple(trade.gains.values()))
            for trade in result.trades
        ]  # fmt: skip
        assert found == known[:shown]
        assert bool(result.trades) == result.dominated
        for trade in result.trades:
            total = [sum(step.gains[p] for step in trade.steps) for p in deal.parties]
            assert total == list(trade.gains.values())


@FEW
@given(offer=offers())
def test_past_the_limits_what_is_said_is_true(offer):
    deal, choice = offer
    assume(any(True for _ in outcomes(deal)))
    exact = Audit(outcome=deal.space.label(choice)).run(deal, None)
    result = Audit(outcome=deal.space.label(choice), max_outcomes=0, max_points=0, max_changes=2).run(
        deal, None
    )
    assert result.dominated in (None, exact.dominated)
    assert result.distance in (None, exact.distance)
    here = worth_of(deal, choice)
    assert all(dominates(tuple(point.utilities.values()), here) for point in result.dominating)
    assert result.status.code == "limit" or result.dominated is not None
    assert set(map(str, result.trades)) <= set(
        map(str, Audit(outcome=exact.outcome, shown=300).run(deal, None).trades)
    )


# ---------------------------------------------------------------- zones


@FEW
@given(data=st.data(), offer=offers())
def test_zones_by_definition(data, offer):
    deal, choice = offer
    n = len(deal.parties)
    if data.draw(st.booleans()):
        deal = replace(deal, rule=Rule(deal.parties, need=data.draw(st.integers(1, n))))
    good = [
        c for c, _ in outcomes(deal)
        if deal.rule.wins(np.array([sum(1 << p for p in np.flatnonzero(deal.acceptance(c)).tolist())]))[0]
    ]  # fmt: skip
    result = Zones(deal=deal.space.label(choice)).run(deal, None)
    assert result.status.code == ("ok" if good else "no-agreement")
    for i, axis in enumerate(deal.space.axes):
        zone = result.zones[axis.name]
        assert zone.projection == tuple(sorted({axis.values[c[i]] for c in good}))
        changed = [(*choice[:i], v, *choice[i + 1 :]) for v in range(len(axis))]
        allowed = [c for c in changed if deal.space.allowed(c, deal.excluded)]
        assert zone.at_deal == tuple(axis.values[c[i]] for c in allowed if deal.acceptance(c).all())
        for p, party in enumerate(deal.parties):
            assert zone.accepted[party] == tuple(axis.values[c[i]] for c in allowed if deal.acceptance(c)[p])
    limited = Zones(max_outcomes=0).run(deal, None)
    assert n <= 2 or limited.status.code == "limit" or limited.zones["i0"].projection == ()


# ---------------------------------------------------------------- opposition


@FEW
@given(deal=deals())
def test_opposition_by_definition(deal):
    every = [w for _, w in outcomes(deal)]
    assume(every)
    good = [w for _, w in acceptable(deal)]
    best = [max(w[p] for w in every) for p in range(len(deal.parties))]
    found = Frontier().run(deal, None).opposition

    def least(vectors, goal):
        return min(sum((g - u) ** 2 for g, u in zip(goal, w, strict=True)) ** 0.5 for w in vectors)

    # Of the frontier only, for utilities may pass 1.
    front = [w for w in every if not any(dominates(v, w) for v in every)]
    assert found.to_ideal == pytest.approx(least(front, [1] * len(best)))
    assert found.to_max == pytest.approx(least(every, best))
    if good and min(best) > 0:
        shares = [[u / b for u, b in zip(w, best, strict=True)] for w in good]
        assert found.relative == pytest.approx(least(shares, [1] * len(best)))
    else:
        assert found.relative is None
    raw = LeastSpread(measure="raw").run(deal, None)
    if raw.outcome is None:
        assert found.of_least_spread is None
    else:
        assert found.of_least_spread == pytest.approx(least([tuple(raw.utilities.values())], [1] * len(best)))
