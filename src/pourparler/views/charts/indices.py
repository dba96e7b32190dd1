"""What carries an answer: one bar per number, source, party, issue or kind, alone and together with others."""

from collections.abc import Sequence

from pourparler.language import msg as _
from pourparler.language import percent, render
from pourparler.uncertainty.drivers.explained import OUTCOME, Index, Indices
from pourparler.uncertainty.drivers.groups import Group, Grouping
from pourparler.views.charts.drawing import (
    BLUE,
    GREY,
    GRID,
    INK,
    LINE,
    WIDTH,
    Drawing,
    text_width,
    ticks,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.keys import Key, draw_keys, keys_height
from pourparler.views.index_tables import HEADS, NUMBERS, index_rows
from pourparler.views.index_words import TITLES, group_name, index_sentences, output_name
from pourparler.views.names import Names
from pourparler.views.table import heads_of

ROW, BAR, INNER, SHOWN, PANELS = 38.0, 15.0, 6.0, 8, 3
_TITLE = 22.0
_Row = tuple[Group, Index]


def index_bars(indices: Indices, names: Names) -> Figure | None:
    """Bars of the leading groups for the outcome or the objective, or for each of three issues of a forecast.

    ``None`` where nothing varies or nothing was computed. The table holds every group and every output.
    """
    outputs = shown_outputs(indices)
    if not outputs:
        return None
    concept = names.concept(indices.concept.name)
    title = render(_("{title}: {concept}", title=TITLES[indices.by], concept=concept), names.lang)
    return Figure(
        name=f"indices-{indices.by}-{indices.concept.name}",
        title=title,
        reading=_reading(outputs, names),
        words=" ".join(text for output in outputs for text in index_sentences(indices, names, output=output)),
        drawing=_drawn(indices, outputs, names),
        table=index_table(indices, names),
    )


def shown_outputs(indices: Indices) -> tuple[str, ...]:
    """What a picture shows: the outcome or the objective, or, of a forecast, the first issues that vary."""
    if indices.main in (OUTCOME, "objective"):
        return (indices.main,)
    varying = [name for name, found in indices.explained.items() if found.varies]
    issues = [name for name in varying if name.startswith("issue/")]
    return tuple((issues or varying)[:PANELS])


def _reading(outputs: Sequence[str], names: Names) -> str:
    parts = (
        _("Explained: {outputs:terms}.", outputs=[output_name(output, names) for output in outputs]),
        _("The dark bar is the part of the variance that would go, on average, if the group were known exactly; the pale bar the part in which it has a hand, alone or with others."),
        _("The line is two standard errors of the pale bar to either side, at most about."),
    )  # fmt: skip
    return " ".join(render(part, names.lang) for part in parts)


def _drawn(indices: Indices, outputs: Sequence[str], names: Names) -> Drawing:
    panels = {output: indices.of(output)[:SHOWN] for output in outputs}
    high = max(1.0, *(_far(index) for rows in panels.values() for _group, index in rows))
    keys = _keys(names)
    titled = len(panels) > 1
    labels = {output: [_label(row, indices.by, names) for row in rows] for output, rows in panels.items()}
    heads = {output: wrapped(output_name(output, names), WIDTH) for output in panels}
    height = sum(
        ROW + 14 * (len(lines) - 1) for each in labels.values() for lines, _text in each
    ) + titled * sum(_TITLE + 14 * (len(lines) - 1) for lines in heads.values())
    drawing = Drawing(WIDTH, height + 24 + keys_height(keys, WIDTH))
    top = 0.0
    for output, rows in panels.items():
        if titled:
            drawing.paragraph((0, top + 10), heads[output], weight="bold")
            top += _TITLE + 14 * (len(heads[output]) - 1)
        for (_group, index), label in zip(rows, labels[output], strict=True):
            top = _bar(drawing, index, label, top=top, high=high)
    _axis(drawing, top + 2, high=high, names=names)
    draw_keys(drawing, top + 24, keys)
    return drawing


def _far(index: Index) -> float:
    """How far a bar and its line reach."""
    return (index.total or 0.0) + 2 * (index.total_error or 0.0)


def _label(row: _Row, by: Grouping, names: Names) -> tuple[tuple[str, ...], str]:
    """A group's name on as many lines as it needs, beside its figures."""
    group, index = row
    figures = render(
        _("{first:percent} alone, {total:percent} in all", first=index.first_order, total=index.total),
        names.lang,
    )
    return wrapped(group_name(group, by, names), WIDTH - text_width(figures, 11) - 14, size=11.5), figures


def _bar(
    drawing: Drawing, index: Index, label: tuple[tuple[str, ...], str], *, top: float, high: float
) -> float:
    """One group; its bottom."""

    def at(share: float) -> float:
        return min(max(share, 0.0), high) / high * WIDTH

    lines, figures = label
    drawing.paragraph((0, top + 8), lines, size=11.5)
    drawing.text((WIDTH, top + 8), figures, align="right", color=GREY, size=11)
    y = top + 16 + 14 * (len(lines) - 1)
    first, total, error = index.first_order or 0.0, index.total or 0.0, index.total_error or 0.0
    drawing.rect((0, y, max(at(total), 0.5), y + BAR), GRID, stroke=LINE)
    if first > 0:
        drawing.rect((0, y + 3, at(first), y + 3 + INNER), BLUE)
    line = y + BAR - 3
    drawing.line((at(total - 2 * error), line, at(total + 2 * error), line), color=INK, width=1.5)
    return top + ROW + 14 * (len(lines) - 1)


def _axis(drawing: Drawing, y: float, *, high: float, names: Names) -> None:
    drawing.line((0, y, WIDTH, y), color=LINE)
    for value in ticks(0.0, high):
        x = value / high * WIDTH
        drawing.line((x, y, x, y + 4), color=LINE)
        align = "left" if x < 12 else "right" if x > WIDTH - 18 else "center"
        drawing.text((x, y + 12), percent(value, names.lang), align=align, color=GREY, size=11)  # type: ignore[arg-type]


def _keys(names: Names) -> list[Key]:
    said = (_("alone"), _("in all, alone or with others"))
    return [
        Key(render(text, names.lang), "bar", color) for text, color in zip(said, (BLUE, GRID), strict=True)
    ]


def index_table(indices: Indices, names: Names) -> Table:
    """Every group for every output that varies, the largest total first: first order and total with their errors."""
    rows = [
        (Cell(texts[0], key), *(Cell(text) for text in texts[1:]))
        for _output, key, texts in index_rows(indices, names)
    ]
    return Table(heads_of(HEADS, names), tuple(rows), NUMBERS)
