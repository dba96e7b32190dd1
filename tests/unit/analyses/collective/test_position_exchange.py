"""The concept ``exchange``: settings, limits, fall-backs, variants, words, tables, schema."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.collective import position_exchange
from pourparler.app.commands.schema import schema
from pourparler.errors import ModelError, UsageError
from pourparler.views.names import Names
from pourparler.views.position_trades import exchange_sentence
from pourparler.views.tables import tables

SALIENCE = [[0.9, 0.1], [0.1, 0.9]]
PAIR = pp.Positions.from_arrays([[0, 0], [100, 100]], influence=[1, 1], salience=SALIENCE)


def crowd(seed: int = 0, actors: int = 8, issues: int = 4) -> pp.Positions:
    rng = np.random.default_rng(seed)
    return pp.Positions.from_arrays(
        rng.uniform(0, 100, (actors, issues)).tolist(),
        influence=rng.uniform(0.1, 1, actors),
        salience=rng.uniform(0, 1, (actors, issues)),
    )


def solved(model: pp.Positions, seed: int | None = None, **settings: Any) -> Any:
    return pp.solve(model, pp.PositionExchange(**settings), seed=seed)


@pytest.mark.parametrize(
    ("settings", "where"),
    [
        ({"rounds": 0}, "rounds"),
        ({"rounds": 101}, "rounds"),
        ({"randomised": 1.5}, "randomised"),
        ({"randomised": 0.5}, "seed"),
    ],
)
def test_impossible_settings_are_refused(settings: dict[str, Any], where: str) -> None:
    with pytest.raises(UsageError) as caught:
        solved(PAIR, **settings)
    assert caught.value.where == where


def test_settings_come_from_text() -> None:
    concept = pp.PositionExchange.with_settings({"view": "current", "rounds": "3", "randomised": "0.5"})
    assert concept == pp.PositionExchange(view="current", rounds=3, randomised=0.5)
    with pytest.raises(UsageError):
        pp.PositionExchange.with_settings({"view": "everything"})


def test_unknown_numbers_are_refused() -> None:
    lacking = replace(PAIR, salience=np.array([[0.9, np.nan], [0.1, 0.9]]))
    with pytest.raises(ModelError):
        solved(lacking)


def test_with_one_issue_nothing_is_traded() -> None:
    result = solved(pp.Positions.from_arrays([[0], [80]], influence=[1, 1], salience=[[1], [1]]))
    assert (result.executed, result.forecasts["i1"].point) == ((), 40.0)
    assert "No two parties can both gain" in str(result.status)


def test_where_all_hold_one_position_it_is_the_answer() -> None:
    result = solved(
        pp.Positions.from_arrays(
            [[7, 0], [7, 90], [7, 50]], influence=[1, 3, 2], salience=[[0.3, 1], [0.7, 1], [0.9, 1]]
        )
    )
    assert result.forecasts["i1"].point == 7.0
    assert "All hold the same position on i1." in str(result.status)


def test_an_issue_without_any_position_has_no_forecast() -> None:
    result = solved(replace(PAIR, position=np.array([[0, np.nan], [100, np.nan]])))
    assert result.forecasts["i2"].point is None
    assert "i2" not in result.rounds[0].outcomes


def test_vanishing_weights_fall_back_with_a_sentence() -> None:
    result = solved(replace(PAIR, salience=np.array([[0.0, 0.4], [0.0, 0.6]])))
    assert result.forecasts["i1"].point == 50.0
    assert "influence was used instead" in str(result.status)
    assert (
        solved(replace(PAIR, salience=np.array([[0.0, 0.4], [0.0, 0.6]])), zero_gain="allowed").executed == ()
    )


def test_those_who_do_not_count_neither_trade_nor_feel_anything() -> None:
    model = replace(crowd(), at_table=np.arange(8) < 5)
    result = solved(model, parties="at-table")
    assert result.actors == model.actors[:5]
    assert {move.party for e in result.executed for move in e.moves} <= set(model.actors[:5])
    alone = solved(
        pp.Positions(model.actors[:5], model.issues, model.position[:5], model.salience[:5], model.influence[:5],
                     model.low, model.high, model.reference, model.at_table[:5])
    )  # fmt: skip
    points = {issue: forecast.point for issue, forecast in alone.forecasts.items()}
    assert {issue: f.point for issue, f in result.forecasts.items()} == pytest.approx(points, abs=1e-9)


def test_a_limit_is_a_status_and_what_was_done_is_told() -> None:
    full, cut = solved(crowd()), solved(crowd(), exchanges=2)
    assert cut.status.code == "limit"
    assert "stopped after 2 exchanges" in str(cut.status)
    assert cut.executed == full.executed[:2]
    concept = pp.PositionExchange(exchanges=2)
    still = replace(crowd(), position=np.full((8, 4), 10.0))
    both = [crowd(), still]
    assert concept.observe(both) == [concept.run(one, None).observed(one) for one in both]


def test_too_many_pairs_are_a_status(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(position_exchange, "MOST_PAIRS", 100)
    result = solved(crowd())
    assert (result.status.code, result.forecasts["i1"].point, result.executed) == ("limit", None, ())
    assert pp.PositionExchange().observe([crowd(), crowd(1)]) == [None, None]
    assert json.dumps(result.to_dict(), allow_nan=False)


def test_rounds_end_when_nothing_is_left_to_trade() -> None:
    result = solved(PAIR, rounds=100)
    assert len(result.rounds) <= 100
    if len(result.rounds) < 100:
        assert "From round" in str(result.status)
        assert not [e for e in result.executed if e.round == len(result.rounds)]


@pytest.mark.parametrize("seed", range(5))
def test_randomised_gains_share_what_there_is(seed: int) -> None:
    model = crowd(seed)
    result = solved(model, seed=seed, randomised=1.0)
    assert result.to_dict()["executed"] == solved(model, seed=seed, randomised=1.0).to_dict()["executed"]
    assert [c.as_data() for c in result.candidates] == [c.as_data() for c in solved(model).candidates]
    apart = 0
    for e in result.executed:
        one, two = (e.gains[party] for party in e.parties)
        assert min(one, two) >= -1e-9
        assert min(one, two) <= e.gain + 1e-9
        assert max(one, two) >= e.gain - 1e-9
        apart += abs(one - two) > 1e-6
    assert apart > 0
    first = solved(model, randomised=0.0).executed[0]
    assert first.parties == result.executed[0].parties  # who trades first is decided by equal gains


def test_a_share_of_nothing_is_equal_gain() -> None:
    assert solved(crowd(), seed=4, randomised=0.0).executed == solved(crowd()).executed


def test_zero_gain_trades_cost_their_parties_nothing() -> None:
    model = replace(PAIR, salience=np.array([[0.4, 0.8], [0.3, 0.6]]))
    assert solved(model).executed == ()
    (only,) = solved(model, zero_gain="allowed").executed
    assert only.gain == 0
    assert only.gains == pytest.approx({"a1": 0.0, "a2": 0.0}, abs=1e-12)


def test_gains_apart_by_rounding_alone_are_a_tie() -> None:
    """The third actor's is the larger gain, by a billionth of a point: the first in order goes first."""
    model = pp.Positions.from_arrays(
        [[0, 0], [90, 90], [90 + 1e-9, 90 + 1e-9]],
        influence=[1, 1, 1],
        salience=[[0.9, 0.1], [0.1, 0.9], [0.1, 0.9]],
    )
    result = solved(model)
    assert [c.parties[1] for c in result.candidates] == ["a3", "a2"]
    assert result.executed[0].parties == ("a1", "a2")


def test_a_hollow_exchange_is_marked() -> None:
    """The third actor stands at the mean of both issues: what it demands it has already."""
    model = pp.Positions.from_arrays(
        [[0, 0], [100, 100], [50, 50]], influence=[1, 1, 1], salience=[[0.5, 0.5], [0.5, 0.5], [0.9, 0.1]]
    )
    result = solved(model)
    assert result.rounds[0].start == {"i1": 50.0, "i2": 50.0}
    (only,) = result.executed
    assert (only.parties, only.hollow) == (("a3", "a2"), True)
    assert only.actual["a3"] < 0 < only.gain
    assert "already had in full" in str(exchange_sentence(only, Names("en")))


def test_the_document_meets_its_schema() -> None:
    data = json.loads(json.dumps(solved(crowd(), rounds=2).to_dict(), allow_nan=False))
    validator = jsonschema.Draft202012Validator(schema("result"))
    validator.validate(data)
    for field in ("executed", "candidates", "rounds", "network", "balances", "forecasts"):
        lacking = {key: value for key, value in data.items() if key != field}
        assert not validator.is_valid(lacking), field
    del data["executed"][0]["externalities"]
    assert not validator.is_valid(data)


def test_it_is_told_in_words() -> None:
    model = pp.Positions.from_arrays(
        [[0, 0], [100, 100], [80, 80]], influence=[1, 1, 1], salience=[[1, 0.5], [0.5, 1], [0.5, 0.5]]
    )
    lines = solved(model).summary("en").splitlines()
    assert lines[:4] == [
        "Exchange of positions",
        "i1: 20.0 (45.0 before any exchange).",
        "i2: 95.0 (70.0 before any exchange).",
        "a1 moves from 0 to 100 on i2, a2 from 100 to 0 on i1: each gains 12.50. Hurt most: a3 −15.0.",
    ]
    assert "Over all exchanges these lose most: a3 −15.0." in lines
    assert any(
        "gains" in line and line.count("a1")
        for line in solved(model, seed=1, randomised=1.0).summary("en").splitlines()
    )


def test_tables_and_frames() -> None:
    result = solved(crowd())
    forecast, traded, felt = tables(result, Names("en"))
    assert len(forecast.rows) == 4
    assert len(traded.rows) == min(40, len(result.executed))
    assert [row[0] for row in felt.rows] == list(result.actors)
    assert all(len(row) == len(table.columns) for table in (forecast, traded, felt) for row in table.rows)
    assert len(result.to_frame()) == 2 * len(result.executed)
    assert len(tables(solved(replace(PAIR, position=PAIR.position * 0)), Names("en"))) == 1
