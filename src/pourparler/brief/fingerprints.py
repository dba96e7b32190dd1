"""The text of ``evidence.lock``: fingerprints of documents and of every verified quote, one line each."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pourparler.brief.brief import Brief
from pourparler.brief.canonical import digest
from pourparler.brief.document import read_yaml
from pourparler.brief.files import inside, read_text
from pourparler.brief.findings import Finding, Place
from pourparler.brief.sources import Evidence
from pourparler.brief.text import TIERS, view
from pourparler.errors import UnreadableInput
from pourparler.language import Message, msg

LOCK = "evidence.lock"
VERSION = "pourparler/lock/1"

_HEAD = f"# Written by `pourparler verify`. Do not edit.\nlock: {VERSION}\n"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CHANGED = msg("the entry {key} of {name} is not as `pourparler verify` wrote it")
_AGAIN = msg("Run `pourparler verify` again.")


@dataclass(frozen=True)
class DocumentEntry:
    """The fingerprint of one document.

    Fields: `sha256` of the received bytes, `length` of its text in code points; `text_sha256` of the text made from them
    (HTML only); `written`, the line as it stands in the lock.
    """

    sha256: str
    length: int
    text_sha256: str = ""
    written: str = field(default="", compare=False)


@dataclass(frozen=True)
class EvidenceEntry:
    """The fingerprint of one verified quote.

    Fields: `source`, the document's id; `quote`, see :func:`fingerprint`; `start`, `end`, raw code points,
    end exclusive; `tier` of normalisation; `verified`, the day (ISO 8601); `version` of the program;
    `written`, the line as it stands in the lock.
    """

    source: str
    quote: str
    start: int
    end: int
    tier: str
    verified: str
    version: str
    written: str = field(default="", compare=False)


@dataclass(frozen=True)
class Lock:
    """What ``evidence.lock`` holds, by id, and the faults that were found in it."""

    documents: Mapping[str, DocumentEntry] = field(default_factory=dict)
    evidence: Mapping[str, EvidenceEntry] = field(default_factory=dict)
    faults: tuple[Finding, ...] = ()


def fingerprint(item: Evidence) -> str:
    """The sha256 of an item's quote, prefix and suffix, each normalised at the whitespace tier.

    Parameters: `item`. Returns hexadecimal digits. Source: evidence specification, sections 2 and 3.

    >>> a = Evidence(source="s", quote="l’OTAN")
    >>> fingerprint(a) == fingerprint(Evidence(source="s", quote=" l'OTAN "))
    True
    """
    return digest([view(part).text for part in (item.prefix, item.quote, item.suffix)])


def read_lock(brief: Brief) -> Lock:
    """The lock beside a brief; an empty one where there is none.

    Parameters: `brief`. Returns the lock; entries that cannot be read, or whose seal does not hold, are left
    out and told as faults (rule E009), and so is a file that cannot be used at all.
    """
    if brief.folder is None:
        return Lock()
    try:
        path = inside(brief.folder, LOCK)
        if not path.exists() and not path.is_symlink():
            return Lock()
        return _read(read_text(path, name=LOCK))
    except UnreadableInput as error:
        return Lock(faults=(_fault(Place(LOCK), error.found),))


def lock_text(lock: Lock) -> str:
    """The text of a lock: sorted by id, one line per entry; entries that were read keep their bytes.

    Parameters: `lock`. Returns YAML.

    >>> print(lock_text(Lock({"a": DocumentEntry("0f", 12)})), end="")
    # Written by `pourparler verify`. Do not edit.
    lock: pourparler/lock/1
    documents:
      a: {"sha256": "0f", "length": 12, "seal": "2651767c2114602a"}
    evidence: {}
    """
    return _HEAD + _section("documents", lock.documents) + _section("evidence", lock.evidence)


def _section(name: str, entries: Mapping[str, Any]) -> str:
    lines = [
        f"  {_key(key)}: {entry.written or _line(key, entry)}\n" for key, entry in sorted(entries.items())
    ]
    return f"{name}:\n{''.join(lines)}" if lines else f"{name}: {{}}\n"


def _key(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _line(key: str, entry: DocumentEntry | EvidenceEntry) -> str:
    return json.dumps({**_fields(entry), "seal": seal(key, entry)}, ensure_ascii=False)


def _fields(entry: DocumentEntry | EvidenceEntry) -> dict[str, Any]:
    return {name: value for name, value in vars(entry).items() if name != "written" and value != ""}


def seal(key: str, entry: DocumentEntry | EvidenceEntry) -> str:
    """The fingerprint of a whole entry, its id included: 16 hexadecimal digits.

    It notices an entry that was changed by hand or copied under another id. It is no signature: whoever
    writes locks with a program of their own can make one, and only the document itself then tells.

    >>> seal("a", DocumentEntry("0f", 12)) == seal("a", DocumentEntry("0f", 13))
    False
    """
    return digest([key, _fields(entry)])[:16]


def _read(text: str) -> Lock:
    document = read_yaml(text, LOCK)
    data = document.data
    if not isinstance(data, dict) or data.get("lock") != VERSION:
        return Lock(faults=(_fault(Place(LOCK), msg("{name} is not a lock of this version", name=LOCK)),))
    faults = list(document.faults)
    found: dict[str, dict[str, Any]] = {"documents": {}, "evidence": {}}
    for section, read in (("documents", _document), ("evidence", _evidence)):
        rows = data.get(section)
        for key, row in (rows if isinstance(rows, dict) else {}).items():
            place = document.places[section, key]
            stands = text[place.start : place.end]
            entry = read(row if isinstance(row, dict) else {}, "" if "\n" in stands else stands)
            if entry is None:
                faults.append(
                    _fault(place, msg("the entry {key} of {name} cannot be read", key=key, name=LOCK))
                )
            elif _text(row, "seal") != seal(key, entry):
                faults.append(_fault(place, msg(_CHANGED.text, key=key, name=LOCK)))
            else:
                found[section][key] = entry
    return Lock(found["documents"], found["evidence"], tuple(faults))


def _document(row: Mapping[str, Any], written: str) -> DocumentEntry | None:
    sha256, length = _text(row, "sha256"), row.get("length")
    if not sha256 or not _counts([length]):
        return None
    return DocumentEntry(sha256, int(length or 0), _text(row, "text_sha256"), written)


def _evidence(row: Mapping[str, Any], written: str) -> EvidenceEntry | None:
    start, end = row.get("start"), row.get("end")
    texts = {name: _text(row, name) for name in ("source", "quote", "tier", "verified", "version")}
    if not _counts([start, end]) or not all(texts.values()) or texts["tier"] not in TIERS:
        return None
    if not _DAY.fullmatch(texts["verified"]):
        return None
    return EvidenceEntry(**texts, start=int(start or 0), end=int(end or 0), written=written)


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return str(getattr(value, "text", value)) if isinstance(value, str | int | float) else ""


def _counts(values: Iterable[Any]) -> bool:
    return all(isinstance(value, int) and not isinstance(value, bool) and value >= 0 for value in values)


def _fault(place: Place, found: object) -> Finding:
    message = found if isinstance(found, Message) else msg("{name} cannot be used", name=LOCK)
    return Finding("E009", place, "", message, _AGAIN)
