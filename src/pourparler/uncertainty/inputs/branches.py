"""Whether a number's evidence is in force in a draw: one uniform per root, thresholds from the weights of its items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.laws import Law
from pourparler.brief.weights import CAP, best_apart
from pourparler.kernels.shared_doubt import shared_doubt
from pourparler.uncertainty.inputs.items import Item

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Group:
    """Items of one number that count once together: the largest weight holds.

    ``items``: their places among all items; ``roots``: keys of their roots, sorted; ``member``: which item is of which
    root, rows by item.
    """

    items: tuple[int, ...]
    roots: tuple[str, ...]
    member: tuple[tuple[bool, ...], ...]

    def thresholds(self, weights: Sequence[Floats]) -> Sequence[Floats]:
        """For each root, below which value of its uniform the group is in force: (draws,) each.

        Roots share the doubt of the group, so that the probability that any of them is below its threshold is the
        largest weight in every draw.
        """
        largest = _largest(weights, self.items)
        if all(all(row) for row in self.member):
            k = len(self.roots)
            return [largest if k == 1 else -np.expm1(np.log1p(-largest) / k)] * k
        rows = np.stack(np.broadcast_arrays(*(weights[i] for i in self.items)), axis=-1)
        flat = shared_doubt(np.atleast_2d(rows), np.array(self.member))
        return [column.reshape(rows.shape[:-1]) for column in flat.T]


Told = dict[Group, Bools]
"""For each group, in which draws it is in force."""


@dataclass(frozen=True)
class Branch:
    """The evidence and the prior of one number (``None``: drawn as written, whatever its evidence weighs).

    ``items``: places of its items in ``known``, which holds those of all numbers, and ``centrals`` their central
    weights. Source: rule ``mixture/1``, evidence
    specification, sections 4 and 6.
    """

    key: str
    prior: Law | None
    items: tuple[int, ...]
    known: tuple[Item, ...]
    centrals: tuple[float, ...]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Items that count once together, apart from those of other groups.

        Items are tied that have a document or a root in common. Where all of a group are tied to one another, all of
        it counts; where they are tied in a row, those do that weigh most together at central weights: never more than
        the rule gives to the weights of a draw, and as much at central weights.
        """
        found = []
        for together in _tied(self.known, self.items):
            pairs = combinations(together, 2)
            if all(_are_tied(self.known[a], self.known[b]) for a, b in pairs):
                found.append(_group(self.known, together))
            else:
                names = {str(i): self.centrals[i] for i in together}
                apart = best_apart(names, lambda a, b: not _are_tied(self.known[int(a)], self.known[int(b)]))
                found += [_group(self.known, (int(i),)) for i in apart]
        return tuple(sorted(found, key=lambda group: group.items))

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """Keys of the roots that decide on it, sorted."""
        return tuple(sorted({root for group in self.groups for root in group.roots}))

    @property
    def counted(self) -> tuple[int, ...]:
        """Places of the items that count in some draw."""
        return tuple(sorted(i for group in self.groups for i in group.items))

    @cached_property
    def central(self) -> float:
        """Its weight at central weights of its items, at most .95."""
        return min(CAP, float(self.weight([np.array(weight) for weight in self.centrals])))

    def weight(self, weights: Sequence[Floats]) -> Floats:
        """How likely its evidence is to be in force, the cap left out, given the weights of all items."""
        doubt = np.array(1.0)
        for group in self.groups:
            doubt = doubt * (1.0 - _largest(weights, group.items))
        return 1.0 - doubt

    def in_force(
        self, weights: Sequence[Floats], uniforms: Mapping[str, Floats], *, cap: Floats | None, told: Told
    ) -> Bools:
        """In which draws its evidence is in force: (draws,), or a single answer for all.

        ``uniforms``: by root key; ``cap``: the uniform that thins what weighs more than .95 (``None``: nothing does);
        ``told``: answers for groups that other numbers rest on too.
        """
        found = np.array(False)
        for group in self.groups:
            if group not in told:
                told[group] = np.array(False)
                for root, threshold in zip(group.roots, group.thresholds(weights), strict=True):
                    if root in uniforms:
                        told[group] = told[group] | (uniforms[root] < threshold)
            found = found | told[group]
        return found if cap is None else found & (cap * np.maximum(self.weight(weights), CAP) < CAP)


def _largest(weights: Sequence[Floats], items: Sequence[int]) -> Floats:
    return reduce(np.maximum, (weights[i] for i in items))


def central_weights(items: Sequence[Item]) -> tuple[float, ...]:
    """The weight of each item with every cause at its mean."""
    drawn = {cause.name: np.array(cause.law.mean) for item in items for cause in item.causes}
    return tuple(float(item.weight(drawn)) for item in items)


def greatest_weights(items: Sequence[Item]) -> list[Floats]:
    """The largest weight that each item may have in a draw."""
    drawn = {cause.name: np.array(cause.law.support[1]) for item in items for cause in item.causes}
    days = {item.day.name: np.array(max(0.0, _newest(item))) for item in items if item.day is not None}
    return [item.weight({**drawn, **days}) for item in items]


def _newest(item: Item) -> float:
    """Where in its interval an item is youngest: at its end, or at the as-of day."""
    least, most = item.days
    return -least / (most - least)


def _are_tied(one: Item, other: Item) -> bool:
    return one.document == other.document or not set(one.roots).isdisjoint(other.roots)


def _tied(known: Sequence[Item], items: Sequence[int]) -> list[tuple[int, ...]]:
    """Items in parts that are tied, directly or through others, each part in order."""
    parts: list[list[int]] = []
    for i in items:
        near = [part for part in parts if any(_are_tied(known[i], known[j]) for j in part)]
        parts = [part for part in parts if part not in near] + [[*(j for part in near for j in part), i]]
    return [tuple(sorted(part)) for part in parts]


def _group(known: Sequence[Item], items: Sequence[int]) -> Group:
    roots = tuple(sorted({root for i in items for root in known[i].roots}))
    member = tuple(tuple(root in known[i].roots for root in roots) for i in items)
    return Group(tuple(items), roots, member)
