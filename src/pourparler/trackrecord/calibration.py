"""Calibration: how often outcomes fell below the quantiles that were sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from pourparler.trackrecord.scoring import Scored

LEAST = 10
"""Fewer resolved forecasts than this say nothing about calibration."""
NOMINAL = tuple(n / 20 for n in range(1, 20))


@dataclass(frozen=True)
class Reliability:
    """At one level: the share of outcomes at or below that quantile, and the error by chance alone.

    ``error``: the standard error of that share if the forecasts are calibrated and independent of each other.
    """

    nominal: float
    observed: float
    error: float


def usable(scored: Sequence[Scored]) -> tuple[Scored, ...]:
    """The forecasts that were sealed as distributions: a point alone has no quantiles."""
    return tuple(one for one in scored if one.pit is not None)


def calibration(scored: Sequence[Scored]) -> tuple[Reliability, ...]:
    """Nominal against observed, level by level; empty below ten forecasts with a distribution.

    An outcome on an atom lies below the quantiles of the atom's levels in proportion: the mean of the uniform
    draw between the probabilities below and up to it, without drawing. Reference: Czado, Gneiting & Held
    2009, equation 2 (the nonrandomised probability integral transform).
    """
    found = [one.pit for one in usable(scored) if one.pit is not None]
    if len(found) < LEAST:
        return ()
    return tuple(
        Reliability(
            level,
            sum(_reached(level, *pit) for pit in found) / len(found),
            sqrt(level * (1 - level) / len(found)),
        )
        for level in NOMINAL
    )


def _reached(level: float, under: float, up_to: float) -> float:
    """How much of an outcome whose probabilities are these lies at or below the quantile of ``level``."""
    if level >= up_to:
        return 1.0
    return 0.0 if level <= under else (level - under) / (up_to - under)
