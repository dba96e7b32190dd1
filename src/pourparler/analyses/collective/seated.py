"""Many versions of one spatial view as the tables that kernels of single issues take."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.raised import LEAST
from pourparler.analyses.collective.settled import SAME
from pourparler.analyses.collective.weights import Parties
from pourparler.kernels.challenge_rounds import Actors
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]


class Seats(NamedTuple):
    """Draws of one issue in which the same actors count and their positions differ.

    ``issue``; ``rows``: the draws; ``members``: the actors; ``actors``: the kernel's table of them.
    """

    issue: int
    rows: NDArray[np.intp]
    members: NDArray[np.intp]
    actors: Actors


class Seated(NamedTuple):
    """All draws: ``seats`` where there is something to decide; ``points`` (draws, issues): the one position held
    where there is not, else NaN."""

    seats: tuple[Seats, ...]
    points: Floats


def seated(models: Sequence[Positions], weight: Floats, salience: Floats) -> Seated:
    """Tables from versions of one view: ``weight`` (draws, actors, issues), 0 who does not count, and ``salience``."""
    first = models[0]
    position = np.array([model.position for model in models])
    found: list[Seats] = []
    points = np.full((len(models), len(first.issues)), np.nan)
    for issue in range(len(first.issues)):
        span = np.array([model.high[issue] - model.low[issue] for model in models])
        patterns, which = np.unique(weight[:, :, issue] > 0, axis=0, return_inverse=True)
        for p, counts in enumerate(patterns):
            rows, members = np.flatnonzero(which.ravel() == p), np.flatnonzero(counts)
            if not len(members):
                continue
            cells = (rows[:, None], members, issue)
            x = position[cells].T
            apart = np.ptp(x, axis=0)
            one = apart <= SAME * span[rows]
            points[rows[one], issue] = x[0, one]
            actors = Actors(
                x, weight[cells].T, salience[cells].T, np.repeat(members[:, None], len(rows), axis=1),
                np.maximum(span[rows], apart),
            )  # fmt: skip
            if not one.all():
                actors = actors.only(~one)
                found.append(Seats(issue, rows[~one], members, actors))
    return Seated(tuple(found), points)


NOBODY = Seated((), np.zeros((0, 0)))


def drawn_together(models: Sequence[Positions], parties: Parties) -> tuple[list[int], Seated]:
    """Which of ``models`` can be taken together as they are, and their tables.

    Left out are those in which an influence or a salience is not known or all weights on an issue vanish: each of
    them has its own sentence or error. Saliences below 0.01 are raised.
    """
    if not models or any((m.actors, m.issues) != (models[0].actors, models[0].issues) for m in models):
        return [], NOBODY
    held = np.array([~np.isnan(model.position) for model in models])
    if parties == "at-table":
        held &= np.array([model.at_table for model in models])[:, :, None]
    salience = np.array([model.salience for model in models])
    salience = np.where(held & (salience < LEAST), LEAST, salience)
    weight = np.where(held, np.array([model.influence for model in models]) * salience, 0.0)
    usual = ~np.isnan(weight).any(axis=(1, 2)) & ((weight.sum(axis=1) > 0) | ~held.any(axis=1)).all(axis=1)
    rows = np.flatnonzero(usual).tolist()
    if not rows:
        return [], NOBODY
    return rows, seated([models[row] for row in rows], weight[rows], salience[rows])
