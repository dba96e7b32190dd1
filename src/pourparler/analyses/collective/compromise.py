"""The compromise: the weighted mean of positions, the yardstick of every other forecast."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.counted import counted
from pourparler.analyses.collective.forecast import Forecast, ForecastResult, observed_points
from pourparler.analyses.collective.settled import settled, settled_of_draws, settled_sentence
from pourparler.analyses.collective.weights import (
    Parties,
    Weighting,
    fallen_sentence,
    weights,
    weights_of_draws,
)
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import OK, Observation, Result, Status
from pourparler.kernels.means import weighted_means
from pourparler.language import in_sequence
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Compromise(Concept):
    """The mean of positions, weighted by influence times salience.

    When not to use: to forecast near-exact hits (medians do better there), or where an actor can block.

    Parameters: ``weights`` (``influence-salience``, ``influence``, ``salience``, ``equal``), ``parties``
    (``all`` or ``at-table``). Returns a forecast per issue with each actor's share of the weight, the
    dispersion and the polarisation. Raises ``ModelError`` where a weight is not known.
    Reference: Van den Bos 1991; derivation as the limit of the Nash solution under a large common loss:
    Achen 2006, in *The European Union Decides*, chapter 4.

    >>> from pourparler.model.positions import Positions
    >>> model = Positions.from_arrays([[0.0], [100.0]], influence=[1, 3], salience=[[1.0], [1.0]])
    >>> Compromise().run(model, None).forecasts["i1"].point
    75.0
    """

    weights: Weighting = "influence-salience"
    parties: Parties = "all"

    name: ClassVar[str] = "compromise"
    reference: ClassVar[tuple[str, ...]] = ("achen2006", "vandenbos1991")
    accepts: ClassVar[type[Any]] = Positions

    def run(self, model: Positions, rng: np.random.Generator | None) -> Result:
        """The weighted mean of each issue."""
        omega, fallen = weights(model, self.weights, parties=self.parties, chosen="by-setting")
        agreed = settled(model, counted(model, self.parties))
        points = _means([model], omega[None])[0]
        forecasts = {}
        for i, issue in enumerate(model.issues):
            # Without anybody who counts and has a position there is nothing to say.
            forecasts[issue] = Forecast(None)
            if omega[:, i].any():
                point = agreed.get(issue, float(points[i]))
                forecasts[issue] = Forecast(point, details=_details(model, omega[:, i], at=(i, point)))
        open_ = {issue: used for issue, used in fallen.items() if issue not in agreed}
        told = (*settled_sentence(agreed), *fallen_sentence(open_))
        status = Status("ok", in_sequence(told)) if told else OK
        return ForecastResult(concept=self, status=status, forecasts=forecasts, origin=model.origin)

    def observe(self, models: Sequence[Positions]) -> Sequence[Observation | None]:
        """Every issue's mean, of all models at once."""
        if not models:
            return []
        omega = weights_of_draws(models, self.weights, parties=self.parties, chosen="by-setting")
        agreed = settled_of_draws(models, self.parties)
        return observed_points(models[0].issues, np.where(np.isnan(agreed), _means(models, omega), agreed))


def _means(models: Sequence[Positions], omegas: Floats) -> Floats:
    """The mean of every model and issue: shape (models, issues), NaN where nobody counts."""
    omega = np.ascontiguousarray(np.swapaxes(omegas, 1, 2))
    held = np.ascontiguousarray(np.swapaxes(np.stack([model.position for model in models]), 1, 2))
    shape = omega.shape
    held = np.where(omega > 0, held, 0.0)
    return weighted_means(held.reshape(-1, shape[2]), omega.reshape(-1, shape[2])).reshape(shape[:2])


def _details(model: Positions, omega: Floats, *, at: tuple[int, float]) -> dict[str, Any]:
    """Each actor's share of the weight, the dispersion, and how the weight lies on both sides of the mean."""
    issue, point = at
    share = omega / omega.sum()
    held = np.where(omega > 0, model.position[:, issue], point)
    spread = held - point
    left, right = share * (spread < 0), share * (spread > 0)
    gap = None
    if left.any() and right.any():
        gap = float(right @ held / right.sum() - left @ held / left.sum())
    return {
        "weights": {actor: s for actor, s in zip(model.actors, share.tolist(), strict=True) if s > 0},
        "dispersion": float(share @ (spread * spread)),
        "polarisation": {
            "left": min(float(left.sum()), 1.0),
            "right": min(float(right.sum()), 1.0),
            "distance": gap,
        },
    }
