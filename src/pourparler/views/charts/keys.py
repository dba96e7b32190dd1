"""The key of a chart: what its marks mean, on as many lines as they need."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from pourparler.views.charts.drawing import GRID, INK, PAPER, Drawing, Shape, text_width

LINE = 17.0
ROOM, GAP = 15.0, 12.0


class Key(NamedTuple):
    """A mark with what it means: a symbol, a ``bar``, an upright ``tick`` or a ``dashed`` one."""

    label: str
    mark: Shape | Literal["bar", "tick", "dashed"]
    color: str = INK
    hollow: bool = False


def keys_height(keys: Sequence[Key], width: float) -> float:
    """How much room the key takes below the rows of a chart ``width`` pixels wide."""
    return 14 + LINE * (1 + max((row for row, _x in _places(keys, width)), default=0))


def draw_keys(drawing: Drawing, top: float, keys: Sequence[Key]) -> None:
    """Draw the key under a rule at ``top``."""
    drawing.line((0, top, drawing.width, top), color=GRID)
    for key, (row, x) in zip(keys, _places(keys, drawing.width), strict=True):
        y = top + 14 + LINE * row
        match key.mark:
            case "bar":
                drawing.rect((x, y - 4, x + 10, y + 4), key.color)
            case "tick":
                drawing.line((x + 5, y - 7, x + 5, y + 7), color=key.color, width=2.5)
            case "dashed":
                drawing.line((x + 5, y - 7, x + 5, y + 7), color=key.color, width=2, dash="2,2")
            case _:
                fill = PAPER if key.hollow else key.color
                edge = key.color if key.hollow else PAPER
                drawing.point((x + 5, y), shape=key.mark, color=edge, fill=fill, area=80)
        drawing.text((x + ROOM, y), key.label, size=11)


def _places(keys: Sequence[Key], width: float) -> list[tuple[int, float]]:
    """Line and left end of each entry; one that does not fit starts a new line."""
    found: list[tuple[int, float]] = []
    row, x = 0, 0.0
    for key in keys:
        size = ROOM + text_width(key.label, 11)
        if x > 0 and x + size > width:
            row, x = row + 1, 0.0
        found.append((row, x))
        x += size + GAP
    return found
