"""A drawing as an SVG text, written directly: it holds pixels already, so nothing is left to lay out.

The Altair chart of the same drawing looks the same; it needs a renderer that takes a second to start.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from math import pi, sqrt
from typing import Any

from pourparler.views.charts.drawing import FONT, GRID, PALE, Drawing

MARGIN = 3.0
# Vega's symbols: the corners of a shape of area 4, as multiples of half the square root of its area.
_RISE = sqrt(3) / 2
_CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "diamond": ((-1, 0), (0, -1), (1, 0), (0, 1)),
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "triangle-up": ((0, -_RISE), (1, _RISE), (-1, _RISE)),
    "triangle-down": ((0, _RISE), (-1, -_RISE), (1, -_RISE)),
}
_ANCHOR = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}


def to_svg(drawing: Drawing, *, prefix: str = "", title: str = "", description: str = "") -> str:
    """``drawing`` as an ``<svg>`` that scales with its container; the same drawing gives the same bytes.

    ``prefix`` makes the ids on a page unique; ``title`` and ``description`` name the picture for those who
    do not see it, and every mark with a ``tip`` carries it as its title. No font, no script and no file is fetched.
    """
    marks = list(_marks(drawing, prefix))
    # A picture with marks that say what they are is a group of them; one without is a single image.
    role = "group" if any(tip for tip, _ in marks) else "img"
    attributes, names = _naming(prefix, title, description, role=role)
    width, height = drawing.width + 2 * MARGIN, drawing.height + 2 * MARGIN
    box = f"{_n(-MARGIN)} {_n(-MARGIN)} {_n(width)} {_n(height)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{_n(width)}" height="{_n(height)}"'
        f'{attributes} font-family="{FONT}">{names}{"".join(_layers(marks))}</svg>'
    )


def _naming(prefix: str, title: str, description: str, *, role: str) -> tuple[str, str]:
    """Attributes of the root element, and the elements that name it."""
    if not title:
        return ' aria-hidden="true" focusable="false"', ""
    names = [f"{prefix}-title"] + ([f"{prefix}-desc"] if description else [])
    inner = f'<title id="{prefix}-title">{escape(title)}</title>'
    if description:
        inner += f'<desc id="{prefix}-desc">{escape(description)}</desc>'
    return f' role="{role}" aria-labelledby="{" ".join(names)}"', inner


Mark = tuple[str, str]


def _layers(marks: Sequence[Mark]) -> Iterator[str]:
    """Marks in their order; what says nothing of its own is hidden from screen readers where others speak."""
    speaking = any(tip for tip, _ in marks)
    for is_mute, run in groupby(marks, key=lambda mark: not mark[0]):
        inner = "".join(text for _, text in run)
        yield f'<g aria-hidden="true">{inner}</g>' if speaking and is_mute else inner


def _marks(drawing: Drawing, prefix: str) -> Iterator[Mark]:
    """Every mark with what it says of itself, empty for most."""
    count = 0
    for tip, text in _untitled(drawing):
        if not tip:
            yield "", text
            continue
        title = escape(tip, quote=False)
        if not prefix:
            yield tip, f"<g><title>{title}</title>{text}</g>"
            continue
        count += 1
        name = f"{prefix}-m{count}"
        yield (
            tip,
            f'<g role="img" aria-labelledby="{name}"><title id="{name}">{title}</title>{text}</g>',
        )


def _untitled(drawing: Drawing) -> Iterator[Mark]:
    for corners in drawing.outlines:
        yield "", f'<path d="{_path(corners)}" fill="{PALE}" stroke="{GRID}"/>'
    for r in drawing.rects:
        yield (
            r["tip"],
            (
                f'<rect x="{_n(r["x"])}" y="{_n(r["y"])}" width="{_n(r["x2"] - r["x"])}" height="{_n(r["y2"] - r["y"])}"'
                f' fill="{r["fill"]}" stroke="{r["stroke"]}"{_dash(r)}/>'
            ),
        )
    for line in drawing.lines:
        x, y, x2, y2 = (_n(line[name]) for name in ("x", "y", "x2", "y2"))
        yield "", f'<path d="M{x},{y}L{x2},{y2}" stroke="{line["color"]}"{_width(line)}{_dash(line)}/>'
    for trail in drawing.trails:
        course = _path(trail["corners"]).removesuffix("Z")
        yield (
            trail["tip"],
            (f'<path d="{course}" fill="none" stroke="{trail["color"]}"{_width(trail)}{_dash(trail)}/>'),
        )
    for point in drawing.points:
        yield point["tip"], _point(point)
    for word in drawing.words:
        weight = "" if word["weight"] == "normal" else f' font-weight="{word["weight"]}"'
        # Renderers differ in how they centre a line; three tenths of the size below the middle is its base.
        y = _n(word["y"] + 0.3 * word["size"])
        yield (
            "",
            (
                f'<text x="{_n(word["x"])}" y="{y}" font-size="{_n(word["size"])}"{_ANCHOR[word["align"]]}{weight}'
                f' fill="{word["color"]}">{escape(word["text"], quote=False)}</text>'
            ),
        )


def _point(point: dict[str, Any]) -> str:
    paint = f'fill="{point["fill"]}" stroke="{point["color"]}" stroke-width="1.8"'
    x, y, shape = point["x"], point["y"], point["shape"]
    if shape not in _CORNERS:
        return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(sqrt(point["area"] / pi))}" {paint}/>'
    half = sqrt(point["area"]) / 2
    return f'<path d="{_path([(x + half * a, y + half * b) for a, b in _CORNERS[shape]])}" {paint}/>'


def _path(corners: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_n(x)},{_n(y)}" for x, y in corners) + "Z"


def _width(mark: dict[str, Any]) -> str:
    return "" if mark["width"] == 1 else f' stroke-width="{_n(mark["width"])}"'


def _dash(mark: dict[str, Any]) -> str:
    return f' stroke-dasharray="{mark["dash"]}"' if mark["dash"] else ""


def _n(value: float) -> str:
    """Hundredths of a pixel at most: more is noise, and differs between processors."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
