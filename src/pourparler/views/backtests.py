"""A backtest in words and rows."""

from collections.abc import Iterator

from pourparler.language import Lang, Message, msg, msg_n, number, percent, render
from pourparler.trackrecord.backtest import Backtest, Row
from pourparler.trackrecord.clustered import Difference
from pourparler.views.charts.solutions import short_concept
from pourparler.views.names import Names
from pourparler.views.screen import Screen
from pourparler.views.table import Table

NAMES = {"mid-range": msg("Middle of the positions"), "middle": msg("Middle of the scale")}


def row_name(name: str, names: Names) -> str:
    """A row as a reader sees it: the concept's short name, its own settings in brackets."""
    concept, _, settings = name.partition(" ")
    told = render(NAMES[concept], names.lang) if concept in NAMES else short_concept(concept, names)
    return f"{told} ({settings})" if settings else told


def backtest_tables(found: Backtest, names: Names) -> tuple[Table, ...]:
    """Scores of the points, then of the densities, each with the difference to the yardstick."""
    lang = names.lang
    points = tuple(
        (
            row_name(row.name, names),
            number(row.issues, lang),
            number(row.point.mae, lang, 2),
            number(row.point.rmse, lang, 2),
            number(row.point.median, lang, 2),
            percent(row.point.hit, lang, 1),
            _difference(row.mae_difference, lang),
        )
        for row in found.rows
    )
    heads = (
        msg("Model"), msg("Issues"), msg("Mean error"), msg("Root mean square"), msg("Median error"),
        msg("Within 10"), msg("Mean error − yardstick’s (95%)"),
    )  # fmt: skip
    densities = tuple(_density(row, lang, row_name(row.name, names)) for row in found.rows)
    more = (
        msg("Model"), msg("CRPS"), msg("Cell log score"), msg("In 50%"), msg("In 80%"), msg("In 95%"),
        msg("PIT in central 80%"), msg("CRPS − yardstick’s (95%)"),
    )  # fmt: skip
    right = frozenset(range(1, 7))
    return (
        Table(render(msg("Points, on a scale of 0 to 100"), lang), _heads(heads, lang), points, right),
        Table(render(msg("Densities, learned from the other folds"), lang), _heads(more, lang), densities, right | {7}),
    )  # fmt: skip


def _heads(heads: tuple[Message, ...], lang: Lang) -> tuple[str, ...]:
    return tuple(render(head, lang) for head in heads)


def _density(row: Row, lang: Lang, name: str) -> tuple[str, ...]:
    return (
        name,
        number(row.crps, lang, 2),
        number(row.cell_log, lang, 3),
        *(percent(share, lang) for share in row.covers),
        percent(row.pit.central, lang),
        _difference(row.crps_difference, lang),
    )


def _difference(found: Difference | None, lang: Lang) -> str:
    if found is None:
        return "–"
    mean, low, high = (_signed(x, lang) for x in (found.mean, found.low, found.high))
    return render(msg("{mean} ({low} to {high})", mean=mean, low=low, high=high), lang)


def _signed(value: float, lang: Lang) -> str:
    return f"{'+' if value > 0 else ''}{number(value, lang, 2)}"


def backtest_sentences(found: Backtest, names: Names) -> tuple[Message, ...]:
    """What was compared, on what, and what it does not show."""
    past = found.past
    better = [
        row_name(row.name, names)
        for row in found.rows
        if row.crps_difference is not None and row.crps_difference.high < 0
    ]
    lines = [
        *_folds(found),
        msg("The yardstick is {name}; intervals come from resampling proposals {draws} times.",
            name=row_name(found.rows[0].name, names), draws=found.plan.draws),
        msg("{n} other rows were looked at: one that looks better among so many may do so by chance.", n=found.looked_at),
        msg("Ahead of the yardstick in CRPS, with an interval without 0: {names:list}.", names=better)
        if better
        else msg("None is ahead of the yardstick in CRPS with an interval without 0."),
        msg("Closed intervals of densities with mass on points cover more than they say; calibration is judged by the PIT, of which 75% to 92% should lie in the central 80%."),
    ]  # fmt: skip
    partial = [row_name(row.name, names) for row in found.rows if row.issues < len(past)]
    if partial:
        lines.append(
            msg("Without a point on some issues, and scored on the others: {names:list}.", names=partial)
        )
    if past.left_out:
        lines.append(msg_n("{n} issue was left out:", "{n} issues were left out:", n=len(past.left_out)))
        lines += [
            msg("{issue}: {reason}", issue=one.issue, reason=one.message) for one in past.left_out[:SHOWN]
        ]
        if len(past.left_out) > SHOWN:
            lines.append(msg("and {n} more", n=len(past.left_out) - SHOWN))
    return (*lines, *past.notes)


def _folds(found: Backtest) -> Iterator[Message]:
    """How many folds there are, and how many were asked for where those are more."""
    past, asked = found.past, found.plan.folds
    if found.folds == 1:
        yield msg_n("{issues} issues of {n} proposal, all in one fold: there was nothing else to learn a density from.",
                    "{issues} issues of {n} proposals, all in one fold: there was nothing else to learn a density from.",
                    n=len(past.proposals), issues=len(past))  # fmt: skip
    else:
        yield msg("{n} issues of {m} proposals, dealt into {folds} folds by proposal; every density was learned from the other folds.",
                  n=len(past), m=len(past.proposals), folds=found.folds)  # fmt: skip
    if found.folds < asked:
        yield msg("{n} folds were asked for; the others hold no proposal.", n=asked)


SHOWN = 20


def print_backtest(found: Backtest, lang: Lang) -> None:
    """A backtest on a terminal."""
    names, to = Names(lang), Screen()
    to.line(render(msg("Backtest"), lang), "bold underline")
    for table in backtest_tables(found, names):
        to.table(table)
    to.line()
    for line in backtest_sentences(found, names):
        to.line(render(line, lang))
