"""Words that models of collective decision put into sentences: in the reader's language, with names."""

from typing import Any

import pytest

import pourparler as pp
from pourparler.analyses.collective.challenge_readings import SWITCHES
from pourparler.brief.reading import brief_from_data
from pourparler.language import Message
from pourparler.views.names import Names
from pourparler.views.switches import OPTION_WORDS, SWITCH_WORDS
from pourparler.views.tables import tables
from pourparler.views.words import sentences

BRIEF = brief_from_data(
    {
        "parties": {
            party: {"name": name, "influence": 0}
            for party, name in {"ann": "Anne", "ben": "Benoît", "cat": "Carla"}.items()
        },
        "issues": {"x": {"name": "Quota", "range": {"from": 0, "to": 100}}},
        "stances": {
            party: {"x": {"position": at, "salience": 0}}
            for party, at in {"ann": 0, "ben": 40, "cat": 100}.items()
        },
    }
)


def parts(value: Any) -> list[Any]:
    """A parameter, or a message with all its parameters, those of messages inside it included."""
    match value:
        case Message():
            return [value, *(part for param in value.params.values() for part in parts(param))]
        case tuple() | list():
            return [part for item in value for part in parts(item)]
    return [value]


def test_all_switches_and_options_have_words() -> None:
    assert list(SWITCH_WORDS) == list(SWITCHES)
    assert {switch: tuple(words) for switch, words in OPTION_WORDS.items()} == SWITCHES


def test_no_switch_is_told_by_its_code_alone() -> None:
    found = pp.solve(BRIEF, pp.ChallengeReadings(rounds=1))
    codes = {*SWITCHES, *(option for options in SWITCHES.values() for option in options)}
    own = {"confrontation", "capitulation"}  # the words themselves
    names = Names("en", BRIEF)
    (table,) = tables(found, names)
    shown = [cell for row in table.rows for cell in row[1:3]]
    assert {"divisor of the odds (denominator)", "votes on the pair (pair)"} <= {*shown}
    told = [part for line in sentences(found, names) for part in parts(line) if isinstance(part, str)]
    assert not (codes - own) & {*shown, *told}


@pytest.mark.parametrize("concept", [pp.Challenge(), pp.Smp(), pp.ChallengeReadings(rounds=1)])
def test_raised_saliences_are_told_by_name(concept: pp.Concept) -> None:
    told = pp.solve(BRIEF, concept).summary("en")
    assert "Anne on Quota, Benoît on Quota and Carla on Quota" in told


@pytest.mark.parametrize("concept", [pp.Compromise(), pp.Pce(), pp.WeightedMedian(), pp.Challenge()])
def test_a_weighting_that_stands_in_is_told_in_words(concept: pp.Concept) -> None:
    told = [part for part in parts(pp.solve(BRIEF, concept).status.message) if isinstance(part, Message)]
    used = [part.params["used"] for part in told if "used" in part.params]
    assert [[word.text for word in words] for words in used] == [["equal"]]
