"""What a point concept maximises, and the exact arithmetic its objectives share."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from fractions import Fraction
from math import gcd, lcm
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable
from pourparler.analyses.bargaining.coalitions import known_party
from pourparler.analyses.bargaining.lotteries.expected import Expected, Mixed
from pourparler.analyses.bargaining.programmes.reach import Reach, Reached
from pourparler.analyses.bargaining.sample import Sample
from pourparler.errors import UsageError
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]

# What bound and prune maximises: the product of the gains, their sum, the smallest one (then the next), or
# the smallest as a share of each party's largest.
Score = Literal["product", "sum", "least", "share"]


class Objective(ABC):
    """What a point concept maximises over the acceptable outcomes of a coalition.

    ``needs_ideal``: whether the objective depends on the largest possible gains, which a sample cannot tell.
    """

    needs_ideal: ClassVar[bool]

    @abstractmethod
    def best(self, found: Acceptable) -> Rows:
        """The rows of ``found`` that are optimal, exactly; none of them is dominated."""

    @abstractmethod
    def value(self, found: Acceptable, row: int, *, scale: int) -> float:
        """The objective at ``row``, in units (``scale`` integers each)."""

    @abstractmethod
    def compare(self, one: tuple[Acceptable, int], other: tuple[Acceptable, int]) -> int:
        """1, 0 or -1: which coalition's row is better, in normalised gains."""

    @abstractmethod
    def remarks(self, found: Acceptable, rows: Rows) -> list[Message]:
        """What the reader must know about this answer."""

    def reached(self, reach: Reach, *, scale: int) -> Reached | None:
        """The optimum by mixed-integer programmes; ``None`` where they cannot give it."""
        return None

    def mixed(self, hull: Expected, *, scale: int) -> Mixed | None:
        """The optimum over lotteries; ``None`` where the concept does not allow them."""
        return None

    def bound(self, tried: Sample, reserve: Ints, *, scale: int) -> float | None:
        """An upper bound on the objective, in units, from what ``tried`` proves; ``None`` without one."""
        return None

    def score(self) -> Score | None:
        """What bound and prune can maximise instead; ``None`` where outcomes must be listed."""
        return None

    def direction(self, members: tuple[int, ...]) -> Ints | None:
        """Positive weights (1, members) whose separable maximum bounds the objective best, if any."""
        return None


def fractions_of(model: Bargain, given: Mapping[str, float] | None, *, setting: str) -> tuple[int, ...]:
    """One positive integer per party, in the ratio of ``given`` (``{party: number}``; 1 where not named).

    Numbers are read as the decimals they are written as. Raises ``UsageError`` for an unknown party or a
    number that is not positive.
    """
    if not given or (set(given.values()) == {1.0} and given.keys() <= set(model.parties)):
        return (1,) * len(model.parties)
    shares = [Fraction(1)] * len(model.parties)
    for name, number in given.items():
        if not 0 < number < float("inf"):
            raise UsageError(
                msg("{party} is given {number}", party=name, number=number),
                where=setting,
                advice=msg("Use positive numbers; leave a party out with the setting coalition."),
            )
        shares[known_party(model, name, setting=setting)] = Fraction(str(number))
    common = lcm(*(share.denominator for share in shares))
    whole = [int(share * common) for share in shares]
    return tuple(number // gcd(*whole) for number in whole)


def no_stake(model: Bargain, found: Acceptable | Expected) -> list[Message]:
    """A sentence on the members that no acceptable outcome (or lottery) gives anything, if there are any."""
    if len(found.staked) == len(found.members):
        return []
    if isinstance(found, Expected):
        return _no_stake_in_lotteries(model, found)
    if not len(found.staked):
        return [msg("No acceptable outcome is worth more to anyone than no deal.")]
    names = [model.parties[p] for i, p in enumerate(found.members) if i not in found.staked]
    return [
        msg(
            "Left out of the comparison, because no acceptable outcome gives them a gain: {parties}.",
            parties=names,
        )
    ]


def _no_stake_in_lotteries(model: Bargain, hull: Expected) -> list[Message]:
    if not len(hull.staked):
        return [msg("No acceptable lottery is worth more to anyone than no deal.")]
    names = [model.parties[p] for i, p in enumerate(hull.members) if i not in hull.staked]
    return [
        msg(
            "Left out of the comparison, because no acceptable lottery gives them an expected gain: {parties}.",
            parties=names,
        )
    ]


def normalised(found: Acceptable, row: int) -> list[Fraction]:
    """Gains at ``row`` as shares of the largest possible ones, of the members with a stake."""
    gains, stakes = found.gains[row].tolist(), found.stakes.tolist()
    return [Fraction(gains[i], stakes[i]) for i in found.staked.tolist()]


def sign(one: Any, other: Any) -> int:
    """1, 0 or -1: the order of two comparable things."""
    return int(one > other) - int(one < other)
