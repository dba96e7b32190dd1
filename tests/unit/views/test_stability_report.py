"""The report's section on which outcomes would hold, and the notes behind options and statements."""

from pathlib import Path

from conflicts import STRAIT, judged, strait, wide
from pages_read import data, parsed

from pourparler.analyses.solve import solve
from pourparler.analyses.stability.paths import Paths
from pourparler.analyses.stability.stability import Stability
from pourparler.brief.reading import brief_from_data, read_brief
from pourparler.uncertainty.left_out.leaving_out import without_each_source
from pourparler.views.names import Names
from pourparler.views.number_notes import NumberNotes
from pourparler.views.report import report
from pourparler.views.report_stability import holding


def page() -> str:
    brief = strait()
    return report(brief, [solve(brief, Stability())]).html("en")


def section(text: str, name: str) -> str:
    found = text[text.index(f'<section id="{name}"') :]
    return found[: found.index("</section>")]


def test_the_section_stands_on_the_page_in_order() -> None:
    text = page()
    assert 'href="#stability"' in text
    part = section(text, "stability")
    titles = [
        "An equilibrium says that nobody has an unanswered gain, not that it will happen.",
        "<h3>Equilibria</h3>",
        "figure stability-matrix",
        "figure moves-graph",
        "<h3>Why they hold, and why the status quo does or does not</h3>",
        "<h3>The states</h3>",
        "<h3>Conventions and limits</h3>",
        "SEQ (sequential)",
        "convention of Fraser and Hipel",
        "A margin is how many classes a state may fall",
        "its statements would order 5 pairs",
    ]
    places = [part.index(title) for title in titles]
    assert places == sorted(places)
    assert part.count("not that it will happen") == 1


def test_a_report_without_such_a_result_has_no_such_section() -> None:
    text = report(brief_from_data(data()), []).html("en")
    assert "stability" not in parsed(text).ids
    assert 'href="#stability"' not in text


def test_reasons_link_the_notes_of_what_they_rest_on() -> None:
    notes = NumberNotes(Names("en", strait()))
    part = holding(judged(strait()), notes)
    first = part.reasons[0]
    assert first.title == "0: no option taken"
    line = next(line for line in first.lines if line.startswith("By SMR, North"))
    assert "\ue000moves/prefer/north/1\ue001" in line
    assert "\ue000moves/prefer/north/0\ue001" in line
    still = next(
        line for reason in part.reasons for line in reason.lines if "South has no move from 5" in line
    )
    assert "\ue000◇moves/options/strike/one_way\ue001" in still
    assert "\ue000moves/ranking/guard\ue001" in "".join(line for r in part.reasons for line in r.lines)
    links = section(page(), "stability")
    mark, anchor = notes.marks["moves/prefer/north/1"]
    assert f'href="#{anchor}" aria-label="note {mark}"' in links


def test_notes_show_the_quotes_behind_statements_and_options() -> None:
    notes = NumberNotes(Names("en", strait()))
    by_title = {note.title: note for note in notes.notes}
    north = by_title["What North prefers"]
    assert [line.central for line in north.lines] == ["not strike", "close", "not escort"]
    assert [item.quote for item in north.cited] == ["an open strait matters most"]
    assert north.lines[1].ground == "evidence: want"
    assert [item.quote for item in by_title["close the strait"].cited] == ["we shall close the strait"]
    strike = by_title["strike the port"]
    assert [line.central for line in strike.lines] == ["South", "cannot be taken back"]
    assert all(line.is_assumption for line in strike.lines)
    assert strike.assumptions == ("it cannot be undone",)
    south = by_title["What South prefers"]
    assert [line.is_assumption for line in south.lines] == [True, False, False]
    text = section(page(), "notes")
    assert "we shall close the strait" in text
    assert "an open strait matters most" in text


def test_every_statement_has_one_line_and_its_own_anchor() -> None:
    notes = NumberNotes(Names("en", strait()))
    lines = [line.key for note in notes.notes for line in note.lines]
    assert len(lines) == len(set(lines)) == len(notes.stated) + len(notes.brief.numbers)


def test_a_chance_of_an_option_stands_with_the_option() -> None:
    options = {**STRAIT["moves"]["options"]}
    options["close"] = {**options["close"], "chance": 0.4}
    brief = brief_from_data({**STRAIT, "moves": {**STRAIT["moves"], "options": options}})
    note = next(note for note in NumberNotes(Names("en", brief)).notes if note.title == "close the strait")
    assert [line.kind for line in note.lines] == ["chance", "who can take it"]


def test_long_lists_of_states_say_how_many_are_left_out() -> None:
    notes = NumberNotes(Names("en", strait()))
    part = holding(Stability().run(wide(6), None), notes)
    assert part.left == "60 of 64 states, equilibria first; results.json has all."
    assert part.states is not None
    assert len(part.states.rows) == 60
    assert part.listed == ""
    assert [figure.name for figure in part.figures] == ["stability-matrix", "moves-graph"]


def test_definitions_are_those_of_the_concepts_asked_for() -> None:
    part = holding(judged(strait(), concepts=("nash", "seq")), NumberNotes(Names("en", strait())))
    assert [line.split(" ")[0] for line in part.definitions] == ["Nash", "SEQ"]


def test_of_many_equilibria_the_table_says_how_it_is_ordered_and_where_the_rest_is() -> None:
    otan = read_brief(str(Path(__file__).parents[3] / "examples" / "otan-2025"))
    result = solve(otan, Stability())
    part = holding(result, NumberNotes(Names("en", otan)))
    assert len(result.order) > 12
    assert part.listed.startswith(f"The first 12 of {len(result.order)} equilibria: strongest concept first")
    assert part.equilibria is not None
    assert len(part.equilibria.rows) == 12


def test_ways_and_sources_stand_with_what_they_say() -> None:
    brief = strait()
    beside = (solve(brief, Paths()), without_each_source(brief, Stability()))
    part = holding(judged(brief), NumberNotes(Names("en", brief)), beside)
    assert part.ways
    assert all(line.startswith("To ") and "by improvements" in line for line in part.ways)
    ((title, reading, table),) = part.firmness
    assert (title, table.rows[0][0].text) == ("Without one source", "Gazette")
    assert "not that the source is wrong" in reading
    text = report(brief, [judged(brief), *beside]).html("en")
    assert "<h3>How the status quo leads to them</h3>" in text
    elsewhere = holding(judged(brief), NumberNotes(Names("en", brief)), (solve(brief, Paths(start=3)),))
    assert elsewhere.ways == ()
