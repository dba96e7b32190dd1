"""Verifying every quote of a brief, and keeping the proof in ``evidence.lock``."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pourparler.brief.brief import Brief
from pourparler.brief.documents import Documents, Located
from pourparler.brief.fingerprints import (
    LOCK,
    DocumentEntry,
    EvidenceEntry,
    Lock,
    fingerprint,
    lock_text,
    read_lock,
)
from pourparler.brief.sources import Evidence
from pourparler.brief.verification import Verification, verify

How = Literal["document", "lock", "no"]
Reason = Literal[
    "", "ambiguous", "mid-word", "cuts-negation", "omission", "not-found",
    "changed-quote", "never-verified", "no-document",
]  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What is known about one quote.

    Fields: `evidence`, the item's id; `how` it is verified: in the `document`, by the `lock` as witness, or
    `no`; `reason` why not (`no-document`: the document itself is at fault, which is told once for all its
    quotes); `tier`; `start`, `end`, raw code points, end exclusive; `hits`, number of places; `day`, when
    the witness was written.
    """

    evidence: str
    how: How
    reason: Reason = ""
    tier: str = ""
    start: int | None = None
    end: int | None = None
    hits: int = 0
    day: str = ""

    @property
    def is_verified(self) -> bool:
        """Whether the quote stands in its document."""
        return self.how != "no"


def outcome(brief: Brief, documents: Documents, *, evidence: str) -> Outcome:
    """Whether one quote stands in its document.

    Parameters: `brief`; `documents`; `evidence`, the item's id. Returns an outcome: the document decides
    where it is at hand, else the lock. Raises ``KeyError`` for an unknown id.
    Source: evidence specification, section 3; brief format, "Documents that may not travel".
    """
    item = brief.evidence[evidence]
    source = brief.sources.get(item.source)
    if source is None or not source.is_document:
        return Outcome(evidence, "no", "no-document")
    located = documents.find(item.source)
    if located.text is not None:
        return _in_document(evidence, located.text, item)
    if located.status != "absent":
        return Outcome(evidence, "no", "no-document")
    return _by_lock(evidence, item, documents)


def outcomes(brief: Brief, documents: Documents) -> Mapping[str, Outcome]:
    """The outcome of every item that has not been rejected, by id, in the brief's order."""
    return {
        name: outcome(brief, documents, evidence=name)
        for name, item in brief.evidence.items()
        if item.state != "rejected"
    }


def verify_brief(
    brief: Brief, documents: Documents, *, today: date, version: str
) -> tuple[Lock, Mapping[str, Outcome]]:
    """Verify every quote and make the new lock.

    Parameters: `brief`; `documents`; `today`, the day to write; `version` of the program.
    Returns the lock and the outcomes by id. Unchanged entries stay as they are, byte for byte; entries of
    items or documents that are gone are dropped; a refused quote gets none. Where a document is not at
    hand, its entry and those of its quotes stay.
    """
    old = documents.lock
    found = outcomes(brief, documents)
    evidence: dict[str, EvidenceEntry] = {}
    for name, result in found.items():
        item, known = brief.evidence[name], old.evidence.get(name)
        if result.how == "document":
            evidence[name] = _entry(item, result, known, (today, version))
        elif known is not None and known.source == item.source and _is_absent(documents, item.source):
            evidence[name] = known
    entries = {
        name: _document(documents.find(name), old.documents.get(name))
        for name, source in brief.sources.items()
        if source.is_document
    }
    return Lock({name: entry for name, entry in entries.items() if entry is not None}, evidence), found


def _in_document(name: str, text: str, item: Evidence) -> Outcome:
    seen: Verification = verify(text, item.quote, prefix=item.prefix, suffix=item.suffix)
    if seen.verdict == "verified":
        return Outcome(name, "document", "", seen.tier, seen.start, seen.end, seen.hits)
    reason: Reason = "ambiguous" if seen.verdict == "ambiguous" else seen.reason or "not-found"
    return Outcome(name, "no", reason, seen.tier, hits=seen.hits)


def _by_lock(name: str, item: Evidence, documents: Documents) -> Outcome:
    entry, known = documents.lock.evidence.get(name), documents.lock.documents.get(item.source)
    recorded = documents.brief.sources[item.source].sha256
    if known is None or (recorded and recorded.lower() != known.sha256.lower()):
        return Outcome(name, "no", "no-document")
    if entry is None or entry.source != item.source:
        return Outcome(name, "no", "never-verified")
    if entry.quote != fingerprint(item):
        return Outcome(name, "no", "changed-quote", day=entry.verified)
    return Outcome(name, "lock", "", entry.tier, entry.start, entry.end, 1, entry.verified)


def _entry(
    item: Evidence, result: Outcome, known: EvidenceEntry | None, stamp: tuple[date, str]
) -> EvidenceEntry:
    start, end = result.start or 0, result.end or 0
    stamped = (stamp[0].isoformat(), stamp[1])
    new = EvidenceEntry(item.source, fingerprint(item), start, end, result.tier, *stamped)
    if known is not None and replace(new, verified=known.verified, version=known.version) == known:
        return known
    return new


def _document(located: Located, known: DocumentEntry | None) -> DocumentEntry | None:
    if located.text is None:
        return known
    new = DocumentEntry(located.sha256, len(located.text), located.text_sha256)
    return known if known == new else new


def _is_absent(documents: Documents, source: str) -> bool:
    return source in documents.brief.sources and documents.find(source).status == "absent"


__all__ = [
    "LOCK", "DocumentEntry", "EvidenceEntry", "Lock", "Outcome", "fingerprint", "lock_text", "outcome",
    "outcomes", "read_lock", "verify_brief",
]  # fmt: skip
