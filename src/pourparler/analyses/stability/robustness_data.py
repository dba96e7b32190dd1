"""Robustness as JSON data."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.stability.robustness import Robustness
from pourparler.kernels.shares import wilson
from pourparler.model.conflict import Conflict

LISTED = 100_000
"""States told of in the JSON document."""
NAMED = 12
"""States of a class that are named where it is swapped."""


def robust_data(found: Robustness, game: Conflict) -> dict[str, Any]:
    """Shares with their 95 % intervals (Wilson 1927) by concept and state, and the swaps, classes as their states."""
    over = found.shares
    labels = [game.label(i) for i in range(min(len(game.codes), LISTED))]
    return {
        "scheme": over.scheme.scheme,
        "draws": over.draws,
        "share": {concept: _intervals(hits, over.draws, labels) for concept, hits in over.equilibria.items()},
        "parties": {
            party: {concept: _intervals(hits[p], over.draws, labels) for concept, hits in over.stable.items()}
            for p, party in enumerate(game.parties)
        },
        "flips": [
            {
                "state": game.label(flip.state), "concept": flip.concept, "party": game.parties[flip.party],
                "holds": flip.holds, "searched": flip.searched, "margin": flip.margin,
                "swaps": None if flip.swaps is None else [
                    [members(game, flip.party, rank) for rank in pair] for pair in flip.swaps
                ],
            }
            for flip in found.flips
        ],
    }  # fmt: skip


def members(game: Conflict, party: int, rank: int) -> list[int | str]:
    """The first twelve states of a class of a party's ranking, 1 worst."""
    return [game.label(i) for i in np.flatnonzero(game.ranks[party] == rank)[:NAMED].tolist()]


def _intervals(hits: NDArray[np.int64], draws: int, labels: list[int | str]) -> dict[str, dict[str, float]]:
    low, high = wilson(hits, draws)
    return {
        str(label): {"share": int(hits[i]) / draws, "low": float(low[i]), "high": float(high[i])}
        for i, label in enumerate(labels)
    }
