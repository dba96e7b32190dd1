"""GMCR+: a model of a conflict, saved as JSON. Read only.

State numbers of the program count the feasible states from 1 in the order of their codes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pourparler.exchange.conflicts.draft import Draft
from pourparler.exchange.conflicts.gmcr_conditions import Condition, condition
from pourparler.exchange.conflicts.limits import require_cells
from pourparler.exchange.faults import unreadable
from pourparler.exchange.files import origin, read_json
from pourparler.exchange.naming import ids, shown
from pourparler.exchange.structure import mapping, part, plain, sequence, word
from pourparler.language import Message, as_written, msg

_DIRECTIONS = {"both": None, "fwd": "take", "forward": "take", "back": "drop"}
_MANUAL = ("useManualPreferenceRanking", "useManualPreferenceVectors")
_RANKINGS = ("preferenceRanking", "preferenceVectors", "preferenceVector")
_KEPT = ("program", "version", "coalitions", "coalitionsFull")


@dataclass(frozen=True)
class _Model:
    """Options with their directions, parties with the options they own, conditions that cannot be, feasible codes."""

    file: str
    options: tuple[str, ...]
    names: tuple[str, ...]
    directions: tuple[str | None, ...]
    owners: tuple[int, ...]
    parties: tuple[str, ...]
    infeasible: tuple[Condition, ...]
    codes: tuple[int, ...]


def read(path: Path) -> Draft:
    """The conflict of a saved model. Raises ``UnreadableInput`` for parts that are missing or not recognised."""
    file = path.name
    data = mapping(plain(read_json(path)), file, file)
    makers = [
        mapping(maker, file, "decisionMakers")
        for maker in sequence(part(data, "decisionMakers", file), file, "decisionMakers")
    ]
    if not makers:
        raise unreadable(
            "X002", file, msg("there is no party in this file"), advice=msg("Name at least one decision maker.")
        )  # fmt: skip
    called = [word(part(maker, "name", file), file, "name") for maker in makers]
    model = _model(data, makers, called, file=file)
    notes: list[Message] = []
    manual = any(data.get(key) is True for key in _MANUAL)
    moves = _moves(model)
    for i, maker in enumerate(makers):
        key, found = _preferences(model, maker, i, manual=manual, notes=notes)
        moves.setdefault(key, {})[model.parties[i]] = found
    kept = {key: data[key] for key in _KEPT if data.get(key)}
    if any(isinstance(group, list) and len(group) > 1 for group in _listed(kept.get("coalitions"))):
        notes.append(msg("Coalitions are recorded in imported.json; all of them can be analysed."))
    parties = {
        name: {"name": shown(title) or name} for name, title in zip(model.parties, called, strict=True)
    }
    return Draft(path.stem, parties, moves, origin(path, "table"), found=kept, notes=tuple(notes))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _model(
    data: Mapping[str, Any], makers: Sequence[Mapping[str, Any]], called: Sequence[str], *, file: str
) -> _Model:
    entries, owners = _options(data, makers, called, file=file)
    names = tuple(word(part(entry, "name", file), file, "name") for entry in entries)
    require_cells([2] * len(names), file)
    infeasible = tuple(
        condition(item, len(names), f"{file}: infeasibles/{i}")
        for i, item in enumerate(sequence(data.get("infeasibles") or [], file, "infeasibles"))
    )
    empty = next((i for i, item in enumerate(infeasible) if item.empty), None)
    if empty is not None:
        raise unreadable(
            "X002", f"{file}: infeasibles/{empty}", msg("this excludes every state"),
            advice=msg("Correct it in the program that wrote the file."),
        )  # fmt: skip
    left = np.ones(1 << len(names), dtype=np.bool_)
    for item in infeasible:
        left &= ~item.truth(len(names))
    return _Model(
        file, ids(names, "option"), names, tuple(_direction(entry, file) for entry in entries), owners,
        ids(called, "party"), infeasible, tuple(np.flatnonzero(left).tolist()),
    )  # fmt: skip


def _options(
    data: Mapping[str, Any], makers: Sequence[Mapping[str, Any]], called: Sequence[str], *, file: str
) -> tuple[list[Mapping[str, Any]], tuple[int, ...]]:
    """The options in their order, and which party owns each: listed once for all, or under each party."""
    held = [_listed(maker.get("options")) for maker in makers]
    if not data.get("options"):
        pairs = [(mapping(entry, file, "options"), i) for i, own in enumerate(held) for entry in own]
        if not pairs:
            raise unreadable(
                "X002", file, msg("there is no option in this file"), advice=msg("Name at least one option.")
            )  # fmt: skip
        return [entry for entry, _ in pairs], tuple(i for _, i in pairs)
    entries = [mapping(entry, file, "options") for entry in sequence(data["options"], file, "options")]
    owner: dict[int, int] = {}
    for i, own in enumerate(held):
        for item in own:
            at = _place(item, entries, file)
            if owner.setdefault(at, i) != i:
                raise unreadable(
                    "X004", file,
                    msg("option {name} belongs to {parties}: an option has one owner", name=_called(entries, at),
                        parties=[called[owner[at]], called[i]]),
                    advice=msg("Give each of them an option of its own."),
                )  # fmt: skip
    lost = next((at for at in range(len(entries)) if at not in owner), None)
    if lost is not None:
        raise unreadable(
            "X004", file, msg("option {name} belongs to nobody", name=_called(entries, lost)),
            advice=msg("Give it to a decision maker."),
        )  # fmt: skip
    return entries, tuple(owner[at] for at in range(len(entries)))


def _place(item: Any, entries: Sequence[Mapping[str, Any]], file: str) -> int:
    """The number of an option that a party names by number or by name."""
    if isinstance(item, int) and not isinstance(item, bool) and 0 <= item < len(entries):
        return item
    name = item.get("name") if isinstance(item, Mapping) else item
    found = [at for at, entry in enumerate(entries) if isinstance(name, str) and entry.get("name") == name]
    if len(found) == 1:
        return found[0]
    raise unreadable(
        "X004", file, msg("{found} is none of the options", found=as_written(item)[:60]),
        advice=msg("Number the options from 0 in the order of the list."),
    )  # fmt: skip


def _called(entries: Sequence[Mapping[str, Any]], at: int) -> str:
    """The name of an option, or its number where it has none."""
    return as_written(entries[at].get("name") or at)


def _direction(entry: Mapping[str, Any], file: str) -> str | None:
    value = entry.get("permittedDirection", entry.get("reversibility", "both"))
    if not isinstance(value, str) or value not in _DIRECTIONS:
        raise unreadable(
            "X005", file, msg("{found} is not a direction of an option", found=as_written(value)[:60]),
            advice=msg("Known here: {known}.", known=tuple(_DIRECTIONS)),
        )  # fmt: skip
    return _DIRECTIONS[value]


def _moves(model: _Model) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for name, title, direction, owner in zip(
        model.options, model.names, model.directions, model.owners, strict=True
    ):
        entry = {"party": model.parties[owner], "name": shown(title) or name}
        options[name] = entry if direction is None else {**entry, "one_way": direction}
    moves: dict[str, Any] = {"options": options}
    if model.infeasible:
        moves["impossible"] = [{"statement": item.statement(model.options)} for item in model.infeasible]
    return moves


def _preferences(
    model: _Model, maker: Mapping[str, Any], index: int, *, manual: bool, notes: list[Message]
) -> tuple[str, list[Any]]:
    """Under which key of the moves the party's preferences stand, and what they are."""
    party, where = model.parties[index], f"{model.file}: {model.parties[index]}"
    written = sequence(maker.get("preferences") or [], where, "preferences")
    ranking = next((maker[key] for key in _RANKINGS if maker.get(key)), None)
    if manual or not written:
        if ranking is None:
            raise unreadable(
                "X002", where, msg("{party} has neither preferences nor a ranking", party=party),
                advice=msg("State its preferences in the program that wrote the file."),
            )  # fmt: skip
        if written:
            notes.append(msg("{party} is ranked by hand; its statements were left out.", party=party))
        return "ranking", list(_ranking(model, ranking, where))
    texts = []
    for i, item in enumerate(written):
        read_as = condition(item, len(model.options), f"{where}/preferences/{i}")
        if read_as.empty:
            notes.append(
                msg("Statement {n} of {party} asks for nothing and was left out.", n=i + 1, party=party)
            )
        else:
            texts.append(read_as.statement(model.options))
    return "prefer", texts


def _ranking(model: _Model, ranking: Any, where: str) -> Iterator[Any]:
    """The ranking by codes, best first, ties as lists."""
    for group in sequence(ranking, where, "preferenceRanking"):
        codes = [_code(model, number, where) for number in (group if isinstance(group, list) else [group])]
        yield codes[0] if len(codes) == 1 else codes


def _code(model: _Model, number: Any, where: str) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= len(model.codes):
        raise unreadable(
            "X004", where, msg("{found} is not the number of a state", found=as_written(number)[:60]),
            advice=msg("The feasible states are numbered from 1 to {last}.", last=len(model.codes)),
        )  # fmt: skip
    return model.codes[number - 1]
