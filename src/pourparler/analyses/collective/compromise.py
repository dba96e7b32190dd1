"""The compromise: the weighted mean of positions, the yardstick of every other forecast."""

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
        omega, fallen = weights(model, self.weights, parties=self.parties)
        total = omega.sum(axis=0)
        share = omega / np.where(total > 0, total, 1.0)
        held = np.where(omega > 0, model.position, 0.0)
        points = (share * held).sum(axis=0)
        forecasts = {
            # Without anybody who counts and has a position there is nothing to say.
            issue: Forecast(float(points[i]), details=_details(model, held[:, i], share[:, i]))
            if total[i] > 0
            else Forecast(None)
            for i, issue in enumerate(model.issues)
        }
        return ForecastResult(concept=self, status=_status(fallen), forecasts=forecasts, origin=model.origin)


def _details(model: Positions, held: NDArray[np.float64], share: NDArray[np.float64]) -> dict[str, Any]:
    """Each actor's share of the weight, the dispersion, and how the weight lies on both sides of the mean."""
    point = float(share @ held)
    spread = held - point
    left, right = share * (spread < 0), share * (spread > 0)
    gap = None
    if left.any() and right.any():
        gap = float(right @ held / right.sum() - left @ held / left.sum())
    return {
        "weights": {actor: s for actor, s in zip(model.actors, share.tolist(), strict=True) if s > 0},
        "dispersion": float(share @ (spread * spread)),
        "polarisation": {"left": float(left.sum()), "right": float(right.sum()), "distance": gap},
    }


def _status(fallen: dict[str, Weighting]) -> Status:
    if not fallen:
        return OK
    return Status(
        "ok",
        msg("All weights vanish on {issues}; there the weighting {used} was used instead.",
            issues=list(fallen), used=sorted(set(fallen.values()))),
    )  # fmt: skip
