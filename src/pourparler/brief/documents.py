"""Where the documents of a brief are: in its folder, in other folders by their hash, or nowhere."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from pourparler.brief.brief import Brief
from pourparler.brief.files import MAX_BYTES, digest, inside, read_bytes, why
from pourparler.brief.fingerprints import Lock, read_lock
from pourparler.brief.sources import Source
from pourparler.brief.text import UndecodableText, decode
from pourparler.errors import UnreadableInput, UsageError
from pourparler.language import Message, msg

MAX_FILES = 10_000

Status = Literal["here", "elsewhere", "absent", "changed", "unreadable"]


@dataclass(frozen=True)
class Located:
    """One document source, looked up.

    Fields: `status`: `here` (in the brief's folder), `elsewhere` (found in another folder by its hash),
    `absent` (nowhere), `changed` (the file in the folder is not the one recorded), `unreadable`;
    `text`, decoded, in which quotes are verified (``None`` unless here or elsewhere); `sha256`, `length` of
    the received bytes, as found, else as recorded; `text_sha256` of the text made from HTML; `path`;
    `rule`, `problem`, `advice`: what to report about it, if anything (E101 or E009).
    """

    status: Status
    text: str | None = None
    sha256: str = ""
    length: int = 0
    path: Path | None = None
    text_sha256: str = ""
    rule: str = ""
    problem: Message = field(default_factory=lambda: Message(""))
    advice: Message = field(default_factory=lambda: Message(""))

    @property
    def is_at_hand(self) -> bool:
        """Whether quotes can be verified in the document."""
        return self.text is not None


@dataclass(frozen=True)
class Documents:
    """Finds the documents of a brief; every answer is kept, so that each file is looked up once.

    Fields: `brief`; `folders`, where detached documents may lie besides the brief's own folder.
    Raises ``UsageError`` at the first look-up where one of the folders does not exist.

    >>> from pourparler.brief.reading import brief_from_data
    >>> brief = brief_from_data({"sources": {"a": {"file": "sources/a.txt", "sha256": "0f"}}})
    >>> Documents(brief).find("a").status
    'absent'
    """

    brief: Brief
    folders: tuple[Path, ...] = ()

    @cached_property
    def lock(self) -> Lock:
        """The lock beside the brief."""
        return read_lock(self.brief)

    def find(self, source: str) -> Located:
        """Where the document of ``source`` is. Raises ``KeyError`` for an id that the brief does not have."""
        if source not in self._found:
            self._found[source] = self._look(source, self.brief.sources[source])
        return self._found[source]

    @cached_property
    def _found(self) -> dict[str, Located]:
        return {}

    @cached_property
    def _by_hash(self) -> Mapping[str, Path]:
        """Files of the other folders by hash; the first of equal files in order of path."""
        found: dict[str, Path] = {}
        left = MAX_FILES
        for folder in self.folders:
            if not folder.is_dir():
                raise UsageError(
                    msg("there is no folder {path}", path=str(folder)),
                    where="--sources",
                    advice=msg("Give the folder in which the documents lie."),
                )
            for path in _regular_files(folder):
                left -= 1
                if left < 0:
                    return found
                data = _bytes(path)
                if data is not None:
                    found.setdefault(digest(data), path)
        return found

    def _recorded(self, name: str, source: Source) -> tuple[str, str]:
        """The hashes of the received bytes and of the text, as the brief, else the lock records them."""
        entry = self.lock.documents.get(name)
        sha256 = source.sha256 or (entry.sha256 if entry else "")
        text_sha256 = source.text_sha256 or (entry.text_sha256 if entry and source.text else "")
        return sha256.lower(), text_sha256.lower()

    def _look(self, name: str, source: Source) -> Located:
        sha256, text_sha256 = self._recorded(name, source)
        received = self._place(source, (source.file, sha256))
        if received.status in ("changed", "unreadable"):
            return received
        if source.text is None:
            return _read(source, received)
        made = self._place(source, (source.text, text_sha256))
        if made.status != "here" and made.status != "elsewhere":
            return made
        as_received = (received.sha256 or sha256, received.length)
        return _read(source, made, as_received)

    def _place(self, source: Source, wanted: tuple[str | None, str]) -> Located:
        """One file, by name in the brief's folder or by hash in the others; its text not yet decoded."""
        name, sha256 = wanted
        try:
            own = inside(self.brief.folder, name) if self.brief.folder is not None and name else None
            if own is not None and (own.exists() or own.is_symlink()):
                data = read_bytes(own, name=str(name))
                if sha256 and digest(data) != sha256:
                    return _changed(str(name), (own, digest(data), len(data)))
                return Located("here", None, digest(data), len(data), own)
        except UnreadableInput as error:
            return _unusable((sha256, source.length or 0), _message(error.found), _message(error.advice))
        except OSError as error:  # a name that the file system does not take
            problem = msg("{name} cannot be read ({reason})", name=str(name), reason=why(error))
            return _unusable((sha256, source.length or 0), problem, msg("Name a file inside the folder."))
        other = self._by_hash.get(sha256) if sha256 and self.folders else None
        if other is not None:
            return Located("elsewhere", None, sha256, other.stat().st_size, other)
        return Located("absent", None, sha256, source.length or 0)


def _read(source: Source, found: Located, received: tuple[str, int] | None = None) -> Located:
    """The same with the text decoded; ``received``: hash and length of the bytes a text was made from."""
    if found.path is None:
        return found
    data = read_bytes(found.path)
    sha256, length = received or (found.sha256, found.length)
    text_sha256 = found.sha256 if received else ""
    try:
        text = decode(data, source.charset)
    except UndecodableText:
        return Located(
            "unreadable", None, sha256, length, found.path, text_sha256, "E101",
            msg("document {file} is neither UTF-8 nor in a charset that is named", file=found.path.name),
            msg("Write its `charset`, or save the text as UTF-8 and record it again."),
        )  # fmt: skip
    if "\0" in text:
        return Located(
            "unreadable", None, sha256, length, found.path, text_sha256, "E009",
            msg("{name} is a binary file", name=found.path.name), msg("Give a text file."),
        )  # fmt: skip
    return Located(found.status, text, sha256, length, found.path, text_sha256)


def _unusable(recorded: tuple[str, int], problem: Message, advice: Message) -> Located:
    return Located("unreadable", None, *recorded, rule="E009", problem=problem, advice=advice)


def _changed(name: str, found: tuple[Path, str, int]) -> Located:
    path, sha256, length = found
    return Located(
        "changed", None, sha256, length, path,
        rule="E101",
        problem=msg("document {file} is not the one that was recorded", file=name),
        advice=msg("Restore it, or record it again and verify its quotes again."),
    )  # fmt: skip


def _message(found: object) -> Message:
    return found if isinstance(found, Message) else Message(str(found))


def _regular_files(folder: Path) -> Iterator[Path]:
    """Regular files below ``folder`` in order of path; links to folders are not followed."""
    for place, inner, names in os.walk(folder):
        inner.sort()
        for name in sorted(names):
            path = Path(place, name)
            if path.is_file() and not path.is_symlink():
                yield path


def _bytes(path: Path) -> bytes | None:
    """The bytes of a candidate; ``None`` where it is too large or may not be read: then it is none."""
    try:
        return read_bytes(path, limit=MAX_BYTES)
    except UnreadableInput:
        return None
