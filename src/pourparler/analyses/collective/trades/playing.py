"""Rounds of exchange, each from where the one before has moved the actors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.trades.standing import Standing
from pourparler.kernels.trade_pairs import Pairs, Signs, sides, trading_pairs
from pourparler.kernels.trade_rounds import Played, Stage, round_of_trades
from pourparler.kernels.trade_terms import Rule

Floats = NDArray[np.float64]

SAME = 1e-9
"""Share of a scale's width up to which two positions, and two gains, are the same."""
SLIGHT = 1e-12
"""Share of a scale's width up to which a gain or a move is nothing: 1e-10 on a scale of 100."""
MOST_PAIRS = 2_000_000
"""Ordered pairs of actors, times pairs of issues, that are looked at; more would not fit into memory."""
MOST_TERMS = 100_000_000
"""Terms worked out in a round: some fifteen seconds."""
KEPT, BOUND = 0.1, 0.4
"""Of a move, what the next round starts with: 0.1, and up to 0.4 more the less salient the issue."""


@dataclass(frozen=True, eq=False)
class Round:
    """One round of one or more models: its start, who stood on which side, the candidates, what was traded."""

    stage: Stage
    side: Signs
    pairs: Pairs
    counted: NDArray[np.intp]
    played: Played


def pairs_of(standing: Standing) -> int:
    """How many ordered pairs of actors, times pairs of issues, a round looks at in each model."""
    _, issues, actors = standing.position.shape
    return int(actors * actors * issues * (issues - 1) // 2)


def play(
    standing: Standing, rule: Rule, *, rounds: int, equal: bool, rng: np.random.Generator | None = None
) -> list[Round]:
    """Up to ``rounds`` rounds; fewer where a round trades nothing, for then nothing changes any more.

    ``equal``: whether pairs that gain nothing trade too; ``rng``: where gains are moved by chance.
    """
    position = standing.position
    found: list[Round] = []
    for _ in range(rounds):
        outcome = (standing.weight * position).sum(axis=2)
        stage = Stage(position, standing.weight, standing.salience, outcome)
        side = sides(position, outcome, standing.held, same=SAME * standing.unit)
        pairs, counted = trading_pairs(side, standing.salience, equal=equal)
        luck = None if rng is None else rng.random((len(pairs.draw), 3))
        played = round_of_trades(stage, pairs, rule, luck=luck)
        found.append(Round(stage, side, pairs, counted, played))
        if not len(played.row) or (len(position) == 1 and played.left.any()):
            break
        position = position + ((1 - standing.salience) * BOUND + KEPT) * (played.voting - position)
    return found
