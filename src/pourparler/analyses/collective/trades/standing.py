"""What an exchange starts from: weights, saliences and positions of many versions of one model, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.weights import Parties, Weighting, weights
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Standing:
    """Arrays of shape (models, issues, actors), 0 where an actor takes no position or does not count.

    ``position``: in ``unit``s, see :func:`common_unit`; ``weight``: shares of an issue's weight; ``known``: bool,
    (models, issues), whether anybody counts there; ``factor``: what a length on each issue's scale is multiplied
    by, (issues,); ``fallen``: per model, the issues on which all weights vanish and what they follow there.
    """

    position: Floats
    salience: Floats
    weight: Floats
    held: NDArray[np.bool_]
    known: NDArray[np.bool_]
    factor: Floats
    unit: float
    fallen: tuple[dict[str, Weighting], ...]


def standing(models: Sequence[Positions], *, parties: Parties) -> Standing:
    """The arrays of ``models``, which share actors, issues and scales.

    Raises ``ModelError`` where an actor that counts has no influence or no salience.
    """
    unit, factor = common_unit(models[0])
    found = [weights(model, "influence-salience", parties=parties) for model in models]
    omega = np.stack([np.ascontiguousarray(array.T) for array, _ in found])
    held = np.stack([_counts(model, parties).T for model in models])
    position = np.stack([model.position.T for model in models])
    salience = np.stack([model.salience.T for model in models])
    total = omega.sum(axis=2)
    return Standing(
        position=np.where(held, position, 0.0) * factor[:, None],
        salience=np.where(held, salience, 0.0),
        weight=omega / np.where(total > 0, total, 1.0)[..., None],
        held=held,
        known=total > 0,
        factor=factor,
        unit=unit,
        fallen=tuple(fallen for _, fallen in found),
    )


def common_unit(model: Positions) -> tuple[float, Floats]:
    """The width that every scale is taken to have, and what lengths on each issue are multiplied by for that.

    Gains on two issues are compared, so their scales must be one: where all are equally wide nothing changes;
    else each is taken as 100 wide.

    >>> model = Positions.from_arrays([[0.0], [4.0]], influence=[1, 1], salience=[[1.0]] * 2, scale=(0, 4))
    >>> common_unit(model)[0]
    4.0
    """
    width = model.high - model.low
    usable = width[width > 0]
    if not len(usable):
        return 100.0, np.ones(len(width))
    if np.ptp(usable) <= 1e-9 * usable.max():
        return float(usable.max()), np.ones(len(width))
    return 100.0, np.where(width > 0, 100.0 / np.where(width > 0, width, 1.0), 1.0)


def _counts(model: Positions, parties: Parties) -> NDArray[np.bool_]:
    held = ~np.isnan(model.position)
    return held & model.at_table[:, None] if parties == "at-table" else held
