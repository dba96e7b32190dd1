"""Stability of conflicts on axes: three parties, five concepts, kernels warm (pytest-benchmark); never a gate."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from pourparler.analyses.stability.moves import Moves
from pourparler.analyses.stability.names import BY_THRESHOLD
from pourparler.analyses.stability.perturbing import Perturbation
from pourparler.analyses.stability.robustness import flips, shares_of_draws
from pourparler.analyses.stability.stability import Stability
from pourparler.kernels.deterrence import thresholds, verdicts
from pourparler.kernels.move_axes import Game
from pourparler.model.conflict import Conflict

FREE = np.ones((2, 2), dtype=bool)
TAKE = np.triu(FREE)
KINDS = ("plain", "rough", "one-way")
SIZES = (12, 16, 20)


def conflict(options: int, kind: str, *, draws: int | None = None) -> tuple[Game, NDArray[np.int32]]:
    """Three parties with neighbouring options. ``plain``: all states feasible, strict rankings; ``rough``: 30 %
    infeasible, up to 60 classes; ``one-way``: the same and every third option may only be taken.
    """
    rng = np.random.default_rng(0)
    cells = 1 << options
    feasible = rng.random(cells) >= (0 if kind == "plain" else 0.3)
    shape = (draws, 3, cells) if draws else (3, cells)
    ranks = rng.random(shape).argsort(axis=-1) + 1 if kind == "plain" else rng.integers(1, 61, size=shape)
    owners = tuple(option * 3 // options for option in range(options))
    allowed = tuple(TAKE if kind == "one-way" and option % 3 == 0 else FREE for option in range(options))
    return Game((2,) * options, owners, allowed, feasible), ranks.astype(np.int32)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("options", SIZES)
def test_verdicts(benchmark: Any, options: int, kind: str) -> None:
    """Targets: 10 ms at 2^12 states, .15 s at 2^16, 2 s at 2^20."""
    game, ranks = conflict(options, kind)
    found = benchmark.pedantic(verdicts, (game, ranks), rounds=3, warmup_rounds=1)
    assert found.rounds < 60


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("options", SIZES)
def test_margins_and_reasons(benchmark: Any, options: int, kind: str) -> None:
    """Target: four times the verdicts."""
    game, ranks = conflict(options, kind)
    found = benchmark.pedantic(thresholds, (game, ranks), rounds=3, warmup_rounds=1)
    assert found.rounds < 60


@pytest.mark.parametrize("kind", KINDS)
def test_many_draws_of_few_states(benchmark: Any, kind: str) -> None:
    """1,024 draws of 64 states. Target: .5 s."""
    game, ranks = conflict(6, kind, draws=1_024)
    found = benchmark.pedantic(verdicts, (game, ranks), rounds=5, warmup_rounds=1)
    assert found.stable["gmr"].shape == ranks.shape


def stated() -> Conflict:
    """Three parties, six options, 64 states, strict rankings by six statements each."""
    rng = np.random.default_rng(0)
    options = {f"o{i}": {"party": "abc"[i // 2]} for i in range(6)}
    prefer = {
        party: [f"o{i}" if rng.random() < 0.5 else f"not o{i}" for i in rng.permutation(6)] for party in "abc"
    }
    return Conflict.from_moves({"options": options, "prefer": prefer})


@pytest.mark.parametrize("scheme", ["statements", "swaps", "mallows"])
def test_draws_around_stated_preferences(benchmark: Any, scheme: Any) -> None:
    """1,000 draws of 64 states, drawn, judged and counted. Target: .5 s."""
    moves, settings = Moves(stated()), Perturbation(scheme)
    found = benchmark.pedantic(
        lambda: shares_of_draws(moves, settings, concepts=BY_THRESHOLD, rng=None), rounds=5, warmup_rounds=1
    )
    assert found.draws == 1_000


def test_fewest_swaps(benchmark: Any) -> None:
    """Of 64 classes: up to two swaps of each of three parties, 6,234 rankings."""
    moves = Moves(stated())
    judged = Stability().run(moves.conflict, None).judged
    found = benchmark.pedantic(flips, (moves, judged, range(12)), rounds=3, warmup_rounds=1)
    assert {flip.searched for flip in found} == {2}
