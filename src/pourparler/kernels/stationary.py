"""The two places of a polyline at which two parties that make offers in turn for ever are content with each other's."""

from bisect import bisect_left
from fractions import Fraction

from pourparler.kernels.polylines import Corners, Place, point, stretch


def stationary(
    corners: Corners, patience: tuple[Fraction, Fraction], between: tuple[Place, Place]
) -> tuple[Place, Place]:
    """What the first and what the second party propose for ever, if each accepts what waiting would give it.

    ``corners`` of a polyline of gains over no deal; ``between``: the stretch where both are 0 or more; ``patience``, not
    1 for both. The second party's gain in the first place is its patience times its gain in the second place,
    the first party's gain in the second place its patience times its gain in the first; where the stretch ends before, its end.
    Both sides of the first equation are straight between known gains of the first party, and their difference falls
    with it: the edges are found by a binary search, the place on them by one division. Source: Rubinstein 1982.

    >>> pie, patience = [(1, 0), (0, 1)], (Fraction(9, 10), Fraction(8, 10))
    >>> ends = Place(0, Fraction(0)), Place(1, Fraction(0))
    >>> [point(pie, place)[0] for place in stationary(pie, patience, ends)]
    [Fraction(5, 7), Fraction(9, 14)]
    """
    (most, bottom), (least, _) = (point(corners, end) for end in between)

    def place(gain: Fraction) -> Place:
        found = stretch(corners, (max(gain, least), bottom))
        assert found is not None, "the stretch reaches every gain between its ends"
        return found[1]

    def lead(gain: Fraction) -> Fraction:
        counter = point(corners, place(patience[0] * gain))[1]
        return point(corners, place(gain))[1] - patience[1] * counter

    bends = [Fraction(x) for x, _ in corners if least < x < most]
    later = [x / patience[0] for x in (*bends, least)] if patience[0] else []
    gains = sorted({most, least, *bends, *(x for x in later if least < x < most)}, reverse=True)
    at = bisect_left(gains, True, key=lambda gain: lead(gain) >= 0)
    if at:
        before, behind = gains[at - 1], gains[at]
        over, under = lead(before), lead(behind)
        answer = before + (behind - before) * over / (over - under)
    else:
        answer = most
    return place(answer), place(patience[0] * answer)
