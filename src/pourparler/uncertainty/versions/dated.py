"""A brief as it was on a day: which evidence was there, which values of dated lists were in force."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from pourparler.brief.brief import Brief
from pourparler.brief.canonical import digest
from pourparler.brief.edtf import Interval, parse
from pourparler.brief.judgements import Judgement
from pourparler.brief.numbers import Number, numbers
from pourparler.brief.quantities import Quantity


@dataclass(frozen=True)
class Change:
    """What happens to a brief on one day: evidence that ``entered`` (ids), and keys of ``numbers`` that have a new value.

    ``until``: of evidence dated by an interval the last day on which it may be published; on which it is, is drawn.
    ``judged``: answers that experts gave on the day.
    """

    day: date
    entered: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    until: Mapping[str, date] = field(default_factory=dict)
    judged: int = 0


def entering(brief: Brief) -> Mapping[str, date | None]:
    """By id of each accepted item of evidence, the first day on which it may be there; ``None``: always.

    That day is when the item, else its document, was published, of an interval its first day: on which day of it the
    item enters is drawn (:func:`pourparler.uncertainty.inputs.inputs.inputs_of`, ``in_hand``). Undated evidence is always there.
    """
    return {
        name: interval.first if (interval := _published(brief, name)) is not None else None
        for name, item in brief.evidence.items()
        if item.state == "accepted"
    }


def _published(brief: Brief, evidence: str) -> Interval | None:
    item = brief.evidence[evidence]
    source = brief.sources.get(item.source)
    return item.published or (source.published if source else None)


def _central(interval: Interval) -> date | None:
    first, last = interval.first or interval.last, interval.last or interval.first
    if first is None or last is None:
        return None
    return first + timedelta(days=(last - first).days // 2)


def brief_on(brief: Brief, day: date) -> Brief:
    """The brief as it would have been on ``day``: that is its as-of date, and later evidence and judgements are out.

    Dated lists give the value in force on the day. A number whose evidence is all out keeps its place: what it is drawn
    from then is for the rule of the brief to say.
    """
    days = entering(brief)
    known = {name: item for name, item in brief.evidence.items() if (days.get(name) or day) <= day}
    content = brief.content.model_copy(update={"as_of": Interval(day, day), "evidence": known})
    data = {**brief.data, "as_of": day.isoformat()}
    judged = tuple(item for item in brief.judgements if (_judged(item) or day) <= day)
    return replace(brief, content=content, data=data, digest=digest(data), judgements=judged)


def _judged(item: Judgement) -> date | None:
    try:
        return _central(parse(item.day)) if item.day else None
    except ValueError:  # told by check
        return None


def waiting(brief: Brief, day: date) -> tuple[str, ...]:
    """Keys of numbers in force on ``day`` that cite evidence of which nothing is there yet; assumptions do not wait."""
    days = entering(brief)
    later = {name for name, known in days.items() if known is not None and known > day}
    return tuple(
        key
        for key, number in numbers(brief.content, day).items()
        if number.because and not number.is_assumption and set(number.because) <= later
    )


def unstated(brief: Brief, day: date) -> tuple[str, ...]:
    """Keys of the brief's numbers of which nothing is stated on ``day`` yet: all their values are dated later."""
    known = numbers(brief.content, day)
    return tuple(key for key in brief.numbers if key not in known)


def changes(brief: Brief) -> tuple[Change, ...]:
    """Everything dated in the brief up to its as-of date, day by day."""
    end = brief.as_of
    entered: dict[date, list[str]] = {}
    for name, day in entering(brief).items():
        if day is not None and (end is None or day <= end):
            entered.setdefault(day, []).append(name)
    starts = sorted({day for day in _starts(brief) if end is None or day <= end})
    known: Mapping[str, Number] = numbers(brief.content, starts[0] - timedelta(days=1)) if starts else {}
    moved: dict[date, tuple[str, ...]] = {}
    for day in starts:
        now = numbers(brief.content, day)
        moved[day] = tuple(
            key for key, number in now.items() if key not in known or known[key].entry is not number.entry
        )
        known = now
    judged = Counter(
        day for item in brief.judgements if (day := _judged(item)) and (end is None or day <= end)
    )
    return tuple(
        Change(
            day, tuple(names := entered.get(day, [])), moved.get(day, ()), _until(brief, names), judged[day]
        )
        for day in sorted({*entered, *moved, *judged})
    )


def _until(brief: Brief, names: Iterable[str]) -> dict[str, date]:
    found = {name: interval for name in names if (interval := _published(brief, name)) is not None}
    return {name: i.last for name, i in found.items() if i.last is not None and i.last != i.first}


def _starts(brief: Brief) -> Iterator[date]:
    """The days from which the entries of the brief's numbers are known, where they say so."""
    for quantity in _quantities(brief.content):
        for entry in quantity.entries:
            if entry.since is not None and entry.since.first is not None:
                yield entry.since.first


def _quantities(record: Any) -> Iterator[Quantity]:
    """Every quantity below a record, wherever it stands."""
    if isinstance(record, Quantity):
        yield record
    elif isinstance(record, Mapping):
        for item in record.values():
            yield from _quantities(item)
    elif isinstance(record, list | tuple):
        for item in record:
            yield from _quantities(item)
    elif hasattr(type(record), "model_fields"):
        for name in type(record).model_fields:
            yield from _quantities(getattr(record, name))
