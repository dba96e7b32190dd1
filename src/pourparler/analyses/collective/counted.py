"""Whose positions count, and issues on which nobody's does."""

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.weights import Parties
from pourparler.language import Message, msg
from pourparler.model.positions import Positions


def counted(model: Positions, parties: Parties) -> NDArray[np.bool_]:
    """Whose position counts where: bool of shape (actors, issues)."""
    held = ~np.isnan(model.position)
    return held & model.at_table[:, None] if parties == "at-table" else held


def unheld_sentence(issues: list[str]) -> tuple[Message, ...]:
    """The sentence that tells on which issues nobody who counts has a position; nothing where there are none."""
    if not issues:
        return ()
    return (msg("Nobody who counts has a position on {issues}.", issues=issues),)
