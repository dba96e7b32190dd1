"""Concession by the clock: an aspiration that falls with time, whatever the others do."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from pourparler.analyses.talks.parties.preferences import Preferences
from pourparler.analyses.talks.strategies.acceptance import Acceptance, Threshold, accepts
from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.view import View

if TYPE_CHECKING:
    import numpy as np

WIDENING = 1e-4
"""How far the band of what is accepted reaches beyond aspiration and ideal, in units of utility."""


Exponent = Annotated[float, Field(gt=0, le=1e6)]


@dataclass(frozen=True)
class TimeBased(Strategy):
    """Base of the strategies whose aspiration depends on time alone.

    They offer the worst outcome that is good enough, and by default accept what lies within the band of the
    aspiration. ``acceptance``: the rule of acceptance.
    """

    acceptance: Acceptance = Threshold()
    timed: ClassVar[bool] = True

    @abstractmethod
    def aspiration(self, time: float) -> float:
        """The share of its range that the party asks for once the share ``time`` of the time is gone."""

    def propose(self, view: View, rng: "np.random.Generator") -> int | None:
        """See :class:`Strategy`."""
        return self._offer(view)

    def accepts(self, view: View, offer: int) -> bool:
        """See :class:`Strategy`."""
        profile = view.profile
        if isinstance(self.acceptance, Threshold):
            # Nothing that it could agree to lies beyond the upper end of the band.
            return profile.suits(offer) and profile.utility(offer) >= least(
                profile, self.aspiration(view.time)
            )
        own = self._offer(view)
        return own is not None and accepts(self.acceptance, view, offer, own=own)

    def _offer(self, view: View) -> int | None:
        profile = view.profile
        if not profile.feasible:
            return None
        return profile.at_least(least(profile, self.aspiration(view.time)))


def least(profile: Preferences, aspiration: float) -> float:
    """The least utility asked for at an aspiration between 0 and 1: the lower end of the band."""
    low, high = profile.floor, profile.ideal
    asked = aspiration * (high - low) + low - WIDENING
    # As min(max(asked, low), high), without the calls.
    return low if asked < low else high if asked > high else asked


def polynomial(time: float, e: float) -> float:
    """The aspiration 1 − t^e: above 1 late concessions, below 1 early ones (1/β in Faratin's notation)."""
    return 1.0 - time**e  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Boulware(TimeBased):
    """Holds out and gives way near the end: 1 − t^4 by default.

    When not to use: where the end is not known; it concedes hardly anything before.
    Reference: Faratin, Sierra & Jennings 1998; the name: Raiffa 1982.
    """

    e: Exponent = 4.0
    name: ClassVar[str] = "boulware"
    reference: ClassVar[tuple[str, ...]] = ("faratin1998", "raiffa1982")

    def aspiration(self, time: float) -> float:
        """See :class:`TimeBased`."""
        return polynomial(time, self.e)


@dataclass(frozen=True)
class Linear(TimeBased):
    """Concedes at an even pace: 1 − t.

    When not to use: as a forecast of how anybody talks; it is a yardstick.
    Reference: Faratin, Sierra & Jennings 1998.
    """

    e: Exponent = 1.0
    name: ClassVar[str] = "linear"
    reference: ClassVar[tuple[str, ...]] = ("faratin1998",)

    def aspiration(self, time: float) -> float:
        """See :class:`TimeBased`."""
        return polynomial(time, self.e)


@dataclass(frozen=True)
class Conceder(TimeBased):
    """Gives way early: 1 − t^(1/4) by default.

    When not to use: against somebody who waits; it is left with little.
    Reference: Faratin, Sierra & Jennings 1998.
    """

    e: Exponent = 0.25
    name: ClassVar[str] = "conceder"
    reference: ClassVar[tuple[str, ...]] = ("faratin1998",)

    def aspiration(self, time: float) -> float:
        """See :class:`TimeBased`."""
        return polynomial(time, self.e)


@dataclass(frozen=True)
class Hardliner(Strategy):
    """Offers its best outcome always and accepts nothing that is worth less.

    When not to use: against another one of its kind; they never agree unless they want the same.
    Reference: Raiffa 1982.
    """

    name: ClassVar[str] = "hardliner"
    reference: ClassVar[tuple[str, ...]] = ("raiffa1982",)

    def propose(self, view: View, rng: "np.random.Generator") -> int | None:
        """See :class:`Strategy`."""
        return view.profile.best(0)

    def accepts(self, view: View, offer: int) -> bool:
        """See :class:`Strategy`."""
        return view.profile.suits(offer) and view.utility(offer) >= view.profile.ideal
