"""Raiffa's interim agreements by programmes: one for each ideal, one to see whether the next step is reached."""

from dataclasses import replace
from fractions import Fraction
from math import ceil, lcm

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.programmes.fairest import fairest
from pourparler.analyses.bargaining.programmes.near import fair_start, listed
from pourparler.analyses.bargaining.programmes.reach import Reach, Reached
from pourparler.kernels.programmes import UNITS, Programme, Solved
from pourparler.kernels.searches import Effort

Ints = NDArray[np.int64]

# Interim agreements followed, and nodes of all searches on the way.
STEPS = 40
NODES = 1_500


def stepped(reach: Reach) -> tuple[Reached, int] | None:
    """Where the interim agreements of ``reach`` end, and their number; ``None`` where a search was cut off.

    Each floor is a whole number of utility, so that every step is exact as long as searches are complete.
    """
    effort = Effort(most=NODES)
    programme = reach.programme.with_effort(effort)
    found = _followed(Reach(reach.members, reach.ground, programme, reach.reserve))
    reach.effort.add(effort)
    return found


def _followed(reach: Reach) -> tuple[Reached, int] | None:
    n = len(reach.members)
    agreed = [Fraction(r) for r in reach.reserve.tolist()]
    left, steps = reach, 0
    while steps <= STEPS:
        if left.ideals is None or not reach.programme.tells_units:
            return None
        ideal = np.diagonal(left.utilities(left.ideals)).copy()
        everything = left.programme.raised(ideal).any()
        if everything.choice is not None:
            same = _with_ties(left, ideal)
            return None if same is None else (_named(reach, same), steps)
        following = [d + (int(b) - d) / n for d, b in zip(agreed, ideal.tolist(), strict=True)]
        floor = np.array([ceil(d) for d in following], dtype=np.int64)
        inside = left.programme.raised(floor)
        some = _some(inside, floor)
        if not (everything.complete and some.complete):
            return None
        if some.choice is None:
            found = _equal_shares(left, agreed, ideal)
            return None if found is None else (_named(reach, found), steps)
        agreed, steps = following, steps + 1
        left = Reach(reach.members, reach.ground, inside, reach.reserve)
    return None


def _some(inside: Programme, floor: Ints) -> Solved:
    """A choice at or above ``floor``, by exchanges if they find one."""
    ones = np.ones_like(floor)
    relaxed = inside.relaxed_minimum(floor, ones)
    start = None if relaxed is None else fair_start(inside, floor, ones, relaxed=relaxed)
    return inside.any() if start is None else Solved(start, np.inf, 1, 0, True)


def _with_ties(left: Reach, ideal: Ints) -> Reached | None:
    """All choices that give everyone the ideal; ``None`` where too many come near."""
    ones = np.ones(len(ideal), dtype=np.int64)
    same = listed(left.programme, ones, need=int(ideal.sum()), floor=ideal)
    if same is None or not len(same):
        return None
    return Reached(same[0], 0.0, 0.0, True, True, True, ties=same[1:])


def _equal_shares(left: Reach, agreed: list[Fraction], ideal: Ints) -> Reached | None:
    """The Kalai–Smorodinsky choice among what is left, between ``agreed`` and ``ideal`` (n,)."""
    # In parts of a unit that make what was agreed whole.
    parts = lcm(*(d.denominator for d in agreed))
    if parts * float(left.programme.unit.max()) > UNITS:
        return None
    floor = left.programme.floor * parts
    base = np.array([int(d * parts) for d in agreed], dtype=np.int64)
    # Where no whole number lies between the two, everything left has the ideal: no difference.
    apart = np.array([ceil(d) < int(b) for d, b in zip(agreed, ideal.tolist(), strict=True)])
    tables = [table * parts for table in left.programme.tables]
    problem = Programme(tables, floor, boxes=left.programme.boxes, effort=left.effort)
    found = fairest(Reach(left.members, left.ground, problem, base), np.where(apart, ideal * parts - base, 0))
    if found is None or not found[0].exact or found[0].ties is None:
        return None
    return found[0]


def _named(reach: Reach, found: Reached) -> Reached:
    """``found`` with the smallest normalised gain as its objective."""
    stakes = reach.stakes
    gains = reach.gains(found.choice[None, :])[0].tolist()
    shares = [g / s for g, s in zip(gains, [] if stakes is None else stakes.tolist(), strict=True) if s > 0]
    return replace(found, value=float(min(shares, default=0.0)))
