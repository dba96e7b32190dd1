"""Groups of independent uniforms: what is looked at together when an answer's variance is taken apart."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pourparler.uncertainty.drivers.belonging import Belonging, belonging
from pourparler.uncertainty.inputs.dimensions import Dimension
from pourparler.uncertainty.inputs.inputs import Inputs

Grouping = Literal["key", "source", "party", "issue", "kind"]
GROUPINGS: tuple[Grouping, ...] = ("key", "source", "party", "issue", "kind")

GroupKind = Literal["key", "source", "party", "issue", "kind", "shared", "correlated", "assumed", "general"]

TYING = ("value", "factor")
"""Kinds of dimensions that tie the numbers that they move by a stated correlation, if they move several."""


@dataclass(frozen=True)
class Group:
    """Columns of the design that are moved together.

    ``kind``: what ``members`` (ids: keys, sources, parties, issues or kinds) are; ``shared``: the uniforms belong to
    several of them at once, such as whether a source is right that several numbers rest on; ``correlated``: numbers
    that only move together; ``assumed``: what rests on no source; ``general``: what belongs to no party or no issue.
    ``name``: the members, joined; ``dimensions``: places among ``Inputs.dimensions``.
    """

    name: str
    kind: GroupKind
    members: tuple[str, ...]
    dimensions: tuple[int, ...]


# Kind and members of a group: equal for dimensions that belong together.
_Owner = tuple[GroupKind, tuple[str, ...]]


def groups(inputs: Inputs, by: Grouping) -> tuple[Group, ...]:
    """A partition of the dimensions of ``inputs``, in the order of their first ones.

    By key: a number's own dimensions; those of several numbers are shared by source (or, resting on none, by
    what they are). By source: one group per root, one per set of roots that a dimension belongs to.

    >>> from pourparler.brief.laws import Law
    >>> inputs = Inputs({"stances/a/x/position": Law("uniform", (0, 1)), "stances/b/x/position": Law("uniform", (0, 1))})
    >>> [(group.name, group.dimensions) for group in groups(inputs, "issue")]
    [('x', (0, 1))]
    """
    owner = _owners(by, inputs.dimensions)
    found: dict[_Owner, list[int]] = {}
    for place, dimension in enumerate(inputs.dimensions):
        found.setdefault(owner(dimension), []).append(place)
    return tuple(
        Group(" + ".join(members), kind, members, tuple(places)) for (kind, members), places in found.items()
    )


def _owners(by: Grouping, dimensions: Sequence[Dimension]) -> Callable[[Dimension], _Owner]:
    match by:
        case "key":
            return _ByKey(dimensions)
        case "source":
            return lambda dimension: _one_or_shared("source", dimension.roots, none="assumed")
        case "party":
            return lambda dimension: _told(dimension, "party", lambda about: about.party)
        case "issue":
            return lambda dimension: _told(dimension, "issue", lambda about: about.issue)
        case "kind":
            return lambda dimension: _told(dimension, "kind", lambda about: about.kind)


def _told(dimension: Dimension, kind: GroupKind, read: Callable[[Belonging], str]) -> _Owner:
    """By what is read off the keys that a dimension moves."""
    return _one_or_shared(kind, [read(belonging(key)) for key in dimension.moves], none="general")


def _one_or_shared(kind: GroupKind, members: Sequence[str], *, none: GroupKind) -> _Owner:
    distinct = set(members)
    named = tuple(sorted(distinct - {""}))
    if not named:
        return none, ()
    return (kind if len(distinct) == 1 else "shared"), named


class _ByKey:
    """By number; numbers tied by a stated correlation are one."""

    def __init__(self, dimensions: Sequence[Dimension]) -> None:
        self.tied = _tied(dimensions)

    def __call__(self, dimension: Dimension) -> _Owner:
        moved = {self.tied.get(key, (key,)) for key in dimension.moves}
        if len(moved) == 1:
            (keys,) = moved
            return ("key" if len(keys) == 1 else "correlated"), keys
        if dimension.roots:
            return "shared", tuple(sorted(set(dimension.roots)))
        return "shared", (dimension.name.partition("/")[0],)


def _tied(dimensions: Sequence[Dimension]) -> Mapping[str, tuple[str, ...]]:
    """Of each number that is tied to others, all that it is tied to, directly or through others; itself included."""
    together: dict[str, set[str]] = {}
    for keys in _ties(dimensions):
        merged = set(keys).union(*(together.get(key, ()) for key in keys))
        for key in merged:
            together[key] = merged
    return {key: tuple(sorted(keys)) for key, keys in together.items()}


def _ties(dimensions: Sequence[Dimension]) -> Iterator[tuple[str, ...]]:
    for dimension in dimensions:
        if len(dimension.moves) > 1 and dimension.name.partition("/")[0] in TYING:
            yield dimension.moves
