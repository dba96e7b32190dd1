"""Densities of decided issues, each learned from the other folds only: errors, held shares, weights of pools.

An issue's fold follows from its proposal, so that what is decided together is never on both sides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.forecasting.calibration import (
    BANDWIDTH,
    Calibration,
    blended,
    held_share,
)
from pourparler.analyses.collective.forecasting.density import Density
from pourparler.analyses.collective.forecasting.held import Held, held_positions
from pourparler.analyses.collective.forecasting.pooling import Pooling
from pourparler.analyses.collective.settled import SAME
from pourparler.kernels.error_laws import smoothed
from pourparler.kernels.mixture_weights import mixture_weights
from pourparler.model.past_issues import PastIssues
from pourparler.trackrecord.asked import Pool
from pourparler.trackrecord.scores import cell_probability, covered, crps_points

Floats = NDArray[np.float64]

SCALE = (0.0, 1.0)


def fold_of(proposal: str, folds: int) -> int:
    """The fold of a proposal: the same for everybody, in any order and in any data.

    >>> fold_of("documents", 10)
    3
    """
    return int(sha256(f"fold:{proposal}".encode()).hexdigest(), 16) % folds


@dataclass(frozen=True, eq=False)
class Field:
    """Decided issues as numbers: outcomes (T,) on [0, 1], whether on a held position, folds, held positions.

    ``points``: by reading (T,), NaN where it has none; ``pools``: members and weights by name; ``caution``: of the
    learned weights; ``election``: share of the election in dividing mass on held positions.
    """

    outcome: Floats
    on_held: NDArray[np.bool_]
    fold: NDArray[np.int64]
    held: tuple[Held, ...]
    points: dict[str, Floats]
    pools: Mapping[str, Pool]
    caution: float


def field_of(
    past: PastIssues,
    points: dict[str, Floats],
    *,
    pools: Mapping[str, Pool],
    folds: int,
    caution: float,
) -> Field:
    """The numbers of decided issues."""
    outcome = np.array(
        [(one.outcome - one.scale[0]) / (one.scale[1] - one.scale[0]) for one in past], dtype=np.float64
    )
    held = tuple(held_positions([one.model], "all")[0] for one in past)
    on_held = np.array(
        [bool((np.abs(h.at[0, : h.size[0]] - y) <= SAME).any()) for h, y in zip(held, outcome, strict=True)]
    )
    fold = np.array([fold_of(one.proposal, folds) for one in past])
    return Field(outcome, on_held, fold, held, points, pools, caution)


def fold_scores(field: Field, fold: int) -> dict[str, list[Any]]:
    """By row, the scores of the issues of one fold; ``None`` where a row has no point.

    A score is [issue, point, CRPS, cell probability, probability below and up to the outcome, covered …].
    """
    train, test = field.fold != fold, np.flatnonzero(field.fold == fold)
    learned = Learner(field, train)
    found: dict[str, list[Any]] = {}
    for name in field.points:
        alone = learned.alone(name)
        found[name] = [_alone(field, alone, name, issue) for issue in test.tolist()]
    for name, pool in field.pools.items():
        pooling = learned.pool(pool)
        found[name] = [_pooled(field, pooling, pool.members, issue) for issue in test.tolist()]
    return found


class Learner:
    """What some issues (``train``, bool (T,)) teach about readings."""

    def __init__(self, field: Field, train: NDArray[np.bool_]) -> None:
        self.field, self.train = field, train
        count = int(train.sum())
        seen = Calibration(max(count, 1), float(field.on_held[train].mean()) if count else 0.0)
        self.trust = seen.trust if count else 0.0
        self.held = held_share(seen) if count else held_share(None)

    def law(self, name: str) -> Floats:
        """The law of a reading's errors where the outcome is no held position."""
        errors = self.field.outcome - self.field.points[name]
        used = errors[self.train & ~self.field.on_held & ~np.isnan(errors)]
        return blended(smoothed(used, bandwidth=BANDWIDTH) if len(used) else None, name, self.trust)

    def alone(self, name: str) -> Pooling:
        """A reading by itself."""
        return Pooling(self.law(name)[None], np.ones(1), self.held, ELECTION)

    def pool(self, pool: Pool) -> Pooling:
        """The pool with the ensemble's settings; weights that are learned come from ``train``."""
        members, ensemble = pool.members, pool.ensemble
        laws = np.stack([self.law(name) for name in members])
        held = self.held if ensemble.atoms.held is None else ensemble.atoms.held
        if ensemble.weights == "learned":
            weights = self.weights(members, ensemble.atoms.election)
        elif ensemble.weights == "uniform":
            weights = np.full(len(members), 1.0 / len(members))
        else:
            weights = np.array(ensemble.weights) / sum(ensemble.weights)
        return Pooling(laws, weights, held, ensemble.atoms.election)

    def weights(self, members: tuple[str, ...], election: float) -> Floats:
        """Weights that make the training outcomes likeliest, each seen by members that did not learn from it."""
        likelihood = self.likelihood(members, election)
        if not len(likelihood):
            return np.full(len(members), 1.0 / len(members))
        return mixture_weights(likelihood, caution=self.field.caution).weights

    def likelihood(self, members: tuple[str, ...], election: float) -> Floats:
        """The probability of each training outcome's cell under each member, out of fold: (issues, members)."""
        field = self.field
        known = self.train & ~np.isnan(np.stack([field.points[name] for name in members])).any(axis=0)
        rows = []
        for inner in np.unique(field.fold[known]).tolist():
            others = Learner(field, self.train & (field.fold != inner))
            alone = [Pooling(others.law(name)[None], np.ones(1), others.held, election) for name in members]
            for issue in np.flatnonzero(known & (field.fold == inner)).tolist():
                outcome = float(field.outcome[issue])
                rows.append(
                    [
                        cell_probability(_density(field, pooling, [name], issue), outcome)
                        for name, pooling in zip(members, alone, strict=True)
                    ]
                )
        return np.array(rows)


ELECTION = 0.5
"""How the mass on held positions is divided for a reading by itself (as :class:`Ensemble` does)."""


def _density(field: Field, pooling: Pooling, members: Sequence[str], issue: int) -> Density:
    return pooling.density(_centres(field, members, issue), field.held[issue], scale=SCALE)


def _centres(field: Field, members: Sequence[str], issue: int) -> Floats:
    return np.array([[field.points[name][issue] for name in members]])


def _alone(field: Field, pooling: Pooling, name: str, issue: int) -> list[Any] | None:
    """A reading by itself is scored by its own point, not by the median of its density."""
    point = float(field.points[name][issue])
    if np.isnan(point):
        return None
    return [issue, point, *_scored(_density(field, pooling, [name], issue), float(field.outcome[issue]))]


def _pooled(field: Field, pooling: Pooling, members: Sequence[str], issue: int) -> list[Any] | None:
    """A pool is scored by the median of its density."""
    centres = _centres(field, members, issue)
    if np.isnan(centres).all():
        return None
    median = float(pooling.medians(centres, field.held[issue])[0])
    return [issue, median, *_scored(_density(field, pooling, members, issue), float(field.outcome[issue]))]


def _scored(density: Density, outcome: float) -> list[Any]:
    return [
        crps_points(density, outcome),
        cell_probability(density, outcome),
        density.below(outcome),
        density.up_to(outcome),
        *(bool(inside) for inside in covered(density, outcome)),
    ]
