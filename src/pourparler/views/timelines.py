"""A timeline in words and rows: what changed when, and on which evidence."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from pourparler.analyses.stability.names import IN_WORDS
from pourparler.brief.weights import AS_WRITTEN
from pourparler.language import Message, day, in_sequence, msg, msg_n, number, percent, render
from pourparler.uncertainty.versions.timeline import OnDay, Timeline
from pourparler.views.names import Names
from pourparler.views.table import SHOWN, Table, heads_of

NAMED = 4
"""Items of evidence and numbers that a sentence names."""

_SMALL = 0.02
"""A median has moved when it has by this share of the widest band of its quantity."""


def timeline_sentences(found: Timeline, names: Names) -> tuple[Message, ...]:
    """What changed when, what it rests on, and what a reader should not read into it."""
    lines = [
        msg_n(
            "{n} day, {first:date}: {draws} draws, solved by {concept} on what was known then.",
            "{n} days from {first:date} to {last:date}: {draws} draws each, solved by {concept} on what was known then.",
            n=len(found.days), first=found.days[0].as_of, last=found.days[-1].as_of, draws=found.draws,
            concept=names.concept(found.concept.name),
        ),
        *_first(found, names),
    ]  # fmt: skip
    for before, after in pairwise(found.days):
        lines += _step(found, (before, after), names)
    return (*lines, *_caveats(found, names))


def _first(found: Timeline, names: Names) -> Iterator[Message]:
    """What the first day gives, issue by issue."""
    start = found.days[0]
    if start.problem is not None:
        yield msg(
            "{day:date}: nothing can be solved ({reason}).",
            day=start.as_of,
            reason=names.named(start.problem),
        )
        return
    held = [
        msg("{issue}: {level} ({share:percent} of the draws)", issue=_called(issue, names),
            level=names.value(issue, leading(found, start, issue)[0]), share=leading(found, start, issue)[1])
        for issue in start.levels
    ]  # fmt: skip
    if not held:
        medians = [
            msg(
                "{issue}: {level}",
                issue=names.quantity(name),
                level=names.of_quantity(name, q[0.5], decimals=1),
            )
            for name, q in start.quantities.items()
            if name.startswith("issue/")
        ]
        if medians:
            yield msg("{day:date}, medians: {levels:terms}.", day=start.as_of, levels=medians)
    if held:
        yield msg(
            "{day:date}, what the outcome holds most often: {levels:terms}.", day=start.as_of, levels=held
        )


def _step(found: Timeline, days: tuple[OnDay, OnDay], names: Names) -> Iterator[Message]:
    """What came between two days, and what it did."""
    before, after = days
    came = [one for one in found.changes if before.as_of < one.day <= after.as_of]
    parts: list[Message] = []
    entered = [name for one in came for name in one.entered]
    if entered:
        parts.append(msg_n("{n} item of evidence enters ({items}).", "{n} items of evidence enter ({items}).",
                           n=len(entered), items=_some(entered)))  # fmt: skip
    open_ones = {
        name
        for one in found.changes
        if one.day <= before.as_of
        for name, last in one.until.items()
        if last > before.as_of
    }
    if open_ones:
        parts.append(msg_n("{n} item of evidence dated by an interval may have entered since.",
                           "{n} items of evidence dated by an interval may have entered since.", n=len(open_ones)))  # fmt: skip
    judged = sum(one.judged for one in came)
    if judged:
        parts.append(
            msg_n("{n} answer of an expert is there.", "{n} answers of experts are there.", n=judged)
        )
    stated = [key for key in before.unstated if key not in after.unstated]
    if stated:
        told = _some([names.number(key) for key in stated])
        parts.append(msg_n("{n} number is stated for the first time ({numbers}).", "{n} numbers are stated for the first time ({numbers}).",
                           n=len(stated), numbers=told))  # fmt: skip
    moved = [key for key in dict.fromkeys(key for one in came for key in one.numbers) if key not in stated]
    if moved:
        told = _some([names.number(key) for key in moved])
        parts.append(msg_n("{n} number has a new value ({numbers}).", "{n} numbers have new values ({numbers}).",
                           n=len(moved), numbers=told))  # fmt: skip
    if after.problem is not None:
        parts.append(msg("Nothing can be solved ({reason}).", reason=names.named(after.problem)))
    elif before.problem is not None:
        parts.append(msg("From here on there is an answer."))
    else:
        effects = [*_levels_moved(found, days, names), *_medians_moved(days, names)]
        if not parts and not effects:
            return
        parts += effects or [msg("The answer hardly moves.") if before.quantities != after.quantities else msg("The answer stays the same.")]  # fmt: skip
    yield msg("{day:date}: {text}", day=after.as_of, text=in_sequence(parts))


def _levels_moved(found: Timeline, days: tuple[OnDay, OnDay], names: Names) -> Iterator[Message]:
    """Issues on which another value is now the most frequent, or the same one much more or less often."""
    before, after = days
    for issue in after.levels:
        if issue not in before.levels:
            continue
        (old, was), (new, now) = leading(found, before, issue), leading(found, after, issue)
        if old != new:
            yield msg("{issue}: most often {new} ({now:percent}), before that {old} ({was:percent}).", issue=_called(issue, names),
                      new=names.value(issue, new), now=now, old=names.value(issue, old), was=was)  # fmt: skip
        elif abs(now - was) >= 0.05:
            yield msg("{issue}: {level} in {now:percent} of the draws, before that in {was:percent}.", issue=_called(issue, names),
                      level=names.value(issue, new), now=now, was=was)  # fmt: skip


def _medians_moved(days: tuple[OnDay, OnDay], names: Names) -> Iterator[Message]:
    """Forecasts whose median has moved; of outcomes the levels say more."""
    before, after = days
    for name, now in after.quantities.items():
        was = before.quantities.get(name, {})
        old, new = was.get(0.5), now[0.5]
        if after.levels or not name.startswith("issue/") or old is None or new is None:
            continue
        if abs(new - old) > _SMALL * (max(_width(was), _width(now)) or 1.0):
            yield msg("{quantity}: median {now}, before that {was}.", quantity=names.quantity(name),
                      now=names.of_quantity(name, new, decimals=1), was=names.of_quantity(name, old, decimals=1))  # fmt: skip


def _width(found: Mapping[float, float | None]) -> float:
    return (found[0.975] or 0.0) - (found[0.025] or 0.0)


def leading(found: Timeline, on: OnDay, issue: str) -> tuple[Any, float]:
    """The most frequent value of an issue on a day (ties: the lower) and its share of the draws."""
    shares = on.levels[issue]
    value = max((value for value in found.values[issue] if value in shares), key=lambda value: shares[value])
    return value, shares[value]


def _called(issue: str, names: Names) -> str:
    """An issue, or of a conflict the concept whose equilibria the answer holds."""
    return IN_WORDS.get(issue) or names.issue(issue)


def _some(items: Sequence[str]) -> Message:
    if len(items) <= NAMED + 1:
        return Message("{items}", {"items": tuple(items)})
    return msg("{items} and {n} others", items=", ".join(items[:NAMED]), n=len(items) - NAMED)


def _caveats(found: Timeline, names: Names) -> Iterator[Message]:
    bare = max(
        (day for day in found.days if day.problem is None), key=lambda day: len(day.unstated), default=None
    )
    if bare is not None and bare.unstated:
        yield msg_n(
            "On {day:date} {n} number is not stated yet ({numbers}): the answer of that day is computed without it.",
            "On {day:date} {n} numbers are not stated yet ({numbers}): the answer of that day is computed without them.",
            n=len(bare.unstated), day=bare.as_of, numbers=_some([names.number(key) for key in bare.unstated]),
        )  # fmt: skip
    by_count: dict[int, OnDay] = {
        len(day.waiting): day for day in found.days if day.waiting and day.problem is None
    }
    if by_count:
        most = max(by_count)
        text = (
            msg_n(
                "On {day:date} {n} number cites only evidence that was not there yet; it is drawn as written all the same.",
                "On {day:date} {n} numbers cite only evidence that was not there yet; they are drawn as written all the same.",
                n=most, day=by_count[most].as_of)
            if found.rule == AS_WRITTEN else
            msg_n(
                "On {day:date} {n} number cites only evidence that was not there yet; it is drawn from its prior, or as written where its kind has none.",
                "On {day:date} {n} numbers cite only evidence that was not there yet; they are drawn from their priors, or as written where their kind has none.",
                n=most, day=by_count[most].as_of)
        )  # fmt: skip
        yield text
    if found.rule == AS_WRITTEN:
        yield msg("By the rule {rule} evidence has no weight in the draws: only dated values change the answer.", rule=found.rule)  # fmt: skip
    yield msg("Evidence dated by an interval enters on a day of it that is drawn; a step holds until the next day that was asked for, and nothing is extrapolated after the last.")  # fmt: skip
    yield msg(
        "A share of draws from the stated ranges under one concept is not the probability of the event."
    )


def timeline_tables(found: Timeline, names: Names) -> tuple[Table, ...]:
    """What leads on each issue and from when; how far each quantity spreads; only days on which a row changes."""
    lang = names.lang
    days = Table(
        render(msg("Day by day"), lang),
        heads_of((msg("Day"), msg("Evidence there"), msg("Different outcomes"), msg("Answered")), names),
        tuple(_day_row(one, names) for one in _few(found.days)),
        frozenset((1, 2, 3)),
    )
    rows = [row for issue in found.values for row in _issue_rows(found, issue, names)]
    levels = Table(
        render(msg("What the outcome holds most often, and from when"), lang),
        heads_of((msg("Issue"), msg("Since"), msg("Level"), msg("Share of draws")), names),
        tuple(_ends(rows)),
        frozenset((3,)),
    )
    spread = [row for name in _named(found) for row in _quantity_rows(found, name, names)]
    spreads = Table(
        render(msg("How far the draws spread, and from when"), lang),
        heads_of((msg("Quantity"), msg("Since"), msg("Median"), msg("50% of the draws"), msg("95% of the draws")), names),
        tuple(_ends(spread)),
        frozenset((2, 3, 4)),
    )  # fmt: skip
    return tuple(table for table in (days, levels, spreads) if table.rows)


def _named(found: Timeline) -> list[str]:
    """Quantities in the order in which they first occur; numeric issues of outcomes are told by their levels."""
    names = list(dict.fromkeys(name for one in found.days for name in one.quantities))
    # Of a conflict the many states that are equilibria or not have no spread worth a row: how many there are has.
    names = [name for name in names if name.startswith("equilibria/")] or names
    return [
        name for name in names if name.partition("/")[2] not in found.values or not name.startswith("issue/")
    ]


def _day_row(one: OnDay, names: Names) -> tuple[str, ...]:
    lang = names.lang
    answered = percent(one.status_share.get("ok", 0.0) + one.status_share.get("approximate", 0.0), lang)
    if one.problem is not None:
        return day(one.as_of, lang), number(len(one.entered), lang), "–", render(msg("not solved"), lang)
    shown = number(one.distinct, lang) if one.distinct else "–"
    return day(one.as_of, lang), number(len(one.entered), lang), shown, answered


def _issue_rows(found: Timeline, issue: str, names: Names) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for one in found.days:
        if issue in one.levels:
            level, share = leading(found, one, issue)
            said = (names.value(issue, level), percent(share, names.lang))
            if not rows or rows[-1][2:] != said:
                rows.append((_called(issue, names), day(one.as_of, names.lang), *said))
    return rows


def _quantity_rows(found: Timeline, name: str, names: Names) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for one in found.days:
        q = one.quantities.get(name)
        if q is None or q[0.5] is None:
            continue
        shown = {level: names.of_quantity(name, value, decimals=2) for level, value in q.items()}
        said = (shown[0.5], f"{shown[0.25]} – {shown[0.75]}", f"{shown[0.025]} – {shown[0.975]}")
        if not rows or rows[-1][2:] != said:
            rows.append((names.quantity(name), day(one.as_of, names.lang), *said))
    return rows


def _few(days: Sequence[OnDay]) -> Sequence[OnDay]:
    """Of very many days those on which more evidence is there than on the day before, the first and the last."""
    if len(days) <= SHOWN:
        return days
    return [
        one for i, one in enumerate(days) if i in (0, len(days) - 1) or one.entered != days[i - 1].entered
    ]


def _ends(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """All rows, or of very many the first and last of each name; the JSON holds them all."""
    if len(rows) <= SHOWN:
        return rows
    return [
        row for i, row in enumerate(rows)
        if i in (0, len(rows) - 1) or rows[i - 1][0] != row[0] or rows[i + 1][0] != row[0]
    ]  # fmt: skip


def timeline_records(found: Timeline) -> list[dict[str, Any]]:
    """One row per day and quantity: its quantiles."""
    return [
        {"as_of": one.as_of, "quantity": name, **{str(level): value for level, value in q.items()}}
        for one in found.days
        for name, q in one.quantities.items()
    ]
