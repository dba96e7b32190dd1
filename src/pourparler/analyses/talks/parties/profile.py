"""What one party knows of its own: what every outcome is worth to it, and which ones it could live with."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.talks.parties.preferences import Preferences
from pourparler.kernels.aspirations import rising
from pourparler.model.outcomes import Space

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LISTED = 1 << 12
"""Outcomes up to which tables are turned into lists."""

NEAR = 1e-6
"""An outcome so little below an aspiration still counts where it is closer to it than the next one above."""


@dataclass(frozen=True, eq=False)
class Profile(Preferences):
    """One party's preferences with all outcomes written out. Nothing in it tells of any other party.

    ``space``: issues and values; ``worth`` (outcomes,): utility in its unit, by outcome index; ``allowed`` (outcomes,):
    False where the outcome is excluded for everybody; ``rational`` (outcomes,): whether it is allowed, worth the
    ``reserve`` and crosses no own red line; ``patience``: what a utility is worth one round later, as a share.
    """

    space: Space
    worth: Floats
    allowed: NDArray[np.bool_]
    rational: NDArray[np.bool_]
    reserve: float
    patience: float = 1.0

    @cached_property
    def order(self) -> Ints:
        """The rational outcomes, worst first; those of equal worth by index."""
        own = np.flatnonzero(self.rational)
        found = own[rising(self.worth[own])]
        found.setflags(write=False)
        return found

    @cached_property
    def ladder(self) -> Floats:
        """What the outcomes of :attr:`order` are worth."""
        found = self.worth[self.order]
        found.setflags(write=False)
        return found

    @cached_property
    def feasible(self) -> bool:
        """Whether there is any rational outcome."""
        return len(self.order) > 0

    @cached_property
    def answers(self) -> Floats:
        """(outcomes,): what they are worth, minus infinity where they are not rational."""
        found = np.where(self.rational, self.worth, -np.inf)
        found.setflags(write=False)
        return found

    @cached_property
    def ideal(self) -> float:
        """The most that a rational outcome is worth; where none is, the reserve."""
        return float(self.ladder[-1]) if len(self.order) else self.reserve

    @cached_property
    def floor(self) -> float:
        """The least it need be content with: its worst outcome, or its reserve where that is more."""
        return max(float(self.worth[self.allowed].min(initial=self.ideal)), self.reserve)

    def utility(self, outcome: int) -> float:
        """What an outcome is worth."""
        return self._worths[outcome]

    def exists(self, outcome: int) -> bool:
        """Whether an index stands for an outcome that is not excluded."""
        allows = self._allows
        return 0 <= outcome < len(allows) and allows[outcome]

    def suits(self, outcome: int) -> bool:
        """Whether the party could agree to an outcome at all."""
        return self._suits[outcome]

    def at_least(self, wanted: float) -> int:
        """The worst rational outcome worth ``wanted``; the best one where none is.

        One at most 10^-6 below counts where it is closer to ``wanted``. Raises ``ValueError`` without any.
        """
        return self._ranked[self.rung(wanted)]

    def rung(self, wanted: float) -> int:
        """The place in :attr:`order` of what :meth:`at_least` gives."""
        steps = self._steps
        at = bisect_left(steps, wanted)
        if at == len(steps):
            if not at:
                raise ValueError("no rational outcome")
            return at - 1
        if at:
            short = wanted - steps[at - 1]
            if short <= NEAR and short < steps[at] - wanted:
                return at - 1
        return at

    def best(self, rank: int) -> int | None:
        """The rational outcome of a rank, 0 the best; those of equal worth by falling index; ``None`` past the last."""
        return self._ranked[-1 - rank] if rank < len(self._ranked) else None

    # What single questions are put to: a strategy asks many, and arrays answer slowly.

    @cached_property
    def _worths(self) -> Sequence[float]:
        return _quick(self.worth)

    @cached_property
    def _allows(self) -> Sequence[bool]:
        return _quick(self.allowed)

    @cached_property
    def _suits(self) -> Sequence[bool]:
        return _quick(self.rational)

    @cached_property
    def _steps(self) -> Sequence[float]:
        return _quick(self.ladder)

    @cached_property
    def _ranked(self) -> Sequence[int]:
        return _quick(self.order)


def _quick(array: NDArray[Any]) -> Sequence[Any]:
    """A list, quickest of all to ask; of a large table, of which little will be asked, a view that need not be made."""
    quick: Sequence[Any] = array.tolist() if len(array) <= LISTED else array.data
    return quick
