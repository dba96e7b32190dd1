"""Tables and views made by hand."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from pourparler.analyses.talks.offers import Offers, Record
from pourparler.analyses.talks.parties.profile import Profile
from pourparler.analyses.talks.view import View
from pourparler.model.outcomes import Axis, Space


def line(worth: Sequence[float], *, reserve: float = 0.0) -> Profile:
    """A profile on one issue with a value for each entry of ``worth``."""
    utilities = np.array(worth, dtype=np.float64)
    places = tuple(float(i) for i in range(len(utilities)))
    space = Space((Axis("x", tuple(range(len(utilities))), places),))
    return Profile(space, utilities, np.ones(len(utilities), bool), utilities >= reserve, reserve)


def percent() -> Profile:
    """101 outcomes, outcome i worth i hundredths."""
    return line([i / 100 for i in range(101)])


def heard(
    profile: Profile, offers: Sequence[tuple[int, int]], *, seat: int = 1, seats: int = 2, rounds: int | None = 10
) -> View:  # fmt: skip
    """The view of ``seat`` after these offers, ``(seat, outcome)`` in turn: a round ends where a seat comes round again."""
    record, at, last = Record(seats), 0, -1
    for who, outcome in offers:
        at += who <= last
        last = who
        record.add(who, outcome, at)
    now = at + (seat <= last)
    notes: dict[Any, Any] = {}
    return View(profile, seat, seats, now, rounds, Offers(record, len(offers)), notes)
