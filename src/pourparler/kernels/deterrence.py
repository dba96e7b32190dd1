"""What deters a party from improving: Nash, GMR, SMR, SEQ and SSEQ stability of every cell, as numbers.

Let ``val`` be a party's own rank p (GMR, SEQ), or the best rank it can have after one more move of its own (SMR,
SSEQ: it may counter a sanction). F(t) is the smallest ``val`` at t and wherever the others can go from t, any of
them, any number of times, no one twice running: by moves (GMR, SMR), by improvements of each mover (SEQ, SSEQ). A
cell s is stable iff C(s), the largest min(p(t), F(t)) over the party's moves from s, is at most p(s); Nash is the
case without answers (F endless). Definitions: Howard 1971 (GMR, SMR), Fraser and Hipel 1979 (SEQ), Rêgo and Vieira
2017 (SSEQ); Fang, Hipel and Kilgour 1993, chapter 3. Here moves chain, so last movers need not be kept.

Not for lists of arcs, blocked moves or unknown preferences, whose moves do not chain.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.foresight import CONCEPTS, HIGH, LOW, margins
from pourparler.kernels.improvements import Improvements, over_better, sorted_slices
from pourparler.kernels.move_axes import Axis, Game, merged
from pourparler.kernels.own_moves import best_other, sweep

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

BY_MOVES, BY_IMPROVEMENTS, COUNTERED = ("gmr", "smr"), ("seq", "sseq"), ("smr", "sseq")
SHIFT = 30
_CODES = (1 << SHIFT) - 1


class NotSettled(Exception):
    """Answers were still being found after as many rounds as there are cells: none should be."""


@dataclass(frozen=True, eq=False)
class Verdicts:
    """``stable[concept]``: bool (..., P, N), false in infeasible cells. ``rounds``: of answers, over everything."""

    stable: Mapping[str, Flags]
    rounds: int


@dataclass(frozen=True, eq=False)
class Thresholds:
    """How good a cell must be to be stable, and the move that decides.

    ``thresholds[concept]``: int32 (..., P, N), C over the party's moves, the cell itself left out; ``moves`` alike:
    the cell it would move to, the lowest of equals; ``LOW`` and -1 where it has no move and in infeasible cells.
    ``structural``: bool (P, N), feasible cells where a party has no move. ``ranks``: as given.
    """

    ranks: Ints
    feasible: Flags
    thresholds: Mapping[str, Ints]
    moves: Mapping[str, Ints]
    structural: Flags
    rounds: int

    def stable(self, concept: str) -> Flags:
        """bool (..., P, N), false in infeasible cells."""
        return np.asarray((self.thresholds[concept] <= self.ranks) & self.feasible)

    def margins(self, concept: str) -> Ints:
        """int32 (..., P, N): ranks minus thresholds, 0 or more iff stable; ``NO_MOVE`` where there is no move.

        With all other cells as they are, a cell stays stable as long as its rank is at least the threshold.
        Infeasible cells hold ``NO_MOVE``, too.
        """
        return margins(self.ranks, self.thresholds[concept])


def verdicts(game: Game, ranks: Ints, *, concepts: Sequence[str] = CONCEPTS) -> Verdicts:
    """Which cells are stable for whom, without margins: the cheapest question.

    ``ranks``: int (..., P, N), best high, 0 or more and below 2^30 in feasible cells; leading axes are draws, each
    as if it were alone. Raises ``TooManyPatterns`` where a party's restricted moves cannot be gone through.

    >>> free = np.ones((2, 2), dtype=bool)
    >>> chicken = Game((2, 2), (0, 1), (free, free), np.ones(4, dtype=bool))
    >>> found = verdicts(chicken, np.array([[1, 2, 4, 3], [1, 4, 2, 3]]), concepts=("nash", "smr"))
    >>> {concept: np.flatnonzero(stable.all(axis=0)).tolist() for concept, stable in found.stable.items()}
    {'nash': [1, 2], 'smr': [1, 2, 3]}
    """
    table = _Table(game, ranks)
    stable = {c: np.empty((table.draws, table.parties, game.cells), dtype=np.bool_) for c in concepts}
    rounds = 0
    for answered in _answered(table, concepts):
        rounds += answered.rounds
        for concept, answers in answered.answers.items():
            # The cell itself gives at most its own rank: to include it changes no verdict.
            best = answered.countered if concept == "nash" else np.minimum(answered.worth, answers)
            if concept != "nash":
                sweep(best, answered.axes, op=np.maximum)
            found = stable[concept][:, answered.party]
            np.less_equal(table.cells(best), table.cells(answered.worth), out=found)
            found &= game.feasible
    return Verdicts({c: s.reshape(ranks.shape) for c, s in stable.items()}, rounds)


def thresholds(game: Game, ranks: Ints, *, concepts: Sequence[str] = CONCEPTS) -> Thresholds:
    """Exact thresholds and deciding moves; arguments and errors as for :func:`verdicts`, two to four times the work."""
    table = _Table(game, ranks)
    shape = (table.draws, table.parties, game.cells)
    found = {c: np.empty(shape, dtype=np.int32) for c in concepts}
    moves = {c: np.empty(shape, dtype=np.int32) for c in concepts}
    structural = np.zeros((table.parties, game.cells), dtype=np.bool_)
    # Of equal values the lowest code is to be chosen, so it must give the largest key.
    codes = np.tile(_CODES - np.arange(game.cells), table.draws)
    missing = np.flatnonzero(np.tile(~game.feasible, table.draws))
    rounds = 0
    for answered in _answered(table, concepts):
        rounds += answered.rounds
        for concept, answers in answered.answers.items():
            keys = np.minimum(answered.worth, answers).astype(np.int64)
            keys <<= SHIFT
            keys |= codes
            keys[missing] = -1
            others = best_other(keys, answered.axes)
            others[missing] = -1
            none = others < 0
            values = (others >> SHIFT).astype(np.int32)
            values[none] = LOW
            others &= _CODES
            where = (_CODES - others).astype(np.int32)
            where[none] = -1
            found[concept][:, answered.party] = table.cells(values)
            moves[concept][:, answered.party] = table.cells(where)
            structural[answered.party] = none[: game.cells] & game.feasible
    return Thresholds(
        ranks=ranks.astype(np.int32, copy=False),
        feasible=game.feasible,
        thresholds={concept: array.reshape(ranks.shape) for concept, array in found.items()},
        moves={concept: array.reshape(ranks.shape) for concept, array in moves.items()},
        structural=structural,
        rounds=rounds,
    )


def secured(game: Game, ranks: Ints, *, concepts: Sequence[str] = CONCEPTS) -> dict[str, Ints]:
    """What a party can secure by improving: T(s), the largest F over its improvements from s, per concept
    int32 (..., P, N); ``LOW`` where it has none. A cell is stable iff T <= p, strongly stable iff T is at most the
    best rank far below the cell (Hamouda, Kilgour and Hipel 2004). Arguments and errors as for :func:`verdicts`.

    For Nash, T is ``HIGH`` wherever there is an improvement.
    """
    table = _Table(game, ranks)
    found = {c: np.full((table.draws, table.parties, game.cells), LOW, dtype=np.int32) for c in concepts}
    for answered in _answered(table, concepts):
        if not answered.axes:
            continue
        slices = table.improvements(answered.party)
        for concept, answers in answered.answers.items():
            values = np.broadcast_to(answers, (1, table.draws * game.cells)).astype(np.int32)
            best = over_better(slices, values, op=np.maximum, neutral=LOW)
            found[concept][:, answered.party] = table.cells(best)
    return {concept: array.reshape(ranks.shape) for concept, array in found.items()}


class _Answered(NamedTuple):
    """One party's case: its ``worth`` (D * N,) of the cells and the best after one more move, ``countered``; F per
    concept (``HIGH`` where nobody answers at all); the ``rounds`` it took.
    """

    party: int
    axes: tuple[Axis, ...]
    worth: Ints
    countered: Ints
    answers: dict[str, Ints]
    rounds: int


class _Table:
    """Ranks as flat rows through draws and cells, and each party's sorted slices, made when first asked for."""

    def __init__(self, game: Game, ranks: Ints) -> None:
        if ranks.ndim < 2 or ranks.shape[-1] != game.cells:
            raise ValueError("ranks must be (..., parties, cells)")
        self.game = game
        self.parties = ranks.shape[-2]
        self.ranks = ranks.reshape(-1, self.parties, game.cells)
        self.draws = len(self.ranks)
        if self.draws * game.cells >= HIGH:
            raise ValueError("fewer than 2^30 draws times cells fit at once: take fewer draws")
        self._improvements: dict[int, Improvements] = {}

    @cached_property
    def _floor(self) -> Ints:
        return np.tile(np.where(self.game.feasible, np.int32(LOW), np.int32(HIGH)), self.draws)

    def worth(self, party: int) -> Ints:
        """Ranks (D * N,), ``LOW`` where infeasible."""
        return np.where(self.game.feasible, self.ranks[:, party], LOW).astype(np.int32, copy=False).ravel()

    def lift(self, values: Ints) -> None:
        """Put ``HIGH`` into infeasible cells of ``values`` (K, D * N) again."""
        if not self.game.full:
            np.maximum(values, self._floor, out=values)

    def improvements(self, party: int) -> Improvements:
        if party not in self._improvements:
            self._improvements[party] = sorted_slices(
                self.ranks[:, party].astype(np.int32, copy=False),
                self.game.axes(party),
                levels=self.game.levels,
                feasible=self.game.feasible,
            )
        return self._improvements[party]

    def cells(self, values: NDArray[np.generic]) -> NDArray[np.generic]:
        return values.reshape(self.draws, self.game.cells)


def _answered(table: _Table, concepts: Sequence[str]) -> Iterator[_Answered]:
    for party in range(table.parties):
        axes = merged(table.game.axes(party))
        worth = table.worth(party)
        countered = worth.copy()
        sweep(countered, axes, op=np.maximum)
        answers = {concept: np.full(1, HIGH, dtype=np.int32) for concept in concepts}
        rounds = 0
        # A party without moves is stable whatever the others answer.
        for group, close in ((BY_MOVES, _by_moves), (BY_IMPROVEMENTS, _by_improvements)) if axes else ():
            asked = [concept for concept in group if concept in concepts]
            if not asked:
                continue
            values = np.stack([countered if concept in COUNTERED else worth for concept in asked])
            table.lift(values)
            rounds += close(table, party, values)
            answers.update(zip(asked, values, strict=True))
        yield _Answered(party, axes, worth, countered, answers, rounds)


def _by_moves(table: _Table, party: int, values: Ints) -> int:
    """Put, in place, into ``values`` (K, D * N) the smallest the others can reach by moves. Returns the rounds."""
    game = table.game
    opponents = [merged(game.axes(other)) for other in range(table.parties) if other != party]
    opponents = [axes for axes in opponents if axes]
    # One round is enough where nothing stands between: along every axis all is reached in one step.
    once = game.full or len(opponents) < 2

    before = np.empty_like(values)

    def swept(turn: int) -> bool:
        if not once:
            before[...] = values
        sweep(values, opponents[turn], op=np.minimum)
        table.lift(values)
        return not once and not np.array_equal(before, values)

    return _settled(swept, len(opponents), cap=game.cells)


def _by_improvements(table: _Table, party: int, values: Ints) -> int:
    """The same by improvements of each mover."""
    others = [other for other in range(table.parties) if other != party and table.game.axes(other)]

    def improved(turn: int) -> bool:
        found = over_better(table.improvements(others[turn]), values, op=np.minimum, neutral=HIGH)
        lower = bool((found < values).any())
        if lower:
            np.minimum(found, values, out=values)
        return lower

    return _settled(improved, len(others), cap=table.game.cells)


def _settled(answer: Callable[[int], bool], movers: int, *, cap: int) -> int:
    """Let ``answer`` (which tells whether anything changed) take turns until nothing does: the rounds it took.

    A mover's own turn after a turn of its own changes nothing, so the end is there when it comes to the last one
    that changed anything. Every round leads at least one step further along a way that passes no cell twice.
    """
    turn = last = passes = 0
    while movers:
        if answer(turn):
            last = turn
        passes += 1
        turn = (turn + 1) % movers
        if turn == last:
            break
        if passes > movers * (cap + 1):
            raise NotSettled
    return -(-passes // movers) if movers else 0
