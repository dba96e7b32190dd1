"""The weighted median: what a majority of the weight prefers to any other position."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.counted import counted
from pourparler.analyses.collective.forecast import Forecast, ForecastResult, observed_points
from pourparler.analyses.collective.settled import SAME, settled, settled_sentence
from pourparler.analyses.collective.weights import (
    Parties,
    Weighting,
    fallen_sentence,
    weights,
    weights_of_draws,
)
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import OK, Observation, Result, Status
from pourparler.kernels.means import Medians, weighted_medians
from pourparler.language import in_sequence, msg
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]


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
        omega, fallen = weights(model, self.weights, parties=self.parties, chosen="by-setting")
        found = _medians([model], omega[None])
        forecasts = {
            issue: _forecast(model, omega[:, i], at=(i, found)) if omega[:, i].any() else Forecast(None)
            for i, issue in enumerate(model.issues)
        }
        agreed = settled(model, counted(model, self.parties))
        told = list(settled_sentence(agreed))
        told += fallen_sentence({issue: used for issue, used in fallen.items() if issue not in agreed})
        tied = [issue for i, issue in enumerate(model.issues) if found.upper[i] > found.lower[i]]
        if tied:
            told.append(msg("The vote is tied on {issues}: every point of the interval wins.", issues=tied))
        status = Status("ok", in_sequence(told)) if told else OK
        return ForecastResult(concept=self, status=status, forecasts=forecasts, origin=model.origin)

    def observe(self, models: Sequence[Positions]) -> Sequence[Observation | None]:
        """Every issue's median, of all models at once.

        There is no discrete answer: the median is a held position, which a sweep draws from a range, so that
        every draw would have an answer of its own and the least change of the pivot's position a flip.
        """
        if not models:
            return []
        omega = weights_of_draws(models, self.weights, parties=self.parties, chosen="by-setting")
        rows = _medians(models, omega).lower.reshape(len(models), -1)
        return observed_points(models[0].issues, rows)


def _medians(models: Sequence[Positions], omegas: Floats) -> Medians:
    """The medians of every model and issue, shapes (models x issues,)."""
    omega = np.swapaxes(omegas, 1, 2)
    held = np.swapaxes(np.stack([model.position for model in models]), 1, 2)
    slack = np.concatenate([SAME * (model.high - model.low) for model in models])
    n = omega.shape[2]
    return weighted_medians(np.where(omega > 0, held, 0.0).reshape(-1, n), omega.reshape(-1, n), slack=slack)


def _forecast(model: Positions, omega: Floats, *, at: tuple[int, Medians]) -> Forecast:
    """The median with what wins beside it, how firmly, and whose position it is."""
    issue, found = at
    lower, upper = float(found.lower[issue]), float(found.upper[issue])
    slack = SAME * (model.high[issue] - model.low[issue])
    pivot = [
        actor
        for actor, x, w in zip(model.actors, model.position[:, issue], omega, strict=True)
        if w > 0 and min(abs(x - lower), abs(x - upper)) <= slack
    ]
    margin = float(found.margin[issue])
    return Forecast(lower, details={"interval": [lower, upper], "margin": margin, "pivot": pivot})
