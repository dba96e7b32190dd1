"""The result of every collective-decision concept: a forecast per issue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.result import Observation, Result


@dataclass(frozen=True)
class Atom:
    """Probability mass at one point of the scale."""

    at: float
    mass: float


@dataclass(frozen=True)
class Forecast:
    """What one model says of one issue, in the unit of its scale; ``None`` where the model gives nothing.

    ``details``: further named numbers of the model (JSON data).
    """

    point: float | None
    low: float | None = None
    high: float | None = None
    atoms: tuple[Atom, ...] = ()
    details: Mapping[str, Any] | None = None

    def as_data(self) -> dict[str, Any]:
        """The forecast as JSON data."""
        return {
            "point": self.point,
            "low": self.low,
            "high": self.high,
            "atoms": [{"at": atom.at, "mass": atom.mass} for atom in self.atoms],
            **(self.details or {}),
        }


@dataclass(frozen=True, kw_only=True)
class ForecastResult(Result):
    """Forecasts by issue."""

    forecasts: Mapping[str, Forecast]

    def fields_as_data(self) -> dict[str, Any]:
        """``forecasts`` as JSON data."""
        return {"forecasts": {issue: forecast.as_data() for issue, forecast in self.forecasts.items()}}

    def observation(self, model: Any) -> Observation:
        """Every issue's point as ``issue/ISSUE``; a continuous forecast has no discrete answer."""
        points = {f"issue/{issue}": forecast.point for issue, forecast in self.forecasts.items()}
        return Observation(None, {name: point for name, point in points.items() if point is not None})


def observed_points(issues: Sequence[str], points: NDArray[np.float64]) -> list[Observation | None]:
    """Observations of many draws from their points (draws, issues), NaN where a draw has none."""
    names = [f"issue/{issue}" for issue in issues]
    return [
        Observation(None, {name: point for name, point in zip(names, row, strict=True) if point == point})
        for row in points.tolist()
    ]
