"""Rules on the strategic view: statements, states, rankings, arcs, owners.

Source: stability specification, sections 1, 6 and 15.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.fields import written
from pourparler.brief.findings import Finding
from pourparler.brief.moves import Moves
from pourparler.brief.rules import Exclusion
from pourparler.brief.statements import Atom, Combination, Not, Statement, StatementError, parse
from pourparler.errors import ModelError
from pourparler.language import Message, did_you_mean, msg
from pourparler.model.check_bargain import collected
from pourparler.model.conditions import constraint, exclusion
from pourparler.model.outcomes import Axis, Constraint, Space
from pourparler.model.space_of import space_of

MAX_CELLS = 1 << 18
"""Beyond this many cells the rules that need every state are not applied."""

_YES_NO = {"yes": "yes", "no": "no", "true": "yes", "false": "no", "y": "yes", "n": "no"}
_PATTERN = re.compile(r"[YyNn-]+")
_SHOWN = 12

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class _Cells:
    """The axes of the moves: options (no, yes) in the order given, then issues; and what is known of them."""

    brief: Brief
    moves: Moves
    space: Space

    @property
    def options(self) -> frozenset[str]:
        return frozenset(self.moves.options)

    def truth(self, made: Constraint) -> Bools:
        """A constraint over all cells, shape of the space."""
        shape = [length if i in made.axes else 1 for i, length in enumerate(self.space.shape)]
        return np.broadcast_to(made.allowed.reshape(shape), self.space.shape)

    def codes(self, mask: Bools) -> list[int]:
        """The codes of the cells in ``mask``: the first axis is the fastest digit."""
        return [int(code) for code in np.flatnonzero(mask.ravel(order="F"))]


def moves_findings(brief: Brief) -> Iterator[Finding]:
    """Findings on ``moves``.

    Parameters: `brief`, without faults of the format. Yields findings in the order of the section. Rules
    that need the states are applied up to 2^18 cells.
    """
    moves = brief.content.moves
    if moves is None:
        return
    yield from _preferences(brief, moves)
    if moves.states:
        yield from _graph(brief, moves)
        return
    both = [name for name in moves.options if name in moves.issues]
    for name in both:
        key = f"moves/issues/{name}"
        message = msg("{name} is an option and an issue: it would have two owners", name=name)
        yield Finding("E018", brief.place(key), key, message, msg("Give one of them another name."))
    found: list[Finding] = []
    issues = collected(brief, partial(space_of, brief.content), found=found)
    if both or issues is None or not set(moves.issues) <= set(brief.issues):
        return
    axes = {axis.name: axis for axis in issues[0].axes}
    options = (Axis(name, ("no", "yes"), (0.0, 1.0)) for name in moves.options)
    cells = _Cells(brief, moves, Space((*options, *(axes[name] for name in moves.issues))))
    yield from _on_cells(cells)


def _on_cells(cells: _Cells) -> Iterator[Finding]:
    found: list[Finding] = []
    rules = dict(_rules(cells, found))
    statements = {party: list(_statements(cells, party, found)) for party in cells.moves.prefer}
    yield from found
    if found or not cells.space.axes or cells.space.size > MAX_CELLS:
        return
    states = np.ones(cells.space.shape, dtype=np.bool_)
    for made in rules.values():
        states &= cells.truth(made)
    if not states.any():
        message = msg("no state is left by what is impossible")
        yield _at(cells.brief, "E013", "moves/impossible", message, msg("Take one of the entries back."))
        return
    if states.sum() == 1:
        yield _at(
            cells.brief,
            "W225",
            "moves/impossible",
            msg("only one state is left"),
            msg("Check what is impossible."),
        )
    yield from _dead_rules(cells, rules)
    for party, listed in statements.items():
        yield from _dead_statements(cells, (party, listed), states)
    yield from _rankings(cells.brief, cells.moves, [str(code) for code in cells.codes(states)])


def _rules(cells: _Cells, found: list[Finding]) -> Iterator[tuple[str, Constraint]]:
    """What ``impossible`` and ``feasible`` say, by key; patterns of ``feasible`` are alternatives."""
    for i, item in enumerate(cells.moves.impossible):
        key = f"moves/impossible/{i}"
        made = collected(cells.brief, partial(_excluded, cells, item, key), found=found)
        if made is not None:
            yield key, made
    ways = [
        collected(cells.brief, partial(_excluded, cells, item, f"moves/feasible/{i}"), found=found)
        for i, item in enumerate(cells.moves.feasible)
    ]
    if ways and None not in ways and cells.space.size <= MAX_CELLS:
        held = reduce(np.logical_or, [~cells.truth(way) for way in ways])
        yield "moves/feasible", Constraint(tuple(range(len(cells.space.axes))), held, "moves/feasible")


def _excluded(cells: _Cells, item: Any, key: str) -> Constraint:
    """The constraint that a pattern (a mapping, or a text of Y, N and -) or a statement must not hold."""
    text = written(item)
    if isinstance(text, str) and _PATTERN.fullmatch(text) and len(text) == len(cells.moves.options):
        named = zip(cells.moves.options, text, strict=True)
        item = {name: letter for name, letter in named if letter != "-"}
        if not item:
            raise ModelError(
                msg("this excludes nothing"), where=key, rule="E002", advice=msg("Name an option.")
            )
    elif isinstance(text, str):
        return constraint(_parsed(cells, text, key), cells.space, key, forbids=True)
    if isinstance(item, dict) and isinstance(item.get("statement"), str):
        return constraint(_parsed(cells, item["statement"], key), cells.space, key, forbids=True)
    if not isinstance(item, dict):
        raise ModelError(
            msg("{found} is not a condition", found=str(item)[:60]), where=key, rule="E002",
            advice=msg("Write {form}.", form="{option: yes, other: no}"),
        )  # fmt: skip
    plain = {name: _yes_no(value, key) if name in cells.options else value for name, value in item.items()}
    return exclusion(Exclusion.model_validate(plain), cells.space, key)


def _yes_no(value: Any, key: str) -> str:
    text = _YES_NO.get(str(written(value)).lower())
    if text is None:
        raise ModelError(
            msg("{found} is neither yes nor no", found=str(value)),
            where=key,
            rule="E002",
            advice=msg("Write yes or no."),
        )
    return text


def _parsed(cells: _Cells, text: str, key: str) -> Statement:
    """The statement with options written as levels. Raises ``ModelError`` E008 with the column."""
    issues = frozenset(cells.moves.issues)
    try:
        return _levelled(parse(text, issues, options=cells.options))
    except StatementError as error:
        raise ModelError(error.message(), where=key, rule="E008", advice=error.advice()) from error


def _stated(cells: _Cells, text: str, key: str) -> Constraint:
    return constraint(_parsed(cells, text, key), cells.space, key)


def _levelled(tree: Statement) -> Statement:
    match tree:
        case Atom(name, _, ()):
            return Atom(name, "=", ("yes",))
        case Not(part):
            return Not(_levelled(part))
        case Combination(word, left, right):
            return Combination(word, _levelled(left), _levelled(right))
    return tree


def _statements(cells: _Cells, party: str, found: list[Finding]) -> Iterator[tuple[str, str, Constraint]]:
    """Key, words and truth of the option statements of a party."""
    for i, item in enumerate(cells.moves.prefer[party]):
        key = f"moves/prefer/{party}/{i}"
        made = collected(cells.brief, partial(_stated, cells, item.statement, key), found=found)
        if made is not None:
            yield key, item.statement, made


def _dead_rules(cells: _Cells, rules: Mapping[str, Constraint]) -> Iterator[Finding]:
    """W224: a rule that removes no cell that the others leave."""
    for key, made in rules.items():
        others = np.ones(cells.space.shape, dtype=np.bool_)
        for other, rule in rules.items():
            if other != key:
                others &= cells.truth(rule)
        if not (others & ~cells.truth(made)).any():
            message = msg("this removes no state that the other rules leave")
            yield _at(cells.brief, "W224", key, message, msg("Take it out, or correct it."))


def _dead_statements(
    cells: _Cells, preferences: tuple[str, Sequence[tuple[str, str, Constraint]]], states: Bools
) -> Iterator[Finding]:
    """W223: always or never true on the states, the same as an earlier one, or parting no class further."""
    classes = np.zeros(int(states.sum()), dtype=np.int64)
    earlier: list[tuple[str, Bools]] = []
    for key, text, made in preferences[1]:
        truth = cells.truth(made)[states]
        same = next(
            (other for other, vector in earlier if (vector == truth).all() or (vector != truth).all()), ""
        )
        refined = np.unique(2 * classes + truth, return_inverse=True)[1]
        message: Message | None = None
        if truth.all() or not truth.any():
            message = _ALWAYS if truth.all() else _NEVER
        elif same:
            message = msg("{statement:quote} says the same as {other:quote}", other=same)
        elif refined.max() == classes.max():
            message = msg("{statement:quote} parts no states that the statements above it leave together")
        if message is not None:
            told = msg(message.text, **{**message.params, "statement": text})
            yield _at(cells.brief, "W223", key, told, msg("Take it out, or correct it."), found=text)
        classes = refined
        earlier.append((text, truth))


_ALWAYS = msg("{statement:quote} is true in every state")
_NEVER = msg("{statement:quote} is true in no state")


def _graph(brief: Brief, moves: Moves) -> Iterator[Finding]:
    """E007 and E016 on a bare graph: arcs between known states, complete rankings, a known status quo."""
    for party, arcs in moves.arcs.items():
        for i, arc in enumerate(arcs):
            for state in arc:
                if state not in moves.states:
                    yield _unknown_state(brief, f"moves/arcs/{party}/{i}", state, moves.states)
    status_quo = written(moves.status_quo)
    if isinstance(status_quo, str) and status_quo not in moves.states:
        yield _unknown_state(brief, "moves/status_quo", status_quo, moves.states)
    yield from _rankings(brief, moves, moves.states)


def _unknown_state(brief: Brief, key: str, state: str, known: Sequence[str]) -> Finding:
    advice = did_you_mean(state, known, msg("Known here: {known}.", known=tuple(known[:_SHOWN])))
    return _at(brief, "E007", key, msg("{name} is not a state", name=state), advice, found=state)


def _rankings(brief: Brief, moves: Moves, states: Sequence[str]) -> Iterator[Finding]:
    """E016: a ranking names every state once."""
    known = set(states)
    for party, classes in moves.ranking.items():
        listed = [state for group in classes for state in group]
        key = f"moves/ranking/{party}"
        strange = [state for state in dict.fromkeys(listed) if state not in known]
        doubled = [state for state in dict.fromkeys(listed) if listed.count(state) > 1]
        missing = [state for state in states if state not in set(listed)]
        problems = (
            (
                strange,
                msg(
                    "the ranking of {party} names {states}, which cannot be",
                    party=party,
                    states=strange[:_SHOWN],
                ),
            ),
            (
                doubled,
                msg("the ranking of {party} names {states} twice", party=party, states=doubled[:_SHOWN]),
            ),
            (
                missing,
                msg("the ranking of {party} leaves out {states}", party=party, states=missing[:_SHOWN]),
            ),
        )
        for found, message in problems:
            if found:
                yield _at(brief, "E016", key, message, msg("Name every possible state once."))


def _preferences(brief: Brief, moves: Moves) -> Iterator[Finding]:
    """E017: a party that can move has statements, a ranking, or a stance on an issue of the moves."""
    owners = [*(option.party for option in moves.options.values()), *moves.issues.values(), *moves.arcs]
    for party in dict.fromkeys(owners):
        derived = any(issue in brief.content.stances.get(party, {}) for issue in moves.issues)
        if party in brief.parties and not (moves.prefer.get(party) or moves.ranking.get(party) or derived):
            message = msg("{party} has no preferences over these options", party=party)
            advice = msg("Write `prefer` or `ranking` for it.")
            yield _at(
                brief, "E017", "moves/prefer" if moves.prefer else "moves", message, advice, found=party
            )


def _at(brief: Brief, rule: str, key: str, message: Message, advice: Message, *, found: str = "") -> Finding:
    return Finding(rule, brief.place(key), key, message, advice, found)
