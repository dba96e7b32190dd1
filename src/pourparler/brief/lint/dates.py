"""Rules on dates: documents without one, evidence that is too old or too new."""

from collections.abc import Iterator
from datetime import timedelta

from pourparler.brief.edtf import Interval
from pourparler.brief.findings import Finding
from pourparler.brief.lint.context import Context
from pourparler.brief.sources import Evidence
from pourparler.brief.weights import is_later
from pourparler.language import msg

_DAYS_PER_MONTH = 30.4375


def undated(seen: Context) -> Iterator[Finding]:
    """E205: a document has no date, not even a wide interval."""
    for name, source in seen.brief.sources.items():
        if (
            source.is_document
            and source.published is None
            and not seen.is_removed(f"sources/{name}/published")
        ):
            message = msg("{source} has no date", source=name)
            yield seen.finding(
                "E205", f"sources/{name}", says=message, advice=msg("Give an interval, even a wide one.")
            )


def stale(seen: Context) -> Iterator[Finding]:
    """W209: an item is wholly older than ``stale_after`` months, by its own date or its document's.

    ``event_date`` comes first: what was said in an earlier mandate is as old as that mandate.
    """
    as_of = seen.brief.as_of
    if as_of is None:
        return
    limit = as_of - timedelta(days=seen.brief.content.stale_after * _DAYS_PER_MONTH)
    for name, item in seen.accepted.items():
        said = item.event_date or _published(seen, item)
        if said is not None and said.last is not None and said.last < limit:
            message = msg("{id} dates from {date}", id=name, date=said.last)
            yield seen.finding(
                "W209", f"evidence/{name}", says=message, advice=msg("Confirm it, or accept the discount.")
            )


def too_late(seen: Context) -> Iterator[Finding]:
    """W221: an item was published after the day from which the brief is seen."""
    as_of = seen.brief.as_of
    for name, item in seen.accepted.items():
        if is_later(item, _published(seen, item), as_of=as_of):
            message = msg("{id} is later than {date}: not used", id=name, date=as_of)
            yield seen.finding(
                "W221", f"evidence/{name}", says=message, advice=msg("Move `as_of`, or leave it.")
            )


def _published(seen: Context, item: Evidence) -> Interval | None:
    source = seen.brief.sources.get(item.source)
    found: Interval | None = item.published or (source.published if source is not None else None)
    return found
