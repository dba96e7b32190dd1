"""Ways through a conflict in words and rows: who takes which step, what changes, who loses on the way."""

from collections.abc import Sequence

from pourparler.analyses.stability.paths_result import PathsResult
from pourparler.kernels.journeys import Kind, Step
from pourparler.language import Message, msg, render
from pourparler.model.conflict import Conflict
from pourparler.views.names import REACHES, Names
from pourparler.views.states import LONG as SPOKEN
from pourparler.views.states import called
from pourparler.views.table import SHOWN, Table, heads_of

TOLD = 12
"""Equilibria whose ways are told; tables have more."""

LONG = 12
"""Steps of one way that are told."""

_YES_NO = (msg("Y"), msg("N"))

KINDS: dict[Kind | None, Message] = {
    "improvements": REACHES["improvements"],
    "jump": REACHES["jump"],
    "sacrifice": REACHES["sacrifice"],
    "unreachable": REACHES["unreachable"],
    None: msg("not known"),
}


def path_sentences(result: PathsResult, names: Names) -> tuple[Message, ...]:
    """How many states are reached how, and the ways to the equilibria that matter most."""
    lines = [names.named(result.status.message)]
    if result.found is not None:
        lines += [way_sentence(result, entry.state, names) for entry in result.order[:TOLD]]
    more = len(result.order) - TOLD
    if more > 0:
        lines.append(msg("{n} more equilibria are in the table.", n=more))
    return tuple(lines)


def way_sentence(result: PathsResult, state: int, names: Names) -> Message:
    """The way to one state, step by step."""
    label = spoken(result.game, state, names)
    if state == result.start:
        return msg("{state} is where the conflict starts.", state=label)
    steps = result.steps(state)
    if steps is None:
        if result.complete:
            return msg("{state} cannot be reached.", state=label)
        return msg("No way to {state} was found.", state=label)
    if not result.game.axes:
        label = str(result.game.label(state))  # its steps tell what it is called
    told = {"state": label, "steps": _in_words(result, steps, names)}
    match result.kinds[state]:
        case "improvements":
            return msg("To {state}, by improvements alone: {steps}.", **told)
        case "jump":
            return msg("To {state}, by improvements and steps taken together: {steps}.", **told)
        case "sacrifice":
            who = [result.game.parties[loss.party] for loss in result.sacrifices(state)]
            losers = [names.party(party) for party in dict.fromkeys(who)]
            return msg("To {state}, only with a step that is no gain for {parties:list}: {steps}.",
                       parties=losers, **told)  # fmt: skip
    return msg("To {state}, by moves that need not be gains: {steps}.", **told)


def _in_words(result: PathsResult, steps: Sequence[Step], names: Names) -> Message:
    at, found = result.start, None
    for step in steps[:LONG]:
        told = _step(result.game, step, origin=at, names=names)
        found = told if found is None else msg("{first}; then {second}", first=found, second=told)
        at = step.to
    more = len(steps) - LONG
    if found is not None and more > 0:
        found = msg("{first}; then {n} more steps", first=found, n=more)
    return found or msg("no step")


def _step(game: Conflict, step: Step, *, origin: int, names: Names) -> Message:
    who = [names.party(game.parties[p]) for p in step.parties]
    state, changes = str(game.label(step.to)), _changes(game, origin, step.to, names=names)
    if not changes:
        state = called(game, step.to, names, most=SPOKEN)
        if len(who) == 1:
            return msg("{party} moves to {state}", party=who[0], state=state)
        return msg("{parties:list} move together to {state}", parties=who, state=state)
    if len(who) == 1:
        return msg("{party}: {changes:list} ({state})", party=who[0], changes=changes, state=state)
    return msg("{parties:list} together: {changes:list} ({state})", parties=who, changes=changes, state=state)


def _changes(game: Conflict, before: int, after: int, *, names: Names) -> list[str]:
    """What differs between two states: the option or issue, and what it becomes; nothing in a bare graph."""
    old, new = game.digits(before), game.digits(after)
    return [
        f"{axis_name(game, a, names)} → {level_name(game, a, new[a], names=names)}"
        for a in range(len(game.axes))
        if old[a] != new[a]
    ]


def axis_name(game: Conflict, axis: int, names: Names) -> str:
    """The name of an option or an issue."""
    of = game.axes[axis]
    if of.kind == "issue":
        return names.issue(of.name)
    return names.text(game.origin.labels.get(f"option/{of.name}"), of.name)


def level_name(game: Conflict, axis: int, level: int, *, names: Names) -> str:
    """Yes or no of an option, the level of an issue."""
    of = game.axes[axis]
    if of.kind == "issue":
        return names.value(of.name, of.levels[level])
    return render(msg("yes") if level else msg("no"), names.lang)


def spoken(game: Conflict, state: int, names: Names) -> str:
    """A state in a sentence: with what is chosen in it, or as :func:`state_name` where that takes too long."""
    told = called(game, state, names, most=SPOKEN)
    return told if told != str(game.label(state)) else state_name(game, state, names)


def state_name(game: Conflict, state: int, names: Names) -> str:
    """A state by what it is called, or with its options as Y and N in their order and the levels of its issues."""
    label, digits = str(game.label(state)), game.digits(state)
    if named := names.state(label):
        return f"{label} ({named})"
    options = [d for axis, d in zip(game.axes, digits, strict=True) if axis.kind == "option"]
    yes, no = (render(letter, names.lang) for letter in _YES_NO)
    parts = ["".join(yes if taken else no for taken in options)] if options else []
    parts += [
        f"{names.issue(axis.name)} {names.value(axis.name, axis.levels[d])}"
        for axis, d in zip(game.axes, digits, strict=True)
        if axis.kind == "issue"
    ]
    return f"{label} ({', '.join(parts)})" if parts else label


_HEADS = (
    msg("State"), msg("Moves"), msg("Improvements"), msg("With joint improvements"), msg("How it is reached"),
)  # fmt: skip


def path_tables(result: PathsResult, names: Names) -> tuple[Table, ...]:
    """Steps to each state: the equilibria first, then the others by code."""
    if result.found is None:
        return ()
    first = [entry.state for entry in result.order[:SHOWN]]
    states = list(dict.fromkeys([*first, *range(min(len(result.game.codes), 2 * SHOWN))]))[:SHOWN]
    levels = result.found.journeys.levels
    rows = []
    for i in states:
        steps = ["–" if n < 0 else str(n) for n in levels[:, i].tolist()]
        if not result.joint:
            steps[2] = "–"
        how = msg("it starts here") if i == result.start else KINDS[result.kinds[i]]
        rows.append((state_name(result.game, i, names), *steps, render(how, names.lang)))
    caption = render(
        msg("Steps from state {state}", state=state_name(result.game, result.start, names)), names.lang
    )
    return (Table(caption, heads_of(_HEADS, names), tuple(rows), frozenset((1, 2, 3))),)
