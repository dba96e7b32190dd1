"""Simultaneous sanctioning: what others can do at once, from the state itself, against a move out of it.

States are cells (see ``move_axes``); each axis has one owner. A party's improvement from s is a
shift of its own axes, so a move of one party and improvements of others together lead to s plus all their shifts.
States are taken in blocks, combinations in the order of the parties, each pair of state and move up to the first
combination that deters. Sources: Howard 1971; Fraser and Hipel 1984, *Conflict Analysis* (simultaneous
sanctioning, and the older convention that combines it with sequential stability).
When not to use it: on bare graphs, whose states have no parts that could be combined.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.arc_lists import Listing, out_of
from pourparler.kernels.move_axes import Game

Ints = NDArray[np.int64]
Ranks = NDArray[np.int32]
Verdicts = NDArray[np.int8]
STABLE, UNSTABLE, OPEN = 1, 0, -1
"""Verdicts: ``OPEN`` where the work ran out before one was reached."""

MOST = 100_000_000
"""Moves looked at and combinations tried, at most."""

BLOCK = 1 << 18

SMALL, FEW = 20_000, 1 << 23
"""Up to so many cells, and so many moves to look at, plain code is used: compiled code takes over a second to load."""

WIDE = 1 << 20
"""Pairs of a party's restricted patterns up to which compiled code is used."""

MANY = 1 << 40
"""Counts of combinations are cut here, far beyond what is tried, so that products stay below 2^63."""


class Simultaneous(NamedTuple):
    """``verdicts`` (P, N): 1 stable, 0 not, −1 not reached within the limit, and 0 on infeasible cells.

    ``work``: moves looked at and combinations tried (many cells: one by one up to the first that deters; few: by
    blocks); ``limit``: whether some verdict was not reached.
    """

    verdicts: Verdicts
    work: int
    limit: bool


class Shifts(NamedTuple):
    """Moves of one party from each of some cells: those of row b are ``by[first[b]:first[b + 1]]``, ascending."""

    first: Ints
    by: Ints


def simultaneous(
    game: Game, ranks: Ranks, *, listed: Sequence[Listing] | None = None, most: int = MOST
) -> Simultaneous:
    """Whether each feasible cell is stable for each party under simultaneous sanctioning.

    ``ranks`` (P, N), larger is better. ``listed``: where not every move along the axes can be made, those of each
    party that can, by place among the feasible cells.

    >>> free = np.ones((2, 2), dtype=bool)
    >>> ranks = np.array([[1, 2, 4, 3], [1, 4, 2, 3]], dtype=np.int32)  # chicken: level 1 = swerve
    >>> game = Game((2, 2), (0, 1), (free, free), np.ones(4, dtype=bool))
    >>> simultaneous(game, ranks).verdicts.tolist()
    [[0, 1, 1, 1], [0, 1, 1, 1]]
    """
    own = [own_part(game, party) for party in range(len(ranks))]
    width = sum(len(part) for part in own)
    cells = np.flatnonzero(game.feasible)
    if listed is None and (len(cells) > SMALL or len(cells) * width > FEW):
        found = _compiled(game, ranks, own, most=most)
        if found is not None:
            return found
    verdicts = np.zeros(ranks.shape, dtype=np.int8)
    verdicts[:, cells] = OPEN
    work = 0
    step = max(1, BLOCK // max(1, width))
    for start in range(0, len(cells), step):
        block = cells[start : start + step]
        work += len(block) * width
        if work > most:
            break
        if listed is None:
            gains = [shifts(game, block, party=p, improving=ranks[p]) for p in range(len(own))]
        else:
            gains = [
                _listed(moves, cells, (start, len(block)), rank)
                for moves, rank in zip(listed, ranks, strict=True)
            ]
        for party in range(len(own)):
            told, tried = _verdicts((game, ranks[party]), block, (party, gains), left=most - work)
            verdicts[party, block] = told
            work += tried
    return Simultaneous(verdicts, work, bool((verdicts == OPEN).any()))


def combined(sequential: NDArray[np.bool_], verdicts: Verdicts) -> Verdicts:
    """The older convention: stable iff nobody is sequentially unstable, or two or more are, all stable here.

    ``sequential`` and ``verdicts`` (P, S): by party and state, SEQ and simultaneous sanctioning. Returns (S,),
    −1 where a verdict that matters was not reached.

    >>> combined(np.array([[True, False, False], [True, True, False]]), np.ones((2, 3), dtype=np.int8)).tolist()
    [1, 0, 1]
    """
    unstable = ~sequential
    count = unstable.sum(axis=0)
    found = np.full(sequential.shape[1], STABLE, dtype=np.int8)
    found[(unstable & (verdicts == OPEN)).any(axis=0)] = OPEN
    found[(unstable & (verdicts == UNSTABLE)).any(axis=0) | (count == 1)] = UNSTABLE
    return found


def _compiled(game: Game, ranks: Ranks, own: Sequence[Ints], *, most: int) -> Simultaneous | None:
    """The same by compiled code; ``None`` where a party's restricted axes have too many patterns."""
    relations = [_relation(game, party, part) for party, part in enumerate(own)]
    known = [relation for relation in relations if relation is not None]
    if len(known) < len(relations):
        return None
    from pourparler.kernels.simultaneous_compiled import Parts, settled

    patterns, tables = zip(*known, strict=True)
    strides = np.cumprod((1, *game.levels))[:-1]
    parts = Parts(
        by=np.concatenate(own),
        first=np.cumsum([0, *map(len, own)]),
        pattern=np.concatenate(patterns),
        may=np.concatenate([table.ravel() for table in tables]),
        table=np.cumsum([0, *(table.size for table in tables)]),
        patterns=np.array([len(table) for table in tables]),
        axes=np.stack([np.array(game.owners), strides, np.array(game.levels)], axis=1),
    )
    whole = np.ascontiguousarray(ranks, dtype=np.int32)
    verdicts, work = settled(game.feasible, whole, parts, most=most)
    return Simultaneous(verdicts, work, bool((verdicts == OPEN).any()))


def _relation(game: Game, party: int, part: Ints) -> tuple[Ints, NDArray[np.bool_]] | None:
    """Which pattern of its restricted levels each of a party's combinations ``part`` has, and which may go to which."""
    pattern, may, stride = np.zeros(len(part), dtype=np.int64), np.ones((1, 1), dtype=np.bool_), 1
    for size, owner, allowed in zip(game.levels, game.owners, game.allowed, strict=True):
        if owner == party and not allowed.all():
            if may.size * allowed.size > WIDE:
                return None
            pattern = pattern * size + part // stride % size
            may = np.kron(may, allowed)
        stride *= size
    return pattern, may


def own_part(game: Game, party: int) -> Ints:
    """What the party's own axes add to a cell's number, for every combination of their levels, ascending.

    >>> free = np.ones((2, 2), dtype=bool)
    >>> own_part(Game((2, 2), (0, 1), (free, free), np.ones(4, dtype=bool)), 1).tolist()
    [0, 2]
    """
    part, stride = np.zeros(1, dtype=np.int64), 1
    for size, owner in zip(game.levels, game.owners, strict=True):
        if owner == party:
            part = (stride * np.arange(size)[:, None] + part).ravel()
        stride *= size
    return part


def shifts(game: Game, cells: Ints, *, party: int, improving: Ranks | None = None) -> Shifts:
    """The party's moves from some feasible cells, as shifts of the cell's number; those that improve its ranks (N,), if given."""
    part = own_part(game, party)
    stride = 1
    here = np.zeros(len(cells), dtype=np.int64)
    may = np.ones((len(cells), len(part)), dtype=np.bool_)
    for size, owner, allowed in zip(game.levels, game.owners, game.allowed, strict=True):
        if owner == party:
            level = cells // stride % size
            here += stride * level
            may &= allowed[level[:, None], (part // stride % size)[None]]
        stride *= size
    by = part[None] - here[:, None]
    to = cells[:, None] + by
    may &= game.feasible[to] & (by != 0)
    if improving is not None:
        may &= improving[to] > improving[cells][:, None]
    return Shifts(np.concatenate(([0], np.cumsum(may.sum(axis=1)))).astype(np.int64), by[may])


def _listed(moves: Listing, cells: Ints, block: tuple[int, int], rank: Ranks) -> Shifts:
    """A party's improvements from some of the feasible ``cells`` (first, how many), its moves listed by state."""
    first, count = block
    states = np.arange(first, first + count)
    row, target = out_of(moves, states)
    better = rank[cells[target]] > rank[cells[states[row]]]
    row, target = row[better], target[better]
    ends = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=count)))).astype(np.int64)
    return Shifts(ends, cells[target] - cells[states[row]])


def _verdicts(
    on: tuple[Game, Ranks], cells: Ints, of: tuple[int, list[Shifts]], *, left: int
) -> tuple[Verdicts, int]:
    """Verdicts of one party on a block of cells, and the combinations tried; ``left``: how many may be."""
    (game, rank), (party, gains) = on, of
    others = [gain for p, gain in enumerate(gains) if p != party]
    count = np.diff(gains[party].first)
    row = np.repeat(np.arange(len(cells)), count)  # each pair of a cell and an improvement out of it
    to = cells[row] + gains[party].by
    ways = np.ones(len(cells), dtype=np.int64)
    for gain in others:
        ways = np.minimum(ways * (1 + np.diff(gain.first)), MANY)
    verdicts = np.ones(len(cells), dtype=np.int8)
    tried, begin = 0, 1  # combination 0 is that nobody answers: it deters from nothing
    while len(row):
        verdicts[row[ways[row] <= begin]] = UNSTABLE
        pending = verdicts[row] == STABLE
        row, to = row[pending], to[pending]
        if not len(row):
            break
        width = max(1, min(BLOCK // len(row), int(ways[row].max()) - begin))
        if tried + len(row) * width > left:
            verdicts[row] = OPEN
            break
        tried += len(row) * width
        ends = _ends(row, to, (others, np.arange(begin, begin + width)))
        deterred = (game.feasible[ends] & (rank[ends] <= rank[cells[row]][:, None])).any(axis=1)
        row, to = row[~deterred], to[~deterred]
        begin += width
    return verdicts, tried


def _ends(row: Ints, to: Ints, choices: tuple[list[Shifts], Ints]) -> Ints:
    """Where the others' combinations of these numbers lead: shape (pairs, numbers).

    The first other party's choice is the fastest digit, 0 = it stays. A number past the last combination stands
    for an earlier one, which does no harm.
    """
    others, numbers = choices
    ends = np.repeat(to[:, None], len(numbers), axis=1)
    radix = np.ones((len(row), 1), dtype=np.int64)
    for gain in others:
        size = (1 + np.diff(gain.first))[row][:, None]
        digit = numbers[None] // radix % size
        if len(gain.by):
            at = np.minimum(gain.first[row][:, None] + np.maximum(digit - 1, 0), len(gain.by) - 1)
            ends += np.where(digit > 0, gain.by[at], 0)
        radix = np.minimum(radix * size, MANY)
    return ends
