"""What holds of talks and of strategies whatever the problem: ties, red lines, losses, two to four parties."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from effort import tried
from hypothesis import assume, given
from hypothesis import strategies as st

import pourparler as pp
from pourparler.analyses.talks.offers import Offers, Record
from pourparler.analyses.talks.parties import profile as profile_module
from pourparler.analyses.talks.parties.profile import NEAR, Profile
from pourparler.analyses.talks.parties.seating import profiles
from pourparler.analyses.talks.protocol import Seat, Transcript, play
from pourparler.analyses.talks.registry import OWN, strategy_from
from pourparler.analyses.talks.strategies import time_based
from pourparler.analyses.talks.strategies.imitation import aspiration
from pourparler.analyses.talks.strategies.time_based import WIDENING, Boulware, TimeBased
from pourparler.analyses.talks.strategies.time_exponential import TimeExponential
from pourparler.analyses.talks.strategies.tit_for_tat import TitForTat
from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.talks import Talks
from pourparler.analyses.talks.view import View
from pourparler.model.negotiation import Negotiation
from pourparler.testing import negotiations

TIME_BASED = ("boulware", "linear", "conceder", "time-exponential")
FURTHER: list[Any] = [
    {"tit-for-tat": {"mode": "relative"}},
    {"tit-for-tat": {"mode": "averaged", "window": 2}},
    {"tit-for-tat": {"bound": 0.5}},
    {"resource": {"left": "length", "mu": 4}},
    {"linear": {"acceptance": {"ac-combi": {"after": 0.5}}}},
    {"conceder": {"acceptance": "ac-next"}},
    {"boulware": {"acceptance": {"ac-time": {"after": 0.5}}}},
]
strategies = st.sampled_from([*OWN, *FURTHER]).map(strategy_from)
rounds = st.integers(1, 25)


def talk(own: Sequence[Profile], played: Sequence[Strategy], rounds: int, *, seed: int = 0) -> Transcript:
    seats = [Seat(profile, strategy) for profile, strategy in zip(own, played, strict=True)]
    return play(seats, rounds, [np.random.default_rng([seed, place]) for place in range(len(own))])


@st.composite
def tables(draw: st.DrawFn, kinds: Any = strategies) -> tuple[Negotiation, tuple[Profile, ...], list[Any]]:
    negotiation = draw(negotiations(ties=draw(st.sampled_from(["some", "none"]))))
    own = profiles(negotiation)
    return negotiation, own, [draw(kinds) for _ in own]


@tried(200, full=2_000)
@given(table=tables(), rounds=rounds)
def test_every_transcript_keeps_the_protocol(table: Any, rounds: int) -> None:
    _, own, played = table
    found = talk(own, played, rounds)
    n = len(own)
    assert found.reason in ("agreement", "deadline", "broken-off"), found.fault
    assert found.step <= rounds
    assert found.calls <= n * found.step
    assert len(found.offers) <= found.calls
    turns = [offer.round * n + offer.seat for offer in found.offers]
    assert all(first < second for first, second in pairwise(turns))
    # Who did not speak between two offers accepted the first of them: never as many as all others.
    assert all(second - first <= n - 1 for first, second in pairwise(turns))
    for offer in found.offers:
        assert own[offer.seat].allowed[offer.outcome]
        assert own[offer.seat].utility(offer.outcome) >= own[offer.seat].reserve
        assert own[offer.seat].suits(offer.outcome)
    if found.reason == "agreement":
        assert found.agreement == found.offers[-1].outcome
        assert found.calls == turns[-1] + n
        assert found.step == (turns[-1] + n - 1) // n + 1
        assert all(profile.suits(found.agreement) for profile in own)
    elif found.reason == "deadline":
        assert found.step == rounds
        assert found.calls == n * rounds
        assert found.agreement is None
    else:
        assert found.seat is not None
        assert own[found.seat].best(0) is None


@tried(60, full=600)
@given(table=tables(), rounds=rounds, seed=st.integers(0, 3))
def test_the_same_seed_gives_the_same_result(table: Any, rounds: int, seed: int) -> None:
    negotiation, _, played = table
    talks = Talks(dict(zip(negotiation.parties, played, strict=True)), rounds=rounds)
    first, second = (pp.solve(negotiation, talks, seed=seed, on_fail="status") for _ in range(2))
    data = [{**found.to_dict(), "stats": None} for found in (first, second)]
    assert data[0] == data[1]
    assert first.stats.work == second.stats.work
    assert first.stats.work["offers"] == len(first.transcript.offers) <= first.stats.work["calls"]


@tried(100, full=1_000)
@given(negotiation=negotiations(), rounds=rounds)
def test_nobody_ends_below_its_reserve(negotiation: Negotiation, rounds: int) -> None:
    for name in OWN:
        played = dict.fromkeys(negotiation.parties, name)
        found = pp.solve(negotiation, Talks(played, rounds=rounds), seed=1, on_fail="status")
        reserve = dict(zip(found.seats, found.reserve, strict=True))
        assert all(found.utilities[party] >= reserve[party] for party in found.seats)


@tried(100, full=1_000)
@given(table=tables(st.sampled_from(TIME_BASED).map(strategy_from)), rounds=rounds)
def test_who_goes_by_the_clock_never_asks_for_more(table: Any, rounds: int) -> None:
    _, own, played = table
    found = talk(own, played, rounds)
    for place, profile in enumerate(own):
        offered = [profile.utility(offer.outcome) for offer in found.offers if offer.seat == place]
        assert all(later <= earlier + NEAR for earlier, later in pairwise(offered))


@tried(100, full=1_000)
@given(
    strategy=st.one_of(
        st.floats(0.01, 100).map(lambda e: Boulware(e=e)),
        st.builds(TimeExponential, kappa=st.floats(1e-6, 1), beta=st.floats(0.01, 100)),
    ),
    times=st.lists(st.floats(0, 1), min_size=2, max_size=8).map(sorted),
)
def test_aspirations_fall_with_time(strategy: TimeBased, times: list[float]) -> None:
    asked = [strategy.aspiration(time) for time in times]
    assert all(later <= earlier + 1e-12 for earlier, later in pairwise(asked))
    assert all(0 <= share <= 1 for share in asked)


@tried(100, full=1_000)
@given(
    table=tables(),
    es=st.lists(st.floats(0.05, 40), min_size=2, max_size=2).map(sorted),
    time=st.integers(0, 19),
)
def test_a_larger_e_never_offers_less(table: Any, es: list[float], time: int) -> None:
    for profile in table[1]:
        if profile.best(0) is None:
            continue
        soft, hard = (
            profile.utility(profile.at_least(time_based.least(profile, Boulware(e=e).aspiration((time + 1) / 21))))
            for e in es
        )  # fmt: skip
        assert hard >= soft - NEAR


@pytest.mark.parametrize("power", [-3, 0, 2, 11])
@tried(40, full=400)
@given(table=tables(st.sampled_from(TIME_BASED).map(strategy_from)), rounds=rounds, data=st.data())
def test_the_unit_of_utility_changes_nothing(power: int, table: Any, rounds: int, data: Any) -> None:
    """With the two tolerances in the new unit; a power of two keeps every float exact."""
    _, own, played = table
    place = data.draw(st.integers(0, len(own) - 1))
    unit, zero = 2.0**power, float(data.draw(st.sampled_from([0, 0, 1, -7]))) if power == 0 else 0.0
    changed = _rescaled(own[place], unit=unit, zero=zero)
    before = _behaviour(played[place], own[place], rounds)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time_based, "WIDENING", WIDENING * unit)
        patch.setattr(profile_module, "NEAR", NEAR * unit)
        assert _behaviour(played[place], changed, rounds) == before


def _rescaled(profile: Profile, *, unit: float, zero: float) -> Profile:
    return replace(profile, worth=profile.worth * unit + zero, reserve=profile.reserve * unit + zero)


def _behaviour(strategy: Strategy, profile: Profile, rounds: int) -> list[Any]:
    """Offers and answers in every round."""
    rng, nobody = np.random.default_rng(0), Offers(Record(2), 0)
    views = [View(profile, 0, 2, r, rounds, nobody) for r in range(rounds)]
    return [
        (strategy.propose(view, rng), [strategy.accepts(view, x) for x in range(profile.space.size)])
        for view in views
    ]


@tried(100, full=1_000)
@given(table=tables(), rounds=rounds, data=st.data())
def test_micro_concedes_only_what_was_conceded_to_it(table: Any, rounds: int, data: Any) -> None:
    _, own, played = table
    place = data.draw(st.integers(0, len(own) - 1))
    assume(all(profile.best(0) is not None for profile in own))
    found = talk(own, [*played[:place], strategy_from("micro"), *played[place + 1 :]], rounds)
    sent: dict[int, None] = {}
    heard: set[int] = set()
    for offer in found.offers:
        if offer.seat != place:
            heard.add(offer.outcome)
            continue
        if offer.outcome not in sent:
            assert offer.outcome == own[place].best(len(sent))
            sent[offer.outcome] = None
        assert len(sent) <= len(heard) + 1


@tried(60, full=600)
@given(negotiation=negotiations(ties="none"), seeds=st.lists(st.integers(0, 99), min_size=2, max_size=2))
def test_two_micros_need_no_chance_while_both_have_something_new(
    negotiation: Negotiation, seeds: list[int]
) -> None:
    own = profiles(negotiation)[:2]
    assume(all(profile.best(0) is not None for profile in own))
    rounds = min(len(profile.order) for profile in own)
    first, second = (talk(own, [strategy_from("micro")] * 2, rounds, seed=seed) for seed in seeds)
    assert first == second


@tried(60, full=600)
@given(negotiation=negotiations(ties="none"), rounds=rounds)
def test_imitation_is_the_same_with_and_without_notes(negotiation: Negotiation, rounds: int) -> None:
    """Notes are a short cut: taken up at each call or not at all, the aspiration is the same."""
    own = profiles(negotiation)
    assume(all(profile.best(0) is not None for profile in own))
    found = talk(own, [strategy_from("random")] * len(own), rounds)
    for habit in (
        TitForTat(),
        TitForTat("relative", delay=2),
        TitForTat("averaged", window=2),
        TitForTat(bound=1),
    ):
        record, notes = Record(len(own)), dict[Any, Any]()
        for offer in found.offers:
            view = View(own[0], 0, len(own), offer.round, rounds, Offers(record, len(record.entries)))
            if offer.seat == 0:
                assert aspiration(view._replace(notes=notes), habit) == aspiration(view, habit)
                assert own[0].floor <= aspiration(view, habit) <= own[0].ideal
            record.add(*offer)
