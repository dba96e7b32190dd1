"""What a coalition can reach, asked by mixed-integer programmes instead of listed."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable
from pourparler.analyses.bargaining.programmes.ground import Ground, ground
from pourparler.analyses.bargaining.programmes.near import peak
from pourparler.kernels.programmes import Programme, Solved
from pourparler.kernels.searches import Effort
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]


GAP = 1e-6
"""A relative gap that proves an answer; with a larger one the status is ``limit``."""


@dataclass(frozen=True, eq=False)
class Reach:
    """The acceptable outcomes of ``members`` as a programme over ``ground``; ``reserve`` (members,)."""

    members: tuple[int, ...]
    ground: Ground
    programme: Programme
    reserve: Ints

    @property
    def effort(self) -> Effort:
        """The work done so far."""
        return self.programme.effort

    def gains(self, choices: Ints) -> Ints:
        """Utility less reserve (N, members) of choices (N, sets)."""
        return self.utilities(choices) - self.reserve

    def utilities(self, choices: Ints) -> Ints:
        """Utilities (N, members) of choices (N, sets)."""
        total = np.zeros((len(choices), len(self.members)), dtype=np.int64)
        for k, table in enumerate(self.programme.tables):
            total += table[:, choices[:, k]].T
        return total

    @cached_property
    def ideals(self) -> Ints | None:
        """For each member a choice (members, sets) with its largest gain; ``None`` where a search was cut off."""
        found = []
        for p in range(len(self.members)):
            choice = peak(self.programme, p)
            if choice is None:
                one = np.zeros(len(self.members), dtype=np.int64)
                one[p] = 1
                choice, _, _, _, complete = self.programme.largest_sum(one)
                if choice is None or not complete:
                    return None
            found.append(choice)
        return np.array(found)

    @property
    def ideals_known(self) -> bool:
        """Whether the largest gains were asked for already."""
        return "ideals" in self.__dict__

    @cached_property
    def stakes(self) -> Ints | None:
        """Each member's largest gain in an acceptable outcome; ``None`` where a search was cut off."""
        return None if self.ideals is None else np.diagonal(self.gains(self.ideals)).copy()

    def undominated(self, floor: Ints) -> Solved:
        """The outcome at or above ``floor`` with the largest sum: none that reaches the floor dominates it."""
        ones = np.ones(len(self.members), dtype=np.int64)
        return self.programme.raised(floor).largest_sum(ones)

    def beside_ideals(self, choice: Ints) -> Acceptable | None:
        """``choice`` as the first row of acceptable outcomes that show every stake; ``None``: not known."""
        if self.ideals is None:
            return None
        choices = np.concatenate((choice[None, :], self.ideals))
        ones = np.ones(len(choices), dtype=np.int64)
        source = Chosen(self.ground, choices)
        return Acceptable(self.members, self.utilities(choices), ones, self.reserve, source)


@dataclass(frozen=True, eq=False)
class Chosen:
    """Outcomes of some choices (rows, sets)."""

    ground: Ground
    taken: Ints

    def choices(self, rows: Rows, limit: int) -> Ints:
        """See ``Source``."""
        return self.ground.outcomes(self.taken[rows][:limit])


def reach_of(model: Bargain, members: tuple[int, ...], *, effort: Effort) -> Reach | Message:
    """What ``members`` can reach together; a sentence where that is too large for a programme."""
    found = ground(model, binding=sum(1 << p for p in members))
    if isinstance(found, Message):
        return found
    reserve = model.reserve[list(members)]
    if found.empty:
        # A programme without values: what nobody can choose.
        empty = Programme([np.zeros((len(members), 1), dtype=np.int64)], reserve * 0 + 1, effort=effort)
        return Reach(members, found, empty, reserve)
    tables = [group.table[list(members)] for group in found.groups]
    return Reach(members, found, Programme(tables, reserve, boxes=found.boxes, effort=effort), reserve)


@dataclass(frozen=True)
class Reached:
    """The best outcome that was found: its choice (sets,), and what is proved.

    ``value``: the objective in the concept's own unit; ``gap``: how much larger another could be, relative
    (``None``: not known); ``exact``: integers prove that none is larger; ``complete``: no search was cut off;
    ``undominated``: it is proved that nothing acceptable dominates it; ``ties`` (K, sets): all other choices
    that are as good (``None``: not known); ``remarks``: what else the reader must know.
    """

    choice: Ints
    value: float
    gap: float | None
    exact: bool
    complete: bool
    undominated: bool
    ties: Ints | None = None
    remarks: tuple[Message, ...] = ()


def above(bound: float, value: float) -> float | None:
    """By how much ``bound`` exceeds a positive ``value``, relative; ``None`` for a value of 0."""
    return max(0.0, bound / value - 1) if value > 0 else None


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
