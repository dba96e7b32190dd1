"""Which state a setting names: by code, by name, or by yes (in French views O) and no for the options in order."""

from typing import Annotated, Any

import numpy as np
from pydantic import BeforeValidator

from pourparler.errors import UsageError
from pourparler.language import did_you_mean, msg
from pourparler.model.conflict import Conflict

SHOWN = 12
"""States that an error names."""


def _in_digits(value: Any) -> Any:
    """A number as the text of a name: the command line reads ``1`` as a number."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _with_a_point(value: Any) -> Any:
    """A number with a point as the text of a name; a code stays a number."""
    return str(value) if isinstance(value, float) else value


Named = Annotated[str | None, BeforeValidator(_in_digits)]
"""A name, which may be written in digits."""
StateNamed = Annotated[int | str | None, BeforeValidator(_with_a_point)]
"""A code, or the name of a state, which may be a number with a point."""


def asked_state(game: Conflict, asked: int | str, setting: str) -> int:
    """The index of the state ``asked``: a code, a name of a bare graph, or a text as ``YN-`` that fits one state.

    Raises ``UsageError`` where it is none, or not one only.

    >>> moves = {"options": {"x": {"party": "a"}, "y": {"party": "b"}}, "ranking": {"a": [0, 1, 2, 3], "b": [3, 2, 1, 0]}}
    >>> asked_state(Conflict.from_moves(moves), "NY", "target")
    2
    """
    found = game.index_of(asked)
    if found is not None:
        return found
    text = str(asked).strip()
    fitting = _fitting(game, text.upper().replace("O", "Y"))
    if len(fitting) == 1:
        return int(fitting[0])
    if len(fitting):
        raise UsageError(
            msg("{n} states fit {name}", n=len(fitting), name=text),
            where=f"--set {setting}",
            advice=msg(
                "Give the code of one of them: {known}.",
                known=[str(game.label(int(i))) for i in fitting[:SHOWN]],
            ),
        )
    raise UsageError(
        msg("{name} is not a state", name=text),
        where=f"--set {setting}",
        advice=did_you_mean(text, game.names, msg("Known here: {known}.", known=known_states(game))),
    )


def known_states(game: Conflict) -> list[str]:
    """The first states by code or name."""
    return [str(game.label(i)) for i in range(min(SHOWN, len(game.codes)))]


def _fitting(game: Conflict, pattern: str) -> np.ndarray:
    """The states whose options are as the letters say, ``-`` standing for either; none for another text."""
    options = [a for a, axis in enumerate(game.axes) if axis.kind == "option"]
    if not options or len(pattern) != len(options) or set(pattern) - set("YN-"):
        return np.zeros(0, dtype=np.int64)
    fits = np.ones(len(game.codes), dtype=np.bool_)
    for a, letter in zip(options, pattern, strict=True):
        if letter != "-":
            stride = int(np.prod(game.levels[:a], dtype=np.int64))
            fits &= game.codes // stride % 2 == (letter == "Y")
    return np.flatnonzero(fits)
