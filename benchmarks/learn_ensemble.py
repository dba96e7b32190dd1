"""Learn what the ensemble ships with: weights of its members and five quantiles of each reading's errors.

    python benchmarks/learn_ensemble.py FOLDER "DESCRIPTION OF THE DATA"

FOLDER holds decided issues as `pourparler backtest` reads them. The cases stay outside: what is written into the
package are weights, five quantiles per reading rounded to hundredths of the scale, the share of outcomes on held
positions, and the record (digest of the data, folds, seed, version, scores under cross-validation).
"""

import json
import sys
from pathlib import Path

import numpy as np

import pourparler
from pourparler.analyses.collective.ensemble import Ensemble
from pourparler.analyses.collective.forecasting.calibration import LEVELS
from pourparler.exchange.past_issues import read_past_issues
from pourparler.jobs.execution import Execution
from pourparler.trackrecord.asked import asked
from pourparler.trackrecord.backtest import Plan, backtest, field_for
from pourparler.trackrecord.learning import learned

TARGET = Path(pourparler.__file__).parent / "analyses/collective/forecasting/calibration.json"
# Readings that somebody may add to the pool: they get their own errors, and no weight.
OTHERS = (
    "weighted-median",
    "compromise weights=influence",
    "compromise weights=salience",
    "compromise weights=equal",
    "pce variant=conditional",
    "nash-spatial",
    "challenge",
    "challenge reading=expected-utility-max",
    "smp",
)


def main(folder: str, description: str) -> None:
    """Learn and write."""
    past = read_past_issues(Path(folder))
    plan = Plan(models=(*Ensemble().members, "ensemble", "ensemble weights=uniform"))
    data = learned(backtest(past, plan))
    for known in data["readings"].values():
        known["quantiles"] = [round(q, 2) + 0.0 for q in known["quantiles"]]
        known["weight"] = round(known["weight"], 6)
        del known["residuals"]
    wanted = asked(OTHERS)
    field = field_for(past, plan, wanted, execution=Execution())
    for name, member in wanted.singles.items():
        errors = field.outcome - field.points[name]
        if member is not None and member.key not in data["readings"]:
            quantiles = [round(float(q), 2) + 0.0 for q in np.quantile(errors[~np.isnan(errors)], LEVELS)]
            data["readings"][member.key] = {"quantiles": quantiles, "weight": None}
    data["held"] = round(data["held"], 3)
    data["record"] = {"description": description, **data["record"]}
    text = json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False)
    TARGET.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
