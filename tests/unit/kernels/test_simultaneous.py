"""Simultaneous sanctioning: limits told honestly, blocks, the combined convention."""

import numpy as np
import pytest

from pourparler.kernels import inverse_simultaneous
from pourparler.kernels import simultaneous as kernel
from pourparler.kernels.inverse_simultaneous import simultaneous_conditions
from pourparler.kernels.move_axes import Game
from pourparler.kernels.simultaneous import combined, simultaneous


def random_game(rng: np.random.Generator, parties: int, axes: int) -> tuple[Game, np.ndarray]:
    free = np.ones((2, 2), dtype=bool)
    owners = tuple(a % parties for a in range(axes))
    ranks = np.stack([rng.permutation(1 << axes) for _ in range(parties)]).astype(np.int32)
    return Game((2,) * axes, owners, (free,) * axes, rng.random(1 << axes) < 0.8), ranks


@pytest.mark.parametrize("seed", range(4))
def test_blocks_change_no_verdict(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    game, ranks = random_game(np.random.default_rng(seed), 3, 8)
    whole = simultaneous(game, ranks)
    monkeypatch.setattr(kernel, "BLOCK", 37)
    assert (simultaneous(game, ranks).verdicts == whole.verdicts).all()


def test_what_the_limit_cuts_is_left_open_and_the_rest_is_right() -> None:
    game, ranks = random_game(np.random.default_rng(3), 3, 9)
    whole = simultaneous(game, ranks)
    assert not whole.limit
    seen = set()
    for most in (0, 2_000, 20_000, whole.work - 1, whole.work):
        part = simultaneous(game, ranks, most=most)
        assert part.work <= max(most, 24 * len(game.feasible))
        reached = part.verdicts != kernel.OPEN
        assert (part.verdicts == whole.verdicts)[reached].all()
        assert part.limit == (not reached.all())
        seen.add(int(reached.sum()))
    assert len(seen) > 2


@pytest.mark.parametrize("seed", range(6))
def test_compiled_code_gives_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One-way options and a ladder among the axes; every combination counted, none after the first that deters."""
    rng = np.random.default_rng([seed, 1])
    free, take, up = (
        np.ones((2, 2), dtype=bool),
        np.triu(np.ones((2, 2), dtype=bool)),
        np.tri(3, dtype=bool).T,
    )
    allowed = (free, take, up, free, take, free, up, take)
    levels = tuple(len(a) for a in allowed)
    feasible = rng.random(int(np.prod(levels))) < 0.8
    ranks = rng.integers(1, 40, size=(3, len(feasible))).astype(np.int32)
    game = Game(levels, tuple(int(p) for p in rng.integers(0, 3, size=8)), allowed, feasible)
    plain = simultaneous(game, ranks)
    monkeypatch.setattr(kernel, "SMALL", 0)
    compiled = simultaneous(game, ranks)
    assert (compiled.verdicts == plain.verdicts).all()
    assert not compiled.limit
    looked_at = int(feasible.sum()) * sum(len(kernel.own_part(game, p)) for p in range(3))
    assert looked_at <= compiled.work <= plain.work
    for most in (0, looked_at // 2, compiled.work - 1):
        part = simultaneous(game, ranks, most=most)
        reached = part.verdicts != kernel.OPEN
        assert part.limit
        assert not reached.all()
        assert (part.verdicts == plain.verdicts)[reached].all()
    monkeypatch.setattr(kernel, "WIDE", 0)
    assert simultaneous(game, ranks).work == plain.work


def test_work_is_moves_looked_at_and_combinations_tried() -> None:
    """Two parties, one option each: eight moves looked at, and each gain with an answer is tried once."""
    free = np.ones((2, 2), dtype=bool)
    ranks = np.array([[1, 2, 4, 3], [1, 4, 2, 3]], dtype=np.int32)  # chicken
    found = simultaneous(Game((2, 2), (0, 1), (free, free), np.ones(4, dtype=bool)), ranks)
    assert (found.verdicts == 1).all(axis=0).tolist() == [False, True, True, True]
    assert found.work == 4 * 4 + 4


def test_a_party_without_axes_is_stable_and_answers_nothing() -> None:
    free = np.ones((2, 2), dtype=bool)
    ranks = np.array([[1, 2], [2, 1]], dtype=np.int32)
    found = simultaneous(Game((2,), (0,), (free,), np.ones(2, dtype=bool)), ranks)
    assert found.verdicts.tolist() == [[0, 1], [1, 1]]


def test_the_combined_convention() -> None:
    """Nobody unstable; one; two, both stable here; two, one not; one verdict missing that matters, one that does not."""
    seq = np.array([[1, 0, 0, 0, 0, 0, 1], [1, 1, 0, 0, 0, 0, 0]], dtype=bool)
    sim = np.array([[0, 1, 1, 1, -1, -1, -1], [0, 1, 1, 0, 1, 0, 1]], dtype=np.int8)
    assert combined(seq, sim).tolist() == [1, 0, 1, 0, -1, 0, 0]


def test_too_many_combinations_leave_the_inverse_conditions_open(monkeypatch: pytest.MonkeyPatch) -> None:
    game, ranks = random_game(np.random.default_rng(5), 3, 6)
    assert simultaneous_conditions(game, ranks, party=0, target=0).complete
    monkeypatch.setattr(inverse_simultaneous, "COMBINATIONS", 1)
    assert not simultaneous_conditions(game, ranks, party=0, target=0).complete
