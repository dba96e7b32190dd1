"""Reading a brief: the folder, its tables, a scenario, an as-of date; all faults at once."""

from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Any

from pourparler.brief.brief import MAIN, Brief
from pourparler.brief.canonical import digest
from pourparler.brief.document import Document, Path, read_yaml
from pourparler.brief.faults import validate
from pourparler.brief.files import inside, read_text
from pourparler.brief.findings import Finding, Place
from pourparler.brief.judgement_table import JUDGEMENTS, read_judgements
from pourparler.brief.judgements import Judgement
from pourparler.brief.packing import unpacked
from pourparler.brief.tables import STANCES, merge_stances
from pourparler.errors import UnreadableInput, UsageError
from pourparler.language import msg

_FORMS = (
    frozenset(("value",)),
    frozenset(("low", "mode", "high")),
    frozenset(("quantiles",)),
    frozenset(("days",)),
)


def read_brief(path: str | FilePath, *, scenario: str = "", as_of: str = "") -> Brief:
    """Read a brief from its folder (or its ``brief.yaml``, or a packed ``.zip``).

    ``scenario``: name of an overlay in ``scenarios/``; ``as_of``: EDTF date that replaces the brief's own.
    Faults of the format do not raise: they are kept in ``brief.faults`` and told by :func:`check`.
    Raises ``UnreadableInput`` where there is no brief, or it is not YAML text of at most 2 MB.
    """
    folder = _folder(FilePath(path))
    main = read_yaml(read_text(inside(folder, MAIN), name=MAIN), MAIN)
    places: dict[Path, Place] = dict(main.places)
    faults: list[Finding] = list(main.faults)
    data: Any = main.data
    if isinstance(data, dict):
        if scenario:
            data = _overlay(folder, scenario, (data, places, faults))
        if as_of:
            data = {**data, "as_of": as_of}
        table = inside(folder, STANCES)
        if table.exists():
            merge_stances(data, read_text(table, name=STANCES), places=places, faults=faults)
    content, found, removed = validate(data, places, MAIN)
    judged = inside(folder, JUDGEMENTS)
    judgements = read_judgements(read_text(judged, name=JUDGEMENTS), faults) if judged.exists() else ()
    return Brief(
        content=content,
        data=data if isinstance(data, dict) else {},
        digest=_digest(data, judgements),
        folder=folder,
        packed=FilePath(path).suffix == ".zip",
        scenario=scenario,
        places=places,
        faults=(*faults, *found),
        removed=removed,
        judgements=judgements,
    )


def brief_from_data(data: dict[str, Any]) -> Brief:
    """A brief from plain data (as YAML would give it), without a folder: for tests and programs."""
    content, found, removed = validate(data, {}, MAIN)
    return Brief(content=content, data=data, digest=digest(data), faults=tuple(found), removed=removed)


def _digest(data: Any, judgements: Sequence[Judgement]) -> str:
    """The digest of a brief; judgements are a part of it where there are any, in whatever order their rows stand."""
    if not judgements or not isinstance(data, dict):
        return digest(data)
    rows = sorted(judgements, key=lambda answer: (answer.key, answer.expert, answer.round))
    told = [
        {name: x for name, x in {**row.as_data(), "key": row.key}.items() if name != "where"} for row in rows
    ]
    return digest({**data, JUDGEMENTS: told})


def _folder(path: FilePath) -> FilePath:
    if path.suffix == ".zip" and path.is_file():
        return unpacked(path)
    if path.name == MAIN and path.is_file():
        return path.parent
    if not path.is_dir():
        raise UnreadableInput(
            msg("there is no brief at {path}", path=str(path)),
            where=str(path),
            advice=msg("Give the folder that holds brief.yaml; `pourparler new DIR` makes one."),
        )
    if not (path / MAIN).exists() and not (path / MAIN).is_symlink():
        raise UnreadableInput(
            msg("there is no brief.yaml in {path}", path=str(path)),
            where=str(path),
            advice=msg("Give the folder that holds brief.yaml; `pourparler new DIR` makes one."),
        )
    return path


def scenarios(folder: FilePath) -> tuple[str, ...]:
    """The names of the scenarios in a brief's folder."""
    place = folder / "scenarios"
    return tuple(sorted(file.stem for file in place.glob("*.yaml"))) if place.is_dir() else ()


def _overlay(
    folder: FilePath, name: str, base: tuple[dict[str, Any], dict[Path, Place], list[Finding]]
) -> dict[str, Any]:
    data, places, faults = base
    known = scenarios(folder)
    if name not in known:
        raise UsageError(
            msg("there is no scenario {name}", name=name),
            where="scenarios",
            advice=msg("Known here: {known}.", known=known) if known else msg("This brief has no scenarios."),
        )
    file = f"scenarios/{name}.yaml"
    document = read_yaml(read_text(inside(folder, file), name=file), file)
    faults.extend(document.faults)
    if not isinstance(document.data, dict):
        message = msg("a scenario is a mapping of keys to values")
        faults.append(
            Finding("E002", Place(file), "", message, msg("Write only what differs from brief.yaml."))
        )
        return data
    merged = _merge(data, document.data, (), (document, places))
    return merged if isinstance(merged, dict) else data


def _merge(base: Any, over: Any, path: Path, target: tuple[Document, dict[Path, Place]]) -> Any:
    document, places = target
    if not isinstance(base, dict) or not isinstance(over, dict):
        for known in [known for known in places if known[: len(path)] == path and len(known) > len(path)]:
            del places[known]
        places.update({at: place for at, place in document.places.items() if at[: len(path)] == path})
        return over
    result = dict(base)
    forms = [form for form in _FORMS if form & over.keys()]
    if forms and not any(form & base.keys() for form in forms):
        # A quantity in another form replaces the old one: its range does not survive beside a value.
        result = {key: value for key, value in base.items() if not any(key in form for form in _FORMS)}
        places[path] = document.places[path]
    for key, value in over.items():
        if value is None:
            result.pop(key, None)
        elif key in result:
            result[key] = _merge(result[key], value, (*path, key), target)
        else:
            result[key] = _merge(None, value, (*path, key), target)
    return result
