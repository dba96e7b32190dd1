"""Stability as tables and rows: few states in a terminal, up to 60 on a page; columns, ranks, verdicts."""

import pytest
from conflicts import GRAPH, judged, strait, wide

from pourparler.analyses.stability.stability import Stability
from pourparler.model.conflict import Conflict
from pourparler.views.names import Names
from pourparler.views.stability_tables import ROWS, state_table
from pourparler.views.stability_verdicts import equilibrium_of, shown_states, verdict
from pourparler.views.tables import tables

EN = Names("en")


def test_states_stand_with_columns_ranks_and_concepts() -> None:
    brief = strait()
    result, names = judged(brief), Names("en", brief)
    equilibria, states, verdicts = tables(result, names)
    assert states.columns == (
        "State", "close", "strike", "escort", "north", "south", "guard", "Equilibrium by",
    )  # fmt: skip
    assert state_table(result, shown_states(result, ROWS), names).columns == (
        "State", "close the strait", "strike the port", "escort ships",
        "Rank for North", "Rank for South", "Rank for Guard", "Equilibrium by",
    )  # fmt: skip
    assert states.rows[0] == ("5", "Y", "N", "Y", "2", "5", "2", "Nash")
    assert [row[0] for row in states.rows] == ["5", "3", "6", "0 (status quo)", "1", "4", "2"]
    assert equilibria.rows[0] == ("5 (close the strait, escort ships)", "Nash", "by improvements alone", "1")
    assert verdicts.rows[3] == ("0", "SMR", "R", "SSEQ")
    assert verdicts.rows[1] == ("3", "R", "=", "=")
    assert verdicts.rows[6] == ("2", "–", "=", "R")


@pytest.mark.parametrize(("options", "rows", "caption"), [(4, 16, "States:"), (5, 13, "States (13 of 32):")])
def test_a_terminal_shows_few_states_or_the_first(options: int, rows: int, caption: str) -> None:
    found = tables(Stability().run(wide(options), None), EN)
    states = next(table for table in found if table.caption.startswith("States"))
    assert len(states.rows) == rows
    assert states.caption.startswith(caption)


@pytest.mark.parametrize(("options", "rows"), [(5, 32), (6, 60)])
def test_long_tables_of_pages_are_cut_and_say_so(options: int, rows: int) -> None:
    result = Stability().run(wide(options), None)
    states = state_table(result, shown_states(result, ROWS), EN)
    assert len(states.rows) == rows
    assert states.caption == ("States" if rows == 32 else "States (60 of 64)")


def test_equilibria_come_first_and_the_status_quo_is_never_left_out() -> None:
    result = Stability().run(wide(6), None)
    order = [entry.state for entry in result.order]
    assert len(order) > 5
    shown = shown_states(result, 5)
    assert shown[:4] == tuple(order[:4])
    assert len(shown) == len(set(shown)) == 5
    assert 0 in shown


def test_a_verdict_is_the_strongest_concept_of_one_party() -> None:
    result = judged(strait())
    assert [verdict(result, p, 0) for p in range(3)] == ["smr", "nash", "sseq"]
    assert equilibrium_of(result, 0) == ("smr", "gmr")


def test_simultaneous_sanctioning_alone_has_its_verdicts() -> None:
    result = judged(strait(), concepts=("sim",))
    at = result.game.index_of(5)
    assert at is not None
    assert [verdict(result, p, at) for p in (0, 2)] == ["sim", "sim"]
    assert equilibrium_of(result, at) == ("sim",)


def test_a_graph_has_no_columns() -> None:
    result = Stability().run(Conflict.from_moves(GRAPH), None)
    states = tables(result, EN)[1]
    assert states.columns == ("State", "p", "q", "Equilibrium by")


def test_without_a_status_quo_nothing_is_said_of_the_way_there() -> None:
    moves = {key: value for key, value in GRAPH.items() if key != "status_quo"}
    equilibria = tables(Stability().run(Conflict.from_moves(moves), None), EN)[0]
    assert equilibria.columns == ("State", "Strongest concept", "Smallest margin in ranks")
    assert equilibria.rows[:2] == (("war", "Nash", "–"), ("talks", "Nash", "1"))


def test_rows_hold_ranks_verdicts_and_margins() -> None:
    pandas = pytest.importorskip("pandas")
    result = judged(strait())
    frame = result.to_frame()
    assert len(frame) == 7 * 3
    row = frame[(frame.state == 3) & (frame.party == "south")].iloc[0]
    assert bool(row.structural)
    assert pandas.isna(row["margin/gmr"])
    row = frame[(frame.state == 0) & (frame.party == "north")].iloc[0]
    assert (bool(row.nash), bool(row.smr), int(row["margin/smr"]) >= 0) == (False, True, True)
