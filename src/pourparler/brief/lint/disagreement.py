"""Rules on what does not fit together: readings, retellings, headlines, agendas, experts."""

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from pydantic_core import PydanticCustomError

from pourparler.brief.findings import Finding
from pourparler.brief.laws import Law, law
from pourparler.brief.lint.context import Context
from pourparler.brief.numbers import Number
from pourparler.brief.quantities import Entry
from pourparler.brief.readings import hedge_reading
from pourparler.brief.sources import Evidence
from pourparler.language import Message, msg, pick

MASS = 0.9
_CELLS = 4_000
_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
Interval = tuple[float, float]


def disjoint_readings(seen: Context) -> Iterator[Finding]:
    """W213: two live readings of one number have 90 % intervals that do not touch.

    Readings: entries of one date, the latest known; the number as written, where it rests on evidence, and its experts
    together (the linear pool of the laws of their last rounds, all with the same weight).
    """
    for key, number in seen.brief.numbers.items():
        pair = _same_day(seen, number) or _judged(seen, number)
        if pair is not None:
            message = msg("{a} and {b} cannot both describe {key}", a=pair[0], b=pair[1], key=key)
            yield seen.finding("W213", key, says=message, advice=msg("Date, reject or pool one."))


def _same_day(seen: Context, number: Number) -> tuple[Message, Message] | None:
    entries = [entry for entry in number.quantity.entries if entry.since == number.entry.since]
    if len(entries) < 2:
        return None
    found = [_interval_of(entry, number) for entry in entries]
    known = [interval for interval in found if interval is not None]
    for i, first in enumerate(known):
        for second in known[i + 1 :]:
            if _disjoint(first, second):
                return _shown(first), _shown(second)
    return None


def _judged(seen: Context, number: Number) -> tuple[Message, Message] | None:
    written = seen.laws.get(number.key)
    found = seen.judged.get(number.key, {})
    if written is None or not found or number.key not in seen.grounded:
        return None
    own, pooled = _interval(written), _pooled([answer.law for answer in found.values()])
    if not _disjoint(own, pooled):
        return None
    return msg("the evidence ({interval})", interval=_shown(own)), msg(
        "the judgements ({interval})", interval=_shown(pooled)
    )


def _pooled(laws: Sequence[Law]) -> Interval:
    """The central 90 % interval of the laws together, each with the same share (to a four-thousandth of it)."""
    shares = (np.arange(_CELLS) + 0.5) / _CELLS
    together = np.concatenate([law.quantile(shares) for law in laws])
    low, high = np.quantile(together, [(1 - MASS) / 2, (1 + MASS) / 2])
    return float(low), float(high)


def _interval_of(entry: Entry, number: Number) -> Interval | None:
    try:
        return _interval(law(entry, number.scale, number.key))
    except PydanticCustomError:
        return None  # told by E206 where the entry is in force


def _interval(found: Law) -> Interval:
    """The central 90 % interval; of a PERT by its cumulated density, so that no heavy library is needed."""
    if found.kind != "pert":
        return found.interval(MASS)
    low, mode, high = found.parameters
    share = (mode - low) / (high - low)
    x = (np.arange(_CELLS) + 0.5) / _CELLS
    mass = np.cumsum(x ** (4 * share) * (1 - x) ** (4 * (1 - share)))
    at = np.searchsorted(mass / mass[-1], [(1 - MASS) / 2, (1 + MASS) / 2])
    ends = low + (high - low) * x[at]
    return float(ends[0]), float(ends[1])


def _disjoint(one: Interval, two: Interval) -> bool:
    return one[1] < two[0] or two[1] < one[0]


def _shown(interval: Interval) -> Message:
    return msg("{low} to {high}", low=round(interval[0], 1), high=round(interval[1], 1))


def differing_retellings(seen: Context) -> Iterator[Finding]:
    """W219: items tied by ``same_report`` make different claims, or hold different numerals.

    Claims are compared as written; where one of the items has none, the numerals of the quotes are.
    """
    for group in _reports(seen.accepted):
        claims = [pick(item.claim, seen.brief.language) for item in group.values()]
        values = (
            claims if all(claims) else [", ".join(_NUMERAL.findall(item.quote)) for item in group.values()]
        )
        distinct = tuple(dict.fromkeys(value for value in values if value))
        if len(distinct) > 1:
            key = f"evidence/{next(iter(group))}"
            message = msg("retellings disagree: {values}", values=distinct)
            yield seen.finding("W219", key, says=message, advice=msg("Widen the value."))


def _reports(items: Mapping[str, Evidence]) -> list[dict[str, Evidence]]:
    """Items grouped by the report they retell, groups of two and more."""
    groups: dict[str, dict[str, Evidence]] = {}
    for name, item in items.items():
        head, passed = name, {name}
        while head in items and (near := items[head].same_report) is not None and near not in passed:
            head = near
            passed.add(head)
        groups.setdefault(min(passed) if head in items and items[head].same_report else head, {})[name] = item
    return [group for group in groups.values() if len(group) > 1]


def louder_headline(seen: Context) -> Iterator[Finding]:
    """W202: a headline is less hedged, or says more, than the text of its document on the same issue.

    A headline says more where the text has marks that lower the claim or limit its size (scope ``claim``
    with a reading below 1, or scope ``value``) and the headline has fewer. The issue is that of the numbers
    that cite both, or stands under ``about``.
    """
    issues = _issues(seen)
    for name, item in seen.accepted.items():
        if item.role != "headline":
            continue
        bodies = [
            other
            for other, told in seen.accepted.items()
            if told.role != "headline" and told.source == item.source and issues[name] & issues[other]
        ]
        if any(_doubt(seen, other) > _doubt(seen, name) for other in bodies):
            message = msg("the headline says more than the text")
            yield seen.finding("W202", f"evidence/{name}", says=message, advice=msg("Cite the body."))


def _issues(seen: Context) -> Mapping[str, set[str]]:
    found = {
        name: {about for about in item.about if about in seen.brief.issues}
        for name, item in seen.accepted.items()
    }
    for number in seen.brief.numbers.values():
        for name in number.because:
            if name in found and number.issue:
                found[name].add(number.issue)
    return found


def _doubt(seen: Context, name: str) -> int:
    marks = seen.accepted[name].hedges
    lowering = [mark for mark in marks if hedge_reading(seen.brief, name, mark=mark) < 1.0]
    return len(lowering) + sum(mark.scope == "value" for mark in marks)


def different_agendas(seen: Context) -> Iterator[Finding]:
    """N303: two parties at the table put different issues first; once per pair of issues.

    A party's first issue is the one of its largest central salience, where it has two saliences or more and
    no tie at the top.
    """
    first: dict[str, str] = {}
    for party, known in _saliences(seen).items():
        top = [issue for issue, salience in known.items() if salience == max(known.values())]
        if len(known) > 1 and len(top) == 1:
            first.setdefault(top[0], party)
    holders = list(first.items())
    for i, (x, a) in enumerate(holders):
        for y, b in holders[i + 1 :]:
            message = msg(
                "{a} puts {x} first, {b} puts {y} first",
                a=seen.party(a), x=seen.issue(x), b=seen.party(b), y=seen.issue(y),
            )  # fmt: skip
            yield seen.finding(
                "N303", f"stances/{a}/{x}/salience", says=message, advice=msg("There is room for exchange.")
            )


def _saliences(seen: Context) -> Mapping[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for key, number in seen.brief.numbers.items():
        party = seen.brief.parties.get(number.party)
        if number.kind == "salience" and key in seen.laws and party is not None and party.at_table:
            found.setdefault(number.party, {})[number.issue] = seen.laws[key].central
    return found
