"""Many games between the same parties at once, without their traces: for tournaments and sweeps."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.talks.batches.games import by_clock, by_lists
from pourparler.analyses.talks.batches.schedules import aspirations, schedule, scheduled
from pourparler.analyses.talks.chance import UNSEEDED, seeded
from pourparler.analyses.talks.parties.preferences import Preferences
from pourparler.analyses.talks.parties.profile import Profile
from pourparler.analyses.talks.protocol import REASONS, Seat, play
from pourparler.analyses.talks.strategies.micro import Micro
from pourparler.analyses.talks.strategy import Strategy
from pourparler.language import Message

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

MANY = 1 << 22
"""Rounds of all schedules together, at most: beyond, they take too much memory."""


@dataclass(frozen=True, eq=False)
class Played:
    """How games ended: one row per game, as :class:`Transcript` has it.

    ``outcomes``: index of the deal, -1 without; ``steps``; ``reasons``: places in ``REASONS``; ``seats``: who
    accepted last, broke off or was at fault, -1 at the deadline; ``calls``; ``offers`` made; all (rows,).
    ``faults``: by row what was wrong; ``work``: counters of the batch.
    """

    outcomes: Ints
    steps: Ints
    reasons: Ints
    seats: Ints
    calls: Ints
    offers: Ints
    faults: Mapping[int, Message]
    work: Mapping[str, int]


@dataclass(frozen=True)
class Table:
    """Who may sit where: ``profiles`` in the order of speaking, all ``strategies``, ``rounds``, seats ``unaware`` of them."""

    profiles: tuple[Preferences, ...]
    strategies: tuple[Strategy, ...]
    rounds: int
    unaware: frozenset[int] = frozenset()

    @property
    def listed(self) -> tuple[Profile, ...]:
        """The profiles that write all outcomes out."""
        return tuple(profile for profile in self.profiles if isinstance(profile, Profile))

    @property
    def sorted(self) -> int:
        """How many parties' tables have been sorted."""
        return sum("order" in vars(profile) for profile in self.profiles)


def play_together(
    profiles: Sequence[Preferences],
    strategies: Sequence[Strategy],
    *,
    seating: Ints,
    rounds: int,
    seeds: Sequence[int] = (),
    unaware: Collection[int] = (),
) -> Played:
    """Play many games of the same parties, each as :func:`play` would, and the quicker the more there are.

    ``profiles``: n, in the order of speaking; ``strategies``: all that take part; ``seating`` (rows, n): which of
    them sits where in each game; ``seeds``: one per row, none where nobody draws: the game's generators are
    ``seeded(seed, seats=n)``; ``unaware``: seats that do not know the deadline.

    Strategies whose offers depend on the clock alone are worked out once per seat, and pairs of MiCRO are played
    from their lists; all others are played call by call. One sorted table per party serves all.
    Raises ``BeyondError`` where a strategy needs a list of more outcomes than can be listed.
    When not to use: where the offers themselves are wanted (``play``).
    """
    table = Table(tuple(profiles), tuple(strategies), rounds, frozenset(unaware))
    before = table.sorted
    seats = np.ascontiguousarray(seating, dtype=np.int64).reshape(-1, len(profiles))
    drawn = list(seeds) if len(seeds) else [UNSEEDED] * len(seats)
    clocked, counted = _apart(table, seats)
    found = np.empty((len(seats), 6), dtype=np.int64)
    faults: dict[int, Message] = {}
    searches = 0
    if clocked.any():
        found[clocked], searches = _by_clock(table, seats[clocked])
    if counted.any():
        found[counted] = _by_lists(table, [drawn[row] for row in np.flatnonzero(counted)])
    for row in np.flatnonzero(~(clocked | counted)).tolist():
        found[row], fault = _alone(table, seats[row], seed=drawn[row])
        if fault is not None:
            faults[row] = fault
    return _played(found, faults, sorts=table.sorted - before, searches=searches)


def _played(found: Ints, faults: Mapping[int, Message], *, sorts: int, searches: int) -> Played:
    outcomes, steps, reasons, seats, calls, offers = np.ascontiguousarray(found.T)
    work = {"calls": int(calls.sum()), "offers": int(offers.sum()), "sorts": sorts, "searches": searches}
    return Played(outcomes, steps, reasons, seats, calls, offers, faults, work)


def _apart(table: Table, seats: Ints) -> tuple[Flags, Flags]:
    """(rows,) each: which games go by schedules, and which by the lists of two MiCRO players."""
    none = np.zeros(len(seats), dtype=np.bool_)
    if len(table.listed) < len(table.profiles):
        return none, none
    # Whoever goes by the clock and does not know the deadline fails, as call by call.
    clocked = np.array(
        [
            [
                scheduled(strategy) and not (strategy.timed and place in table.unaware)
                for strategy in table.strategies
            ]
            for place in range(len(table.profiles))
        ]
    )
    clockwork: Flags = np.all(clocked[np.arange(len(table.profiles)), seats], axis=1)
    if table.rounds * len(table.profiles) * len(table.strategies) > MANY:
        clockwork = none
    micro = np.array([type(strategy) is Micro for strategy in table.strategies])
    counted: Flags = np.all(micro[seats], axis=1) if len(table.profiles) == 2 else none
    return clockwork, counted


def _by_clock(table: Table, seats: Ints) -> tuple[Ints, int]:
    """Games by schedules, (rows, 6), and the number of offers looked up for that."""
    own, n = table.listed, len(table.profiles)
    # One schedule per strategy and seat, of those that take part.
    needed, places = np.unique(seats * n + np.arange(n), return_inverse=True)
    asked = {int(k): aspirations(table.strategies[k], table.rounds) for k in np.unique(needed // n)}
    schedules = [
        schedule(table.strategies[code // n], own[code % n], asked[code // n]) for code in needed.tolist()
    ]
    found = by_clock(
        own,
        schedules,
        owners=needed % n,
        seating=places.reshape(seats.shape),
        rounds=np.full(len(seats), table.rounds),
    )
    return found, table.rounds * len(schedules)


def _by_lists(table: Table, seeds: Sequence[int]) -> Ints:
    rows = len(seeds)
    return by_lists(
        table.listed,
        seating=np.tile(np.arange(2), (rows, 1)),
        rounds=np.full(rows, table.rounds),
        seed_of=seeds.__getitem__,
    )


def _alone(table: Table, chosen: Ints, *, seed: int) -> tuple[tuple[int, ...], Message | None]:
    """One game call by call, as a row."""
    seats = [
        Seat(profile, table.strategies[k], place not in table.unaware)
        for place, (profile, k) in enumerate(zip(table.profiles, chosen.tolist(), strict=True))
    ]
    ended = play(seats, table.rounds, seeded(seed, seats=len(seats)))
    row = (
        -1 if ended.agreement is None else ended.agreement,
        ended.step,
        REASONS.index(ended.reason),
        -1 if ended.seat is None else ended.seat,
        ended.calls,
        len(ended.offers),
    )
    return row, ended.fault
