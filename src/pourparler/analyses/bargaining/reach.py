"""What a coalition can reach, asked by mixed-integer programmes instead of listed."""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.programmes import Programme, Solved
from pourparler.language import Message, msg

Ints = NDArray[np.int64]


GAP = 1e-6
"""A relative gap that proves an answer; with a larger one the status is ``limit``."""


@dataclass(frozen=True, eq=False)
class Reach:
    """The acceptable outcomes of ``members`` as a programme; ``reserve`` (members,)."""

    members: tuple[int, ...]
    programme: Programme
    reserve: Ints
    work: dict[str, int] = field(default_factory=lambda: {"programmes": 0, "nodes": 0})

    def counted(self, solved: Solved) -> Solved:
        """``solved``, its work added to what was done."""
        self.work["programmes"] += solved.rounds
        self.work["nodes"] += solved.nodes
        return solved

    @cached_property
    def stakes(self) -> Ints | None:
        """Each member's largest gain in an acceptable outcome; ``None`` where a search was cut off."""
        tops = []
        for p in range(len(self.members)):
            one = np.zeros(len(self.members), dtype=np.int64)
            one[p] = 1
            solved = self.counted(self.programme.largest_sum(one))
            if solved.choice is None or not solved.complete:
                return None
            tops.append(int(self.programme.sums(solved.choice)[p]) - int(self.reserve[p]))
        return np.array(tops, dtype=np.int64)

    def undominated(self, floor: Ints) -> Solved:
        """The outcome at or above ``floor`` with the largest sum: none that reaches the floor dominates it."""
        ones = np.ones(len(self.members), dtype=np.int64)
        return self.counted(self.programme.raised(floor).largest_sum(ones))


@dataclass(frozen=True)
class Reached:
    """The best outcome that a programme found: its choice (groups,), and what it proves.

    ``value``: the objective in the concept's own unit; ``bound``: no outcome has a larger one; ``exact``:
    integers prove that none has; ``complete``: the search was not cut off; ``undominated``: it is proved that
    nothing acceptable dominates it; ``stakes``: the largest gains, where the objective needed them; ``remarks``: what
    else the reader must know.
    """

    choice: Ints
    value: float
    bound: float
    exact: bool
    complete: bool
    undominated: bool
    stakes: Ints | None = None
    remarks: tuple[Message, ...] = ()

    @property
    def gap(self) -> float | None:
        """How much larger another objective could be, relative; ``None`` where that is not known."""
        if self.exact:
            return 0.0
        return max(0.0, self.bound / self.value - 1) if self.value > 0 else None


def fairest(reach: Reach, divisors: Ints) -> tuple[Reached, Fraction] | None:
    """The outcome with the largest smallest gain over ``divisors`` (members,), and that gain.

    A member with divisor 0 does not count. Where the last search is complete nothing acceptable dominates the
    outcome; whether another has the same smallest gain and a larger second one (leximin) is not looked for: proving that none has takes
    as long again for every member. ``None`` where a search found nothing.
    """
    programme, reserve = reach.programme, reach.reserve
    solved = reach.counted(programme.largest_minimum(reserve, divisors))
    if solved.choice is None:
        return None
    counted = np.flatnonzero(divisors > 0).tolist()
    gains = programme.sums(solved.choice) - reserve
    least = min(Fraction(int(gains[p]), int(divisors[p])) for p in counted)
    last = reach.undominated(programme.sums(solved.choice))
    choice = solved.choice if last.choice is None else last.choice
    whole_units = programme.tells_units and bool((divisors <= 1).all())
    exact = whole_units and solved.complete and whole(solved.bound) <= least
    remark = msg("Another outcome may have the same smallest gain and a larger second one.")
    found = Reached(
        choice, float(least), solved.bound, exact, solved.complete, last.complete, remarks=(remark,)
    )
    return found, least


def indifferent(reach: Reach) -> Reached | None:
    """An acceptable outcome where nobody has anything to gain: every one is worth no deal to everyone."""
    solved = reach.undominated(reach.reserve)
    if solved.choice is None:
        return None
    remark = msg("No acceptable outcome is worth more to anyone than no deal.")
    return Reached(solved.choice, 0.0, 0.0, True, solved.complete, solved.complete, remarks=(remark,))


def whole(bound: float) -> int:
    """The largest whole number that a bound on whole numbers allows, rounding errors left out."""
    return int(np.floor(bound + 1e-6 * max(1.0, abs(bound) * 1e-6)))
