"""Which way each axis of a conflict can move: one-way options, directions of issues, listed transitions.

Source: Fang, Hipel, Kilgour 1993, chapter 2 (irreversible moves).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.moves import Moves
from pourparler.errors import ModelError
from pourparler.language import did_you_mean, msg
from pourparler.model.conflict_rules import Cells
from pourparler.model.outcomes import Axis, Value

Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class MoveAxis:
    """One option or issue: who moves it, its levels, and which level may go to which.

    ``party``: index of the owner; ``allowed``: bool, shape (levels, levels), true on the diagonal, from the
    row to the column; ``key``: where the brief restricts it, empty where it is free.
    """

    name: str
    party: int
    levels: tuple[Value, ...]
    allowed: Bools
    kind: Literal["option", "issue"] = "option"
    key: str = ""

    @property
    def free(self) -> bool:
        """Whether every level may go to every other."""
        return bool(self.allowed.all())

    @property
    def missing(self) -> tuple[tuple[Value, Value], ...]:
        """Pairs that two transitions in a row join and none does alone: empty where transitions chain."""
        steps = self.allowed.astype(np.int64)
        gaps = np.argwhere((steps @ steps > 0) & ~self.allowed)
        return tuple((self.levels[a], self.levels[b]) for a, b in gaps.tolist())


def axes_of(cells: Cells, parties: tuple[str, ...]) -> tuple[MoveAxis, ...]:
    """The axes with their owners. Raises ``ModelError`` for a transition between unknown levels."""
    return tuple(_axis(cells, axis, parties) for axis in cells.space.axes)


def owners(cells: Cells) -> tuple[str, ...]:
    """Who owns each axis, in the order of the axes."""
    moves = cells.moves
    return (*(option.party for option in moves.options.values()), *moves.issues.values())


def _axis(cells: Cells, axis: Axis, parties: tuple[str, ...]) -> MoveAxis:
    moves = cells.moves
    option = moves.options.get(axis.name)
    owner = option.party if option else moves.issues[axis.name]
    key, direction = next(directions(moves, axis.name), ("", None))
    allowed = allowed_by(axis, direction, key)
    return MoveAxis(
        axis.name,
        parties.index(owner),
        axis.values,
        allowed,
        "option" if option else "issue",
        "" if allowed.all() else key,
    )


def directions(moves: Moves, name: str) -> Iterator[tuple[str, Any]]:
    """Where the brief says how an axis moves, and what it says there; the first one counts."""
    option = moves.options.get(name)
    if name in moves.transitions:
        yield f"moves/transitions/{name}", moves.transitions[name]
    if name in moves.one_way:
        yield f"moves/one_way/{name}", moves.one_way[name]
    if option is not None and option.one_way:
        yield f"moves/options/{name}/one_way", "take" if option.one_way is True else option.one_way


def allowed_by(axis: Axis, direction: Any, key: str) -> Bools:
    """Which level may go to which, (levels, levels), true on the diagonal.

    Raises ``ModelError`` for a pair that names an unknown level.
    """
    scale = np.array(axis.scale)
    match direction:
        case None | "free":
            return np.ones((len(axis), len(axis)), dtype=np.bool_)
        case "take" | "up":
            return scale[:, None] <= scale[None, :]
        case "drop" | "down":
            return scale[:, None] >= scale[None, :]
    return _listed(axis, direction, key)


def _listed(axis: Axis, pairs: Iterable[tuple[str, str]], key: str) -> Bools:
    allowed = np.eye(len(axis), dtype=np.bool_)
    for pair in pairs:
        ends = []
        for level in pair:
            try:
                ends.append(axis.index(level))
            except KeyError:
                known = [str(value) for value in axis.values]
                raise ModelError(
                    msg("{issue} has no value {level}", issue=axis.name, level=str(level)),
                    where=key,
                    rule="E007",
                    advice=did_you_mean(str(level), known, msg("Use one of {known}.", known=known[:12])),
                ) from None
        allowed[ends[0], ends[1]] = True
    return allowed
