"""Comparisons that are not known: four definitions of stability (Li, Hipel, Kilgour, Fang 2004)."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.stability.judging import Judged
from pourparler.analyses.stability.moves import Moves
from pourparler.kernels.reaching import STATES
from pourparler.kernels.unknown_pairs import CONCEPTS, DEFINITIONS, unknown_verdicts

Bools = NDArray[np.bool_]


def verdicts(moves: Moves) -> dict[str, dict[str, Bools]]:
    """By definition and concept the states stable for each party, (parties, states); empty for too many states."""
    game = moves.conflict
    if len(game.codes) > STATES or moves.lists is None:
        return {}
    doubts = [game.unknown.get(party) for party in game.parties]
    found = unknown_verdicts(moves.lists, game.ranks, doubts)
    if not found.complete:
        return {}
    return {
        definition: {concept: found.stable[d, c] for c, concept in enumerate(CONCEPTS)}
        for d, definition in enumerate(DEFINITIONS)
    }


def replaced(found: Judged, known: Mapping[str, Mapping[str, Bools]], definition: str) -> Judged:
    """Verdicts under one definition in place of those that take every comparison as known; no margins, no SSEQ."""
    stable = {c: known[definition][c] for c in found.stable if c in known[definition]} if known else {}
    return replace(found, stable=stable, margins={}, moves={})
