"""Rules on the strategic view: statements, states, rankings, arcs, owners.

Source: stability specification, sections 1, 6 and 15.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.fields import written
from pourparler.brief.findings import Finding
from pourparler.brief.moves import Moves
from pourparler.language import Message, did_you_mean, msg, msg_n
from pourparler.model.check_bargain import collected
from pourparler.model.check_states import conflict_findings, direction_findings, red_line_findings
from pourparler.model.conflict_axes import axes_of, owners
from pourparler.model.conflict_frame import one_by_one, option_form
from pourparler.model.conflict_rules import MAX_CELLS, Cells, cells_of, rules, statements
from pourparler.model.outcomes import Constraint
from pourparler.model.space_of import space_of
from pourparler.model.state_patterns import spelled_out

MAX_CHECKED = 1 << 18
"""Beyond this many cells the rules that need every state are not applied."""

_SHOWN = 12

Bools = NDArray[np.bool_]


def moves_findings(brief: Brief) -> Iterator[Finding]:
    """Findings on ``moves``.

    Parameters: `brief`, without faults of the format. Yields findings in the order of the section. Rules
    that need the states are applied up to 2^18 cells.
    """
    moves = brief.content.moves
    if moves is None:
        return
    yield from _chances(brief, moves)
    yield from _unused_chances(brief, moves)
    lacking = list(_preferences(brief, moves))
    yield from lacking
    if moves.states:
        wrong = list(_graph(brief, moves))
        yield from wrong
        if not (wrong or lacking):
            yield from conflict_findings(brief, moves)
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
    wrong = list(_on_cells(cells_of(brief, moves)))
    yield from wrong
    small = cells_of(brief, moves).space.size <= MAX_CHECKED
    if small and not lacking and all(finding.level != "error" for finding in wrong):
        yield from conflict_findings(brief, moves)


def _on_cells(cells: Cells) -> Iterator[Finding]:
    found: list[Finding] = []
    if cells.space.size > MAX_CELLS:
        collected(cells.brief, partial(option_form, cells.brief, cells.moves), found=found)
    else:
        collected(cells.brief, lambda: found.extend(direction_findings(cells)), found=found)
    made = dict(_made(cells, found))
    preferred = {party: list(_statements(cells, party, found)) for party in cells.moves.prefer}
    if not found and cells.space.size > MAX_CHECKED:
        collected(cells.brief, partial(_listable, cells), found=found)
    yield from found
    if found or not cells.space.axes or cells.space.size > MAX_CHECKED:
        return
    states = np.ones(cells.space.shape, dtype=np.bool_)
    for rule in made.values():
        states &= cells.truth(rule)
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
    yield from _dead_rules(cells, made)
    yield from red_line_findings(cells, made)
    for party, listed in preferred.items():
        yield from _dead_statements(cells, (party, listed), states)
    codes = np.array(cells.codes(states), dtype=np.int64)
    spelled = {
        party: spelled_out(classes, codes, options=len(cells.options), lang=cells.brief.language)
        for party, classes in cells.moves.ranking.items()
    }
    yield from _rankings(cells.brief, spelled, [str(code) for code in codes.tolist()])


def _listable(cells: Cells) -> None:
    """Raise ``ModelError`` E014 where moves would have to be listed one by one and are too many."""
    if one_by_one(cells, axes_of(cells, tuple(dict.fromkeys(owners(cells))))):
        option_form(cells.brief, cells.moves)


def _made(cells: Cells, found: list[Finding]) -> Iterator[tuple[str, Constraint]]:
    """The rules that can be made; what is wrong with the others goes to ``found``."""
    for key, build in rules(cells):
        made = collected(cells.brief, build, found=found)
        if made is not None:
            yield key, made


def _statements(cells: Cells, party: str, found: list[Finding]) -> Iterator[tuple[str, str, Constraint]]:
    """Key, words and truth of the option statements of a party."""
    for key, text, build in statements(cells, party):
        made = collected(cells.brief, build, found=found)
        if made is not None:
            yield key, text, made


def _dead_rules(cells: Cells, rules: Mapping[str, Constraint]) -> Iterator[Finding]:
    """W224: a rule that removes no cell that the others leave."""
    excluded = np.zeros(cells.space.shape, dtype=np.int32)
    for made in rules.values():
        excluded += ~cells.truth(made)
    for key, made in rules.items():
        if not ((excluded == 1) & ~cells.truth(made)).any():
            message = msg("this removes no state that the other rules leave")
            yield _at(cells.brief, "W224", key, message, msg("Take it out, or correct it."))


def _dead_statements(
    cells: Cells, preferences: tuple[str, Sequence[tuple[str, str, Constraint]]], states: Bools
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
    yield from _rankings(brief, moves.ranking, moves.states)


def _unknown_state(brief: Brief, key: str, state: str, known: Sequence[str]) -> Finding:
    advice = did_you_mean(state, known, msg("Known here: {known}.", known=tuple(known[:_SHOWN])))
    return _at(brief, "E007", key, msg("{name} is not a state", name=state), advice, found=state)


def _rankings(
    brief: Brief, rankings: Mapping[str, Sequence[Sequence[str]]], states: Sequence[str]
) -> Iterator[Finding]:
    """E016: a ranking names every state once."""
    known = set(states)
    for party, classes in rankings.items():
        listed = [state for group in classes for state in group]
        key = f"moves/ranking/{party}"
        counts = Counter(listed)
        strange = [state for state in counts if state not in known]
        doubled = [state for state, count in counts.items() if count > 1]
        missing = [state for state in states if state not in counts]
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


def _chances(brief: Brief, moves: Moves) -> Iterator[Finding]:
    """E206: a chance of being the other way round beyond one half says that the opposite is meant."""
    said = [("moves/flip_chance", moves.flip_chance)]
    for party, stated in moves.prefer.items():
        said += [(f"moves/prefer/{party}/{i}/flip_chance", item.flip_chance) for i, item in enumerate(stated)]
    for key, chance in said:
        if chance is not None and not 0 <= chance <= 0.5:
            message = msg("{chance} is no chance of being the other way round", chance=chance)
            advice = msg("Write a number from 0 to 0.5; beyond it, state the opposite.")
            yield _at(brief, "E206", key, message, advice, found=str(chance))


def _unused_chances(brief: Brief, moves: Moves) -> Iterator[Finding]:
    """N319: how likely options are to be taken is told and traced, but no analysis reads it."""
    names = [name for name, option in moves.options.items() if option.chance is not None]
    if names:
        message = msg_n(
            "the chance of {names} is told in the report and read by no analysis",
            "the chances of {names} are told in the report and read by no analysis",
            n=len(names), names=names,
        )  # fmt: skip
        advice = msg("Stability knows no chances: say by `prefer` what each party wants.")
        yield _at(brief, "N319", f"moves/options/{names[0]}/chance", message, advice)


def _at(brief: Brief, rule: str, key: str, message: Message, advice: Message, *, found: str = "") -> Finding:
    return Finding(rule, brief.place(key), key, message, advice, found)
