"""Scores of forecasts against what came out, all on a scale of 0 to 100 points; smaller is better unless told.

References: Matheson & Winkler 1976 and Gneiting & Raftery 2007 (CRPS, logarithmic score), Murphy 1973 (parts of
the Brier score), Dawid 1984 (probability integral transform).
"""

from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.forecasting.density import SHARES, Density

Floats = NDArray[np.float64]

POINTS = 100.0
"""The width of the scale on which scores are told."""
HIT = 10.0
"""An error up to this is a hit."""
HALF_CELL = 0.025
"""Half of the cell around an outcome, in widths of the scale."""
FLOOR = 1e-6
"""The least probability of a cell: a forecast that rules out what happened is not infinitely bad."""


@dataclass(frozen=True)
class PointScores:
    """Of errors in points: mean absolute, root mean square, median, and the share of hits (larger is better)."""

    mae: float
    rmse: float
    median: float
    hit: float


def point_scores(errors: Floats) -> PointScores:
    """Scores of errors (T,), forecast minus outcome, in points.

    >>> point_scores(np.array([0.0, -10.0, 20.0]))
    PointScores(mae=10.0, rmse=12.909944487358056, median=10.0, hit=0.6666666666666666)
    """
    size = np.abs(errors)
    return PointScores(
        mae=float(size.mean()),
        rmse=float(np.sqrt((errors * errors).mean())),
        median=float(np.median(size)),
        hit=float((size <= HIT + 1e-9).mean()),
    )


def crps_points(density: Density, outcome: float) -> float:
    """The continuous ranked probability score in points; for a point mass its absolute error."""
    return density.crps(outcome) * POINTS / density.width


def cell_probability(density: Density, outcome: float) -> float:
    """What the forecast gives to the cell of 5 points around the outcome, cut to the scale; at least ``FLOOR``.

    A cell makes forecasts with and without atoms comparable.
    """
    half = HALF_CELL * density.width
    low, high = max(outcome - half, density.low), min(outcome + half, density.high)
    return max(density.up_to(high) - density.below(low), FLOOR)


def cell_log_score(density: Density, outcome: float) -> float:
    """Minus the logarithm of :func:`cell_probability`."""
    return -log(cell_probability(density, outcome))


def covered(density: Density, outcome: float) -> tuple[bool, ...]:
    """Whether the closed central intervals (50, 80, 95 %) hold the outcome.

    An atom at an edge is inside as a whole, so that densities with atoms cover more than they say.
    """
    first, last = density.below(outcome), density.up_to(outcome)
    return tuple(first <= (1 + s) / 2 + ROUNDING and last >= (1 - s) / 2 - ROUNDING for s in SHARES)


ROUNDING = 1e-12
CENTRAL = (0.1, 0.9)


def central_share(first: Floats, last: Floats) -> float:
    """The expected share of randomised transforms inside the central 80 %.

    ``first``, ``last`` (T,): the probability below, and at or below, each outcome; the transform is uniform between.
    """
    low, high = CENTRAL
    width = last - first
    inside = np.clip(np.minimum(last, high) - np.maximum(first, low), 0.0, None)
    sharp = (first >= low) & (first <= high)
    return float(np.where(width > ROUNDING, inside / np.where(width > ROUNDING, width, 1.0), sharp).mean())


@dataclass(frozen=True)
class Pit:
    """Randomised probability integral transforms: ten equal bins, and the share inside the central 80 %.

    ``expected``: that share, averaged over all random draws.
    """

    bins: tuple[int, ...]
    central: float
    expected: float


def pit(first: Floats, last: Floats, uniforms: Floats) -> Pit:
    """One draw on [first, last] for each outcome; calibrated forecasts fill all bins alike.

    >>> pit(np.array([0.0, 0.5]), np.array([0.5, 1.0]), np.array([0.5, 0.5])).bins
    (0, 0, 1, 0, 0, 0, 0, 1, 0, 0)
    """
    drawn = first + (last - first) * uniforms
    bins = np.bincount(np.clip((drawn * 10).astype(np.int64), 0, 9), minlength=10)
    low, high = CENTRAL
    central = float(((drawn >= low) & (drawn <= high)).mean())
    return Pit(tuple(bins.tolist()), central, central_share(first, last))


@dataclass(frozen=True)
class Brier:
    """``score`` = ``reliability`` − ``resolution`` + ``uncertainty`` + ``within``.

    ``within``: what forecasts that fall into one bin differ by (0 where bins hold equal forecasts).
    """

    score: float
    reliability: float
    resolution: float
    uncertainty: float
    within: float


def brier(probabilities: Floats, happened: NDArray[np.int64], *, bins: int = 10) -> Brier:
    """The mean of Σ_b (p_b − [b happened])² and its parts (Murphy 1973; Stephenson, Coelho & Jolliffe 2008).

    ``probabilities`` (T, K) of K bands or answers, rows summing to 1; ``happened`` (T,) which one did. Forecasts of
    a band fall into ``bins`` equal bins.

    >>> brier(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0, 1]))
    Brier(score=0.0, reliability=0.0, resolution=0.5, uncertainty=0.5, within=0.0)
    """
    count, answers = probabilities.shape
    truth = np.zeros_like(probabilities)
    truth[np.arange(count), happened] = 1.0
    score = float(((probabilities - truth) ** 2).sum(axis=1).mean())
    reliability = resolution = uncertainty = 0.0
    for b in range(answers):
        base = float(truth[:, b].mean())
        uncertainty += base * (1 - base)
        bin_of = np.clip((probabilities[:, b] * bins).astype(np.int64), 0, bins - 1)
        for one in np.unique(bin_of):
            inside = bin_of == one
            share = float(inside.mean())
            said, came = float(probabilities[inside, b].mean()), float(truth[inside, b].mean())
            reliability += share * (said - came) ** 2
            resolution += share * (came - base) ** 2
    return Brier(score, reliability, resolution, uncertainty, score - reliability + resolution - uncertainty)


def skill(score: float, of_comparison: float) -> float | None:
    """1 − score / score of the comparison: 1 is perfect, 0 no better, below 0 worse; none where that is perfect.

    >>> skill(15.0, 20.0)
    0.25
    """
    return 1.0 - score / of_comparison if of_comparison > 0 else None
