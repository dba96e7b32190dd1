"""The strategic view on the first page: what holds, what would end it, nothing promised."""

from dataclasses import replace
from typing import Any

from conflicts import GRAPH, STRAIT, judged, strait

from pourparler.analyses.stability.stability import Stability
from pourparler.brief.brief import Brief
from pourparler.brief.reading import brief_from_data
from pourparler.language import render
from pourparler.model.conflict import Conflict
from pourparler.uncertainty.left_out.leaving_out import without_each_source
from pourparler.uncertainty.sweep import sweep
from pourparler.views.front_stability import holding_told
from pourparler.views.marks import bare
from pourparler.views.names import Names
from pourparler.views.report import report
from pourparler.views.skipped import skipped_together


def told(brief: Brief, *more: Any) -> list[str]:
    lines = holding_told(Names("en", brief), (judged(brief), *more))
    return [bare(render(line, "en")) for line in lines]


def moved(**changes: Any) -> Brief:
    return brief_from_data({**STRAIT, "moves": {**STRAIT["moves"], **changes}})


def test_a_status_quo_that_holds_comes_first_and_others_by_what_changes() -> None:
    lines = told(strait())
    assert lines[0] == (
        "By what each party can do alone, the status quo holds (SMR, threats at any cost). Gains made one by one lead from it "
        "to others that would hold, the strongest first: “close the strait; escort ships” (Nash, no better move); “close the strait” (SMR)."
    )
    assert lines[-1] == "An equilibrium says that nobody has an unanswered gain, not that it will happen."
    assert not any("probab" in line or "likely" in line for line in lines)


def test_a_status_quo_that_does_not_hold_is_told() -> None:
    assert told(moved(status_quo=2))[0].startswith(
        "By what each party can do alone, the status quo does not hold"
    )


def test_without_a_status_quo_the_firmest_are_named() -> None:
    moves = {key: value for key, value in GRAPH.items() if key != "status_quo"}
    brief = brief_from_data({"parties": {"p": {}, "q": {}}, "moves": moves})
    assert told(brief)[0] == (
        "By what each party can do alone, these outcomes hold most firmly: war (Nash, no better move); "
        "talks (Nash)."
    )


def test_of_ways_that_were_not_followed_nothing_is_said() -> None:
    brief = strait()
    result = judged(brief)
    blind = replace(result, order=tuple(replace(entry, reach=None) for entry in result.order))
    lines = [render(line, "en") for line in holding_told(Names("en", brief), (blind,))]
    assert lines[0] == "By what each party can do alone, the status quo holds (SMR, threats at any cost)."
    away = replace(blind, order=tuple(entry for entry in blind.order if entry.state != 0))
    lines = [render(line, "en") for line in holding_told(Names("en", brief), (away,))]
    assert lines[0] == "By what each party can do alone, the status quo does not hold."
    none = holding_told(Names("en", brief), (replace(result, order=()),))
    assert [render(line, "en") for line in none] == [
        "By what each party can do alone, no outcome would hold for every party."
    ]


def test_what_would_end_it_is_a_place_in_a_ranking() -> None:
    brief = strait()
    result = judged(brief)
    (line,) = [line for line in told(brief) if "ranked it" in line]
    own = next(entry for entry in result.order if entry.state == result.game.status_quo)
    assert own.margin is not None
    assert f"ranked it {own.margin + 1} class" in line
    assert line.endswith("the status quo would no longer hold (SMR).")


def test_in_a_bare_graph_no_place_in_a_ranking_is_told() -> None:
    result = Stability().run(Conflict.from_moves(GRAPH), None)
    brief = brief_from_data({"parties": {"p": {}, "q": {}}, "moves": GRAPH})
    lines = [render(line, "en") for line in holding_told(Names("en", brief), (result,))]
    assert lines
    assert not any("ranked it" in line for line in lines)


def test_a_statement_that_would_end_it_is_named_with_its_note() -> None:
    brief = moved(flip_chance=0.2)
    spread = sweep(brief, Stability(), draws=32, seed=1)
    result = judged(brief)
    (line,) = [line for line in told(brief, spread) if "the other way round" in line]
    key = next(f.key for f in spread.flips() if any(c == "smr" and "0" in b.split() and "0" not in a.split() for c, b, a in f.changes))  # fmt: skip
    assert Names("en", brief).number(key) in line
    assert "moves/" not in line
    marks = [render(m, "en") for m in holding_told(Names("en", brief), (result, spread))]
    assert any(f"\ue000{key}" in text or f"◇{key}" in text for text in marks)


def test_the_source_that_most_hangs_on_is_named() -> None:
    # Without the obstacle, which only the Gazette knows of, p goes to the talks.
    blocked = [{"party": "p", "from": "now", "to": "talks", "because": ["threat"]}]
    moves = {**GRAPH, "arcs": {"p": [["now", "talks"]]}, "blocked_moves": blocked}
    moves["ranking"] = {"p": GRAPH["ranking"]["p"]}
    brief = brief_from_data({**STRAIT, "parties": {"p": {}}, "moves": moves})
    found = without_each_source(brief, Stability())
    (line,) = [line for line in told(brief, found) if "would be lost" in line]
    assert line.endswith(" without “Gazette”: 1 of 3.")


def test_without_a_conflict_nothing_is_told_and_the_page_has_no_link() -> None:
    assert holding_told(Names("en", strait()), ()) == ()
    page = report(strait(), [judged(strait())]).html("en")
    first = page[page.index('id="first-page"') : page.index('class="contents"')]
    assert 'href="#stability"' in first
    assert "3 parties, 3 options" in page


def test_analyses_skipped_for_one_reason_stand_together() -> None:
    from pourparler.language import msg
    from pourparler.uncertainty.run import Skipped

    found = [
        Skipped("nash", msg("there are no issues")),
        Skipped("pce", msg("no party")),
        Skipped("egalitarian", msg("there are no issues")),
    ]
    names = Names("en", strait())
    assert skipped_together(found, names) == (
        ((names.concept("nash"), names.concept("egalitarian")), "there are no issues"),
        ((names.concept("pce"),), "no party"),
    )
