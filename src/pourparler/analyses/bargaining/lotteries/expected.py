"""Expected gains over lotteries: what a concept may ask of the convex hull of the outcomes.

A lottery is agreed on before it is drawn, so a party accepts it by its expected utility; a red line binds every
outcome that may be drawn (specification, section 3).
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.conditioned import Conditioned, conditioned
from pourparler.analyses.bargaining.packages.listed import mixable
from pourparler.language import Message
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]
Gains = tuple[Fraction, ...]


@dataclass(frozen=True, eq=False)
class Mix:
    """A lottery, and what proves it.

    ``choices`` (S, issues): the outcomes; ``weights`` (S,): their probabilities, of sum 1; ``gains`` (members,):
    expected gains, scaled; ``gap``: how much larger the objective of another lottery could be, relative
    (``None``: not known); ``exact``: fractions prove it; ``complete``: no search was cut off; ``steps`` taken.
    """

    choices: Ints
    weights: tuple[Fraction, ...]
    gains: Gains
    gap: float | None = 0.0
    exact: bool = True
    complete: bool = True
    steps: int = 0


@dataclass(frozen=True, eq=False)
class Mixed:
    """An objective's answer: the lottery, the objective in the concept's unit, a rank, what else is to be known.

    ``rank``: numbers that order the answers of several coalitions, in normalised gains, the largest first.
    """

    mix: Mix
    value: float
    rank: tuple[float, ...]
    remarks: tuple[Message, ...] = ()


class Expected(ABC):
    """What lotteries give the parties ``members`` in expectation, their reserves as zero."""

    members: tuple[int, ...]
    reserve: Ints
    work: dict[str, int]

    @property
    @abstractmethod
    def empty(self) -> bool:
        """Whether no lottery gives every member its reserve."""

    @property
    @abstractmethod
    def stakes(self) -> Gains:
        """Each member's largest expected gain in a lottery that all members accept."""

    @property
    def staked(self) -> NDArray[np.intp]:
        """Positions (within ``members``) of those that have something to gain."""
        return np.flatnonzero([stake > 0 for stake in self.stakes])

    @abstractmethod
    def product(self, powers: Sequence[Fraction]) -> Mix:
        """The largest product of expected gains to their ``powers``, of those who have something to gain."""

    @abstractmethod
    def fairest(self, shares: Sequence[Fraction]) -> Mix:
        """The largest smallest expected gain over its share, then the next; 0: the member does not count."""

    @abstractmethod
    def stepwise(self) -> Mix:
        """The limit of interim agreements."""

    def normalised(self, mix: Mix) -> list[Fraction]:
        """Expected gains as shares of the largest possible ones, of the members with a stake."""
        return [mix.gains[i] / self.stakes[i] for i in self.staked.tolist()]


@dataclass(frozen=True, eq=False)
class Sets:
    """The groups of issues as sets to choose one value from each, ``members`` and their tables alone.

    ``tables[g]`` (members, values): the values of each group in the order of the tie rule, so that the first of
    equal ones is the one to take.
    """

    left: Conditioned
    members: tuple[int, ...]
    tables: tuple[Ints, ...]
    values: tuple[Ints, ...] = field(repr=False)

    @classmethod
    def of(cls, model: Bargain, members: tuple[int, ...]) -> "Sets | Message":
        """What exclusions and the red lines of ``members`` leave; a sentence where issues are linked too widely."""
        bits = sum(1 << p for p in members)
        left = conditioned(model, binding=bits) if model.mean is None else mixable(model, members)
        if isinstance(left, Message):
            return left
        orders = [np.lexsort(tuple(-row for row in group.table[::-1])) for group in left.groups]
        pairs = list(zip(left.groups, orders, strict=True))
        return cls(
            left,
            members,
            tuple(np.ascontiguousarray(group.table[list(members)][:, order]) for group, order in pairs),
            tuple(group.values[order] for group, order in pairs),
        )

    def outcomes(self, choices: Ints) -> Ints:
        """Value indices (S, issues) of choices (S, groups)."""
        result = np.empty((len(choices), len(self.left.space.axes)), dtype=np.int64)
        for group, values, chosen in zip(self.left.groups, self.values, choices.T, strict=True):
            result[:, group.axes] = values[chosen]
        return result
