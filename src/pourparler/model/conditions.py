"""Conditions of the brief as constraints: red lines, exclusions, thresholds."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.fields import written
from pourparler.brief.rules import Exclusion
from pourparler.brief.statements import (
    Atom,
    Combination,
    Not,
    Statement,
    StatementError,
    french_words,
    names_in,
    parse,
)
from pourparler.errors import ModelError
from pourparler.language import did_you_mean, msg
from pourparler.model.outcomes import Axis, Constraint, Space

MAX_JOINT = 1_000_000


def constraint(tree: Statement, space: Space, key: str, *, forbids: bool = False) -> Constraint:
    """The constraint that ``tree`` must hold (or, with ``forbids``, must not hold).

    Raises ``ModelError`` for a level that its issue does not have, or when the issues named have more than
    10^6 joint values.
    """
    names = [axis.name for axis in space.axes]
    axes = tuple(sorted(names.index(name) for name in names_in(tree) if name in names))
    joint = int(np.prod([len(space.axes[a]) for a in axes], dtype=object)) if axes else 1
    if joint > MAX_JOINT:
        raise ModelError(
            msg("the condition {key} ties issues with {n} joint values; at most {limit} are possible",
                key=key, n=joint, limit=MAX_JOINT),
            where=key, rule="E014", advice=msg("Split it into conditions on fewer issues."),
        )  # fmt: skip
    truth = _truth(tree, {space.axes[a].name: (i, space.axes[a]) for i, a in enumerate(axes)}, len(axes), key)
    full = np.broadcast_to(truth, tuple(len(space.axes[a]) for a in axes))
    return Constraint(axes, ~full if forbids else full.copy(), key)


def _truth(tree: Statement, axes: Mapping[str, tuple[int, Axis]], depth: int, key: str) -> NDArray[np.bool_]:
    match tree:
        case Atom(name, relation, levels):
            if name not in axes:
                raise ModelError(
                    msg("{key} speaks of {name}, which is not an issue here", key=key, name=name),
                    where=key, rule="E007", advice=msg("Use an issue of the brief."),
                )  # fmt: skip
            position, axis = axes[name]
            shape = [1] * depth
            shape[position] = len(axis)
            return _holds(axis, relation, levels, key).reshape(shape)
        case Not(part):
            return ~_truth(part, axes, depth, key)
        case Combination(word, left, right):
            a, b = _truth(left, axes, depth, key), _truth(right, axes, depth, key)
            match word:
                case "and":
                    return a & b
                case "or":
                    return a | b
                case "if":
                    return a | ~b
            return np.asarray(a == b)


def _holds(axis: Axis, relation: str, levels: tuple[str, ...], key: str) -> NDArray[np.bool_]:
    scale = np.array(axis.scale)
    if relation in ("=", "!="):
        found = np.zeros(len(axis), dtype=np.bool_)
        for level in levels:
            found |= _equal(axis, level, key)
        return ~found if relation == "!=" else found
    bound = point_on(axis, levels[0], key)
    slack = 1e-9 * max(1.0, abs(bound))
    match relation:
        case "<":
            return scale < bound - slack
        case "<=":
            return scale <= bound + slack
        case ">":
            return scale > bound + slack
    return scale >= bound - slack


def _equal(axis: Axis, level: str, key: str) -> NDArray[np.bool_]:
    found = np.zeros(len(axis), dtype=np.bool_)
    try:
        found[axis.index(level)] = True
    except KeyError:
        # A number that no value equals is simply never reached; a word must be a level.
        point_on(axis, level, key)
    return found


def point_on(axis: Axis, level: str, key: str) -> float:
    """Where a level's name or a number lies on the issue's scale. Raises ``ModelError`` for an unknown level."""
    try:
        return axis.scale[axis.index(level)]
    except KeyError:
        try:
            return float(level)
        except ValueError:
            known = [str(value) for value in axis.values]
            raise ModelError(
                msg("{issue} has no value {level}", issue=axis.name, level=level),
                where=key,
                rule="E007",
                advice=french_words(level)
                or did_you_mean(level, known, msg("Use one of {known}.", known=known[:12])),
            ) from None


def statement(text: str, space: Space, key: str, *, issue: str = "") -> Statement:
    """Parse a condition over the issues of ``space``; raises ``ModelError`` with the column."""
    try:
        return parse(text, frozenset(axis.name for axis in space.axes), issue=issue)
    except StatementError as error:
        raise ModelError(error.message(), where=key, rule="E008", advice=error.advice()) from error


def exclusion(item: Exclusion, space: Space, key: str) -> Constraint:
    """The constraint of one entry of ``rules.exclude``: its conditions must not hold together."""
    if item.statement is not None:
        return constraint(statement(item.statement, space, key), space, key, forbids=True)
    tree: Statement | None = None
    for name, written_condition in item.conditions.items():
        if name not in {axis.name for axis in space.axes}:
            raise ModelError(
                msg("{key} speaks of {name}, which is not an issue here", key=key, name=name),
                where=key,
                rule="E007",
                advice=did_you_mean(
                    name, [axis.name for axis in space.axes], msg("Use an issue of the brief.")
                ),
            )
        part = _condition(name, written_condition, space, key)
        tree = part if tree is None else Combination("and", tree, part)
    if tree is None:
        raise ModelError(msg("this excludes nothing"), where=key, rule="E002")
    return constraint(tree, space, key, forbids=True)


def _condition(issue: str, value: Any, space: Space, key: str) -> Statement:
    if isinstance(value, list):
        return Atom(issue, "=", tuple(_text(item) for item in value))
    text = _text(value)
    axis = next(axis for axis in space.axes if axis.name == issue)
    if any(str(known) == text for known in axis.values):
        return Atom(issue, "=", (text,))
    return statement(text, space, key, issue=issue)


def _text(value: Any) -> str:
    return {True: "in", False: "out"}.get(value, "") if isinstance(value, bool) else str(written(value))
