"""Weights of actors on every issue, and what they fall back to when they all vanish."""

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


def weights(
    model: Positions, weighting: Weighting, *, parties: Parties
) -> tuple[NDArray[np.float64], dict[str, Weighting]]:
    """Weights of shape (actors, issues), 0 where an actor takes no position or does not count.

    Where all weights on an issue vanish the next weighting of the fall-back list is used; the second part
    names these issues and what they follow. Raises ``ModelError`` where an actor that counts has no
    influence or no salience and the weighting needs it.
    """
    held = ~np.isnan(model.position)
    if parties == "at-table":
        held = held & model.at_table[:, None]
    result = _raw(model, weighting, held)
    fallen: dict[str, Weighting] = {}
    for i in np.flatnonzero((result.sum(axis=0) <= 0) & held.any(axis=0)):
        used = weighting
        while result[:, i].sum() <= 0 and used != "equal":
            used = _FALLBACK[used]
            result[:, i] = _raw(model, used, held & (np.arange(held.shape[1]) == i))[:, i]
        if used != weighting:
            fallen[model.issues[i]] = used
    return result, fallen


def _raw(model: Positions, weighting: Weighting, held: NDArray[np.bool_]) -> NDArray[np.float64]:
    result = held.astype(np.float64)
    if "influence" in weighting:
        result *= _known(model, model.influence, held=held, what=msg("influence"))
    if "salience" in weighting:
        result *= _known(model, model.salience, held=held, what=msg("salience"))
    return result


def _known(
    model: Positions, values: NDArray[np.float64], *, held: NDArray[np.bool_], what: Message
) -> NDArray[np.float64]:
    lacking = np.argwhere(held & np.isnan(values))
    if len(lacking):
        issue = int(lacking[0, 1])
        raise ModelError(
            msg(
                "{what} is not known for {parties} on {issue}",
                what=what,
                parties=[model.actors[actor] for actor, column in lacking if column == issue],
                issue=model.issues[issue],
            ),
            where="Positions",
            advice=msg("Write that number, or choose another weighting (--set weights=equal)."),
        )
    return np.where(held, values, 0.0)
