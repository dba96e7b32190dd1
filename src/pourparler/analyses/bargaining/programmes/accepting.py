"""Who accepts, as part of a programme: for each party a set of two values, to refuse or to accept.

A party that refuses is given what it may lack to its reserve; its red lines are forbidden boxes together with
its acceptance. The decision rule becomes coordinates over the acceptances, an alternative of rules a further set whose
values each waive the other rules (specification, section 4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.programmes.ground import Ground
from pourparler.kernels.programmes import Programme
from pourparler.kernels.searches import Box, Effort
from pourparler.model.agreement import Rule
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]

REFUSES, ACCEPTS = 0, 1
# Weights of a rule are scaled to whole numbers up to this; finer ones are rounded up, and losers cut off.
WEIGHTS = 1 << 40


@dataclass(frozen=True)
class Need:
    """A weighted number of acceptances that must be reached, unless a set ``(set, value)`` stands elsewhere."""

    weights: tuple[int, ...]
    floor: int
    unless: tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class Accepting:
    """Outcomes together with who accepts them: ``first`` is the set of the first party's acceptance.

    Coordinates of ``programme``: the parties' utilities, the number of acceptances, then one per need.
    """

    programme: Programme
    first: int
    parties: int

    def members(self, choice: Ints) -> tuple[int, ...]:
        """Who accepts in ``choice`` (sets,)."""
        return tuple(np.flatnonzero(choice[self.first : self.first + self.parties] == ACCEPTS).tolist())

    def largest(self) -> Ints:
        """Factors that count the acceptances."""
        factors = np.zeros(len(self.programme.floor), dtype=np.int64)
        factors[self.parties] = 1
        return factors

    def of_size(self, least: int) -> "Accepting":
        """With at least so many acceptances."""
        floor = self.programme.floor.copy()
        floor[self.parties] = max(least, int(floor[self.parties]))
        return Accepting(self.programme.raised(floor), self.first, self.parties)

    def without(self, members: Sequence[int], value: int) -> "Accepting":
        """Not all of ``members`` at ``value``."""
        box: Box = tuple((self.first + p, np.array([value])) for p in members)
        return Accepting(self.programme.without(box), self.first, self.parties)


def accepting(model: Bargain, found: Ground, *, effort: Effort) -> Accepting:
    """The outcomes of ``found`` (red lines given apart) with the acceptances that make a deal."""
    n, first = len(model.parties), len(found.groups)
    sizes: list[int] = []
    needs = list(_needs(model.rule, n, sizes))
    width = n + 1 + len(needs)
    tables = [
        np.concatenate([group.table, np.zeros((width - n, group.table.shape[1]), dtype=np.int64)])
        for group in found.groups
    ]
    lows = np.sum([group.table.min(axis=1) for group in found.groups], axis=0)
    for p in range(n):
        table = np.zeros((width, 2), dtype=np.int64)
        table[p, REFUSES] = max(0, int(model.reserve[p] - lows[p]))
        table[n, ACCEPTS] = 1
        table[n + 1 :, ACCEPTS] = [need.weights[p] for need in needs]
        tables.append(table)
    for k, size in enumerate(sizes):
        table = np.zeros((width, size), dtype=np.int64)
        for row, need in enumerate(needs):
            for at, value in need.unless:
                if at == k:
                    table[n + 1 + row] = max(0, need.floor - sum(min(0, w) for w in need.weights))
                    table[n + 1 + row, value] = 0
        tables.append(table)
    floor = np.concatenate([model.reserve, [1], np.array([need.floor for need in needs], dtype=np.int64)])
    lines = [(*box, (first + p, np.array([ACCEPTS]))) for p, boxes in found.lines.items() for box in boxes]
    programme = Programme(tables, floor, boxes=(*found.boxes, *lines), effort=effort)
    return Accepting(programme, first, n)


def _needs(rule: Rule, n: int, sizes: list[int], unless: tuple[tuple[int, int], ...] = ()) -> list[Need]:
    """The conditions of ``rule``; ``sizes`` is given the number of rules of each alternative met on the way."""
    found = []
    if rule.need:
        found.append(Need((1,) * n, rule.need, unless))
    if rule.veto:
        found.append(Need(tuple(rule.veto >> p & 1 for p in range(n)), rule.veto.bit_count(), unless))
    if rule.weights:
        found.append(_quota(rule, unless))
    for part in rule.every:
        found += _needs(part, n, sizes, unless)
    if rule.some:
        k = len(sizes)
        sizes.append(len(rule.some))
        for value, part in enumerate(rule.some):
            found += _needs(part, n, sizes, (*unless, (k, value)))
    return found


def _quota(rule: Rule, unless: tuple[tuple[int, int], ...]) -> Need:
    """The weights in whole numbers; never a coalition that wins is lost by rounding."""
    shares = [Fraction(str(weight)) for weight in rule.weights]
    quota = Fraction(rule.quota) - Fraction(1e-9 * max(1.0, abs(rule.quota)))  # as the rule itself tolerates
    common = lcm(*(share.denominator for share in shares))
    total = max(1, ceil(sum(abs(share) for share in shares)))
    factor = Fraction(common)
    if common * total > WEIGHTS:
        factor = Fraction(WEIGHTS, total)
    return Need(tuple(ceil(share * factor) for share in shares), ceil(quota * factor), unless)
