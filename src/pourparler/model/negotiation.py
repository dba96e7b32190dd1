"""A bargaining problem with time: how patient everybody is, how long there is to talk, and how each party plays."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.laws import Law
from pourparler.model.bargain import Bargain
from pourparler.model.cells import NOWHERE
from pourparler.model.template import Origin, Template

DEADLINE, PACE = "calendar/deadline", "calendar/rounds_per_day"
MOST = 1_000_000
"""Rounds past which talks are not played."""


@dataclass(frozen=True)
class Timing:
    """What a brief says of time.

    ``patience``: by party, what a utility is worth one round later, as a share; who is not named loses nothing by
    waiting. ``days`` left, ``None`` where no deadline is known; ``rounds_per_day``: rounds of talks that a day holds.
    ``strategies``: by party, as written.
    """

    patience: Mapping[str, float] = field(default_factory=dict)
    days: float | None = None
    rounds_per_day: float = 1.0
    strategies: Mapping[str, Any] = field(default_factory=dict)

    @property
    def rounds(self) -> int | None:
        """Rounds until the deadline, at least one; ``None`` where no deadline is known."""
        return None if self.days is None else max(1, round(self.days * self.rounds_per_day))


@dataclass(frozen=True, eq=False)
class Negotiation:
    """What talks need: the problem itself and its ``timing``. A bargaining problem alone has all the time there is."""

    bargain: Bargain
    timing: Timing = Timing()

    wraps: ClassVar[type[Bargain]] = Bargain

    @property
    def origin(self) -> Origin:
        """Where the problem comes from."""
        return self.bargain.origin

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties at the table."""
        return self.bargain.parties

    @property
    def patience(self) -> tuple[float, ...]:
        """By party of the problem, 1 where none is stated."""
        return tuple(float(self.timing.patience.get(party, 1.0)) for party in self.parties)

    @classmethod
    def from_brief(cls, brief: Brief) -> Self:
        """The negotiation at the brief's central values; raises as :meth:`Bargain.from_brief` does."""
        return cls.template(brief).central()  # type: ignore[no-any-return]

    @classmethod
    def template(cls, brief: Brief) -> Template:
        """The negotiation's structure, to be filled with drawn values."""
        return NegotiationTemplate(brief)


class NegotiationTemplate(Template):
    """The template of the bargaining problem, and beside its laws those of the calendar."""

    def __init__(self, brief: Brief) -> None:
        self.inner = Bargain.template(brief)
        self.origin = self.inner.origin
        calendar = brief.content.calendar
        seated = Bargain.from_brief(brief).parties
        keys = [DEADLINE, PACE, *(f"calendar/patience/{party}" for party in seated)]
        added = {key: brief.numbers[key].law for key in keys if key in brief.numbers}
        self.laws: Mapping[str, Law] = {**self.inner.laws, **added}
        self.at = {key: len(self.inner.laws) + i for i, key in enumerate(added)}
        self.seated = seated
        self.strategies = {party: playing.strategy for party, playing in calendar.strategies.items()}

    @property
    def decisive(self) -> frozenset[str]:
        """Numbers of the problem that decide, and all of the calendar."""
        return self.inner.decisive | frozenset(self.at)

    def steps(self, key: str) -> tuple[float, ...]:
        """As in the bargaining problem."""
        return self.inner.steps(key)

    def build(self, values: Sequence[float] | NDArray[np.float64]) -> Negotiation:
        """The negotiation with these values."""
        known = np.asarray(values, dtype=np.float64)
        return self._timed(known, self.inner.build(known[: len(self.inner.laws)]))

    def build_many(self, rows: NDArray[np.float64]) -> list[Negotiation | None]:
        """See :class:`Template`."""
        deals = self.inner.build_many(rows[:, : len(self.inner.laws)])
        return [
            None if deal is None else self._timed(row, deal) for row, deal in zip(rows, deals, strict=True)
        ]

    def _timed(self, known: NDArray[np.float64], deal: Bargain) -> Negotiation:
        places = {party: self.at.get(f"calendar/patience/{party}", NOWHERE) for party in self.seated}
        days, pace = self.at.get(DEADLINE, NOWHERE), self.at.get(PACE, NOWHERE)
        timing = Timing(
            patience={party: float(known[at]) for party, at in places.items() if at != NOWHERE},
            days=None if days == NOWHERE else float(known[days]),
            rounds_per_day=1.0 if pace == NOWHERE else float(known[pace]),
            strategies=self.strategies,
        )
        return Negotiation(deal, timing)

    def sameness(self, model: Negotiation, values: NDArray[np.float64]) -> Hashable:
        """See :class:`Template`: the same problem, and the same rounds and patience."""
        of, inner = model.timing, values[: len(self.inner.laws)]
        return self.inner.sameness(model.bargain, inner), of.days, of.rounds_per_day, model.patience
