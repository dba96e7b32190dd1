"""A party's preferences over more outcomes than can be listed: exact answers by searching sums of two halves."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.talks.parties.halves import Halves, within_reach
from pourparler.analyses.talks.parties.preferences import BeyondError, Preferences
from pourparler.analyses.talks.parties.profile import NEAR
from pourparler.language import msg
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint, Space

EXACT = 1 << 51
"""Sums below this, in size, stay different as floating-point numbers when divided by the scale."""

RANKS = 1 << 21
"""Outcomes that a list from the best one down may reach."""


@dataclass(frozen=True, eq=False)
class WideProfile(Preferences):
    """One party's preferences where utilities are sums over issues and outcomes too many to write out.

    ``rows``: per issue the party's entries (values,), integers in the ``scale``, as ``least``, the reserve;
    ``excluded`` for everybody, ``red_lines`` of the party. It answers as :class:`Profile` would, which lists
    all outcomes; what needs the list raises ``BeyondError``, and so does a rank past ``RANKS``.
    """

    space: Space
    rows: tuple[NDArray[np.int64], ...]
    least: int
    scale: int
    excluded: tuple[Constraint, ...]
    red_lines: tuple[Constraint, ...]
    reserve: float
    patience: float = 1.0

    @cached_property
    def feasible(self) -> bool:
        """See :class:`Preferences`."""
        return self._top is not None

    @cached_property
    def ideal(self) -> float:
        """See :class:`Preferences`."""
        return self.reserve if self._top is None else self._top[0] / self.scale

    @cached_property
    def floor(self) -> float:
        """See :class:`Preferences`."""
        allowed = Halves(self.rows, self.excluded) if self.red_lines else self._halves
        lowest = [int(group.first.sums[0]) + int(group.last.sums[0]) for group in allowed.groups]
        return max(min([self.ideal, *(total / self.scale for total in lowest)]), self.reserve)

    def utility(self, outcome: int) -> float:
        """See :class:`Preferences`."""
        return self._sum(outcome) / self.scale

    def exists(self, outcome: int) -> bool:
        """See :class:`Preferences`."""
        return 0 <= outcome < self.space.size and self.space.allowed(self.space.at(outcome), self.excluded)

    def suits(self, outcome: int) -> bool:
        """See :class:`Preferences`."""
        return (
            self.exists(outcome)
            and self._sum(outcome) >= self.least
            and self.space.allowed(self.space.at(outcome), self.red_lines)
        )

    def at_least(self, wanted: float) -> int:
        """See :class:`Preferences`."""
        if self._top is None:
            raise ValueError("no rational outcome")
        if wanted > self.ideal:
            return self._top[1]
        asked = self._whole(wanted)
        above = self._halves.lowest(max(asked, self.least))
        assert above is not None
        below = self._halves.highest(asked - 1)
        if below is not None and below[0] >= self.least:
            short = wanted - below[0] / self.scale
            if short <= NEAR and short < above[0] / self.scale - wanted:
                return below[1]
        return above[1]

    def best(self, rank: int) -> int | None:
        """See :class:`Preferences`. Raises ``BeyondError`` past ``RANKS``."""
        if rank >= RANKS:
            raise BeyondError(msg("Lists of outcomes are walked down no further than {n} steps.", n=RANKS))
        found, coming = self._walk
        while len(found) <= rank:
            total, index = next(coming, (self.least - 1, -1))
            if total < self.least:
                return None
            found.append(index)
        return found[rank]

    @property
    def order(self) -> NoReturn:
        """Not here."""
        raise BeyondError(
            msg("A strategy needs a list of all outcomes, and there are {n}.", n=self.space.size)
        )

    ladder = worth = rational = allowed = answers = order

    def rung(self, wanted: float) -> int:
        """Not here."""
        return self.order

    @cached_property
    def _halves(self) -> Halves:
        return Halves(self.rows, (*self.excluded, *self.red_lines))

    @cached_property
    def _top(self) -> tuple[int, int] | None:
        """Sum and index of the best rational outcome."""
        top = self._halves.highest(EXACT)
        return None if top is None or top[0] < self.least else top

    @cached_property
    def _walk(self) -> tuple[list[int], Iterator[tuple[int, int]]]:
        """The list so far and what continues it: walked once, by whoever asks furthest."""
        return [], self._halves.best_first()

    def _sum(self, outcome: int) -> int:
        choice = self.space.at(outcome)
        return sum(int(row[i]) for row, i in zip(self.rows, choice, strict=True))

    def _whole(self, wanted: float) -> int:
        """The least integer that is worth ``wanted`` once divided by the scale."""
        found = ceil(max(wanted, self.reserve) * self.scale)
        while (found - 1) / self.scale >= wanted and found > self.least:
            found -= 1
        while found / self.scale < wanted:
            found += 1
        return found


def _own(row: NDArray[np.int64]) -> NDArray[np.int64]:
    copy = row.copy()
    copy.setflags(write=False)
    return copy


def searchable(model: Bargain) -> bool:
    """Whether the outcomes of a problem can be searched without listing them."""
    largest = sum(int(np.abs(table).max()) for table in model.tables)
    return (
        model.mean is None
        and max(largest, model.scale, int(np.abs(model.reserve).max())) < EXACT
        and all(
            within_reach(model.space.shape, (*model.excluded, *lines))
            for lines in (model.red_lines or ((),) * len(model.parties))
        )
    )


def wide_profiles(model: Bargain, patience: tuple[float, ...]) -> tuple[WideProfile, ...]:
    """One per party of a :func:`searchable` problem, in the order of the model."""
    return tuple(
        WideProfile(
            space=model.space,
            # Copies: a row that is a view would lead to everybody's table.
            rows=tuple(_own(table[i]) for table in model.tables),
            least=int(model.reserve[i]),
            scale=model.scale,
            excluded=model.excluded,
            red_lines=model.red_lines[i] if model.red_lines else (),
            reserve=model.unit(model.reserve[i]),
            patience=patience[i],
        )
        for i in range(len(model.parties))
    )
