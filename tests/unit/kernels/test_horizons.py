"""Limited-move stability: against the case files, the recursion, and Nash at the first horizon."""

from typing import Any

import cases
import literal_groups as literal
import numpy as np
import pytest
from literal_groups import pairs
from random_conflicts import bare

from pourparler.kernels.arc_lists import listing
from pourparler.kernels.arcs import thresholds, verdicts
from pourparler.kernels.horizons import limited_moves


def listed(moves: list[literal.Moves]) -> list[Any]:
    return [listing(pairs(m), len(m)) for m in moves]


@cases.needed
@pytest.mark.parametrize("name", [n for n in cases.NAMES if "limited_move" in cases.read(n).expected])
def test_cases(name: str) -> None:
    case = cases.read(name)
    found = limited_moves(listed(case.moves), case.array, horizon=6)
    for h, codes in case.expected["limited_move"].items():
        assert np.flatnonzero(found.stable[int(h)].all(axis=0)).tolist() == case.states(codes)
    assert not found.tie_broken.any()


@pytest.mark.parametrize("seed", range(40))
def test_recursion_ties_and_nash(seed: int) -> None:
    """P15: at horizon 1 the verdicts are Nash."""
    rng = np.random.default_rng([seed, 41])
    states = int(rng.integers(2, 7))
    moves, ranks = bare(rng, 2, states, ties=bool(seed % 2))
    lists, array = listed(moves), np.array(ranks, dtype=np.int32)
    found = limited_moves(lists, array, horizon=4)
    for h in range(5):
        for i in (0, 1):
            for s in range(states):
                assert found.ends[h, i, s] == literal.looking(moves, ranks, h, (i, s))
                assert found.tie_broken[h, i, s] == literal.broken_ties(moves, ranks, h, (i, s))
                rests = found.tie_broken[h, i, s] or any(
                    found.rests_on_tie[h - 1, 1 - i, t] for t in (moves[i][s] if h else ())
                )
                assert found.rests_on_tie[h, i, s] == rests
    nash = verdicts(array, thresholds(lists, array, concepts=["nash"]).levels)[0]
    assert np.array_equal(found.stable[1], nash)
    if not seed % 2:
        assert not found.rests_on_tie.any()


def test_chicken_is_not_monotone_in_the_horizon() -> None:
    drivers = [np.array([[0, 1], [1, 0], [2, 3], [3, 2]]), np.array([[0, 2], [2, 0], [1, 3], [3, 1]])]
    ranks = np.array([[1, 2, 4, 3], [1, 4, 2, 3]])
    found = limited_moves([listing(a, 4) for a in drivers], ranks, horizon=6)
    whole = [np.flatnonzero(found.stable[h].all(axis=0)).tolist() for h in range(1, 7)]
    assert whole == [[1, 2], [], [3], [3], [3], [3]]


def test_a_broken_tie_takes_the_lowest_state() -> None:
    lists = [listing(np.array([[0, 2], [0, 1]]), 3), listing(np.zeros((0, 2)), 3)]
    found = limited_moves(lists, np.array([[1, 2, 2], [1, 1, 1]]), horizon=1)
    assert found.ends[1, 0].tolist() == [1, 1, 2]
    assert found.tie_broken[1, 0].tolist() == [True, False, False]
