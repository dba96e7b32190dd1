"""Batches of games without calls: clockwork games by their schedules, MiCRO pairs by their lists."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.talks.batches.schedules import Schedule
from pourparler.analyses.talks.chance import seeded
from pourparler.analyses.talks.parties.profile import Profile
from pourparler.kernels import offers_in_turn
from pourparler.kernels.offers_in_turn import REASON, UNDRAWN

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Arrays = tuple[NDArray[Any], ...]

DRAWN = 1 << 21
"""Draws held at once."""

FEW = 1 << 20
"""Calls, at most, that are quicker made in plain code than the compiler is loaded."""


def _run(loop: str, answers: Floats, plans: Arrays, *, games: Arrays) -> Ints:
    """One of the loops of ``offers_in_turn``: compiled where there is much to do, else plain, on lists."""
    seating, rounds = games[:2]
    calls = seating.size * int(rounds.max(initial=0))
    if calls > FEW:
        from pourparler.kernels import offers_in_turn_compiled

        compiled: Ints = getattr(offers_in_turn_compiled, loop)(answers, plans, games)
        return compiled
    # Lists answer single questions faster, but a table that is hardly looked at is not worth turning into one.
    looked = answers.tolist() if answers.size <= calls else answers
    lists = [tuple(table.tolist() for table in tables) for tables in (plans, games)]
    plain: Ints = getattr(offers_in_turn, loop)(looked, *lists)
    return plain


def by_clock(
    profiles: Sequence[Profile], schedules: Sequence[Schedule], *, owners: Ints, seating: Ints, rounds: Ints
) -> Ints:
    """Games between schedules, (rows, 6) as :func:`meetings` gives them.

    ``owners``: the place in ``profiles`` of each schedule; ``seating`` (rows, n): places in ``schedules``; ``rounds`` (rows,).
    """
    longest = int(rounds.max(initial=0))
    offers = np.full((len(schedules), longest), -1, dtype=np.int64)
    least = np.full((len(schedules), longest), np.inf)
    for i, (made, asked) in enumerate(schedules):
        offers[i, : len(made)], least[i, : len(asked)] = made, asked
    answers = np.stack([profile.answers for profile in profiles])
    return _run("meetings", answers, (offers, least, owners), games=(seating, rounds))


def by_lists(
    profiles: Sequence[Profile], *, seating: Ints, rounds: Ints, seed_of: Callable[[int], int] | None
) -> Ints:
    """Games of two MiCRO players, (rows, 6) as :func:`concessions` gives them.

    ``seating`` (rows, 2): places in ``profiles``; ``rounds`` (rows,); ``seed_of``: the seed of a row, asked only where
    a list is exhausted. Without it such games stay ``UNDRAWN``.
    """
    answers = np.stack([profile.answers for profile in profiles])
    lengths = np.array([len(profile.order) for profile in profiles])
    # A list is walked no further down than there are rounds.
    ranked = np.full((len(profiles), min(int(lengths.max()), int(rounds.max(initial=0)) + 1)), -1)
    for i, profile in enumerate(profiles):
        best = profile.order[::-1][: ranked.shape[1]]
        ranked[i, : len(best)] = best
    lists = (ranked, lengths)
    found = _run("concessions", answers, lists, games=(seating, rounds, np.empty((len(seating), 2, 0))))
    open_ = np.flatnonzero(found[:, REASON] == UNDRAWN)
    if seed_of is None or not len(open_):
        return found
    size = max(1, DRAWN // (2 * int(rounds[open_].max())))
    for start in range(0, len(open_), size):
        rows = open_[start : start + size]
        draws = _draws([seed_of(row) for row in rows.tolist()], int(rounds[rows].max()))
        found[rows] = _run("concessions", answers, lists, games=(seating[rows], rounds[rows], draws))
    return found


def _draws(seeds: Sequence[int], most: int) -> NDArray[np.float64]:
    """What the generators of two seats give when asked one by one, (games, 2, most)."""
    return np.array([[rng.random(most) for rng in seeded(seed, seats=2)] for seed in seeds])
