"""Talks in batches: every row is what the engine gives call by call, whatever sits at the table."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pourparler.analyses.talks.batches import games, together
from pourparler.analyses.talks.batches.schedules import aspirations, schedule, scheduled
from pourparler.analyses.talks.chance import seeded
from pourparler.analyses.talks.offers import Offers, Record
from pourparler.analyses.talks.parties.profile import Profile
from pourparler.analyses.talks.protocol import REASONS, Seat, Transcript, play
from pourparler.analyses.talks.registry import strategy_from
from pourparler.analyses.talks.strategies.micro import Micro
from pourparler.analyses.talks.strategies.time_based import Linear
from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.view import View
from pourparler.model.outcomes import Axis, Space

CLOCKWORK: tuple[Any, ...] = (
    "boulware",
    "linear",
    "conceder",
    "hardliner",
    "time-exponential",
    {"boulware": {"e": 11.5, "acceptance": "ac-next"}},
    {"conceder": {"e": 0.013}},
    {"linear": {"acceptance": {"ac-time": {"after": 0.6}}}},
    {"linear": {"acceptance": {"ac-const": {"least": 0.4}}}},
)
OTHERS: tuple[Any, ...] = ("micro", {"linear": {"acceptance": {"ac-combi": {"after": 0.5}}}})

# Steps of 10^-7: some outcomes lie less than 10^-6 below what is asked for.
FINE = 10**7


@st.composite
def tables(draw: st.DrawFn, seats: int, outcomes: int) -> tuple[Profile, ...]:
    """Profiles of one space: with ties or without, exclusions, reserves that some or all outcomes miss."""
    space = Space((Axis("x", tuple(range(outcomes)), tuple(map(float, range(outcomes)))),))
    allowed = np.array(
        draw(st.lists(st.sampled_from([True, True, True, False]), min_size=outcomes, max_size=outcomes))
    )
    found = []
    for _ in range(seats):
        levels = draw(st.sampled_from([3, 10, FINE]))
        near = draw(st.booleans())
        whole = st.integers(0, levels)
        worth = np.array(draw(st.lists(whole, min_size=outcomes, max_size=outcomes)), dtype=float) / levels
        if near:
            worth = np.round(worth, 1) + np.arange(outcomes) % 3 * draw(st.sampled_from([1e-7, 4e-7, 1e-6]))
        reserve = draw(st.sampled_from([0.0, 0.0, 0.3, 0.5, 0.97, 1.5]))
        red = np.array(
            draw(
                st.lists(
                    st.sampled_from([True, True, True, True, False]), min_size=outcomes, max_size=outcomes
                )
            )
        )
        found.append(Profile(space, worth, allowed, allowed & red & (worth >= reserve), reserve))
    return tuple(found)


def one_by_one(
    profiles: Sequence[Profile],
    strategies: Sequence[Strategy],
    seating: Any,
    *,
    rounds: int,
    seeds: Sequence[int],
) -> list[Transcript]:
    return [
        play(
            [Seat(profile, strategies[k]) for profile, k in zip(profiles, row, strict=True)],
            rounds,
            seeded(seed, seats=len(profiles)),
        )
        for row, seed in zip(seating, seeds, strict=True)
    ]


def assert_same(found: together.Played, expected: Sequence[Transcript]) -> None:
    assert found.outcomes.tolist() == [-1 if t.agreement is None else t.agreement for t in expected]
    assert found.steps.tolist() == [t.step for t in expected]
    assert [REASONS[code] for code in found.reasons] == [t.reason for t in expected]
    assert found.seats.tolist() == [-1 if t.seat is None else t.seat for t in expected]
    assert found.calls.tolist() == [t.calls for t in expected]
    assert found.offers.tolist() == [len(t.offers) for t in expected]
    assert found.faults == {i: t.fault for i, t in enumerate(expected) if t.fault is not None}


@pytest.fixture(params=["plain", "compiled"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "compiled":
        monkeypatch.setattr(games, "FEW", -1)


@pytest.mark.usefixtures("way")
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), seats=st.integers(2, 5), rounds=st.integers(1, 25), outcomes=st.integers(1, 12))
def test_batch_equals_engine(data: st.DataObject, seats: int, rounds: int, outcomes: int) -> None:
    profiles = data.draw(tables(seats, outcomes))
    strategies = [strategy_from(item) for item in (*CLOCKWORK, *OTHERS)]
    rng = np.random.default_rng(data.draw(st.integers(0, 10**6)))
    seating = rng.integers(0, len(strategies), size=(12, seats))
    seating[:6] = rng.integers(0, len(CLOCKWORK), size=(6, seats))
    seating[6:8] = len(CLOCKWORK)  # MiCRO alone
    seeds = rng.integers(0, 2**31, size=12).tolist()
    found = together.play_together(profiles, strategies, seating=seating, rounds=rounds, seeds=seeds)
    assert_same(found, one_by_one(profiles, strategies, seating, rounds=rounds, seeds=seeds))


@settings(deadline=None, max_examples=100)
@given(data=st.data(), rounds=st.integers(1, 30), outcomes=st.integers(1, 12))
def test_schedules_equal_strategies(data: st.DataObject, rounds: int, outcomes: int) -> None:
    """What a strategy would offer in each round, and which of all outcomes it would accept."""
    (profile,) = data.draw(tables(1, outcomes))
    rng = np.random.default_rng(1)
    for item in CLOCKWORK:
        strategy = strategy_from(item)
        plan = schedule(strategy, profile, aspirations(strategy, rounds))
        for step in range(rounds):
            view = View(profile, 0, 2, step, rounds, Offers(Record(2), 0))
            offer = strategy.propose(view, rng)
            assert plan.offers[step] == (-1 if offer is None else offer)
            accepted = [strategy.accepts(view, x) for x in range(outcomes)]
            assert (profile.answers >= plan.least[step]).tolist() == accepted


class Stubborn(Linear):
    """A stranger's: the clock's offers, an answer of its own."""

    def accepts(self, view: View, offer: int) -> bool:
        """Never."""
        return False


def test_what_is_no_clockwork_is_played_by_the_engine() -> None:
    assert not scheduled(Stubborn())
    assert not scheduled(strategy_from(OTHERS[1]))
    assert all(scheduled(strategy_from(item)) for item in CLOCKWORK)


def test_batch_sorts_each_table_once() -> None:
    rng = np.random.default_rng(0)
    space = Space((Axis("x", tuple(range(50)), tuple(map(float, range(50)))),))
    every = np.ones(50, dtype=bool)
    profiles = [Profile(space, rng.random(50), every, every, 0.0) for _ in range(3)]
    strategies = [strategy_from(item) for item in CLOCKWORK[:4]]
    seating = rng.integers(0, 4, size=(200, 3))
    found = together.play_together(profiles, strategies, seating=seating, rounds=30)
    assert found.work["sorts"] == 3
    assert found.work["searches"] == 30 * 3 * 4
    assert found.work["calls"] == found.calls.sum() <= 200 * 3 * 30
    again = together.play_together(profiles, strategies, seating=seating, rounds=30)
    assert again.work == {**found.work, "sorts": 0}


def test_who_does_not_know_the_deadline_is_at_fault_in_a_batch_too() -> None:
    space = Space((Axis("x", (0, 1), (0.0, 1.0)),))
    every = np.ones(2, dtype=bool)
    profiles = [Profile(space, np.array(worth), every, every, 0.0) for worth in ([0.0, 1.0], [1.0, 0.0])]
    strategies = [strategy_from("linear"), strategy_from("hardliner")]
    seating = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    found = together.play_together(profiles, strategies, seating=seating, rounds=5, unaware={1})
    assert [REASONS[code] for code in found.reasons] == ["fault", "deadline", "fault", "deadline"]
    assert sorted(found.faults) == [0, 2]


@pytest.mark.usefixtures("way")
def test_repeats_are_drawn_as_in_the_engine() -> None:
    """Two lists without anything in common, shorter than the rounds: both repeat themselves to the end."""
    space = Space((Axis("x", tuple(range(12)), tuple(map(float, range(12)))),))
    every = np.ones(12, dtype=bool)
    ahead = np.arange(12) / 12
    profiles = [Profile(space, worth, every, worth >= 0.5, 0.5) for worth in (ahead, ahead[::-1].copy())]
    seating, seeds = np.zeros((40, 2), dtype=int), list(range(40))
    found = together.play_together(profiles, [Micro()], seating=seating, rounds=40, seeds=seeds)
    assert_same(found, one_by_one(profiles, [Micro()], seating, rounds=40, seeds=seeds))
    assert found.work["offers"] == 40 * 2 * 40
