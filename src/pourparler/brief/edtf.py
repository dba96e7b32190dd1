"""Dates as people know them: EDTF (ISO 8601-2) levels 0 and 1, kept as intervals, never as a made-up day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_PART = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<mark>[~?%]?)"
)


@dataclass(frozen=True)
class Interval:
    """First and last possible day (``None``: open end) and whether the text calls itself approximate."""

    first: date | None
    last: date | None
    approximate: bool = False

    def days_before(self, day: date) -> tuple[int, int]:
        """Smallest and largest number of days from a day inside the interval to ``day``, never negative.

        The interval is cut at ``day`` (a document in hand was not published after it); an open beginning
        counts from its last known day.
        """
        last = min(self.last or day, day)
        first = min(self.first or last, last)
        return (day - last).days, (day - first).days


def parse(text: str) -> Interval:
    """Read a date or an interval.

    Accepts a day, month or year, ``2024-11-06/2025-01-19``, open ends (``../2025-01-19``), unspecified
    digits (``2024-XX``, ``202X``) and the qualifiers ``~ ? %``. Raises ``ValueError`` for anything else.
    Source: EDTF specification, Library of Congress, levels 0 and 1 (without seasons and years beyond 9999).

    >>> parse("2024-11").last
    datetime.date(2024, 11, 30)
    """
    left, slash, right = text.strip().partition("/")
    if not slash:
        return _one(left)
    start = None if left in ("", "..") else _one(left)
    end = None if right in ("", "..") else _one(right)
    if start is None and end is None:
        raise ValueError(text)
    first = start.first if start else None
    last = end.last if end else None
    if first and last and first > last:
        raise ValueError(text)
    return Interval(first, last, bool((start and start.approximate) or (end and end.approximate)))


def _one(text: str) -> Interval:
    found = _PART.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day, mark = found.group("year", "month", "day", "mark")
    if "X" in year and month:
        raise ValueError(text)
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first_year < 1:
        raise ValueError(text)
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise ValueError(text)
        return Interval(date(first_year, 1, 1), date(last_year, 12, 31), bool(mark))
    if day is None or day == "XX":
        last_day = calendar.monthrange(first_year, _month(month, text))[1]
        return Interval(date(first_year, int(month), 1), date(first_year, int(month), last_day), bool(mark))
    exact = date(first_year, _month(month, text), int(day))
    return Interval(exact, exact, bool(mark))


def _month(text: str, whole: str) -> int:
    number = int(text)
    if not 1 <= number <= 12:
        raise ValueError(whole)
    return number
