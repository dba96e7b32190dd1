"""Rules on a conflict as a whole: moves that are none, red lines said twice, gaps and names of no state, idle parties.

Source: stability specification, sections 1, 2, 5 and 15.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain

from pourparler.brief.brief import Brief
from pourparler.brief.findings import Finding
from pourparler.brief.moves import Moves
from pourparler.brief.red_lines import red_lines
from pourparler.kernels.axis_moves import count_arcs
from pourparler.language import Message, msg
from pourparler.model.check_bargain import bargains, collected, red_line
from pourparler.model.conflict import Conflict
from pourparler.model.conflict_arcs import game_of
from pourparler.model.conflict_axes import allowed_by, directions
from pourparler.model.conflict_rules import Cells
from pourparler.model.lacks import BARGAINING_LACKS
from pourparler.model.outcomes import Constraint

_SHOWN = 12


def conflict_findings(brief: Brief, moves: Moves) -> Iterator[Finding]:
    """Findings on the conflict that a brief makes.

    Parameters: `brief`, whose rules, statements and rankings are without errors, with few enough cells; `moves`,
    its section. What only bargaining lacks is left to the rules on bargaining.
    """
    found: list[Finding] = []
    conflict: Conflict | None = collected(brief, partial(Conflict.from_brief, brief), found=found)
    yield from (finding for finding in found if finding.rule not in BARGAINING_LACKS)
    if not bargains(brief):  # else an error of bargaining says so
        yield from (
            _not_ranked(brief, moves, finding) for finding in found if finding.rule in BARGAINING_LACKS
        )
    if conflict is None:
        return
    yield from _strange(brief, moves, conflict)
    yield from _idle_entries(brief, conflict)
    yield from _notes(brief, conflict)


def _not_ranked(brief: Brief, moves: Moves, lack: Finding) -> Finding:
    """W228: what bargaining lacks is needed to rank the states for those without statements or a ranking.

    A warning: forecasts, and the rest of the brief, do without.
    """
    stated = {name for said in (moves.prefer, moves.ranking) for name, entries in said.items() if entries}
    owners = {*(option.party for option in moves.options.values()), *moves.issues.values()} - stated
    who = [name for name in brief.parties if name in owners]
    message = msg("the states cannot be ranked for {parties}: {reason}", parties=who, reason=lack.message)
    advice = msg("{advice} Or write `prefer` or `ranking` for {parties}.", advice=lack.advice, parties=who)
    return _at(brief, "W228", lack.key, message, advice, found=lack.rule)


def direction_findings(cells: Cells) -> Iterator[Finding]:
    """E019: an axis that is said to move one way here and another way there."""
    for axis in cells.space.axes:
        said = list(directions(cells.moves, axis.name))
        first = None if not said else allowed_by(axis, said[0][1], said[0][0])
        for key, direction in said[1:]:
            if first is not None and (allowed_by(axis, direction, key) != first).any():
                message = msg(
                    "{name} moves another way here than at {other}", name=axis.name, other=said[0][0]
                )
                yield _at(cells.brief, "E019", key, message, msg("Keep one of the two."))


def red_line_findings(cells: Cells, rules: Mapping[str, Constraint]) -> Iterator[Finding]:
    """W227: a rule that makes impossible what a party only would not accept."""
    lines = list(_lines(cells))
    for key, rule in rules.items():
        gone = ~cells.truth(rule)
        for line_key, line in lines:
            narrow = key.startswith("moves/impossible/") and set(rule.axes) <= set(line.axes)
            if narrow and gone.any() and not (gone & cells.truth(line)).any():
                message = msg(
                    "this repeats {key}: threats and sanctions across that line are lost", key=line_key
                )
                advice = msg("Leave it possible; a red line counts in the ranking of its party.")
                yield _at(cells.brief, "W227", key, message, advice)


def _lines(cells: Cells) -> Iterator[tuple[str, Constraint]]:
    """The red lines that speak of axes of the moves alone."""
    for key, written in red_lines(cells.brief.content).items():
        if written.issue and written.issue not in cells.moves.issues:
            continue
        text = str(written.entry.value)
        # What is wrong with a red line, or beyond the axes of the moves, is told by the rules on bargaining.
        build = partial(red_line, text, cells.space, key, issue=written.issue)
        made = collected(cells.brief, build, found=[])
        if made is not None:
            yield key, made


def _strange(brief: Brief, moves: Moves, conflict: Conflict) -> Iterator[Finding]:
    """E007: names of no state, gaps after no class, comparisons of a party that ranks nothing."""
    for name in moves.state_names:
        if conflict.index_of(name) is None:
            message = msg("{name} is not a state", name=name)
            known = [str(conflict.label(i)) for i in range(min(_SHOWN, len(conflict.codes)))]
            yield _at(
                brief,
                "E007",
                f"moves/state_names/{name}",
                message,
                msg("Known here: {known}.", known=tuple(known)),
            )
    unknown = moves.unknown if isinstance(moves.unknown, Mapping) else {}
    for section, parties in (("great_gaps", moves.great_gaps), ("unknown", unknown)):
        for party in parties:
            if party not in conflict.parties:
                message = msg("{party} ranks no states", party=str(party))
                yield _at(
                    brief,
                    "E007",
                    f"moves/{section}/{party}",
                    message,
                    msg("Known here: {known}.", known=conflict.parties),
                )
    for party, degrees in conflict.gaps.items():
        classes = int(conflict.ranks[conflict.parties.index(party)].max())
        for place in sorted({k for k in chain.from_iterable(degrees) if not 1 <= k < classes}):
            message = msg(
                "{party} has {n} classes: there is no gap after class {k}", party=party, n=classes, k=place
            )
            advice = msg("Count the classes from the top.")
            yield _at(brief, "E007", f"moves/great_gaps/{party}", message, advice, found=str(place))


def _idle_entries(brief: Brief, conflict: Conflict) -> Iterator[Finding]:
    """W226: a blocked move or a direction that takes no move away."""
    for item in conflict.moves_removed:
        if item.count == 0:
            message = msg("this takes no move away: there is none to take")
            yield _at(brief, "W226", item.key, message, msg("Take it out, or correct it."))


def _notes(brief: Brief, conflict: Conflict) -> Iterator[Finding]:
    """N316 to N318: a party to which all states are equal, one that cannot move, transitions that do not chain."""
    counts = _moves(conflict)
    for i, party in enumerate(conflict.parties):
        key = "moves/ranking" if conflict.preferences[party].source == "ranking" else "moves/prefer"
        if len(conflict.codes) > 1 and conflict.ranks[i].max() == 1:
            message = msg("all states are equal to {party}: every state is stable for it", party=party)
            yield _at(brief, "N316", f"{key}/{party}", message, msg("Check that this is meant."))
        if not counts[i]:
            message = msg(
                "{party} has no move: every state is stable for it whatever it prefers", party=party
            )
            yield _at(brief, "N317", "moves", message, msg("Check that this is meant."), found=party)
    for axis in conflict.axes:
        if axis.missing:
            pairs = [f"{a} → {b}" for a, b in axis.missing[:_SHOWN]]
            message = msg(
                "the transitions of {name} do not chain, which is slower: {pairs} are missing",
                name=axis.name,
                pairs=pairs,
            )
            yield _at(brief, "N318", axis.key, message, msg("Add them where two moves may be one."))


def _moves(conflict: Conflict) -> tuple[int, ...]:
    """How many moves each party has."""
    if conflict.arcs is not None:
        return tuple(len(moves) for moves in conflict.arcs)
    return count_arcs(game_of(conflict.axes, conflict.feasible), parties=len(conflict.parties))


def _at(brief: Brief, rule: str, key: str, message: Message, advice: Message, *, found: str = "") -> Finding:
    return Finding(rule, brief.place(key), key, message, advice, found)
