"""Weights of actors on every issue, and what they fall back to when they all vanish."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.errors import ModelError
from pourparler.language import Message, msg
from pourparler.model.positions import Positions

Weighting = Literal["influence-salience", "influence", "salience", "equal"]
Parties = Literal["all", "at-table"]
Chosen = Literal["by-concept", "by-setting"]
"""Whether a concept weighs in one way only, or as its setting ``weights`` says."""

_FALLBACK: dict[Weighting, Weighting] = {
    "influence-salience": "influence",
    "influence": "equal",
    "salience": "equal",
}


_ADVICE: dict[Chosen, Message] = {
    "by-concept": msg("Write that number."),
    "by-setting": msg("Write that number, or choose another weighting (--set weights=equal)."),
}
_INSTEAD: dict[Weighting, Message] = {"influence": msg("by influence"), "equal": msg("equal")}


def weights(
    model: Positions, weighting: Weighting, *, parties: Parties, chosen: Chosen = "by-concept"
) -> tuple[NDArray[np.float64], dict[str, Weighting]]:
    """Weights of shape (actors, issues), 0 where an actor takes no position or does not count.

    Where all weights on an issue vanish the next weighting of the fall-back list is used; the second part
    names these issues and what they follow. Raises ``ModelError`` where an actor that counts has no
    influence or no salience and the weighting needs it; its advice names the setting ``weights`` where that is
    who ``chosen`` the weighting.
    """
    held = ~np.isnan(model.position)
    if parties == "at-table":
        held = held & model.at_table[:, None]
    result = _raw(model, weighting, held, chosen=chosen)
    fallen: dict[str, Weighting] = {}
    for i in np.flatnonzero((result.sum(axis=0) <= 0) & held.any(axis=0)):
        used = weighting
        while result[:, i].sum() <= 0 and used != "equal":
            used = _FALLBACK[used]
            result[:, i] = _raw(model, used, held & (np.arange(held.shape[1]) == i), chosen=chosen)[:, i]
        if used != weighting:
            fallen[model.issues[i]] = used
    return result, fallen


def weights_of_draws(
    models: Sequence[Positions], weighting: Weighting, *, parties: Parties, chosen: Chosen = "by-concept"
) -> NDArray[np.float64]:
    """What :func:`weights` gives for each of many draws of one model: shape (draws, actors, issues)."""
    position = np.stack([model.position for model in models])
    held = ~np.isnan(position)
    if parties == "at-table":
        held = held & models[0].at_table[:, None]
    result = held.astype(np.float64)
    if "influence" in weighting:
        result *= np.where(held, np.stack([model.influence for model in models]), 0.0)
    if "salience" in weighting:
        result *= np.where(held, np.stack([model.salience for model in models]), 0.0)
    # Unknown numbers and vanishing weights are rare: such a draw goes the way of a single model.
    total = result.sum(axis=1)
    odd = (np.isnan(total) | ((total <= 0) & held.any(axis=1))).any(axis=1)
    for d in np.flatnonzero(odd).tolist():
        result[d], _ = weights(models[d], weighting, parties=parties, chosen=chosen)
    return result


def fallen_sentence(fallen: dict[str, Weighting]) -> tuple[Message, ...]:
    """The sentence that names the issues on which all weights vanish; nothing where there are none."""
    if not fallen:
        return ()
    told = msg("All weights vanish on {issues}; there the weighting {used} was used instead.",
               issues=list(fallen), used=[_INSTEAD[used] for used in sorted(set(fallen.values()))])  # fmt: skip
    return (told,)


def _raw(
    model: Positions, weighting: Weighting, held: NDArray[np.bool_], *, chosen: Chosen
) -> NDArray[np.float64]:
    result = held.astype(np.float64)
    if "influence" in weighting:
        result *= _known(model, model.influence, held=held, what=msg("influence"), chosen=chosen)
    if "salience" in weighting:
        result *= _known(model, model.salience, held=held, what=msg("salience"), chosen=chosen)
    return result


def _known(
    model: Positions, values: NDArray[np.float64], *, held: NDArray[np.bool_], what: Message, chosen: Chosen
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
            advice=_ADVICE[chosen],
        )
    return np.where(held, values, 0.0)
