"""Offers in turn: against the literal recursion, against all pairs of proposals, and what theory says of them."""

from dataclasses import replace
from fractions import Fraction

import literal_turns as literal
import pytest
from effort import tried
from hypothesis import assume, given
from hypothesis import strategies as st

import pourparler as pp
from pourparler.model.bargain import Bargain
from pourparler.model.negotiation import Negotiation, Timing
from pourparler.testing import Size, bargains, free_bargains

SHARES = st.integers(1, 20).map(lambda twentieths: twentieths / 20)
SOME = Size(parties=(2, 4), issues=(1, 3), values=(1, 4))
BELOW_ZERO = Size(parties=(2, 3), issues=(1, 3), values=(1, 4), entries=(-4, 6), reserves=(-6, 3))
PAIRS = Size(parties=(2, 2), issues=(1, 3), values=(1, 5))


def told(deal, drawn):
    return dict(zip(deal.parties, drawn, strict=False))


def exact(deal, patience):
    return [Fraction(str(patience[party])) for party in deal.parties]


def solved(deal, concept):
    return pp.solve(deal, concept, on_fail="status")


def labelled(deal, choice):
    return None if choice is None else deal.space.label(choice)


@tried(80, full=600)
@given(
    deal=st.one_of(bargains(SOME), free_bargains(BELOW_ZERO)),
    drawn=st.lists(SHARES, min_size=4, max_size=4),
    rounds=st.integers(1, 30),
    first=st.integers(0, 1),
)
def test_every_round_is_as_in_the_literal_recursion(deal, drawn, rounds, first):
    patience = told(deal, drawn)
    found = solved(deal, pp.BackwardInduction(rounds=rounds, patience=patience, first=deal.parties[first]))
    if not literal.acceptable(deal):
        assert found.status.code == "no-agreement"
        assert found.utilities == {p: deal.unit(r) for p, r in zip(deal.parties, deal.reserve, strict=True)}
        return
    path = literal.played(deal, exact(deal, patience), rounds, first=first)
    assert [reached.agrees for reached in found.path] == [choice is not None for choice, _ in path]
    for reached, (_, worth) in zip(found.path, path, strict=True):
        assert list(reached.utilities.values()) == pytest.approx([float(w) for w in worth], abs=1e-15)
    ends = next((t for t, (choice, _) in enumerate(path) if choice is not None), None)
    assert found.number == ends
    assert found.outcome == labelled(deal, None if ends is None else path[ends][0])
    assert found.status.code == ("no-agreement" if ends is None else "ok")


@tried(40, full=300)
@given(deal=bargains(SOME), drawn=st.lists(SHARES, min_size=4, max_size=4), rounds=st.integers(2, 12))
def test_proposing_is_worth_what_passing_is_or_more(deal, drawn, rounds):
    patience = told(deal, drawn)
    found = solved(deal, pp.BackwardInduction(rounds=rounds, patience=patience))
    assume(found.path)
    for here, following in zip(found.path, found.path[1:], strict=False):
        later = following.utilities[here.party] * patience[here.party]
        assert here.utilities[here.party] >= later - 1e-12


@tried(40, full=300)
@given(deal=bargains(SOME), drawn=st.lists(SHARES, min_size=4, max_size=4))
def test_one_round_is_an_ultimatum(deal, drawn):
    # No deal is worth its reserve to nobody who is content with it: only acceptable outcomes are proposed.
    found = solved(deal, pp.BackwardInduction(rounds=1, patience=told(deal, drawn)))
    best = max((worth[0] for _, worth in literal.acceptable(deal)), default=None)
    assert (None if found.agreed is None else found.utilities[deal.parties[0]]) == best


@tried(60, full=400)
@given(
    deal=bargains(PAIRS),
    drawn=st.lists(SHARES, min_size=2, max_size=2),
    scale=st.integers(1, 50),
    shift=st.integers(-20, 20),
)
def test_units_do_not_matter(deal, drawn, scale, shift):
    patience = told(deal, drawn)
    scaled = replace(
        deal,
        tables=tuple(table * [[1], [scale]] for table in deal.tables),
        reserve=deal.reserve * [1, scale],
    )
    for concept in (
        pp.BackwardInduction(rounds=7, patience=patience),
        pp.BackwardInduction(rounds=7, patience=patience, lotteries="allowed"),
        pp.Rubinstein(patience=patience),
        pp.Rubinstein(patience=patience, lotteries="none"),
    ):
        before, after = solved(deal, concept), solved(scaled, concept)
        assert before.status.code == after.status.code
        assert before.outcome == after.outcome
    # What only gains decide does not depend on where utilities begin, either.
    moved = replace(
        deal,
        tables=(deal.tables[0] + shift, *deal.tables[1:]),
        reserve=deal.reserve + shift,
    )
    first, second = (solved(model, pp.Rubinstein(patience=patience)) for model in (deal, moved))
    assert first.outcome == second.outcome
    if first.agreed is not None:
        assert list(first.agreed.gains.values()) == pytest.approx(list(second.agreed.gains.values()))


@tried(60, full=500)
@given(first=st.floats(0.01, 0.995), second=st.floats(0.01, 0.995), rounds=st.integers(1, 60))
def test_a_pie_is_divided_as_for_ever_but_for_what_the_end_is_still_worth(first, second, rounds):
    pie = Bargain.from_tables({"x": ["a", "b"]}, {"p": {"x": [1, 0]}, "q": {"x": [0, 1]}})
    patience = {"p": first, "q": second}
    ended = solved(pie, pp.BackwardInduction(rounds=rounds, patience=patience, lotteries="allowed"))
    forever = solved(pie, pp.Rubinstein(patience=patience))
    assert forever.utilities["p"] == pytest.approx((1 - second) / (1 - first * second), rel=1e-12)
    error = abs(ended.utilities["p"] - forever.utilities["p"])
    assert error <= (first * second) ** (rounds // 2) + 1e-12


@tried(80, full=600)
@given(deal=bargains(PAIRS), drawn=st.lists(SHARES, min_size=2, max_size=2))
def test_neither_proposal_leaves_the_other_anything_to_wait_for(deal, drawn):
    patience = told(deal, drawn)
    found = solved(deal, pp.Rubinstein(patience=patience))
    assume(found.offers)
    p, q = deal.parties
    mine, yours = found.offers
    # Accepting is worth what refusing is, and proposing what passing is.
    assert mine.gains[q] >= patience[q] * yours.gains[q] - 1e-12
    assert yours.gains[p] >= patience[p] * mine.gains[p] - 1e-12
    # Nothing better could be asked for: the other is left more only where one's gains end.
    best = solved(deal, pp.BackwardInduction(rounds=1, patience={p: 1.0, q: 1.0}, lotteries="allowed"))
    if mine.gains[q] > patience[q] * yours.gains[q] + 1e-9:
        assert mine.utilities[p] == pytest.approx(best.utilities[p])


@tried(60, full=500)
@given(deal=bargains(PAIRS), drawn=st.lists(SHARES, min_size=2, max_size=2))
def test_ever_longer_talks_about_gains_lead_to_the_pair(deal, drawn):
    assume(min(drawn) < 1)
    patience = told(deal, drawn)
    gains = replace(
        deal, tables=(deal.tables[0] - deal.reserve[:, None], *deal.tables[1:]), reserve=deal.reserve * 0
    )
    found = solved(gains, pp.Rubinstein(patience=patience))
    assume(found.offers)
    for rounds in (6000, 6001):
        long = solved(gains, pp.BackwardInduction(rounds=rounds, patience=patience, lotteries="allowed"))
        assert long.utilities == pytest.approx(found.utilities, abs=1e-9)


@tried(80, full=600)
@given(deal=bargains(PAIRS), drawn=st.lists(SHARES, min_size=2, max_size=2))
def test_whole_proposals_are_the_outermost_of_all_pairs_in_balance(deal, drawn):
    assume(min(drawn) < 1)
    patience = told(deal, drawn)
    found = solved(deal, pp.Rubinstein(patience=patience, lotteries="none"))
    first, second = exact(deal, patience)
    low, high = deal.reserve.tolist()
    points = {(x - low, y - high) for _, (x, y) in literal.acceptable(deal)}
    assume(points)

    def best(party, need):
        able = [point for point in points if point[1 - party] >= need]
        return max(able, key=lambda point: (point[party], point[1 - party]))

    pairs = {
        (best(0, second * y[1]), y) for y in points if best(1, first * best(0, second * y[1])[0]) == y
    }  # fmt: skip
    assert pairs, "one pair is always in balance"
    ends = [tuple(tuple(offer.gains.values()) for offer in horizon.offers) for horizon in found.horizons]
    assert ends == [max(pairs), min(pairs)]
    assert found.status.code == ("ok" if len(pairs) == 1 else "undefined")
    assert bool(found.offers) == (len(pairs) == 1)


@tried(30, full=200)
@given(deal=bargains(PAIRS), rounds=st.integers(1, 6))
def test_where_waiting_costs_nothing_the_last_word_takes_all(deal, rounds):
    last = deal.parties[(rounds - 1) % 2]
    found = solved(deal, pp.BackwardInduction(rounds=rounds, patience=dict.fromkeys(deal.parties, 1.0)))
    worths = [worth[deal.parties.index(last)] for _, worth in literal.acceptable(deal)]
    assert (None if found.agreed is None else found.utilities[last]) == max(worths, default=None)
    assert pp.Rubinstein(patience=dict.fromkeys(deal.parties, 1.0)).run(Negotiation(deal), None).offers == ()


@tried(30, full=200)
@given(deal=bargains(SOME), drawn=st.lists(SHARES, min_size=4, max_size=4), rounds=st.integers(1, 300))
def test_a_brief_s_time_and_the_settings_say_the_same(deal, drawn, rounds):
    patience = told(deal, drawn)
    timed = Negotiation(deal, Timing(patience, days=float(rounds)))
    by_brief = solved(timed, pp.BackwardInduction()).fields_as_data()
    assert by_brief == solved(deal, pp.BackwardInduction(rounds=rounds, patience=patience)).fields_as_data()
    assert len(by_brief["path"]) + by_brief["path_left_out"] in (0, rounds)
