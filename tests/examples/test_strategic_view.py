"""The strategic view of the examples: small, grounded in two languages, and in step with the rest of the brief."""

from pathlib import Path

import numpy as np
import pytest

from pourparler.analyses.stability.stability import Stability
from pourparler.brief.reading import read_brief
from pourparler.brief.rules import Exclusion
from pourparler.model.conflict import Conflict
from pourparler.uncertainty.sweep import sweep
from tests.examples.folders import BOTH, OTAN, RIVIERE


def test_riviere_outcomes_beyond_a_red_line_rank_below_no_deal() -> None:
    game = Conflict.from_brief(read_brief(RIVIERE))
    ranks = game.ranks[game.parties.index("lusmania")]
    assert game.status_quo is not None
    outcomes = [(state["share"], state["compensation"]) for state in map(game.state, range(len(game.codes)))]
    beyond = np.array([paid > 0 if share == 40 else share == 50 and paid > 15 for share, paid in outcomes])
    assert 0 < beyond.sum() < len(beyond)
    assert (ranks[beyond] < ranks[game.status_quo]).all()
    assert (ranks[~beyond] >= ranks[game.status_quo]).all()


def test_riviere_retention_does_not_go_back() -> None:
    game = Conflict.from_brief(read_brief(RIVIERE))
    assert {rule.key: rule.count > 0 for rule in game.moves_removed} == {"moves/options/retain/one_way": True}
    retained = [i for i in range(len(game.codes)) if game.state(i)["retain"]]
    found = Stability().run(game, None)
    assert retained
    assert found.judged.still[game.parties.index("karvelia")][retained].all()


@pytest.mark.parametrize("folder", BOTH)
def test_the_strategic_view_is_small_and_starts_from_today(folder: Path) -> None:
    game = Conflict.from_brief(read_brief(folder))
    assert 15 <= len(game.codes) <= 100
    assert game.status_quo is not None
    assert all(rule.alone for rule in game.rules)
    assert any(not axis.free for axis in game.axes)


@pytest.mark.parametrize("folder", BOTH)
def test_everything_in_the_moves_has_a_ground_in_two_languages(folder: Path) -> None:
    moves = read_brief(folder).content.moves
    assert moves is not None
    options = list(moves.options.values())
    statements = [item for listed in moves.prefer.values() for item in listed]
    combinations = [Exclusion.model_validate(item) for item in moves.impossible]
    assert all(item.because or item.assumption for item in (*options, *statements, *combinations))
    texts = [option.name for option in options]
    texts += [text for item in (*options, *statements) for text in (item.assumption, item.note) if text]
    texts += [text for item in combinations for text in (item.why, item.assumption) if text]
    assert all(isinstance(text, dict) and set(text) == {"fr", "en"} for text in (*texts, moves.note))


def test_otan_statements_follow_the_saliences_and_positions_of_the_brief() -> None:
    """Those on one option alone: the order of a party's saliences, the direction of its positions."""
    brief = read_brief(OTAN)
    assert brief.content.moves is not None
    behind = {
        "guarantee": "membership",
        "pull-back": "posture",
        "leave": "us-commitment",
        "spend": "spending",
    }
    for party, listed in brief.content.moves.prefer.items():
        wanted = {
            item.statement.removeprefix("not "): not item.statement.startswith("not ") for item in listed
        }
        told = {name: wanted[name] for name in wanted if name in behind}
        saliences = [brief.number(f"stances/{party}/{behind[name]}/salience").law.central for name in told]
        assert saliences == sorted(saliences, reverse=True), party
        for name, yes in told.items():
            position = brief.number(f"stances/{party}/{behind[name]}/position").law.central
            assert yes == (position > 50), (party, name)


def test_otan_statements_that_are_assumed_may_be_the_other_way_round() -> None:
    moves = read_brief(OTAN).content.moves
    assert moves is not None
    for party, listed in moves.prefer.items():
        for item in listed:
            assert bool(item.assumption) == bool(item.flip_chance), item.statement
            assert item.assumption or party not in ("ukraine", "europe"), item.statement


def test_otan_the_threat_counts_only_where_answers_need_not_pay() -> None:
    """At the central values: nobody gains by leaving, so spending is kept up by the threat under SMR, not under SEQ."""
    found = Stability().run(Conflict.from_brief(read_brief(OTAN)), None)
    held = {
        concept: set(found.labels(states))
        for concept, states in found.equilibria.items()
        if states is not None
    }
    today, spending, settled = 0, 32, 7
    assert today in held["nash"]
    assert spending in held["smr"] - held["seq"]
    assert settled in held["sseq"] - held["nash"]


def test_otan_notes_tell_how_firm_the_equilibria_are() -> None:
    """“About one draw in eight” for today’s state under Nash, “four in ten” for the settlement under SEQ."""
    found = sweep(read_brief(OTAN), Stability(), draws=1024, seed=5).quantities
    assert 0.09 < found["nash/0"].mean() < 0.17
    assert 0.34 < found["seq/7"].mean() < 0.5
