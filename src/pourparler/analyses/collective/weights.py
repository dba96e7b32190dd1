"""Weights of actors on an issue, and what they fall back to when they all vanish."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.errors import ModelError
from pourparler.language import Message, msg
from pourparler.model.positions import Positions

Weighting = Literal["influence-salience", "influence", "salience", "equal"]
Parties = Literal["all", "at-table"]

_FALLBACK: dict[Weighting, Weighting] = {
    "influence-salience": "influence",
    "influence": "equal",
    "salience": "equal",
}


def selected(model: Positions, parties: Parties) -> NDArray[np.bool_]:
    """Which actors count, shape (actors,)."""
    return model.at_table.copy() if parties == "at-table" else np.ones(len(model.actors), dtype=np.bool_)


def weights(
    model: Positions, issue: int, weighting: Weighting, *, counted: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], Weighting]:
    """Weights of shape (actors,) on one issue, 0 for actors without a position, and the weighting they follow.

    When all weights vanish the next weighting of the fall-back list is used. Raises ``ModelError`` where an
    actor that counts has no influence or no salience and the weighting needs it.
    """
    held = counted & ~np.isnan(model.position[:, issue])
    used: Weighting = weighting
    while True:
        raw = np.where(held, _raw(model, issue, used, held), 0.0)
        if raw.sum() > 0 or used == "equal":
            return raw, used
        used = _FALLBACK[used]


def _raw(model: Positions, issue: int, weighting: Weighting, held: NDArray[np.bool_]) -> NDArray[np.float64]:
    result = np.ones(len(model.actors))
    if "influence" in weighting:
        result = result * _known(model, model.influence[:, issue], held, (issue, msg("influence")))
    if "salience" in weighting:
        result = result * _known(model, model.salience[:, issue], held, (issue, msg("salience")))
    return result


def _known(
    model: Positions, column: NDArray[np.float64], held: NDArray[np.bool_], what: tuple[int, Message]
) -> NDArray[np.float64]:
    lacking = [
        actor
        for actor, need, value in zip(model.actors, held, column, strict=True)
        if need and np.isnan(value)
    ]
    if lacking:
        raise ModelError(
            msg(
                "{what} is not known for {parties} on {issue}",
                what=what[1],
                parties=lacking,
                issue=model.issues[what[0]],
            ),
            where="Positions",
            advice=msg("Write that number, or choose another weighting (--set weights=equal)."),
        )
    return np.nan_to_num(column)
