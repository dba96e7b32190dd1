"""Unknown pairs: against the case file, the definitions, and what the four definitions imply of each other."""

from typing import Any

import cases
import literal_groups as literal
import numpy as np
import pytest
from literal_groups import pairs
from random_conflicts import bare

from pourparler.kernels.arc_lists import listing
from pourparler.kernels.arcs import thresholds, verdicts
from pourparler.kernels.unknown_pairs import CONCEPTS, DEFINITIONS, unknown_verdicts

Doubt = list[set[frozenset[int]]]


def listed(moves: list[literal.Moves]) -> list[Any]:
    return [listing(pairs(m), len(m)) for m in moves]


def dense(doubt: Doubt, states: int) -> list[np.ndarray]:
    found = []
    for one in doubt:
        whole = np.zeros((states, states), dtype=bool)
        for pair in one:
            s, t = sorted(pair)
            whole[s, t] = whole[t, s] = True
        found.append(whole)
    return found


def random_doubt(rng: np.random.Generator, parties: int, states: int) -> Doubt:
    share = rng.choice([0.1, 0.3, 0.6])
    return [
        {frozenset((s, t)) for s in range(states) for t in range(s) if rng.random() < share}
        for _ in range(parties)
    ]


@cases.needed
def test_the_case_of_unknown_pairs() -> None:
    case = cases.read("synthetic_graph")
    known, states = case.expected["unknown"], len(case.codes)
    doubt = [
        {frozenset(case.states(pair)) for pair in known["pairs"].get(party, [])} for party in case.parties
    ]
    found = unknown_verdicts(listed(case.moves), case.array, dense(doubt, states))
    assert found.complete
    for d, definition in enumerate(DEFINITIONS):
        for c, concept in enumerate(CONCEPTS):
            expected = known["definitions"][definition][concept]
            for i, party in enumerate(case.parties):
                told = np.flatnonzero(found.stable[d, c, i]).tolist()
                assert told == case.states(expected["stable"][party])
            whole = np.flatnonzero(found.stable[d, c].all(axis=0)).tolist()
            assert whole == case.states(expected["equilibria"])


@pytest.mark.parametrize("seed", range(60))
def test_definitions_and_what_they_imply(seed: int) -> None:
    rng = np.random.default_rng([seed, 21])
    count, states = int(rng.integers(1, 5)), int(rng.integers(2, 8))
    moves, ranks = bare(rng, count, states, ties=bool(seed % 2))
    doubt = random_doubt(rng, count, states)
    found = unknown_verdicts(listed(moves), np.array(ranks, dtype=np.int32), dense(doubt, states)).stable
    for d, definition in enumerate(DEFINITIONS):
        for c, concept in enumerate(CONCEPTS):
            for i in range(count):
                for s in range(states):
                    asked = (i, s, concept, definition)
                    assert found[d, c, i, s] == literal.unknown_stable(moves, ranks, doubt, asked)
    a, b, c_, d_ = found
    for less, more in ((a, b), (a, c_), (b, d_), (c_, d_)):
        assert (more | ~less).all()


@pytest.mark.parametrize("seed", range(20))
def test_nothing_unknown_is_the_plain_answer(seed: int) -> None:
    """P10, also where a party carries an empty table."""
    rng = np.random.default_rng([seed, 22])
    moves, ranks = bare(rng, 3, 7)
    lists, array = listed(moves), np.array(ranks, dtype=np.int32)
    plain = verdicts(array, thresholds(lists, array, concepts=CONCEPTS).levels)
    found = unknown_verdicts(lists, array, [None, np.zeros((7, 7), dtype=bool), None])
    for d in range(4):
        assert np.array_equal(found.stable[d], plain)


def test_coming_back_counts_only_where_a_move_comes_back() -> None:
    """Under d an unknown improvement is none; under c the others may lead back to it, and it is an answer then."""
    doubt = [{frozenset((0, 1))}, set(), set()]
    ranks = np.array([[1, 2, 3], [1, 1, 1], [1, 1, 1]], dtype=np.int32)
    own, there, back = np.array([[0, 1]]), np.array([[1, 2]]), np.array([[2, 1]])
    none = np.zeros((0, 2))
    for arcs, kept in (((own, there, none), False), ((own, there, back), True)):
        lists = [listing(a, 3) for a in arcs]
        found = unknown_verdicts(lists, ranks, dense(doubt, 3), definitions=["c"])
        assert found.stable[0, CONCEPTS.index("gmr"), 0, 0] == kept


def test_work_is_counted_and_capped() -> None:
    rng = np.random.default_rng(23)
    moves, ranks = bare(rng, 3, 7)
    lists, array = listed(moves), np.array(ranks, dtype=np.int32)
    whole = unknown_verdicts(lists, array, [None] * 3)
    assert whole.complete
    assert unknown_verdicts(lists, array, [None] * 3, cap=whole.work).complete
    assert not unknown_verdicts(lists, array, [None] * 3, cap=whole.work - 1).complete
