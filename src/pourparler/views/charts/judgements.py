"""Experts side by side on each number: ranges with best guesses, both pools below, what is written beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from pourparler.brief.numbers import Number
from pourparler.language import msg as _
from pourparler.language import number as shown
from pourparler.language import render
from pourparler.uncertainty.inputs.judgements import JudgedNumber, Judgements
from pourparler.views.charts.drawing import (
    BLUE,
    GREEN,
    GREY,
    GRID,
    INK,
    LEADING,
    LINE,
    PAPER,
    PLUM,
    RUST,
    WIDTH,
    Drawing,
    Placed,
    Shape,
    beside,
    stacked,
    ticks,
    wrapped,
)
from pourparler.views.charts.figure import Cell, Figure, Table
from pourparler.views.charts.keys import Key, draw_keys, keys_height
from pourparler.views.charts.scales import ON_THE_ISSUE, decimals_for, scale_labels
from pourparler.views.judgements import Kind, Voice, spread_text, value_text, voices
from pourparler.views.names import Names

PAD, ASIDE, ROW = 8.0, 128.0, 21.0
SHOWN = 8
"""Numbers that are drawn, those on which experts differ most; the table has all."""
VOICES = 12
"""Experts drawn on one number: of more, those with the lowest and the highest best guesses; the table has all."""
MARKS: dict[Kind, tuple[Shape, str]] = {
    "expert": ("circle", BLUE),
    "linear": ("diamond", GREEN),
    "quantile-mean": ("diamond", PLUM),
    "cooke": ("triangle-up", GREEN),
    "written": ("square", RUST),
}


def judgements(found: Judgements, names: Names) -> Figure | None:
    """The dot-ranges of all judged numbers; ``None`` where nobody has judged one."""
    if not found.numbers:
        return None
    drawn = _widest(found)
    return Figure(
        name="judgements",
        title=render(_("Experts side by side"), names.lang),
        reading=_reading(found, names),
        words=_words(list(found.numbers.values()), names),
        drawing=_drawn(drawn, names),
        table=_table(list(found.numbers.values()), names),
    )


def _widest(found: Judgements) -> list[JudgedNumber]:
    """The numbers with the most disagreement, in the brief's order."""
    ranked = sorted(found.numbers.values(), key=lambda one: (-(one.ratio or 0.0), one.key))
    kept = {one.key for one in ranked[:SHOWN]}
    return [one for one in found.numbers.values() if one.key in kept]


def _reading(found: Judgements, names: Names) -> str:
    parts = [
        _("Each line is an 80% range: experts’ answers brought to that level, ● their best guess; ○ their guess before the discussion, where they changed it."),
        _("◆ the mean of a pool; ■ the central value as written."),
    ]  # fmt: skip
    if len(found.numbers) > SHOWN:
        parts.append(_("Drawn are the {n} numbers on which experts differ most; the table has all.", n=SHOWN))
    if any(len(judged.opinions) > VOICES for judged in found.numbers.values()):
        parts.append(
            _("Of more than {n} experts on a number those with the lowest and the highest guesses are drawn; the table has all.", n=VOICES)
        )  # fmt: skip
    return " ".join(render(part, names.lang) for part in parts)


@dataclass(frozen=True)
class _Block:
    """One number with its lines, the values at both ends of its axis, and labels on it."""

    number: Number
    lines: tuple[Voice, ...]
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    def at(self, value: float) -> float:
        """Pixels of a value."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return ASIDE + PAD + share * (WIDTH - ASIDE - 2 * PAD)


def _drawn_voices(judged: JudgedNumber, names: Names) -> tuple[Voice, ...]:
    """All lines of a number but for experts in the middle where there are too many for a picture."""
    lines = voices(judged, names)
    experts = sorted(
        (line for line in lines if line.kind == "expert"), key=lambda line: (line.middle, line.name)
    )
    left = {line.name for line in experts[VOICES // 2 : -(VOICES // 2)]} if len(experts) > VOICES else set()
    return tuple(line for line in lines if line.kind != "expert" or line.name not in left)


def _block(judged: JudgedNumber, names: Names) -> _Block:
    number, lines = names.known.numbers[judged.key], _drawn_voices(judged, names)
    scale = number.scale
    values = [x for line in lines for x in (line.low, line.middle, line.high, line.before) if x is not None]
    low = min(values) if scale.low is None else scale.low
    high = max(values) if scale.high is None else scale.high
    if not high > low:
        low, high = low - 0.5, high + 0.5
    if number.kind in ON_THE_ISSUE and number.issue:
        labels = scale_labels(number.issue, names)
    else:
        digits = decimals_for(high - low)
        labels = tuple((x, shown(x, names.lang, digits)) for x in ticks(low, high, 5))
    return _Block(number, lines, low, high, labels)


def _drawn(numbers: Sequence[JudgedNumber], names: Names) -> Drawing:
    blocks = [_block(one, names) for one in numbers]
    parts = [_Laid.of(block, names) for block in blocks]
    keys = _keys(blocks, names)
    bottom = sum(part.height for part in parts)
    drawing = Drawing(WIDTH, bottom + keys_height(keys, WIDTH))
    top = 0.0
    for part in parts:
        _draw(drawing, top, part, names=names)
        top += part.height
    draw_keys(drawing, bottom, keys)
    return drawing


@dataclass(frozen=True)
class _Laid:
    """A block with its words on lines: the title, the names aside, the labels of its axis."""

    block: _Block
    title: tuple[str, ...]
    asides: tuple[tuple[str, ...], ...]
    placed: tuple[Placed, ...]

    @classmethod
    def of(cls, block: _Block, names: Names) -> "_Laid":
        """Lay out a block."""
        title = wrapped(names.number(block.number.key), WIDTH)
        asides = tuple(wrapped(line.name, ASIDE - 6, size=11) for line in block.lines)
        lane = WIDTH - ASIDE
        labels = [(block.at(x) - ASIDE, text) for x, text in block.ticks]
        return cls(block, title, asides, beside(labels, lane, size=11, widest=90.0))

    @property
    def tops(self) -> tuple[float, ...]:
        """Tops of the lines below the title, and the bottom of the last."""
        above = 20 + LEADING * (len(self.title) - 1)
        return tuple(above + top for top in stacked(self.asides, ROW))

    @property
    def height(self) -> float:
        """Room for everything."""
        rows = 1 + max((label.row for label in self.placed), default=0)
        return self.tops[-1] + 8 + 14 * rows + 14


def _draw(drawing: Drawing, top: float, part: _Laid, *, names: Names) -> None:
    block = part.block
    drawing.paragraph((0, top + 8), part.title, weight="bold")
    bottom = top + part.tops[-1] + 2
    for x, _text in block.ticks:
        drawing.line((block.at(x), top + part.tops[0], block.at(x), bottom), color=GRID)
    for line, aside, above in zip(block.lines, part.asides, part.tops[:-1], strict=True):
        y = top + above + ROW / 2
        drawing.paragraph((0, y), aside, color=INK if line.kind == "expert" else GREY, size=11)
        _range(drawing, y, (line, block), names=names)
    drawing.line((ASIDE + PAD, bottom, WIDTH - PAD, bottom), color=LINE)
    for label in part.placed:
        place = (ASIDE + label.x, bottom + 11 + 14 * label.row)
        drawing.text(place, label.text, align=label.align, color=GREY, size=11)


def _range(drawing: Drawing, y: float, of: tuple[Voice, _Block], *, names: Names) -> None:
    line, block = of
    shape, color = MARKS[line.kind]
    dash = "4,3" if line.kind == "written" and block.number.is_assumption else ""
    width = 2.2 if line.kind in ("expert", "written") else 4.0
    low, high = block.at(line.low), block.at(line.high)
    drawing.line((low, y, high, y), color=color, width=width, dash=dash)
    for x in (low, high):
        drawing.line((x, y - 4, x, y + 4), color=color, width=1.6)
    if line.before is not None:
        drawing.point((block.at(line.before), y), color=color, fill=PAPER, area=46)
    said = value_text(block.number, line.middle, names)
    tip = f"{line.name}: {said}, {spread_text(block.number, line.low, line.high, names=names)}"
    drawing.point((block.at(line.middle), y), shape=shape, color=PAPER, fill=color, area=90, tip=tip)


def _keys(blocks: Sequence[_Block], names: Names) -> list[Key]:
    used = {line.kind for block in blocks for line in block.lines}
    labels = {
        "expert": _("an expert"),
        "linear": _("all together (linear pool)"),
        "quantile-mean": _("average of quantiles"),
        "cooke": _("weighed by calibration questions"),
        "written": _("as written"),
    }
    keys = [Key(render(labels[kind], names.lang), *MARKS[kind]) for kind in MARKS if kind in used]
    if any(line.before is not None for block in blocks for line in block.lines):
        keys.insert(1, Key(render(_("before the discussion"), names.lang), "circle", BLUE, hollow=True))
    return keys


def _words(numbers: Sequence[JudgedNumber], names: Names) -> str:
    parts = []
    for judged in numbers:
        number = names.known.numbers[judged.key]
        told = [
            _("{who}: {value}, range {range}", who=line.name, value=value_text(number, line.middle, names),
              range=spread_text(number, line.low, line.high, names=names))
            for line in voices(judged, names)
        ]  # fmt: skip
        parts.append(render(_("{number}. {lines:terms}.", number=names.number(judged.key), lines=told), names.lang))  # fmt: skip
    return " ".join(parts)


def _table(numbers: Sequence[JudgedNumber], names: Names) -> Table:
    rows = []
    for judged in numbers:
        number = names.known.numbers[judged.key]
        for i, line in enumerate(voices(judged, names)):
            own = line.kind == "written"
            rows.append(
                (
                    Cell(names.number(judged.key), muted=i > 0),
                    Cell(line.name),
                    Cell(value_text(number, line.middle, names), judged.key if own else "", own and number.is_assumption),
                    Cell(spread_text(number, line.low, line.high, names=names)),
                )
            )  # fmt: skip
    heads = (_("Number"), _("Who"), _("Best, mean or central"), _("80% range"))
    return Table(tuple(render(head, names.lang) for head in heads), tuple(rows), frozenset((2,)))
