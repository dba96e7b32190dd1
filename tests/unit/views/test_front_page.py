"""The first page: the answer, issue by issue, with marks that lead to notes and never show."""

from typing import Any

import pytest

from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.collective.compromise import Compromise
from pourparler.analyses.solve import solve
from pourparler.brief.brief import Brief
from pourparler.brief.reading import brief_from_data
from pourparler.language import percent, render
from pourparler.uncertainty.sweep import sweep
from pourparler.views.front_page import front_page
from pourparler.views.front_table import Found, issue_table
from pourparler.views.marks import bare, linked, marked, unmarked
from pourparler.views.names import Names


@pytest.fixture
def brief() -> Brief:
    """Two parties that meet in the middle; one stance of them rests on evidence."""
    ranged = {"low": 10, "mode": 40, "high": 100}
    said: dict[str, Any] = {"assumption": "x"}
    return brief_from_data(
        {
            "sources": {"s": {"kind": "outlet"}},
            "evidence": {"e": {"source": "s", "quote": "a word"}},
            "parties": {
                "a": {"name": "Amont", "influence": {"value": 50, **said}},
                "b": {"name": "Aval", "influence": {"value": 50, **said}},
                "c": {"name": "Côté", "at_table": False, "influence": {"value": 50, **said}},
            },
            "issues": {
                "water": {"levels": {"none": 0, "half": 50, "all": 100}, "status_quo": "none"},
                "years": {"range": {"from": 0, "to": 10, "step": 2, "unit": "years"}, "status_quo": 0},
            },
            "stances": {
                "a": {
                    "water": {"position": "none", "salience": ranged, **said},
                    "years": {"position": 10, "salience": 70, "because": ["e"]},
                },
                "b": {
                    "water": {"position": "all", "salience": ranged, **said},
                    "years": {"position": 10, "salience": 30, **said},
                },
                "c": {"water": {"position": "half", "salience": 20, **said}},
            },
        }
    )


def test_marks_travel_through_sentences_and_do_not_show() -> None:
    text = f"({marked('<b>', 'parties/a', assumed=True)}, {marked('c', 'k')})"
    assert unmarked(text, "en") == bare(text) == "(<b>, c)"
    number = marked("influence", "parties/a/influence", assumed=True)
    assert unmarked(number, "fr") == "influence (◇ supposé)"
    shown = linked(text, lambda m: f"[{m.key}{'!' if m.assumed else ''}]", lambda w: w.replace("<", "&lt;"))
    assert shown == "(&lt;b>[parties/a!], c[k])"


def test_the_table_joins_deal_share_and_compromise(brief: Brief) -> None:
    names = Names("en", brief)
    spread = sweep(brief, Nash(), draws=64, seed=1)
    found = Found(solve(brief, Nash()), spread, solve(brief, Compromise()))  # type: ignore[arg-type]
    table = issue_table(found, names)
    assert table is not None
    assert len(table.columns) == 5
    water, years = table.rows
    assert [bare(cell.text) for cell in years[:3]] == ["years", "0\u00a0years", "10\u00a0years"]
    assert (years[2].text.count("stances/"), years[2].text.count("◇")) == (2, 1)  # one rests on evidence
    levels = spread.levels("water")
    most = max(levels, key=lambda value: levels[value].share)
    own = levels[found.outcome["water"]]
    assert most != found.outcome["water"]  # else the next lines say nothing
    assert water[3].text == names.value("water", most)
    assert water[3].small == (f"{percent(levels[most].share, 'en')} (the deal’s: {percent(own.share, 'en')})")
    same = spread.levels("years")[found.outcome["years"]]
    assert years[3].text == f"the same: {percent(same.share, 'en')}"
    assert bare(water[4].text) == "half"
    assert water[4].small.endswith("on 0 to 100")
    assert "stances/c/water" in water[4].text


def test_a_forecast_alone_gives_a_smaller_table(brief: Brief) -> None:
    names = Names("en", brief)
    assert issue_table(Found(), names) is None
    table = issue_table(Found(forecast=solve(brief, Compromise())), names)  # type: ignore[arg-type]
    assert table is not None
    assert len(table.columns) == 3


def test_a_share_is_never_called_a_probability(brief: Brief) -> None:
    names = Names("en", brief)
    spread = sweep(brief, Nash(), draws=64, seed=1)
    page = front_page(names, (solve(brief, Nash()), spread))
    said = [render(line, "en") for line in (*page.answer, *page.sure, *page.change, *page.assumed)]
    assert said[0].startswith("A deal that all the parties at the table could accept (Amont")
    assert [line for line in said if "probabilit" in line] in (
        [],
        ["These are shares of draws under one concept, not probabilities of events."],
    )
    assert any("Utilities cannot be compared" in line for line in said)
    assert not page.warned


def test_where_draws_go_elsewhere_and_on_which_source_that_rests_is_said() -> None:
    said: dict[str, Any] = {"because": ["e"]}
    brief = brief_from_data(
        {
            "yardstick": "icd203",
            "sources": {"s": {"kind": "anonymous", "title": "those close to it", "reliability": "B"}},
            "evidence": {"e": {"source": "s", "quote": "a word", "credibility": 2}},
            "parties": {"a": {}, "b": {}},
            "issues": {f"i{k}": {"range": {"from": 0, "to": 100, "step": 5}, "status_quo": 0} for k in range(3)},
            "stances": {
                "a": {f"i{k}": {"position": 100, "salience": {"value": 50, **said}, **said} for k in range(3)},
                "b": {f"i{k}": {"position": {"low": 0, "mode": 0, "high": 60}, "salience": [10, 90], "assumption": "x"}
                      for k in range(3)},
            },
        }
    )  # fmt: skip
    names = Names("en", brief)
    spread = sweep(brief, Nash(), draws=512, seed=1)
    page = front_page(names, (solve(brief, Nash()), spread))
    answer, sure, sources = (
        [render(line, "en") for line in lines] for lines in (page.answer, page.sure, page.sources)
    )
    assert any("other terms are more frequent on" in line or "another term is" in line for line in answer)
    assert any(
        line.startswith("The draws give ") and "issue by issue they agree more" in line for line in sure
    )
    assert any(line.startswith("Firmest: ") for line in sure)
    assert sources[0].startswith("Numbers that rest on quoted evidence: ")
    assert sources[1].startswith("Evidence weighs 0.63 of 1")
    (without,) = [
        line
        for line in sources
        if line.startswith("Without those close to it (anonymous)\ue000sources/s\ue001: ")
    ]
    assert "of the first 256 draws instead of" in without


def test_without_evidence_nothing_is_said_of_sources(brief: Brief) -> None:
    data_less = brief_from_data({"parties": {"a": {}}, "issues": {}, "stances": {}})
    assert front_page(Names("en", data_less), ()).sources == ()
    assert front_page(Names("en", brief), (solve(brief, Nash()),)).verify == ()


def test_changes_lead_to_the_notes_on_their_numbers(brief: Brief) -> None:
    names = Names("en", brief)
    spread = sweep(brief, Nash(), draws=64, seed=1)
    page = front_page(names, (solve(brief, Nash()), spread))
    changes = [render(line, "en") for line in page.change]
    assert changes
    assert all("\ue000" in line for line in changes)
    flips = [line for line in changes if line.startswith("If the ")]
    assert len(flips) == min(2, len(spread.flips()))
