"""The ledger: a chain of sealed lines. One set of rules says what may be added and what a check finds broken."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pourparler.brief.files import why
from pourparler.errors import UnreadableInput, UsageError
from pourparler.jobs.append_only import AppendOnly, Lines, appending, read_lines
from pourparler.language import Message, did_you_mean, msg
from pourparler.trackrecord.records import (
    ForecastLine,
    Line,
    NotALine,
    ResolutionLine,
    VoidLine,
    parsed,
    written,
)


@dataclass(frozen=True)
class Entry:
    """A sealed forecast and what became of it; a void resolution is not kept here."""

    forecast: ForecastLine
    resolution: ResolutionLine | None = None
    void: VoidLine | None = None

    @property
    def state(self) -> str:
        """``open``, ``resolved`` or ``void``."""
        return "void" if self.void else "resolved" if self.resolution else "open"


@dataclass(frozen=True)
class Broken:
    """The first line that breaks a rule: its number from 1, a short code, what is wrong with it."""

    line: int
    code: str
    message: Message


@dataclass(frozen=True)
class Ledger:
    """What the lines up to the first broken one say. ``entries``: by the digest of the forecast's line.

    ``digests``: of all lines in their order; ``last``: the day of the last line.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    digests: tuple[str, ...] = ()
    last: date | None = None
    broken: Broken | None = None

    @property
    def head(self) -> str | None:
        """The digest of the last line: whoever noted it can prove that nothing before it was changed."""
        return self.digests[-1] if self.digests else None

    def since(self, head: str) -> int | None:
        """How many lines were added after the one with digest ``head``; ``None`` where no line has it."""
        return len(self.digests) - 1 - self.digests.index(head) if head in self.digests else None

    def against(self, noted: str) -> "Ledger":
        """The ledger, broken where no line has the digest that somebody ``noted`` elsewhere.

        Raises ``UsageError`` for what is no digest.
        """
        if not re.fullmatch("[0-9a-f]{64}", noted):
            raise UsageError(
                msg("{found} is no digest", found=noted[:80]),
                where="--head",
                advice=msg("Give the 64 letters and digits that `pourparler ledger verify` printed."),
            )
        if self.broken or self.since(noted) is not None:
            return self
        gone = msg(
            "no line has the digest that was noted: lines were taken away at the end, or all were rewritten"
        )
        return replace(self, broken=Broken(len(self.digests) + 1, "head", gone))

    def entry(self, name: str) -> Entry:
        """The forecast with this id or digest. Raises ``UsageError`` where there is none."""
        found = self.entries.get(name) or next(
            (e for e in self.entries.values() if e.forecast.id == name), None
        )
        if found is None:
            ids = tuple(e.forecast.id for e in self.entries.values())
            raise UsageError(
                msg("there is no forecast {id} in this ledger", id=name),
                where="ledger",
                advice=did_you_mean(name, ids, msg("`pourparler ledger score --json` lists them.")),
            )
        return found


class _Book:
    """Reads lines one after the other, by the rules of a ledger."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.digests: list[str] = []
        self.ids: dict[str, int] = {}
        self.resolved: dict[str, str] = {}  # the forecast of each resolution, by their digests
        self.last: date | None = None

    def take(self, text: bytes) -> None:
        """The next line. Raises ``NotALine`` where it breaks a rule; the book is then as it was."""
        line = parsed(text)
        if line.previous != (self.digests[-1] if self.digests else None):
            raise NotALine("chain", self._unchained())
        match line:
            case ForecastLine():
                self._forecast(line)
            case ResolutionLine():
                self._resolution(line)
            case VoidLine():
                self._void(line)
        self.digests.append(line.digest)
        self.last = line.day

    def ledger(self, broken: Broken | None = None) -> Ledger:
        """What was read."""
        return Ledger(dict(self.entries), tuple(self.digests), self.last, broken)

    def _unchained(self) -> Message:
        if not self.digests:
            return msg("it does not begin a ledger: lines before it were taken away")
        return msg(
            "it does not follow line {n}: a line between them was taken away, moved or changed",
            n=len(self.digests),
        )

    def _in_order(self, line: Line) -> None:
        if self.last is not None and line.day < self.last:
            raise NotALine(
                "order", msg("it is dated {day:date}, before the line above it ({last:date})", day=line.day, last=self.last)
            )  # fmt: skip

    def _forecast(self, line: ForecastLine) -> None:
        self._in_order(line)
        if line.id in self.ids:
            raise NotALine(
                "id", msg("the id {id} stands on line {n} already", id=line.id, n=self.ids[line.id])
            )
        scale, law = line.scale, line.law
        places = (law.point, *(atom.at for atom in law.atoms), *(law.quantiles or {}).values())
        if not all(map(scale.holds, places)):
            raise NotALine(
                "off-scale",
                msg("its forecast lies outside its scale ({low} to {high})", low=scale.low, high=scale.high),
            )
        self.ids[line.id] = len(self.digests) + 1
        self.entries[line.digest] = Entry(line)

    def _resolution(self, line: ResolutionLine) -> None:
        entry = self.entries.get(line.of)
        if entry is None:
            raise NotALine("unknown", msg("the forecast that it resolves is on no line above it"))
        name, scale = entry.forecast.id, entry.forecast.scale
        if line.day < entry.forecast.sealed:
            raise NotALine("before-seal", msg("it is dated {day:date}, before its forecast was sealed ({sealed:date})", day=line.day, sealed=entry.forecast.sealed))  # fmt: skip
        if entry.void:
            raise NotALine("void", msg("the forecast {id} is void", id=name))
        if entry.resolution:
            raise NotALine("second", msg("the forecast {id} is resolved already", id=name))
        if not scale.holds(line.outcome):
            raise NotALine("off-scale", msg("the outcome {x} lies outside the scale that was sealed ({low} to {high})", x=line.outcome, low=scale.low, high=scale.high))  # fmt: skip
        self._in_order(line)
        self.resolved[line.digest] = line.of
        self.entries[line.of] = replace(entry, resolution=line)

    def _void(self, line: VoidLine) -> None:
        self._in_order(line)
        of = self.resolved.get(line.of, line.of)
        entry = self.entries.get(of)
        if entry is None:
            raise NotALine("unknown", msg("what it takes back is on no line above it"))
        if of != line.of:
            if entry.resolution is None or entry.resolution.digest != line.of:
                raise NotALine("void", msg("that resolution was taken back already"))
            self.entries[of] = replace(entry, resolution=None)
        elif entry.void:
            raise NotALine("void", msg("the forecast {id} is void", id=entry.forecast.id))
        elif entry.resolution:
            raise NotALine("void", msg("the forecast {id} is resolved already", id=entry.forecast.id))
        else:
            self.entries[of] = replace(entry, void=line)


def ledger_of(lines: Lines) -> Ledger:
    """What the lines of a file say, up to the first broken one.

    >>> ledger_of(Lines((b"{}",))).broken.code
    'digest'
    """
    book = _Book()
    broken = _first_broken(book, lines.whole)
    if broken is None and lines.rest:
        broken = Broken(
            len(lines.whole) + 1,
            "torn",
            msg("it has no end: whoever wrote it was stopped, or its end was taken away"),
        )
    return book.ledger(broken)


def _first_broken(book: _Book, lines: Sequence[bytes]) -> Broken | None:
    for number, line in enumerate(lines, start=1):
        try:
            book.take(line)
        except NotALine as found:
            return Broken(number, found.code, found.message)
    return None


def read_ledger(path: Path) -> Ledger:
    """The ledger in a file, checked as far as it holds; see ``broken``.

    Raises ``UnreadableInput`` where there is no such file or it cannot be read.
    """
    try:
        return ledger_of(read_lines(path))
    except OSError as error:
        raise UnreadableInput(
            msg("{name} cannot be read ({reason})", name=path.name, reason=why(error)),
            where=str(path),
            advice=msg("Check that the file exists and may be read."),
        ) from error


def sound(ledger: Ledger, path: Path) -> Ledger:
    """``ledger`` itself. Raises ``UnreadableInput`` where it is broken: nothing may rest on it."""
    if ledger.broken is not None:
        raise UnreadableInput(
            msg("this line of the ledger is broken: {what}", what=ledger.broken.message),
            where=f"{path}:{ledger.broken.line}",
            advice=msg("Compare it with a copy; `pourparler ledger verify` says more."),
        )
    return ledger


@dataclass
class Writer:
    """A ledger held for writing; ``told``: what had to be recovered on opening."""

    file: AppendOnly
    book: _Book
    told: tuple[Message, ...]

    @property
    def ledger(self) -> Ledger:
        """The ledger as it stands."""
        return self.book.ledger()

    def add(self, records: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """Seal these records, one line each, all at once; their digests. On return they are on the disk.

        Raises ``UsageError`` where one breaks a rule of the ledger; nothing is written then.
        """
        lines = []
        for fields in records:
            try:
                lines.append(written(fields, self.book.digests[-1] if self.book.digests else None))
                self.book.take(lines[-1])
            except NotALine as found:
                raise UsageError(
                    msg("this cannot be added to the ledger: {what}", what=found.message),
                    where="ledger",
                    advice=msg("Nothing was written."),
                ) from None
            except UnicodeEncodeError:
                raise UsageError(
                    msg("a text in this line is not UTF-8"),
                    where="ledger",
                    advice=msg("Nothing was written."),
                ) from None
        self.file.append(lines)
        return tuple(self.book.digests[len(self.book.digests) - len(lines) :])


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """The ledger at ``path``, made where there is none, held against all other writers; for one addition.

    Raises ``UnreadableInput`` where the ledger is broken, or cannot be opened or written.
    """
    try:
        with appending(path) as file:
            book = _Book()
            broken = _first_broken(book, file.lines)
            sound(book.ledger(broken), path)
            yield Writer(file, book, file.told)
    except OSError as error:
        raise UnreadableInput(
            msg("{name} cannot be written ({reason})", name=path.name, reason=why(error)),
            where=str(path),
            advice=msg("Check the path, its permissions and the space left."),
        ) from error
