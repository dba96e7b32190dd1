"""How firmly verdicts hold: shares of draws around the stated preferences, and the fewest swaps that turn a verdict.

A share of draws tells how an answer fares under one scheme of perturbation. It is not a probability of the outcome.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.stability.judging import Judged, stable_in_draws
from pourparler.analyses.stability.moves import Moves
from pourparler.analyses.stability.names import Foresight
from pourparler.analyses.stability.perturbing import Perturbation, drawn
from pourparler.kernels.deterrence import NotSettled
from pourparler.kernels.improvements import TooManyPatterns
from pourparler.kernels.near_rankings import FURTHEST, count, swap_rows, tables
from pourparler.language import Message, msg, msg_n
from pourparler.model.conflict import Conflict

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

SEED = 1
"""Of the draws, where none is given."""
HELD = 1 << 20
"""States (or moves, where they are listed) times draws looked at together."""
WORK = 1 << 23
"""The same in all; beyond it fewer draws are taken."""
SEARCHED = 1 << 20
"""States or moves times rankings that a search for swaps looks at, for each party and number of swaps."""


@dataclass(frozen=True, eq=False)
class Shares:
    """Counts over ``draws``: ``stable[concept]`` (parties, states), ``equilibria[concept]`` (states,)."""

    scheme: Perturbation
    draws: int
    stable: Mapping[Foresight, Ints]
    equilibria: Mapping[Foresight, Ints]

    def share(self, concept: str, state: int) -> float:
        """The share of draws in which a state is an equilibrium."""
        return float(self.equilibria[concept][state]) / self.draws  # type: ignore[index]


@dataclass(frozen=True)
class VerdictFlip:
    """The fewest swaps of neighbouring classes of one party's ranking that turn whether a state is an equilibrium.

    ``holds``: whether it is one as stated; ``swaps``: in a row, each the ranks as stated, 1 worst, of the class that
    stood higher and of the one it changes places with; ``None`` where up to ``searched`` swaps turn nothing;
    ``margin``: the party's own as stated (``None``: it has no move, or there is none).
    """

    state: int
    concept: Foresight
    party: int
    holds: bool
    swaps: tuple[tuple[int, int], ...] | None
    searched: int
    margin: int | None


@dataclass(frozen=True, eq=False)
class Robustness:
    """``shares`` and ``flips`` for the states watched, by state, concept and party."""

    shares: Shares
    flips: tuple[VerdictFlip, ...] = ()


def shares_of_draws(
    moves: Moves, scheme: Perturbation, *, concepts: Sequence[Foresight], rng: np.random.Generator | None
) -> Shares:
    """Verdicts over draws; fewer draws than asked for where the states are many.

    Without ``rng`` the draws have seed 1. Raises ``NotSettled`` and ``TooManyPatterns`` as verdicts do, and
    ``UsageError`` for an impossible scheme.
    """
    scheme.require_possible()
    game = moves.conflict
    draws = min(scheme.draws, max(1, WORK // weight(moves)))
    stable = {concept: np.zeros(game.ranks.shape, dtype=np.int64) for concept in concepts}
    equilibria = {concept: np.zeros(len(game.codes), dtype=np.int64) for concept in concepts}
    generator = np.random.default_rng(SEED) if rng is None else rng
    for ranks in drawn(game, scheme, draws=draws, each=at_once(moves), rng=generator):
        for concept, held in stable_in_draws(moves, ranks, concepts).items():
            stable[concept] += held.sum(axis=0)
            equilibria[concept] += held.all(axis=1).sum(axis=0)
    return Shares(scheme, draws, stable, equilibria)


def flips(moves: Moves, found: Judged, states: Sequence[int]) -> tuple[VerdictFlip, ...]:
    """Breadth first over one party's ranking at a time, up to three swaps or as far as the work allows."""
    wanted = np.array(states, dtype=np.int64)
    concepts = tuple(found.stable)
    if not len(wanted) or not concepts:
        return ()
    stated = np.stack([found.stable[concept][:, wanted].all(axis=0) for concept in concepts])
    turned = [_turned(moves, party, wanted, stated=(concepts, stated)) for party in range(len(found.still))]
    return tuple(
        VerdictFlip(
            state, concept, party, bool(stated[c, i]), turned[party].swaps.get((c, i)), turned[party].searched,
            _margin(found, concept, party, state=state),
        )
        for i, state in enumerate(wanted.tolist())
        for c, concept in enumerate(concepts)
        for party in range(len(found.still))
    )  # fmt: skip


def weight(moves: Moves) -> int:
    """What one draw costs: its cells, or its moves where they are listed."""
    game = moves.conflict
    return max(game.cells, *(len(arcs) for arcs in game.arcs)) if game.arcs else game.cells


def at_once(moves: Moves) -> int:
    """Draws looked at together."""
    return max(1, HELD // weight(moves))


@dataclass(frozen=True)
class _Turned:
    """By place of concept and state the swaps of one party; how many swaps were ``searched``."""

    swaps: Mapping[tuple[int, int], tuple[tuple[int, int], ...]]
    searched: int


def _turned(moves: Moves, party: int, wanted: Ints, *, stated: tuple[Sequence[Foresight], Bools]) -> _Turned:
    game, (concepts, verdicts) = moves.conflict, stated
    classes = int(game.ranks[party].max())
    turned: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
    for swaps in range(1, FURTHEST + 1):
        if count(classes, swaps) * weight(moves) > SEARCHED:
            return _Turned(turned, swaps - 1)
        rows = swap_rows(classes, swaps)
        for part in (rows[i : i + at_once(moves)] for i in range(0, len(rows), at_once(moves))):
            ranks = np.repeat(game.ranks[None], len(part), axis=0)
            ranks[:, party] = np.take(tables(classes, part), game.ranks[party] - 1, axis=1)
            found = stable_in_draws(moves, ranks, concepts)
            other = np.stack([found[c][..., wanted].all(axis=1) for c in concepts], axis=1) != verdicts
            for c, i in np.argwhere(other.any(axis=0)).tolist():
                turned.setdefault((c, i), _named(part[int(other[:, c, i].argmax())], classes))
        if len(turned) == verdicts.size:
            break
    return _Turned(turned, FURTHEST)


def _named(row: Ints, classes: int) -> tuple[tuple[int, int], ...]:
    """Swaps by place as the ranks, as stated, of the two classes that each exchanges."""
    order, named = list(range(classes, 0, -1)), []
    for place in row.tolist():
        named.append((order[place], order[place + 1]))
        order[place], order[place + 1] = order[place + 1], order[place]
    return tuple(named)


def _margin(found: Judged, concept: Foresight, party: int, *, state: int) -> int | None:
    if concept not in found.margins or found.still[party, state]:
        return None
    return int(found.margins[concept][party, state])


def robust(moves: Moves, found: Judged, states: Sequence[int], *, shares: Shares) -> Robustness:
    """``shares`` with the swaps that turn verdicts on ``states``; no swaps where verdicts cannot be made again."""
    try:
        return Robustness(shares, flips(moves, found, states))
    except (TooManyPatterns, NotSettled):
        return Robustness(shares)


def draws_told(scheme: Perturbation | None, found: Shares | None, game: Conflict) -> Iterator[Message]:
    """What the draws were, and what their shares are not."""
    if scheme is None or found is None:
        return
    yield msg_n(
        "Shares are of {n} draw around the stated preferences ({scheme}); a share of draws is not a probability of the outcome.",
        "Shares are of {n} draws around the stated preferences ({scheme}); a share of draws is not a probability of the outcome.",
        n=found.draws, scheme=SCHEMES[scheme.scheme],
    )  # fmt: skip
    if not scheme.touches(game):
        yield msg("No preference can come out otherwise under this scheme: all draws are alike.")


def undone(scheme: Perturbation | None, found: Shares | None) -> Iterator[Message]:
    """What was asked for and not done."""
    if scheme is None:
        return
    if found is None:
        yield msg("No draws were made: verdicts over draws are undefined here, or too much work.")
    elif found.draws < scheme.draws:
        yield msg_n(
            "{n} draw was made of {asked} asked for: there are too many states.",
            "{n} draws were made of {asked} asked for: there are too many states.",
            n=found.draws,
            asked=scheme.draws,
        )


SCHEMES: Mapping[str, Message] = {
    "statements": msg("edited statements"),
    "swaps": msg("swaps of neighbours"),
    "mallows": msg("Mallows model"),
}
