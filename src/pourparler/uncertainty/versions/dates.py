"""The days of a timeline: those that are asked for, or regular ones between the first dated thing and the last."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from pourparler.brief.brief import Brief
from pourparler.brief.edtf import parse
from pourparler.errors import UsageError
from pourparler.language import msg
from pourparler.uncertainty.versions.dated import Change

Every = Literal["change", "day", "week", "month", "quarter", "year"]
"""A step of the calendar, or the days on which the brief itself changes."""

MAX_DATES = 400
"""Days of one timeline: each is a sweep of its own."""


def span(brief: Brief, found: Sequence[Change]) -> tuple[date, date]:
    """First and last day of a timeline: the first dated thing of the brief, and its as-of date.

    Without an as-of date the last dated thing; without dated things the as-of date alone. Raises ``UsageError`` where
    there is neither.
    """
    last = brief.as_of or (found[-1].day if found else None)
    if last is None:
        raise UsageError(
            msg("nothing in this brief is dated, so it is the same on every day"),
            where="timeline",
            advice=msg("Date its sources (published), values of numbers (from) or the brief itself (as_of)."),
        )
    return (min(found[0].day, last) if found else last), last


def regular(first: date, last: date, every: Every) -> tuple[date, ...]:
    """``first``, the beginning of every day, week (Monday), month, quarter or year after it, and ``last``.

    Raises ``UsageError`` for more than 400 days.

    >>> [str(day) for day in regular(date(2024, 1, 10), date(2024, 3, 5), "month")]
    ['2024-01-10', '2024-02-01', '2024-03-01', '2024-03-05']
    """
    found = [first]
    for day in _beginnings(first, every):
        if day >= last:
            break
        found.append(day)
        if len(found) >= MAX_DATES:
            raise _too_many()
    return (*found, last) if last > first else (first,)


def changing(found: Sequence[Change], last: date) -> tuple[date, ...]:
    """The days on which the brief changes, and ``last``. Raises ``UsageError`` for more than 400."""
    days = tuple(sorted({last, *(change.day for change in found)}))
    if len(days) > MAX_DATES:
        raise _too_many()
    return days


def _beginnings(after: date, every: Every) -> Iterator[date]:
    """The first beginning after a day, and so on until the calendar ends."""
    months = {"month": 1, "quarter": 3, "year": 12}.get(every)
    day = after
    while day.year < date.max.year:
        if every == "day":
            day += timedelta(days=1)
        elif months is None:
            day += timedelta(days=7 - day.weekday())
        else:
            at = day.year * 12 + ((day.month - 1) // months + 1) * months
            day = date(at // 12, at % 12 + 1, 1)
        yield day


def asked(texts: Sequence[str | date], last: date) -> tuple[date, ...]:
    """The days that are asked for, sorted, each once; of a month or a year its last day, as for an as-of date.

    Raises ``UsageError`` for what is no date, days after ``last``, and more than 400 days.
    """
    found = sorted({_day(text) for text in texts})
    if len(found) > MAX_DATES:
        raise _too_many()
    if found and found[-1] > last:
        raise UsageError(
            msg("{day:date} is after what the brief is about: it is seen from {last:date}", day=found[-1], last=last),
            where="--at",
            advice=msg("Nothing is extrapolated: ask for days up to then, or give a later as-of date."),
        )  # fmt: skip
    return tuple(found)


def _day(text: str | date) -> date:
    if isinstance(text, date):
        return text
    try:
        found = parse(text).last
    except ValueError:
        found = None
    if found is None:
        raise UsageError(
            msg("{text} is not a date", text=text),
            where="--at",
            advice=msg("Write it as {form}.", form="2025-01-31"),
        )
    return found


def _too_many() -> UsageError:
    return UsageError(
        msg("these are more than {n} days", n=MAX_DATES),
        where="timeline",
        advice=msg("Take a longer step, such as --every month, or name the days with --at."),
    )
