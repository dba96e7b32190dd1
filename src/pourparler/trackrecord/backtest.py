"""The verb that looks back: how readings would have done on decided issues, each learned from other proposals."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler import __version__
from pourparler.analyses.collective.ensemble import Ensemble
from pourparler.errors import UsageError
from pourparler.jobs.execution import Execution, run_kept
from pourparler.language import asked_language, msg, render
from pourparler.model.past_issues import PastIssues
from pourparler.trackrecord.asked import YARDSTICK, Asked, asked
from pourparler.trackrecord.clustered import DRAWS, Difference, clustered_difference
from pourparler.trackrecord.folds import Field, field_of, fold_of, fold_scores
from pourparler.trackrecord.points import points_of
from pourparler.trackrecord.scores import POINTS, Pit, PointScores, pit, point_scores, skill

Floats = NDArray[np.float64]

DEFAULT = (
    *Ensemble().members,
    "ensemble",
    "ensemble weights=uniform",
    "weighted-median",
    "compromise weights=equal",
    "mid-range",
    "middle",
)


@dataclass(frozen=True)
class Plan:
    """What a backtest compares and how: ``models`` as lines (see :func:`pourparler.trackrecord.asked.asked`).

    ``folds``: proposals are dealt into so many; ``caution``: added to every member when weights are learned;
    ``seed``: of the randomised transforms and of the bootstrap, with ``draws`` resamples of proposals.
    """

    models: tuple[str, ...] = DEFAULT
    folds: int = 10
    caution: float = 1.0
    seed: int = 1
    draws: int = DRAWS

    def __post_init__(self) -> None:
        if not 2 <= self.folds <= 1000:
            raise UsageError(
                msg("{n} is not a possible number of folds", n=self.folds),
                where="--folds",
                advice=msg("Use 2 to {n}.", n=1000),
            )
        if not 2000 <= self.draws <= 1_000_000:
            raise UsageError(
                msg("{n} is not a possible number of draws", n=self.draws),
                where="--draws",
                advice=msg("Use {low} to {high}.", low=2000, high=1_000_000),
            )
        if self.seed < 0:
            raise UsageError(
                msg("{n} is not a seed", n=self.seed),
                where="--seed",
                advice=msg("Use 0 or a positive number."),
            )


@dataclass(frozen=True)
class Row:
    """One model on the issues on which it has a point: scores of the point, then of the density.

    ``covers``: shares of outcomes in the closed 50, 80 and 95 % intervals; ``mae_difference``,
    ``crps_difference``: to the yardstick on the same issues, none in its own row; ``skill``: of the CRPS.
    """

    name: str
    issues: int
    point: PointScores
    crps: float
    cell_log: float
    covers: tuple[float, ...]
    pit: Pit
    mae_difference: Difference | None
    crps_difference: Difference | None
    skill: float | None

    def as_data(self) -> dict[str, Any]:
        """The row as JSON data; numbers that there are none of are absent (``null``)."""
        own = {
            "model": self.name,
            "issues": self.issues,
            "point": vars(self.point),
            "crps": self.crps,
            "cell_log": self.cell_log,
            "covers": dict(zip(("0.5", "0.8", "0.95"), self.covers, strict=True)),
            "pit": vars(self.pit),
            "mae_difference": self.mae_difference and vars(self.mae_difference),
            "crps_difference": self.crps_difference and vars(self.crps_difference),
            "skill": self.skill,
        }
        return _finite(own)  # type: ignore[no-any-return]


def _finite(value: Any) -> Any:
    """JSON data, with ``None`` for numbers that are not finite."""
    match value:
        case dict():
            return {key: _finite(item) for key, item in value.items()}
        case tuple() | list():
            return [_finite(item) for item in value]
        case float() if not np.isfinite(value):
            return None
    return value


@dataclass(frozen=True)
class Backtest:
    """How readings would have done: ``rows``, the yardstick first; what was left out; which data."""

    plan: Plan
    past: PastIssues
    rows: tuple[Row, ...]

    @property
    def looked_at(self) -> int:
        """How many rows were compared with the yardstick: the more, the likelier that one looks good by chance."""
        return len(self.rows) - 1

    @property
    def folds(self) -> int:
        """How many of the folds that were asked for hold a proposal: no more than there are proposals."""
        return len({fold_of(proposal, self.plan.folds) for proposal in self.past.proposals})

    def row(self, name: str) -> Row:
        """The row of a model."""
        return next(row for row in self.rows if row.name == name)

    def to_dict(self, lang: str | None = None) -> dict[str, Any]:
        """The backtest as JSON data, schema ``pourparler/backtest/1``; equal inputs give equal bytes."""
        past, plan, language = self.past, self.plan, asked_language(lang)
        return {
            "schema": "pourparler/backtest/1",
            "version": __version__,
            "data": {
                "digest": past.digest,
                "issues": len(past),
                "proposals": len(past.proposals),
                "left_out": [
                    {"issue": one.issue, "reason": render(one.message, language)} for one in past.left_out
                ],
                "notes": [render(note, language) for note in past.notes],
            },
            "plan": {
                "models": list(plan.models),
                "folds": plan.folds,
                "caution": plan.caution,
                "seed": plan.seed,
                "draws": plan.draws,
            },
            "yardstick": YARDSTICK,
            "looked_at": self.looked_at,
            "rows": [row.as_data() for row in self.rows],
        }


def backtest(past: PastIssues, plan: Plan | None = None, *, execution: Execution | None = None) -> Backtest:
    """Score models on decided issues under cross-validation by proposal.

    The same data, plan and version give the same answer for any number of workers, in one go or in several
    (``execution.store``). Raises ``UsageError`` for models that cannot be scored and ``ModelError`` where the
    yardstick has no point at all.
    """
    plan, execution = plan or Plan(), execution or Execution()
    wanted = asked(plan.models)
    field = field_for(past, plan, wanted, execution=execution)
    tasks = [_task(past, plan, field, fold=fold) for fold in range(plan.folds)]
    parts = run_kept(fold_scores, field, range(plan.folds), tasks=tasks, execution=execution)
    scored = {name: _gathered(name, parts, len(past)) for name in wanted.rows}
    base = scored[YARDSTICK]
    if np.isnan(base).all():
        raise UsageError(
            msg("{name} has no point on any of these issues", name=YARDSTICK),
            where="backtest",
            advice=msg("Write influence and salience for every position."),
        )
    rows = tuple(_row(name, found, base, of=(past, plan)) for name, found in scored.items())
    return Backtest(plan, past, rows)


def field_for(past: PastIssues, plan: Plan, wanted: Asked, *, execution: Execution) -> Field:
    """The numbers of decided issues, with the points of all readings that are wanted."""
    points = points_of(past, dict(wanted.singles), execution=execution)
    return field_of(past, points, pools=wanted.pools, folds=plan.folds, caution=plan.caution)


def _task(past: PastIssues, plan: Plan, field: Field, *, fold: int) -> dict[str, Any]:
    return {
        "job": "backtest/fold/1",
        "version": __version__,
        "data": past.digest,
        "fold": [fold, plan.folds],
        "caution": plan.caution,
        "points": {name: _digest(points) for name, points in field.points.items()},
        "pools": {name: [list(pool.members), pool.ensemble.to_dict()] for name, pool in field.pools.items()},
    }


def _digest(points: Floats) -> str:
    """What the scores depend on are the points, whichever settings gave them."""
    return sha256(np.ascontiguousarray(points).tobytes()).hexdigest()


# Columns of what a fold gives, after the number of the issue.
POINT, CRPS, CELL, BELOW, UP_TO, COVERS = 0, 1, 2, 3, 4, slice(5, 8)


def _gathered(name: str, parts: list[dict[str, list[Any]]], count: int) -> Floats:
    """Scores by issue (T, 8), NaN where the row has no point."""
    found = np.full((count, 8), np.nan)
    for part in parts:
        for scored in part[name]:
            if scored is not None:
                found[scored[0]] = scored[1:]
    return found


def _row(name: str, found: Floats, base: Floats, *, of: tuple[PastIssues, Plan]) -> Row:
    past, plan = of
    known = ~np.isnan(found[:, POINT])
    both = known & ~np.isnan(base[:, POINT])
    outcome = np.array([(p.outcome - p.scale[0]) / (p.scale[1] - p.scale[0]) for p in past])
    errors = (found[:, POINT] - outcome) * POINTS
    base_errors = (base[:, POINT] - outcome) * POINTS
    clusters = [p.proposal for p, one in zip(past, both, strict=True) if one]
    differs = name != YARDSTICK and bool(both.any())

    def to_yardstick(own: Floats, other: Floats) -> Difference | None:
        if not differs:
            return None
        return clustered_difference(own[both] - other[both], clusters, seed=plan.seed, draws=plan.draws)

    if not known.any():
        nothing = float("nan")
        empty = Pit((0,) * 10, nothing, nothing)
        scores = PointScores(nothing, nothing, nothing, nothing)
        return Row(name, 0, scores, nothing, nothing, (nothing,) * 3, empty, None, None, None)
    return Row(
        name=name,
        issues=int(known.sum()),
        point=point_scores(errors[known]),
        crps=float(found[known, CRPS].mean()),
        cell_log=float(-np.log(found[known, CELL]).mean()),
        covers=tuple(found[known, COVERS].mean(axis=0).tolist()),
        pit=pit(found[known, BELOW], found[known, UP_TO], _uniforms(past, plan.seed)[known]),
        mae_difference=to_yardstick(np.abs(errors), np.abs(base_errors)),
        crps_difference=to_yardstick(found[:, CRPS], base[:, CRPS]),
        skill=skill(float(found[both, CRPS].mean()), float(base[both, CRPS].mean())) if differs else None,
    )


def _uniforms(past: PastIssues, seed: int) -> Floats:
    """One number per issue, the same for all rows and in any order of the data."""
    order = np.argsort(np.array([f"{p.proposal}\0{p.issue}" for p in past]), kind="stable")
    drawn = np.empty(len(past))
    drawn[order] = np.random.default_rng(seed).random(len(past))
    return drawn
