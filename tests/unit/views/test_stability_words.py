"""Stability in words: verdicts, reasons, conventions, what has no effect; in both languages."""

from dataclasses import replace

import numpy as np
from conflicts import GRAPH, STRAIT, judged, strait, wide

from pourparler.analyses.stability.judging import Judged
from pourparler.analyses.stability.stability import Stability
from pourparler.brief.reading import brief_from_data
from pourparler.language import render
from pourparler.model.conflict import Conflict
from pourparler.views.names import Names
from pourparler.views.stability import stability_sentences
from pourparler.views.states import called, doings


def told(settings: dict[str, object] | None = None) -> list[str]:
    brief = strait()
    result = judged(brief, **(settings or {}))
    return [render(line, "en") for line in stability_sentences(result, Names("en", brief))]


def test_status_comes_first_and_its_caveat_stands_once() -> None:
    lines = told()
    assert lines[0].startswith("Of 7 states, equilibria: Nash 3")
    assert sum("not that it will happen" in line for line in lines) == 1


def test_equilibria_are_grouped_by_their_strongest_concept_with_the_options_taken() -> None:
    lines = told()
    assert lines[1] == (
        "Stable for every party by Nash: 5 (close the strait, escort ships); "
        "3 (close the strait, strike the port); 6 (strike the port, escort ships)."
    )
    assert lines[2].startswith(
        "Stable for every party by SMR: 0 (no option taken); 1 (close the strait); 4 ("
    )


def test_a_deterred_party_is_told_with_the_answer() -> None:
    lines = told()
    assert (
        "By SMR, North is deterred from 0\u00a0→\u00a01 (by taking “close the strait”): South answers by taking "
        "“strike the port”, which ends at 3, no better for North than 0, and from there it gains by no move of its own."
    ) in lines
    assert "South has no improvement from 0." in lines
    assert "South and Guard have no move from 3: it is stable for them whatever they prefer." in lines


def test_an_unanswered_gain_is_told() -> None:
    data = {**STRAIT, "moves": {**STRAIT["moves"], "status_quo": 2}}
    brief = brief_from_data(data)
    lines = [render(line, "en") for line in stability_sentences(judged(brief), Names("en", brief))]
    assert (
        "The status quo, 2 (strike the port), does not hold: North would leave it under every concept."
        in lines
    )
    assert any(
        line.startswith("North gains by 2\u00a0→\u00a03 (by taking “close the strait”)") for line in lines
    )


def test_conventions_stand_beside_both_lists_of_simultaneous_sanctioning() -> None:
    lines = told()
    assert any(
        line.startswith("SIM (each of the others stays") and line.endswith(": 3, 5, 6.") for line in lines
    )
    assert any(line.startswith("SEQ+SIM (convention of Fraser and Hipel") for line in lines)
    combined = told({"simultaneous": "combined"})
    assert not any(line.startswith("SIM (") for line in combined)


def test_what_does_not_count_and_what_is_taken_away_is_told() -> None:
    lines = told()
    assert "Guard: a ranking counts; its statements would order 5 pairs of states otherwise." in lines
    dead = [line for line in lines if line.startswith("The rule moves/impossible/")]
    assert len(dead) == 2
    assert any("strike the port" in line and "3 moves taken away" in line for line in lines)


def test_in_a_graph_states_have_their_names_and_moves_no_options() -> None:
    game = Conflict.from_moves(GRAPH)
    text = Stability().run(game, None).summary("en")
    assert "Stable for every party by Nash: talks; war." in text
    assert "By SMR, p is deterred from now\u00a0→\u00a0talks: q answers by a move, which ends at war" in text
    assert "undefined here" in text
    assert [render(d, "en") for d in doings(game, 0, 2, names=Names("en"))] == ["by moving to war"]


def test_what_simultaneous_sanctioning_leaves_open_is_not_told_as_none() -> None:
    result = judged(strait())
    assert result.sim is not None
    open_ = replace(result, sim=np.full_like(result.sim, -1), seq_sim=np.full(7, -1, dtype=np.int8))
    lines = [render(line, "en") for line in stability_sentences(open_, Names("en"))]
    assert sum(line.endswith("none found, not every state was settled.") for line in lines) == 2
    assert not any(line.endswith("no state.") for line in lines)


def test_quantities_of_a_sweep_are_named() -> None:
    assert Names("en").quantity("equilibria/sseq") == "number of equilibria by SSEQ"
    assert Names("en").quantity("nash/5") == "5 is an equilibrium by Nash"
    assert Names("en").quantity("reached/jump") == "number of states reached: by moving together"
    assert Names("en").quantity("sacrifice/5") == "5 reached: only with a step that is no gain"
    assert Names("en").quantity("holds") != Names("en").quantity("share") != Names("en").quantity("objective")


def test_nothing_but_the_status_is_told_where_nothing_was_judged() -> None:
    result = judged(strait())
    empty = replace(result, judged=Judged({}, result.judged.still), sim=None, order=(), reasons=())
    assert len(stability_sentences(empty, Names("en"))) == 1


def test_asked_parts_are_told() -> None:
    lines = told({"coalitions": "all"})
    assert any(line.startswith("Stable against every coalition by some concept: 5 (") for line in lines)
    two = Conflict.from_moves(
        {
            "options": {"x": {"party": "a"}, "y": {"party": "b"}},
            "ranking": {"a": [[2], [3], [1], [0]], "b": [[1], [3], [2], [0]]},
            "great_gaps": {"a": [1], "b": [1]},
        }
    )
    text = Stability(horizon=2).run(two, None).summary("en")
    assert "Stable for every party by limited moves, horizon 1: 1, 2." in text
    assert "by strong GMR" in text


def test_many_options_leave_the_code_alone() -> None:
    names = Names("en", labels={f"option/o{i}": f"a long name of option {i}" for i in range(6)})
    assert called(wide(6), 63, names) == "63"
    assert called(wide(6), 1, names) == "1 (a long name of option 0)"


def test_both_languages_speak() -> None:
    brief = strait()
    result = judged(brief)
    for lang in ("en", "fr"):
        lines = [render(line, lang) for line in stability_sentences(result, Names(lang, brief))]
        assert len(lines) == len(stability_sentences(result, Names(lang, brief)))
        assert all("{" not in line for line in lines)
    assert "fermer le détroit" in result.summary("fr")
    assert "Nord" in result.summary("fr")
