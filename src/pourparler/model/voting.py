"""Decision rules as thresholds on whole-number weights: what counting coalitions, and pivots, work on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from math import ceil, floor, gcd, lcm
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.errors import ModelError
from pourparler.language import msg
from pourparler.model.agreement import Rule

Flags = NDArray[np.bool_]
Row = tuple[int, ...]
Lean = Literal["nearest", "tight", "loose"]


@dataclass(frozen=True)
class Threshold:
    """Met by coalitions whose weight in ``row`` is at least ``least``; row 0 counts members."""

    row: int
    least: int


@dataclass(frozen=True)
class Joined:
    """Met where every part is (``every``), or where one is."""

    every: bool
    parts: tuple["Condition", ...] = ()


Condition = Threshold | Joined
ALWAYS, NEVER = Joined(True), Joined(False)


@dataclass(frozen=True)
class Rounding:
    """Weights in whole steps, so many to their total; only where the exact whole numbers are more.

    ``lean``: ``nearest`` compares rounded sums with the quota; ``tight`` lets only coalitions win that surely
    win by the exact weights, ``loose`` all that may.
    """

    steps: int
    lean: Lean = "nearest"


@dataclass(frozen=True)
class Voting:
    """A decision rule over ``players``: a condition on sums of whole-number weights, all of them 0 or more.

    ``weights``: one row per weighting that the rule uses (row 0: one each), no two alike; ``units``: what 1
    in each row is in the brief's unit. No condition is negated, so no coalition loses by gaining a member.
    """

    players: tuple[str, ...]
    weights: tuple[Row, ...]
    condition: Condition
    units: tuple[Fraction, ...]

    def wins(self, members: Flags) -> Flags:
        """For each coalition (players last in the shape): does it win? Exact for weights of any size.

        >>> import numpy as np
        >>> Voting(("a", "b"), ((1, 1), (1, 2)), Threshold(1, 2), (Fraction(1),) * 2).wins(np.eye(2) > 0)
        array([False,  True])
        """
        sums = members @ self._table.T
        return self.met(lambda leaf: sums[..., leaf.row] >= leaf.least, members.shape[:-1])

    def met(self, leaf: Callable[[Threshold], Flags], shape: tuple[int, ...]) -> Flags:
        """The condition where its thresholds are as ``leaf`` says; arrays broadcast to ``shape``."""
        return _met(self.condition, leaf, shape)

    @cached_property
    def thresholds(self) -> tuple[Threshold, ...]:
        """The different thresholds of the condition, by row and height."""
        return tuple(sorted(set(_leaves(self.condition)), key=lambda leaf: (leaf.row, leaf.least)))

    @cached_property
    def _table(self) -> NDArray[Any]:
        large = any(sum(row) >= 2**62 for row in self.weights)
        return np.array(self.weights, dtype=object if large else np.int64).reshape(len(self.weights), -1)


def voting(rule: Rule, rounding: Rounding | None = None) -> Voting:
    """A decision rule as thresholds. Raises ``ModelError`` where a voting weight is negative.

    >>> found = voting(Rule(("a", "b"), quota=0.3, weights=(0.1, 0.2)))
    >>> found.weights, found.condition
    (((1, 1), (1, 2)), Threshold(row=1, least=3))
    """
    n = len(rule.parties)
    rows: dict[Row, Fraction] = {(1,) * n: Fraction(1)}
    condition = _condition(rule, rows, rounding)
    kept = sorted({0, *(leaf.row for leaf in _leaves(condition))})
    moved = {row: i for i, row in enumerate(kept)}
    table = list(rows)
    return Voting(
        rule.parties,
        tuple(table[row] for row in kept),
        _moved(condition, moved),
        tuple(rows[table[row]] for row in kept),
    )


def _condition(rule: Rule, rows: dict[Row, Fraction], rounding: Rounding | None) -> Condition:
    n = len(rule.parties)
    parts: list[Condition] = []
    if rule.need:
        parts.append(_threshold((1,) * n, rule.need, Fraction(1), rows))
    if rule.veto:
        bits = tuple(rule.veto >> i & 1 for i in range(n))
        parts.append(_threshold(bits, sum(bits), Fraction(1), rows))
    if rule.weights:
        parts.append(_quota(rule, rows, rounding))
    parts += [_condition(part, rows, rounding) for part in rule.every]
    if rule.some:
        parts.append(_joined(False, [_condition(part, rows, rounding) for part in rule.some]))
    return _joined(True, parts)


def _quota(rule: Rule, rows: dict[Row, Fraction], rounding: Rounding | None) -> Condition:
    """The weighted threshold, in the largest unit in which all weights are whole numbers, or in steps."""
    weights = [_exact(weight) for weight in rule.weights]
    if min(weights) < 0:
        raise ModelError(
            msg("the voting weight {found} is negative", found=float(min(weights))),
            where="rule",
            advice=msg("Write 0 or more."),
        )
    total, quota = sum(weights, Fraction(0)), _exact(rule.quota)
    if quota <= 0:
        return ALWAYS
    if quota > total:
        return NEVER
    unit = Fraction(
        reduce(gcd, (w.numerator * (_scale(weights) // w.denominator) for w in weights)), _scale(weights)
    )
    if rounding is not None and total / unit > rounding.steps:
        unit = total / rounding.steps
        whole = tuple(floor(weight / unit + Fraction(1, 2)) for weight in weights)
        errors = [w - weight / unit for w, weight in zip(whole, weights, strict=True)]
        over = {
            "nearest": Fraction(0),
            "tight": sum((e for e in errors if e > 0), Fraction(0)),
            "loose": sum((e for e in errors if e < 0), Fraction(0)),
        }[rounding.lean]
        return _threshold(whole, ceil(quota / unit + over), unit, rows)
    return _threshold(tuple(int(weight / unit) for weight in weights), ceil(quota / unit), unit, rows)


def _threshold(row: Row, least: int, unit: Fraction, rows: dict[Row, Fraction]) -> Condition:
    if least <= 0:
        return ALWAYS
    if least > sum(row):
        return NEVER
    if min(row) == max(row):  # the same weight for all counts members
        row, least, unit = (1,) * len(row), ceil(Fraction(least, row[0])), Fraction(1)
    rows.setdefault(row, unit)
    return Threshold(list(rows).index(row), least)


def _joined(every: bool, parts: Sequence[Condition]) -> Condition:
    """Parts put together; what always or never holds is worked in."""
    settles, leaves_as_is = (NEVER, ALWAYS) if every else (ALWAYS, NEVER)
    if settles in parts:
        return settles
    kept = tuple(dict.fromkeys(part for part in parts if part != leaves_as_is))
    return kept[0] if len(kept) == 1 else Joined(every, kept)


def _leaves(condition: Condition) -> list[Threshold]:
    if isinstance(condition, Threshold):
        return [condition]
    return [leaf for part in condition.parts for leaf in _leaves(part)]


def _moved(condition: Condition, rows: dict[int, int]) -> Condition:
    if isinstance(condition, Threshold):
        return Threshold(rows[condition.row], condition.least)
    return Joined(condition.every, tuple(_moved(part, rows) for part in condition.parts))


def _met(condition: Condition, leaf: Callable[[Threshold], Flags], shape: tuple[int, ...]) -> Flags:
    if isinstance(condition, Threshold):
        return np.broadcast_to(leaf(condition), shape)
    found = np.full(shape, condition.every)
    for part in condition.parts:
        inner = _met(part, leaf, shape)
        found = found & inner if condition.every else found | inner
    return found


def _exact(value: float) -> Fraction:
    """The decimal that was written: 0.1 is one tenth, not the binary number next to it."""
    return Fraction(str(value))


def _scale(weights: Sequence[Fraction]) -> int:
    return lcm(*(weight.denominator for weight in weights))
