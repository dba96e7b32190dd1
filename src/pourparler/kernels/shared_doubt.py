"""How roots share the doubt of items that count once together."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def shared_doubt(weights: Floats, member: NDArray[np.bool_]) -> Floats:
    """Thresholds for one uniform per root: (draws, roots), from item ``weights`` (draws, items) below 1.

    ``member`` (items, roots): which item is of which root, one root or more each. The doubt of an item is −log(1 − w).
    Each layer of doubt, from one item's to the next larger one's, is borne in equal parts by the roots of all items
    that reach it: the doubt of all roots together is that of the weightiest item, so the probability that any of
    independent uniforms is below its root's threshold is the largest weight. Source: the Shapley value of the airport
    game, Littlechild and Owen 1973, Management Science 20.

    >>> both = shared_doubt(np.array([[0.5, 0.5]]), np.array([[True, False], [False, True]]))
    >>> round(float(1 - np.prod(1 - both)), 12)
    0.5
    """
    doubt = -np.log1p(-weights)
    order = np.argsort(-doubt, axis=1, kind="stable")
    falling = np.take_along_axis(doubt, order, axis=1)
    layers = falling - np.append(falling[:, 1:], np.zeros((len(falling), 1)), axis=1)
    reach = np.logical_or.accumulate(member[order], axis=1)
    shares = np.einsum("di,dir->dr", layers / reach.sum(axis=2), reach.astype(np.float64))
    thresholds: Floats = -np.expm1(-shares)
    return thresholds
