"""The note behind each number: what was written, what it means, and the sentences it came from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pourparler.brief.brief import Brief
from pourparler.brief.documents import Documents
from pourparler.brief.numbers import KINDS, Number
from pourparler.brief.priors import readable_prior
from pourparler.brief.quantities import Bound, Entry, replaced
from pourparler.language import Lang, msg, render
from pourparler.views.charts.scales import ON_THE_ISSUE, range_text, short, shown_value
from pourparler.views.move_notes import Stated, played, stated, title_of
from pourparler.views.names import Names, with_unit
from pourparler.views.report_cited import Citations, Cited
from pourparler.views.report_terms import LAWS
from pourparler.views.rules_of_drawing import prior_in_words, weight_and_rule


@dataclass(frozen=True)
class Line:
    """One number or statement inside a note: its letter, what it is, how it was written, what it means.

    ``law`` is empty where there is no number.
    """

    key: str
    letter: str
    kind: str
    written: str
    law: str
    central: str
    spread: str
    weight: str
    prior: str
    ground: str
    is_assumption: bool
    place: str
    history: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """One note: what one record of the brief (a stance, a party, an option) states and the evidence it cites."""

    mark: str
    anchor: str
    title: str
    lines: tuple[Line, ...]
    assumptions: tuple[str, ...]
    cited: tuple[Cited, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class NumberNotes:
    """Notes on every number of a brief and on what it states of moves, numbered in the brief's order.

    ``names`` carry the brief and the language; ``folders`` are where detached documents may lie.
    """

    names: Names
    folders: tuple[Path, ...] = ()

    @property
    def brief(self) -> Brief:
        """The brief that the notes explain."""
        return self.names.known

    @property
    def lang(self) -> Lang:
        """The language of the notes."""
        return self.names.lang

    @cached_property
    def citations(self) -> Citations:
        """Evidence items as notes show them."""
        return Citations(self.names, self.folders)

    @property
    def documents(self) -> Documents:
        """Where the documents are."""
        return self.citations.documents

    @cached_property
    def stated(self) -> Mapping[str, Stated]:
        """What the brief states of strategies and of moves, by key."""
        found = (*played(self.brief, self.names), *stated(self.brief, self.names))
        return {item.key: item for item in found}

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """Keys of numbers and statements by the record that holds them, in the brief's order."""
        found: dict[str, list[str]] = {}
        for key in (*self.brief.numbers, *self.stated):
            found.setdefault(record_of(key), []).append(key)
        return {record: tuple(keys) for record, keys in found.items()}

    @cached_property
    def marks(self) -> Mapping[str, tuple[str, str]]:
        """Mark (``12a``) and anchor (``note-12``) by key; a record's own key has its number alone.

        Sources have marks too (``S3`` and ``source-3`` under ``sources/ID``).
        """
        found: dict[str, tuple[str, str]] = {}
        for i, (record, keys) in enumerate(self.groups.items(), start=1):
            found[record] = (str(i), f"note-{i}")
            for at, key in enumerate(keys):
                letter = _letter(at) if len(keys) > 1 else ""
                found[key] = (f"{i}{letter}", f"note-{i}{letter and '-' + letter}")
        for i, source in enumerate(self.brief.sources, start=1):
            found[f"sources/{source}"] = (f"S{i}", f"source-{i}")
        return found

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """All notes."""
        return tuple(self._note(record, keys) for record, keys in self.groups.items())

    @cached_property
    def first(self) -> Mapping[str, str]:
        """The mark of the first note that cites an evidence item, by the item's id."""
        found: dict[str, str] = {}
        for note in self.notes:
            for item in note.cited:
                found.setdefault(item.id, note.mark)
        return found

    @cached_property
    def cited_in(self) -> Mapping[str, str]:
        """The key of the first record whose note cites an evidence item, by the item's id."""
        found: dict[str, str] = {}
        for record, keys in self.groups.items():
            for key in keys:
                for item in (self.stated.get(key) or self.brief.numbers[key]).because:
                    found.setdefault(item, record)
        return found

    @cached_property
    def items(self) -> Mapping[str, Cited]:
        """Every evidence item that is not rejected, as notes show it."""
        return {
            name: self.citations.cited(name, item)
            for name, item in self.brief.evidence.items()
            if item.state != "rejected"
        }

    def _note(self, record: str, keys: Sequence[str]) -> Note:
        held = [self.stated.get(key) or self.brief.numbers[key] for key in keys]
        cited = [name for item in held for name in item.because if name in self.items]
        assumed = [self.names.text(item.assumption) for item in held if item.assumption is not None]
        mark, anchor = self.marks[record]
        remarks = [self.names.text(item.note) for item in held if item.note is not None]
        return Note(
            mark=mark,
            anchor=anchor,
            title=self._title(record, held[0]),
            lines=tuple(
                self._line(item) if isinstance(item, Number) else self._statement(item) for item in held
            ),
            assumptions=tuple(dict.fromkeys(assumed)),
            cited=tuple(self.items[name] for name in dict.fromkeys(cited)),
            remarks=tuple(dict.fromkeys(remarks)),
        )

    def _title(self, record: str, first: Number | Stated) -> str:
        if not isinstance(first, Number) or record.startswith("moves/"):
            return title_of(record, self.names)
        if first.party and first.issue and record.startswith("stances/"):
            return self.names.stance(first.party, first.issue)
        if record.startswith("parties/"):
            return self.names.party(first.party)
        if record.startswith("issues/"):
            return self.names.issue(first.issue)
        return self.names.number(first.key)

    def _statement(self, item: Stated) -> Line:
        mark, anchor = self.marks[item.key]
        return Line(
            key=anchor, letter=mark, kind=item.kind, written=item.written, law="", central=item.text,
            spread="–", weight="–", prior="", ground=self._ground(item), is_assumption=item.is_assumption,
            place=str(self.brief.place(item.key)), history=(),
        )  # fmt: skip

    def _line(self, item: Number) -> Line:
        anchor = self.marks[item.key][1]
        width = _span(item)
        law = item.law
        low, high = law.interval(0.9)
        weight = self.citations.weights.number(item)
        return Line(
            key=anchor,
            letter=self.marks[item.key][0],
            kind=self._kind(item),
            written=written(item.entry, self.lang),
            law=render(LAWS[law.kind], self.lang),
            central=with_unit(
                shown_value(item.issue, law.central, self.names), self.names.unit(item.issue), self.lang
            )
            if _on_issue(item)
            else short(law.central, self.lang),
            spread="–" if law.is_point else range_text(low, high, width=width, lang=self.lang),
            weight=weight_and_rule(weight, self.brief.content.rule, lang=self.lang),
            prior="" if weight is None else prior_in_words(readable_prior(self.brief, item), self.lang),
            ground=self._ground(item),
            is_assumption=item.is_assumption,
            place=str(self.brief.place(item.key)),
            history=tuple(self._history(item)),
        )

    def _kind(self, item: Number) -> str:
        kind = render(KINDS[item.kind], self.lang)
        rest = item.key.rpartition("/")[2]
        if item.kind == "value":
            return f"{kind} – {self.names.level(item.issue, rest)}"
        if item.kind == "influence" and item.issue:
            return f"{kind} – {self.names.issue(item.issue)}"
        return kind

    def _ground(self, item: Number | Stated) -> str:
        if item.is_assumption:
            word = msg("assumption; evidence as context") if item.because else msg("assumption")
            return render(word, self.lang)
        if not item.because:
            return render(msg("stated without a ground"), self.lang)
        return render(msg("evidence: {items}", items=", ".join(item.because)), self.lang)

    def _history(self, item: Number) -> Iterator[str]:
        for entry in item.quantity.entries:
            if entry is not item.entry and replaced(item.quantity, entry, self.brief.as_of):
                since = entry.since
                day = since.last if since else None
                text = written(entry, self.lang)
                if day is None:
                    yield render(msg("Earlier value, no longer in force: {value}.", value=text), self.lang)
                else:
                    yield render(
                        msg(
                            "Earlier value, no longer in force: {value} (known on {day}).",
                            value=text,
                            day=day,
                        ),
                        self.lang,
                    )


def record_of(key: str) -> str:
    """The record that holds a number: a stance, a party, an issue; otherwise the number itself.

    >>> record_of("stances/a/x/red_line/at_least"), record_of("calendar/deadline")
    ('stances/a/x', 'calendar/deadline')
    """
    parts = key.split("/")
    if parts[0] in ("stances", "moves"):
        return "/".join(parts[:3])
    return "/".join(parts[:2]) if parts[0] in ("parties", "issues") else key


def written(entry: Entry, lang: Lang) -> str:
    """An entry as its author wrote it, on one line."""

    def bound(value: Bound | None) -> str:
        return "" if value is None else str(getattr(value, "text", value))

    if entry.quantiles is not None:
        return render(
            msg("quantiles {points}", points=", ".join(f"{p}: {q:g}" for p, q in entry.quantiles.items())),
            lang,
        )
    if entry.value is not None:
        return bound(entry.value)
    if entry.mode is None:
        return f"[{bound(entry.low)}, {bound(entry.high)}]"
    return render(
        msg(
            "low {low}, mode {mode}, high {high}",
            low=bound(entry.low),
            mode=bound(entry.mode),
            high=bound(entry.high),
        ),
        lang,
    )


def _letter(at: int) -> str:
    """a … z, then aa, ab, …"""
    return chr(97 + at) if at < 26 else _letter(at // 26 - 1) + chr(97 + at % 26)


def _on_issue(item: Number) -> bool:
    return item.kind in ON_THE_ISSUE and bool(item.issue)


def _span(item: Number) -> float:
    if item.scale.low is not None and item.scale.high is not None:
        return item.scale.high - item.scale.low
    return max(abs(x) for x in (*item.law.support, 1e-9))
