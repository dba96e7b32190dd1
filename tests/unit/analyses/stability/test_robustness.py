"""Robustness of verdicts: draws around the stated preferences, and the fewest swaps that turn a verdict."""

from itertools import permutations

import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.stability import robustness
from pourparler.analyses.stability.moves import Moves
from pourparler.analyses.stability.names import BY_THRESHOLD
from pourparler.analyses.stability.perturbing import Perturbation, drawn
from pourparler.analyses.stability.stability import Stability
from pourparler.errors import UsageError
from pourparler.model.conflict import Conflict
from pourparler.testing import check_concept

OPTIONS = {"dam": {"party": "n"}, "quota": {"party": "s"}, "protest": {"party": "s"}}
PREFER = {"n": ["dam", "not protest"], "s": ["not dam", "quota"]}
CHICKEN = {
    "options": {"swerve-a": {"party": "a"}, "swerve-b": {"party": "b"}},
    "ranking": {"a": [[2], [3], [1], [0]], "b": [[1], [3], [2], [0]]},
}
GRAPH = {
    "states": ["x", "y", "z"],
    "arcs": {"a": [["x", "y"], ["z", "x"]], "b": [["y", "z"], ["z", "y"]]},
    "ranking": {"a": ["y", "x", "z"], "b": ["z", "x", "y"]},
    "status_quo": "x",
}


def dam():
    return Conflict.from_moves({"options": OPTIONS, "prefer": PREFER, "impossible": ["quota and protest"]})


def asked(**settings):
    return Stability(robustness=Perturbation(**settings))


@pytest.mark.parametrize("game", [dam(), Conflict.from_moves(CHICKEN), Conflict.from_moves(GRAPH)])
@pytest.mark.parametrize(
    "nothing",
    [{"scheme": "statements", "swap": 0, "drop": 0, "flip": 0}, {"scheme": "swaps", "swaps": 0}, {"scheme": "mallows", "dispersion": 0}],
)  # fmt: skip
def test_where_nothing_is_drawn_shares_are_verdicts(game, nothing):
    found = pp.solve(game, asked(draws=30, **nothing), seed=5)
    shares = found.robustness.shares
    for concept in BY_THRESHOLD:
        assert np.array_equal(shares.stable[concept], 30 * found.judged.stable[concept])
        assert np.array_equal(shares.equilibria[concept], 30 * found.judged.stable[concept].all(axis=0))


@pytest.mark.parametrize("scheme", ["statements", "swaps", "mallows"])
def test_chunks_change_nothing_and_fewer_draws_are_the_first(scheme, monkeypatch):
    settings = Perturbation(scheme, draws=100, swap=0.5, drop=0.5, flip=0.5, dispersion=0.6)
    whole = np.concatenate(list(drawn(dam(), settings, draws=100, each=100, rng=np.random.default_rng(2))))
    parts = list(drawn(dam(), settings, draws=60, each=7, rng=np.random.default_rng(2)))
    assert [len(part) for part in parts] == [7] * 8 + [4]
    assert np.array_equal(np.concatenate(parts), whole[:60])
    once = pp.solve(dam(), Stability(robustness=settings), seed=4).to_dict()
    monkeypatch.setattr(robustness, "HELD", 50)
    again = pp.solve(dam(), Stability(robustness=settings), seed=4).to_dict()
    assert once["robustness"] == again["robustness"]
    assert once["order"] == again["order"]


def test_draws_are_those_of_each_conflict_by_itself():
    game, settings = Conflict.from_moves(CHICKEN), Perturbation("mallows", draws=40, dispersion=0.8)
    found = pp.solve(game, Stability(robustness=settings), seed=9)
    (ranks,) = drawn(game, settings, draws=40, each=40, rng=np.random.default_rng(9))
    assert len(np.unique(ranks, axis=0)) > 10
    counted = {concept: np.zeros(4, dtype=int) for concept in BY_THRESHOLD}
    for draw in ranks:
        by_party = zip(game.parties, draw, strict=True)
        ranking = {p: [np.flatnonzero(row == r).tolist() for r in range(int(row.max()), 0, -1)] for p, row in by_party}  # fmt: skip
        alone = pp.solve(Conflict.from_moves({**CHICKEN, "ranking": ranking}), Stability())
        for concept in BY_THRESHOLD:
            counted[concept][alone.equilibria[concept]] += 1
    for concept in BY_THRESHOLD:
        assert np.array_equal(counted[concept], found.robustness.shares.equilibria[concept])


def test_without_a_seed_it_is_one():
    drawing = asked(scheme="swaps", draws=50)
    assert drawing.draws
    assert not Stability().draws
    assert pp.solve(dam(), drawing).to_dict()["robustness"] == pp.solve(dam(), drawing, seed=1).to_dict()["robustness"]  # fmt: skip
    assert pp.solve(dam(), drawing, seed=2).to_dict()["robustness"] != pp.solve(dam(), drawing, seed=1).to_dict()["robustness"]  # fmt: skip


def test_a_party_that_is_ranked_stays_as_stated_where_statements_are_edited():
    game = Conflict.from_moves({"options": OPTIONS, "prefer": {"n": PREFER["n"]}, "ranking": {"s": [[0, 2, 4, 6], [1, 3, 5, 7]]}})  # fmt: skip
    (ranks,) = drawn(game, Perturbation("statements", flip=1), draws=20, each=20, rng=np.random.default_rng(0))  # fmt: skip
    assert (ranks[:, game.parties.index("s")] == game.ranks[game.parties.index("s")]).all()
    assert (ranks[:, game.parties.index("n")] != game.ranks[game.parties.index("n")]).any()


@pytest.mark.parametrize("game", [Conflict.from_moves(CHICKEN), Conflict.from_moves(GRAPH)])
def test_swaps_that_turn_a_verdict_are_the_fewest(game):
    moves = Moves(game)
    found = pp.solve(game, Stability())
    told = robustness.flips(moves, found.judged, range(len(game.codes)))
    assert len(told) == len(game.codes) * len(BY_THRESHOLD) * 2
    classes = int(game.ranks.max())
    for flip in told:
        distances = []
        for order in permutations(range(1, classes + 1)):
            ranks = game.ranks.copy()
            ranks[flip.party] = np.array(order)[ranks[flip.party] - 1]
            held = robustness.stable_in_draws(moves, ranks[None], (flip.concept,))[flip.concept]
            if bool(held[0, :, flip.state].all()) != flip.holds:
                distances.append(sum(a > b for i, a in enumerate(order) for b in order[i + 1 :]))
        fewest = min(distances, default=99)
        assert (len(flip.swaps) if flip.swaps is not None else 99) == (fewest if fewest <= 3 else 99)
    assert any(flip.swaps is None for flip in told) or any(len(flip.swaps) > 1 for flip in told)


def test_swaps_made_in_a_row_turn_the_verdict():
    game = Conflict.from_moves(CHICKEN)
    moves = Moves(game)
    told = robustness.flips(moves, pp.solve(game, Stability()).judged, range(4))
    assert any(flip.swaps for flip in told)
    for flip in told:
        order = list(range(int(game.ranks[flip.party].max()), 0, -1))
        for higher, lower in flip.swaps or ():
            at = order.index(higher)
            assert order[at + 1] == lower
            order[at], order[at + 1] = lower, higher
        new = {rank: len(order) - place for place, rank in enumerate(order)}
        ranks = game.ranks.copy()
        ranks[flip.party] = [new[int(rank)] for rank in game.ranks[flip.party]]
        held = robustness.stable_in_draws(moves, ranks[None], (flip.concept,))[flip.concept]
        assert bool(held[0, :, flip.state].all()) == (flip.holds ^ (flip.swaps is not None))


def test_a_search_that_would_be_too_long_says_where_it_stopped(monkeypatch):
    game = Conflict.from_moves(CHICKEN)
    monkeypatch.setattr(robustness, "SEARCHED", 4 * 3)
    told = robustness.flips(Moves(game), pp.solve(game, Stability()).judged, (0,))
    assert {flip.searched for flip in told} == {1}
    assert all(flip.swaps is None or len(flip.swaps) == 1 for flip in told)


def test_too_many_draws_are_cut_and_said(monkeypatch):
    monkeypatch.setattr(robustness, "WORK", 8 * 20)
    found = pp.solve(dam(), asked(scheme="swaps", draws=50))
    assert found.status.code == "limit"
    assert "20 draws were made of 50" in str(found.status)
    assert found.to_dict()["robustness"]["draws"] == 20


def test_data_tell_shares_with_intervals_and_order_sorts_by_them():
    data = pp.solve(Conflict.from_moves(CHICKEN), asked(scheme="swaps", draws=200), seed=3).to_dict()
    told = data["robustness"]
    assert (told["scheme"], told["draws"]) == ("swaps", 200)
    assert set(told["share"]) == set(told["parties"]["a"]) == set(BY_THRESHOLD)
    for concept, by_state in told["share"].items():
        for code, share in by_state.items():
            assert share["low"] <= share["share"] <= share["high"]
            assert share["share"] <= min(told["parties"][p][concept][code]["share"] for p in ("a", "b"))
    shares = [entry["robustness"]["share"] for entry in data["order"] if entry["strongest"] == "nash"]
    assert len(shares) == 2
    assert shares == sorted(shares, reverse=True)
    assert "not a probability" in data["status"]["sentence"]
    assert {flip["state"] for flip in told["flips"]} == {entry["code"] for entry in data["order"]} | {0}
    assert data["concept"]["settings"]["robustness"]["scheme"] == "swaps"


def test_where_comparisons_are_not_known_nothing_is_drawn():
    found = pp.solve(Conflict.from_moves({**GRAPH, "unknown": {"a": [["x", "y"]]}}), asked(scheme="swaps"))
    assert found.robustness is None
    assert found.status.code == "limit"
    assert "No draws were made" in str(found.status)


def test_settings_are_read_from_data_and_refused_where_impossible():
    made = Stability.with_settings({"robustness": {"scheme": "mallows", "draws": 10, "dispersion": 0.3}})
    assert made.robustness == Perturbation("mallows", draws=10, dispersion=0.3)
    for wrong in ({"scheme": "other"}, {"scheme": "swaps", "swapz": 1}, {"draws": 10}):
        with pytest.raises(UsageError):
            Stability.with_settings({"robustness": wrong})
    for wrong in ({"dispersion": 1.5}, {"draws": 0}, {"swaps": 65}, {"flip": -0.1}, {"drop": float("nan")}):
        with pytest.raises(UsageError):
            pp.solve(dam(), asked(scheme="swaps", **wrong))


def test_no_ranking_that_can_change_is_said():
    found = pp.solve(Conflict.from_moves(CHICKEN), asked(scheme="statements", draws=3))
    assert "all draws are alike" in str(found.status)


@pytest.mark.parametrize("scheme", ["statements", "swaps", "mallows"])
def test_the_concept_keeps_its_promises(scheme):
    check_concept(asked(scheme=scheme, draws=20), dam())


def test_a_statement_is_the_other_way_round_with_the_chance_that_the_brief_gives_it():
    stated = {"n": [{"statement": "dam", "flip_chance": 0.5}, "not protest"], "s": ["not dam", {"statement": "quota", "flip_chance": 0}]}  # fmt: skip
    game = Conflict.from_moves({"options": OPTIONS, "prefer": stated})
    assert [[item.flip for item in game.statements[party]] for party in "ns"] == [[0.5, None], [None, 0.0]]
    nothing_else = Perturbation("statements", draws=400, swap=0, drop=0, flip=0)
    (ranks,) = drawn(game, nothing_else, draws=400, each=400, rng=np.random.default_rng(3))
    turned = (ranks[:, 0] != game.ranks[0]).any(axis=1)
    assert turned.mean() == pytest.approx(0.5, abs=0.08)
    assert (ranks[:, 1] == game.ranks[1]).all()
    other = Conflict.from_moves({"options": OPTIONS, "prefer": {**PREFER, "n": ["not dam", "not protest"]}})
    assert (ranks[turned, 0] == other.ranks[0]).all()


def test_a_chance_for_all_statements_counts_where_they_have_none_of_their_own():
    stated = {"n": [{"statement": "dam", "flip_chance": 0}, "not protest"], "s": ["not dam"]}
    game = Conflict.from_moves({"options": OPTIONS, "prefer": stated, "flip_chance": 0.5})
    assert [item.flip for item in (*game.statements["n"], *game.statements["s"])] == [0.0, 0.5, 0.5]
