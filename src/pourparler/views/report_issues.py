"""Issue by issue: which values a deal can have, how contested the issue is, on which side the weight lies."""

from collections.abc import Sequence
from dataclasses import dataclass

from pourparler.analyses.bargaining.audited import ZonesResult
from pourparler.analyses.collective.contestedness import ContestednessResult
from pourparler.language import Message, msg, percent, render
from pourparler.views.charts.figure import Cell, Table
from pourparler.views.deals import zone_words
from pourparler.views.names import Names


@dataclass(frozen=True)
class Room:
    """The table, where there is one, and how to read it or why it is not there."""

    table: Table | None
    reading: tuple[str, ...]


def room(zones: ZonesResult | None, contests: ContestednessResult | None, names: Names) -> Room | None:
    """Zones and contestedness side by side; ``None`` where neither says anything."""
    open_ = zones if zones is not None and zones.status.code == "ok" else None
    if open_ is None and contests is None:
        # Without an acceptable deal there is no zone, which is said elsewhere; that a limit was hit is not.
        if zones is None or zones.status.code == "no-agreement":
            return None
        return Room(None, (render(names.named(zones.status.message), names.lang),))
    issues = list(dict.fromkeys((*(open_.zones if open_ else ()), *(contests.issues if contests else ()))))
    heads = [msg("Issue")]
    heads += [msg("Values that an acceptable deal can have")] if open_ else []
    heads += (
        [msg("Contested"), msg("Below the middle"), msg("On the middle"), msg("Above the middle")]
        if contests
        else []
    )
    rows = tuple(_row(issue, open_, contests, names=names) for issue in issues)
    first = 2 if open_ else 1
    right = frozenset(range(first, first + 4)) if contests else frozenset()
    told = [*_zone_words(zones, names), *_contest_words(contests, names)]
    return Room(
        Table(tuple(render(head, names.lang) for head in heads), rows, right),
        tuple(render(line, names.lang) for line in told),
    )


def _row(
    issue: str, zones: ZonesResult | None, contests: ContestednessResult | None, *, names: Names
) -> tuple[Cell, ...]:
    row = [Cell(names.issue(issue))]
    if zones is not None:
        zone = zones.zones.get(issue)
        text = "–" if zone is None else zone_words(zone.projection, issue, names, size=zone.size)
        row.append(Cell(text))
    if contests is not None:
        contest = contests.issues.get(issue)
        shares = (contest.value, contest.below, contest.at, contest.above) if contest else (None,) * 4
        row += [Cell(percent(share, names.lang)) for share in shares]
    return tuple(row)


def _zone_words(zones: ZonesResult | None, names: Names) -> Sequence[Message]:
    if zones is None:
        return ()
    if zones.status.code != "ok":
        # Without an acceptable deal, or past a limit, there is no zone to list: the sentence says which.
        return (names.named(zones.status.message),)
    told = msg(
        "A value is listed where some acceptable deal has it, the other issues being free; values from several rows need not be acceptable together."
    )
    return (told,)


def _contest_words(contests: ContestednessResult | None, names: Names) -> Sequence[Message]:
    if contests is None:
        return ()
    lines = [
        msg("Contested: the mean distance between the positions of two parties, as a share of the issue's scale (0%: all agree; 100%: two parties at the two ends), weighted by influence times salience; all parties named count, at the table or not."),
        msg("The last columns share out that weight between positions below the middle of the scale, on it and above it: two camps, or one party against the rest, can be equally contested. The positions themselves are drawn above."),
    ]  # fmt: skip
    if contests.status.message.params:
        lines.append(names.named(contests.status.message))
    return lines
