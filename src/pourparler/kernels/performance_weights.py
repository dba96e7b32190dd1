"""Weights of experts by how well they answered questions whose answers are known (the classical model of Cooke).

Experts' 5, 50 and 95 % quantiles cut the line into four bins that should hold 5, 45, 45 and 5 % of the truths. How well
they do is the calibration, how narrow they are the information; a weight is their product, for experts well enough
calibrated. Reference: Cooke 1991, chapter 12; Cooke & Goossens 2008.
"""

from math import erfc, exp, pi, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.opinion_pools import Curve, linear_quantiles

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEVELS = np.array([0.05, 0.5, 0.95])
EXPECTED = np.array([0.05, 0.45, 0.45, 0.05])
OVERSHOOT = 0.1
"""How far the intrinsic range goes beyond all answers and the truth, as a part of their own range."""
THINNEST = 1e-6
"""The least width of a bin, as a part of the intrinsic range: answers that coincide say much, not infinitely much."""


def bins(quantiles: Floats, truths: Floats) -> Ints:
    """How many truths fall into each bin: ``quantiles`` (E, S, 3), ``truths`` (S,); shape (E, 4).

    A truth on a quantile belongs to the bin below it.

    >>> bins(np.array([[[10.0, 40.0, 70.0], [1.0, 2.0, 3.0]]]), np.array([40.0, 5.0])).tolist()
    [[0, 1, 0, 1]]
    """
    place = (quantiles < truths[None, :, None]).sum(axis=2)
    return np.asarray((place[:, :, None] == np.arange(4)).sum(axis=1), dtype=np.int64)


def calibration(counts: Ints) -> Floats:
    """P(χ²₃ > 2 m Σ s ln(s / p)) with s = counts / m: ``counts`` (E, 4), each row with a sum m > 0; shape (E,).

    How probable so poor a fit is for somebody whose bins are right. The χ² law holds for many questions; for few it is
    the convention of the method.

    >>> calibration(np.array([[1, 9, 9, 1], [0, 5, 5, 0]])).round(4).tolist()
    [1.0, 0.5505]
    """
    total = counts.sum(axis=1, keepdims=True)
    share = counts / total
    logs = np.log(np.where(share > 0, share, 1.0) / np.where(share > 0, EXPECTED, 1.0))
    statistic = 2.0 * total[:, 0] * (share * logs).sum(axis=1)
    return np.array([_exceeding(float(x)) for x in np.maximum(statistic, 0.0)])


def _exceeding(x: float) -> float:
    """P(χ²₃ > x), in closed form."""
    return erfc(sqrt(x / 2)) + sqrt(2 * x / pi) * exp(-x / 2)


def intrinsic(quantiles: Floats, truths: Floats) -> Floats:
    """The range of each question: all ``quantiles`` (E, S, 3) and the ``truths`` (S,), and a tenth more; shape (S, 2).

    On a logarithmic axis both are logarithms. Where all answers and the truth are one value its range has width 1.
    """
    low = np.minimum(quantiles.min(axis=(0, 2)), truths)
    high = np.maximum(quantiles.max(axis=(0, 2)), truths)
    width = np.where(high > low, high - low, 1.0)
    return np.stack((low - OVERSHOOT * width, high + OVERSHOOT * width), axis=1)


def information(quantiles: Floats, ranges: Floats) -> Floats:
    """Mean over questions of Σ p ln(p / b), b the uniform law's share of each bin: shape (E,).

    ``quantiles`` (E, S, 3) inside ``ranges`` (S, 2). On a logarithmic axis both are logarithms, so that the background
    is log-uniform.

    >>> information(np.array([[[10.0, 40.0, 70.0]]]), np.array([[4.0, 76.0]])).round(6).tolist()
    [0.018182]
    """
    low, high = ranges[:, 0], ranges[:, 1]
    shape = quantiles.shape[:2]
    edges = np.concatenate(
        (np.broadcast_to(low, shape)[..., None], quantiles, np.broadcast_to(high, shape)[..., None]), axis=2
    )
    background = np.maximum(np.diff(edges, axis=2) / (high - low)[None, :, None], THINNEST)
    return np.asarray((EXPECTED * np.log(EXPECTED / background)).sum(axis=2).mean(axis=1))


class Weighed(NamedTuple):
    """``weights`` (E,), summing to 1 (all 0 where no expert has any); ``calibration`` and ``information`` (E,);

    ``threshold``: the least calibration that counts; ``pooled``: calibration and information of the pooled judgement;
    ``tried``: thresholds tried.
    """

    weights: Floats
    calibration: Floats
    information: Floats
    threshold: float
    pooled: tuple[float, float]
    tried: int


def performance_weights(quantiles: Floats, truths: Floats) -> Weighed:
    """Global weights ∝ calibration · information, above the threshold whose pooled judgement does best.

    ``quantiles`` (E, S, 3): 5, 50, 95 % of each expert and question; ``truths`` (S,); logarithms on a logarithmic axis.
    Every expert's calibration is tried as the threshold, for between two of them nothing changes; the one with the
    largest calibration · information of the pool wins, of equals the lowest threshold. When not to use: with fewer than
    eight questions, or for questions of which some expert has no answer.
    """
    ranges = intrinsic(quantiles, truths)
    fit, sharp = calibration(bins(quantiles, truths)), information(quantiles, ranges)
    thresholds = np.unique(fit)
    raw = np.where(fit >= thresholds[:, None], fit * sharp, 0.0)
    total = raw.sum(axis=1)
    if not total[0] > 0:
        return Weighed(np.zeros(len(fit)), fit, sharp, float("nan"), (0.0, 0.0), len(thresholds))
    able = total > 0
    weights = raw[able] / total[able][:, None]
    pools = pooled(quantiles, ranges, weights=weights)
    fits, sharps = calibration(bins(pools, truths)), information(pools, ranges)
    best = int((fits * sharps).argmax())
    score = float(fits[best]), float(sharps[best])
    return Weighed(weights[best], fit, sharp, float(thresholds[able][best]), score, len(thresholds))


def pooled(quantiles: Floats, ranges: Floats, *, weights: Floats) -> Floats:
    """The 5, 50 and 95 % quantiles of mixtures of the experts, question by question: shape (T, S, 3).

    Each expert's law is uniform in each of his bins, the outer ones ending at the intrinsic range. ``quantiles``
    (E, S, 3), ``ranges`` (S, 2); each row of ``weights`` (T, E) makes a mixture.
    """
    p = np.array([0.0, *LEVELS, 1.0])
    found = []
    for question, (low, high) in enumerate(ranges.tolist()):
        curves = [Curve(p, np.array([low, *own, high])) for own in quantiles[:, question]]
        found.append(linear_quantiles(curves, weights, LEVELS))
    return np.stack(found, axis=1)
