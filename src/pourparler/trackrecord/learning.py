"""What decided issues teach an ensemble: errors of its members, how often held positions win, weights."""

from typing import Any

import numpy as np

from pourparler import __version__
from pourparler.analyses.collective.ensemble import Ensemble
from pourparler.analyses.collective.forecasting.calibration import LEVELS
from pourparler.jobs.execution import Execution
from pourparler.model.past_issues import PastIssues
from pourparler.trackrecord.asked import asked
from pourparler.trackrecord.backtest import Backtest, Plan, field_for
from pourparler.trackrecord.folds import Learner


def learned(found: Backtest, *, execution: Execution | None = None) -> dict[str, Any]:
    """A calibration as JSON data (:class:`Calibration`), learned from all issues of a backtest.

    It is that of the backtest's first ensemble with learned weights, else of the default ensemble. Weights make the
    outcomes likeliest, each seen by members that learned from the other folds; ``record`` holds the scores under
    cross-validation, which is what can be expected of other cases of this kind.
    """
    past, plan = found.past, found.plan
    pool = next(
        (pool for pool in asked(plan.models).pools.values() if pool.ensemble.weights == "learned"), None
    )
    lines = (pool.ensemble if pool else Ensemble()).members
    wanted = asked((*lines, "ensemble members=" + _list(lines)))
    field = field_for(past, plan, wanted, execution=execution or Execution())
    (pool,) = wanted.pools.values()
    learner = Learner(field, np.ones(len(past), dtype=np.bool_))
    weights = learner.weights(pool.members, pool.ensemble.atoms.election)
    readings = {}
    for name, weight in zip(pool.members, weights.tolist(), strict=True):
        member = wanted.singles[name]
        errors = field.outcome - field.points[name]
        known = errors[~np.isnan(errors)]
        readings[member.key if member else name] = {
            "quantiles": np.quantile(known, LEVELS).tolist(),
            "residuals": sorted(errors[~field.on_held & ~np.isnan(errors)].tolist()),
            "weight": weight,
        }
    return {
        "issues": len(past),
        "held": float(field.on_held.mean()),
        "readings": readings,
        "record": _record(past, plan, found),
    }


def _list(lines: tuple[str, ...]) -> str:
    import json

    return json.dumps(list(lines), separators=(",", ":")).replace(" ", "\\u0020")


def _record(past: PastIssues, plan: Plan, found: Backtest) -> dict[str, Any]:
    return {
        "data": past.digest,
        "proposals": len(past.proposals),
        "folds": plan.folds,
        "fold_of": "int(sha256('fold:' + proposal), 16) mod folds",
        "caution": plan.caution,
        "seed": plan.seed,
        "draws": plan.draws,
        "version": __version__,
        "scores": {row.name: row.as_data() for row in found.rows},
    }
