"""One at a time: both ends of every number, and the indices beside them when they are asked for."""

from typing import Any

import pytest

import pourparler as pp
from pourparler.analyses.collective.compromise import Compromise
from pourparler.brief.reading import brief_from_data
from pourparler.uncertainty.drivers.one_at_a_time import Driver, drivers_data, one_at_a_time
from pourparler.uncertainty.question import question

DATA: dict[str, Any] = {
    "parties": {"a": {"influence": 50}, "b": {"influence": 50}},
    "issues": {"x": {"levels": {"low": 0, "middle": 50, "high": 100}, "status_quo": "low"}},
    "stances": {
        "a": {"x": {"position": {"quantiles": {"0": 0, "1": 100}}, "salience": 50}},
        "b": {"x": {"position": 20, "salience": {"low": 60, "mode": 60, "high": 60}}},
    },
}


@pytest.fixture(scope="module")
def brief() -> pp.Brief:
    return brief_from_data(DATA)


def test_both_ends_are_those_of_the_law(brief: pp.Brief) -> None:
    (driver,) = one_at_a_time(question(brief, Compromise(), seed=1))
    assert (driver.key, driver.quantity) == ("stances/a/x/position", "issue/x")
    assert driver.at == pytest.approx((5, 95))
    # (50 · 50 · x + 50 · 60 · 20) / (50 · 110)
    assert (driver.low, driver.high) == pytest.approx(((5 * 50 + 1200) / 110, (95 * 50 + 1200) / 110))
    assert driver.codes == ("ok", "ok")
    # Of a forecast the nearest levels tell, as they do in flips.
    assert driver.changes_outcome
    assert driver.changes == {"x": ("low", "middle")}


def test_levels_at_both_ends() -> None:
    # One party's position decides, and the other is indifferent: the nearest level to it wins.
    flat = dict.fromkeys(("none", "half", "all"), 0)
    nearest = brief_from_data(
        {
            "parties": {"a": {"reserve": 0}, "b": {"reserve": -1}},
            "issues": {"x": {"levels": {"none": 0, "half": 50, "all": 100}}},
            "stances": {
                "a": {"x": {"position": {"quantiles": {"0": 10, "0.5": 50, "1": 100}}, "salience": 1}},
                "b": {"x": {"values": flat, "weight": 1}},
            },
        }
    )
    (driver,) = one_at_a_time(question(nearest, pp.Nash(), seed=1))
    assert driver.changes_outcome
    assert driver.at == pytest.approx((14, 95))
    assert driver.changes == {"x": ("none", "all")}
    assert driver.as_data()["changes"] == {"x": ["none", "all"]}


def test_an_outcome_that_changes_at_both_ends_alike_changes() -> None:
    driver = Driver("k", "objective", 1.0, 1.0, True, answers=((("x", 1),), (("x", 1),)))
    assert driver.effect == 0
    assert not driver.changes
    data = driver.as_data()
    assert (data["changes_outcome"], data["at"], data["total"]) == (True, None, None)


def test_a_range_without_width_is_no_driver(brief: pp.Brief) -> None:
    keys = {driver.key for driver in one_at_a_time(question(brief, pp.Nash(), seed=1))}
    assert "stances/b/x/salience" not in keys


def test_indices_stand_beside_the_drivers_when_asked_for(brief: pp.Brief) -> None:
    spread = pp.sweep(brief, Compromise(), draws=64, seed=1)
    (plain,) = drivers_data(spread)
    assert (plain["first_order"], plain["total"], plain["standard_error"]) == (None, None, None)
    assert plain == spread.to_dict()["drivers"][0]
    (full,) = drivers_data(spread, mode="full")
    assert full["first_order"] == 1
    assert full["total"] == pytest.approx(1, abs=0.01)
    assert 0 < full["standard_error"] < 0.1
    assert {key: full[key] for key in ("key", "low", "high")} == {key: plain[key] for key in ("key", "low", "high")}  # fmt: skip
