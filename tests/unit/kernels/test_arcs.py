"""Stability over arcs: against the case files, against the literal definitions, and its own properties."""

from typing import Any

import cases
import literal_groups as literal
import numpy as np
import pytest
from literal_groups import pairs
from random_conflicts import bare, with_axes

from pourparler.kernels.arc_lists import improving, listing
from pourparler.kernels.arcs import answers, leading, temptations, thresholds, verdicts
from pourparler.kernels.axis_moves import arcs_of, count_arcs, moves_from
from pourparler.kernels.chaining import chains
from pourparler.kernels.foresight import CONCEPTS, LOW, NO_MOVE, margins
from pourparler.kernels.move_axes import Game
from pourparler.kernels.replies import cheapest


def listed(moves: list[literal.Moves]) -> list[Any]:
    return [listing(pairs(m), len(m)) for m in moves]


def equilibria(case: cases.Case, consecutive: str) -> dict[str, list[Any]]:
    found = thresholds(listed(case.moves), case.array, consecutive=consecutive)
    whole = verdicts(case.array, found.levels).all(axis=1)
    return {c: [case.codes[s] for s in np.flatnonzero(whole[k])] for k, c in enumerate(CONCEPTS)}


@cases.needed
@pytest.mark.parametrize("name", cases.NAMES)
def test_cases(name: str) -> None:
    case = cases.read(name)
    found = thresholds(listed(case.moves), case.array)
    stable, distance = verdicts(case.array, found.levels), margins(case.array, found.levels)
    assert found.settled
    for i, party in enumerate(case.parties):
        for k, concept in enumerate(CONCEPTS):
            known = [case.codes[s] for s in np.flatnonzero(stable[k, i])]
            assert known == case.expected["stable"][party][concept]
            told = [None if m == NO_MOVE else m for m in distance[k, i].tolist()]
            assert told == case.expected["margins"][party][concept]
        structural = [case.codes[s] for s in np.flatnonzero(distance[0, i] == NO_MOVE)]
        assert structural == case.expected["structural"][party]
    assert equilibria(case, "forbid").items() <= case.expected["equilibria"].items()
    if "equilibria_consecutive_allowed" in case.expected:
        assert equilibria(case, "allow") == case.expected["equilibria_consecutive_allowed"]
    if case.axes is not None:
        assert equilibria(case, "allow") == equilibria(case, "forbid")


@cases.needed
def test_blocked_moves_and_reversible_options() -> None:
    case = cases.read("synthetic_statements")
    known = case.expected["switch"]
    free = cases.read("synthetic_statements", reversible=True)
    assert equilibria(free, "forbid").items() <= known["reversible"].items()
    blocked = tuple(tuple(move) for move in known["blocked_moves"]["moves"])
    less = cases.read("synthetic_statements", reversible=True, without=blocked)
    assert sum(map(len, free.arcs)) - sum(map(len, less.arcs)) == known["blocked_moves"]["count"]
    assert equilibria(less, "forbid").items() <= known["blocked_moves"]["equilibria"].items()


@cases.needed
def test_strength_of_preference() -> None:
    """Strongly stable iff the worst temptation is held to the best rank beyond a great gap below."""
    case = cases.read("synthetic_statements")
    known, lists = case.expected["strong"], listed(case.moves)
    for i, party in enumerate(case.parties):
        rank, classes = case.array[i], int(case.array[i].max())
        far = np.full(len(rank), LOW)
        for gap in sorted(known["great_gaps"][party], reverse=True):
            far[rank > classes - gap] = classes - gap
        for concept in ("gmr", "smr", "seq", "sseq"):
            least = answers(lists, case.array, party=i, concept=concept).least
            strong = np.flatnonzero(temptations(lists[i], rank, least) <= far)
            assert [case.codes[s] for s in strong] == known["stable"][party][concept]


@cases.needed
@pytest.mark.parametrize("name", [n for n in cases.NAMES if n not in ("elmira", "synthetic_graph")])
def test_axes_of_cases_written_out(name: str) -> None:
    """P9: the moves of the axes are those of the definition, and they chain."""
    case = cases.read(name)
    assert case.axes is not None
    levels, owners, allowed = case.axes
    feasible = np.zeros(np.prod(levels), dtype=bool)
    feasible[case.codes] = True
    game = Game(tuple(levels), tuple(owners), tuple(np.array(a) for a in allowed), feasible)
    arcs = arcs_of(game, parties=len(case.parties))
    assert arcs is not None
    assert [a.tolist() for a in arcs] == [a.tolist() for a in case.arcs]
    assert {chains(a, len(case.codes)).answer for a in arcs} == {"chains"}


@pytest.mark.parametrize("seed", range(60))
def test_thresholds_equal_the_definitions(seed: int) -> None:
    rng = np.random.default_rng([seed, 1])
    states = int(rng.integers(2, 9))
    moves, ranks = bare(rng, int(rng.integers(2, 5)), states, ties=bool(seed % 3))
    array = np.array(ranks, dtype=np.int32)
    for consecutive in ("forbid", "allow"):
        found = thresholds(listed(moves), array, consecutive=consecutive)
        stable, distance = verdicts(array, found.levels), margins(array, found.levels)
        for k, concept in enumerate(CONCEPTS):
            for i in range(len(moves)):
                for s in range(states):
                    assert stable[k, i, s] == literal.stable(moves, ranks, i, s, concept, consecutive)
                    known = literal.margin(moves, ranks, i, s, concept, consecutive)
                    assert (NO_MOVE if known is None else known) == distance[k, i, s]


@pytest.mark.parametrize("seed", range(20))
def test_axes_written_out_and_forgotten_last_movers(seed: int) -> None:
    """P9: written arcs are the definition's; where all chain, last movers change no verdict."""
    rng = np.random.default_rng([seed, 2])
    moves, ranks, (levels, owners, allowed), feasible = with_axes(rng, 3, int(rng.integers(1, 5)))
    game = Game(tuple(levels), tuple(owners), tuple(np.array(a) for a in allowed), feasible)
    arcs = arcs_of(game, parties=3)
    assert arcs is not None
    assert [a.tolist() for a in arcs] == [pairs(m).tolist() for m in moves]
    assert count_arcs(game, parties=3) == tuple(map(len, arcs))
    for party, own in enumerate(moves):
        assert moves_from(game, party)[feasible].tolist() == [len(own[s]) for s in range(len(own))]
    assert arcs_of(game, parties=3, cap=sum(map(len, arcs)) - 1) is None
    states, array = len(ranks[0]), np.array(ranks, dtype=np.int32)
    lists = [listing(a, states) for a in arcs]
    assert all(chains(a, states).answer == "chains" for a in arcs)
    kept = thresholds(lists, array)
    free = thresholds(lists, array, consecutive="allow")
    assert np.array_equal(verdicts(array, kept.levels), verdicts(array, free.levels))
    assert np.array_equal(kept.levels, free.levels)
    for k, concept in enumerate(CONCEPTS):
        for i in range(3):
            for s in range(states):
                assert verdicts(array, kept.levels)[k, i, s] == literal.stable(moves, ranks, i, s, concept)


@pytest.mark.parametrize("dense", [2, 4, 256])
@pytest.mark.parametrize("seed", range(40))
def test_chaining_is_told_with_the_missing_move(
    seed: int, dense: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where parts are too large for squares, and where one move was taken from moves that chain."""
    monkeypatch.setattr("pourparler.kernels.chaining.DENSE", dense)
    monkeypatch.setattr("pourparler.kernels.chaining.PAIRS", 20)
    rng = np.random.default_rng([seed, 3])
    moves = bare(rng, 1, int(rng.integers(2, 9)))[0][0]
    if seed % 2:
        moves = with_axes(rng, 2, 4)[0][0]
        some = [s for s in moves if moves[s]]
        if some and seed % 4 == 1:
            moves[some[-1]].remove(max(moves[some[-1]]))
    missing = [
        (s, t, u)
        for s in moves
        for t in sorted(moves[s])
        for u in sorted(moves[t])
        if u != s and u not in moves[s]
    ]
    found = chains(pairs(moves), len(moves))
    assert found.answer == ("broken" if missing else "chains")
    assert found.broken == (missing[0] if missing else None)


def test_chaining_has_a_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = np.argwhere(~np.eye(8, dtype=bool))
    assert chains(whole, 8) == ("chains", None, 8)
    assert chains(whole, 8, cap=7) == ("limit", None, 0)
    monkeypatch.setattr("pourparler.kernels.chaining.DENSE", 7)
    assert chains(whole, 8) == ("chains", None, 8 * 7 * 7)
    assert chains(whole, 8, cap=391) == ("limit", None, 0)


def test_draws_are_runs_of_their_own() -> None:
    rng = np.random.default_rng(4)
    moves = bare(rng, 3, 8)[0]
    draws = np.stack([np.array(bare(rng, 3, 8)[1]) for _ in range(9)]).astype(np.int32)
    together = thresholds(listed(moves), draws).levels
    assert together.shape == (5, 9, 3, 8)
    for d in range(9):
        assert np.array_equal(together[:, d], thresholds(listed(moves), draws[d]).levels)


def test_chunks_of_draws_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    moves = bare(rng, 3, 7)[0]
    draws = np.stack([np.array(bare(rng, 3, 7)[1]) for _ in range(5)]).astype(np.int32)
    whole = thresholds(listed(moves), draws).levels
    monkeypatch.setattr("pourparler.kernels.arcs.HELD", 1)
    assert np.array_equal(whole, thresholds(listed(moves), draws).levels)


def test_small_chunks_write_the_same_arcs(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(6)
    moves, _, (levels, owners, allowed), feasible = with_axes(rng, 2, 4)
    game = Game(tuple(levels), tuple(owners), tuple(np.array(a) for a in allowed), feasible)
    monkeypatch.setattr("pourparler.kernels.axis_moves.PAIRS", 3)
    arcs = arcs_of(game, parties=2)
    assert arcs is not None
    assert [a.tolist() for a in arcs] == [pairs(m).tolist() for m in moves]
    assert {chains(a, int(feasible.sum())).answer for a in arcs} == {"chains"}


def test_a_long_chain_of_answers_meets_the_cap_honestly() -> None:
    """Two opponents in turn along a line: every pass looks one state further."""
    line = np.column_stack((np.arange(40), np.arange(1, 41)))
    moves = [listing(np.zeros((0, 2)), 41), listing(line[::2], 41), listing(line[1::2], 41)]
    ranks = np.array([np.arange(41, 0, -1), np.ones(41), np.ones(41)], dtype=np.int32)
    done = answers(moves, ranks, party=0, concept="gmr")
    assert done.settled
    # The last of 40 steps is seen in the first pass, then two more in each, and one pass finds nothing new.
    assert (done.rounds, done.work) == (22, 22 * 40)
    assert done.least.tolist() == [1] * 41
    short = answers(moves, ranks, party=0, concept="gmr", cap=120)
    assert short.rounds == 3
    assert not short.settled
    assert (short.least >= done.least).all()
    assert not thresholds(moves, ranks, concepts=["gmr"], cap=120).settled


@pytest.mark.parametrize("seed", range(30))
def test_own_move_and_reply(seed: int) -> None:
    """The move that decides, the temptation, and the cheapest answer with its route, by trying them all."""
    rng = np.random.default_rng([seed, 7])
    states = int(rng.integers(3, 8))
    moves, ranks = bare(rng, 3, states)
    lists, array = listed(moves), np.array(ranks, dtype=np.int32)
    for concept in ("gmr", "smr", "seq", "sseq"):
        for i in range(3):
            least = answers(lists, array, party=i, concept=concept).least
            lead = leading(lists[i], array[i], least).tolist()
            tempted = temptations(lists[i], array[i], least)
            for s in range(states):
                worth = {t: min(ranks[i][t], int(least[t])) for t in sorted(moves[i][s])}
                assert lead[s] == (max(worth, key=lambda t: (worth[t], -t)) if worth else -1)
                gains = [int(least[t]) for t in moves[i][s] if ranks[i][t] > ranks[i][s]]
                assert tempted[s] == max(gains, default=LOW)
                assert (tempted[s] <= ranks[i][s]) == literal.stable(moves, ranks, i, s, concept)
            check_reply(moves, ranks, i, concept)


def check_reply(moves: list[literal.Moves], ranks: list[list[int]], i: int, concept: Any) -> None:
    others = [j for j in range(3) if j != i]
    steps = [moves[j] if concept in ("gmr", "smr") else literal.improving(moves[j], ranks[j]) for j in others]
    for t in range(len(ranks[0])):
        found = cheapest(listed(moves), np.array(ranks, dtype=np.int32), t, party=i, concept=concept)
        ends = literal.answers(moves, ranks, i, t, concept) - {t}
        if not ends:
            assert found is None
            continue
        assert found is not None
        after = {
            u: max([ranks[i][u], *([ranks[i][v] for v in moves[i][u]] if concept in ("smr", "sseq") else [])])
            for u in ends
        }
        assert found.worth == min(after.values())
        assert found.end == min(u for u in ends if after[u] == found.worth)
        routes = literal.sequences(steps, t, 3 * len(ranks[0]))[found.end][1]
        assert found.steps == tuple((others[k], u) for k, u in routes)
        if found.counter is not None:
            assert ranks[i][found.counter] == found.worth > ranks[i][found.end]
            assert found.counter == min(v for v in moves[i][found.end] if ranks[i][v] == found.worth)
        else:
            assert found.worth == ranks[i][found.end]


def test_lists_are_put_in_order() -> None:
    arcs = listing(np.array([[2, 0], [0, 2], [2, 2], [0, 1], [0, 2]]), 4)
    assert arcs.sources.tolist() == [0, 0, 2]
    assert arcs.targets.tolist() == [1, 2, 0]
    assert arcs.degrees.tolist() == [2, 0, 1, 0]
    assert improving(arcs, np.array([1, 1, 2, 9])).targets.tolist() == [2]


def test_published_sets_of_chicken() -> None:
    """Two drivers: swerving is the first option of each. Restated so that it runs without the case files."""
    drivers = [np.array([[0, 1], [1, 0], [2, 3], [3, 2]]), np.array([[0, 2], [2, 0], [1, 3], [3, 1]])]
    ranks = np.array([[1, 2, 4, 3], [1, 4, 2, 3]], dtype=np.int32)
    found = thresholds([listing(a, 4) for a in drivers], ranks)
    whole = verdicts(ranks, found.levels).all(axis=1)
    known = {"nash": [1, 2], "gmr": [1, 2, 3], "smr": [1, 2, 3], "seq": [1, 2], "sseq": [1, 2]}
    assert {c: np.flatnonzero(whole[k]).tolist() for k, c in enumerate(CONCEPTS)} == known


def test_levels_that_two_ways_lead_to_are_counted_once() -> None:
    """From the lowest of four levels both middle ones and the highest: three moves, not four."""
    diamond = np.array([[1, 1, 1, 1], [0, 1, 0, 1], [0, 0, 1, 1], [0, 0, 0, 1]], dtype=bool)
    game = Game((4, 2), (0, 1), (diamond, np.ones((2, 2), dtype=bool)), np.ones(8, dtype=bool))
    assert moves_from(game, 0).tolist() == [3, 1, 1, 0] * 2
    assert count_arcs(game, parties=2) == (10, 8)
