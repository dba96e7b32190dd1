"""Distributions of a model's error, as piecewise linear distribution functions on a fixed grid.

Errors are in units of the scale's width, so they lie between −1 and 1; a law is an array of shape
(2 * STEPS + 1,): its distribution function at the nodes −1, −1 + 1/STEPS, …, 1, linear in between. Mass
outside is kept as what is missing below the first node and above the last.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEPS = 400
"""Nodes per width of the scale."""


def nodes() -> Floats:
    """The errors at which laws are known: shape (2 * STEPS + 1,)."""
    return np.linspace(-1.0, 1.0, 2 * STEPS + 1)


def smoothed(errors: Floats, *, bandwidth: float) -> Floats:
    """The law of each of ``errors`` (T,) spread by a normal kernel: shape (T, 2 * STEPS + 1).

    Their mean over T is the kernel estimate (Parzen 1962); kept apart so that some can be left out.
    """
    from scipy.special import ndtr

    return np.asarray(ndtr((nodes()[None, :] - errors[:, None]) / bandwidth), dtype=np.float64)


def through_quantiles(levels: Floats, values: Floats) -> Floats:
    """A smooth law with these quantiles: shape (2 * STEPS + 1,).

    The distribution function is the monotone cubic through (−1, 0), the pairs (``values``, ``levels``) and
    (1, 1), with the slopes of Fritsch & Butland 1984: continuous density, no mass beyond the ends, no overshoot.
    ``levels`` (K,) rise inside (0, 1), ``values`` (K,) rise inside (−1, 1); both strictly.

    >>> law = through_quantiles(np.array([0.25, 0.5, 0.75]), np.array([-0.2, 0.0, 0.1]))
    >>> law[[0, 320, 400, 440, 800]].round(9).tolist()
    [0.0, 0.25, 0.5, 0.75, 1.0]
    """
    x = np.concatenate(([-1.0], values, [1.0]))
    y = np.concatenate(([0.0], levels, [1.0]))
    gap, slope = np.diff(x), np.diff(y) / np.diff(x)
    # Weighted harmonic means of the slopes on both sides keep the cubic monotone; flat at the ends.
    before, after = 2 * gap[1:] + gap[:-1], gap[1:] + 2 * gap[:-1]
    inner = (before + after) / (before / slope[:-1] + after / slope[1:])
    tangent = np.concatenate(([0.0], inner, [0.0]))
    at = nodes()
    i = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(gap) - 1)
    s = (at - x[i]) / gap[i]
    law = (
        y[i] * (1 + 2 * s) * (1 - s) ** 2
        + y[i + 1] * s * s * (3 - 2 * s)
        + gap[i] * s * (1 - s) * (tangent[i] * (1 - s) - tangent[i + 1] * s)
    )
    return np.asarray(np.maximum.accumulate(np.clip(law, 0.0, 1.0)))


def at_errors(laws: Floats, errors: Floats) -> Floats:
    """Each law's distribution function at its errors: laws (M, 2 * STEPS + 1), errors (B, M), result (B, M)."""
    cell, within = _cells(errors)
    which = np.arange(len(laws))
    left, right = laws[which, cell], laws[which, cell + 1]
    return np.asarray(left + within * (right - left))


def truncated(laws: Floats, centre: Floats, at: Floats) -> Floats:
    """Distribution functions of centre + error, cut to the scale [0, 1] and renormalised once.

    ``laws``: (M, 2 * STEPS + 1); ``centre``: (B, M), inside [0, 1]; ``at``: (B,) or (1,), points of the scale.
    Returns (B, M). A law without mass on the scale becomes uniform there.
    """
    point = at[:, None] + np.zeros_like(centre)
    below, above = at_errors(laws, -centre), at_errors(laws, 1.0 - centre)
    mass = above - below
    empty = mass <= EMPTY
    inside = (at_errors(laws, point - centre) - below) / np.where(empty, 1.0, mass)
    # The ends are exact: what is inside the scale is everything.
    inside = np.where(point >= 1.0, 1.0, np.where(point <= 0.0, 0.0, inside))
    return np.asarray(np.where(empty, point, inside))


EMPTY = 1e-12
"""Mass on the scale below which a law says nothing there."""


def moments(laws: Floats, centre: Floats) -> tuple[Floats, Floats]:
    """Means and mean squares (B, M) of what :func:`truncated` describes, exact for piecewise linear laws."""
    first, second = _integrals(laws)
    low, high = -centre, 1.0 - centre
    below, above = at_errors(laws, low), at_errors(laws, high)
    mass = above - below
    empty = mass <= EMPTY
    mass = np.where(empty, 1.0, mass)
    area = _integral_at(laws, first, low, power=0)
    area = _integral_at(laws, first, high, power=0) - area
    turn = _integral_at(laws, second, high, power=1) - _integral_at(laws, second, low, power=1)
    mean = 1.0 - (area - below) / mass
    square = 1.0 - 2.0 * (turn + centre * area - below / 2.0) / mass
    return np.where(empty, 0.5, mean), np.where(empty, 1.0 / 3.0, square)


def _cells(errors: Floats) -> tuple[NDArray[np.int64], Floats]:
    """The cell of each error and how far into it, as a share of the cell."""
    place = (errors + 1.0) * STEPS
    cell = np.clip(np.floor(place), 0, 2 * STEPS - 1).astype(np.int64)
    return cell, place - cell


def _integrals(laws: Floats) -> tuple[Floats, Floats]:
    """∫ G and ∫ z G from −1 to each node: (M, 2 * STEPS + 1) each."""
    z, step = nodes(), 1.0 / STEPS
    left, right = laws[:, :-1], laws[:, 1:]
    plain = step * (left + right) / 2.0
    turned = step * (left * (2 * z[:-1] + z[1:]) + right * (z[:-1] + 2 * z[1:])) / 6.0
    start = np.zeros((len(laws), 1))
    return (
        np.concatenate((start, np.cumsum(plain, axis=1)), axis=1),
        np.concatenate((start, np.cumsum(turned, axis=1)), axis=1),
    )


def _integral_at(laws: Floats, cumulated: Floats, errors: Floats, *, power: int) -> Floats:
    """∫ zᵖ G from −1 to ``errors`` (B, M), p = 0 or 1: up to the node below, then inside its cell."""
    cell, within = _cells(errors)
    which = np.arange(len(laws))
    base = laws[which, cell]
    rise = (laws[which, cell + 1] - base) * STEPS
    z, e = nodes()[cell], within / STEPS
    if power == 0:
        part = base * e + rise * e * e / 2.0
    else:
        part = z * base * e + (base + z * rise) * e * e / 2.0 + rise * e * e * e / 3.0
    return np.asarray(cumulated[which, cell] + part)
