"""Headings in English and French, in any order, with issues, units and ends of scales in them."""

from fractions import Fraction

import pytest

from pourparler.errors import UnreadableInput
from pourparler.exchange.actors.columns import Columns, columns_of, is_head
from pourparler.exchange.actors.headings import WORDS, read_heading
from pourparler.exchange.spreadsheet import Cell, Row


def columns(heads: str) -> Columns:
    row = Row("t.csv:1", tuple(Cell(text) for text in heads.split(";")))
    assert is_head(row)
    return columns_of(row)


@pytest.mark.parametrize("role", WORDS)
def test_every_word_says_its_role_however_it_is_spelt(role: str) -> None:
    for word in WORDS[role].split():  # type: ignore[index]
        for spelt in (word, word.upper(), word.replace("_", " ").title(), f" {word}  "):
            assert read_heading(spelt).role == role


@pytest.mark.parametrize(
    ("text", "role", "issue", "behind"),
    [
        ("Policy Position", "position", "Policy", ""),
        ("salience_CO2 emissions", "salience", "CO2 emissions", ""),
        ("Position sur l'impôt", "position", "impôt", ""),
        ("Importance de l’impôt", "salience", "impôt", ""),
        ("Pstn1", "position", "1", ""),
        ("x2", "position", "2", ""),
        ("Priorité (0-1)", "salience", "", "0-1"),
        ("Saillance %", "salience", "", "%"),
        ("tax x", None, "", ""),
        ("sales", None, "", ""),
        ("positioning", None, "", ""),
        ("", None, "", ""),
    ],
)
def test_what_stands_around_the_word(text: str, role: str | None, issue: str, behind: str) -> None:
    heading = read_heading(text)
    assert (heading.role, heading.issue, heading.behind) == (role, issue, behind)


@pytest.mark.parametrize(
    "heads",
    ["Actor;Capability;Position;Salience", "name;capability;position;salience", "Stakeholder;Clout;Stance;Priority",
     "Acteur;Ressources;Prise de position;Saillance", "Actor;c;x;s", "Partie prenante;Poids;Position;Importance"],
)  # fmt: skip
def test_the_common_shapes(heads: str) -> None:
    found = columns(heads)
    assert (found.actor, len(found.groups)) == (0, 1)
    assert found.groups[0].at == {"influence": 1, "position": 2, "salience": 3}
    assert not found.ignored


@pytest.mark.parametrize(
    "heads",
    ["Actor;Power;Tax position;Tax salience;Aid position;Aid salience", "Actor;Power;Tax;Tax salience;Aid;Aid salience",
     "Actor;Power;Position (Tax);Salience (Tax);Position (Aid);Salience (Aid)",
     "Actor;Power;position_Tax;salience_Tax;position_Aid;salience_Aid"],
)  # fmt: skip
def test_a_group_of_columns_per_issue(heads: str) -> None:
    groups = columns(heads).groups
    assert [group.name for group in groups] == ["Tax", "Aid"]
    assert [group.at for group in groups] == [
        {"influence": 1, "position": 2, "salience": 3},
        {"influence": 1, "position": 4, "salience": 5},
    ]


def test_units_and_ends_in_brackets() -> None:
    found = columns("Actor;Position (years);Salience (0-1)")
    assert (found.groups[0].unit, found.groups[0].ends, found.salience) == ("years", None, "share")
    found = columns("Actor;Stance [4 to 10];Salience (%)")
    assert (found.groups[0].ends, found.salience) == ((Fraction(4), Fraction(10)), "percent")


def test_what_is_not_understood_is_named() -> None:
    found = columns("id;Actor;Name;Comment;Position;Final position;Salience")
    assert found.actor == 1
    assert found.at["label"] == 2
    assert found.ignored == ("id", "Comment", "Final position")


@pytest.mark.parametrize(
    "heads",
    ["Actor;Position;Position", "Actor;Power;Capability;Position", "Actor;Tax position;Tax stance",
     "Actor;Tax position;Aid position;Salience"],
)  # fmt: skip
def test_headings_that_contradict_are_refused(heads: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        columns(heads)
    assert (caught.value.rule, caught.value.where) == ("X002", "t.csv:1")
