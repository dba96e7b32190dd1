"""The literal definitions and the fast method against the published and synthetic conflicts."""

import numpy as np
import pytest
from cases import NAMES, needed, on_axes, read
from literal import CONCEPTS, Literal, from_axes

from pourparler.kernels.deterrence import secured, thresholds, verdicts
from pourparler.kernels.foresight import NO_MOVE
from pourparler.kernels.move_axes import Game

pytestmark = needed


def literal(case):
    return Literal(case.graph() if case.axes is None else from_axes(**case.arrays()))


def game(conflict):
    return Game(*(conflict[key] for key in ("levels", "owners", "allowed", "feasible")))


@pytest.mark.parametrize("name", NAMES)
def test_the_oracle_gives_what_is_expected(name):
    case = read(name)
    oracle = literal(case)
    expected = case.expected
    for party, label in enumerate(case.parties):
        assert [s for s in oracle.states if oracle.structural(party, s)] == expected["structural"][label]
        for concept in CONCEPTS:
            stable = [s for s in oracle.states if oracle.stable(party, s, concept)]
            assert stable == expected["stable"][label][concept]
            margins = [oracle.margin(party, s, concept) for s in oracle.states]
            assert margins == expected["margins"][label][concept]


def test_moving_twice_running_matters_where_moves_do_not_chain():
    case = read("synthetic_graph")
    oracle = Literal(case.graph(), consecutive=True)
    for concept in CONCEPTS:
        stable = [s for s in oracle.states if all(oracle.stable(i, s, concept) for i in oracle.parties)]
        assert stable == case.expected["equilibria_consecutive_allowed"][concept]


def strong(case):
    return case.expected["strong"]


def test_the_oracle_gives_the_strong_verdicts_expected():
    case = read("synthetic_statements")
    oracle = literal(case)
    for party, label in enumerate(case.parties):
        for concept, expected in strong(case)["stable"][label].items():
            gaps = strong(case)["great_gaps"][label]
            found = [
                s for s in oracle.states if oracle.strongly_stable(party, s, concept=concept, great_gaps=gaps)
            ]
            assert found == expected


def test_what_is_secured_gives_the_strong_verdicts_expected():
    case = read("synthetic_statements")
    conflict = case.arrays()
    found = secured(game(conflict), conflict["ranks"])
    for party, label in enumerate(case.parties):
        ranks = conflict["ranks"][party]
        # Classes from the best; the best class far below is the one right after the next gap.
        bottoms = [ranks.max() - gap for gap in strong(case)["great_gaps"][label]]
        far = np.array([max([b for b in bottoms if b < rank], default=-1) for rank in ranks])
        for concept, expected in strong(case)["stable"][label].items():
            assert np.flatnonzero((found[concept][party] <= far) & conflict["feasible"]).tolist() == expected


@pytest.mark.parametrize("name", on_axes())
def test_the_kernels_give_what_is_expected(name):
    case = read(name)
    conflict, expected = case.arrays(), case.expected
    quick = verdicts(game(conflict), conflict["ranks"])
    exact = thresholds(game(conflict), conflict["ranks"])
    for party, label in enumerate(case.parties):
        assert np.flatnonzero(exact.structural[party]).tolist() == expected["structural"][label]
        for concept in CONCEPTS:
            assert np.flatnonzero(quick.stable[concept][party]).tolist() == expected["stable"][label][concept]
            assert (exact.stable(concept) == quick.stable[concept]).all()
            margins = exact.margins(concept)[party][conflict["feasible"]].tolist()
            assert [None if m == NO_MOVE else m for m in margins] == expected["margins"][label][concept]
