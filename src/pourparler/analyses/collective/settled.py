"""Issues on which there is nothing to decide: one position, whoever holds it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.counted import counted
from pourparler.analyses.collective.weights import Parties
from pourparler.language import Message, msg
from pourparler.model.positions import Positions

SAME = 1e-9
"""Positions nearer than this share of the scale's width are the same position."""


def settled(model: Positions, counts: NDArray[np.bool_]) -> dict[str, float]:
    """The issues on which all who count hold one position, with that position.

    ``counts``: shape (actors, issues), whose position counts where. An issue without any position is not
    settled: nothing is known of it.
    """
    found: dict[str, float] = {}
    for i, issue in enumerate(model.issues):
        held = model.position[counts[:, i] & ~np.isnan(model.position[:, i]), i]
        if len(held) and held.max() - held.min() <= SAME * (model.high[i] - model.low[i]):
            found[issue] = float(held[0])
    return found


def settled_of_draws(models: Sequence[Positions], parties: Parties) -> NDArray[np.float64]:
    """What :func:`settled` gives for each of many draws of one model: (draws, issues), NaN where it is not."""
    position = np.stack([model.position for model in models])
    counts = np.stack([counted(model, parties) for model in models])
    width = np.stack([model.high - model.low for model in models])
    top = np.where(counts, position, -np.inf).max(axis=1)
    bottom = np.where(counts, position, np.inf).min(axis=1)
    first = np.take_along_axis(position, counts.argmax(axis=1)[:, None], axis=1)[:, 0]
    with np.errstate(invalid="ignore"):  # where nobody counts: infinities, not settled
        return np.where(top - bottom <= SAME * width, np.where(counts.any(axis=1), first, np.nan), np.nan)


def settled_sentence(issues: dict[str, float]) -> tuple[Message, ...]:
    """The sentence that tells of settled issues; nothing where there are none."""
    return (msg("All hold the same position on {issues}.", issues=list(issues)),) if issues else ()
