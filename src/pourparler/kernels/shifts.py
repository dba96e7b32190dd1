"""What moves of single actors do to weighted means, exactly: no model is built and nothing is linearised."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


class Slopes(NamedTuple):
    """Derivatives of every issue's mean by an actor's position, salience and influence: (actors, issues) each."""

    position: Floats
    salience: Floats
    influence: Floats


def slopes(position: Floats, weight: Floats, *, salience: Floats, influence: Floats) -> Slopes:
    """Derivatives of the mean sum w x / sum w where w = influence times salience; all arrays (actors, issues).

    Weights are 0 and the other numbers finite where an actor does not count. 0 on issues without weight. Source:
    collective specification, section 11.
    """
    total = weight.sum(axis=0)
    over = np.divide(1.0, total, out=np.zeros_like(total), where=total > 0)
    mean = (weight * position).sum(axis=0) * over
    away = position - mean
    return Slopes(weight * over, influence * away * over, salience * away * over)


def mean_shifts(position: Floats, weight: Floats, *, at: Ints, to: Floats, worth: Floats) -> Floats:
    """By how much the mean of one issue moves, for many moves of single actors.

    ``position`` and ``weight`` (actors,); of each move ``at``: the actor, ``to`` and ``worth``: its position and
    its weight afterwards. Shape (moves,); 0 where no weight is left.

    >>> mean_shifts(np.array([0.0, 100.0]), np.array([1.0, 3.0]), at=np.array([0]), to=np.array([40.0]),
    ...             worth=np.array([1.0])).tolist()
    [10.0]
    """
    total = weight.sum()
    mean = (weight * position).sum() / total
    after = total - weight[at] + worth
    moment = worth * (to - mean) - weight[at] * (position[at] - mean)
    return np.asarray(np.divide(moment, after, out=np.zeros_like(moment), where=after > 0))
