"""Audits, trades, zones and opposition against plain listing (bargaining specification, 2.3 and 2.4)."""

from dataclasses import replace

import pytest
from effort import tried
from enumeration import acceptable, by_tie_rule, dominates, undominated, winning, worth_of
from enumeration import outcomes as listed
from hypothesis import assume, given
from hypothesis import strategies as st

import pourparler as pp
from pourparler.model.agreement import Rule
from pourparler.testing import Size, bargains, choices

FEW = tried(24, full=60)
LARGER = Size(issues=(4, 5), values=(1, 3), entries=(0, 40))


@st.composite
def offers(draw, size=None):
    """A problem and some outcome of it, excluded or not."""
    deal = draw(bargains(size))
    return deal, draw(choices(deal))


def outcomes(deal):
    """Every outcome that is not excluded, with its utilities."""
    return [(choice, worth) for choice, worth, _ in listed(deal)]


# ---------------------------------------------------------------- audits


@FEW
@given(offer=offers())
def test_audit_by_definition(offer):
    deal, choice = offer
    here = worth_of(deal, choice)
    every = list(outcomes(deal))
    assume(every)
    result = pp.Audit(outcome=deal.space.label(choice), shown=300).run(deal, None)
    assert result.status.code == "ok"
    assert tuple(result.utilities.values()) == here
    accepts = deal.acceptance(choice)
    assert result.accepted_by == tuple(p for p, yes in zip(deal.parties, accepts, strict=True) if yes)
    better = [(c, w) for c, w in every if dominates(w, here)]
    assert result.dominated == bool(better)
    first = by_tie_rule(undominated(better))
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
@given(offer=st.one_of(offers(), offers(LARGER)))
def test_trades_by_definition(offer):
    deal, choice = offer
    known = trades(deal, choice)
    start = deal.space.label(choice)
    for shown in (300, 3):
        result = pp.Audit(outcome=start, shown=shown).run(deal, None)
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
    exact = pp.Audit(outcome=deal.space.label(choice)).run(deal, None)
    result = pp.Audit(outcome=deal.space.label(choice), max_outcomes=0, max_points=0, max_changes=2).run(
        deal, None
    )
    assert result.dominated in (None, exact.dominated)
    assert result.distance in (None, exact.distance)
    here = worth_of(deal, choice)
    assert all(dominates(tuple(point.utilities.values()), here) for point in result.dominating)
    assert result.status.code == "limit" or result.dominated is not None
    assert set(map(str, result.trades)) <= set(
        map(str, pp.Audit(outcome=exact.outcome, shown=300).run(deal, None).trades)
    )


# ---------------------------------------------------------------- zones


@FEW
@given(data=st.data(), offer=offers())
def test_zones_by_definition(data, offer):
    deal, choice = offer
    n = len(deal.parties)
    if data.draw(st.booleans()):
        deal = replace(deal, rule=Rule(deal.parties, need=data.draw(st.integers(1, n))))
    good = [choice for choice, _, accepts in listed(deal) if winning(deal, accepts)]
    result = pp.Zones(deal=deal.space.label(choice)).run(deal, None)
    assert result.status.code == ("ok" if good else "no-agreement")
    for i, axis in enumerate(deal.space.axes):
        zone = result.zones[axis.name]
        assert zone.projection == tuple(sorted({axis.values[c[i]] for c in good}))
        changed = [(*choice[:i], v, *choice[i + 1 :]) for v in range(len(axis))]
        allowed = [c for c in changed if deal.space.allowed(c, deal.excluded)]
        assert zone.at_deal == tuple(axis.values[c[i]] for c in allowed if deal.acceptance(c).all())
        for p, party in enumerate(deal.parties):
            assert zone.accepted[party] == tuple(axis.values[c[i]] for c in allowed if deal.acceptance(c)[p])
    searched = pp.Zones(max_outcomes=0, max_points=0).run(deal, None)  # by programmes
    assert searched.status.code == result.status.code
    for name, zone in result.zones.items():
        assert searched.zones[name].projection == zone.projection


# ---------------------------------------------------------------- opposition


@FEW
@given(deal=bargains())
def test_opposition_by_definition(deal):
    every = [w for _, w in outcomes(deal)]
    assume(every)
    good = [w for _, w in acceptable(deal)]
    best = [max(w[p] for w in every) for p in range(len(deal.parties))]
    found = pp.Frontier().run(deal, None).opposition

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
    raw = pp.LeastSpread(measure="raw").run(deal, None)
    if raw.outcome is None:
        assert found.of_least_spread is None
    else:
        assert found.of_least_spread == pytest.approx(least([tuple(raw.utilities.values())], [1] * len(best)))
