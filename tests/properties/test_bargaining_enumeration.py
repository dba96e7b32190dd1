"""Point concepts and counts against plain listing, ties included, under unanimity and under any rule."""

from dataclasses import replace
from fractions import Fraction
from math import prod

import pytest
from effort import tried
from enumeration import CONCEPTS, acceptable, choice_of, optima, outcomes, winning
from hypothesis import assume, given
from hypothesis import strategies as st

import pourparler as pp
from pourparler.testing import Size, bargains, free_bargains, rules

EVERY = pytest.mark.parametrize("name", list(CONCEPTS))
FEW = tried(24, full=60)


@EVERY
@FEW
@given(deal=bargains())
def test_equal_to_enumeration_ties_included(name, deal):
    known, steps = optima(deal, name)
    result = replace(CONCEPTS[name], ties=300).run(deal, None)
    if not known:
        assert result.status.code == "no-agreement"
        assert result.outcome is None
        return
    assert [choice_of(deal, outcome) for outcome in (result.outcome, *result.ties)] == known
    assert result.ties_total == len(known) - 1
    assert name != "raiffa" or result.stats.work["steps"] == steps


@FEW
@given(data=st.data(), deal=bargains())
def test_counts_under_any_rule(data, deal):
    n = len(deal.parties)
    deal = replace(deal, rule=data.draw(rules(deal.parties)))
    every = list(outcomes(deal))
    feasible = [outcome for outcome in every if outcome[2] and winning(deal, outcome[2])]
    result = pp.Agreements().run(deal, None)
    assert result.outcomes_total == len(every)
    assert result.feasible == len(feasible)
    assert result.unanimous == sum(len(accepts) == n for _, _, accepts in every)
    assert list(result.by_party.values()) == [sum(p in a for _, _, a in feasible) for p in range(n)]
    assert list(result.accepted.values()) == [sum(p in a for _, _, a in every) for p in range(n)]
    for p, party in enumerate(deal.parties):
        if feasible:
            best = min(feasible, key=lambda o: (-o[1][p], tuple(-u for u in o[1]), o[0]))
            assert choice_of(deal, result.best[party]) == best[0]


@EVERY
@FEW
@given(data=st.data(), deal=bargains(Size(parties=(2, 4))))
def test_as_inclusive_as_the_rule_allows(name, data, deal):
    deal = replace(deal, rule=data.draw(rules(deal.parties)))
    coalitions = {accepts for _, _, accepts in outcomes(deal) if accepts and winning(deal, accepts)}
    result = CONCEPTS[name].run(deal, None)
    if not coalitions:
        assert result.status.code == "no-agreement"
        return
    size = max(map(len, coalitions))
    members = frozenset(deal.parties.index(party) for party in result.coalition)
    assert members in {c for c in coalitions if len(c) == size}
    by_hand = replace(CONCEPTS[name], coalition=result.coalition).run(deal, None)
    assert by_hand.objective == result.objective
    assert all(result.gains[party] >= 0 for party in result.coalition)


@FEW
@given(deal=free_bargains(), weights=st.lists(st.integers(1, 9), min_size=4, max_size=4))
def test_weighted_concepts_by_definition(deal, weights):
    weights = weights[: len(deal.parties)]
    named = dict(zip(deal.parties, weights, strict=True))
    found = [worth for _, worth in acceptable(deal)]
    assume(found)
    gains = [tuple(u - int(r) for u, r in zip(worth, deal.reserve, strict=True)) for worth in found]
    best = max(prod(g**w for g, w in zip(row, weights, strict=True)) for row in gains)
    nash = pp.Nash(weights=named).run(deal, None)
    if best > 0:
        chosen = [int(g) for g in nash.gains.values()]
        assert prod(g**w for g, w in zip(chosen, weights, strict=True)) == best
        assert nash.objective == pytest.approx(best)
    total = pp.Utilitarian(weights=named).run(deal, None)
    assert total.objective == max(sum(u * w for u, w in zip(row, weights, strict=True)) for row in found)
    staked = [p for p in range(len(weights)) if max(row[p] for row in gains) > 0]
    if staked:
        level = max(min(Fraction(row[p], weights[p]) for p in staked) for row in gains)
        assert pp.Egalitarian(proportions=named).run(deal, None).objective == pytest.approx(float(level))
