"""What a form of preferences makes of a brief's numbers: tables, reserves and their scale."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import lcm
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.errors import ModelError
from pourparler.language import msg

Tables = tuple[NDArray[np.int64], ...]

# Means below this size, in the scale, leave room for differences in 64 bits.
LARGEST = 1 << 60


@dataclass(frozen=True, eq=False)
class Threshold:
    """A further score of provisions whose mean a party asks for.

    ``key``: where the brief says so; ``party``: its position; ``scores`` (provisions,) and ``least``: integers
    in the scale of the tables.
    """

    key: str
    party: int
    scores: NDArray[np.int64]
    least: int


@dataclass(frozen=True, eq=False)
class Mean:
    """Utilities are mean scores of the provisions included.

    ``common``: a multiple of every number of provisions, so that each mean is a whole number of the scale;
    ``thresholds``: what parties ask of further scores.
    """

    common: int
    thresholds: tuple[Threshold, ...] = ()


def common_size(provisions: int, largest: int) -> int:
    """The least common multiple of all sizes of a package; ``largest``: the largest score in size.

    Raises ``ModelError`` where a mean times it does not fit in 64 bits.
    """
    common = lcm(*range(1, provisions + 1))
    if largest * common >= LARGEST:
        raise ModelError(
            msg(
                "means over up to {n} provisions of scores up to {largest} are too fine",
                n=provisions,
                largest=largest,
            ),
            where="stances",
            rule="E206",
            advice=msg("Write scores with fewer decimals, or group provisions."),
        )
    return common


def score_tables(scores: NDArray[np.int64]) -> Tables:
    """Of scores (parties, provisions) a table (parties, 2) per provision: nothing where it is left out."""
    return tuple(np.stack((np.zeros_like(column), column), axis=1) for column in scores.T)


class Filled(NamedTuple):
    """Tables and reserves at given values. ``mean``: ``None`` where utilities are sums."""

    tables: Tables
    bystander_tables: Tables
    reserve: NDArray[np.int64]
    scale: int
    mean: Mean | None = None


class Worth(ABC):
    """A form of preferences, read once from a brief. ``kinds``: the kinds of numbers it depends on."""

    kinds: ClassVar[frozenset[str]]

    @abstractmethod
    def filled(self, known: NDArray[np.float64]) -> Filled:
        """Tables and reserves with the values ``known``, which end with a NaN for what is not written.

        Raises ``ModelError`` where these values give no utility.
        """

    def filled_many(self, known: NDArray[np.float64]) -> list[Filled | None]:
        """The same for every row of ``known`` (draws, values); ``None`` where a row gives no utility."""
        found: list[Filled | None] = []
        for row in known:
            try:
                found.append(self.filled(row))
            except ModelError:
                found.append(None)
        return found
