"""The last digits of a largest product: held positions met exactly, flat directions followed to the nearest point.

Where distances count linearly the optimum may be a whole set, on which every gain is constant and which lies in one
cell between held positions. There the gains are linear: their null space holds the flat directions, and the nearest
point of the set is a projection. Source: collective specification, section 4.
"""

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.spatial_gains import Gains, best_for, gains, product_gap, stationarity

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NEAR, RANK, ROUNDS = 1e-7, 1e-9, 4
"""What counts as met; singular values below this share of the largest as none; Newton steps."""


def refined(known: Gains, weight: Floats, point: Floats, *, centre: Floats, pull: Floats) -> Floats:
    """``point`` (rows, issues), nearly optimal for sum_i ``weight``_i ln G_i, made exact where that is possible.

    ``pull`` (rows, issues) > 0 measures the distance from ``centre``. A row keeps its point where the refined one
    would leave the cell or be worse by more than rounding.
    """
    met, fixed = _met(known, point)
    tried = met
    if known.power == 1:
        for _ in range(ROUNDS):
            tried = tried + _step(known, weight, tried, free=~fixed, far=(centre - tried, np.sqrt(pull)))
        tried = np.where(_same_cell(known, met, tried)[:, None], tried, met)
    best, gap = point, product_gap(known, weight, point)
    for candidate in (met, tried):
        found = product_gap(known, weight, candidate)
        better = found <= np.maximum(gap, 1e-13)
        best, gap = np.where(better[:, None], candidate, best), np.where(better, found, gap)
    return _balanced(known, weight, best) if known.power == 2 else best


def _balanced(known: Gains, weight: Floats, point: Floats) -> Floats:
    """The point that is the mean under its own multipliers, weight_i / G_i, as long as the slope left there falls.

    Where failure costs all the same large loss, products differ by less than rounding over a visible distance; the
    multipliers then hardly depend on the point, and their mean is the optimum to the last digits.
    """
    left = stationarity(known, weight, point)
    staked = (known.stake > 0).any(axis=1)
    for _ in range(ROUNDS):
        here = gains(known, point)
        tried = np.where(staked, best_for(known, weight / np.where(here > 0, here, 1.0)), point)
        found = stationarity(known, weight, tried)
        better = found < left
        point, left = np.where(better[:, None], tried, point), np.where(better, found, left)
    return point


def _met(known: Gains, point: Floats) -> tuple[Floats, Flags]:
    """The point with held positions and ends of the box met that are nearer than 1e-7, and which issues met one."""
    ends = np.clip(np.round(point), 0.0, 1.0)
    met = np.where(np.abs(ends - point) <= NEAR, ends, point)
    if known.power == 1:
        away = np.where(known.stake > 0, np.abs(known.at - point[:, None, :]), np.inf)
        nearest = np.argmin(away, axis=1)[:, None, :]
        held = np.take_along_axis(known.at, nearest, axis=1)[:, 0, :]
        close = np.take_along_axis(away, nearest, axis=1)[:, 0, :] <= NEAR
        met = np.where(close & (held >= 0) & (held <= 1), held, met)
        return met, close | (np.abs(ends - point) <= NEAR)
    return met, np.abs(ends - point) <= NEAR


def _step(known: Gains, weight: Floats, point: Floats, *, free: Flags, far: tuple[Floats, Floats]) -> Floats:
    """A Newton step along directions that change gains, and the projection of the way to the centre on the others."""
    here = gains(known, point)
    safe = np.where(here > 0, here, 1.0)
    way, metric = far
    slope = known.stake * np.sign(known.at - point[:, None, :]) * (free / metric)[:, None, :]
    share = weight / safe
    lever = slope * (np.sqrt(weight) / safe)[:, :, None]
    _, size, axes = np.linalg.svd(lever, full_matrices=False)
    firm = (size > 0) & (size > RANK * size[:, :1])
    along = np.where(firm[:, :, None], axes, 0.0)
    uphill = (slope * share[:, :, None]).sum(axis=1)
    inverse = np.where(firm, 1 / np.where(firm, size, 1.0) ** 2, 0.0)
    newton = _combined(along, inverse * _products(along, uphill))
    back = np.where(free, way * metric, 0.0)
    flat = back - _combined(along, _products(along, back))
    return np.where(free, (newton + flat) / metric, 0.0)


def _products(axes: Floats, vector: Floats) -> Floats:
    return np.asarray((axes * vector[:, None, :]).sum(axis=2))


def _combined(axes: Floats, factors: Floats) -> Floats:
    return np.asarray((axes * factors[:, :, None]).sum(axis=1))


def _same_cell(known: Gains, before: Floats, after: Floats) -> Flags:
    """Whether no held position and no end of the box lies between: shape (rows,)."""
    inside = ((after >= 0) & (after <= 1)).all(axis=1)
    sides = (known.at - before[:, None, :]) * (known.at - after[:, None, :])
    return np.asarray(inside & ((sides >= 0) | (known.stake <= 0)).all(axis=(1, 2)))
