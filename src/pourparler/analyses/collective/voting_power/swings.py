"""How often a player turns a losing coalition into a winning one, by the coalition's size, for any rule.

A rule says which combinations of thresholds win. By differences along each row of weights that is a sum of
counts of coalitions below thresholds, which ``kernels.coalitions`` gives with everybody and without one player.
Where coalitions of players that are alike are few, listing them is quicker (``kernels.listing``).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.coalitions import below, below_without, binomials, divisors, restored
from pourparler.kernels.listing import pivotal, won
from pourparler.model.voting import Flags, Threshold, Voting

Ints = NDArray[np.int64]
Whole = NDArray[np.object_]
Met = Callable[[Threshold, Sequence[Sequence[int]]], Flags]
"""From a threshold and the heights of each row to where it is met."""


@dataclass(frozen=True)
class Swings:
    """Coalitions of ``players``, counted in Python integers.

    ``winning`` (n + 1,) by size; ``swings`` (kinds, n): coalitions of z others that a player of that kind makes
    win; ``disjoint``: winning coalitions whose opponents win as well.
    """

    winning: Whole
    swings: Whole
    disjoint: int


class Coalitions:
    """The counting of one rule, laid out: which thresholds in which rows, and how much work that is."""

    def __init__(self, rule: Voting) -> None:
        self.rule = rule
        self.n = len(rule.players)
        self.totals = [sum(row) for row in rule.weights]
        own = {row: [t.least for t in rule.thresholds if t.row == row] for row in range(1, len(self.totals))}
        self.own = [own[row] for row in sorted(own)]
        # Their opponents reach a threshold where they stay below another: V − v ≥ t as v < V − t + 1.
        self.both = [
            sorted({*heights, *(total - t + 1 for t in heights)})
            for heights, total in zip(self.own, self.totals[1:], strict=True)
        ]
        self.caps = [max(heights) for heights in self.both]

    @cached_property
    def weights(self) -> list[tuple[int, ...]]:
        """Each player's weights (one per row without the first), no larger than what decides."""
        rows = zip(self.rule.weights[1:], self.caps, strict=True)
        kept = [[min(w, cap) for w in row] for row, cap in rows]
        return list(zip(*kept, strict=True)) if kept else [()] * self.n

    @cached_property
    def columns(self) -> list[tuple[int, ...]]:
        """The weights of each kind of player."""
        return sorted(set(self.weights))

    @cached_property
    def kind(self) -> list[int]:
        """Of which kind each player is."""
        order = {column: k for k, column in enumerate(self.columns)}
        return [order[column] for column in self.weights]

    @cached_property
    def many(self) -> list[int]:
        """How many players there are of each kind."""
        return [self.kind.count(k) for k in range(len(self.columns))]

    @property
    def coalitions(self) -> int:
        """Coalitions of players that are alike."""
        return prod(m + 1 for m in self.many)

    @property
    def cells(self) -> int:
        """Cells of all tables together."""
        return (self.n + 1) * prod(cap + 1 for cap in self.caps)

    @property
    def additions(self) -> int:
        """Additions of whole numbers that the tables, and taking each kind of player away, need."""
        if not self.caps:  # members alone count: binomial coefficients
            return self.n
        levels = prod(len(heights) + 1 for heights in self.own)
        each = self.cells * self.n + len(self.columns) * levels * self.n * self.n
        return each // 2 * len(divisors(self.n))

    def won(self) -> Flags:
        """Which of the listed coalitions win. Take care of ``coalitions`` first."""
        large = any(total >= 2**62 for total in self.totals)
        weights = np.array([(1, *column) for column in self.columns], dtype=object if large else np.int64).T
        return won(weights, self.many, self._wins)

    def _wins(self, sums: NDArray[Any]) -> Flags:
        return self.rule.met(lambda leaf: np.asarray(sums[leaf.row] >= leaf.least, bool), sums.shape[1:])

    def listed(self) -> Swings:
        """The counts by listing coalitions."""
        return Swings(*pivotal(self.won(), self.many))

    def counted(self) -> Swings:
        """The counts by tables. Take care of ``cells`` and ``additions`` first."""
        columns = np.array(self.columns, dtype=np.int64).reshape(len(self.columns), len(self.caps)).T
        wins = _differences(self._grid(self.own, self._met))
        both = _differences(self._grid(self.both, self._met) & self._grid(self.both, self._met_by_opponents))
        winning = np.zeros(self.n + 1, dtype=object)
        without = np.zeros((columns.shape[1], self.n + 1), dtype=object)
        disjoint = 0
        for rows, factors, factors_of_both in self._parts(wins, both):
            heights, heights_of_both = ([of[row] for row in rows] for of in (self.own, self.both))
            found = self._tables(rows, columns, (heights, heights_of_both))
            winning += _summed(factors, found[0])
            disjoint += int(_summed(factors_of_both, found[1]).sum())
            without[:, :-1] += np.array([_summed(factors[:-1], part) for part in found[2]], dtype=object)
        return Swings(winning, (winning - without)[:, 1:] - without[:, :-1], disjoint)

    def _parts(self, wins: Ints, both: Ints) -> Iterator[tuple[list[int], Ints, Ints]]:
        """For each set of rows the factors of counts below thresholds in these rows alone, where any is not 0."""
        for chosen in product((False, True), repeat=len(self.caps)):
            at = tuple(slice(None, -1) if inside else -1 for inside in chosen)
            parts = wins[(slice(None), *at)], both[(slice(None), *at)]
            if any(part.any() for part in parts):
                yield [row for row, inside in enumerate(chosen) if inside], *parts

    def _tables(
        self, rows: list[int], columns: Ints, heights: tuple[list[list[int]], list[list[int]]]
    ) -> tuple[Whole, Whole, list[Whole]]:
        """Coalitions below ``heights`` (own, and with those of opponents), and without one player of each kind."""
        if not rows:
            all_of = binomials(self.n)
            return all_of, all_of, [binomials(self.n - 1)] * columns.shape[1]
        own, both = heights
        by = divisors(self.n)
        # For one divisor at a time: a table may be large. Remainders of what is asked are small.
        found: list[list[Ints]] = []
        weights = columns[np.ix_(rows, self.kind)]
        for divisor in by:
            table = below(weights, [self.caps[row] for row in rows], divisor)
            removed = [
                below_without(table, column, own, divisor=divisor) for column in columns[rows].T.tolist()
            ]
            found.append([_at(table, own), _at(table, both), *removed])
        first, second, *rest = (restored(parts, by) for parts in zip(*found, strict=True))
        return first, second, rest

    def _grid(self, heights: Sequence[Sequence[int]], met: Met) -> Flags:
        """Whether coalitions win, by size and by the number of thresholds in each row that they reach."""
        shape = (self.n + 1, *(len(row) + 1 for row in heights))
        return self.rule.met(lambda leaf: met(leaf, heights), shape)

    def _met(self, leaf: Threshold, heights: Sequence[Sequence[int]]) -> Flags:
        if leaf.row == 0:
            return _along(np.arange(self.n + 1) >= leaf.least, 0, len(heights) + 1)
        row = heights[leaf.row - 1]
        return _along(np.arange(len(row) + 1) > row.index(leaf.least), leaf.row, len(heights) + 1)

    def _met_by_opponents(self, leaf: Threshold, heights: Sequence[Sequence[int]]) -> Flags:
        if leaf.row == 0:
            return _along(self.n - np.arange(self.n + 1) >= leaf.least, 0, len(heights) + 1)
        mirrored = Threshold(leaf.row, self.totals[leaf.row] - leaf.least + 1)
        return ~self._met(mirrored, heights)


def _along(values: Flags, axis: int, axes: int) -> Flags:
    return values.reshape([-1 if i == axis else 1 for i in range(axes)])


def _differences(grid: Flags) -> Ints:
    """Factors of the counts below each threshold (the last: of all coalitions) whose sum counts ``grid``.

    The coalitions between two thresholds are those below the upper less those below the lower one.
    """
    found = grid.astype(np.int64)
    for axis in range(1, grid.ndim):
        later = np.roll(found, -1, axis=axis)
        later[(slice(None),) * axis + (-1,)] = 0
        found = found - later
    return found


def _summed(factors: Ints, counts: Whole) -> Whole:
    """By size (first axis): factors times counts, summed over the thresholds."""
    return np.asarray((factors.astype(object) * counts).reshape(len(factors), -1).sum(axis=1))


def _at(table: Ints, heights: Sequence[Sequence[int]]) -> Ints:
    return table[np.ix_(range(len(table)), *([t - 1 for t in row] for row in heights))]
