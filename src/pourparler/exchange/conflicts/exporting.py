"""Exporting a conflict as ``pourparler/conflict/1``. What the format cannot say is told, never dropped silently."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from pourparler.brief.brief import Brief
from pourparler.brief.fields import written
from pourparler.brief.files import save
from pourparler.brief.moves import Moves
from pourparler.exchange.conflicts.conflict_json import SCHEMA
from pourparler.exchange.exporting import Exported
from pourparler.exchange.files import require_free
from pourparler.exchange.json_text import exact_json
from pourparler.language import Lang, Message, msg
from pourparler.model.conflict import Conflict
from pourparler.model.conflict_axes import MoveAxis
from pourparler.model.conflict_rules import Cells, cells_of
from pourparler.model.state_patterns import in_letters, pattern_of

_GROUNDS = ("why", "because", "assumption", "note")


def export_conflict(brief: Brief, file: Path) -> Exported:
    """Write the conflict of ``brief`` into a new JSON file.

    Rules, rankings and statements are written as they stand; ranks derived from utilities as rankings, at central
    values. Raises ``UsageError`` for a file that exists, ``InvalidBrief`` and ``ModelError`` as models do.
    """
    require_free(file)
    conflict = Conflict.from_brief(brief)
    moves = brief.content.moves
    assert moves is not None
    save(file, exact_json(conflict_data(brief, moves, conflict)) + "\n")
    return Exported((file.name,), tuple(_left_out(brief, moves, conflict)))


def conflict_data(brief: Brief, moves: Moves, conflict: Conflict) -> dict[str, Any]:
    """The document as data, without what is empty."""
    names, said = conflict.parties, partial(_condition, moves=moves, lang=brief.language)
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "title": brief.title,
        "reference": brief.content.reference if isinstance(brief.content.reference, str) else None,
        "parties": [{"id": party, **_name(brief.parties[party].name)} for party in names],
        **(_graph(moves) if moves.states else _axes(brief, moves, conflict)),
        "state_names": dict(moves.state_names),
        "impossible": [said(item) for item in moves.impossible],
        "feasible": [said(item) for item in moves.feasible],
        "blocked_moves": [
            {"party": item.party, "from": said(item.origin), "to": said(item.target)}
            for item in moves.blocked_moves
        ],
        "ranking": {
            party: _classes(conflict, row)
            for party, row in zip(names, conflict.ranks, strict=True)
            if conflict.preferences[party].source in ("ranking", "utilities")
        },
        "statements": {
            party: [item.statement for item in moves.prefer[party]] for party in names if moves.prefer.get(party)
        },
        "status_quo": None if conflict.status_quo is None else conflict.label(conflict.status_quo),
        "great_gaps": said(moves.great_gaps),
        "unknown": said(moves.unknown),
    }  # fmt: skip
    return {key: value for key, value in data.items() if value not in (None, {}, [], "")}


def _name(name: Any) -> dict[str, Any]:
    return {"name": name} if name else {}


def _graph(moves: Moves) -> dict[str, Any]:
    arcs = {party: [list(arc) for arc in found] for party, found in moves.arcs.items()}
    return {"states": list(moves.states), "arcs": arcs}


def _axes(brief: Brief, moves: Moves, conflict: Conflict) -> dict[str, Any]:
    options, issues = [], []
    cells = cells_of(brief, moves)
    for axis in conflict.axes:
        entry = {"id": axis.name, "party": conflict.parties[axis.party]}
        if axis.kind == "option":
            direction = _direction(axis, ("take", "drop"))
            one_way = {} if direction is None else {"one_way": direction}
            options.append({**entry, **_name(moves.options[axis.name].name), **one_way})
        else:
            issues.append({**entry, **_name(brief.issues[axis.name].name), **_levels(cells, axis)})
    return {"options": options, "issues": issues}


def _levels(cells: Cells, axis: MoveAxis) -> dict[str, Any]:
    scale = next(known.scale for known in cells.space.axes if known.name == axis.name)
    levels = [_level(value) for value in axis.levels]
    direction = _direction(axis, ("up", "down"))
    found: dict[str, Any] = {"levels": levels, "scale": [_number(point) for point in scale]}
    return found if direction is None else {**found, "transitions": direction}


def _level(value: Any) -> str:
    return value if isinstance(value, str) else str(_number(value))


def _number(value: float) -> int | float:
    return int(value) if float(value).is_integer() else float(value)


def _direction(axis: MoveAxis, words: tuple[str, str]) -> Any:
    """The word for the direction of an axis, the pairs where there is none, ``None`` where it is free."""
    if axis.free:
        return None
    rising = np.triu(np.ones_like(axis.allowed))
    if (axis.allowed == rising).all():
        return words[0]
    if (axis.allowed == rising.T).all():
        return words[1]
    pairs = np.argwhere(axis.allowed & ~np.eye(len(axis.levels), dtype=np.bool_)).tolist()
    return [[_level(axis.levels[a]), _level(axis.levels[b])] for a, b in pairs]


def _classes(conflict: Conflict, ranks: Any) -> list[Any]:
    """The classes of a ranking, best first."""
    found = []
    for rank in range(int(ranks.max()), 0, -1):
        found.append([conflict.label(int(i)) for i in np.flatnonzero(ranks == rank)])
    return found


def _condition(item: Any, *, moves: Moves, lang: Lang) -> Any:
    """A condition as plain data, without its grounds, patterns in letters that are read in every language."""
    match item:
        case Mapping():
            return {
                str(key): _condition(value, moves=moves, lang=lang)
                for key, value in item.items()
                if key not in _GROUNDS
            }
        case list() | tuple():
            return [_condition(value, moves=moves, lang=lang) for value in item]
        case None | bool() | int():
            return item
    text = written(item)
    pattern = None if text in moves.options else pattern_of(text, len(moves.options), lang)
    return text if pattern is None else in_letters(pattern)


def _left_out(brief: Brief, moves: Moves, conflict: Conflict) -> Iterator[Message]:
    """What the brief says and the document does not."""
    if any(conflict.preferences[party].source == "utilities" for party in conflict.parties):
        yield msg("Ranks derived from utilities are written as rankings, at central values.")
    chances = [item.flip_chance for found in moves.prefer.values() for item in found]
    if moves.flip_chance or any(chances) or any(option.chance for option in moves.options.values()):
        yield msg("Chances cannot be written and are left out.")
    if brief.content.evidence:
        yield msg("Sources and evidence stay in the brief.")
    absent = [party for party in brief.parties if party not in conflict.parties]
    if absent:
        yield msg("Parties that neither move nor rank states are left out: {names}.", names=absent)
