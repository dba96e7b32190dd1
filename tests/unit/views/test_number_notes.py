"""Notes behind numbers: what was written, what it means, whose sentence it was."""

from pathlib import Path

import pytest

from pourparler.brief.brief import Brief
from pourparler.brief.reading import read_brief
from pourparler.views.names import Names
from pourparler.views.number_notes import NumberNotes, record_of
from pourparler.views.report_cited import context, grade_words

TEXT = "Avant tout, rien. La ministre a dit : « Jamais ! » au port. Le port dort. Et puis la suite."
BRIEF = """
schema: pourparler/brief/1
language: fr
as_of: 2025-02-01
sources:
  doc: {file: sources/doc.txt, title: Dépêche, author: A. B., published: 2025-01-01, reliability: C}
  ministre: {kind: person, title: la ministre, reliability: B, side: a}
  away: {kind: document, title: Ailleurs, sha256: 00ff}
evidence:
  dit: {source: doc, quote: "a dit", via: ministre, credibility: 2, hedges: [{term: dit, class: attribution, scope: claim}]}
  loin: {source: away, quote: "au loin", credibility: 3}
parties:
  a: {name: {fr: Amont, en: Upstream}, influence: {low: 20, mode: 40, high: 60, assumption: "on suppose"}}
  b: {name: Aval}
issues:
  eau: {name: {fr: Eau, en: Water}, levels: {peu: 0, moitié: 50, tout: 100}, status_quo: peu}
stances:
  a: {eau: {position: tout, salience: {low: 50, mode: 75, high: 100}, because: [dit]}}
  b: {eau: {position: [0, 50], salience: 40, because: [loin]}}
calendar:
  deadline:
    - {days: 30, from: 2025-01-01, because: [dit], superseded: true}
    - {days: 90, from: 2025-01-20, because: [dit]}
"""


@pytest.fixture
def brief(tmp_path: Path) -> Brief:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "doc.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "brief.yaml").write_text(BRIEF, encoding="utf-8")
    return read_brief(str(tmp_path))


@pytest.fixture
def notes(brief: Brief) -> NumberNotes:
    return NumberNotes(Names("en", brief))


def test_every_number_has_a_note(brief: Brief, notes: NumberNotes) -> None:
    assert set(brief.numbers) <= set(notes.marks)
    lines = [line.key for note in notes.notes for line in note.lines]
    assert len(lines) == len(set(lines)) == len(brief.numbers)
    assert lines == [notes.marks[key][1] for key in brief.numbers]


def test_marks_follow_the_brief(notes: NumberNotes) -> None:
    assert notes.marks["parties/a/influence"] == ("1", "note-1")
    assert notes.marks["stances/a/eau/position"] == ("2a", "note-2-a")
    assert notes.marks["stances/a/eau/salience"] == ("2b", "note-2-b")
    assert notes.marks["stances/a/eau"] == ("2", "note-2")


def test_a_quote_is_shown_where_it_stands(notes: NumberNotes) -> None:
    item = notes.items["dit"]
    assert item.context is not None
    assert item.context.quote == "a dit"
    assert item.context.before == "Avant tout, rien. La ministre "
    assert item.context.after.endswith("Le port dort.")
    assert "letter for letter" in item.standing


def test_a_document_that_is_not_here_is_said(notes: NumberNotes) -> None:
    item = notes.items["loin"]
    assert item.context is None
    assert "not included" in item.standing


def test_lines_say_what_was_written_and_what_it_means(notes: NumberNotes) -> None:
    position, salience = notes.notes[1].lines
    assert (position.written, position.law, position.central, position.spread) == (
        "tout",
        "exact",
        "tout (100)",
        "–",
    )
    assert salience.written == "low 50, mode 75, high 100"
    assert salience.law == "PERT"
    assert salience.place.startswith("brief.yaml:")
    assert salience.ground == "evidence: dit"
    weight, _, rule = salience.weight.partition(" ")
    assert rule == "(mixture/1)"
    assert float(weight) == pytest.approx(
        0.5, abs=0.05
    )  # weakest link C .75 × credibility 2 .7, one month old
    assumed = notes.notes[0].lines[0]
    assert assumed.is_assumption
    assert assumed.weight == "–"
    assert notes.notes[0].assumptions == ("on suppose",)


def test_chains_carry_names_and_grades(notes: NumberNotes) -> None:
    (chain,) = notes.items["dit"].chains
    assert [(link.name, link.letter) for link in chain] == [("Dépêche", "C"), ("la ministre", "B")]
    assert notes.items["dit"].credibility.startswith("2 · ")


def test_weights_say_where_they_come_from(notes: NumberNotes) -> None:
    weight = notes.items["dit"].weight
    assert "reliability 0.75 (grade C)" in weight
    assert "credibility 0.70 (grade 2)" in weight
    assert "0.60 (grade F, not judged: the middle of 0.25 to 0.95)" in notes.items["loin"].weight
    said = grade_words(notes.names)
    assert "A 1.00" in said
    assert "F 0.60" in said
    assert "6 0.50" in said


def test_an_item_is_told_in_full_where_it_is_cited_first(notes: NumberNotes) -> None:
    assert notes.first == {"dit": "2", "loin": "3"}
    assert [item.id for item in notes.notes[-1].cited] == ["dit"]


def test_history_is_kept(notes: NumberNotes) -> None:
    deadline = notes.notes[-1].lines[0]
    assert deadline.central == "90"
    assert deadline.history == ("Earlier value, no longer in force: 30 (known on January 1, 2025).",)


def test_french_notes(brief: Brief) -> None:
    notes = NumberNotes(Names("fr", brief))
    assert notes.notes[1].title.startswith("Amont")
    assert "Eau" in notes.notes[1].title


@pytest.mark.parametrize(
    ("key", "record"),
    [
        ("stances/a/x/values/low", "stances/a/x"),
        ("parties/a/influence/x", "parties/a"),
        ("issues/x/status_quo", "issues/x"),
        ("calendar/patience/a", "calendar/patience/a"),
    ],
)
def test_records(key: str, record: str) -> None:
    assert record_of(key) == record


def test_context_at_the_ends_of_a_document() -> None:
    assert context("Un seul mot.", 0, end=2).before == ""
    assert context("Un seul mot.", 8, end=11).after == "."


def test_long_sentences_are_cut() -> None:
    text = "mot " * 400 + "ICI " + "mot " * 400
    found = context(text, 1600, end=1603)
    assert found.quote == "ICI"
    assert found.before.startswith("… ")
    assert found.after.endswith(" …")
    assert len(found.before) < 340
