"""Stems on an axis, as high as their mass, with labels that stand apart."""

from collections.abc import Sequence
from typing import NamedTuple

from pourparler.views.charts.drawing import text_width

SIZE = 11.0
Box = tuple[float, float, float, float]


class Stem(NamedTuple):
    """A stem at ``x``, ``height`` pixels high; ``text``: its label, empty for none."""

    x: float
    height: float
    text: str


class Label(NamedTuple):
    """A label from its left end, ``up`` pixels above the axis (middle of the letters)."""

    left: float
    up: float
    text: str


def labels(stems: Sequence[Stem], width: float) -> tuple[Label, ...]:
    """Labels of stems over ``width`` pixels: on top, else beside the top, else above what is in the way."""
    taken: list[Box] = [(stem.x - 2, 0.0, stem.x + 2, stem.height) for stem in stems]
    found = []
    for own in sorted(stems, key=lambda stem: (-stem.height, stem.x)):
        if not own.text:
            continue
        room = text_width(own.text, SIZE)
        tries = [
            (own.x - room / 2, own.height + 7),
            (own.x + 5, own.height - 5),
            (own.x - 5 - room, own.height - 5),
        ]
        highest = max(top for _l, _b, _r, top in taken)
        steps = range(int(highest - own.height) // 4 + 5)
        tries += [(own.x - room / 2, own.height + 7 + 4 * step) for step in steps]
        for left, up in tries:
            kept = min(max(left, 0.0), width - room)
            box = (kept, up - SIZE / 2, kept + room, up + SIZE / 2)
            if not any(_meet(box, other) for other in taken):
                taken.append(box)
                found.append(Label(kept, up, own.text))
                break
    return tuple(found)


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
