"""Coalitions: against the case files, against the definitions, and what holds for one party and for all."""

from typing import Any

import cases
import literal_groups as literal
import numpy as np
import pytest
from literal_groups import pairs
from random_conflicts import bare, with_axes

from pourparler.kernels.arc_lists import improving, listing
from pourparler.kernels.arcs import thresholds, verdicts
from pourparler.kernels.joint_moves import CONCEPTS, coalitions, every_group, jumps
from pourparler.kernels.reaching import packed, reached, unpacked


def listed(moves: list[literal.Moves]) -> list[Any]:
    return [listing(pairs(m), len(m)) for m in moves]


def table(arcs: Any) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for s, t in zip(arcs.sources.tolist(), arcs.targets.tolist(), strict=True):
        found.setdefault(s, []).append(t)
    return found


@cases.needed
@pytest.mark.parametrize("name", cases.NAMES)
def test_cases(name: str) -> None:
    case = cases.read(name)
    groups = every_group(range(len(case.parties)))
    found = coalitions(listed(case.moves), case.array, groups=groups)
    assert found.complete
    assert found.groups == groups
    for known in case.expected["coalitions"]:
        g = groups.index(tuple(case.parties.index(party) for party in known["parties"]))
        gains = {
            str(case.codes[s]): [case.codes[t] for t in ts] for s, ts in table(found.improvements[g]).items()
        }
        assert gains == known["improvements"]
        for c, concept in enumerate(CONCEPTS):
            assert case.states(known["stable"][concept]) == np.flatnonzero(found.stable[g, c]).tolist()


@pytest.mark.parametrize("seed", range(40))
def test_definitions(seed: int) -> None:
    rng = np.random.default_rng([seed, 11])
    count, states = int(rng.integers(2, 5)), int(rng.integers(2, 7))
    moves, ranks = bare(rng, count, states, ties=bool(seed % 2))
    groups = every_group(range(count))
    found = coalitions(listed(moves), np.array(ranks, dtype=np.int32), groups=groups)
    assert found.complete
    for g, group in enumerate(groups):
        gains = table(found.improvements[g])
        for s in range(states):
            assert gains.get(s, []) == sorted(literal.joint(moves, ranks, group, s))
            for c, concept in enumerate(CONCEPTS):
                assert found.stable[g, c, s] == literal.coalition_stable(moves, ranks, group, s, concept)


@pytest.mark.parametrize("seed", range(15))
def test_one_party_and_all_parties(seed: int) -> None:
    """P11: one party's Nash, GMR, SMR are the plain ones, SEQ is implied; all parties have no answerers."""
    rng = np.random.default_rng([seed, 12])
    moves, ranks, _, _ = with_axes(rng, 3, 4)
    lists, array = listed(moves), np.array(ranks, dtype=np.int32)
    found = coalitions(lists, array, groups=every_group(range(3)))
    plain = verdicts(array, thresholds(lists, array, concepts=CONCEPTS).levels)
    for i in range(3):
        assert np.array_equal(found.stable[i, :3], plain[:3, i])
        assert (found.stable[i, 3] | ~plain[3, i]).all()
    assert (found.stable[-1] == found.stable[-1, 0]).all()


@pytest.mark.parametrize("seed", range(10))
def test_jumps_between_equilibria(seed: int) -> None:
    rng = np.random.default_rng([seed, 13])
    moves, ranks = bare(rng, 3, 6)
    lists, array = listed(moves), np.array(ranks, dtype=np.int32)
    found = coalitions(lists, array, groups=every_group(range(3)))
    stable = verdicts(array, thresholds(lists, array, concepts=["gmr"]).levels)[0].all(axis=0)
    gains = [improving(m, array[i]) for i, m in enumerate(lists)]
    rows = reached(gains, states=6).rows
    known = [
        (group, s, t)
        for group in every_group(range(3))
        for s in range(6)
        for t in sorted(literal.joint(moves, ranks, group, s))
        if len(group) > 1
        and all(literal.stable(moves, ranks, i, x, "gmr") for i in range(3) for x in (s, t))
        and t
        not in literal.group_moves([literal.improving(m, r) for m, r in zip(moves, ranks, strict=True)], s)
    ]
    assert [
        tuple(jump) for jump in jumps(found.groups, found.improvements, stable, by_improvements=rows)
    ] == known


def test_the_elmira_jump() -> None:
    """Kilgour, Hipel, Fang and Peng 2001: ministry and company move together from s5 to s8 (places 4 and 7)."""
    ministry = [[0, 1], [2, 3], [4, 5], [6, 7]]
    company = [[0, 2], [0, 8], [1, 3], [1, 8], [2, 8], [3, 8], [4, 6], [4, 8], [5, 7], [5, 8], [6, 8], [7, 8]]
    local = [[0, 4], [1, 5], [2, 6], [3, 7], [4, 0], [5, 1], [6, 2], [7, 3]]
    ranks = np.array([[4, 3, 8, 7, 5, 2, 9, 6, 1], [9, 2, 4, 8, 6, 1, 3, 7, 5], [6, 2, 8, 3, 7, 4, 9, 5, 1]])
    lists = [listing(np.array(a), 9) for a in (ministry, company, local)]
    found = coalitions(lists, ranks, groups=every_group(range(3)))
    stable = verdicts(ranks, thresholds(lists, ranks, concepts=["nash"]).levels)[0].all(axis=0)
    assert np.flatnonzero(stable).tolist() == [4, 7, 8]
    rows = reached([improving(m, ranks[i]) for i, m in enumerate(lists)], states=9).rows
    assert [
        tuple(jump) for jump in jumps(found.groups, found.improvements, stable, by_improvements=rows)
    ] == [((0, 1), 4, 7)]


def test_a_cap_keeps_the_finished_coalitions() -> None:
    rng = np.random.default_rng(14)
    moves, ranks = bare(rng, 3, 7)
    lists, array = listed(moves), np.array(ranks, dtype=np.int32)
    whole = coalitions(lists, array, groups=every_group(range(3)))
    part = coalitions(lists, array, groups=every_group(range(3)), cap=whole.work // 2)
    done = len(part.groups)
    assert not part.complete
    assert part.work <= whole.work // 2
    assert 0 < done < 7
    assert np.array_equal(part.stable, whole.stable[:done])
    assert coalitions(lists, array, groups=every_group(range(3)), cap=whole.work).complete


def test_many_answering_sets_are_not_listed() -> None:
    arcs = [listing(np.array([[0, 1]]), 2), *(listing(np.zeros((0, 2)), 2) for _ in range(11))]
    ranks = np.array([[1, 2]] * 12)
    assert coalitions(arcs, ranks, groups=[(0,)], concepts=["nash", "gmr", "smr"]).complete
    assert not coalitions(arcs, ranks, groups=[(0,)]).complete


@pytest.mark.parametrize("seed", range(30))
def test_reach_of_groups(seed: int) -> None:
    rng = np.random.default_rng([seed, 15])
    states, count = int(rng.integers(2, 9)), int(rng.integers(1, 5))
    moves = bare(rng, count, states)[0]
    for consecutive in ("forbid", "allow"):
        found = reached(listed(moves), states=states, consecutive=consecutive)
        dense = unpacked(found.rows, states)
        for s in range(states):
            assert set(np.flatnonzero(dense[s])) == literal.group_moves(moves, s, consecutive)


def test_reach_of_nobody_its_cap_and_its_size() -> None:
    assert not unpacked(reached([], states=3).rows, 3).any()
    lists = [listing(np.array([[0, 1]]), 3), listing(np.array([[1, 2]]), 3)]
    assert not reached(lists, states=3, cap=7).complete
    assert reached(lists, states=3, cap=24).work == 24  # three passes of 2 arcs and 2 x 3 rows of one word
    with pytest.raises(ValueError, match="2048"):
        reached(lists, states=2049)


@pytest.mark.parametrize("states", [1, 63, 64, 65, 130])
def test_bits_and_back(states: int) -> None:
    dense = np.random.default_rng(states).random((5, states)) < 0.5
    assert np.array_equal(unpacked(packed(dense), states), dense)
