"""What the concepts of bargaining on positions share: the terms of breakdown, and how they are solved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from pourparler.analyses.collective.joint.bargained import bargained, observed
from pourparler.analyses.collective.joint.solution import Aim, SpatialResult
from pourparler.analyses.collective.joint.stakes import Breakdown, Curvature, terms_of
from pourparler.analyses.collective.weights import Parties
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Observation
from pourparler.model.positions import Positions


@dataclass(frozen=True)
class SpatialConcept(Concept):
    """The point of all issues at which gains over breakdown reach the ``aim``. Settings: see ``NashSpatial``."""

    breakdown: Breakdown = "own-worst"
    curvature: Curvature | None = None
    kappa: float = 1.5
    epsilon: float = 0.01
    point: float | Mapping[str, float] | None = None
    parties: Parties = "all"

    aim: ClassVar[Aim]
    accepts: ClassVar[type[Any]] = Positions

    def run(self, model: Positions, rng: np.random.Generator | None) -> SpatialResult:
        """The point, or the breakdown point and who blocks."""
        return bargained(self, model, terms=terms_of(self), aim=self.aim)

    def observe(self, models: Sequence[Positions]) -> Sequence[Observation | None]:
        """The forecasts of all models at once."""
        return observed(models, terms=terms_of(self), aim=self.aim)
