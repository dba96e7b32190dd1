"""Offers in turn solved from their last round: what each proposer asks for when everybody foresees what follows.

Whole numbers throughout, so that who is indifferent accepts, whatever floating-point numbers would make of it:
utilities are whole, and what waiting leaves of them is counted in parts of 2^-96, rounded up. A whole number is never
missed by that: in lowest terms the denominator of a product of patience only grows. Source: Ståhl 1972; Rubinstein 1982.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.polylines import Corners, Place, stretch

Ints = NDArray[np.int64]
Parts = tuple[int, ...]

# Utilities are counted in parts of 2^-FINE.
FINE = 96


class Found(NamedTuple):
    """What is proposed, a row or the level of the other party in parts, and what it is worth to each party, in parts."""

    label: int
    worth: Parts


class Proposals(Protocol):
    """What may be proposed."""

    def best(self, party: int, needs: Parts) -> Found | None:
        """The best for ``party`` among what is worth its need to each party; ``None`` where nothing is."""


class Step(NamedTuple):
    """One round: what is agreed, ``None`` where the round passes, and what reaching it is worth then, by party, in parts."""

    label: int | None
    worth: Parts

    def utility(self, party: int) -> float:
        """What reaching the round is worth to ``party``, in the units of the utilities given."""
        return float(Fraction(self.worth[party], 1 << FINE))


class Path(NamedTuple):
    """The rounds of a game as they were worked out, the last one first.

    ``steps`` [k] is round ``rounds - 1 - k``. Where fewer steps than rounds are held, every earlier round is like the
    one ``period`` rounds after it.
    """

    rounds: int
    period: int
    steps: tuple[Step, ...]

    def at(self, number: int) -> Step:
        """Round ``number``, from 0."""
        earliest = self.rounds - len(self.steps)
        if number < earliest:
            number = earliest + (number - earliest) % self.period
        return self.steps[self.rounds - 1 - number]


def backwards(
    proposals: Proposals,
    *,
    reserve: Sequence[int],
    patience: Sequence[Fraction],
    turns: Sequence[int],
    rounds: int,
) -> Path:
    """What happens from each round on, with ``rounds`` rounds of offers that all must accept.

    ``reserve`` (n,): what no deal is worth after the last round; ``patience`` (n,), 0 to 1: what a utility is worth one
    round later; ``turns``: which party proposes in round 0, 1, ..., and again from the first. A proposer gets the best
    for itself that gives every party what waiting would give it; where nothing does, the round passes.
    Values are those of the round itself, not of the first. Once two rounds of one proposer are worth the same, all that
    lies before repeats what lies between them and is not worked out again. Source: Ståhl 1972.

    >>> pie = Sides(np.array([[u, 1000 - u] for u in range(1000, -1, -1)]))
    >>> patience = (Fraction(9, 10), Fraction(8, 10))
    >>> path = backwards(pie, reserve=(0, 0), patience=patience, turns=(0, 1), rounds=5)
    >>> [path.at(0).utility(party) for party in (0, 1)]
    [862.0, 138.0]
    """
    seen: dict[tuple[int, Parts], int] = {}
    shares = [(share.numerator, share.denominator) for share in patience]
    worth = tuple(value << FINE for value in reserve)
    steps: list[Step] = []
    for number in reversed(range(rounds)):
        needs = tuple(-(-value * over // under) for value, (over, under) in zip(worth, shares, strict=True))
        turn = number % len(turns)
        found = proposals.best(turns[turn], needs)
        steps.append(Step(None, needs) if found is None else Step(*found))
        worth = steps[-1].worth
        later = seen.setdefault((turn, worth), number)
        if later != number:
            return Path(rounds, later - number, tuple(steps))
    return Path(rounds, len(turns), tuple(steps))


def _whole(need: int) -> int:
    """The least whole utility that reaches ``need`` parts."""
    return -(-need >> FINE)


class Sides:
    """Points of two parties that nobody improves on: ``points`` (M, 2), the first falling, the second rising.

    Each answer takes two binary searches.
    """

    def __init__(self, points: Ints) -> None:
        self.points = points.tolist()
        self.falling = [-x for x, _ in self.points]
        self.rising = [y for _, y in self.points]

    def best(self, party: int, needs: Parts) -> Found | None:
        """See :class:`Proposals`."""
        first = bisect_left(self.rising, _whole(needs[1]))
        last = bisect_right(self.falling, -_whole(needs[0])) - 1
        if first > last:
            return None
        row = last if party else first
        x, y = self.points[row]
        return Found(row, (x << FINE, y << FINE))


class Rows:
    """Points of any number of parties: ``points`` (M, n), M > 0, in the order of the tie rule; each answer scans them."""

    def __init__(self, points: Ints) -> None:
        self.points = points
        self.most = points.max(axis=0).tolist()

    def best(self, party: int, needs: Parts) -> Found | None:
        """See :class:`Proposals`; of equally good ones the first."""
        whole = [_whole(need) for need in needs]
        if any(need > most for need, most in zip(whole, self.most, strict=True)):
            return None
        enough = np.flatnonzero((self.points >= np.array(whole, dtype=np.int64)).all(axis=1))
        if not len(enough):
            return None
        row = int(enough[np.argmax(self.points[enough, party])])
        return Found(row, tuple(value << FINE for value in self.points[row].tolist()))


class Line:
    """The points of a polyline (:mod:`pourparler.kernels.polylines`) at or above ``floor``: lotteries of two parties.

    A proposal's label is what it gives the other party, in parts.
    """

    def __init__(self, corners: Corners, floor: tuple[int, int]) -> None:
        self.corners = corners
        self.floor = (floor[0] << FINE, floor[1] << FINE)
        rising = [(x << FINE, y << FINE) for x, y in corners]
        # By party: its own coordinate and the other's, which rises.
        self.sides = rising, [(y, x) for x, y in reversed(rising)]
        self.levels = tuple([other for _, other in side] for side in self.sides)

    def best(self, party: int, needs: Parts) -> Found | None:
        """See :class:`Proposals`."""
        own, other = (max(needs[p], self.floor[p]) for p in (party, 1 - party))
        side = self.sides[party]
        at = bisect_left(self.levels[party], other)
        if at == len(side):
            return None
        most, level = side[at]
        if at:
            (above, below), (most, level) = side[at - 1], side[at]
            most, level = most + (level - other) * (above - most) // (level - below), other
        if most < own:
            return None
        return Found(level, (level, most) if party else (most, level))

    def place(self, party: int, label: int) -> Place:
        """Where a proposal of ``party`` lies on the polyline."""
        level = Fraction(label, 1 << FINE)
        lowest = Fraction(self.corners[-1][0]), Fraction(self.corners[0][1])
        found = stretch(self.corners, (level, lowest[1]) if party else (lowest[0], level))
        assert found is not None, "a proposal lies on the polyline"
        return found[1] if party else found[0]
