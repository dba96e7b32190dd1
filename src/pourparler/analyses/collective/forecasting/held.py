"""How likely each held position is to be the outcome, given that some held position is."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.settled import SAME
from pourparler.analyses.collective.weights import Parties, weights_of_draws
from pourparler.kernels.elections import FAINT, coalitions, victories
from pourparler.kernels.held_positions import distinct_held
from pourparler.kernels.long_runs import long_run
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]


class Held(NamedTuple):
    """Held positions of one issue in many draws, on [0, 1].

    ``at`` (D, A) rising, unused places 1; ``chance`` (D, A): of the probabilistic Condorcet election (Markov
    process, weights influence times salience), unused places 0; ``size`` (D,): how many positions are held.
    """

    at: Floats
    chance: Floats
    size: NDArray[np.int64]

    @property
    def expectation(self) -> Floats:
        """The election's expectation (D,), NaN where nobody holds a position."""
        return np.where(self.size > 0, (self.at * self.chance).sum(axis=1), np.nan)

    def masses(self, election: float) -> Floats:
        """α (D, A): the share ``election`` of the chances of the election, the rest equal for all positions."""
        number = np.maximum(self.size, 1)[:, None]
        equal = np.where(np.arange(self.at.shape[1]) < self.size[:, None], 1.0 / number, 0.0)
        return np.asarray(election * self.chance + (1.0 - election) * equal)


def held_positions(models: Sequence[Positions], parties: Parties) -> tuple[Held, ...]:
    """Held positions with their chances, for each issue of many draws of one model."""
    first = models[0]
    weight = weights_of_draws(models, "influence-salience", parties=parties)
    position = np.stack([model.position for model in models])
    if parties == "at-table":
        position = np.where(first.at_table[:, None], position, np.nan)
    # Nobody who holds a position counts for nothing: it is an option all the same.
    weight = np.maximum(weight, FAINT * weight.max(axis=1, keepdims=True))
    return tuple(
        _of_issue(position[:, :, i], weight[:, :, i], scale=(float(first.low[i]), float(first.high[i])))
        for i in range(len(first.issues))
    )


def _of_issue(position: Floats, weight: Floats, *, scale: tuple[float, float]) -> Held:
    low, width = scale[0], scale[1] - scale[0]
    share = (position - low) / width if width > 0 else np.where(np.isnan(position), np.nan, 0.0)
    held, mass, count = distinct_held(np.clip(share, 0.0, 1.0), weight, slack=SAME)
    chance = np.zeros_like(held)
    chance[count == 1, 0] = 1.0
    for size in np.unique(count[count > 1]).tolist():
        rows = np.flatnonzero(count == size)
        chance[rows, :size] = _chances(held[rows, :size], mass[rows, :size])
    return Held(np.where(np.isnan(held), 1.0, held), chance, count)


def _chances(at: Floats, mass: Floats) -> Floats:
    """The chances (B, M) of positions ``at`` (B, M) with weight ``mass``, in the long run of challenges."""
    utility = 1.0 - np.abs(at[:, :, None] - at[:, None, :])
    return long_run(victories(coalitions(utility, mass / mass.max(axis=1, keepdims=True))))
