"""BibTeX in and out, by way of CSL-JSON. Reading needs the library bibtexparser (extra ``references``)."""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pourparler.brief.files import read_text
from pourparler.errors import MissingExtra
from pourparler.exchange.faults import place, unreadable
from pourparler.exchange.naming import ids
from pourparler.language import Message, msg

_TYPES = {
    "article": "article-journal", "book": "book", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "conference": "paper-conference", "proceedings": "book",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report",
    "report": "report", "unpublished": "manuscript", "online": "webpage", "manual": "report",
    "booklet": "pamphlet", "misc": "document",
}  # fmt: skip
_BACK = {
    "article-journal": "article", "article-newspaper": "article", "article-magazine": "article", "book": "book",
    "chapter": "incollection", "paper-conference": "inproceedings", "thesis": "phdthesis", "report": "techreport",
    "manuscript": "unpublished", "webpage": "online",
}  # fmt: skip
# BibTeX field -> variable of CSL-JSON; the first of several wins.
_FIELDS = {
    "title": "title", "journal": "container-title", "journaltitle": "container-title", "booktitle": "container-title",
    "publisher": "publisher", "school": "publisher", "institution": "publisher", "organization": "publisher",
    "howpublished": "medium", "volume": "volume", "number": "issue", "pages": "page", "doi": "DOI", "isbn": "ISBN",
    "issn": "ISSN", "url": "URL", "address": "publisher-place", "location": "publisher-place", "edition": "edition",
    "series": "collection-title", "note": "note", "abstract": "abstract", "keywords": "keyword", "language": "language",
    "langid": "language",
}  # fmt: skip
_OUT = {
    "title": "title", "publisher": "publisher", "volume": "volume", "issue": "number", "page": "pages", "DOI": "doi",
    "ISBN": "isbn", "ISSN": "issn", "URL": "url", "publisher-place": "address", "edition": "edition",
    "collection-title": "series", "note": "note", "abstract": "abstract", "keyword": "keywords",
    "language": "language", "medium": "howpublished",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ESCAPES = {c: "\\" + c for c in "&%$#_{}"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_VERBATIM = ("url", "doi")
MAX_ITEMS = 2_000


def read(path: Path) -> tuple[list[dict[str, Any]], tuple[Message, ...]]:
    """The entries of a file as items of CSL-JSON. Raises ``UnreadableInput`` with the line of a faulty entry.

    Raises ``MissingExtra`` without the library.
    """
    parse = _parser()
    text = read_text(path)
    try:
        library = parse(text)
    except Exception as error:  # the library raises whatever its parts do
        raise _broken(path, 0) from error
    if library.failed_blocks:
        raise _broken(path, (library.failed_blocks[0].start_line or 0) + 1)
    entries = library.entries
    # Text that no entry holds is a comment in BibTeX; one that looks like an entry is a slip.
    lost = next((c for c in library.comments if re.match(r"\s*@\w+\s*[{(]", c.comment or "")), None)
    if lost is not None or not entries or len(entries) > MAX_ITEMS:
        raise _broken(path, (lost.start_line or 0) + 1 if lost is not None else 0)
    ignored: set[str] = set()
    items = [_item(entry, ignored) for entry in entries]
    notes = (
        [msg("Fields that CSL has no name for were left out: {names}.", names=sorted(ignored))]
        if ignored
        else []
    )
    return items, tuple(notes)


def _parser() -> Any:
    try:
        from bibtexparser import middlewares
        from bibtexparser.entrypoint import parse_string
    except ImportError as error:
        raise MissingExtra(
            msg("BibTeX files need the package {name}", name="bibtexparser"),
            where="exchange",
            advice=msg(
                "Install it with: pip install 'pourparler[references]', or export the literature as CSL-JSON."
            ),
        ) from error
    # It logs what it also returns as failed blocks.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    steps = [middlewares.LatexDecodingMiddleware(), middlewares.NormalizeFieldKeys()]
    return lambda text: parse_string(text, append_middleware=steps)


def _broken(path: Path, line: int) -> Exception:
    return unreadable(
        "X001",
        place(path.name, line),
        msg("{name} holds no BibTeX that can be read", name=path.name),
        advice=msg(
            "Correct the entry; a brace that is not closed or a key that stands twice is the usual cause."
        ),
    )


def _item(entry: Any, ignored: set[str]) -> dict[str, Any]:
    item: dict[str, Any] = {"id": entry.key, "type": _TYPES.get(entry.entry_type.lower(), "document")}
    fields = {field.key.lower(): _flat(str(field.value)) for field in entry.fields}
    for key, text in fields.items():
        if key in _FIELDS:
            if text:
                item.setdefault(_FIELDS[key], text)
        elif key not in ("author", "editor", "year", "month", "day", "date", "urldate"):
            ignored.add(key)
    for key in ("author", "editor"):
        if fields.get(key):
            item[key] = [_person(name) for name in re.split(r"\s+and\s+", fields[key]) if name.strip()]
    if issued := _issued(fields):
        item["issued"] = issued
    if day := _parts(fields.get("urldate", "")):
        item["accessed"] = {"date-parts": [day]}
    if "page" in item:
        item["page"] = item["page"].replace("--", "-")
    return item


def _flat(text: str) -> str:
    """A field without the braces that protect capitals, on one line."""
    return " ".join(text.replace("{", "").replace("}", "").split())


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    if comma:
        return {"family": family.strip(), "given": given.strip()}
    words = name.split()
    return (
        {"family": words[-1], "given": " ".join(words[:-1])} if len(words) > 1 else {"literal": name.strip()}
    )


def _issued(fields: Mapping[str, str]) -> dict[str, Any] | None:
    if fields.get("date"):
        days = [_parts(side) for side in fields["date"].split("/")]
        return {"date-parts": days} if all(days) else {"raw": fields["date"]}
    year = fields.get("year", "")
    if not re.fullmatch(r"\d{4}", year):
        return {"raw": year} if year else None
    month = fields.get("month", "").strip(". ").lower()
    number = (
        int(month)
        if month.isdigit()
        else next((i for i, m in enumerate(_MONTHS, start=1) if month.startswith(m)), 0)
    )
    day = fields.get("day", "")
    parts = [int(year), *([number] if 1 <= number <= 12 else [])]
    return {"date-parts": [[*parts, int(day)] if len(parts) == 2 and day.isdigit() else parts]}


def _parts(text: str) -> list[int]:
    return [int(number) for number in text.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) else []


def write(items: list[dict[str, Any]]) -> str:
    """The text of a file with these items of CSL-JSON."""
    keys = ids((re.sub(r"[^A-Za-z0-9_.:-]", "-", str(item["id"])) for item in items), "source")
    return "\n".join("\n".join(_entry(key, item)) + "\n" for key, item in zip(keys, items, strict=True))


def _entry(key: str, item: Mapping[str, Any]) -> Iterator[str]:
    kind = _BACK.get(str(item.get("type", "")), "misc")
    yield f"@{kind}{{{key},"
    for name, value in _fields(kind, item):
        # URLs and DOIs are read letter for letter; braces in them would end the field.
        text = (
            re.sub(r"[{}\s]", "", value) if name in _VERBATIM else "".join(_ESCAPES.get(c, c) for c in value)
        )
        yield f"  {name} = {{{text}}},"
    yield "}"


def _fields(kind: str, item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("author", "editor"):
        if names := list(_names(item.get(key))):
            yield key, " and ".join(names)
    for variable, name in _OUT.items():
        if isinstance(item.get(variable), str | int):
            yield name, " ".join(str(item[variable]).split())
    if isinstance(item.get("container-title"), str):
        yield ("booktitle" if kind.startswith("in") else "journal"), " ".join(item["container-title"].split())
    for variable, name in (("issued", "date"), ("accessed", "urldate")):
        if text := _day(item.get(variable)):
            yield name, text
            if name == "date" and re.match(r"\d{4}", text):
                yield "year", text[:4]


def _names(people: Any) -> Iterable[str]:
    for person in people if isinstance(people, list) else ():
        if isinstance(person, Mapping):
            literal = str(person.get("literal") or "")
            given, family = str(person.get("given") or ""), str(person.get("family") or "")
            yield literal or (f"{family}, {given}" if given else family)


def _day(date: Any) -> str:
    if not isinstance(date, Mapping):
        return ""
    parts = date.get("date-parts")
    if not isinstance(parts, list) or not all(isinstance(side, list) and side for side in parts):
        return str(date.get("raw") or "")
    return "/".join(
        "-".join([str(side[0]).zfill(4), *(str(n).zfill(2) for n in side[1:3])]) for side in parts
    )
