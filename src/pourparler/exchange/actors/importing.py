"""Importing a table of actors: read it, check the brief that it gives, write both into an empty folder."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pourparler.brief.brief import MAIN
from pourparler.brief.document import read_yaml
from pourparler.brief.findings import Finding
from pourparler.brief.reading import brief_from_data
from pourparler.exchange.actors.brief_of import NamedTable, data_of, head, named, text_of
from pourparler.exchange.actors.gaps import gaps_told
from pourparler.exchange.actors.record import record_text
from pourparler.exchange.actors.table import ActorTable, Given
from pourparler.exchange.faults import unreadable
from pourparler.exchange.files import require_empty, write_files
from pourparler.exchange.importing import require_small, require_usable
from pourparler.exchange.record import FILE
from pourparler.exchange.registry import actor_format
from pourparler.language import Lang, Message, msg
from pourparler.model.check import check


@dataclass(frozen=True)
class ImportedActors:
    """What an import gave: the table with its ids, the files written, what a reader should know."""

    known: NamedTable
    files: tuple[str, ...]
    notes: tuple[Message, ...]


def import_actors(form: str, given: Given, folder: Path, *, lang: Lang = "en") -> ImportedActors:
    """Read a table of actors in the format ``form`` and write its brief into ``folder``, empty or absent.

    The brief passes `check`. Raises ``UnreadableInput`` for a faulty file and ``UsageError`` for a wrong call;
    nothing is written then.
    """
    reader = actor_format(form)
    require_empty(folder)
    table = reader.read(given)
    _require_names(table)
    table = replace(table, notes=(*table.notes, *gaps_told(table)))
    known, text = _checked(named(table, form), lang)
    files = {MAIN: text, FILE: record_text(known)}
    require_small(files)
    return ImportedActors(known, write_files(folder, files), tuple(head(known)))


def _checked(known: NamedTable, lang: Lang) -> tuple[NamedTable, str]:
    """The table and the brief's text, read back and checked before anything is written.

    A status quo makes a brief one for bargaining too, which asks for more than a forecast does (a status quo of
    every issue): where that fails, it is kept aside.
    """
    text, wrong = _text(known, lang)
    if wrong is not None and any(dimension.reference for dimension in known.table.dimensions):
        known = _aside(known, wrong)
        text, wrong = _text(known, lang)
    if wrong is not None:
        raise unreadable(
            "X003",
            known.table.origins[0].file,
            msg("the table makes no valid brief ({key}: {reason})", key=wrong.key, reason=wrong.message),
            advice=wrong.advice,
        )
    return known, text


def _text(known: NamedTable, lang: Lang) -> tuple[str, Finding | None]:
    """The brief's text and the first error in it."""
    text = text_of(known, data_of(known, lang), lang)
    require_small({MAIN: text})
    brief = brief_from_data(read_yaml(text, MAIN).data)
    return text, next((finding for finding in check(brief) if finding.level == "error"), None)


def _aside(known: NamedTable, wrong: Finding) -> NamedTable:
    """The table with every status quo kept aside, and why."""
    table = known.table
    dimensions = tuple(replace(d, aside=d.reference, reference=None) for d in table.dimensions)
    note = msg("The status quo was recorded and left out of the brief ({reason}).", reason=wrong.message)
    return replace(known, table=replace(table, dimensions=dimensions, notes=(*table.notes, note)))


def _require_names(table: ActorTable) -> None:
    where = table.origins[0].file
    if not table.actors or not table.dimensions:
        raise unreadable(
            "X002",
            where,
            msg("nobody has a position in this table"),
            advice=msg("Write one row per actor, with a number under position."),
        )
    require_usable(_names(table), where)


def _names(table: ActorTable) -> Iterator[str]:
    yield table.title
    for actor in table.actors:
        yield from (actor.name, actor.title)
    for dimension in table.dimensions:
        yield from (dimension.name, dimension.title)
