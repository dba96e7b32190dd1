"""From a table of actors to a brief: plain data, and its text with what was found where it is written otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pourparler.brief.document import scalar
from pourparler.exchange.actors.gaps import overall
from pourparler.exchange.actors.table import Actor, ActorTable, Dimension, Figure, Stand
from pourparler.exchange.decimals import long_text
from pourparler.exchange.naming import ids, shown
from pourparler.exchange.yaml_lines import comment, flow, with_comment
from pourparler.language import LANGUAGES, Lang, Message, in_sequence, msg, render


@dataclass(frozen=True)
class NamedTable:
    """A table of actors with the ids that its brief uses; ``format``: the name it was read by."""

    table: ActorTable
    format: str
    parties: tuple[str, ...]
    issues: tuple[str, ...]


def named(table: ActorTable, form: str) -> NamedTable:
    """Give every actor and every issue an id of its own."""
    return NamedTable(
        table,
        form,
        ids((actor.name for actor in table.actors), "actor"),
        ids((dimension.name for dimension in table.dimensions), "issue"),
    )


def percent(table: ActorTable, salience: Figure) -> str:
    """A salience as the brief holds it, 0 to 100, every digit kept."""
    return long_text(salience.value * (100 if table.salience == "share" else 1))


def influence_of(actor: Actor, issues: tuple[str, ...]) -> Mapping[str, str] | str | None:
    """An actor's influence as the brief holds it: one decimal, one per issue, or ``None`` where none is known."""
    one = overall(actor)
    if one is not None:
        return one.decimal
    pairs = zip(issues, actor.stands, strict=True)
    several = {issue: stand.influence.decimal for issue, stand in pairs if stand.influence is not None}
    return several or None


def data_of(known: NamedTable, lang: Lang) -> dict[str, Any]:
    """The brief as plain data, as YAML would give it: influence per party, a range per issue, stances."""
    table = known.table
    pairs = list(zip(known.parties, table.actors, strict=True))
    stances = {party: _stances(known, actor) for party, actor in pairs}
    return {
        "schema": "pourparler/brief/1",
        "title": shown(table.title) or known.format,
        "language": lang,
        "parties": {party: _party(party, actor, known.issues) for party, actor in pairs},
        "issues": {name: _issue(name, d) for name, d in zip(known.issues, table.dimensions, strict=True)},
        "stances": {party: held for party, held in stances.items() if held},
    }


def _party(party: str, actor: Actor, issues: tuple[str, ...]) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": shown(actor.title) or shown(actor.name) or party}
    match influence_of(actor, issues):
        case str() as one:
            entry["influence"] = scalar(one)
        case dict() as several:
            entry["influence"] = {issue: scalar(number) for issue, number in several.items()}
    return entry


def _issue(name: str, dimension: Dimension) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    called = shown(dimension.title) or shown(dimension.name)
    if called and called != name:
        entry["name"] = called
    assert dimension.scale is not None
    span = {"from": scalar(long_text(dimension.scale.low)), "to": scalar(long_text(dimension.scale.high))}
    if dimension.unit:
        span["unit"] = shown(dimension.unit)
    entry["range"] = span
    if dimension.reference is not None:
        entry["status_quo"] = scalar(dimension.reference.decimal)
    if told := issue_note(dimension):
        entry["note"] = {language: shown(render(told, language)) for language in LANGUAGES}
    return entry


def issue_note(dimension: Dimension) -> Message | None:
    """What a file says of an issue that no model reads: the outcome, what places on the scale mean."""
    parts = []
    if dimension.aside is not None:
        parts.append(msg("Status quo as found: {found}.", found=dimension.aside.decimal))
    if dimension.outcome is not None:
        parts.append(msg("Outcome as found: {found}.", found=dimension.outcome.decimal))
    if dimension.meanings:
        meant = "; ".join(f"{figure.decimal}: {text}" for figure, text in dimension.meanings)
        parts.append(msg("Meaning of the positions: {meanings}.", meanings=meant.rstrip(".")))
    if not parts:
        return None
    return in_sequence(parts)


def _stances(known: NamedTable, actor: Actor) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for issue, stand in zip(known.issues, actor.stands, strict=True):
        if stand.position is None:
            continue
        found[issue] = {"position": scalar(stand.position.decimal)}
        if stand.salience is not None:
            found[issue]["salience"] = scalar(percent(known.table, stand.salience))
    return found


def text_of(known: NamedTable, data: Mapping[str, Any], lang: Lang) -> str:
    """The brief's text: a head that says where it comes from, what was found behind what was rewritten."""
    lines = [f"# {comment(render(line, lang))}" for line in head(known)]
    lines += [f"{key}: {flow(data[key])}" for key in ("schema", "title", "language")]
    lines.append("parties:")
    lines += [f"  {name}: {flow(entry)}" for name, entry in data["parties"].items()]
    lines.append("issues:")
    lines += [f"  {name}: {flow(entry)}" for name, entry in data["issues"].items()]
    lines.append("stances:")
    for party, actor in zip(known.parties, known.table.actors, strict=True):
        if party not in data["stances"]:
            continue
        lines.append(f"  {party}:")
        for issue, stand in zip(known.issues, actor.stands, strict=True):
            if stand.position is not None:
                line = f"    {issue}: {flow(data['stances'][party][issue])}"
                lines += with_comment(line, comment(as_found(stand, known.table)))
    return "\n".join(lines) + "\n"


def as_found(stand: Stand, table: ActorTable) -> str:
    """The numbers as they were written, where the brief writes them otherwise.

    >>> from fractions import Fraction
    >>> stand = Stand(Figure(Fraction(4), "4"), Figure(Fraction(4, 5), "0,8"))
    >>> as_found(stand, ActorTable("t", (), (), "share"))
    '4, 0,8'
    """
    written = [f.text for f in (stand.position, stand.salience) if f is not None]
    brief = [f.decimal for f in (stand.position,) if f is not None]
    brief += [percent(table, f) for f in (stand.salience,) if f is not None]
    same = all(
        text == kept or _number(text) == Fraction(kept) for text, kept in zip(written, brief, strict=True)
    )
    return "" if same else ", ".join(written)


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except ValueError:
        return None


def head(known: NamedTable) -> Iterator[Message]:
    """What a reader of the brief should know of its making."""
    files = [shown(origin.file) for origin in known.table.origins]
    yield msg("Imported from {format}: {files}.", format=known.format, files=files)
    yield from known.table.notes
    yield msg(
        "imported.json keeps every number as found; `pourparler export` reads it while the numbers here are unchanged."
    )
