"""The outcomes that exclusions and red lines leave, as independent groups of issues.

Issues that share a constraint form one group, whose values are the joint values allowed; across groups
utilities still add up, so that everything built on sums works unchanged (specification, section 5.4).
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import prod

import numpy as np
from numpy.typing import NDArray

from pourparler.errors import ModelError
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint, Space

Ints = NDArray[np.int64]

# A group of linked issues with more joint values than this is refused.
JOINT_LIMIT = 1_000_000


@dataclass(frozen=True, eq=False)
class Group:
    """Linked issues and their allowed joint values.

    ``axes``: the issues; ``values`` (m, issues of the group): value indices, in lexicographic order;
    ``table`` (parties, m): utilities; ``crossed`` (m,): bit p is set where party p's red line is crossed.
    """

    axes: tuple[int, ...]
    values: Ints
    table: Ints
    crossed: Ints


@dataclass(frozen=True, eq=False)
class Conditioned:
    """All outcomes that are left: one joint value per group."""

    space: Space
    groups: tuple[Group, ...]

    @cached_property
    def size(self) -> int:
        """Number of outcomes left, exactly."""
        return prod(len(group.values) for group in self.groups)

    @cached_property
    def radix(self) -> "Radix":
        """How outcomes of the space are packed into integers."""
        return Radix.of(self.space)

    def words(self, group: Group) -> Ints:
        """What each value of ``group`` adds to an outcome's packed index: (words, m)."""
        if len(group.axes) == 1:
            return self.radix.places[:, group.axes[0], None] * group.values[:, 0]
        result: Ints = self.radix.places[:, group.axes] @ group.values.T
        return result

    def choices(self, index: Ints) -> Ints:
        """Value indices (N, issues) of mixed-radix indices over the groups, first group slowest."""
        result = np.empty((len(index), len(self.space.axes)), dtype=np.int64)
        rest = index
        for group in reversed(self.groups):
            rest, value = np.divmod(rest, len(group.values))
            result[:, group.axes] = group.values[value]
        return result


@dataclass(frozen=True, eq=False)
class Radix:
    """Outcome indices packed into 64-bit words that never carry into each other.

    ``places`` (words, issues): the place value of an issue in its word, 0 elsewhere.
    """

    places: Ints
    shape: tuple[int, ...]

    @classmethod
    def of(cls, space: Space) -> "Radix":
        """The packing for ``space``: one word where its size fits, more otherwise."""
        words: list[list[int]] = [[]]
        held = 1
        for i in reversed(range(len(space.shape))):
            if held * space.shape[i] >= 2**62:
                words.insert(0, [])
                held = 1
            words[0].insert(0, i)
            held *= space.shape[i]
        places = np.zeros((len(words), len(space.shape)), dtype=np.int64)
        for row, axes in zip(places, words, strict=True):
            place = 1
            for i in reversed(axes):
                row[i] = place
                place *= space.shape[i]
        return cls(places, space.shape)

    def choices(self, words: Ints) -> Ints:
        """Value indices (N, issues) of packed outcomes (words, N)."""
        result = np.empty((words.shape[1], len(self.shape)), dtype=np.int64)
        for word, places in zip(words, self.places.tolist(), strict=True):
            for i, place in enumerate(places):
                if place:
                    result[:, i] = word // place % self.shape[i]
        return result


def conditioned(model: Bargain, *, binding: int, linked: int = 0) -> Conditioned | Message:
    """The outcomes of ``model`` without the excluded ones and those beyond red lines of ``binding``.

    ``binding``: bits of the parties whose red lines remove outcomes; ``linked``: bits of those whose red
    lines are only marked in ``crossed``. Returns a sentence instead where a group of linked issues has too
    many joint values. Raises ``ModelError`` for utilities that 64-bit sums cannot hold.
    """
    check_size(model)
    if not model.excluded and not any(model.red_lines):
        return Conditioned(model.space, tuple(_free(model, i) for i in range(len(model.tables))))
    layout = _layout(model.space, model.excluded, model.red_lines, binding=binding, linked=linked)
    if isinstance(layout, Message):
        return layout
    return Conditioned(model.space, tuple(filled(model, part) for part in layout))


# Issues of a group, the joint values left to it, and the red lines that each crosses.
Part = tuple[tuple[int, ...], Ints, Ints]


@lru_cache(maxsize=256)
def _layout(
    space: Space,
    excluded: tuple[Constraint, ...],
    red_lines: tuple[tuple[Constraint, ...], ...],
    *,
    binding: int,
    linked: int,
) -> tuple[Part, ...] | Message:
    """The groups without their utilities: equal for all the problems of a sweep, so worked out once."""
    outside = anchored(space, excluded)
    marked = {p: anchored(space, own) for p, own in enumerate(red_lines) if (binding | linked) >> p & 1}
    removing = [*outside, *(c for p, own in marked.items() if binding >> p & 1 for c in own)]
    single = single_values(space, removing)
    parts = []
    for axes in linked_issues(len(space.axes), [*outside, *(c for own in marked.values() for c in own)]):
        if prod(int(single[i].sum()) for i in axes) > JOINT_LIMIT:
            names = [space.axes[i].name for i in axes]
            return msg(
                "Exclusions and red lines link the issues {issues}; "
                "together these have more than {limit} joint values.",
                issues=names,
                limit=JOINT_LIMIT,
            )
        parts.append(joint(axes, single, removing=removing, marked=marked))
    return tuple(parts)


def filled(model: Bargain, part: Part) -> Group:
    """The group of ``part`` with the utilities of ``model``."""
    axes, values, crossed = part
    table = model.tables[axes[0]][:, values[:, 0]]
    for k, axis in enumerate(axes[1:], start=1):
        table = table + model.tables[axis][:, values[:, k]]
    return Group(axes, values, table, crossed)


def check_size(model: Bargain) -> None:
    """Raises ``ModelError`` for utilities that 64-bit sums cannot hold."""
    largest = sum(int(np.abs(table).max()) for table in model.tables if table.size)
    if (largest + int(np.abs(model.reserve).max(initial=0))) * len(model.parties) >= 2**61:
        raise ModelError(
            msg("utilities reach {largest}, more than 64-bit sums can hold", largest=largest),
            where="Bargain",
            advice=msg("Use a smaller scale."),
        )


def _free(model: Bargain, axis: int) -> Group:
    table = model.tables[axis]
    values = np.arange(table.shape[1], dtype=np.int64)
    return Group((axis,), values[:, None], table, np.zeros(len(values), dtype=np.int64))


def anchored(space: Space, constraints: tuple[Constraint, ...]) -> list[Constraint]:
    """``constraints``, those on no issue at all (always or never met) written as constraints on the first."""
    first = len(space.axes[0]) if space.axes else 0
    return [
        c if c.axes else Constraint((0,), np.full(first, bool(c.allowed), dtype=np.bool_), c.key)
        for c in constraints
    ]


def single_values(space: Space, removing: list[Constraint]) -> list[NDArray[np.bool_]]:
    """Which values of each issue the constraints on that issue alone leave."""
    left = [np.ones(len(axis), dtype=np.bool_) for axis in space.axes]
    for constraint in removing:
        if len(constraint.axes) == 1:
            left[constraint.axes[0]] &= constraint.allowed
    return left


def linked_issues(count: int, constraints: list[Constraint]) -> list[tuple[int, ...]]:
    """Connected components of issues that share a constraint, each rising, by first issue."""
    root = list(range(count))

    def find(i: int) -> int:
        while root[i] != i:
            i = root[i]
        return i

    for constraint in constraints:
        for i in constraint.axes[1:]:
            first, second = sorted((find(constraint.axes[0]), find(i)))
            root[second] = first
    members: dict[int, list[int]] = {}
    for i in range(count):
        members.setdefault(find(i), []).append(i)
    return [tuple(axes) for axes in members.values()]


def joint(
    axes: tuple[int, ...],
    single: list[NDArray[np.bool_]],
    *,
    removing: list[Constraint],
    marked: dict[int, list[Constraint]],
) -> Part:
    """The group of ``axes``: the joint values allowed and the red lines they cross."""
    grid = np.meshgrid(*(np.flatnonzero(single[i]) for i in axes), indexing="ij")
    values = np.stack([part.ravel() for part in grid], axis=1).astype(np.int64)
    here = {axis: k for k, axis in enumerate(axes)}

    def meets(constraint: Constraint, values: Ints) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = constraint.allowed[tuple(values[:, here[i]] for i in constraint.axes)]
        return found

    for constraint in removing:
        if len(constraint.axes) > 1 and constraint.axes[0] in here:
            values = values[meets(constraint, values)]
    crossed = np.zeros(len(values), dtype=np.int64)
    for p, own in marked.items():
        for constraint in own:
            if constraint.axes[0] in here:
                crossed |= np.where(meets(constraint, values), 0, 1 << p)
    return axes, values, crossed
