"""The acceptable outcomes of a coalition, as the point concepts see them.

For one or two members the frontier of the acceptable outcomes is enough and is exact at any size; for more,
all acceptable outcomes are listed, up to a limit.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.conditioned import Conditioned, Radix, conditioned
from pourparler.kernels.blocks import halves, reaching
from pourparler.kernels.frontier import Fold, column, fold
from pourparler.kernels.realisations import realisations
from pourparler.kernels.stages import Stage
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Limits:
    """How much work is done before the answer is ``limit``.

    ``outcomes`` listed, ``points`` (vectors) kept at once, ``pairs`` of vectors compared.
    """

    outcomes: int = 2_000_000
    points: int = 1_000_000
    pairs: int = 500_000_000


class Source(Protocol):
    """Where the outcomes behind a row are found."""

    def choices(self, rows: Rows, limit: int) -> Ints:
        """Value indices (at most ``limit``, issues) of the outcomes of ``rows`` (equal vectors), by index."""


@dataclass(frozen=True, eq=False)
class Acceptable:
    """Acceptable outcomes of the parties ``members``: all that are not dominated are among the rows.

    ``utilities`` (M, members), ``counts`` (M,) outcomes per row, ``reserve`` (members,).
    """

    members: tuple[int, ...]
    utilities: Ints
    counts: NDArray[Any]
    reserve: Ints
    source: Source
    work: dict[str, int] = field(default_factory=dict)

    @cached_property
    def gains(self) -> Ints:
        """Utility less reserve (M, members)."""
        return self.utilities - self.reserve

    @cached_property
    def stakes(self) -> Ints:
        """Each member's largest gain in an acceptable outcome (members,)."""
        result: Ints = self.gains.max(axis=0)
        return result

    @cached_property
    def staked(self) -> NDArray[np.intp]:
        """Positions (within ``members``) of those that have something to gain."""
        return np.flatnonzero(self.stakes > 0)

    @property
    def empty(self) -> bool:
        """Whether no outcome is acceptable to all members."""
        return len(self.utilities) == 0

    def first_outcomes(self, rows: Rows, limit: int) -> Ints:
        """Value indices (at most ``limit``, issues) of the outcomes of ``rows``, by the tie rule."""
        order = np.lexsort(tuple(-column for column in self.utilities[rows].T[::-1]))
        rows = rows[order]
        vectors = self.utilities[rows]
        cuts = np.flatnonzero((vectors[1:] != vectors[:-1]).any(axis=1)) + 1
        found: list[Ints] = []
        for same in np.split(rows, cuts):
            if limit <= 0:
                break
            found.append(self.source.choices(same, limit))
            limit -= len(found[-1])
        return np.concatenate(found)


@dataclass(frozen=True, eq=False)
class Folded:
    """Outcomes behind the points of a two-party fold."""

    fold: Fold
    columns: tuple[tuple[Ints, Ints], ...]
    radix: Radix

    def choices(self, rows: Rows, limit: int) -> Ints:
        """See :class:`Source`; points of a fold are distinct, so ``rows`` is one row."""
        last = self.fold.stages[-1]
        if limit == 1 or int(last.counts[rows[0]]) == 1:
            return self.radix.choices(last.words[:, rows[:1]])
        words = realisations(self.fold.stages, self.columns, point=int(rows[0]), limit=limit)
        return self.radix.choices(np.array(words, dtype=np.int64).T)


@dataclass(frozen=True, eq=False)
class Listed:
    """Outcomes listed one by one: ``index`` (M,) into ``space`` for each row."""

    space: Conditioned
    index: Ints

    def choices(self, rows: Rows, limit: int) -> Ints:
        """See :class:`Source`."""
        choices = self.space.choices(self.index[rows])
        if len(choices) > 1:
            choices = choices[np.lexsort(tuple(choices.T[::-1]))]
        return choices[:limit]


def acceptable(model: Bargain, members: tuple[int, ...], *, limits: Limits) -> Acceptable | Message:
    """What is acceptable to all ``members`` (party positions); a sentence where a limit is hit."""
    left = conditioned(model, binding=sum(1 << p for p in members))
    if isinstance(left, Message):
        return left
    if len(members) <= 2:
        return _folded(model, left, members, limits)
    if left.size > limits.outcomes:
        return msg(
            "{n} outcomes are more than the {limit} that can be listed for {parties} parties.",
            n=left.size, limit=limits.outcomes, parties=len(members),
        )  # fmt: skip
    reserve = model.reserve[list(members)]
    pair = halves([g.table[list(members)] for g in left.groups], [g.crossed for g in left.groups])
    utilities, index, looked = reaching(pair, reserve)
    work = {"outcomes": left.size, "compared": looked, "acceptable": len(index)}
    return Acceptable(members, utilities, np.ones(len(index), np.int64), reserve, Listed(left, index), work)


def _folded(
    model: Bargain, left: Conditioned, members: tuple[int, ...], limits: Limits
) -> Acceptable | Message:
    """The frontier of what is acceptable to one or two ``members``."""
    reserve = model.reserve[list(members)]
    result, columns = frontier_fold(left, members, limits=limits, floor=reserve)
    if not result.complete:
        return msg("More than {limit} vectors would have to be kept at once.", limit=limits.points)
    last = result.stages[-1]
    work = {"outcomes": left.size, "candidates": result.candidates, "kept": result.kept}
    points = last.points[: len(members)].T
    source = Folded(result, columns, left.radix)
    return Acceptable(members, points, last.counts, reserve, source, work)


def frontier_fold(
    left: Conditioned, members: tuple[int, ...], *, limits: Limits, floor: Ints | None = None
) -> tuple[Fold, tuple[tuple[Ints, Ints], ...]]:
    """Fold the groups of ``left`` for ``members``; with the groups' columns in the order folded.

    Groups with few nondominated values come first, which keeps the stages small. One member is given a
    second coordinate that is always 0.
    """
    for group in left.groups:
        if not group.table.shape[1]:
            points, words = group.table[list(members)], left.words(group)
            empty = Stage(points, np.zeros(0, dtype=np.int64), words)
            return Fold((empty,), 0, 0, 0, True), ((points, words),)
    if floor is not None and len(floor) < max(2, len(members)):
        floor = np.append(floor, 0)
    prepared = group_columns(left, members)
    result = fold([stage for stage, _ in prepared], cap=limits.points, floor=floor, budget=limits.pairs)
    return result, tuple(pair for _, pair in prepared)


def group_columns(left: Conditioned, members: tuple[int, ...]) -> list[tuple[Stage, tuple[Ints, Ints]]]:
    """Each group of ``left`` as a set to fold, smallest first, with its points and words as they were."""
    width = max(2, len(members))
    prepared: list[tuple[Stage, tuple[Ints, Ints]]] = []
    for group in left.groups:
        points = group.table[list(members)]
        if len(points) < width:
            points = np.concatenate((points, np.zeros((1, points.shape[1]), dtype=np.int64)))
        words = left.words(group)
        prepared.append((column(points, words), (points, words)))
    prepared.sort(key=lambda item: item[0].points.shape[1])
    return prepared
