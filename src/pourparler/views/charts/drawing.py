"""A drawing laid out in pixels, as layers of one Vega-Lite chart: rectangles, lines, points, then words.

Every place is computed here and not by the renderer, so that a chart is the same on every machine and its
labels never run into each other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

FONT = "Helvetica Neue, Helvetica, Arial, sans-serif"
SIZE = 12.0
LEADING = 14.0
WIDTH = 372.0
"""Of nearly every picture, in pixels, so that letters come out alike side by side."""

INK = "#1c2128"
GREY = "#59636e"
LINE = "#8b949e"
GRID = "#dfe3e8"
PALE = "#eef1f4"
PAPER = "#ffffff"
# Okabe and Ito's hues, darkened until each has a contrast of 4.5 : 1 with white.
BLUE = "#005a94"
RUST = "#a8430a"
GREEN = "#006b52"
PLUM = "#8a3a78"

Align = Literal["left", "center", "right"]
Shape = Literal["circle", "diamond", "square", "triangle-up", "triangle-down", "cross", "stroke"]

_NARROW = frozenset("iljtfrI.,;:'’|!()[] -·")
_WIDE = frozenset("mwMWŒœ@%—…")


@dataclass
class Drawing:
    """Marks by kind, in the order in which they were added; ``chart`` makes an Altair object of them."""

    width: float
    height: float
    rects: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    points: list[dict[str, Any]] = field(default_factory=list)
    words: list[dict[str, Any]] = field(default_factory=list)
    outlines: list[list[tuple[float, float]]] = field(default_factory=list)
    trails: list[dict[str, Any]] = field(default_factory=list)

    def rect(
        self,
        box: tuple[float, float, float, float],
        fill: str,
        *,
        stroke: str = "",
        dash: str = "",
        tip: str = "",
    ) -> None:
        """A rectangle from (x, y) to (x2, y2)."""
        x, y, x2, y2 = box
        self.rects.append(
            {
                "x": x,
                "y": y,
                "x2": x2,
                "y2": y2,
                "fill": fill,
                "stroke": stroke or fill,
                "dash": dash,
                "tip": tip,
            }
        )

    def line(
        self, box: tuple[float, float, float, float], *, color: str = LINE, width: float = 1.0, dash: str = ""
    ) -> None:
        """A straight line from (x, y) to (x2, y2); ``dash`` as in SVG, such as ``"3,3"``."""
        x, y, x2, y2 = box
        self.lines.append({"x": x, "y": y, "x2": x2, "y2": y2, "color": color, "width": width, "dash": dash})

    def point(
        self,
        at: tuple[float, float],
        *,
        shape: Shape = "circle",
        color: str = INK,
        fill: str = "",
        area: float = 60.0,
        tip: str = "",
    ) -> None:
        """A symbol; hollow where ``fill`` is the paper's colour."""
        self.points.append(
            {
                "x": at[0],
                "y": at[1],
                "shape": shape,
                "color": color,
                "fill": fill or color,
                "area": area,
                "tip": tip,
            }
        )

    def text(
        self,
        at: tuple[float, float],
        text: str,
        *,
        align: Align = "left",
        color: str = INK,
        size: float = SIZE,
        weight: str = "normal",
    ) -> None:
        """Words on one line; ``at`` is the middle of their height."""
        self.words.append(
            {
                "x": at[0],
                "y": at[1],
                "text": text,
                "align": align,
                "color": color,
                "size": size,
                "weight": weight,
            }
        )

    def paragraph(
        self,
        at: tuple[float, float],
        lines: Sequence[str],
        *,
        align: Align = "left",
        color: str = INK,
        size: float = SIZE,
        weight: str = "normal",
    ) -> None:
        """Lines below each other; ``at`` is the middle of the height of the first."""
        for i, line in enumerate(lines):
            self.text((at[0], at[1] + LEADING * i), line, align=align, color=color, size=size, weight=weight)

    def axis(self, y: float, ends: tuple[float, float], labels: Iterable[tuple[float, str]]) -> None:
        """A line from end to end with a tick and a label below it at each place."""
        self.line((ends[0], y, ends[1], y), color=LINE)
        for x, text in labels:
            self.line((x, y, x, y + 4), color=LINE)
            self.text((x, y + 13), text, align="center", color=GREY, size=11)

    def outline(self, corners: Sequence[tuple[float, float]]) -> None:
        """A pale closed shape behind everything."""
        self.outlines.append(list(corners))

    def trail(
        self,
        corners: Sequence[tuple[float, float]],
        *,
        color: str = LINE,
        width: float = 1.0,
        dash: str = "",
        tip: str = "",
    ) -> None:
        """An open line through several places, one mark."""
        self.trails.append(
            {"corners": list(corners), "color": color, "width": width, "dash": dash, "tip": tip}
        )

    def spec(self) -> dict[str, Any]:
        """The drawing as a Vega-Lite specification."""
        layers = [
            *self._areas(),
            *self._rects(),
            *self._lines(),
            *self._trails(),
            *self._points(),
            *self._words(),
        ]
        if not layers:
            layers = [{"data": {"values": []}, "mark": "point"}]
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
            "config": {
                "view": {"stroke": None},
                "font": FONT,
                "background": PAPER,
                "padding": 2,
                "aria": False,
            },
            "width": self.width,
            "height": self.height,
            "layer": layers,
        }

    def chart(self) -> Any:
        """The drawing as an Altair chart."""
        import altair as alt

        return alt.LayerChart.from_dict(self.spec())

    def _areas(self) -> Iterator[dict[str, Any]]:
        mark = {
            "type": "line",
            "fill": PALE,
            "stroke": GRID,
            "strokeWidth": 1,
            "interpolate": "linear-closed",
        }
        for corners in self.outlines:
            rows = [{"x": x, "y": y, "order": i} for i, (x, y) in enumerate(corners)]
            yield _layer(rows, mark, {"order": {"field": "order", "type": "quantitative"}})

    def _rects(self) -> Iterator[dict[str, Any]]:
        for (dash,), rows in _grouped(self.rects, ("dash",)):
            mark = {"type": "rect", "strokeWidth": 1, **_dash(dash), **_tooltip(rows)}
            yield _layer(rows, mark, {**_CORNER, **_raw(fill="fill", stroke="stroke")})

    def _lines(self) -> Iterator[dict[str, Any]]:
        for (dash, width), rows in _grouped(self.lines, ("dash", "width")):
            mark = {"type": "rule", "strokeWidth": width, **_dash(dash)}
            yield _layer(rows, mark, {**_CORNER, **_raw(color="color")})

    def _trails(self) -> Iterator[dict[str, Any]]:
        for (dash, width), trails in _grouped(self.trails, ("dash", "width")):
            rows = [
                {"x": x, "y": y, "order": i, "trail": k, "color": trail["color"], "tip": trail["tip"]}
                for k, trail in enumerate(trails)
                for i, (x, y) in enumerate(trail["corners"])
            ]
            mark = {"type": "line", "strokeWidth": width, **_dash(dash), **_tooltip(trails)}
            order = {
                "order": {"field": "order", "type": "quantitative"},
                "detail": {"field": "trail", "type": "nominal"},
            }
            yield _layer(rows, mark, {**order, **_raw(stroke="color")})

    def _points(self) -> Iterator[dict[str, Any]]:
        if self.points:
            mark = {"type": "point", "strokeWidth": 1.8, "opacity": 1, **_tooltip(self.points)}
            size = {"size": {"field": "area", "type": "quantitative", "scale": None}}
            yield _layer(self.points, mark, {**size, **_raw(shape="shape", stroke="color", fill="fill")})

    def _words(self) -> Iterator[dict[str, Any]]:
        for (align, size, weight), rows in _grouped(self.words, ("align", "size", "weight")):
            mark = {
                "type": "text",
                "align": align,
                "baseline": "middle",
                "fontSize": size,
                "fontWeight": weight,
            }
            yield _layer(rows, mark, {"text": {"field": "text", "type": "nominal"}, **_raw(color="color")})


_CORNER = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
# Places and colours are pixels and colours already: no scale, no axis.
_PLACE = {name: {"field": name, "type": "quantitative", "scale": None, "axis": None} for name in ("x", "y")}


def _layer(rows: Sequence[dict[str, Any]], mark: dict[str, Any], encoding: dict[str, Any]) -> dict[str, Any]:
    return {"data": {"values": list(rows)}, "mark": mark, "encoding": {**_PLACE, **encoding}}


def _raw(**channels: str) -> dict[str, Any]:
    return {name: {"field": field, "type": "nominal", "scale": None} for name, field in channels.items()}


def _dash(text: str) -> dict[str, Any]:
    return {"strokeDash": [float(part) for part in text.split(",")]} if text else {}


def _tooltip(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Hovering in a notebook tells what a mark is."""
    return {"tooltip": {"expr": "datum.tip"}} if any(row["tip"] for row in rows) else {}


def _grouped(
    rows: Sequence[dict[str, Any]], by: tuple[str, ...]
) -> list[tuple[tuple[Any, ...], list[dict[str, Any]]]]:
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        rest = {key: value for key, value in row.items() if key not in by}
        found.setdefault(tuple(row[key] for key in by), []).append(rest)
    return list(found.items())


def text_width(text: str, size: float = SIZE) -> float:
    """About how wide a line of text is, in pixels: enough to keep labels apart."""
    return size * sum(
        0.3 if c in _NARROW else 0.86 if c in _WIDE else 0.69 if c.isupper() else 0.55 for c in text
    )


def wrapped(text: str, width: float, *, size: float = SIZE) -> tuple[str, ...]:
    """``text`` on as many lines of ``width`` pixels as it needs; a longer word is broken, nothing is left out."""
    done: list[str] = []
    for word in text.split(" "):
        if done and text_width(f"{done[-1]} {word}", size) <= width:
            done[-1] += f" {word}"
            continue
        done.append(word)
        while text_width(done[-1], size) > width and len(done[-1]) > 1:
            whole = done.pop()
            fits = next((n for n in range(len(whole) - 1, 1, -1) if text_width(whole[:n], size) <= width), 1)
            done += [whole[:fits], whole[fits:]]
    return tuple(done)


def stacked(labels: Sequence[Sequence[str]], row: float) -> tuple[float, ...]:
    """Tops of rows of height ``row`` whose labels take a line or more, and the bottom of the last."""
    tops = [0.0]
    for lines in labels:
        tops.append(tops[-1] + row + LEADING * (len(lines) - 1))
    return tuple(tops)


def ticks(low: float, high: float, count: int = 5) -> tuple[float, ...]:
    """About ``count`` round numbers from ``low`` to ``high``, both inside."""
    from math import ceil, floor, log10

    if not high > low:
        return (low,)
    raw = (high - low) / max(count - 1, 1)
    power = 10.0 ** floor(log10(raw))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= raw * 0.999)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return tuple(round(i * step, 10) for i in range(first, last + 1))


@dataclass(frozen=True)
class Placed:
    """A label placed on a row below an axis: its line number, where it is anchored and how."""

    x: float
    text: str
    row: int
    align: Align


def beside(
    labels: Sequence[tuple[float, str]], width: float, *, size: float = SIZE, widest: float = 150.0
) -> tuple[Placed, ...]:
    """Labels under points of an axis, on as few rows as keep them apart; ends are kept inside the width."""
    right: list[float] = []
    placed = []
    for x, text in sorted(labels):
        lines = wrapped(text, min(widest, width), size=size)
        w = max(text_width(line, size) for line in lines)
        align: Align = "left" if x - w / 2 < 0 else "right" if x + w / 2 > width else "center"
        start = max(x if align == "left" else x - w if align == "right" else x - w / 2, 0.0)
        row = next(
            i for i in range(len(right) + 1) if all(start >= end + 8 for end in right[i : i + len(lines)])
        )
        right += [0.0] * (row + len(lines) - len(right))
        for i, line in enumerate(lines):
            right[row + i] = start + w
            placed.append(Placed(x, line, row + i, align))
    return tuple(placed)
