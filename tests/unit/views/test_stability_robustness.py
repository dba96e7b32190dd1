"""Robustness in words and tables."""

import pytest

import pourparler as pp
from pourparler.analyses.stability import robustness
from pourparler.analyses.stability.perturbing import Perturbation
from pourparler.analyses.stability.stability import Stability
from pourparler.brief.reading import brief_from_data
from pourparler.language import render
from pourparler.model.conflict import Conflict
from pourparler.uncertainty.left_out.leaving_out import without_each_source
from pourparler.views.names import Names
from pourparler.views.stability_robustness import (
    dropped_told,
    left_out_table,
    robustness_table,
)
from pourparler.views.states import called

CHICKEN = {
    "options": {"swerve-a": {"party": "a"}, "swerve-b": {"party": "b"}},
    "ranking": {"a": [[2], [3], [1], [0]], "b": [[1], [3], [2], [0]]},
}
SOURCED = {
    "sources": {"one": {"kind": "document", "title": "The Times"}},
    "evidence": {"e1": {"source": "one", "quote": "…"}},
    "parties": {"a": {}, "b": {}},
    "moves": {
        "options": {"give": {"party": "a"}, "ask": {"party": "b"}},
        "prefer": {"a": [{"statement": "not give", "because": "e1"}, "not ask"], "b": ["give", "ask"]},
    },
}


def test_draws_are_told_with_their_warning():
    found = pp.solve(
        Conflict.from_moves(CHICKEN), Stability(robustness=Perturbation("swaps", draws=100)), seed=2
    )
    assert "100 draws around the stated preferences (swaps of neighbours)" in found.summary("en")
    assert "a share of draws is not a probability of the outcome" in found.summary("en")
    (table,) = robustness_table(found, Names("en"))
    assert [row[0] for row in table.rows] == [
        called(found.game, entry.state, Names("en")) for entry in found.order
    ]
    # At 3 both swerve: b's answer 0 deters a from 2 as long as a does not like 1, its way out, better than 3.
    assert {row[0].split()[0]: row[4] for row in table.rows}["3"] == "a: 3 ↔ 1"


@pytest.mark.parametrize(
    ("rankings", "words"),
    [(0, "not looked for: too many rankings"), (12, "none of up to 1 swap; no more were tried")],
)
def test_a_search_cut_short_is_told(monkeypatch, rankings, words):
    monkeypatch.setattr(robustness, "SEARCHED", rankings)
    graph = {
        "states": ["x", "y", "z", "w"],
        "arcs": {"a": [["x", "y"], ["y", "z"], ["z", "w"]], "b": []},
        "ranking": {"a": ["x", "y", "z", "w"], "b": ["x", "y", "z", "w"]},
    }
    found = pp.solve(Conflict.from_moves(graph), Stability(robustness=Perturbation("swaps", draws=5)))
    (table,) = robustness_table(found, Names("en"))
    # No move leads out of w, so no swap ends it.
    assert {row[0]: row[4] for row in table.rows}["w"] == words


def test_without_draws_nothing_is_told():
    found = pp.solve(Conflict.from_moves(CHICKEN), Stability())
    assert robustness_table(found, Names("en")) == ()


def test_sources_left_out_are_called_by_their_titles():
    brief = brief_from_data(SOURCED)
    found = without_each_source(brief, Stability())
    names = Names("en", brief)
    told = [render(line, "en") for line in found.sentences()]
    assert any(line.startswith("Without The Times these become equilibria: Nash") for line in told)
    (table,) = left_out_table(found, names)
    assert table.rows[0][:2] == ("The Times", "statement of a: “not give”")
    assert "Nash" in table.rows[0][3]
    bare = {key: value for key, value in SOURCED.items() if key not in ("sources", "evidence")}
    bare["moves"] = {**SOURCED["moves"], "prefer": {"a": ["not give"], "b": ["give"]}}
    assert left_out_table(without_each_source(brief_from_data(bare), Stability()), names) == ()


def test_what_goes_with_a_source_is_told_in_words():
    names = Names("en", brief_from_data(SOURCED))
    told = [
        dropped_told(key, names)
        for key in ("moves/options/give/one_way", "moves/impossible/0", "moves/blocked_moves/1")
    ]
    assert told == ["give: in one direction only", "impossible combination 1", "blocked move 2"]
