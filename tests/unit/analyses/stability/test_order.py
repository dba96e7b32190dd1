"""The order of equilibria: where the list is cut, the strongest stay."""

import numpy as np
import pytest

from pourparler.analyses.stability import order
from pourparler.analyses.stability.moves import Moves
from pourparler.analyses.stability.names import PLACES
from pourparler.analyses.stability.stability import Stability
from pourparler.model.conflict import Conflict


def random_conflict(seed: int) -> Conflict:
    rng = np.random.default_rng(seed)
    options = {f"o{i}": {"party": "abc"[i // 2]} for i in range(6)}
    ranking = {party: [[int(state)] for state in rng.permutation(64)] for party in "abc"}
    return Conflict.from_moves({"options": options, "ranking": ranking, "status_quo": 0})


@pytest.mark.parametrize("seed", range(4))
def test_what_is_cut_is_what_comes_last(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    game = random_conflict(seed)
    whole = Stability().run(game, None).order
    assert len(whole) > 20
    assert len({entry.state for entry in whole}) == len(whole)
    for most in (1, 7, 20):
        monkeypatch.setattr(order, "_MOST", most)
        assert Stability().run(game, None).order == whole[:most]


@pytest.mark.parametrize("seed", range(4))
def test_the_order_is_as_said(seed: int) -> None:
    """Strong before weak, coalition-stable ones first, near before far, firm before frail, low codes first."""
    found = Stability(coalitions="all").run(random_conflict(seed), None)
    keys = [
        (PLACES.index(e.strongest), not e.coalition_stable, order.REACHES.index(e.reach),
         -np.inf if e.margin is None else -e.margin, e.state)
        for e in found.order
    ]  # fmt: skip
    assert keys == sorted(keys)
    held = np.logical_or.reduce(list(found.judged.equilibria.values()))
    assert sorted(e.state for e in found.order) == np.flatnonzero(held).tolist()
    moves = Moves(found.game)
    for entry in found.order:
        margins = [
            int(found.judged.margins[c][p, entry.state])  # type: ignore[index]
            for c in entry.strongest.split("-")
            for p in range(3)
            if moves.movable[p, entry.state]
        ]
        assert entry.margin == min(margins, default=None)
