"""Saliences of 0 under concepts that divide by them."""

from dataclasses import replace

import numpy as np

from pourparler.language import Message, msg
from pourparler.model.positions import Positions

LEAST = 0.01


def raised(model: Positions) -> tuple[Positions, tuple[Message, ...]]:
    """The model with no salience below 0.01 where a position is taken, and the sentence that names the cells.

    >>> Z = Positions.from_arrays([[0.0], [1.0]], influence=[1, 1], salience=[[0.0], [1.0]], scale=(0, 1))
    >>> raised(Z)[0].salience[0, 0]
    np.float64(0.01)
    """
    low = ~np.isnan(model.position) & (model.salience < LEAST)
    if not low.any():
        return model, ()
    cells = [
        msg("{party} on {issue}", party=model.actors[actor], issue=model.issues[issue])
        for actor, issue in np.argwhere(low)
    ]
    told = msg(
        "Salience was raised to {least} for {cells}: this model divides by it.", least=LEAST, cells=cells
    )
    return replace(model, salience=np.where(low, LEAST, model.salience)), (told,)
