"""Kalai and Smorodinsky's solution on positions: all get as equal a part of their largest gain as possible."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from pourparler.analyses.collective.joint.bargained import bargained, observed
from pourparler.analyses.collective.joint.solution import SpatialResult
from pourparler.analyses.collective.joint.stakes import Breakdown, Curvature, Terms, terms_of
from pourparler.analyses.collective.weights import Parties
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Observation
from pourparler.model.positions import Positions


@dataclass(frozen=True)
class KalaiSmorodinskySpatial(Concept):
    """The point where the smallest share of an actor's largest possible gain is largest, over all issues at once.

    Influence has no say in it: every actor with any weight counts alike. When not to use: where influence differs
    much and should tell, or as "the" solution without saying what failure is worth. A single actor at the end of a
    scale decides as much as a crowd at the other.

    Parameters: as for ``NashSpatial``. Returns a ``SpatialResult``, its certificate a proved gap alone; of equally
    good points the nearest to the compromise, up to that gap. Raises ``ModelError`` where an influence or a salience
    is not known, ``UsageError`` for an impossible setting. Reference: Kalai & Smorodinsky 1975.

    >>> model = Positions.from_arrays([[0.0], [100.0]], influence=[1, 9], salience=[[1.0], [1.0]])
    >>> KalaiSmorodinskySpatial().run(model, None).forecasts["i1"].point
    50.0
    """

    breakdown: Breakdown = "own-worst"
    curvature: Curvature | None = None
    kappa: float = 1.5
    epsilon: float = 0.01
    point: float | Mapping[str, float] | None = None
    parties: Parties = "all"

    name: ClassVar[str] = "ks-spatial"
    reference: ClassVar[tuple[str, ...]] = ("kalai-smorodinsky1975",)
    accepts: ClassVar[type[Any]] = Positions

    def run(self, model: Positions, rng: np.random.Generator | None) -> SpatialResult:
        """The point with the largest smallest share of the largest gains."""
        return bargained(self, model, terms=self._terms(), aim="share")

    def observe(self, models: Sequence[Positions]) -> Sequence[Observation | None]:
        """The forecasts of all models at once."""
        return observed(models, terms=self._terms(), aim="share")

    def _terms(self) -> Terms:
        return terms_of(self)
