"""Backtests on decisions of the European Union (DEU III, development sample) against an independent program.

Collective specification, section 14: 188 issues of 73 proposals. The data are not part of the project.
"""

from collections.abc import Callable
from functools import cache

import deu
import numpy as np
import pytest

from pourparler.analyses.collective.forecasting.density import Density
from pourparler.exchange.past_issues import read_past_issues
from pourparler.jobs.execution import Execution
from pourparler.kernels.error_laws import STEPS, smoothed, truncated
from pourparler.kernels.piecewise_laws import Law
from pourparler.model.past_issues import PastIssues
from pourparler.trackrecord.asked import asked
from pourparler.trackrecord.backtest import Backtest, Plan, backtest, field_for
from pourparler.trackrecord.folds import Field
from pourparler.trackrecord.scores import cell_probability, central_share, covered, crps_points

pytestmark = deu.needs_deu

POINTS = [
    ("compromise", 22.434, 30.232, 16.27, 0.367, None),
    ("compromise weights=equal", 23.820, 31.751, 17.78, 0.346, (-0.02, 2.81)),
    ("compromise weights=salience", 23.757, 31.403, 17.80, 0.351, (0.29, 2.42)),
    ("compromise weights=influence", 22.925, 31.008, 16.98, 0.346, (-0.56, 1.54)),
    ("weighted-median", 29.707, 42.857, 20.00, 0.399, (4.20, 10.36)),
    ("pce variant=conditional", 22.818, 30.503, 14.71, 0.351, (-0.31, 1.10)),
    ("pce variant=conditional weights=influence", 22.715, 31.231, 15.76, 0.351, (-0.96, 1.51)),
    ("pce", 21.714, 29.627, 14.89, 0.372, (-1.29, -0.16)),
    ("pce weights=influence", 22.214, 30.508, 15.29, 0.351, (-1.26, 0.87)),
    ("pce variant=markov-incentive", 23.094, 30.717, 15.45, 0.383, (0.26, 1.05)),
    ("mid-range", 25.441, 31.003, 20.00, 0.303, (0.54, 5.44)),
    ("middle", 26.500, 31.852, 25.00, 0.277, (1.30, 6.71)),
]
# The forms of a density whose parts differ in how the mass on held positions is divided.
FORMS = [
    ('ensemble members=["compromise"] atoms={"election":1}', 15.51, 2.32, (0.75, 0.94, 0.99), 0.85),
    ('ensemble members=["compromise"]', 15.34, 2.34, (0.79, 0.97, 1.0), 0.88),
    ('ensemble members=["compromise"] atoms={"election":0}', 15.86, 2.41, (0.80, 1.0, 1.0), 0.89),
]


@cache
def past() -> PastIssues:
    return read_past_issues(deu.FOLDER)


@cache
def found() -> Backtest:
    lines = [row[0] for row in POINTS] + [form[0] for form in FORMS]
    return backtest(past(), Plan(models=(*lines, "ensemble", "ensemble weights=uniform")))


@pytest.mark.parametrize(("line", "mae", "rmse", "median", "hit", "interval"), POINTS)
def test_points(
    line: str, mae: float, rmse: float, median: float, hit: float, interval: tuple[float, float] | None
) -> None:
    row = found().row(line)
    assert row.issues == 188
    assert (row.point.mae, row.point.rmse) == pytest.approx((mae, rmse), abs=0.005)
    # The table rounds these to hundredths and thousandths.
    assert row.point.median == pytest.approx(median, abs=0.00501)
    assert row.point.hit == pytest.approx(hit, abs=0.0005)
    if interval is None:
        assert row.mae_difference is None
    else:
        assert row.mae_difference is not None
        assert (row.mae_difference.low, row.mae_difference.high) == pytest.approx(interval, abs=0.1)


@pytest.mark.parametrize(("line", "crps", "log", "covers", "pit"), FORMS)
def test_forms(line: str, crps: float, log: float, covers: tuple[float, ...], pit: float) -> None:
    row = found().row(line)
    assert row.crps == pytest.approx(crps, abs=0.1)
    assert row.cell_log == pytest.approx(log, abs=0.03)
    assert row.covers == pytest.approx(covers, abs=0.0101)
    assert row.pit.expected == pytest.approx(pit, abs=0.02)


def test_the_ensemble_keeps_its_promises() -> None:
    ensemble, yardstick = found().row("ensemble"), found().row("compromise")
    assert 0.75 <= ensemble.pit.central <= 0.92
    assert ensemble.crps <= yardstick.crps
    # A new form of forecast must beat this with a clustered interval; the ensemble claims no more than a tie.
    assert ensemble.crps_difference is not None
    assert not ensemble.crps_difference.settles
    assert ensemble.mae_difference is not None
    assert ensemble.mae_difference.clusters == 73


@cache
def field() -> Field:
    return field_for(past(), Plan(), asked(("compromise",)), execution=Execution())


def uniform(issue: int) -> Density:
    return Density(0, 1, Law(np.array([0.0, 1.0]), np.zeros(0), np.zeros(0)))


def at_the_mean(issue: int) -> Density:
    return Density.certain(float(field().points["compromise"][issue]), 0, 1)


def other_outcomes(issue: int) -> Density:
    at, count = np.unique(field().outcome[field().fold != field().fold[issue]], return_counts=True)
    return Density(0, 1, Law(np.zeros(2), at, count / count.sum()))


def errors_alone(issue: int) -> Density:
    others = field().fold != field().fold[issue]
    errors = (field().outcome - field().points["compromise"])[others]
    law = smoothed(errors, bandwidth=0.1).mean(axis=0)[None]
    centre = np.full((STEPS + 1, 1), field().points["compromise"][issue])
    cdf = truncated(law, centre, np.linspace(0, 1, STEPS + 1))[:, 0]
    return Density(0, 1, Law(cdf, np.zeros(0), np.zeros(0)))


def atoms_alone(issue: int) -> Density:
    held = field().held[issue]
    used = int(held.size[0])
    return Density(0, 1, Law(np.array([0.0, 0.01]), held.at[0, :used], 0.99 * held.chance[0, :used]))


@pytest.mark.parametrize(
    ("form", "crps", "log", "covers", "pit"),
    [
        (at_the_mean, 22.44, 12.35, None, None),
        (uniform, 18.48, 3.16, (0.54, 0.72, 0.74), 0.72),
        (other_outcomes, 18.38, 2.79, (0.53, 0.94, 1.0), 0.79),
        (errors_alone, 16.86, 3.17, (0.44, 0.64, 0.73), 0.64),
        (atoms_alone, 16.62, 3.49, (0.78, 0.94, 0.98), 0.87),
    ],
)
def test_other_forms(
    form: Callable[[int], Density],
    crps: float,
    log: float,
    covers: tuple[float, ...] | None,
    pit: float | None,
) -> None:
    outcomes = [float(y) for y in field().outcome]
    densities = [form(issue) for issue in range(len(outcomes))]
    pairs = list(zip(densities, outcomes, strict=True))
    assert np.mean([crps_points(d, y) for d, y in pairs]) == pytest.approx(crps, abs=0.1)
    assert -np.log([cell_probability(d, y) for d, y in pairs]).mean() == pytest.approx(log, abs=0.03)
    if covers is not None:
        assert np.mean([covered(d, y) for d, y in pairs], axis=0) == pytest.approx(covers, abs=0.0101)
        first, last = (np.array([side(d, y) for d, y in pairs]) for side in (Density.below, Density.up_to))
        assert central_share(first, last) == pytest.approx(pit, abs=0.01)
