"""A conflict in JSON, ``pourparler/conflict/1``: parties, options or a graph, moves, rankings, status quo."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pourparler.exchange.conflicts.draft import Draft
from pourparler.exchange.conflicts.limits import require_cells
from pourparler.exchange.faults import unreadable
from pourparler.exchange.files import origin, read_json, repeated
from pourparler.exchange.structure import mapping, part, plain, sequence, word
from pourparler.language import as_written, did_you_mean, msg

SCHEMA = "pourparler/conflict/1"
_KEYS = (
    "schema", "title", "reference", "parties", "options", "issues", "states", "state_names", "arcs", "impossible",
    "feasible", "blocked_moves", "ranking", "statements", "status_quo", "great_gaps", "unknown",
)  # fmt: skip
_OF_PARTIES = ("arcs", "ranking", "statements", "great_gaps", "unknown")


def read(path: Path) -> Draft:
    """The conflict of a file. Raises ``UnreadableInput`` with what is wrong, and where in the document."""
    file = path.name
    data = mapping(plain(read_json(path)), file, file)
    _require_schema(data, file)
    _require_keys(data, _KEYS, file)
    parties = _entries(data, "parties", ("id", "name"), file)
    options = _entries(data, "options", ("id", "name", "party", "one_way"), file)
    issues = _entries(data, "issues", ("id", "name", "party", "levels", "scale", "transitions"), file)
    for key in _OF_PARTIES:
        if key in data:
            _require_known(mapping(data[key], file, key), parties, file)
    for name, entry in (*options.items(), *issues.items()):
        _require_known([word(part(entry, "party", f"{file}: {name}"), file, "party")], parties, file)
    moves = _graph(data, file) if "states" in data else _axes(options, issues, file)
    moves |= _conditions(data, file) | _preferences(data, file)
    if data.get("status_quo") is not None:
        moves["status_quo"] = data["status_quo"]
    return Draft(
        data.get("title") or path.stem, {name: _named(entry) for name, entry in parties.items()}, moves,
        origin(path, "table"), {name: _issue(entry, f"{file}: {name}") for name, entry in issues.items()}, data.get("reference"),
    )  # fmt: skip


def _require_schema(data: Mapping[str, Any], file: str) -> None:
    if data.get("schema") != SCHEMA:
        raise unreadable(
            "X001", file, msg("{file} is not a conflict: its schema is not {schema}", file=file, schema=SCHEMA),
            advice=msg("Write {form}.", form=f'"schema": "{SCHEMA}"'),
        )  # fmt: skip


def _require_keys(data: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    strange = next((key for key in data if key not in known), None)
    if strange is not None:
        advice = did_you_mean(strange, known, msg("Known here: {known}.", known=known))
        raise unreadable("X002", where, msg("{name} is not known here", name=strange), advice=advice)


def _entries(data: Mapping[str, Any], key: str, known: tuple[str, ...], file: str) -> dict[str, Any]:
    """A list of ``{id: …}`` as a mapping by id; a text alone is an id."""
    found: dict[str, Any] = {}
    for item in sequence(data.get(key) or [], file, key):
        entry = {"id": item} if isinstance(item, str) else mapping(item, file, key)
        _require_keys(entry, known, f"{file}: {key}")
        name = word(part(entry, "id", f"{file}: {key}"), file, "id")
        if name in found:
            raise _twice(name, f"{file}: {key}")
        found[name] = entry
    return found


def _twice(name: str, where: str) -> Exception:
    return unreadable(
        "X002", where, msg("{name} stands here twice", name=name), advice=msg("Keep one of the two.")
    )


def _require_known(names: Iterable[str], known: Mapping[str, Any] | list[str], where: str) -> None:
    """Raise ``UnreadableInput`` for a party or a state that is declared nowhere."""
    for name in names:
        if name not in known:
            advice = did_you_mean(name, tuple(known), msg("Known here: {known}.", known=tuple(known)[:12]))
            raise unreadable("X004", where, msg("{name} is declared nowhere", name=name), advice=advice)


def _named(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": entry["name"]} if entry.get("name") else {}


def _axes(options: Mapping[str, Any], issues: Mapping[str, Any], file: str) -> dict[str, Any]:
    """Options and issues with their owners and directions."""
    moves: dict[str, Any] = {}
    lengths = [2] * len(options)
    for name, entry in options.items():
        one_way = entry.get("one_way")
        if one_way not in (None, "take", "drop"):
            raise unreadable(
                "X002", f"{file}: {name}", msg("{found} is not a direction of an option", found=as_written(one_way)[:60]),
                advice=msg("Write take, drop or null."),
            )  # fmt: skip
        kept = {"party": str(entry["party"]), **_named(entry)}
        moves.setdefault("options", {})[name] = kept | ({"one_way": one_way} if one_way else {})
    for name, entry in issues.items():
        moves.setdefault("issues", {})[name] = str(entry["party"])
        lengths.append(len(sequence(part(entry, "levels", f"{file}: {name}"), file, "levels")))
        if entry.get("transitions") is not None:
            moves.setdefault("transitions", {})[name] = entry["transitions"]
    if not lengths:
        raise unreadable(
            "X002", file, msg("the conflict has neither options nor issues nor states"),
            advice=msg("Write options, issues, or states and arcs."),
        )  # fmt: skip
    require_cells(lengths, file)
    return moves


def _issue(entry: Mapping[str, Any], where: str) -> dict[str, Any]:
    """An issue of the brief: its levels, on a scale of their own where one is written."""
    levels = [word(level, where, "levels") for level in entry["levels"]]
    if double := repeated(levels):
        raise _twice(double, where)
    scale = entry.get("scale")
    if scale is None:
        return {**_named(entry), "levels": levels}
    numbers = sequence(scale, where, "scale")
    usable = all(isinstance(x, int | float) and not isinstance(x, bool) for x in numbers)
    if len(numbers) != len(levels) or not usable:
        raise unreadable(
            "X003", where, msg("scale must hold one number per level"),
            advice=msg("Write as many numbers as levels, or leave scale out."),
        )  # fmt: skip
    return {**_named(entry), "levels": dict(zip(levels, numbers, strict=True))}


def _graph(data: Mapping[str, Any], file: str) -> dict[str, Any]:
    """States by name and moves between them."""
    if data.get("options") or data.get("issues"):
        raise unreadable(
            "X004", file, msg("moves hold either options or a graph of states"),
            advice=msg("Keep one of the two descriptions."),
        )  # fmt: skip
    states = [word(state, file, "states") for state in sequence(data["states"], file, "states")]
    if double := repeated(states):
        raise _twice(double, f"{file}: states")
    arcs = {}
    for party, moves in mapping(part(data, "arcs", file), file, "arcs").items():
        where = f"{file}: arcs/{party}"
        arcs[party] = [_pair(arc, where) for arc in sequence(moves, file, where)]
        _require_known((state for arc in arcs[party] for state in arc), states, where)
    return {"states": states, "arcs": arcs}


def _pair(arc: Any, where: str) -> list[str]:
    ends = [word(state, where, "state") for state in sequence(arc, where, "arc")]
    if len(ends) != 2:
        raise unreadable(
            "X002", where, msg("a move is a pair of states"), advice=msg("Write {form}.", form='["from", "to"]')
        )  # fmt: skip
    return ends


def _conditions(data: Mapping[str, Any], file: str) -> dict[str, Any]:
    """What cannot be, what can, what is blocked, what the states are called."""
    found: dict[str, Any] = {}
    for key in ("impossible", "feasible", "blocked_moves"):
        if data.get(key):
            found[key] = sequence(data[key], file, key)
    if data.get("state_names"):
        found["state_names"] = dict(mapping(data["state_names"], file, "state_names"))
    return found


def _preferences(data: Mapping[str, Any], file: str) -> dict[str, Any]:
    """Rankings, best class first, and statements, most important first."""
    found: dict[str, Any] = {}
    for party, classes in (data.get("ranking") or {}).items():
        where = f"{file}: ranking/{party}"
        rows = [
            [word(state, where, "state") for state in (group if isinstance(group, list) else [group])]
            for group in sequence(classes, file, where)
        ]
        if double := repeated(state for group in rows for state in group):
            raise _twice(double, where)
        if "states" in data:
            _require_known((state for group in rows for state in group), data["states"], where)
        found.setdefault("ranking", {})[party] = [
            group[0] if len(group) == 1 else group for group in ([_label(state) for state in row] for row in rows)
        ]  # fmt: skip
    for party, texts in (data.get("statements") or {}).items():
        where = f"{file}: statements/{party}"
        found.setdefault("prefer", {})[party] = [
            word(text, where, "statement") for text in sequence(texts, file, where)
        ]
    return found | {key: data[key] for key in ("great_gaps", "unknown") if data.get(key)}


def _label(state: str) -> int | str:
    return int(state) if state.isdecimal() and len(state) < 16 and str(int(state)) == state else state
