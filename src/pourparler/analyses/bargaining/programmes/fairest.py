"""The largest smallest gain, then the next smallest (leximin), where outcomes cannot be listed.

Where few outcomes come near the bound of the relaxation they are all listed, and integers decide. Else one
programme gives the largest smallest gain, and one each the next smallest ones, with as many parties allowed
below a level as the levels before left there.
"""

from fractions import Fraction
from math import floor

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.programmes.near import (
    downwards,
    fair_start,
    floors,
    listed,
    whole_weights,
)
from pourparler.analyses.bargaining.programmes.reach import Reach, Reached, above
from pourparler.kernels.optima import leximin
from pourparler.kernels.programmes import Programme, Solved
from pourparler.kernels.searches import Effort
from pourparler.language import msg

Ints = NDArray[np.int64]

# Nodes of the searches for the second and further smallest gains together: each costs far more than the first.
LEVELS = 300


def fairest(reach: Reach, divisors: Ints) -> tuple[Reached, Fraction] | None:
    """The outcome that is best by leximin of gains over ``divisors`` (members,), and its smallest gain.

    A member with divisor 0 does not count. ``None`` where a search found nothing.
    """
    near, solved, choice = closest(reach, divisors)
    if near is not None:
        return _listed(reach, divisors, near)
    return None if choice is None or solved is None else _searched(reach, divisors, solved, choice)


def closest(reach: Reach, divisors: Ints) -> tuple[Ints | None, Solved | None, Ints | None]:
    """All choices from some smallest gain up, if they are few; else the search for the largest one, and its choice."""
    relaxed = reach.programme.relaxed_minimum(reach.reserve, divisors)
    if relaxed is None:
        return None, None, None
    programme, base = reach.programme, reach.reserve

    def floor_at(level: Fraction) -> Ints:
        return floors(programme, base, divisors, level=level)

    start, near, least = fair_start(programme, base, divisors, relaxed=relaxed), None, programme.floor
    if start is not None:
        known = smallest(reach, divisors, start)
        near, least = downwards(programme, relaxed, known=known, floor_at=floor_at), floor_at(known)
    if near is not None and len(near):
        return near, None, None
    solved = programme.raised(least).largest_minimum(base, divisors)
    choice = start if solved.choice is None else solved.choice
    weights = whole_weights(programme, relaxed.weights)
    if choice is not None and solved.complete and weights is not None:
        least = floor_at(smallest(reach, divisors, choice))
        near = listed(programme, weights, need=int(weights @ least), floor=least)
    return (near if near is not None and len(near) else None), solved, choice


def smallest(reach: Reach, divisors: Ints, choice: Ints) -> Fraction:
    """The smallest gain of ``choice`` (sets,) over ``divisors``, of the members that count."""
    gains = reach.gains(choice[None, :])[0].tolist()
    return min(Fraction(g, d) for g, d in zip(gains, divisors.tolist(), strict=True) if d)


def _listed(reach: Reach, divisors: Ints, near: Ints) -> tuple[Reached, Fraction]:
    """The best of all choices at or above some level: exact, with all ties."""
    # Those who do not count have no stake: every acceptable outcome is worth the same to them.
    counted = np.flatnonzero(divisors > 0)
    rows = leximin(reach.gains(near)[:, counted], divisors[counted].tolist())
    worth = reach.utilities(near[rows])
    first = int(np.lexsort(tuple(-column for column in worth.T[::-1]))[0])
    choice = near[rows[first]]
    least = smallest(reach, divisors, choice)
    return Reached(
        choice, float(least), 0.0, True, True, True, ties=np.delete(near[rows], first, axis=0)
    ), least


def _searched(reach: Reach, divisors: Ints, solved: Solved, choice: Ints) -> tuple[Reached, Fraction]:
    """From the largest smallest gain on, level by level, as far as the searches go."""
    least = smallest(reach, divisors, choice)
    exact = reach.programme.tells_units and solved.bound < _next(least, divisors)
    proved = False
    if solved.complete:
        choice, proved = _levels(reach, divisors, choice)
    last = reach.undominated(reach.utilities(choice[None, :])[0])
    if last.choice is not None:
        choice = last.choice
    open_ = msg("Another outcome may have the same smallest gain and a larger second one.")
    bound = max(solved.bound, float(least))
    gap = 0.0 if exact else above(bound, float(least))
    found = Reached(
        choice, float(least), gap, exact, solved.complete, last.complete, remarks=() if proved else (open_,)
    )
    return found, least


def _next(least: Fraction, divisors: Ints) -> float:
    """Just below what a smallest gain larger than ``least`` would be at least, gains being whole numbers."""
    step = min(Fraction(floor(least * d) + 1, d) for d in divisors.tolist() if d) - least
    return float(least + step * Fraction(999_999, 1_000_000))


def _levels(reach: Reach, divisors: Ints, choice: Ints) -> tuple[Ints, bool]:
    """``choice``, the second and further smallest gains made as large as they can be; whether that is proved."""
    effort = Effort(most=min(LEVELS, reach.effort.left))
    proved = True
    for level in range(1, int((divisors > 0).sum())):
        problem, base, over = _with_waivers(reach, (divisors, choice, level), effort)
        solved = problem.largest_minimum(base, over)
        if solved.choice is not None:
            choice = solved.choice[: len(choice)]
        if not solved.complete:
            proved = False
            break
    reach.effort.add(effort)
    return choice, proved


def _with_waivers(reach: Reach, what: tuple[Ints, Ints, int], effort: Effort) -> tuple[Programme, Ints, Ints]:
    """The programme for the next smallest gain: for each level reached so far, and for the new one, a copy of the
    gains in which as many members may be waived as are allowed below it.

    Coordinates: the gains themselves, one copy per level, then for each level the number not waived.
    """
    divisors, choice, level = what
    programme, n = reach.programme, len(divisors)
    counted = np.flatnonzero(divisors > 0)
    gains = np.sort(np.array([
        Fraction(int(g), int(d)) for g, d in zip(
            reach.gains(choice[None, :])[0][counted].tolist(), divisors[counted].tolist(), strict=True)
    ], dtype=object))  # fmt: skip
    size = n * (level + 1) + level
    tables = [np.concatenate([np.tile(table, (level + 1, 1)), np.zeros((level, table.shape[1]), np.int64)])
              for table in programme.tables]  # fmt: skip
    least = np.concatenate([programme.floor, *([np.full(n, np.iinfo(np.int64).min // 4)] * level),
                            len(counted) - 1 - np.arange(level)])  # fmt: skip
    least[counted] = floors(programme, reach.reserve, divisors, level=gains[0])[counted]
    tops = np.sum([table.max(axis=1) for table in programme.tables], axis=0)
    lows = np.sum([table.min(axis=1) for table in programme.tables], axis=0)
    for k in range(1, level + 1):
        reached = floors(programme, reach.reserve, divisors, level=gains[min(k, len(gains) - 1)])
        for p in counted.tolist():
            waiver = np.zeros((size, 2), dtype=np.int64)
            waiver[n * k + p, 0] = tops[p] - lows[p]
            waiver[n * (level + 1) + k - 1, 1] = 1
            tables.append(waiver)
        here = slice(n * k, n * (k + 1))
        least[here] = np.where(divisors > 0, reached, np.minimum(lows, programme.floor))
    base, over = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    last = slice(n * level, n * (level + 1))
    base[last], over[last] = reach.reserve, divisors
    return Programme(tables, least, boxes=programme.boxes, effort=effort), base, over
