"""Properties: what is exported and imported again gives the same tables and reserves, in every format."""

import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.brief.reading import brief_from_data, read_brief
from pourparler.exchange.exporting import export_game
from pourparler.exchange.importing import import_game
from pourparler.exchange.number_style import parsed, style_of
from pourparler.exchange.scenario import Given
from pourparler.exchange.score_table import export_table
from pourparler.model.bargain import Bargain

NAMES = [
    "a",
    "b",
    "Zoë",
    "x-1",
    "north.east",
    "north",
    "not",
    "domain",
    "=1",
    "10",
    "É",
    "l'or",
    "<&>",
    "a, b;c",
]


def points(least: int) -> st.SearchStrategy[float]:
    numbers = st.one_of(st.integers(least, 10**6), st.integers(least * 1000, 10**7).map(lambda n: n / 10**6))
    return st.one_of(st.just(0), numbers, st.sampled_from([0.1, 1 / 3, 0.0000005, 0.1234565, 123456.654321]))


@st.composite
def briefs(draw: st.DrawFn, least: int = 0, reserves: bool = True) -> dict[str, Any]:
    """Briefs in the form of points, and additive ones with positions."""
    parties = [f"p{i}" for i in range(draw(st.integers(1, 3)))]
    if draw(st.booleans()):
        parties.reverse()
    issues: dict[str, Any] = {}
    for i in range(draw(st.integers(1, 3))):
        names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
        issues[f"i{i}"] = {
            "name": draw(st.sampled_from(NAMES)),
            "levels": {f"l{j}": j for j in range(len(names))},
            "level_names": {f"l{j}": name for j, name in enumerate(names)},
        }
    worth = points(least)
    stances = {
        p: {i: {"values": {level: draw(worth) for level in issue["levels"]}} for i, issue in issues.items()}
        for p in parties
    }
    return {
        "title": "t",
        "parties": {p: {"reserve": draw(worth) if reserves else 0} for p in parties},
        "preferences": {"form": "points"},
        "issues": issues,
        "stances": stances,
    }


def numbers(deal: Bargain) -> list[Any]:
    tables = [[[Fraction(int(x), deal.scale) for x in row] for row in table] for table in deal.tables]
    return [tables, [Fraction(int(x), deal.scale) for x in deal.reserve]]


def again(form: str, data: dict[str, Any], suffix: str = "") -> tuple[list[Any], list[Any]]:
    brief = brief_from_data(data)
    assert not brief.faults
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if form == "table":
            export_table(brief, folder / f"out{suffix}", decimal="comma" if suffix == ".csv" else "point")
            target = folder / f"out{suffix}"
        else:
            export_game(form, brief, folder / "out")
            target = folder / "out"
        import_game(form, Given(target), folder / "b")
        return numbers(Bargain.from_brief(brief)), numbers(Bargain.from_brief(read_brief(folder / "b")))


@pytest.mark.parametrize(("form", "least"), [("genius", 0), ("negolog", 0), ("negmas", -1000)])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_same_tables_come_back(form: str, least: int, data: st.DataObject) -> None:
    before, after = again(form, data.draw(briefs(least)))
    assert before == after


@settings(max_examples=40, deadline=None)
@given(data=briefs(reserves=False))
def test_geniusweb_gives_the_same_tables(data: dict[str, Any]) -> None:
    for party, rows in data["stances"].items():  # the reserve must be the worth of an outcome
        for row in rows.values():
            row["values"] = {level: round(value, 6) for level, value in row["values"].items()}
        data["parties"][party]["reserve"] = round(
            sum(max(row["values"].values()) for row in rows.values()), 6
        )
    before, after = again("geniusweb", data)
    assert before == after


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_tables_give_the_same_tables(suffix: str, data: st.DataObject) -> None:
    pytest.importorskip("openpyxl")
    before, after = again("table", data.draw(briefs(-1000)), suffix)
    assert before == after


@settings(max_examples=20, deadline=None)
@given(position=st.integers(0, 100), salience=st.integers(1, 100))
def test_positions_are_written_as_points(position: int, salience: int) -> None:
    data = {
        "parties": {"a": {}, "b": {}},
        "issues": {
            "x": {"range": {"from": 0, "to": 100, "step": 25}, "status_quo": 25},
            "y": {"levels": ["l", "m", "h"], "status_quo": "m"},
        },
        "stances": {
            "a": {"x": {"position": position, "salience": salience}, "y": {"position": "h", "salience": 30}},
            "b": {"x": {"position": 100, "salience": 7}, "y": {"position": "l", "salience": 3}},
        },
    }
    before, after = again("genius", data)
    assert before == after


@given(whole=st.integers(0, 10**9), cents=st.integers(0, 99), style=st.sampled_from(["comma", "point"]))
def test_numbers_are_read_in_their_own_style(whole: int, cents: int, style: str) -> None:
    mark, gap = ("," if style == "comma" else "."), ("\u202f" if style == "comma" else ",")
    text = f"{whole:,}".replace(",", gap) + f"{mark}{cents:02}"
    assert style_of([(text, "f")]) == style
    assert parsed(text, style_of([(text, "f")]), where="f") == Fraction(whole * 100 + cents, 100)
