"""A sweep of stability by states, statements by their words, states by their names."""

import pourparler as pp
from pourparler.brief.reading import brief_from_data
from pourparler.views.names import Names
from pourparler.views.stability_shares import share_table
from pourparler.views.states import called
from pourparler.views.tables import tables

BRIEF = brief_from_data(
    {
        "parties": {"n": {"name": {"en": "North", "fr": "Nord"}}, "s": {}},
        "moves": {
            "options": {"dam": {"party": "n"}, "quota": {"party": "s"}},
            "prefer": {"n": [{"statement": "dam", "flip_chance": 0.25}], "s": ["quota"]},
        },
    }
)


def test_states_stand_with_their_shares() -> None:
    spread = pp.sweep(BRIEF, pp.Stability(concepts=("nash", "seq")), draws=64, seed=1)
    found = share_table(spread, Names("en", BRIEF))
    assert found is not None
    assert found.columns == ("State", "Nash", "SEQ")
    assert found.rows == (("3 (dam, quota)", "75%", "75%"), ("2 (quota)", "25%", "25%"))
    assert next(table.caption for table in tables(spread, Names("en", BRIEF))) == found.caption


def test_other_sweeps_have_no_states() -> None:
    brief = pp.read_case("emission-1994")
    assert share_table(pp.sweep(brief, pp.Compromise(), draws=8, seed=1), Names("en", brief)) is None


def test_a_statement_is_named_by_its_words() -> None:
    assert Names("en", BRIEF).number("moves/prefer/n/0") == "statement of North: “dam”"
    french = Names("fr", BRIEF).number("moves/prefer/n/0")
    assert french.replace("\u202f", " ").replace("\u00a0", " ") == "énoncé de Nord : « dam »"
    assert Names("en", BRIEF).number("moves/prefer/x/0") == "moves/prefer/x/0"


def test_a_state_goes_by_the_name_that_the_brief_gives() -> None:
    elmira = pp.read_case("elmira")
    game = pp.Conflict.from_brief(elmira)
    assert called(game, 8, Names("en", elmira)) == "s9 (the plant is abandoned)"
    assert called(game, 8, Names("fr", elmira)) == "s9 (l’usine est abandonnée)"
