"""What the states of a conflict, the moves between them and the stability concepts are called."""

from collections.abc import Iterator, Mapping

from pourparler.analyses.stability.names import IN_WORDS
from pourparler.language import Message, msg, render
from pourparler.model.conflict import Conflict
from pourparler.model.conflict_axes import MoveAxis
from pourparler.views.names import Names

SHORT = 60
"""Characters up to which what is chosen in a state stands beside its code."""
LONG = 160
"""The same in a sentence, where a code alone says nothing."""

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


def worded(game: Conflict, state: int, names: Names) -> str:
    """What a state is called, or else what is chosen in it, however long; empty for a bare graph without names.

    >>> from pourparler.model.conflict import Conflict
    >>> options = {"stay": {"party": "a"}, "give": {"party": "b"}}
    >>> game = Conflict.from_moves({"options": options, "ranking": {"a": [[0, 1, 2, 3]], "b": [[0, 1, 2, 3]]}})
    >>> worded(game, 3, Names("en"))
    'stay and give'
    """
    named = names.state(code(game, state))
    if named or not game.axes:
        return named
    taken = chosen(game, state, names)
    if not taken:
        return render(msg("no option taken"), names.lang)
    # Levels stand behind colons: among them commas would not part.
    listed = "{taken:terms}" if _has_issues(game) else "{taken:list}"
    return render(Message(listed, {"taken": taken}), names.lang)


def changed(game: Conflict, state: int, names: Names) -> str:
    """What is chosen in a state otherwise than in the status quo; empty without one, or for a bare graph.

    >>> from pourparler.model.conflict import Conflict
    >>> options = {"stay": {"party": "a"}, "give": {"party": "b"}}
    >>> ranking = {"a": [[0, 1, 2, 3]], "b": [[0, 1, 2, 3]]}
    >>> game = Conflict.from_moves({"options": options, "ranking": ranking, "status_quo": 1})
    >>> changed(game, 2, Names("en"))
    'no longer: stay; give'
    """
    if game.status_quo is None:
        return ""
    told: list[Message | str] = []
    for axis, old, new in zip(game.axes, game.digits(game.status_quo), game.digits(state), strict=True):
        if axis.kind == "issue" and old != new:
            told.append(_level(axis, new, names))
        elif old != new:
            option = names.option(axis.name)
            told.append(option if new else msg("no longer: {option}", option=option))
    return render(Message("{told:terms}", {"told": tuple(told)}), names.lang) if told else ""


def called(game: Conflict, state: int, names: Names, *, most: int = SHORT) -> str:
    """A state on one line: its code, and what is chosen in it where that takes up to ``most`` characters.

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
    if not told and _has_issues(game):
        told = worded(game, state, names)
    told = told or ", ".join(chosen(game, state, names)) or render(msg("no option taken"), names.lang)
    return f"{label} ({told})" if len(told) <= most else label


def in_row(game: Conflict, state: int, names: Names) -> str:
    """A state in a narrow place: as :func:`called`, or as :func:`lettered` where words take too long."""
    told = called(game, state, names)
    return told if told != code(game, state) else lettered(game, state, names)


def lettered(game: Conflict, state: int, names: Names) -> str:
    """A state by its code, a Y or N for every option and the level of every issue as the brief writes it.

    >>> from pourparler.model.conflict import Conflict
    >>> options = {"stay": {"party": "a"}, "give": {"party": "b"}}
    >>> game = Conflict.from_moves({"options": options, "ranking": {"a": [[0, 1, 2, 3]], "b": [[0, 1, 2, 3]]}})
    >>> lettered(game, 2, Names("en"))
    '2\xa0NY'
    """
    yes, no = (render(letter, names.lang) for letter in (msg("Y"), msg("N")))
    drawn = list(zip(game.axes, game.digits(state), strict=True))
    letters = "".join(yes if digit else no for axis, digit in drawn if axis.kind == "option")
    levels = "/".join(str(axis.levels[digit]) for axis, digit in drawn if axis.kind == "issue")
    return "\u00a0".join(part for part in (code(game, state), letters, levels) if part)


def _has_issues(game: Conflict) -> bool:
    return any(axis.kind == "issue" for axis in game.axes)


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
            level = names.value(axis.name, axis.levels[new])
            yield msg("by setting {issue} to {level}", issue=names.issue(axis.name), level=level)
        elif new:
            yield msg("by taking {option:quote}", option=names.option(axis.name))
        else:
            yield msg("by dropping {option:quote}", option=names.option(axis.name))


def _level(axis: MoveAxis, digit: int, names: Names) -> str:
    issue, level = names.issue(axis.name), names.value(axis.name, axis.levels[digit])
    return render(msg("{issue}: {level}", issue=issue, level=level), names.lang)
