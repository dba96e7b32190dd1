"""A concept that pourparler does not have, in a package of its own."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

import pourparler as pp
from pourparler.analyses.collective.forecast import Forecast, ForecastResult


@dataclass(frozen=True)
class MidRange(pp.Concept):
    """The middle between the two most distant positions. When not to use it: where weights matter."""

    share: float = 0.5

    name: ClassVar[str] = "mid-range"
    reference: ClassVar[tuple[str, ...]] = ("folklore",)
    accepts: ClassVar[type[Any]] = pp.Positions

    def run(self, model: pp.Positions, rng: np.random.Generator | None) -> pp.Result:
        """The mid-range of each issue."""
        ends = zip(np.nanmin(model.position, axis=0), np.nanmax(model.position, axis=0), strict=True)
        points = [Forecast(float(low + self.share * (high - low))) for low, high in ends]
        return ForecastResult(
            concept=self, forecasts=dict(zip(model.issues, points, strict=True)), origin=model.origin
        )
