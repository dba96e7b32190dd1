"""Points on the upper-right hull of two parties' gains, exactly: products, shares, half-way steps.

A hull is given by its corners, pairs of whole numbers, the first coordinate falling, the second rising and
every turn to the left (:mod:`pourparler.kernels.hulls`). Everything is computed in fractions.
Source: bargaining specification, section 3.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

Corners = Sequence[tuple[int, int]]
Ratio = int | Fraction
Pair = tuple[Fraction, Fraction]

# Half-way steps: each halves the rectangle left, whose sides bound the error.
STEPS = 60


class Place(NamedTuple):
    """A point of the polyline: ``part`` (0 <= part < 1) of the way from corner ``edge`` to the next one."""

    edge: int
    part: Fraction


class Stepped(NamedTuple):
    """Where half-way steps end: a place, their number, and a bound on the distance to their true limit.

    ``error``: the largest share of what a party could gain at first by which the place may be off; 0: exact.
    """

    place: Place
    steps: int
    error: Fraction


def point(corners: Corners, place: Place) -> Pair:
    """The coordinates of ``place``."""
    (x, y), part = corners[place.edge], place.part
    if not part:
        return Fraction(x), Fraction(y)
    to = corners[place.edge + 1]
    return x + part * (to[0] - x), y + part * (to[1] - y)


def stretch(corners: Corners, floor: Pair) -> tuple[Place, Place] | None:
    """The first and the last place at or above ``floor``; ``None`` where there is none.

    >>> stretch([(4, 0), (0, 4)], (Fraction(1), Fraction(2)))
    (Place(edge=0, part=Fraction(1, 2)), Place(edge=0, part=Fraction(3, 4)))
    """
    last = len(corners) - 1
    if corners[0][0] < floor[0] or corners[last][1] < floor[1]:
        return None
    above = _first(last, lambda i: corners[i][1] >= floor[1])
    first = _place(above, lambda i: corners[i][1], floor[1]) if above else Place(0, Fraction(0))
    below = _first(last + 1, lambda i: corners[i][0] < floor[0])
    end = _place(below, lambda i: corners[i][0], floor[0]) if below <= last else Place(last, Fraction(0))
    return (first, end) if first <= end else None


def _first(high: int, holds: Callable[[int], bool]) -> int:
    """The least number up to ``high`` that ``holds``, which holds from some number on; ``high`` without one."""
    low = 0
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _place(after: int, coordinate: Callable[[int], int], level: Fraction) -> Place:
    """Where a coordinate has ``level`` on the edge that ends in corner ``after``."""
    start, end = coordinate(after - 1), coordinate(after)
    return _tidy(after - 1, (level - start) / (end - start))


def _tidy(edge: int, part: Fraction) -> Place:
    return Place(edge + 1, Fraction(0)) if part == 1 else Place(edge, Fraction(part))


def largest_product(corners: Corners, powers: tuple[Ratio, Ratio], between: tuple[Place, Place]) -> Place:
    """The place with the largest ``x ** powers[0] * y ** powers[1]``.

    ``between``: the stretch where both coordinates are 0 or more; its places have a product above 0 unless it
    is one point. On the line of an edge the product has its top between the points where x and y are 0,
    nearer to the one of the larger power.

    >>> largest_product([(4, 0), (0, 4)], (1, 3), (Place(0, Fraction(0)), Place(1, Fraction(0))))
    Place(edge=0, part=Fraction(3, 4))
    """
    start, end = between
    for edge in range(start.edge, end.edge + (end.part > 0)):
        (a, b), (c, d) = corners[edge], corners[edge + 1]
        none_x, none_y = Fraction(a, a - c), Fraction(-b, d - b)
        top = (powers[1] * none_x + powers[0] * none_y) / (powers[0] + powers[1])
        if top < 1:
            return min(max(_tidy(edge, max(top, Fraction(0))), start), end)
    return end


def balance(corners: Corners, shares: tuple[Ratio, Ratio], between: tuple[Place, Place]) -> Place:
    """The place where ``x / shares[0] = y / shares[1]``, or the end of the stretch that comes nearest.

    Along the polyline the first side falls and the second rises, so there is one such place at most, and the
    smaller side is largest there.
    """
    start, end = between

    def lead(at: Pair) -> Fraction:
        return at[0] * shares[1] - at[1] * shares[0]

    if lead(point(corners, start)) <= 0:
        return start
    if lead(point(corners, end)) >= 0:
        return end
    after = _first(len(corners) - 1, lambda i: corners[i][0] * shares[1] <= corners[i][1] * shares[0])
    first, second = (corners[i][0] * shares[1] - corners[i][1] * shares[0] for i in (after - 1, after))
    return _tidy(after - 1, Fraction(first) / (first - second))


def stepwise(corners: Corners, *, steps: int = STEPS) -> Stepped:
    """The limit of half-way steps from (0, 0): each to the middle between where one stands and the ideal.

    The ideal is each side's largest coordinate among the places at or above where one stands. Once these are
    all of a straight line between the two other corners of the rectangle, its middle is the limit. Else the rectangle between where one stands
    and the ideal holds the limit and shrinks by half at least with each step.

    >>> stepwise([(4, 0), (0, 4)])
    Stepped(place=Place(edge=0, part=Fraction(1, 2)), steps=1, error=Fraction(0, 1))
    """
    stands = (Fraction(0), Fraction(0))
    stakes: Pair | None = None
    for done in range(steps + 1):
        between = stretch(corners, stands)
        assert between is not None, "what is left always holds the middle of two of its points"
        start, end = between
        if start == end:
            return Stepped(start, done, Fraction(0))
        (most, least_second), (least_first, other_most) = point(corners, start), point(corners, end)
        ideal = most, other_most
        stakes = stakes or ideal
        if end <= (start.edge + 1, 0) and (least_first, least_second) == stands:
            whole = end.part if end.edge == start.edge else Fraction(1)
            return Stepped(_tidy(start.edge, (start.part + whole) / 2), done + 1, Fraction(0))
        error = max((b - d) / s for b, d, s in zip(ideal, stands, stakes, strict=True) if s > 0)
        stands = (stands[0] + ideal[0]) / 2, (stands[1] + ideal[1]) / 2
    # The limit is no further from any place of what is left; a corner needs no lottery.
    corner = Place(start.edge + (start.part > 0), Fraction(0))
    return Stepped(corner if corner <= end else start, done, error)
