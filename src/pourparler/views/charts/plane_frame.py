"""The plane of two parties' utilities: its square, where a pair lies in it, axes with ticks and labels."""

from collections.abc import Sequence
from dataclasses import dataclass

from pourparler.language import Lang, number
from pourparler.views.charts.drawing import GREY, GRID, Drawing, ticks

LEFT, TOP, SIDE, BOTTOM = 44.0, 24.0, 320.0, 48.0


@dataclass(frozen=True)
class PlaneFrame:
    """``scales``: both ends of each axis; ``labels``: wrapped, of the axis across and of the one upwards; ``top``: of the square."""

    scales: Sequence[tuple[float, float]]
    labels: tuple[tuple[str, ...], tuple[str, ...]]
    top: float

    def at(self, worth: Sequence[float]) -> tuple[float, float]:
        """Where a pair of utilities lies."""
        (a, b), (c, d) = self.scales
        return LEFT + (worth[0] - a) / (b - a) * SIDE, self.top + SIDE - (worth[1] - c) / (d - c) * SIDE

    def draw(self, drawing: Drawing, lang: Lang) -> None:
        """Grid, ticks and labels."""
        (a, b), (c, d) = self.scales
        for value in ticks(a, b):
            x = self.at((value, c))[0]
            drawing.line((x, self.top, x, self.top + SIDE), color=GRID)
            drawing.text((x, self.top + SIDE + 12), number(value, lang), align="center", color=GREY, size=11)
        for value in ticks(c, d):
            y = self.at((a, value))[1]
            drawing.line((LEFT, y, LEFT + SIDE, y), color=GRID)
            drawing.text((LEFT - 6, y), number(value, lang), align="right", color=GREY, size=11)
        drawing.paragraph((0, 8), self.labels[1], weight="bold")
        drawing.paragraph((LEFT + SIDE, self.top + SIDE + 31), self.labels[0], align="right", weight="bold")
