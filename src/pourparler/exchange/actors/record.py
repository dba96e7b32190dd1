"""`imported.json` of a table of actors: every number as found, and whether the brief still holds them."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pourparler.brief.brief import Brief
from pourparler.brief.reading import brief_from_data
from pourparler.exchange.actors.brief_of import NamedTable, data_of
from pourparler.exchange.actors.table import Actor, ActorTable, Dimension, Figure, Scale, Stand
from pourparler.exchange.decimals import fraction, long_text
from pourparler.exchange.files import read_json
from pourparler.exchange.record import FILE, damaged, plain_file
from pourparler.exchange.scenario import Origin

SCHEMA = "pourparler/imported-actors/1"
_SOURCES = ("option", "file", "format", "positions")


def record_text(known: NamedTable) -> str:
    """The record of an import, as JSON, one line per actor."""
    table = known.table
    data = {
        "schema": SCHEMA,
        "format": known.format,
        "title": table.title,
        "salience": table.salience,
        "files": [{"file": o.file, "role": o.role, "sha256": o.sha256} for o in table.origins],
        "issues": [_dimension(name, d) for name, d in zip(known.issues, table.dimensions, strict=True)],
        "extra": dict(table.extra),
        "notes": [str(note) for note in table.notes],
    }
    top = json.dumps(data, ensure_ascii=False, indent=1)
    actors = ",\n  ".join(
        json.dumps(_actor(party, actor), ensure_ascii=False)
        for party, actor in zip(known.parties, table.actors, strict=True)
    )
    return f'{top[:-2]},\n "actors": [\n  {actors}\n ]\n}}\n'


def _figure(figure: Figure | None) -> Any:
    """Nothing, the decimal, or the text as found beside the decimal where they differ."""
    if figure is None:
        return None
    return figure.decimal if figure.text in ("", figure.decimal) else [figure.text, figure.decimal]


def _dimension(name: str, dimension: Dimension) -> dict[str, Any]:
    scale = dimension.scale
    assert scale is not None
    return {
        "id": name,
        "name": dimension.name,
        "title": dimension.title,
        "scale": {"from": long_text(scale.low), "to": long_text(scale.high), "source": scale.source},
        "unit": dimension.unit,
        "status_quo": _figure(dimension.reference),
        "aside": _figure(dimension.aside),
        "outcome": _figure(dimension.outcome),
        "meanings": [[_figure(figure), text] for figure, text in dimension.meanings],
    }


def _actor(party: str, actor: Actor) -> dict[str, Any]:
    stands = [[_figure(s.position), _figure(s.salience), _figure(s.influence)] for s in actor.stands]
    return {"id": party, "name": actor.name, "title": actor.title, "stands": stands}


def recorded(brief: Brief) -> NamedTable | None:
    """The table beside a brief; ``None`` where there is none, or where the brief was changed since.

    Raises ``UnreadableInput`` for a record that is damaged.
    """
    path = brief.folder / FILE if brief.folder is not None else None
    if path is None or not path.is_file():
        return None
    data = read_json(path)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        return None
    try:
        known = _named(data)
        return known if _unchanged(brief, known) else None
    except (KeyError, TypeError, AttributeError, ValueError, IndexError, AssertionError) as error:
        raise damaged() from error


def _unchanged(brief: Brief, known: NamedTable) -> bool:
    """Whether the brief still says what the record's own brief says, titles and notes of people apart."""
    own = brief_from_data(data_of(known, brief.language))
    kept = ("parties", "issues", "stances", "preferences", "rules")
    return not own.faults and all(
        getattr(brief.content, key) == getattr(own.content, key) for key in kept
    ) and list(brief.parties) == list(own.parties) and list(brief.issues) == list(own.issues)  # fmt: skip


def _named(data: Mapping[str, Any]) -> NamedTable:
    dimensions = tuple(_read_dimension(issue) for issue in data["issues"])
    actors = tuple(_read_actor(actor, len(dimensions)) for actor in data["actors"])
    if data["salience"] not in ("share", "percent"):
        raise damaged()
    table = ActorTable(
        str(data["title"]),
        dimensions,
        actors,
        data["salience"],
        tuple(Origin(plain_file(o["file"]), o["role"], o["sha256"]) for o in data["files"]),
        (),
        dict(data["extra"]),
    )
    parties = tuple(str(actor["id"]) for actor in data["actors"])
    return NamedTable(
        table, str(data["format"]), parties, tuple(str(issue["id"]) for issue in data["issues"])
    )


def _read_dimension(issue: Mapping[str, Any]) -> Dimension:
    ends, source = issue["scale"], issue["scale"]["source"]
    if source not in _SOURCES:
        raise damaged()
    return Dimension(
        str(issue["name"]),
        str(issue["title"]),
        Scale(Fraction(ends["from"]), Fraction(ends["to"]), source),
        str(issue["unit"]),
        _read_figure(issue["status_quo"]),
        _read_figure(issue["outcome"]),
        tuple((_some(_read_figure(pair[0])), str(pair[1])) for pair in issue["meanings"]),
        _read_figure(issue["aside"]),
    )


def _read_actor(actor: Mapping[str, Any], issues: int) -> Actor:
    stands = tuple(Stand(*(_read_figure(figure) for figure in stand)) for stand in actor["stands"])
    if len(stands) != issues:
        raise damaged()
    return Actor(str(actor["name"]), str(actor["title"]), stands)


def _read_figure(written: Any) -> Figure | None:
    if written is None:
        return None
    text, decimal = written if isinstance(written, list) else (written, written)
    return Figure(fraction(decimal, FILE, "number"), str(text))


def _some(figure: Figure | None) -> Figure:
    if figure is None:
        raise damaged()
    return figure
