"""Routes that must agree: draws together and alone, programmes and listing, counting by halves and one by one."""

from dataclasses import replace
from unittest import mock

import pytest
from effort import tried
from enumeration import CONCEPTS, acceptable, dominates
from hypothesis import given
from hypothesis import strategies as st

import pourparler as pp
from pourparler.analyses.bargaining import tallies
from pourparler.model.agreement import Rule
from pourparler.testing import Size, bargains, rules

PROGRAMMED = ("nash", "kalai-smorodinsky", "egalitarian", "utilitarian")
COUNTS = ("feasible", "unanimous", "by_party", "best", "accepted", "by_number", "outcomes_total")


@pytest.mark.parametrize("name", list(CONCEPTS))
@tried(24, full=60)
@given(deal=bargains(Size(parties=(2, 2))), shifts=st.lists(st.integers(-2, 3), min_size=2, max_size=5))
def test_draws_solved_together_are_those_solved_alone(name, deal, shifts):
    """A model whose red lines leave nothing, or that has no agreement, is left to be solved by itself."""
    concept = CONCEPTS[name]
    models = [replace(deal, reserve=deal.reserve + shift) for shift in shifts]
    for model, seen in zip(models, concept.observe(models), strict=True):
        alone = concept.run(model, None)
        assert seen is None or seen == alone.observed(model)
        if name in PROGRAMMED:
            assert seen is not None or alone.status.code != "ok"


@pytest.mark.parametrize("name", [*PROGRAMMED, "raiffa"])
@tried(12, full=30)
@given(deal=bargains(Size(parties=(2, 4), entries=(0, 30), reserves=(0, 30))))
def test_programmes_agree_with_listing(name, deal):
    """The same objective within the gap; the outcome is acceptable and nothing acceptable dominates it."""
    listed = CONCEPTS[name].run(deal, None)
    found = replace(CONCEPTS[name], max_outcomes=0, max_points=0).run(deal, None)
    if name == "raiffa" and found.status.code == "limit":
        return  # it gives up where agreed fractions grow too fine
    assert found.status.code == listed.status.code
    if listed.outcome is not None:
        assert found.objective == pytest.approx(listed.objective, rel=1e-6, abs=1e-9)
        mine, good = tuple(found.utilities.values()), [worth for _, worth in acceptable(deal)]
        assert mine in good
        assert not any(dominates(worth, mine) for worth in good)


@tried(60, full=150)
@given(deal=bargains(Size(parties=(1, 2))), need=st.integers(1, 2), veto=st.integers(0, 1))
def test_counts_by_halves_agree_with_listing(deal, need, veto):
    """One or two parties, any rule of theirs: counts and best agreements are those of plain listing."""
    deal = replace(deal, rule=Rule(deal.parties, need=min(need, len(deal.parties)), veto=veto))
    listed, counted = pp.Agreements().run(deal, None), pp.Agreements(max_outcomes=0).run(deal, None)
    assert counted.status.code == listed.status.code or listed.outcomes_total == 0
    for field in COUNTS if listed.outcomes_total else ():
        assert getattr(counted, field) == getattr(listed, field), field


@tried(80, full=250)
@given(data=st.data())
def test_counts_by_merging_agree_with_listing(data):
    """Three parties and more, any rule: counts and best agreements, red lines and exclusions included."""
    deal = data.draw(bargains(Size(parties=(3, 4), entries=(-3, 6))))
    deal = replace(deal, rule=data.draw(rules(deal.parties)))
    listed, merged = pp.Agreements().run(deal, None), pp.Agreements(max_outcomes=0).run(deal, None)
    assert merged.status.code == listed.status.code or listed.outcomes_total == 0
    for field in COUNTS if listed.outcomes_total else ():
        assert getattr(merged, field) == getattr(listed, field), field


@tried(40, full=100)
@given(data=st.data(), roughly=st.integers(16, 60))
def test_bounds_hold_the_counts(data, roughly):
    deal = data.draw(bargains(Size(parties=(3, 4), entries=(0, 50), reserves=(0, 50))))
    deal = replace(deal, rule=data.draw(rules(deal.parties)))
    listed = pp.Agreements().run(deal, None)
    with mock.patch.multiple(tallies, VECTORS=0, ROUGHLY=roughly):
        rough = pp.Agreements(max_outcomes=0).run(deal, None)
    for name in ("feasible", "unanimous") if listed.outcomes_total else ():
        known = getattr(listed, name)
        low, high = rough.bounds.get(name, (0, 0))  # nothing left to round: nothing can be agreed on
        assert low <= known <= high
        assert name in rough.bounds or getattr(rough, name) == known
