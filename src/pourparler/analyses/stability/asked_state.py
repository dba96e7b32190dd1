"""Which state a setting names: by code, by name, by a letter for each option in order, or by what is taken and left."""

from collections.abc import Mapping
from typing import Annotated, Any

import numpy as np
from pydantic import BeforeValidator

from pourparler.errors import UsageError
from pourparler.language import as_written, did_you_mean, msg
from pourparler.model.conflict import Conflict
from pourparler.model.conflict_axes import MoveAxis
from pourparler.model.state_patterns import fitting, pattern_of

SHOWN = 12
"""States that an error names."""

_YES_NO = {"yes": 1, "no": 0, "true": 1, "false": 0, "y": 1, "n": 0, "oui": 1, "non": 0, "o": 1}


def _in_digits(value: Any) -> Any:
    """A number as the text of a name: the command line reads ``1`` as a number."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _with_a_point(value: Any) -> Any:
    """A number with a point as the text of a name; a code stays a number."""
    return str(value) if isinstance(value, float) else value


Named = Annotated[str | None, BeforeValidator(_in_digits)]
"""A name, which may be written in digits."""
StateNamed = Annotated[
    int | str | Mapping[str, bool | int | float | str] | None, BeforeValidator(_with_a_point)
]
"""A code, the name of a state, which may be a number with a point, or ``{option: bool, issue: level}``."""


def asked_state(game: Conflict, asked: int | str | Mapping[str, Any], setting: str) -> int:
    """The index of the state ``asked``: a code, a name of a bare graph, a text as ``YN-`` (``ON-``) or a mapping of
    options and issues that fits one state; what a mapping leaves out may be either.

    Raises ``UsageError`` where it is none, or not one only.

    >>> moves = {"options": {"x": {"party": "a"}, "y": {"party": "b"}}, "ranking": {"a": [0, 1, 2, 3], "b": [3, 2, 1, 0]}}
    >>> game = Conflict.from_moves(moves)
    >>> asked_state(game, "NY", "target"), asked_state(game, {"x": False, "y": True}, "target")
    (2, 2)
    """
    if isinstance(asked, Mapping):
        return _the_one(game, _of_mapping(game, asked, setting), as_written(dict(asked)), setting=setting)
    found = game.index_of(asked)
    if found is not None:
        return found
    text = str(asked).strip()
    pattern = pattern_of(text.upper(), sum(axis.kind == "option" for axis in game.axes), "fr")
    fits = np.zeros(len(game.codes), dtype=np.bool_) if pattern is None else fitting(pattern, game.codes)
    return _the_one(game, fits, text, setting=setting)


def known_states(game: Conflict) -> list[str]:
    """The first states by code or name."""
    return [str(game.label(i)) for i in range(min(SHOWN, len(game.codes)))]


def _the_one(game: Conflict, fits: np.ndarray, name: str, *, setting: str) -> int:
    """The only state that fits. Raises ``UsageError`` for none and for several."""
    at = np.flatnonzero(fits).tolist()
    if len(at) == 1:
        return int(at[0])
    if at:
        raise UsageError(
            msg("{n} states fit {name}", n=len(at), name=name),
            where=f"--set {setting}",
            advice=msg(
                "Give the code of one of them: {known}.",
                known=[str(game.label(i)) for i in at[:SHOWN]],
            ),
        )
    raise UsageError(
        msg("{name} is not a state", name=name),
        where=f"--set {setting}",
        advice=did_you_mean(name, game.names, msg("Known here: {known}.", known=known_states(game))),
    )


def _of_mapping(game: Conflict, asked: Mapping[str, Any], setting: str) -> np.ndarray:
    """The states that are as a mapping of options and issues says: (states,)."""
    names = [axis.name for axis in game.axes]
    fits = np.full(len(game.codes), bool(asked) and bool(names))
    for name, value in asked.items() if names else ():
        if name not in names:
            raise UsageError(
                msg("{name} is neither an option nor an issue of the moves", name=name),
                where=f"--set {setting}",
                advice=did_you_mean(name, names, msg("Known here: {known}.", known=names[:SHOWN])),
            )
        at = names.index(name)
        stride = int(np.prod(game.levels[:at], dtype=np.int64))
        digit = _level(game.axes[at], value, setting)
        fits &= game.codes // stride % game.levels[at] == digit
    return fits


def _level(axis: MoveAxis, value: Any, setting: str) -> int:
    """The place of a level on an axis. Raises ``UsageError`` where it has none of that name or number."""
    text = as_written(value)
    if axis.kind == "option":
        known = ["true", "false"]
        found = _YES_NO.get(text.lower())
    else:
        known = [str(level) for level in axis.levels]
        found = next((i for i, level in enumerate(axis.levels) if _equal(level, value)), None)
    if found is None:
        raise UsageError(
            msg("{issue} has no value {level}", issue=axis.name, level=text),
            where=f"--set {setting}",
            advice=did_you_mean(text, known, msg("Use one of {known}.", known=known[:SHOWN])),
        )
    return found


def _equal(level: Any, value: Any) -> bool:
    """Whether a level is the one named: by its words, or by its number; a provision is in or out."""
    if isinstance(value, bool):
        return bool(level == ("in" if value else "out"))
    try:
        return str(level) == str(value) or float(level) == float(value)
    except ValueError:
        return False
