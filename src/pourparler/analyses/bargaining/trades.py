"""Trades (logrolling): the smallest changes of a deal that hurt nobody and help somebody."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb, prod

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Folded, Limits, frontier_fold
from pourparler.analyses.bargaining.conditioned import conditioned
from pourparler.kernels.blocks import halves, reaching
from pourparler.kernels.supported import simplex_grid
from pourparler.language import Message
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Axis, Constraint, Space

Ints = NDArray[np.int64]
Issues = tuple[int, ...]

# Up to so many issues every change is looked at; from there on only those that no change of the same issues
# dominates.
LISTED = 3
# Sets of issues of one size: more are not gone through.
SETS = 200_000
# Changes with equal gains in the same issues that are told apart where not all are listed.
EQUALS = 1_000
# What one set costs at least, in changes looked at.
OVERHEAD = 1_000


@dataclass(frozen=True, order=True)
class Change:
    """A changed deal in the order in which trades are told: smallest gain, gains (negated), value indices."""

    least: int
    gains: tuple[int, ...]
    choice: tuple[int, ...]


@dataclass(frozen=True)
class Changes:
    """Trades in order; ``stopped``: the number of issues at which the work limit ended the search, or 0."""

    found: tuple[Change, ...]
    stopped: int
    work: dict[str, int]


def changes(model: Bargain, choice: tuple[int, ...], *, limit: int, budget: int) -> Changes:
    """The first ``limit`` changes of the deal ``choice`` that hurt nobody and help somebody.

    Ordered by the number of issues, then the smallest gain (largest first), then the tie rule; none has
    another one as a part. ``budget``: changes looked at.
    """
    deal = _Deal(model, choice, limit)
    kept: list[Change] = []
    looked = sets = 0
    for size in range(1, len(choice) + 1):
        if size > LISTED and comb(len(choice), size) > SETS:
            return Changes(tuple(kept), size, {"changes": looked, "sets": sets})
        best: list[Change] = []
        for issues in deal.promising(size):
            cost = deal.cost(issues)
            if looked + cost > budget:
                return Changes(tuple(kept), size, {"changes": looked, "sets": sets})
            looked, sets = looked + cost, sets + 1
            found = deal.listed(issues, kept) if size <= LISTED else deal.undominated(issues, kept)
            best = sorted((*best, *found))[: limit - len(kept)]
        kept += best
        if len(kept) >= limit:
            break
    return Changes(tuple(kept), 0, {"changes": looked, "sets": sets})


class _Deal:
    """A deal and what each change of one issue adds to everyone's utility."""

    def __init__(self, model: Bargain, choice: tuple[int, ...], limit: int) -> None:
        self.model = model
        self.choice = choice
        self.limit = limit
        self.options = [np.delete(np.arange(n), at) for n, at in zip(model.space.shape, choice, strict=True)]
        self.gains = [
            table[:, options] - table[:, at : at + 1]
            for table, options, at in zip(model.tables, self.options, choice, strict=True)
        ]
        self.open = [i for i, options in enumerate(self.options) if len(options)]

    def promising(self, size: int) -> Iterator[Issues]:
        """Sets of issues whose best changes could together hurt nobody and help somebody."""
        sets = np.array(list(combinations(self.open, size)), dtype=np.intp).reshape(-1, size)
        n = len(self.model.parties)
        best = np.zeros((len(self.options), n), dtype=np.int64)
        weights = self._weights()
        sums = np.zeros((len(self.options), len(weights)), dtype=np.int64)
        for i in self.open:
            best[i] = self.gains[i].max(axis=1)
            sums[i] = (weights @ self.gains[i]).max(axis=1)
        # A change that helps somebody and hurts nobody has a positive sum under any positive weights.
        possible = (best[sets].sum(axis=1) >= 0).all(axis=1) & (sums[sets].sum(axis=1) > 0).all(axis=1)
        yield from map(tuple, sets[possible].tolist())

    def _weights(self) -> Ints:
        n = len(self.model.parties)
        grid = simplex_grid(n, most=32)
        reach = sum(int(np.abs(gains).max(initial=0)) for gains in self.gains)
        ones: Ints = np.ones((1, n), dtype=np.int64)
        return np.concatenate((ones, grid)) if reach * int(grid[0].sum()) < 2**62 else ones

    def cost(self, issues: Issues) -> int:
        """Changes that are looked at for this set."""
        sizes = [len(self.options[i]) for i in issues]
        return prod(sizes) if len(issues) <= LISTED else OVERHEAD + sum(sizes)

    def listed(self, issues: Issues, kept: list[Change]) -> list[Change]:
        """Every change of exactly these issues that holds no part already kept."""
        tables = [self.gains[i] for i in issues]
        none = [np.zeros(table.shape[1], dtype=np.int64) for table in tables]
        n = len(self.model.parties)
        sums, index, _ = reaching(halves(tables, none), np.zeros(n, dtype=np.int64))
        helps = sums.any(axis=1)
        if not helps.any():
            return []
        at = np.unravel_index(index[helps], [table.shape[1] for table in tables])
        choices = self._changed(issues, np.stack(at, axis=1))
        return self._kept(choices, sums[helps], kept)

    def undominated(self, issues: Issues, kept: list[Change]) -> list[Change]:
        """The changes of exactly these issues that none of the same issues dominates."""
        restricted = self._restricted(issues)
        left = conditioned(restricted, binding=0) if restricted is not None else None
        if left is None or isinstance(left, Message) or not left.size:
            return []
        n = len(self.model.parties)
        zero = np.zeros(n, dtype=np.int64)
        fold, columns = frontier_fold(left, tuple(range(n)), limits=Limits(), floor=zero)
        points = fold.stages[-1].points[:n]
        source = Folded(fold, columns, left.radix)
        found: list[Change] = []
        for row in np.flatnonzero(points.any(axis=0)):
            at = source.choices(np.array([row]), EQUALS)
            sums = np.repeat(points[:, [row]].T, len(at), axis=0)
            found += self._kept(self._changed(issues, at), sums, kept)
        return found

    def _changed(self, issues: Issues, at: Ints) -> Ints:
        choices = np.repeat(np.array([self.choice], dtype=np.int64), len(at), axis=0)
        for k, i in enumerate(issues):
            choices[:, i] = self.options[i][at[:, k]]
        return choices

    def _kept(self, choices: Ints, sums: Ints, kept: list[Change]) -> list[Change]:
        good = np.ones(len(choices), dtype=np.bool_)
        for constraint in self.model.excluded:
            good &= constraint.allowed[tuple(choices[:, axis] for axis in constraint.axes)]
        for change in kept:
            part = [i for i, value in enumerate(change.choice) if value != self.choice[i]]
            good &= (choices[:, part] != np.array(change.choice)[part]).any(axis=1)
        choices, sums = choices[good], sums[good]
        least = sums.min(axis=1)
        first = np.lexsort((*choices.T[::-1], *(-sums.T[::-1]), -least))[: self.limit]
        return [
            Change(-min(gains), tuple(-g for g in gains), tuple(choice))
            for gains, choice in zip(sums[first].tolist(), choices[first].tolist(), strict=True)
        ]

    def _restricted(self, issues: Issues) -> Bargain | None:
        """The changes of exactly these issues as a problem of their own; ``None`` where all are excluded."""
        excluded = []
        for constraint in self.model.excluded:
            own = [a for a in constraint.axes if a in issues]
            cells = [self.options[a] if a in issues else np.array([self.choice[a]]) for a in constraint.axes]
            allowed = constraint.allowed[np.ix_(*cells)] if cells else constraint.allowed
            shape = [len(self.options[a]) for a in own]
            if not own and not allowed.all():
                return None
            if own:
                where = tuple(issues.index(a) for a in own)
                excluded.append(Constraint(where, allowed.reshape(shape)))
        model = self.model
        axes = tuple(
            Axis(str(i), tuple(range(n)), tuple(map(float, range(n)))) for i, n in self._sizes(issues)
        )
        n = len(model.parties)
        return Bargain(
            Space(axes), model.parties, tuple(self.gains[i] for i in issues),
            np.zeros(n, dtype=np.int64), model.rule, tuple(excluded), ((),) * n,
        )  # fmt: skip

    def _sizes(self, issues: Issues) -> list[tuple[int, int]]:
        return [(i, len(self.options[i])) for i in issues]
