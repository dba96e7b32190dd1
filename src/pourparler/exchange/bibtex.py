"""BibTeX in and out, by way of CSL-JSON. Reading needs the library bibtexparser (extra ``references``)."""

import logging
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from pourparler.brief.files import read_text
from pourparler.errors import MissingExtra, UnreadableInput
from pourparler.exchange import bibtex_names
from pourparler.exchange.faults import place, unreadable
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
# Read and written letter for letter: % begins no comment there, ~ is no space.
_VERBATIM = frozenset(("url", "doi", "date", "urldate", "year", "eprint", "isbn", "issn"))
_PEOPLE = ("author", "editor")
_DATES = frozenset(("year", "month", "day", "date", "urldate"))
_URL = re.compile(r"\\(?:url|path)\s*\{([^{}]*)\}")
_CARET = re.compile(r"\\textasciicircum(\{\}|\s|(?=\W)|$)")
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
    try:
        items = [_item(path, entry, ignored) for entry in entries]
    except UnreadableInput:
        raise
    except Exception as error:  # the same library takes names and LaTeX apart
        raise _broken(path, 0) from error
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
    return lambda text: parse_string(text, append_middleware=[middlewares.NormalizeFieldKeys()])


def _broken(path: Path, line: int) -> Exception:
    return unreadable(
        "X001",
        place(path.name, line),
        msg("{name} holds no BibTeX that can be read", name=path.name),
        advice=msg(
            "Correct the entry; a brace that is not closed or a key that stands twice is the usual cause."
        ),
    )


def _item(path: Path, entry: Any, ignored: set[str]) -> dict[str, Any]:
    item: dict[str, Any] = {"id": entry.key, "type": _TYPES.get(entry.entry_type.lower(), "document")}
    _require_whole(path, entry)
    fields = {field.key.lower(): str(field.value) for field in entry.fields}
    for key, written in fields.items():
        if key in _FIELDS:
            if text := _flat(written) if key in _VERBATIM else _decoded(written):
                item.setdefault(_FIELDS[key], text)
        elif key not in _DATES and key not in _PEOPLE:
            ignored.add(key)
    for key in _PEOPLE:
        if persons := bibtex_names.people(_decoded(fields.get(key, ""), braces="kept")):
            item[key] = persons
    if issued := _issued({key: _flat(fields[key]) for key in _DATES & fields.keys()}, ignored):
        item["issued"] = issued
    if day := _parts(_flat(fields.get("urldate", ""))):
        item["accessed"] = {"date-parts": [day]}
    if "page" in item:
        item["page"] = item["page"].replace("--", "-").replace("–", "-")
    return item


def _require_whole(path: Path, entry: Any) -> None:
    """Refuse a field of several strings joined by #: the library leaves it as it is written."""
    enclosed = entry.parser_metadata.get("removed_enclosing", {})
    for field in entry.fields:
        if enclosed.get(field.key) == "no-enclosing" and "#" in str(field.value):
            raise unreadable(
                "X005",
                place(path.name, (field.start_line or entry.start_line or 0) + 1),
                msg("the field {name} of {entry} joins strings with #", name=field.key, entry=entry.key),
                advice=msg("Write it out as one string."),
            )


def _flat(text: str) -> str:
    """A field without the braces that protect capitals, on one line."""
    return " ".join(text.replace("{", "").replace("}", "").split())


def _decoded(text: str, *, braces: Literal["dropped", "kept"] = "dropped") -> str:
    """The text that LaTeX prints, on one line; formulas stay as they are written.

    Braces around more than one letter are ``kept`` where they say what is one name.
    """
    from pylatexenc.latex2text import LatexNodes2Text

    plain = _CARET.sub("^", _URL.sub(lambda found: _escaped(found[1]), text))
    printed = LatexNodes2Text(math_mode="verbatim", keep_braced_groups=braces == "kept").latex_to_text(plain)
    return " ".join(printed.split())


def _issued(fields: Mapping[str, str], ignored: set[str]) -> dict[str, Any] | None:
    if fields.get("date"):
        days = [_parts(side) for side in fields["date"].split("/")]
        return {"date-parts": days} if all(days) else {"raw": fields["date"]}
    year = fields.get("year", "")
    if not re.fullmatch(r"\d{4}", year):
        return {"raw": year} if year else None
    months = [_month(part) for part in re.split(r"[-–/]+", fields.get("month", "")) if part.strip()]
    if not all(months) or len(months) > 2:
        ignored.add("month")
        months = []
    day = fields.get("day", "")
    if len(months) == 1 and day.isdigit():
        return {"date-parts": [[int(year), months[0], int(day)]]}
    return {"date-parts": [[int(year), month] for month in months] or [[int(year)]]}


def _month(text: str) -> int:
    """The number of a month by number or name; 0 for anything else."""
    word = text.strip(". ").lower()
    if word.isdigit():
        return int(word) if 1 <= int(word) <= 12 else 0
    return next((i for i, name in enumerate(_MONTHS, start=1) if word.startswith(name)), 0)


def _parts(text: str) -> list[int]:
    return [int(number) for number in text.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) else []


def write(items: list[dict[str, Any]]) -> str:
    """The text of a file with these items of CSL-JSON."""
    taken: set[str] = set()
    return "\n".join("\n".join(_entry(_free_key(item, taken), item)) + "\n" for item in items)


def _free_key(item: Mapping[str, Any], taken: set[str]) -> str:
    """The key that the literature is cited by: its own where it has one, in letters that BibTeX takes."""
    told = str(item.get("citation-key") or item["id"])
    told = told.rpartition("/")[2] if "://" in told else told
    plain = unicodedata.normalize("NFKD", told).encode("ascii", "ignore").decode()
    base = re.sub(r"[^A-Za-z0-9_.:+/-]+", "-", plain).strip("-") or "source"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    taken.add(key)
    return key


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(letter, letter) for letter in text)


def _entry(key: str, item: Mapping[str, Any]) -> Iterator[str]:
    kind = _BACK.get(str(item.get("type", "")), "misc")
    yield f"@{kind}{{{key},"
    for name in _PEOPLE:
        if persons := bibtex_names.written(item.get(name), _escaped):
            yield f"  {name} = {{{persons}}},"
    for name, value in _fields(kind, item):
        # Braces would end a field that is read letter for letter.
        text = re.sub(r"[{}]", "", value) if name in _VERBATIM else _escaped(value)
        yield f"  {name} = {{{text}}},"
    yield "}"


def _fields(kind: str, item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
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


def _day(date: Any) -> str:
    if not isinstance(date, Mapping):
        return ""
    parts = date.get("date-parts")
    sides = [_side(side) for side in parts] if isinstance(parts, list) else []
    return "/".join(sides) if sides and all(sides) else str(date.get("raw") or date.get("literal") or "")


def _side(parts: Any) -> str:
    """One day, month or year of CSL-JSON as BibLaTeX writes it, as far as its parts say something; else empty."""
    numbers = [str(part) for part in parts] if isinstance(parts, list) else []
    if not numbers or not re.fullmatch(r"-?\d{1,4}", numbers[0]):
        return ""
    year = int(numbers[0])
    text = f"{'-' if year < 0 else ''}{abs(year):04}"
    for number, most in zip(numbers[1:3], (12, 31), strict=False):
        if not number.isdigit() or not 1 <= int(number) <= most:
            break
        text += f"-{int(number):02}"
    return text
