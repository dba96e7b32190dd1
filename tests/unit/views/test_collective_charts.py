"""Charts of exchanges, cores, voting power and levers: what they show, in which order, and when there is none."""

from dataclasses import replace
from typing import Any

import pytest
from charts_read import assert_words_apart, brief_of
from exchanges_made import traded

from pourparler.analyses.collective.levers import Levers
from pourparler.analyses.collective.position_exchange import PositionExchange
from pourparler.analyses.collective.power import Power
from pourparler.analyses.collective.veto_core import VetoCore
from pourparler.analyses.solve import solve
from pourparler.brief.reading import brief_from_data
from pourparler.errors import UsageError
from pourparler.language import render
from pourparler.model.positions import Positions
from pourparler.views.charts import chart, figure
from pourparler.views.charts.changeable import told_of
from pourparler.views.charts.exchanges import DRAWN, exchanges, network_of
from pourparler.views.charts.levers import levers
from pourparler.views.charts.voting_power import voting_power
from pourparler.views.names import Names
from pourparler.views.svg import to_svg

EN = Names("en")
LINE = Positions.from_arrays(
    [[0.0], [20.0], [40.0], [70.0], [100.0]], influence=[1] * 5, salience=[[1.0]] * 5
)


def committee(agreement: dict[str, Any], parties: int = 4) -> Any:
    """The power of parties p0, p1, … under a rule."""
    data = {"parties": {f"p{i}": {} for i in range(parties)}}
    return solve(brief_from_data({**data, "rules": {"agreement": agreement}}), Power())


def test_those_who_gain_most_by_exchanges_stand_first() -> None:
    result = traded(8)
    network = network_of(result)
    sums = [sum(result.network[party].values()) for party in network.columns]
    assert len(sums) > 3
    assert sums == sorted(sums, reverse=True)
    assert network.rows[: len(network.columns)] == network.columns
    assert set(network.rows) == set(result.actors)


def test_what_others_feel_is_added_up_over_the_exchanges_of_a_party() -> None:
    result = traded(8)
    network = network_of(result)
    for party in result.actors:
        lived = result.balances[party].gained + result.balances[party].lost
        felt = sum(network.felt.get((party, column), 0.0) for column in network.columns)
        # Each exchange counts in the columns of both who make it.
        assert felt == pytest.approx(2 * lived)


def test_those_who_exchange_nothing_have_a_row_alone() -> None:
    model = Positions.from_arrays(
        [[0, 0], [100, 100], [80, 80]], influence=[1, 1, 1], salience=[[1, 0.5], [0.5, 1], [0.5, 0.5]]
    )
    found = PositionExchange().run(model, None)
    network = network_of(found)
    assert network.columns == ("a1", "a2")
    assert network.rows == ("a1", "a2", "a3")
    drawn = exchanges(found, EN)
    assert drawn is not None
    assert [tuple(cell.text for cell in row) for row in drawn.table.rows] == [
        ("a1", "a2", "12.50", "–"),
        ("a2", "a1", "12.50", "–"),
        ("a3", "a1", "–", "−15.0"),
        ("a3", "a2", "–", "−15.0"),
    ]
    assert [point["shape"] for point in drawn.drawing.points] == ["triangle-down"] * 2


def test_a_model_without_exchanges_shows_its_forecasts() -> None:
    found = PositionExchange().run(LINE, None)
    assert exchanges(found, EN) is None
    shown = figure(found, EN)
    assert shown is not None
    assert shown.name == "forecasts"


@pytest.mark.parametrize("parties", [3, 9, DRAWN + 5])
def test_the_matrix_keeps_its_words_apart_and_tells_what_it_leaves_out(parties: int) -> None:
    drawn = exchanges(traded(parties), EN)
    assert drawn is not None
    assert_words_apart(drawn.drawing)
    assert ("5 more parties are in the table alone." in drawn.reading) == (parties > DRAWN)
    named = {row[0].text for row in drawn.table.rows}
    assert len(named) > min(parties, DRAWN) - 2


def test_a_strip_shows_core_status_quo_and_what_beats_it() -> None:
    found = VetoCore(rule={"at_least": 4}, status_quo={"i1": 90.0}).run(LINE, None)
    drawn = figure(found, EN)
    assert drawn is not None
    assert drawn.words == "i1: can be changed."
    assert len(drawn.drawing.rects) == 1
    assert [p["shape"] for p in drawn.drawing.points] == ["diamond", "diamond", "triangle-down"]
    assert {word["text"] for word in drawn.drawing.words} >= {"a2 (20)", "a4 (70)"}
    assert [cell.text for cell in drawn.table.rows[0]] == ["i1", "90.0", "20.0 – 70.0", "50.0 – 90.0", "–"]
    core = next(line for line in drawn.drawing.lines if line["width"] > 2)
    winset = drawn.drawing.rects[0]
    # From 20 to 90 in all: what beats the status quo starts inside the core and ends at the status quo.
    assert core["x"] < winset["x"] < core["x2"] < winset["x2"]
    assert winset["x2"] == pytest.approx(drawn.drawing.points[2]["x"])


@pytest.mark.parametrize(
    ("quo", "told", "bands"), [({"i1": 40.0}, "stays", 0), ({}, "no status quo known", 0)]
)
def test_a_strip_tells_what_stays_and_what_is_not_known(quo: dict[str, float], told: str, bands: int) -> None:
    found = VetoCore(rule={"at_least": 4}, status_quo=quo).run(LINE, None)
    details = found.forecasts["i1"].details
    assert details is not None
    assert render(told_of(details), "en") == told
    drawn = figure(found, EN)
    assert drawn is not None
    assert len(drawn.drawing.rects) == bands


def test_many_at_one_pivot_are_counted() -> None:
    model = Positions.from_arrays([[50.0]] * 5 + [[90.0]], influence=[1] * 6, salience=[[1.0]] * 6)
    drawn = figure(VetoCore(rule="majority", status_quo={"i1": 0.0}).run(model, None), EN)
    assert drawn is not None
    assert any("3 more" in word["text"] for word in drawn.drawing.words)
    assert_words_apart(drawn.drawing)


def test_bars_of_power_start_with_the_most_powerful() -> None:
    result = committee({"at_least": 2, "veto": ["p2"]})
    drawn = voting_power(result, EN)
    assert drawn is not None
    assert [row[0].text for row in drawn.table.rows] == ["p2", "p0", "p1", "p3"]
    assert [cell.text for cell in drawn.table.rows[0]] == ["p2", "75.0%", "70.0%"]
    bars = [rect for rect in drawn.drawing.rects if rect["tip"]]
    longest = max(rect["x2"] - rect["x"] for rect in bars)
    first, second = (rect["x2"] - rect["x"] for rect in bars[:2])
    assert first == longest
    assert second / first == pytest.approx(0.7 / 0.75)
    assert_words_apart(drawn.drawing)


def test_power_that_is_not_defined_has_no_chart() -> None:
    result = replace(committee({"at_least": 2}), indices={})
    assert voting_power(result, EN) is None
    with pytest.raises(UsageError, match="nothing to draw"):
        chart(result, "en")


def test_bars_of_levers_carry_their_kind_and_the_range_over_readings() -> None:
    model = Positions.from_arrays([[0.0], [40.0], [100.0]], influence=[1, 1, 2], salience=[[0.5]] * 3)
    result = Levers(actor="a1", readings=("compromise", "weighted-median")).run(model, None)
    drawn = levers(result, EN)
    assert drawn is not None
    best = result.levers[0]
    assert best.robust is not None
    ends = [benefit / best.cost for benefit in best.robust.by_reading.values()]
    first = drawn.table.rows[0]
    assert float(first[2].text) == pytest.approx(best.rate, abs=5e-4)
    assert [float(cell.text) for cell in first[3:5]] == pytest.approx([min(ends), max(ends)], abs=5e-4)
    shapes = {"mine": "circle", "persuade": "diamond", "arm": "square", "interest": "triangle-up"}
    kinds = [shapes[lever.mark] for lever in result.levers if lever.robust is not None][:10]
    assert len(set(kinds)) > 1
    assert [p["shape"] for p in drawn.drawing.points[: len(kinds)]] == kinds
    assert_words_apart(drawn.drawing)
    assert levers(replace(result, levers=()), EN) is None


@pytest.mark.parametrize("concept", [PositionExchange(), VetoCore(rule="majority"), Levers(actor="p0")])
def test_they_read_in_french_with_long_names(concept: Any) -> None:
    brief = brief_of(5, 3)
    drawn = figure(solve(brief, concept), Names("fr", brief))
    assert drawn is not None
    assert_words_apart(drawn.drawing)
    assert to_svg(drawn.drawing, prefix="a", title=drawn.title).startswith("<svg")
