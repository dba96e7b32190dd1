"""Paths from the status quo: against the case files, against all sequences, and legal step by step."""

from typing import Any

import cases
import literal_groups as literal
import numpy as np
import pytest
from literal_groups import pairs
from random_conflicts import bare

from pourparler.kernels.arc_lists import listing
from pourparler.kernels.joint_moves import coalitions, every_group
from pourparler.kernels.journeys import KINDS, Journeys, Step, journeys, losses, shortest, with_jumps
from pourparler.kernels.routes import distances, route, search


def listed(moves: list[literal.Moves]) -> list[Any]:
    return [listing(pairs(m), len(m)) for m in moves]


def travelled(moves: list[literal.Moves], ranks: np.ndarray, start: int) -> Journeys:
    lists = listed(moves)
    together = [g for g in every_group(range(len(moves))) if len(g) > 1]
    found = coalitions(lists, ranks, groups=together, concepts=["nash"])
    joint = list(zip(found.groups, found.improvements, strict=True))
    return journeys(lists, ranks, start, joint=joint)


@cases.needed
@pytest.mark.parametrize("name", cases.NAMES)
def test_cases(name: str) -> None:
    case = cases.read(name)
    found, known = travelled(case.moves, case.array, case.status_quo), case.expected["paths"]

    def told(steps: tuple[Step, ...] | None) -> Any:
        if steps is None:
            return None
        named = [[case.parties[i] for i in step.parties] for step in steps]
        who = [{"party": n[0]} if len(n) == 1 else {"parties": n} for n in named]
        return [{**one, "to": case.codes[step.to]} for one, step in zip(who, steps, strict=True)]

    assert found.complete
    jumping = {}
    for s, code in enumerate(case.codes):
        levels = {
            kind: None if found.levels[k, s] < 0 else int(found.levels[k, s])
            for k, kind in enumerate(("moves", "improvements", "jump"))
        }
        assert levels == known["levels"][str(code)]
        assert KINDS[found.reach[s]] == known["reach"][str(code)]
        assert told(shortest(found, s)) == known["shortest"][str(code)]
        if KINDS[found.reach[s]] == "jump":
            jumping[str(code)] = told(with_jumps(found, s))
    assert jumping == known["jumps"]


@pytest.mark.parametrize("seed", range(40))
def test_levels_and_routes(seed: int) -> None:
    """P12: levels and sequences are those of all sequences; each step is legal; more ways are never longer."""
    rng = np.random.default_rng([seed, 31])
    count, states = int(rng.integers(1, 4)), int(rng.integers(2, 8))
    moves, ranks = bare(rng, count, states, ties=bool(seed % 2))
    array = np.array(ranks, dtype=np.int32)
    start = int(rng.integers(states))
    found = travelled(moves, array, start)
    gains = [literal.improving(m, r) for m, r in zip(moves, ranks, strict=True)]
    groups = sorted((g for g in every_group(range(count)) if len(g) > 1), key=lambda g: (len(g), g))
    joint = [{s: literal.joint(moves, ranks, g, s) for s in range(states)} for g in groups]
    for row, movers in enumerate((moves, gains, gains + joint)):
        known = literal.sequences(movers, start, 3 * states)
        by = (found.moving, found.improving, found.jumping)[row]
        for s in range(states):
            assert found.levels[row, s] == (known[s][0] if s in known else -1)
            assert route(by, s) == (tuple(known[s][1]) if s in known else None)
    never = np.where(found.levels < 0, 10**6, found.levels)
    assert (never[1] >= never[0]).all()
    assert (never[2] <= never[1]).all()
    for s in range(states):
        check_steps(moves, ranks, start, shortest(found, s))
        if KINDS[found.reach[s]] == "sacrifice":
            assert losses(shortest(found, s) or (), array, start)


def check_steps(
    moves: list[literal.Moves], ranks: list[list[int]], start: int, steps: tuple[Step, ...] | None
) -> None:
    at, last = start, None
    expected = []
    for k, step in enumerate(steps or ()):
        (i,) = step.parties
        assert i != last
        assert step.to in moves[i][at]
        if ranks[i][step.to] <= ranks[i][at]:
            expected.append((k, i, ranks[i][step.to] - ranks[i][at]))
        at, last = step.to, i
    told = losses(steps or (), np.array(ranks, dtype=np.int32), start)
    assert [tuple(loss) for loss in told] == expected


@pytest.mark.parametrize("seed", range(10))
def test_the_smallest_sequence_of_all(seed: int) -> None:
    """The reference's own short cut (only the smallest of those that end alike goes on) against trying all."""
    rng = np.random.default_rng([seed, 32])
    moves, _ = bare(rng, 2, 4)
    known = literal.sequences(moves, 0, 8)
    for s, (length, way) in known.items():
        if 0 < length <= 3:
            assert way == min(w for w in literal.all_routes(moves, 0, length) if w[-1][1] == s)


def test_a_party_may_move_again_but_not_twice_running() -> None:
    lists = [listing(np.array(a), 4) for a in ([[0, 1], [1, 2]], [[1, 3]], [[3, 1]])]
    found = search(lists, 0, states=4)
    assert distances(found).tolist() == [0, 1, 4, 2]
    assert route(found, 2) == ((0, 1), (1, 3), (2, 1), (0, 2))
    assert distances(search(lists, 0, states=4, consecutive="allow")).tolist() == [0, 1, 2, 2]


def test_every_arc_is_used_once_per_search_and_the_cap_is_told() -> None:
    rng = np.random.default_rng(33)
    moves, ranks = bare(rng, 3, 8)
    lists, array = listed(moves), np.array(ranks, dtype=np.int32)
    found = journeys(lists, array, 0)
    assert found.moving.work <= sum(len(a.targets) for a in lists)
    assert found.complete
    assert journeys(lists, array, 0, cap=found.work).complete
    assert not journeys(lists, array, 0, cap=found.work - 1).complete


def test_nobody_moves() -> None:
    found = journeys([listing(np.zeros((0, 2)), 2)], np.array([[1, 2]]), 1)
    assert found.levels.tolist() == [[-1, 0]] * 3
    assert [KINDS[k] for k in found.reach] == ["unreachable", "improvements"]
    assert (shortest(found, 0), shortest(found, 1)) == (None, ())


def test_very_long_ways_are_given_up_honestly(monkeypatch: pytest.MonkeyPatch) -> None:
    line = np.column_stack((np.arange(6), np.arange(1, 7)))
    lists = [listing(line[::2], 7), listing(line[1::2], 7)]
    assert search(lists, 0, states=7).complete
    monkeypatch.setattr("pourparler.kernels.routes.LEVELS", 4)
    short = search(lists, 0, states=7)
    assert not short.complete
    assert distances(short).tolist() == [0, 1, 2, 3, 4, -1, -1]
    assert not journeys(lists, np.ones((2, 7), dtype=np.int32), 0).complete
