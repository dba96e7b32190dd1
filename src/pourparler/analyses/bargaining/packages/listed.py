"""Packages one by one: which ones a set of parties accepts, what they are worth, and which nobody improves on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable, Limits
from pourparler.analyses.bargaining.conditioned import Conditioned, Group
from pourparler.kernels.packages import (
    Block,
    Grid,
    Link,
    blocks,
    grid,
    included,
    link,
    means,
    meeting,
    needed,
)
from pourparler.kernels.sieve import sieve, undominated
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]

# The packages of more provisions are not gone through one by one.
MAX_PROVISIONS = 25
# Below every sum: what is asked where nothing is.
NOTHING = -(1 << 62)


@dataclass(frozen=True, eq=False)
class Packages:
    """All packages of ``model`` (with ``mean``) but the empty and the excluded ones.

    ``grid``: scores of the parties, then those that they ask a mean of; ``outside``: the exclusions;
    ``lines``: each party's red lines.
    """

    model: Bargain
    grid: Grid
    outside: tuple[Link, ...]
    lines: tuple[tuple[Link, ...], ...]

    @classmethod
    def of(cls, model: Bargain) -> "Packages | Message":
        """The packages of ``model``, or a sentence where there are too many."""
        n = len(model.tables)
        if n > MAX_PROVISIONS:
            return msg(
                "The packages of {n} provisions are too many to go through one by one; that is done for {limit}.",
                n=n,
                limit=MAX_PROVISIONS,
            )
        asked = model.mean.thresholds if model.mean else ()
        own = np.stack([table[:, 1] for table in model.tables], axis=1)
        held = grid(np.concatenate((own, *(t.scores[None] for t in asked))))
        return cls(
            model,
            held,
            _links(held, model.excluded),
            tuple(_links(held, lines) for lines in model.red_lines),
        )

    @property
    def common(self) -> int:
        """What mean scores are multiplied by."""
        return self.model.mean.common if self.model.mean else 1

    @cached_property
    def size(self) -> int:
        """How many packages there are."""
        if not self.outside:
            return int((1 << self.grid.provisions) - 1)
        return sum(int(meeting(self.grid, block, self.outside).sum()) for block in blocks(self.grid))

    def least(self, floor: Ints) -> Ints:
        """The least sums by number of provisions, to reach ``floor`` (parties,) and what is asked further."""
        sizes = range(self.grid.provisions + 1)
        common = self.common
        rows = [[-(-m * low // common) if low > NOTHING else low for m in sizes] for low in floor.tolist()]
        asked = self.model.mean.thresholds if self.model.mean else ()
        return np.array([*rows, *([m * t.least for m in sizes] for t in asked)], dtype=np.int64)

    def rows(self, party: int) -> list[int]:
        """Where the scores stand that decide whether ``party`` accepts."""
        asked = self.model.mean.thresholds if self.model.mean else ()
        n = len(self.model.parties)
        return [party, *(n + k for k, threshold in enumerate(asked) if threshold.party == party)]

    def reaching(self, floor: Ints, binding: Sequence[int]) -> Iterator[Ints]:
        """Indices, block by block, of the packages that give everyone at least ``floor`` (parties,) and meet
        the red lines and further scores of the parties ``binding``.
        """
        needs = {p for p, low in enumerate(floor.tolist()) if low > NOTHING}
        used = sorted(needs | {row for p in binding for row in self.rows(p)[1:]})
        least = self.least(floor)[used]
        links = (*self.outside, *(line for p in binding for line in self.lines[p]))
        width = len(self.grid.last.sizes)
        few = self.grid._replace(
            first=self.grid.first._replace(sums=self.grid.first.sums[used]),
            last=self.grid.last._replace(sums=self.grid.last.sums[used]),
        )
        for block in blocks(few):
            need, have = needed(few, block, least), few.first.sums[:, block.rows]
            if used:
                columns = np.flatnonzero((need <= have.max(axis=1)[:, None]).all(axis=0))
                if not len(columns):
                    continue
                need = need[:, columns]
                some = (have >= need.min(axis=1)[:, None]).all(axis=0)
                block, have = Block(block.rows[some], block.size), have[:, some]
                good = meeting(few, block, links)[:, columns]
            else:
                columns, good = np.arange(width), meeting(few, block, links)
            for row, lacking in zip(have, need, strict=True):
                good &= row[:, None] >= lacking
            i, j = np.nonzero(good)
            if len(i):
                yield block.rows[i] * width + columns[j]

    def acceptance(self) -> Iterator[tuple[Block, NDArray[np.bool_], NDArray[Any]]]:
        """Block by block which packages there are, and who accepts them as bits: (rows, last half) each.

        The bits are of the smallest type that holds them.
        """
        least = self.least(self.model.reserve)
        n = len(self.lines)
        kind: Any = np.uint8 if n <= 8 else np.uint16 if n <= 16 else np.int64
        for block in blocks(self.grid):
            need, have = needed(self.grid, block, least), self.grid.first.sums[:, block.rows]
            there = meeting(self.grid, block, self.outside)
            bits = np.zeros(there.shape, dtype=kind)
            for p, lines in enumerate(self.lines):
                first, *further = self.rows(p)
                accepts = have[first][:, None] >= need[first]
                for row in further:
                    accepts &= have[row][:, None] >= need[row]
                if lines:
                    accepts &= meeting(self.grid, block, lines)
                bits |= accepts.astype(kind) << kind(p)
            yield block, there, bits

    def utilities(self, index: Ints, members: Sequence[int]) -> Ints:
        """What packages are worth to ``members``: (members, M)."""
        return means(self.grid, index, self.common)[list(members)]


def _links(held: Grid, constraints: Sequence[Constraint]) -> tuple[Link, ...]:
    return tuple(link(held, c.axes, c.allowed) for c in constraints)


@dataclass(frozen=True, eq=False)
class Chosen:
    """Packages by ``index`` (M,) of so many ``provisions``."""

    index: Ints
    provisions: int

    def choices(self, rows: Rows, limit: int) -> Ints:
        """See ``Source``."""
        return included(np.sort(self.index[rows])[:limit], self.provisions)


def acceptable_packages(model: Bargain, members: tuple[int, ...], *, limits: Limits) -> Acceptable | Message:
    """The packages acceptable to all ``members``; a sentence where a limit is hit."""
    floor = np.full(len(model.parties), NOTHING, dtype=np.int64)
    floor[list(members)] = model.reserve[list(members)]
    return best_packages(model, members, floor=floor, binding=members, limits=limits)


def best_packages(
    model: Bargain, members: tuple[int, ...], *, floor: Ints, binding: Sequence[int], limits: Limits
) -> Acceptable | Message:
    """The packages that reach ``floor`` (parties,) and what ``binding`` parties ask, as ``members`` see them.

    Some that another one dominates may be left out. A sentence where a limit is hit.
    """
    found = _sifted(model, members, floor=floor, binding=binding, limits=limits)
    if isinstance(found, Message):
        return found
    worth, index, work = found
    ones = np.ones(len(index), dtype=np.int64)
    source = Chosen(index, len(model.tables))
    return Acceptable(
        members, np.ascontiguousarray(worth.T), ones, model.reserve[list(members)], source, work
    )


def _sifted(
    model: Bargain, members: tuple[int, ...], *, floor: Ints, binding: Sequence[int], limits: Limits
) -> tuple[Ints, Ints, dict[str, int]] | Message:
    """Vectors (members, M) and rising indices (M,) of the packages of :func:`best_packages`."""
    packages = Packages.of(model)
    if isinstance(packages, Message):
        return packages
    work = {"outcomes": packages.size, "reached": 0}

    def stream() -> Iterator[tuple[Ints, Ints]]:
        for index in packages.reaching(floor, binding):
            work["reached"] += len(index)
            yield packages.utilities(index, members), index

    found = sieve(stream(), width=len(members), cap=limits.points, budget=limits.pairs)
    if found is None:
        return msg("More than {limit} vectors would have to be kept at once.", limit=limits.points)
    worth, index = found
    order = np.argsort(index)
    return worth[:, order], index[order], {**work, "kept": len(index)}


def mixable(model: Bargain, members: tuple[int, ...]) -> Conditioned | Message:
    """The packages that a lottery among ``members`` may draw, as joint values of one group of issues.

    Those that cross a red line of a member are not drawn, dominated ones need not be.
    """
    limits = Limits()
    floor = np.full(len(model.parties), NOTHING, dtype=np.int64)
    found = _sifted(model, members, floor=floor, binding=members, limits=limits)
    if isinstance(found, Message):
        return found
    reduced = undominated(*found[:2], budget=limits.pairs)
    if reduced is None:
        return msg("More than {limit} pairs of vectors would have to be compared.", limit=limits.pairs)
    values = included(reduced[1], len(model.tables))
    none = np.zeros(len(values), dtype=np.int64)
    group = Group(tuple(range(len(model.tables))), values, model.utilities(values).T, none)
    return Conditioned(model.space, (group,))


class Efficient(NamedTuple):
    """Outcomes that nobody improves on, one per vector.

    ``vectors`` (members, N), descending; ``choices`` (N, issues) the first outcome of each, ``counts`` (N,)
    how many have it; ``outcomes``: all there are.
    """

    vectors: Ints
    choices: Ints
    counts: NDArray[Any]
    outcomes: int
    work: dict[str, int]


def efficient_packages(
    model: Bargain, members: tuple[int, ...], *, binding: tuple[int, ...] | None, limits: Limits
) -> Efficient | Message:
    """The packages that nobody of ``members`` improves on without a loss for another.

    With ``binding`` parties only those they accept. A sentence where a limit is hit.
    """
    floor = np.full(len(model.parties), NOTHING, dtype=np.int64)
    if binding is not None:
        floor[list(binding)] = model.reserve[list(binding)]
    found = _sifted(model, members, floor=floor, binding=binding or (), limits=limits)
    if isinstance(found, Message):
        return found
    reduced = undominated(*found[:2], budget=limits.pairs)
    if reduced is None:
        return msg("More than {limit} pairs of vectors would have to be compared.", limit=limits.pairs)
    vectors, first, counts = np.unique(-reduced[0], axis=1, return_index=True, return_counts=True)
    choices = included(reduced[1][first], len(model.tables))
    return Efficient(-vectors, choices, counts, found[2]["outcomes"], found[2])
