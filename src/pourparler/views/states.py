"""What the states of a conflict, the moves between them and the stability concepts are called."""

from collections.abc import Iterator, Mapping

from pourparler.analyses.stability.names import IN_WORDS
from pourparler.language import Message, msg, render
from pourparler.model.conflict import Conflict
from pourparler.model.conflict_axes import MoveAxis
from pourparler.views.names import Names

SHORT = 60
"""Characters up to which what is chosen in a state stands beside its code."""

KINDS: Mapping[str, Message] = {
    **{kind: Message(name) for kind, name in IN_WORDS.items()},
    "smr-seq": msg("SMR and SEQ"),
}
"""Stability concepts by the names of the literature, most of them the same in every language."""


def code(game: Conflict, state: int) -> str:
    """A state's code without marks between thousands, or its name in a bare graph."""
    return str(game.label(state))


def chosen(game: Conflict, state: int, names: Names) -> tuple[str, ...]:
    """The options taken in a state and the levels of its issues; empty in a bare graph."""
    return tuple(
        names.option(axis.name) if axis.kind == "option" else _level(axis, digit, names)
        for axis, digit in zip(game.axes, game.digits(state), strict=True)
        if axis.kind == "issue" or digit
    )


def called(game: Conflict, state: int, names: Names) -> str:
    """A state on one line: its code, and what is chosen in it where that is short.

    >>> from pourparler.model.conflict import Conflict
    >>> options = {"stay": {"party": "a"}, "give": {"party": "b"}}
    >>> game = Conflict.from_moves({"options": options, "ranking": {"a": [[0, 1, 2, 3]], "b": [[0, 1, 2, 3]]}})
    >>> called(game, 3, Names("en")), called(game, 0, Names("en"))
    ('3 (stay, give)', '0 (no option taken)')
    """
    label = code(game, state)
    told = names.state(label)
    if not game.axes and not told:
        return label
    told = told or ", ".join(chosen(game, state, names)) or render(msg("no option taken"), names.lang)
    return f"{label} ({told})" if len(told) <= SHORT else label


def doings(game: Conflict, start: int, end: int, *, names: Names) -> tuple[Message, ...]:
    """What a move does, as phrases that follow a verb: taking, dropping, setting; in a bare graph, where it goes."""
    if not game.axes:
        return (msg("by moving to {state}", state=code(game, end)),)
    return tuple(_changes(game, start, end, names=names))


def _changes(game: Conflict, start: int, end: int, *, names: Names) -> Iterator[Message]:
    before, after = game.digits(start), game.digits(end)
    for axis, old, new in zip(game.axes, before, after, strict=True):
        if old == new:
            continue
        if axis.kind == "issue":
            level = names.level(axis.name, axis.levels[new])
            yield msg("by setting {issue} to {level}", issue=names.issue(axis.name), level=level)
        elif new:
            yield msg("by taking {option:quote}", option=names.option(axis.name))
        else:
            yield msg("by dropping {option:quote}", option=names.option(axis.name))


def _level(axis: MoveAxis, digit: int, names: Names) -> str:
    issue, level = names.issue(axis.name), names.level(axis.name, axis.levels[digit])
    return render(msg("{issue}: {level}", issue=issue, level=level), names.lang)
