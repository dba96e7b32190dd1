"""What lies nearer than a point to each of several ideals, in weighted Euclidean distance: is there anything, how far."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SAME = 1e-9
"""Coordinates that are no further apart are one, on axes of length about 1."""

TIGHT = 1e-7
"""A direction counts as an improvement where every distance falls by more than this share of its steepest fall."""


def improving(ideal: Floats, weight: Floats, point: Floats) -> bool:
    """Whether some other point is strictly nearer to every ideal than ``point`` is.

    ``ideal``, ``weight`` (n, axes), ``point`` (axes,). Distances are convex: something is nearer to all exactly
    where one direction brings all nearer at once, which a linear programme decides (HiGHS). With equal weights
    nothing is exactly where ``point`` lies in the convex hull of the ideals.

    >>> corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    >>> improving(corners, np.ones((3, 2)), np.array([0.2, 0.2]))
    False
    >>> improving(corners, np.ones((3, 2)), np.array([0.9, 0.9]))
    True
    """
    return _direction(ideal, weight, point) is not None


def _direction(ideal: Floats, weight: Floats, point: Floats) -> Floats | None:
    """A direction in which all come nearer, as fast as the slowest of them can; ``None`` without one."""
    from scipy.optimize import linprog

    there = (np.abs(point - ideal) <= SAME) | (weight == 0)
    if there.all(axis=1).any():  # at somebody's ideal
        return None
    slope = weight * weight * (point - ideal)
    steep = np.sqrt((slope * slope).sum(axis=1))
    n, axes = slope.shape
    # The largest t with slope · d + t ≤ 0 for all, −1 ≤ d ≤ 1.
    found = linprog(
        np.append(np.zeros(axes), -1.0),
        A_ub=np.column_stack([slope / steep[:, None], np.ones(n)]),
        b_ub=np.zeros(n),
        bounds=[(-1, 1)] * axes + [(0, 1)],
        method="highs",
    )
    assert found.x is not None  # 0 is allowed and every variable bounded
    return np.asarray(found.x[:-1]) if found.x[-1] > TIGHT else None


def extents(ideal: Floats, weight: Floats, point: Floats) -> Floats:
    """The least and the largest coordinate, axis by axis, of what is as near to every ideal as ``point``.

    Shapes as in ``improving``; returns (axes, 2). Infinite on an axis without any weight, ``point`` itself where
    nothing is nearer to all. Each end is a linear function over an intersection of ellipsoids: Newton steps on a
    logarithmic barrier from an inner point, until the ends are proved to 1e-9 of their distance.

    >>> extents(np.array([[0.0, 0.0]]), np.ones((1, 2)), np.array([0.0, 2.0])).round(6).tolist()
    [[-2.0, 2.0], [-2.0, 2.0]]
    """
    used = weight.any(axis=0)
    found = np.column_stack([point, point])
    found[~used] = -np.inf, np.inf
    start = _inside(ideal[:, used], weight[:, used], point[used])
    if start is None:
        return np.column_stack([point, point])
    limit = _squares(ideal, weight, point)
    for k, axis in enumerate(np.flatnonzero(used).tolist()):
        for end, sign in ((0, 1.0), (1, -1.0)):
            goal = np.zeros(len(start))
            goal[k] = sign
            found[axis, end] = _least(ideal[:, used], weight[:, used], limit, start=start, goal=goal)[k]
    return found


def _inside(ideal: Floats, weight: Floats, point: Floats) -> Floats | None:
    """A point that is strictly nearer to all ideals."""
    direction = _direction(ideal, weight, point)
    if direction is None:
        return None
    limit = _squares(ideal, weight, point)
    step = 1.0
    while not (_squares(ideal, weight, point + step * direction) < limit).all():
        step /= 2
    return np.asarray(point + step / 2 * direction)


def _squares(ideal: Floats, weight: Floats, at: Floats) -> Floats:
    apart = weight * (at - ideal)
    return np.asarray((apart * apart).sum(axis=1))


def _least(ideal: Floats, weight: Floats, limit: Floats, *, start: Floats, goal: Floats) -> Floats:
    """The point with the least ``goal @ y`` among those with squared distances within ``limit``.

    At the minimum of t goal @ y − Σ log(room) the goal is at most n / t above its least value.
    """
    squares, n = weight * weight, len(ideal)
    y, t = start, 1.0
    # Along each axis the ellipsoid that is narrowest there bounds all.
    radii = np.divide(limit[:, None], squares, out=np.full(squares.shape, np.inf), where=squares > 0)
    long = float(np.sqrt(radii.min(axis=0)).max())
    while n / t > 1e-10 * long:
        t *= 10
        for _ in range(60):
            room = limit - _squares(ideal, weight, y)
            slope = 2 * squares * (y - ideal) / room[:, None]
            gradient = t * goal + slope.sum(axis=0)
            curve = slope.T @ slope + np.diag((2 * squares / room[:, None]).sum(axis=0))
            step = -np.linalg.solve(curve, gradient)
            fall = -float(gradient @ step)
            if fall <= 1e-9:
                break
            # The damped step of a self-concordant function stays inside and always makes progress.
            y = y + step / (1 + np.sqrt(fall)) if fall > 0.06 else y + step
    return y
