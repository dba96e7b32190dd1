"""The spatial model's view of positions: every scale from 0 to 1, one influence per actor, an order of its own."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.counted import counted, unheld_sentence
from pourparler.analyses.collective.raised import raised
from pourparler.analyses.collective.settled import settled, settled_sentence
from pourparler.analyses.collective.weights import Parties, fallen_sentence, weights
from pourparler.kernels.elections import FAINT
from pourparler.kernels.spatial import Actors
from pourparler.language import Message
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

LARGEST = 100.0
"""The largest influence: the program's floors are made for influence on a scale of 100."""
COARSE = 9
"""Decimals to which positions are compared when actors are put in order."""


class Space(NamedTuple):
    """What a run starts from. Rows are the actors that count, columns the issues on which somebody does.

    ``place`` (n, m): positions, 0 where none is held; ``actors``: one draw of the kernel's; ``who`` and
    ``issues``: rows and columns in the model; ``low`` and ``width`` (m,): the scales; ``weight`` (n, m): what
    the mean of positions weighs; ``alone``: issues with one position; ``told``: what the reader must know.
    """

    place: Floats
    actors: Actors
    who: Ints
    issues: Ints
    low: Floats
    width: Floats
    weight: Floats
    alone: dict[str, float]
    told: tuple[Message, ...]

    @property
    def all_alone(self) -> bool:
        """Whether there is nothing to decide: one position on every issue."""
        return len(self.alone) == len(self.issues)

    def on_scales(self, place: Floats) -> Floats:
        """Positions (..., n, m) in the units of the issues, NaN where none is held."""
        return np.where(self.actors.held, self.low + place * self.width, np.nan)


def space(model: Positions, parties: Parties) -> Space:
    """The model's actors and issues as a run needs them.

    Actors are ordered by mean position, influence and concern, and by label order last: what a tie hangs on is
    then the same however they are listed. Influence that differs by issue is averaged by salience, so that an
    actor's weight is still the sum of influence times salience. Raises ``ModelError`` where an influence or a
    salience is not known.
    """
    here = counted(model, parties)
    model, told_raised = raised(replace(model, position=np.where(here, model.position, np.nan)))
    weights(model, "influence-salience", parties=parties)  # raises where a number is not known
    weight, fallen = weights(model, "influence", parties=parties)
    who, issues = np.flatnonzero(here.any(axis=1)), np.flatnonzero(here.any(axis=0))
    grid = np.ix_(who, issues)
    held, salience = here[grid], np.where(here[grid], model.salience[grid], 0.0)
    low, width = _scales(model.position[grid], model.low[issues], model.high[issues])
    place = np.where(held, (model.position[grid] - low) / width, 0.0)
    influence = _influence(weight[grid], salience)
    # Not the order of issues either: the mean over those held.
    mean = np.round(place.sum(axis=1) / np.maximum(held.sum(axis=1), 1), COARSE)
    order = np.lexsort((salience.sum(axis=1), influence, mean))
    alone = settled(model, here)
    unheld = [issue for i, issue in enumerate(model.issues) if i not in issues]
    return Space(
        place[order],
        Actors(influence[order][None], salience[order][None], held[order]),
        who[order],
        issues,
        low,
        width,
        weight[grid][order],
        alone,
        (*unheld_sentence(unheld), *fallen_sentence(fallen), *told_raised, *settled_sentence(alone)),
    )


def _scales(position: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Low end and width of each scale; where a scale has no width, what is held is the scale."""
    if position.size == 0:
        return low, high - low
    least, most = np.nanmin(position, axis=0), np.nanmax(position, axis=0)
    flat = high <= low
    width = np.where(flat, most - least, high - low)
    return np.where(flat, least, low), np.where(width > 0, width, 1.0)


def _influence(weight: Floats, salience: Floats) -> Floats:
    """One influence per actor, the largest 100; who has none keeps a trace of it, as in elections."""
    total = salience.sum(axis=1)
    influence = (weight * salience).sum(axis=1) / np.where(total > 0, total, 1.0)
    largest = influence.max(initial=0.0)
    return np.asarray(LARGEST * np.maximum(influence / largest, FAINT)) if largest > 0 else influence


def strangers(actors: Actors) -> tuple[int, int] | None:
    """Two actors without an issue on which both have a position, whom nothing compares; ``None`` without any.

    >>> held = np.array([[True, False], [False, True]])
    >>> strangers(Actors(np.ones((1, 2)), np.ones((1, 2, 2)), held))
    (0, 1)
    """
    shared = actors.held.astype(np.intp) @ actors.held.T.astype(np.intp)
    pairs = np.argwhere(shared == 0)
    return (int(pairs[0, 0]), int(pairs[0, 1])) if len(pairs) else None
