"""Importing a conflict: read it, check the brief that it gives, write both into an empty folder."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pourparler.brief.brief import MAIN, Brief
from pourparler.brief.document import read_yaml
from pourparler.brief.reading import brief_from_data
from pourparler.errors import ModelError
from pourparler.exchange.conflicts.draft import Draft, data_of, text_of
from pourparler.exchange.faults import unreadable
from pourparler.exchange.files import require_empty, write_files
from pourparler.exchange.importing import require_small, require_usable
from pourparler.exchange.record import FILE
from pourparler.exchange.registry import conflict_format
from pourparler.language import Lang, Message, msg, render
from pourparler.model.check import check
from pourparler.model.conflict import Conflict

RECORD = "pourparler/imported-conflict/1"


@dataclass(frozen=True)
class ImportedConflict:
    """What an import gave: the conflict, the files written, what a reader should know."""

    conflict: Conflict
    files: tuple[str, ...]
    notes: tuple[Message, ...]


def import_conflict(form: str, path: Path, folder: Path, *, lang: Lang = "en") -> ImportedConflict:
    """Read a conflict in the format ``form`` and write its brief into ``folder``, which must be empty or absent.

    The brief passes `check` and makes a conflict. Raises ``UnreadableInput`` for a faulty file and ``UsageError``
    for a wrong call; nothing is written then.
    """
    known = conflict_format(form)
    require_empty(folder)
    draft = known.read(path)
    require_usable(_names(draft), draft.origin.file)
    head = (msg("Imported from {format}: {files}.", format=form, files=[draft.origin.file]), *draft.notes)
    text = text_of(data_of(draft, lang), tuple(render(line, lang) for line in head))
    require_small({MAIN: text})
    brief = brief_from_data(read_yaml(text, MAIN).data)
    conflict = _checked(brief, draft.origin.file)
    files = {MAIN: text, FILE: _record(draft, form)}
    require_small(files)
    return ImportedConflict(conflict, write_files(folder, files), head)


def _checked(brief: Brief, file: str) -> Conflict:
    """The conflict of the brief, which must be without errors."""
    wrong = next((finding for finding in check(brief) if finding.level == "error"), None)
    if wrong is not None:
        raise _invalid(file, wrong.key, wrong.message, wrong.advice)
    try:
        return Conflict.from_brief(brief)
    except ModelError as error:
        raise _invalid(file, error.where, error.found, error.advice) from error


def _invalid(file: str, key: str, reason: Any, advice: Any) -> Exception:
    return unreadable(
        "X004", file, msg("the file makes no valid brief ({key}: {reason})", key=key, reason=reason), advice=advice
    )  # fmt: skip


def _names(draft: Draft) -> Iterator[str]:
    """Every id and every name: YAML and UTF-8 must hold them."""
    stack: list[Any] = [draft.title, draft.parties, draft.issues, draft.moves.get("options", {})]
    stack += [draft.moves.get(key, ()) for key in ("states", "state_names")]
    while stack:
        match stack.pop():
            case Mapping() as item:
                stack += [*item, *item.values()]
            case list() | tuple() as item:
                stack += item
            case str() as item:
                yield item


def _record(draft: Draft, form: str) -> str:
    origin = draft.origin
    data = {
        "schema": RECORD,
        "format": form,
        "files": [{"file": origin.file, "role": origin.role, "sha256": origin.sha256}],
        "found": dict(draft.found),
        "notes": [str(note) for note in draft.notes],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
