"""Which axioms hold on finite sets: every "yes" of the specification's table 2.1, as a property.

Every "no" is a counter-example in test_bargaining_counterexamples.py. ``least-spread-raw`` is the setting
``measure: raw``.
"""

from dataclasses import replace

import numpy as np
import pytest
from effort import tried
from enumeration import CONCEPTS, acceptable, choice_of, dominates, permuted, renamed, rescaled, worth_of
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pourparler.testing import Size, bargains, check_concept, free_bargains, smaller

EVERY = pytest.mark.parametrize("name", list(CONCEPTS))
FEW = tried(16, full=40)
# Most smaller problems have smaller ideals, too: few of those drawn can be compared.
RARE = settings(parent=FEW, suppress_health_check=[HealthCheck.filter_too_much])
# Each party's unit may change by itself; elsewhere only all units alike.
UNITS = ("nash", "kalai-smorodinsky", "least-spread", "raiffa")


@EVERY
@FEW
@given(deal=bargains())
def test_the_answer_is_acceptable_and_nothing_acceptable_dominates_it(name, deal):
    result = CONCEPTS[name].run(deal, None)
    assume(result.outcome is not None)
    choice = choice_of(deal, result.outcome)
    worth = worth_of(deal, choice)
    found = acceptable(deal)
    assert (choice, worth) in found
    assert not any(dominates(other, worth) for _, other in found)
    assert tuple(result.utilities.values()) == worth


@EVERY
@FEW
@given(deal=bargains())
def test_every_party_gets_its_reserve(name, deal):
    result = CONCEPTS[name].run(deal, None)
    assume(result.outcome is not None)
    assert all(gain >= 0 for gain in result.gains.values())


@EVERY
@FEW
@given(data=st.data(), deal=bargains())
def test_invariant_to_units(name, data, deal):
    n = len(deal.parties)
    shifts = data.draw(st.lists(st.integers(-9, 9), min_size=n, max_size=n))
    factors = [data.draw(st.integers(1, 7))] * n
    if name in UNITS:
        factors = data.draw(st.lists(st.integers(1, 7), min_size=n, max_size=n))
    before, after = (CONCEPTS[name].run(d, None) for d in (deal, rescaled(deal, factors, shifts)))
    assert (before.outcome, before.ties) == (after.outcome, after.ties)


@EVERY
@FEW
@given(data=st.data(), deal=bargains())
def test_renaming_parties_renames_the_set_of_optima(name, data, deal):
    order = data.draw(st.permutations(range(len(deal.parties))))
    concept = replace(CONCEPTS[name], ties=300)
    one, other = concept.run(deal, None), concept.run(renamed(deal, order), None)
    assert one.ties_total == other.ties_total
    assume(one.outcome is not None)
    assert {tuple(o.values()) for o in (one.outcome, *one.ties)} == {
        tuple(o.values()) for o in (other.outcome, *other.ties)
    }
    # The end of interim agreements is no optimum of what is told of it: outcomes tied there may differ in it, and which
    # of them is first depends on the order of parties.
    if name != "raiffa" or not one.ties:
        assert one.objective == pytest.approx(other.objective)


@pytest.mark.parametrize("name", ["nash", "egalitarian", "utilitarian"])
@FEW
@given(data=st.data(), deal=free_bargains())
def test_dropping_outcomes_not_chosen_changes_nothing(name, data, deal):
    """For Nash while the product is positive."""
    chosen = CONCEPTS[name].run(deal, None)
    assume(chosen.outcome is not None)
    assume(name != "nash" or all(gain > 0 for gain in chosen.gains.values()))
    fewer = data.draw(smaller(deal, keeping=choice_of(deal, chosen.outcome)))
    after = CONCEPTS[name].run(fewer, None)
    if name == "egalitarian":
        # A party may lose its stake with the outcomes dropped; then it leaves the comparison.
        assume(all(after.ideal[p] > deal.reserve[i] for i, p in enumerate(deal.parties)))
    assert after.outcome == chosen.outcome


@pytest.mark.parametrize("name", ["kalai-smorodinsky", "egalitarian"])
@RARE
@given(data=st.data(), deal=free_bargains())
def test_more_outcomes_do_not_lower_the_smallest_gain(name, data, deal):
    """Normalised gains for Kalai–Smorodinsky, where the ideals stay; raw gains for the egalitarian outcome."""
    fewer = data.draw(smaller(deal))
    before, after = CONCEPTS[name].run(fewer, None), CONCEPTS[name].run(deal, None)
    assume(before.outcome is not None)
    # With a stake of 0 a party leaves the comparison.
    assume(all(before.ideal[p] > deal.reserve[i] for i, p in enumerate(deal.parties)))
    assume(name == "egalitarian" or before.ideal == after.ideal)
    assert after.objective >= before.objective


@EVERY
@FEW
@given(data=st.data(), deal=free_bargains())
def test_permuting_issues_and_values_permutes_the_answer(name, data, deal):
    order = data.draw(st.permutations(range(len(deal.tables))))
    orders = [data.draw(st.permutations(range(m))) for m in deal.space.shape]
    one, other = (CONCEPTS[name].run(d, None) for d in (deal, permuted(deal, order, orders)))
    assert (one.utilities, one.objective, one.ties_total) == (
        other.utilities,
        other.objective,
        other.ties_total,
    )


@EVERY
@FEW
@given(data=st.data(), deal=bargains())
def test_splitting_a_constant_out_of_an_issue_changes_nothing(name, data, deal):
    n = len(deal.parties)
    constant = np.array(data.draw(st.lists(st.integers(-5, 5), min_size=n, max_size=n)))[:, None]
    whole = type(deal).from_tables({"rest": ["only"]}, {party: {"rest": [0]} for party in deal.parties})
    split = replace(
        deal,
        space=replace(deal.space, axes=(*deal.space.axes, whole.space.axes[0])),
        tables=(deal.tables[0] - constant, *deal.tables[1:], constant),
    )
    one, other = CONCEPTS[name].run(deal, None), CONCEPTS[name].run(split, None)
    assert (one.utilities, one.ties_total) == (other.utilities, other.ties_total)
    if one.outcome is not None:
        assert dict(one.outcome) == {issue: v for issue, v in other.outcome.items() if issue != "rest"}


@EVERY
@tried(8, full=20)
@given(deal=bargains(Size(parties=(2, 3))))
def test_what_every_concept_promises(name, deal):
    check_concept(CONCEPTS[name], deal)
