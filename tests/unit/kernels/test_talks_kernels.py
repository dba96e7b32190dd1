"""Loops of the talks: plain and compiled they are one text; here both against other ways to the same answer."""

from bisect import bisect_left
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.kernels import half_sums, half_sums_compiled, offers_in_turn, offers_in_turn_compiled
from pourparler.kernels.aspirations import least_worths, rising, rungs


@given(
    st.lists(
        st.sampled_from([0.0, 0.1, 0.2, 0.2000004, 0.2000010, 0.2000014, 0.5, 1.0]), min_size=1, max_size=8
    ),
    st.lists(
        st.floats(-1, 2) | st.sampled_from([0.2, 0.2000002, 0.2000012, 0.5000005, 0.5000011]), max_size=9
    ),
)
def test_rungs_one_by_one(steps: list[float], wanted: list[float]) -> None:
    ladder = sorted(steps)
    expected = []
    for want in wanted:
        at = bisect_left(ladder, want)
        over = at == len(ladder)
        short = want - ladder[at - 1] if at else 1.0
        if over or (short <= 1e-6 and short < ladder[at] - want):
            at -= 1
        expected.append(at)
    assert rungs(np.array(ladder), np.array(wanted, dtype=float), near=1e-6).tolist() == expected


@pytest.mark.parametrize("values", [1, 2, 7, 10**3, 10**9])
@pytest.mark.parametrize("size", [0, 1, 2, 40, 3000])
def test_equal_worths_are_kept_in_order(values: int, size: int) -> None:
    worth = np.random.default_rng(size).integers(-values, values, size=size) / 7
    assert rising(worth).tolist() == np.argsort(worth, kind="stable").tolist()


def test_what_is_asked_stays_within_the_range() -> None:
    asked = least_worths(np.array([[1.0, 0.5], [0.0, -3.0]]), 0.2, 0.8, widening=1e-4)
    assert asked.tolist() == [[1.0 * (0.8 - 0.2) + 0.2 - 1e-4, 0.5 * (0.8 - 0.2) + 0.2 - 1e-4], [0.2, 0.2]]


def random_games(seed: int, seats: int) -> tuple[Any, ...]:
    rng = np.random.default_rng(seed)
    answers = np.where(rng.random((seats, 9)) < 0.2, -np.inf, rng.random((seats, 9)))
    offers = rng.integers(0, 9, size=(2 * seats, 6))
    offers[rng.random(offers.shape) < 0.02] = -1
    least = rng.random((2 * seats, 6))
    owners = np.arange(2 * seats) % seats
    seating = np.array(
        [[place + seats * pick for place, pick in enumerate(row)] for row in rng.integers(0, 2, (30, seats))]
    )
    return answers, (offers, least, owners), (seating, rng.integers(1, 7, size=30))


def by_runs(game: int, answers: Any, plans: Any, games: Any) -> list[int]:
    """Outcome, step and reason by runs on the flattened calls: after each offer, how many seats in a row accept it."""
    (offers, least, owners), (seating, rounds) = plans, games
    seats = seating.shape[1]
    calls = [(seating[game, k % seats], k // seats) for k in range(seats * rounds[game])]
    at = 0
    while at < len(calls):
        plan, s = calls[at]
        offer = int(offers[plan, s])
        if offer < 0:
            return [-1, s + 1, offers_in_turn.BROKEN_OFF]
        yes = [answers[owners[p], offer] >= least[p, t] for p, t in calls[at + 1 : at + seats]]
        run = yes.index(False) if False in yes else len(yes)
        if run == seats - 1:
            return [offer, calls[at + run][1] + 1, offers_in_turn.AGREEMENT]
        at += run + 1
    return [-1, int(rounds[game]), offers_in_turn.DEADLINE]


@pytest.mark.parametrize("seats", [2, 3, 4, 5])
def test_meetings_are_runs_of_acceptances(seats: int) -> None:
    reasons = set()
    for seed in range(20):
        games = random_games(seed, seats)
        compiled = offers_in_turn_compiled.meetings(*games)
        plain = offers_in_turn.meetings(
            games[0].tolist(), *(tuple(t.tolist() for t in part) for part in games[1:])
        )
        assert compiled.tolist() == plain.tolist()
        for g in range(30):
            assert plain[g, :3].tolist() == by_runs(g, *games)
        reasons |= set(plain[:, 2].tolist())
    assert reasons == {0, 1, 2}


def test_lists_that_run_out_need_draws() -> None:
    answers = np.array([[0.0, 1.0], [1.0, 0.0]])
    ranked, lengths = np.array([[1, -1], [0, -1]]), np.array([1, 1])
    tables = (answers - [[1e9, 0], [0, 1e9]], (ranked, lengths))
    games = (np.array([[0, 1]]), np.array([3]))
    for loops in (offers_in_turn, offers_in_turn_compiled):
        short = loops.concessions(*tables, (*games, np.empty((1, 2, 0))))
        assert short[0, 2] == offers_in_turn.UNDRAWN
        assert short[0, 5] == 2
        enough = loops.concessions(*tables, (*games, np.full((1, 2, 2), 0.999)))
        assert enough.tolist() == [[-1, 3, offers_in_turn.DEADLINE, -1, 6, 6]]


@settings(deadline=None)
@given(st.lists(st.integers(-3, 3), max_size=7), st.lists(st.integers(-3, 3), max_size=7), st.integers(-8, 8))
def test_sums_of_halves(first: list[int], last: list[int], bound: int) -> None:
    order = sorted(range(len(first)), key=lambda i: (first[i], i))
    other = sorted(range(len(last)), key=lambda j: (last[j], j))
    tables = [
        np.array([first[i] for i in order], dtype=np.int64), np.array([i * 10 for i in order], dtype=np.int64),
        np.array([last[j] for j in other], dtype=np.int64), np.array(other, dtype=np.int64),
    ]  # fmt: skip
    pairs = [(a + b, i * 10 + j) for i, a in enumerate(first) for j, b in enumerate(last)]
    above = min((pair for pair in pairs if pair[0] >= bound), default=None)
    below = max((pair for pair in pairs if pair[0] <= bound), default=None)
    halves = [(tables[0], tables[1]), (tables[2], tables[3])]
    lists = [(sums.tolist(), at.tolist()) for sums, at in halves]
    for loops, given_ in ((half_sums, lists), (half_sums_compiled, halves)):
        for search, expected in ((loops.lowest, above), (loops.highest, below)):
            total, index = search(*given_, bound)
            assert (None if index < 0 else (total, index)) == expected
