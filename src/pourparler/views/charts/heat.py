"""A table of gains as a picture: one row per party, a number in every cell, darker where there is more."""

from collections.abc import Sequence
from dataclasses import dataclass

from pourparler.views.charts.drawing import (
    GREY,
    INK,
    LEADING,
    LINE,
    PAPER,
    RUST,
    WIDTH,
    Drawing,
    Shape,
    wrapped,
)

CELL, WIDEST = 36.0, 124.0

# From little to all of what can be gained, readable in grey too; ink or paper for the words on each.
TINTS = (
    ("#f2f6f9", INK),
    ("#d6e4ef", INK),
    ("#b0cde2", INK),
    ("#82afd0", INK),
    ("#2f6f9f", PAPER),
    ("#00456f", PAPER),
)


@dataclass(frozen=True)
class Square:
    """One cell: a number, a smaller line below it, how dark it is (0 to 1; ``None``: not known), what it says."""

    text: str
    small: str = ""
    share: float | None = None
    tip: str = ""
    is_loss: bool = False


@dataclass(frozen=True)
class Head:
    """One column: what it is called, and the marks of the solutions it stands for."""

    text: str
    marks: tuple[tuple[Shape, str], ...] = ()


@dataclass(frozen=True)
class Row:
    """One party and its cells."""

    title: str
    squares: tuple[Square, ...]


def heat(heads: Sequence[Head], rows: Sequence[Row]) -> Drawing:
    """The picture; every row has as many cells as there are ``heads``."""
    width = min(WIDTH / len(heads), WIDEST)
    # A name joined by a dash may go over two lines.
    titles = [
        tuple(line.replace("– ", "–") for line in wrapped(head.text.replace("–", "– "), width - 4, size=11))
        for head in heads
    ]
    marked = any(head.marks for head in heads)
    top = LEADING * max(map(len, titles)) + (24 if marked else 10)
    names = [wrapped(row.title, WIDTH) for row in rows]
    heights = [LEADING * len(name) + CELL + 18 for name in names]
    drawing = Drawing(WIDTH, top + sum(heights))
    for k, (head, lines) in enumerate(zip(heads, titles, strict=True)):
        _head(drawing, head, lines, (k * width, width, top))
    y = top
    for row, lines, height in zip(rows, names, heights, strict=True):
        drawing.paragraph((0, y + 8), lines, weight="bold")
        for k, square in enumerate(row.squares):
            below = y + 4 + LEADING * len(lines)
            _square(drawing, square, (k * width, below, (k + 1) * width - 2, below + CELL))
        y += height
    return drawing


def _head(drawing: Drawing, head: Head, lines: Sequence[str], place: tuple[float, float, float]) -> None:
    x, width, bottom = place
    first = bottom - 12 - LEADING * (len(lines) - 1)
    drawing.paragraph((x + width / 2, first), lines, align="center", size=11, color=GREY, weight="bold")
    for i, (shape, color) in enumerate(head.marks):
        at = x + width / 2 + 15 * (i - (len(head.marks) - 1) / 2)
        drawing.point((at, first - 15), shape=shape, color=PAPER, fill=color, area=100)


def _square(drawing: Drawing, square: Square, box: tuple[float, float, float, float]) -> None:
    fill, ink = PAPER, INK
    if square.share is not None:
        fill, ink = TINTS[min(max(round(square.share * (len(TINTS) - 1)), 0), len(TINTS) - 1)]
    # What is lost, or has no measure, stands on paper in a dashed frame.
    dash = "3,2" if square.is_loss or square.share is None else ""
    drawing.rect(box, fill, stroke=LINE, dash=dash, tip=square.tip)
    x, middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    ink = RUST if square.is_loss else ink
    lift = 8 if square.small else 0
    drawing.text((x, middle - lift), square.text, align="center", color=ink, weight="bold", size=13)
    if square.small:
        drawing.text((x, middle + 8), square.small, align="center", color=ink, size=11)
