"""Playing a batch: tables, sorted orders and landmarks once, then all of its runs."""

import atexit
from collections.abc import Sequence
from threading import local
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.talks.batches.together import Table, play_together
from pourparler.analyses.talks.chance import UNSEEDED
from pourparler.analyses.talks.parties.profile import Profile
from pourparler.analyses.talks.parties.seating import profiles
from pourparler.analyses.talks.tournament.batches import Batch, seed_of
from pourparler.analyses.talks.tournament.blocks import FAULT
from pourparler.analyses.talks.tournament.field import Field, is_foreign
from pourparler.analyses.talks.tournament.landmarks import landmarks
from pourparler.jobs.watched import Ended, TookTooLong, Watched
from pourparler.kernels.offers_in_turn import CALLS, OFFERS, OUTCOME, REASON, STEP
from pourparler.language import Message, msg

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

Told = tuple[int, str, Message]
Watcher = Watched[tuple[Ints, Sequence[int]], tuple[Ints, dict[int, Told]]]


def play_batch(field: Field, batch: Batch) -> dict[str, Any]:
    """All rows of a batch as JSON data, see :class:`Block`. The same for any process it runs in."""
    scenario = field.scenarios[batch.scenario]
    own = profiles(scenario.negotiation)
    table = Table(own, field.strategies, scenario.rounds)
    seating = np.array([run.seating for run in batch.runs], dtype=np.int64)
    # Most runs draw nothing: a seed for each would take longer than to play them.
    draws = np.array([strategy.draws for strategy in field.strategies])
    drawing = np.flatnonzero(draws[seating].any(axis=1)).tolist()
    seeds = [UNSEEDED] * len(seating)
    for row in drawing:
        seeds[row] = seed_of(field, scenario, batch.runs[row])
    strange = [is_foreign(strategy) for strategy in field.strategies]
    apart = [row for row, run in enumerate(batch.runs) if any(strange[at] for at in run.seating)]
    ended = np.zeros((len(seating), 6), dtype=np.int64)
    faults: dict[int, Told] = {}
    here = np.setdiff1d(np.arange(len(seating)), apart)
    if len(here):
        ended[here], found = play_rows(table, (seating[here], [seeds[row] for row in here]))
        faults |= {int(here[row]): one for row, one in found.items()}
    if apart:
        watched = _watcher(field.plan.run_seconds)
        watched.share(table)
        for row in apart:
            ended[row], one = _watched(watched, (seating[[row]], seeds[row]), strange=strange)
            if one is not None:
                faults[row] = one
    measured = _measured(scenario.negotiation.bargain, own, ended, rounds=scenario.rounds)
    told = sorted(faults.items())
    return measured | {"faults": [[row, seat, kind, m.text, dict(m.params)] for row, (seat, kind, m) in told]}


def play_rows(table: Table, asked: tuple[Ints, Sequence[int]]) -> tuple[Ints, dict[int, Told]]:
    """How runs end, (rows, 6), and the faults by row. ``asked``: strategies by seat (rows, seats), and seeds."""
    seating, seeds = asked
    played = play_together(
        table.profiles,
        table.strategies,
        seating=seating,
        rounds=table.rounds,
        seeds=seeds,
    )
    ended = np.stack(
        [played.outcomes, played.steps, played.reasons, played.seats, played.calls, played.offers], axis=1
    )
    return ended, {row: (int(played.seats[row]), "error", found) for row, found in played.faults.items()}


# Of each thread that plays batches: starting a process takes longer than most batches.
_own = local()


def _watcher(seconds: float) -> Watcher:
    """A process for runs that may never end, which stays for further batches."""
    if getattr(_own, "seconds", None) != seconds:
        if hasattr(_own, "watched"):
            _own.watched.close()
        _own.seconds, _own.watched = seconds, Watched(play_rows, None, seconds=seconds)
        atexit.register(_own.watched.close)
    found: Watcher = _own.watched
    return found


def _watched(
    watched: Watcher, asked: tuple[Ints, int], *, strange: Sequence[bool]
) -> tuple[Ints, Told | None]:
    """One run in a process of its own, and its fault where there was one."""
    seating, seed = asked
    try:
        ended, told = watched.run((seating, [seed]))
        return ended[0], told.get(0)
    except TookTooLong:
        kind, found = "timeout", msg("no answer came in time")
    except Ended:
        kind, found = "ended", msg("the process that it ran in ended")
    suspects = [seat for seat, at in enumerate(seating[0].tolist()) if strange[at]]
    seat = suspects[0] if len(suspects) == 1 else -1
    return np.array([-1, 0, FAULT, seat, 0, 0]), (seat, kind, found)


def _measured(deal: Any, own: Sequence[Profile], ended: Ints, *, rounds: int) -> dict[str, Any]:
    """Utilities and distances of runs that ended so."""
    reserve = np.array([profile.reserve for profile in own])
    agreed = ended[:, OUTCOME] >= 0
    utilities = np.tile(reserve, (len(ended), 1))
    for seat, profile in enumerate(own):
        utilities[agreed, seat] = profile.worth[ended[agreed, OUTCOME]]
    waited = np.where(agreed, ended[:, STEP] - 1, rounds)
    patience = np.array([profile.patience for profile in own])
    # Few runs end differently: each end is measured once.
    ends, which = np.unique(utilities, axis=0, return_inverse=True)
    marks = landmarks(deal, own)

    def spread(values: Floats) -> list[float]:
        return values[which.ravel()].tolist()  # type: ignore[no-any-return]

    return {
        "reasons": ended[:, REASON].tolist(),
        "steps": ended[:, STEP].tolist(),
        "agreements": ended[:, OUTCOME].tolist(),
        "offers": ended[:, OFFERS].tolist(),
        "calls": ended[:, CALLS].tolist(),
        "utilities": utilities.tolist(),
        "discounted": (utilities * patience ** waited[:, None]).tolist(),
        "to_frontier": spread(marks.to_frontier(ends)),
        "to_nash": spread(np.sqrt(((ends - marks.nash) ** 2).sum(axis=1))),
        "to_kalai_smorodinsky": spread(np.sqrt(((ends - marks.kalai_smorodinsky) ** 2).sum(axis=1))),
        "nash_share": spread(marks.shares(ends - reserve)),
        "reserve": reserve.tolist(),
        "ideal": [profile.ideal for profile in own],
    }
