"""What a brief's moves say of states: axes, conditions on them, statements, patterns.

Source: Fang, Hipel, Kilgour 1993 (option form); Peng, Hipel, Kilgour, Fang 1997 (option statements).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from pourparler.brief.brief import Brief
from pourparler.brief.fields import written
from pourparler.brief.moves import Moves
from pourparler.brief.rules import GROUND_KEYS, Exclusion
from pourparler.brief.statements import Atom, Combination, Not, Statement, StatementError, parse
from pourparler.errors import ModelError
from pourparler.language import as_written, did_you_mean, msg
from pourparler.model.conditions import constraint, exclusion
from pourparler.model.outcomes import Axis, Constraint, Space
from pourparler.model.space_of import space_of
from pourparler.model.state_patterns import Pattern, pattern_of

MAX_CELLS = 1 << 24
"""Combinations of options and levels that are analysed."""

_LONGEST = 18

_YES_NO = {
    "yes": "yes", "no": "no", "true": "yes", "false": "no", "y": "yes", "n": "no", "oui": "yes", "non": "no", "o": "yes",
}  # fmt: skip

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Cells:
    """The axes of the moves: options (no, yes) in the order given, then issues; and what is known of them.

    The code of a cell counts the first axis fastest.
    """

    brief: Brief
    moves: Moves
    space: Space

    @property
    def options(self) -> frozenset[str]:
        """The ids of the options."""
        return frozenset(self.moves.options)

    def truth(self, made: Constraint) -> Bools:
        """A constraint over all cells, shape of the space."""
        shape = [length if i in made.axes else 1 for i, length in enumerate(self.space.shape)]
        return np.broadcast_to(made.allowed.reshape(shape), self.space.shape)

    def flat(self, truth: Bools) -> Bools:
        """Truth by code, shape (cells,)."""
        return truth.ravel(order="F")

    def codes(self, mask: Bools) -> list[int]:
        """The codes of the cells in ``mask``."""
        return [int(code) for code in np.flatnonzero(self.flat(mask))]


def cells_of(brief: Brief, moves: Moves) -> Cells:
    """The axes of ``moves``. Raises ``ModelError`` for an issue that is none of the brief or has too many values."""
    for name in moves.issues:
        if name not in brief.issues:
            known = tuple(brief.issues)
            raise ModelError(
                msg("{name} is not an issue", name=name), where=f"moves/issues/{name}", rule="E007",
                advice=did_you_mean(name, known, msg("Known here: {known}.", known=known)),
            )  # fmt: skip
    axes = {axis.name: axis for axis in space_of(brief.content)[0].axes} if moves.issues else {}
    options = (Axis(name, ("no", "yes"), (0.0, 1.0)) for name in moves.options)
    return Cells(brief, moves, Space((*options, *(axes[name] for name in moves.issues))))


def rules(cells: Cells) -> Iterator[tuple[str, Callable[[], Constraint]]]:
    """What ``impossible`` and ``feasible`` say, by key: each made when called, which may raise ``ModelError``.

    Patterns of ``feasible`` are alternatives and make one rule.
    """
    for i, item in enumerate(cells.moves.impossible):
        key = f"moves/impossible/{i}"
        yield key, partial(_excluded, cells, item, key)
    if cells.moves.feasible and cells.space.size <= MAX_CELLS:
        yield "moves/feasible", partial(_alternatives, cells)


def statements(cells: Cells, party: str) -> Iterator[tuple[str, str, Callable[[], Constraint]]]:
    """Key, words and truth of the option statements of a party, the truth made when called."""
    for i, item in enumerate(cells.moves.prefer.get(party, ())):
        key = f"moves/prefer/{party}/{i}"
        yield key, item.statement, partial(stated, cells, item.statement, key)


def stated(cells: Cells, text: str, key: str) -> Constraint:
    """The constraint that a statement holds. Raises ``ModelError`` E008 with the column."""
    return constraint(_parsed(cells, text, key), cells.space, key)


def where(cells: Cells, item: Any, key: str) -> Bools:
    """The cells that a code, a pattern, a mapping, a statement or a list of these names, by code: (cells,).

    Raises ``ModelError`` for what is none of them.
    """
    value = written(item)
    if isinstance(value, list | tuple):
        return reduce(
            np.logical_or, (where(cells, one, key) for one in value), np.zeros(cells.space.size, np.bool_)
        )
    text = str(value).strip()
    if text and set(text) == {"-"} and _pattern(cells, text) is not None:
        return np.ones(cells.space.size, dtype=np.bool_)
    if isinstance(value, int | str) and not isinstance(value, bool) and text.isascii() and text.isdigit():
        found = np.zeros(cells.space.size, dtype=np.bool_)
        # No code is longer than that, and Python reads no number of thousands of digits.
        if len(text) > _LONGEST or int(text) >= cells.space.size:
            raise ModelError(
                msg("{name} is not a state", name=text), where=key, rule="E007",
                advice=msg("Codes go from 0 to {last}.", last=cells.space.size - 1),
            )  # fmt: skip
        found[int(text)] = True
        return found
    return ~cells.flat(cells.truth(_excluded(cells, item, key)))


def _alternatives(cells: Cells) -> Constraint:
    held = np.zeros(cells.space.size, dtype=np.bool_)
    for i, item in enumerate(cells.moves.feasible):
        held |= where(cells, item, f"moves/feasible/{i}")
    shape = cells.space.shape
    return Constraint(tuple(range(len(shape))), held.reshape(shape, order="F"), "moves/feasible")


def _excluded(cells: Cells, item: Any, key: str) -> Constraint:
    """The constraint that a pattern (a mapping, or a text of Y, N and -) or a statement must not hold."""
    text = written(item)
    pattern = _pattern(cells, text)
    if pattern is not None:
        named = zip(cells.moves.options, pattern, strict=True)
        item = {name: taken for name, taken in named if taken is not None}
    elif isinstance(text, str):
        return constraint(_parsed(cells, text, key), cells.space, key, forbids=True)
    if isinstance(item, dict) and isinstance(item.get("statement"), str):
        return constraint(_parsed(cells, item["statement"], key), cells.space, key, forbids=True)
    if not isinstance(item, dict):
        raise _no_condition(item, key)
    if not item.keys() - set(GROUND_KEYS):
        raise ModelError(
            msg("this names no option and no issue: it would speak of every state"), where=key, rule="E002",
            advice=msg("Write {form}.", form="{option: yes, other: no}"),
        )  # fmt: skip
    plain = {name: _yes_no(value, key) if name in cells.options else value for name, value in item.items()}
    try:
        excluded = Exclusion.model_validate(plain)
    except ValidationError as error:
        raise _no_condition(item, key) from error
    for name in excluded.conditions:
        if name not in cells.options and name not in cells.moves.issues:
            known = [axis.name for axis in cells.space.axes]
            raise ModelError(
                msg("{name} is neither an option nor an issue of the moves", name=str(name)), where=key, rule="E007",
                advice=did_you_mean(str(name), known, msg("Known here: {known}.", known=tuple(known[:12]))),
            )  # fmt: skip
    return exclusion(excluded, cells.space, key)


def _pattern(cells: Cells, text: Any) -> Pattern | None:
    """A text as a pattern; an option's own id is a statement, however short."""
    if isinstance(text, str) and text in cells.options:
        return None
    return pattern_of(text, len(cells.moves.options), cells.brief.language)


def _no_condition(item: Any, key: str) -> ModelError:
    return ModelError(
        msg("{found} is not a condition", found=as_written(item)[:60]), where=key, rule="E002",
        advice=msg("Write {form}.", form="{option: yes, other: no}"),
    )  # fmt: skip


def _yes_no(value: Any, key: str) -> str:
    text = _YES_NO.get(str(written(value)).lower())
    if text is None:
        raise ModelError(
            msg("{found} is neither yes nor no", found=as_written(written(value))),
            where=key,
            rule="E002",
            advice=msg("Write yes or no."),
        )
    return text


def _parsed(cells: Cells, text: str, key: str) -> Statement:
    """The statement with options written as levels. Raises ``ModelError`` E008 with the column."""
    issues = frozenset(cells.moves.issues)
    try:
        return _levelled(parse(text, issues, options=cells.options))
    except StatementError as error:
        raise ModelError(error.message(), where=key, rule="E008", advice=error.advice()) from error


def _levelled(tree: Statement) -> Statement:
    match tree:
        case Atom(name, _, ()):
            return Atom(name, "=", ("yes",))
        case Not(part):
            return Not(_levelled(part))
        case Combination(word, left, right):
            return Combination(word, _levelled(left), _levelled(right))
    return tree
