"""The weighted median: what a majority of the weight prefers to any other position."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.forecast import Forecast, ForecastResult
from pourparler.analyses.collective.weights import Parties, Weighting, weights
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import OK, Result, Status
from pourparler.language import msg
from pourparler.model.positions import Positions

TIE = 1e-9


@dataclass(frozen=True)
class WeightedMedian(Concept):
    """The position that no other position beats in a weighted vote; an interval when the vote is tied.

    When not to use: where stances are not single-peaked, or small errors matter more than exact hits
    (the compromise has the smaller average error on record).

    Parameters: as for the compromise. Returns per issue the point (lower end), the interval, the actors at
    the pivot and the margin: the smallest share of weight that would have to move to shift it.
    Raises ``ModelError`` where a weight is not known. Reference: Black 1958.

    >>> from pourparler.model.positions import Positions
    >>> model = Positions.from_arrays([[0.0], [40.0], [100.0]], influence=[1, 1, 1], salience=[[1.0]] * 3)
    >>> WeightedMedian().run(model, None).forecasts["i1"].point
    40.0
    """

    weights: Weighting = "influence-salience"
    parties: Parties = "all"

    name: ClassVar[str] = "weighted-median"
    reference: ClassVar[tuple[str, ...]] = ("black1958",)
    accepts: ClassVar[type[Any]] = Positions

    def run(self, model: Positions, rng: np.random.Generator | None) -> Result:
        """The weighted median of each issue."""
        omega, _ = weights(model, self.weights, parties=self.parties)
        forecasts = {}
        tied = []
        for i, issue in enumerate(model.issues):
            forecasts[issue] = forecast = _median(model, i, omega[:, i])
            interval = (forecast.details or {}).get("interval")
            if interval and interval[0] != interval[1]:
                tied.append(issue)
        status = OK
        if tied:
            status = Status(
                "ok", msg("The vote is tied on {issues}: every point of the interval wins.", issues=tied)
            )
        return ForecastResult(concept=self, status=status, forecasts=forecasts, origin=model.origin)


def _median(model: Positions, issue: int, omega: NDArray[np.float64]) -> Forecast:
    held = omega > 0
    if not held.any():
        return Forecast(None)
    width = model.high[issue] - model.low[issue]
    points, mass = _merged(model.position[held, issue], omega[held], TIE * width)
    total = mass.sum()
    below = np.cumsum(mass)
    at = int(np.argmax(below >= total / 2 - TIE * total))
    tie = abs(below[at] - total / 2) <= TIE * total and at + 1 < len(points)
    lower, upper = float(points[at]), float(points[at + 1] if tie else points[at])
    # Weight that must cross the median point before another point wins.
    margin = 0.0 if tie else float(min(below[at] - total / 2, total / 2 - (below[at] - mass[at])) / total)
    pivot = [
        actor
        for actor, x, w in zip(model.actors, model.position[:, issue], omega, strict=True)
        if w > 0 and min(abs(x - lower), abs(x - upper)) <= TIE * width
    ]
    return Forecast(lower, details={"interval": [lower, upper], "margin": margin, "pivot": pivot})


def _merged(
    positions: NDArray[np.float64], omega: NDArray[np.float64], slack: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Distinct positions, rising, with their summed weight; positions within ``slack`` are one."""
    order = np.argsort(positions, kind="stable")
    points, mass = positions[order], omega[order]
    starts = np.concatenate(([True], np.diff(points) > slack))
    group = np.cumsum(starts) - 1
    return points[starts], np.asarray(np.bincount(group, weights=mass), dtype=np.float64)
