"""What things are called."""

from pathlib import Path
from typing import Any

import pytest

import pourparler as pp
from pourparler.brief.reading import brief_from_data
from pourparler.views.forecast_tables import forecast_tables
from pourparler.views.marked_names import marked_source
from pourparler.views.names import Names


@pytest.mark.parametrize(
    ("lang", "said", "level"),
    [("en", "a package of x and z", "left out"), ("fr", "un paquet composé de x et z", "hors du paquet")],
)
def test_a_package_says_what_it_includes(lang: Any, said: str, level: str) -> None:
    deal = pp.Bargain.from_scores({"p": {"x": 3, "y": 1, "z": 3}})
    names = Names(lang, labels=deal.origin.labels)
    assert names.outcome(deal.space.label((1, 0, 1))) == said
    assert names.level("y", "out") == level


def test_a_number_has_its_name_without_a_brief() -> None:
    names = Names("en", labels={"party/a": "North", "issue/x": "Water"})
    assert names.number("stances/a/x/position") == "position of North on Water"
    assert names.number("stances/a/x/red_line/at_least") == "red line of North on Water"
    assert names.number("parties/a/influence") == "influence of North"
    assert names.number("parties/a/influence/x") == "influence of North on Water"
    assert names.number("stances/z/y/position") == "position of z on y"  # called by their ids
    for key in ("stances/a/x/values/low", "calendar/deadline", "moves/prefer/a/0"):
        assert names.number(key) == key


def test_a_source_is_called_by_its_title_and_anonymous_ones_are_said_to_be() -> None:
    sources = {"anon": {"kind": "anonymous", "title": "Officials"}, "ft": {"kind": "outlet", "title": "FT"}}
    brief = brief_from_data({"sources": sources})
    english, french = (Names(lang, brief) for lang in ("en", "fr"))  # type: ignore[arg-type]
    assert [english.source(one) for one in ("anon", "ft", "gone")] == ["Officials (anonymous)", "FT", "gone"]
    assert french.source("anon") == "Officials (source anonyme)"
    assert marked_source("anon", english) == "Officials (anonymous)\ue000sources/anon\ue001"
    assert marked_source("gone", english) == "gone"


COUNCIL = """
schema: pourparler/brief/1
title: Council
parties:
  a: {name: North, influence: {value: 8, assumption: invented}}
  b: {name: South, influence: {value: 16, assumption: invented}}
issues:
  start: {name: Start, range: {from: 2026, to: 2032}}
  share: {name: Share, range: {from: 0, to: 1, step: 0.25}}
  tax: {name: Tax, range: {from: 0, to: 9000, step: 100, unit: euros}}
stances:
  a:
    start: {position: 2026, salience: 50, assumption: invented}
    share: {position: 0.25, salience: 50, assumption: invented}
    tax: {position: 1500, salience: 50, assumption: invented}
  b:
    start: {position: 2031, salience: 50, assumption: invented}
    share: {position: 0.5, salience: 50, assumption: invented}
    tax: {position: 6000, salience: 50, assumption: invented}
"""


@pytest.fixture
def council(tmp_path: Path) -> pp.Brief:
    (tmp_path / "brief.yaml").write_text(COUNCIL, encoding="utf-8")
    return pp.read_brief(tmp_path)


@pytest.mark.parametrize(
    ("lang", "start", "share", "tax"),
    [("en", "2029.3", "0.417", "4,500.0\u00a0euros"), ("fr", "2029,3", "0,417", "4\u202f500,0\u00a0euros")],
)
def test_computed_numbers_stand_on_their_scale(
    council: pp.Brief, lang: Any, start: str, share: str, tax: str
) -> None:
    names = Names(lang, council)
    assert names.measured("start", 2029.3333) == start  # a year
    assert names.measured("share", 5 / 12) == share  # a narrow scale
    assert names.measured("tax", 4500.0) == tax
    assert names.level("start", 2030) == "2030"


def test_columns_that_say_nothing_are_left_out(council: pp.Brief) -> None:
    (table,) = forecast_tables(pp.solve(council, pp.WeightedMedian()), Names("en", council))
    assert table.columns == ("Issue", "Forecast")
    assert dict(table.rows) == {"Start": "2031.0", "Share": "0.500", "Tax": "6,000.0\u00a0euros"}


def test_likely_positions_are_told_with_whose_chances_they_are(council: pp.Brief) -> None:
    said = pp.solve(council, pp.Pce()).summary("en")
    assert "Start, the likeliest positions: " in said, said
    assert "These probabilities are the model’s, not those of the event." in said
    assert "one reading of them, not what will happen" in said
