"""Recording documents and quotes by hand: what `source add` and `evidence add` do."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pourparler.brief.brief import MAIN, Brief
from pourparler.brief.clauses import language
from pourparler.brief.document import read_yaml
from pourparler.brief.documents import Documents
from pourparler.brief.files import digest, inside, read_bytes, read_text, save
from pourparler.brief.hedges import Hedge, hedges
from pourparler.brief.reading import brief_from_data
from pourparler.brief.refusals import refusal
from pourparler.brief.sentences import Sentence, sentence_of
from pourparler.brief.verification import Nearest, Verification, context, nearest, verify
from pourparler.brief.writing import added, save_text
from pourparler.drafting.extraction import extracted, is_html, plain
from pourparler.errors import UnreadableInput, UsageError
from pourparler.language import Message, msg

SOURCES = "sources"


@dataclass(frozen=True)
class Recorded:
    """A document as recorded: its id and the entry written to the brief."""

    name: str
    entry: Mapping[str, Any]


@dataclass(frozen=True)
class Details:
    """What a person says about a document or a quote beside its words; empty texts are left out."""

    name: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    text: Path | None = None
    charset: str = ""


@dataclass(frozen=True)
class Found:
    """A fragment looked up in a document: the verdict, its sentence, proposed hedges, the nearest passage.

    ``refusal``: where it is not verified, what was found and what to do next, in the words of `check`.
    """

    verification: Verification
    sentence: Sentence | None
    before: str
    quote: str
    after: str
    hedges: tuple[Hedge, ...]
    nearest: Nearest | None
    prefix: str = ""
    suffix: str = ""
    refusal: tuple[Message, Message] | None = None


def add_source(brief: Brief, file: Path, details: Details) -> Recorded:
    """Copy a document into the brief as received and record its hash, length and (for HTML) its text.

    Nothing is overwritten: a name that is taken, by another id or another file, is a ``UsageError``.
    Raises ``UnreadableInput`` and ``MissingExtra`` as reading and extracting do.
    """
    folder = brief.writable_folder()
    data = read_bytes(file)
    _require_new(brief, file, digest(data))
    name = details.name or _slug(file.stem)
    if name in brief.sources:
        raise UsageError(
            msg("{section} already has {name}", section="sources", name=name),
            where=MAIN,
            advice=msg("Choose another id with --id."),
        )
    entry: dict[str, Any] = {"file": f"{SOURCES}/{file.name}", "sha256": digest(data)}
    extra: bytes | None = None
    if is_html(data, file.name):
        text, maker = _text_of_page(data, file, details)
        extra = text.encode("utf-8")
        entry |= {"text": f"{SOURCES}/{file.stem}.text.txt", "text_sha256": digest(extra), "extractor": maker}
    else:
        text = plain(data, file.name, details.charset)
    entry["length"] = len(text)
    if details.charset:
        entry["charset"] = details.charset
    entry |= {key: value for key, value in details.values.items() if value}
    if "language" not in entry and (spoken := language(text)):
        entry["language"] = spoken
    _require_valid(brief, "sources", name=name, entry=entry)
    _store(folder, entry["file"], data)
    if extra is not None:
        _store(folder, entry["text"], extra)
    _write(folder, "sources", name, entry)
    return Recorded(name, entry)


def _require_new(brief: Brief, file: Path, sha256: str) -> None:
    """Raise ``UsageError`` for a document that the brief has already, under whatever id or name."""
    for name, source in brief.sources.items():
        if (source.sha256 or "").lower() == sha256:
            raise UsageError(
                msg("{file} is already recorded as {id}", file=file.name, id=name),
                where=MAIN,
                advice=msg("Quote it under that id; nothing was added."),
            )


def _text_of_page(data: bytes, file: Path, details: Details) -> tuple[str, str]:
    if details.text is not None:
        return read_text(details.text), "by hand"
    return extracted(data, file.name)


def _store(folder: Path, name: str, data: bytes) -> None:
    target = inside(folder, name)
    if target.exists():
        if target.read_bytes() == data:
            return
        raise UsageError(
            msg("there is another file at {name}", name=name),
            where=name,
            advice=msg("Rename the document first; nothing was overwritten."),
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    save(target, data)


def find(
    brief: Brief, source: str, quote: str, *, sources: tuple[Path, ...] = (), near: tuple[str, str] = ("", "")
) -> Found:
    """Look a fragment up in a document of the brief; ``near``: prefix and suffix that decide among several.

    Raises ``UsageError`` for an unknown source, ``UnreadableInput`` where its document is not at hand.
    """
    brief.require_source(source, where="sources")
    located = Documents(brief, sources).find(source)
    if located.text is None:
        raise UnreadableInput(
            msg("the document of {id} is not at hand", id=source),
            where=f"sources/{source}",
            advice=msg("Name its folder with --sources DIR."),
        )
    text = located.text
    verdict = verify(text, quote, prefix=near[0], suffix=near[1])
    if verdict.verdict != "verified" or verdict.start is None or verdict.end is None:
        told = refusal(verdict, quote, source=source, text=text)
        return Found(verdict, None, "", quote, "", (), nearest(text, quote), refusal=told)
    sentence = sentence_of(text, verdict.start, end=verdict.end)
    prefix, suffix = context(text, verdict.start, end=verdict.end)
    alone = verify(text, quote).verdict == "verified"
    spoken = brief.sources[source].language or language(text[sentence.start : sentence.end]) or brief.language
    return Found(
        verdict,
        sentence,
        text[sentence.start : verdict.start],
        text[verdict.start : verdict.end],
        text[verdict.end : sentence.end],
        hedges(text[sentence.start : sentence.end], spoken, offset=sentence.start),
        None,
        "" if alone else prefix,
        "" if alone else suffix,
    )


def add_evidence(brief: Brief, source: str, found: Found, *, details: Details) -> Recorded:
    """Write a verified fragment as an evidence item with the hedges proposed from its sentence.

    Raises ``UsageError`` where the fragment was not verified or the id is taken.
    """
    if found.verification.verdict != "verified":
        raise UsageError(
            msg("the quote was not verified"),
            where=f"sources/{source}",
            advice=msg("Copy it from the document again."),
        )
    folder = brief.writable_folder()
    name = details.name or _free(_slug(" ".join(found.quote.split()[:4])), brief.evidence)
    entry: dict[str, Any] = {"source": source, "quote": found.quote}
    if found.prefix or found.suffix:
        entry |= {"prefix": found.prefix, "suffix": found.suffix}
    entry |= {key: value for key, value in details.values.items() if value}
    marks = [
        {"term": hedge.term, "class": hedge.cls, "scope": hedge.scope}
        for hedge in found.hedges
        if hedge.cls != "attribution"
    ]
    if marks and "hedges" not in entry:
        entry["hedges"] = marks
    _require_valid(brief, "evidence", name=name, entry=entry)
    _write(folder, "evidence", name, entry)
    return Recorded(name, entry)


def _require_valid(brief: Brief, section: str, *, name: str, entry: Mapping[str, Any]) -> None:
    """Raise ``UsageError`` for an entry that the brief's own rules would refuse; nothing is written then."""
    known = brief_from_data({**brief.data, section: {**brief.data.get(section, {}), name: dict(entry)}})
    wrong = next((f for f in known.faults if f.key.startswith(f"{section}/{name}")), None)
    if wrong is not None:
        raise UsageError(wrong.message, where=wrong.key, rule=wrong.rule, advice=wrong.advice)
    for link in entry.get("via") or ():
        brief.require_source(link, where="--via")
    if entry.get("source") in (entry.get("via") or ()):
        raise UsageError(
            msg("the chain goes in a circle"),
            where="--via",
            advice=msg("Name the links behind the document."),
        )


def _write(folder: Path, section: str, name: str, entry: Mapping[str, Any]) -> None:
    file = inside(folder, MAIN)
    document = read_yaml(read_text(file, name=MAIN), MAIN)
    save_text(file, document, added(document, section, name=name, item=entry))


def _slug(text: str) -> str:
    plain_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain_text.lower()).strip("-")[:40].strip("-") or "item"


def _free(name: str, known: Mapping[str, Any]) -> str:
    number = 2
    candidate = name
    while candidate in known:
        candidate = f"{name}-{number}"
        number += 1
    return candidate
