"""Core, winset and agenda setting on five ideals with one vote each (collective specification, section 14)."""

from dataclasses import replace

import numpy as np
import pytest

import pourparler as pp

IDEALS = (0.0, 20.0, 40.0, 70.0, 100.0)


def model(setter: float) -> pp.Positions:
    """Five voters, and a sixth actor who only proposes."""
    found = pp.Positions.from_arrays(
        [[x] for x in (*IDEALS, setter)], influence=[1] * 6, salience=[[1.0]] * 6
    )
    return replace(found, at_table=np.array([True] * 5 + [False]))


@pytest.mark.parametrize(
    ("need", "quo", "core", "winset"),
    [
        (3, 90, [40, 40], [-10, 90]),
        (3, 50, [40, 40], [30, 50]),
        (4, 90, [20, 70], [50, 90]),
        (4, 10, [20, 70], [10, 30]),
        (4, 50, [20, 70], None),
        (5, 90, [0, 100], None),
    ],
)
def test_core_and_winset(need: int, quo: float, core: list[float], winset: list[float] | None) -> None:
    concept = pp.VetoCore(rule={"at_least": need}, status_quo={"i1": quo})
    found = pp.solve(model(0.0), concept).forecasts["i1"]
    assert found.details["core"] == core
    assert found.details["winset"] == winset
    assert found.point == (quo if winset is None else None)


@pytest.mark.parametrize(
    ("need", "quo", "setter", "point"),
    [(3, 90, 10, 10), (3, 90, 95, 90), (4, 90, 10, 50), (4, 90, 60, 60), (4, 50, 0, 50), (5, 90, 0, 90)],
)
def test_take_it_or_leave_it(need: int, quo: float, setter: float, point: float) -> None:
    concept = pp.Agenda(setter="a6", rule={"at_least": need}, status_quo={"i1": quo})
    found = pp.solve(model(setter), concept).forecasts["i1"]
    assert found.point == point
    assert found.details["gain"] == abs(quo - setter) - abs(point - setter)
