"""The outcomes that exclusions and red lines leave, as sets of values and forbidden boxes for a programme.

Issues linked by a constraint are joined into one set while they have few joint values, since a set tells a
programme more than rows do; of more, each issue is a set of its own and the constraint a list of boxes that
cover what it does not allow (specification, section 5.3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import prod

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.conditioned import (
    Group,
    Part,
    anchored,
    check_size,
    filled,
    joint,
    linked_issues,
    single_values,
)
from pourparler.kernels.searches import Box
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint, Space

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Linked issues with more joint values than this are left apart.
JOINED = 1_000
# What a programme is given: values of all sets, and forbidden boxes.
VALUES = 20_000
BOXES = 4_000


@dataclass(frozen=True, eq=False)
class Ground:
    """The sets of a programme: ``groups``; ``boxes`` that nobody may enter, ``lines`` those that a party refuses."""

    groups: tuple[Group, ...]
    boxes: tuple[Box, ...]
    lines: Mapping[int, tuple[Box, ...]]

    @property
    def empty(self) -> bool:
        """Whether some set has no value left."""
        return any(not len(group.values) for group in self.groups)

    def outcomes(self, choices: Ints) -> Ints:
        """Value indices (N, issues) of choices (N, sets or more)."""
        issues = sum(len(group.axes) for group in self.groups)
        result = np.empty((len(choices), issues), dtype=np.int64)
        for k, group in enumerate(self.groups):
            result[:, list(group.axes)] = group.values[choices[:, k]]
        return result


def ground(model: Bargain, *, binding: int, linked: int = 0) -> Ground | Message:
    """The sets and boxes of ``model``; a sentence where there would be too many.

    ``binding``: bits of the parties whose red lines remove outcomes; ``linked``: bits of those whose red lines
    are given apart. Raises ``ModelError`` for utilities that 64-bit sums cannot hold.
    """
    check_size(model)
    layout = _layout(model.space, model.excluded, model.red_lines, binding=binding, linked=linked)
    if isinstance(layout, Message):
        return layout
    parts, boxes, lines = layout
    groups = tuple(filled(model, part) for part in parts)
    return Ground(groups, boxes, lines)


Layout = tuple[tuple[Part, ...], tuple[Box, ...], Mapping[int, tuple[Box, ...]]]


@lru_cache(maxsize=256)
def _layout(
    space: Space,
    excluded: tuple[Constraint, ...],
    red_lines: tuple[tuple[Constraint, ...], ...],
    *,
    binding: int,
    linked: int,
) -> Layout | Message:
    marked = {p: anchored(space, own) for p, own in enumerate(red_lines) if (binding | linked) >> p & 1}
    removing = [
        *anchored(space, excluded),
        *(c for p, own in marked.items() if binding >> p & 1 for c in own),
    ]
    single = single_values(space, removing)
    left = sum(int(values.sum()) for values in single)
    if left > VALUES:
        return msg("The issues have {n} values together, more than the {limit} that a programme is given.",
                   n=left, limit=VALUES)  # fmt: skip
    parts: list[Part] = []
    apart: set[int] = set()
    for axes in linked_issues(len(space.axes), [*removing, *(c for own in marked.values() for c in own)]):
        if prod(int(single[i].sum()) for i in axes) <= JOINED:
            parts.append(joint(axes, single, removing=removing, marked=marked))
        else:
            apart |= set(axes)
            parts += [joint((i,), single, removing=[], marked={}) for i in axes]
    at = {axes[0]: k for k, (axes, _, _) in enumerate(parts)}
    wide = [c for c in removing if len(c.axes) > 1 and c.axes[0] in apart]
    boxes = _boxes(wide, single, at=at)
    lines: dict[int, tuple[Box, ...] | None] = {}
    for p in (p for p in marked if linked >> p & 1):
        inside = _boxes([c for c in marked[p] if c.axes[0] in apart], single, at=at)
        lines[p] = None if inside is None else (*_crossed(parts, p), *inside)
    known = {p: own for p, own in lines.items() if own is not None}
    if boxes is None or len(known) < len(lines) or sum(map(len, known.values()), len(boxes)) > BOXES:
        return msg(
            "Exclusions and red lines fall into more than {limit} forbidden combinations.", limit=BOXES
        )
    return tuple(parts), boxes, known


def _crossed(parts: list[Part], party: int) -> list[Box]:
    """For each joined set one box: its values beyond the party's red lines."""
    beyond = [np.flatnonzero(crossed >> party & 1) for _, _, crossed in parts]
    return [((k, values),) for k, values in enumerate(beyond) if len(values)]


def _boxes(
    constraints: list[Constraint], single: list[Flags], *, at: Mapping[int, int]
) -> tuple[Box, ...] | None:
    """Boxes over single issues that cover what ``constraints`` do not allow; ``None``: too many."""
    found: list[Box] = []
    for constraint in constraints:
        left = [np.flatnonzero(single[i]) for i in constraint.axes]
        cover = covered(~constraint.allowed[np.ix_(*left)], most=BOXES - len(found))
        if cover is None:
            return None
        found += [
            tuple((at[i], values) for i, values in zip(constraint.axes, box, strict=True)) for box in cover
        ]
    return tuple(found)


def covered(cells: Flags, *, most: int) -> list[tuple[Ints, ...]] | None:
    """Boxes (one index array per axis) whose union is ``cells``, each as large as it can be; ``None`` past ``most``.

    >>> [[part.tolist() for part in box] for box in covered(np.array([[1, 1], [0, 1]], dtype=bool), most=9)]
    [[[0], [0, 1]], [[0, 1], [1]]]
    """
    left = cells.copy()
    found: list[tuple[Ints, ...]] = []
    while left.any():
        if len(found) == most:
            return None
        cell = np.unravel_index(int(left.argmax()), left.shape)
        orders = [[*range(k, cells.ndim), *range(k)] for k in range(cells.ndim)]
        boxes = [_grown(cells, cell, order) for order in orders]
        best = max(boxes, key=lambda box: int(left[np.ix_(*box)].sum()))
        left[np.ix_(*best)] = False
        found.append(best)
    return found


def _grown(cells: Flags, cell: tuple[np.intp, ...], order: list[int]) -> tuple[Ints, ...]:
    """The box around ``cell`` grown along the axes in ``order`` as far as all its cells are set."""
    box = [np.array([i], dtype=np.int64) for i in cell]
    for axis in order:
        box[axis] = np.arange(cells.shape[axis])
        others = tuple(k for k in range(cells.ndim) if k != axis)
        box[axis] = np.flatnonzero(cells[np.ix_(*box)].all(axis=others))
    return tuple(box)
