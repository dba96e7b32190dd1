"""A conflict as a graph model: states, who can move where, and how each party ranks the states."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.model.conflict_axes import MoveAxis
from pourparler.model.template import Origin, Template

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Source = Literal["ranking", "statements", "utilities"]


@dataclass(frozen=True, eq=False)
class Stated:
    """An option statement: where it stands, its words, and its truth in every state (states,), that of its opposite
    where a draw turns it round; ``flip``, how likely it is to be the other way round (``None``: not stated).
    """

    key: str
    text: str
    truth: Bools
    flip: float | None = None


@dataclass(frozen=True)
class Preferences:
    """Where the ranks of a party come from.

    ``overridden``: what else the brief says of them and does not count, ``pairs``: how many pairs of states that would
    order differently (``None`` where there are too many states to count).
    """

    source: Source
    overridden: Source | None = None
    pairs: int | None = 0


@dataclass(frozen=True)
class Removed:
    """What one entry of the brief takes away: ``count`` cells or moves, ``alone`` those that no other entry does."""

    key: str
    count: int
    alone: int | None = None


@dataclass(frozen=True, eq=False)
class Conflict:
    """A graph model (Fang, Hipel, Kilgour 1993).

    States are the cells of the ``axes`` that can be, in the order of their ``codes`` (states,), the first axis
    counting fastest; or the ``names`` of a bare graph, whose codes are their places. ``ranks``: (parties, states),
    1 for the worst class, dense. ``arcs``: per party the moves from state to state by index, shape (moves, 2);
    ``None`` where the axes say it all and their transitions chain. ``gaps``: by party, the classes from the top
    after which a great gap lies, one tuple per degree; ``unknown``: by party, the comparisons that are not
    known, (states, states), symmetric. ``status_quo``: index of the present state.
    """

    parties: tuple[str, ...]
    codes: Ints
    ranks: NDArray[np.int32]
    axes: tuple[MoveAxis, ...] = ()
    names: tuple[str, ...] = ()
    arcs: tuple[Ints, ...] | None = None
    status_quo: int | None = None
    gaps: Mapping[str, tuple[tuple[int, ...], ...]] = field(default_factory=dict)
    unknown: Mapping[str, Bools] = field(default_factory=dict)
    statements: Mapping[str, tuple[Stated, ...]] = field(default_factory=dict)
    preferences: Mapping[str, Preferences] = field(default_factory=dict)
    rules: tuple[Removed, ...] = ()
    moves_removed: tuple[Removed, ...] = ()
    origin: Origin = field(default_factory=Origin)

    def __repr__(self) -> str:
        return f"<Conflict: {', '.join(self.parties)}; {len(self.codes)} states>"

    @classmethod
    def from_brief(cls, brief: Brief) -> Self:
        """The conflict at the brief's central values.

        Raises ``InvalidBrief`` for faults of the format and ``ModelError`` where an input is missing.
        """
        return cls.template(brief).central()  # type: ignore[no-any-return]

    @classmethod
    def template(cls, brief: Brief) -> Template:
        """The structure, to be filled with drawn values."""
        from pourparler.model.conflict_template import ConflictTemplate

        return ConflictTemplate(brief)

    @classmethod
    def from_moves(cls, moves: Mapping[str, Any]) -> Self:
        """A conflict from the section ``moves`` of a brief, written as data.

        >>> options = {"stay": {"party": "a"}, "give": {"party": "b"}}
        >>> game = Conflict.from_moves({"options": options, "prefer": {"a": ["give"], "b": ["not stay"]}})
        >>> game.parties, game.ranks.tolist()
        (('a', 'b'), [[1, 1, 2, 2], [2, 1, 2, 1]])
        """
        from pourparler.brief.reading import brief_from_data

        owners = [option["party"] for option in moves.get("options", {}).values()]
        known = dict.fromkeys(
            [*owners, *moves.get("arcs", {}), *moves.get("ranking", {}), *moves.get("prefer", {})]
        )
        return cls.from_brief(
            brief_from_data({"parties": {str(name): {} for name in known}, "moves": dict(moves)})
        )

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """Levels per axis."""
        return tuple(len(axis.levels) for axis in self.axes)

    @property
    def cells(self) -> int:
        """Number of combinations of levels, possible or not; of states in a bare graph."""
        return prod(self.levels) if self.axes else len(self.codes)

    @cached_property
    def feasible(self) -> Bools:
        """Which cells are states: (cells,)."""
        mask = np.zeros(self.cells, dtype=np.bool_)
        mask[self.codes] = True
        return mask

    def over_cells(self, values: NDArray[Any], fill: int) -> NDArray[Any]:
        """Values per state (..., states) as values per cell (..., cells), ``fill`` where no state is; the array given
        where every cell is a state.
        """
        if len(self.codes) == self.cells:
            return values
        spread = np.full((*values.shape[:-1], self.cells), fill, dtype=values.dtype)
        spread[..., self.codes] = values
        return spread

    def at_states(self, values: NDArray[Any]) -> NDArray[Any]:
        """Values per cell (..., cells) as values per state (..., states); the array given where every cell is one."""
        # An index in brackets would leave the rows scattered: whatever comes after would take ten times as long.
        return values if len(self.codes) == self.cells else values.take(self.codes, axis=-1)

    def digits(self, index: int) -> tuple[int, ...]:
        """The level index of every axis in a state; empty in a bare graph."""
        code, found = int(self.codes[index]), []
        for length in self.levels:
            code, digit = divmod(code, length)
            found.append(digit)
        return tuple(found)

    def label(self, index: int) -> int | str:
        """The code of a state, or its name in a bare graph."""
        return self.names[index] if self.names else int(self.codes[index])

    def state(self, index: int) -> dict[str, Any]:
        """``{option: bool, issue: level}`` of a state; empty in a bare graph."""
        return {
            axis.name: bool(digit) if axis.kind == "option" else axis.levels[digit]
            for axis, digit in zip(self.axes, self.digits(index), strict=True)
        }

    def labels(self, indices: Ints) -> list[int | str]:
        """:meth:`label` of many states."""
        return [self.names[i] for i in indices.tolist()] if self.names else self.codes[indices].tolist()

    def states(self, count: int) -> list[dict[str, Any]]:
        """:meth:`state` of the first ``count`` states."""
        left, columns = self.codes[:count], []
        for axis in self.axes:
            left, digits = np.divmod(left, len(axis.levels))
            column = (
                (digits > 0).tolist() if axis.kind == "option" else [axis.levels[d] for d in digits.tolist()]
            )
            columns.append(column)
        names = [axis.name for axis in self.axes]
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)] or [
            {} for _ in left
        ]

    def index_of(self, label: object) -> int | None:
        """The index of the state with this code or name; ``None`` where there is none."""
        text = str(label)
        if self.names:
            return self.names.index(text) if text in self.names else None
        if not (text.isascii() and text.isdigit() and len(text) < 18):
            return None
        found = np.searchsorted(self.codes, int(text))
        return int(found) if found < len(self.codes) and int(self.codes[found]) == int(text) else None
