"""Contestedness: how far apart the parties stand on each issue, by influence times salience."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.weights import Parties, Weighting, weights
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import OK, Observation, Result, Status
from pourparler.language import msg
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Contest:
    """How contested one issue is: 0, all agree; 1, two parties at the two ends.

    ``below``, ``at`` and ``above``: the shares of the weight on each side of the middle of the scale and on it
    (``None`` where nobody has weight); ``positions`` of those who have weight, on the issue's scale.
    """

    value: float
    below: float | None
    at: float | None
    above: float | None
    positions: Mapping[str, float]

    def as_data(self) -> dict[str, Any]:
        """The contest as JSON data."""
        return {
            "value": self.value,
            "split": {"below": self.below, "at": self.at, "above": self.above},
            "positions": dict(self.positions),
        }


@dataclass(frozen=True, kw_only=True)
class ContestednessResult(Result):
    """Contestedness by issue."""

    issues: Mapping[str, Contest] = field(default_factory=dict)

    def fields_as_data(self) -> dict[str, Any]:
        """``contestedness`` as JSON data."""
        return {"contestedness": {issue: contest.as_data() for issue, contest in self.issues.items()}}

    def observation(self, model: Any) -> Observation:
        """Every issue's contestedness as ``issue/ISSUE``."""
        return Observation(None, {f"issue/{issue}": contest.value for issue, contest in self.issues.items()})


@dataclass(frozen=True)
class Contestedness(Concept):
    """The mean distance between the positions of two parties, weighted, as a share of the issue's scale.

    When not to use: to see how many camps there are; a split into two camps and an even spread can have one
    value, so the weight on each side of the middle and the positions are given with it.

    Parameters: ``weights`` (``influence-salience``, ``influence``, ``salience``, ``equal``), ``parties``
    (``all`` or ``at-table``). Returns a ``ContestednessResult``; 0 with a sentence where fewer than two parties
    have weight on an issue. Raises ``ModelError`` where a weight is not known.
    Reference: the mean difference of Gini 1912, weighted.

    >>> from pourparler.model.positions import Positions
    >>> model = Positions.from_arrays([[0.0], [30.0], [60.0], [90.0]], influence=[1] * 4, salience=[[1.0]] * 4)
    >>> Contestedness().run(model, None).issues["i1"].value
    0.5
    """

    weights: Weighting = "influence-salience"
    parties: Parties = "all"

    name: ClassVar[str] = "contestedness"
    reference: ClassVar[tuple[str, ...]] = ("gini1912",)
    accepts: ClassVar[type[Any]] = Positions

    def run(self, model: Positions, rng: np.random.Generator | None) -> ContestednessResult:
        """The contestedness of each issue."""
        omega, fallen = weights(model, self.weights, parties=self.parties, chosen="by-setting")
        issues = {}
        undefined = []
        for i, issue in enumerate(model.issues):
            # Where all weights vanish there is no contest: what other concepts fall back to is not used.
            counted = np.flatnonzero(omega[:, i] > 0) if issue not in fallen else np.zeros(0, dtype=np.intp)
            issues[issue] = _contest(model, i, counted, omega[counted, i])
            if len(counted) < 2:
                undefined.append(issue)
        status = OK
        if undefined:
            status = Status(
                "ok",
                msg(
                    "Fewer than two parties have weight on {issues}: counted as not contested.",
                    issues=undefined,
                ),
            )
        return ContestednessResult(concept=self, status=status, origin=model.origin, issues=issues)


def _contest(model: Positions, issue: int, counted: NDArray[np.intp], weight: Floats) -> Contest:
    held = model.position[counted, issue]
    low, high = float(model.low[issue]), float(model.high[issue])
    names = [model.actors[a] for a in counted.tolist()]
    positions = dict(zip(names, held.tolist(), strict=True))
    total = float(weight.sum())
    if not len(held):
        return Contest(0.0, None, None, None, positions)
    middle = (low + high) / 2
    sides = [float(weight[side].sum()) / total for side in (held < middle, held == middle, held > middle)]
    return Contest(_mean_difference(held, weight, high - low), sides[0], sides[1], sides[2], positions)


def _mean_difference(held: Floats, weight: Floats, span: float) -> float:
    """The mean distance between two parties' positions, pairs weighted by both weights, over ``span``."""
    pairs = np.triu(np.outer(weight, weight), 1)
    if span <= 0 or not pairs.any():
        return 0.0
    apart = np.abs(held[:, None] - held[None, :])
    return float((pairs * apart).sum() / (span * pairs.sum()))
