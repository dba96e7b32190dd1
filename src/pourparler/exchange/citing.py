"""Literature in and out: items of CSL-JSON become sources of a brief, and sources become items again.

What a source has a field for goes there; everything else an item says is kept under the source's ``csl``.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pourparler.brief.brief import MAIN, Brief
from pourparler.brief.document import Document, read_yaml
from pourparler.brief.edtf import Interval, parse
from pourparler.brief.files import inside, read_text, save
from pourparler.brief.reading import brief_from_data
from pourparler.brief.sources import Source
from pourparler.brief.writing import added, block, save_text
from pourparler.errors import UnreadableInput
from pourparler.exchange.faults import unreadable
from pourparler.exchange.files import require_free
from pourparler.exchange.naming import ids, shown
from pourparler.exchange.registry import reference_format
from pourparler.exchange.structure import plain
from pourparler.language import Lang, Message, msg, pick

_KEY = re.compile(r"[A-Za-z][\w-]*")
_OUTLETS = ("container-title", "publisher")
# Fields that a source has itself.
_OWN = frozenset(("id", "title", "language"))


@dataclass(frozen=True)
class Added:
    """The ids of the sources that were added, and what a reader should know."""

    added: tuple[str, ...]
    notes: tuple[Message, ...]


def add_references(form: str, file: Path, brief: Brief) -> Added:
    """Add the items of a file to the sources of ``brief``; every other byte of its ``brief.yaml`` stays.

    An item whose title and date a source has already is left out, with a note. Raises ``UnreadableInput`` for a
    faulty file, and writes nothing then.
    """
    folder = brief.writable_folder()
    items, notes = reference_format(form).read(file)
    told = list(notes)
    main = inside(folder, MAIN)
    before = read_yaml(read_text(main, name=MAIN), MAIN)
    entries: dict[str, dict[str, Any]] = {}
    known = {_mark(_entry_of(source)) for source in brief.sources.values()}
    taken = [*brief.sources]
    for number, item in enumerate(items, start=1):
        entry = _entry(item, f"{file.name}: {number}")
        if _mark(entry) in known:
            told.append(msg("{title:quote} is recorded already and was left out.", title=entry["title"]))
            continue
        name = ids([*taken, _id_of(item)], "source")[-1]
        if item.get("id") not in (None, "", name):
            entry.setdefault("csl", {})["id"] = item["id"]  # what others cite it by
        _require_valid(name, entry, f"{file.name}: {number}")
        entries[name] = entry
        known.add(_mark(entry))
        taken.append(name)
    if entries:
        save_text(main, before, _with_sources(before, entries))
    return Added(tuple(entries), tuple(told))


def _with_sources(document: Document, entries: Mapping[str, Mapping[str, Any]]) -> str:
    """The text with all entries: the first is spliced in, the others follow it where the section is in block style."""
    (name, first), *others = ((key, _quoted(dict(entry))) for key, entry in entries.items())
    text = added(document, "sources", name=name, item=first)
    found = re.search(rf"(?m)^([ \t]+){re.escape(name)}:\r?\n", text)
    newline = "\r\n" if "\r\n" in text else "\n"
    own = block(name, first, found[1]).replace("\n", newline) if found else ""
    if found and text.startswith(own, found.start()):
        at = found.start() + len(own)
        more = "".join(block(key, entry, found[1]) for key, entry in others).replace("\n", newline)
        return text[:at] + more + text[at:]
    for key, entry in others:
        text = added(read_yaml(text, MAIN), "sources", name=key, item=entry)
    return text


def export_references(form: str, brief: Brief, file: Path) -> tuple[str, ...]:
    """Write the sources of ``brief`` into a new file; return their ids."""
    require_free(file)
    items = [item_of(name, source, brief.language) for name, source in brief.sources.items()]
    save(file, reference_format(form).write(items))
    return tuple(brief.sources)


def _id_of(item: Mapping[str, Any]) -> str:
    """The item's own key, where it is one; an address or a number of a database is none."""
    key = str(item.get("citation-key") or item.get("id") or "")
    key = key if "://" in key else re.sub(r"^\W+", "", key)
    if key and "://" not in key and not key.isdigit():
        return key
    authors = item.get("author")
    first = authors[0] if isinstance(authors, list) and authors and isinstance(authors[0], Mapping) else {}
    name = str(first.get("family") or first.get("literal") or item.get("title") or "source")
    year = (_date(item.get("issued")) or "")[:4]
    return f"{'-'.join(name.split()[:4])}-{year}" if year.isdigit() else "-".join(name.split()[:4])


def _entry(item: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The source that an item becomes. Raises ``UnreadableInput`` for one without a title."""
    title = _text(item.get("title"))
    if not title:
        raise unreadable(
            "X002", where, msg("an item has no title"), advice=msg("Add one in the reference manager.")
        )
    entry: dict[str, Any] = {"title": title}
    used = set(_OWN)
    if authors := _people(item.get("author")):
        entry["author"] = authors
    for key in _OUTLETS:
        if "outlet" not in entry and (outlet := _text(item.get(key))):
            entry["outlet"] = outlet
    for key, field in (("issued", "published"), ("accessed", "retrieved")):
        if day := _date(item.get(key)):
            entry[field] = day
            # An interval loses how its ends were written: its own form is kept too.
            used |= {key} if _dated(day) == item.get(key) and "/" not in day else set()
    if url := _text(item.get("URL")):
        entry["url"] = url
        used.add("URL")
    spoken = _text(item.get("language"))[:2].lower()
    if spoken in ("fr", "en"):
        entry["language"] = spoken
    rest = {key: value for key, value in item.items() if key not in used and value not in (None, "", [], {})}
    if spoken and entry.get("language") != item.get("language"):
        rest["language"] = item["language"]
    return entry | ({"csl": rest} if rest else {})


def _text(value: Any) -> str:
    return shown(str(value)) if isinstance(value, str | int | float) else ""


def _people(value: Any) -> str:
    """Names of people as one text: given name first, parted by semicolons."""
    if not isinstance(value, list):
        return ""
    names = []
    for person in value:
        if isinstance(person, Mapping):
            parts = [
                _text(person.get(key))
                for key in ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
            ]
            names.append(_text(person.get("literal")) or " ".join(part for part in parts if part))
    return "; ".join(name for name in names if name)


def _date(value: Any) -> str:
    """A CSL date as EDTF, or an empty text where it is none that can be read."""
    if not isinstance(value, Mapping):
        return ""
    parts = value.get("date-parts")
    texts = [_part(part) for part in parts] if isinstance(parts, list) else []
    if not texts:
        texts = [_text(value.get("raw")) or _text(value.get("literal"))]
    text = "/".join(texts[:2])
    try:
        parse(text)
    except ValueError:
        return ""
    return text


def _part(part: Any) -> str:
    numbers = [str(number) for number in part] if isinstance(part, list) else []
    if not numbers or not all(number.isdigit() for number in numbers):
        return ""
    return "-".join([numbers[0].zfill(4), *(number.zfill(2) for number in numbers[1:3])])


def _dated(text: str) -> dict[str, Any]:
    """An EDTF date as CSL: date parts where the text has them, else the text itself."""
    parts = [
        [int(number) for number in side.split("-")]
        for side in text.split("/")
        if re.fullmatch(r"[\d-]+", side)
    ]
    return {"date-parts": parts} if len(parts) == len(text.split("/")) else {"raw": text}


def item_of(name: str, source: Source, lang: Lang) -> dict[str, Any]:
    """The item of CSL-JSON that a source becomes; ``csl`` gives what the source has no field for, its own id too.

    >>> item_of("note", Source(title="A note", url="https://example.org"), "en")["URL"]
    'https://example.org'
    """
    kept = dict(source.csl or {})
    item: dict[str, Any] = {
        "id": kept.pop("id", name),
        "type": kept.pop("type", "document"),
        "title": pick(source.title, lang, name),
    }
    people = pick(source.author, lang)
    if people and _people(kept.get("author")) != people:
        kept["author"] = [{"literal": person} for person in people.split("; ")]
    if source.outlet and all(kept.get(key) != source.outlet for key in _OUTLETS):
        kept["container-title"] = source.outlet
    for field, key in (("published", "issued"), ("retrieved", "accessed")):
        day = getattr(source, field)
        known = _date(kept.get(key))
        if day is not None and (not known or parse(known) != day):
            kept[key] = _dated(edtf(day))
    if source.url:
        kept["URL"] = source.url
    if source.language and str(kept.get("language", ""))[:2].lower() != source.language:
        kept["language"] = source.language
    return plain(item | dict(sorted(kept.items())))  # type: ignore[no-any-return]


def edtf(day: Interval) -> str:
    """A date or interval as EDTF text, as short as it can be.

    >>> edtf(parse("2024-11")), edtf(parse("../2025-01-19"))
    ('2024-11', '../2025-01-19')
    """
    first, last = day.first, day.last
    if first is not None and last is not None:
        for text in (f"{first.year:04}", f"{first.year:04}-{first.month:02}", first.isoformat()):
            whole = parse(text)
            if (whole.first, whole.last) == (first, last):
                return text + ("~" if day.approximate else "")
    return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"


def _entry_of(source: Source) -> dict[str, Any]:
    published = edtf(source.published) if source.published is not None else ""
    return {"title": pick(source.title, "en"), "published": published, "url": source.url or ""}


def _mark(entry: Mapping[str, Any]) -> tuple[str, str, str]:
    """By what two records of one document are known to be the same."""
    published = str(entry.get("published") or "")
    day = edtf(parse(published)) if published else ""
    return str(entry.get("title", "")).casefold(), day, str(entry.get("url") or "")


def _require_valid(name: str, entry: Mapping[str, Any], where: str) -> None:
    known = brief_from_data({"sources": {name: dict(entry)}})
    if known.faults:
        fault = known.faults[0]
        raise UnreadableInput(fault.message, where=where, rule="X002", advice=fault.advice)


def _quoted(value: Any) -> Any:
    """The data with keys that YAML reads as they are."""
    if isinstance(value, dict):
        return {key if _KEY.fullmatch(key) else json.dumps(key): _quoted(item) for key, item in value.items()}
    return [_quoted(item) for item in value] if isinstance(value, list) else value
