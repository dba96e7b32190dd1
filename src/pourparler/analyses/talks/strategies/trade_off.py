"""Trade-offs: of all outcomes as good for oneself, offer the one most like what the other side asked for."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pourparler.analyses.talks.parties.preferences import Preferences
from pourparler.analyses.talks.strategies.parts import Clock
from pourparler.analyses.talks.strategies.time_based import Linear, least
from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.view import View
from pourparler.model.outcomes import Space

if TYPE_CHECKING:
    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class TradeOff(Strategy):
    """Asks for as much as a time-based strategy, and among outcomes worth that offers the one closest to the last offer heard.

    ``time``: the time-based strategy, which also says what is accepted. Outcomes count as worth the same within ``width`` of the own
    range from the worst one that is good enough upwards; before any offer was heard it is that one. Closeness is the mean
    over issues of 1 − |x − y| / range, where x and y are the public places of the two values on the issue's scale: issues
    weigh alike, since what matters to the others is not known. Of equally close outcomes the worst one is offered.

    The source climbs towards the last offer on a continuous curve of equal utility, with weights and fuzzy criteria of
    similarity for the domain; the band and this similarity are ours. When not to use: where the values of
    issues have no order, so that their places tell nothing of likeness.
    Reference: Faratin, Sierra & Jennings 2002.
    """

    time: Clock = Linear()
    width: Annotated[float, Field(ge=0, le=1)] = 0.05

    name: ClassVar[str] = "trade-off"
    reference: ClassVar[tuple[str, ...]] = ("faratin2002",)
    timed: ClassVar[bool] = True

    def propose(self, view: View, rng: "np.random.Generator") -> int | None:
        """See :class:`Strategy`."""
        profile = view.profile
        if profile.best(0) is None:
            return None
        wanted = least(profile, self.time.aspiration(view.time))
        heard = next((offer.outcome for offer in reversed(view.offers) if offer.seat != view.seat), None)
        if heard is None:
            return profile.at_least(wanted)
        equals = _worth_the_same(profile, wanted, width=self.width)
        return int(equals[np.argmin(distances(profile.space, equals, to=heard))])

    def accepts(self, view: View, offer: int) -> bool:
        """See :class:`Strategy`."""
        return self.time.accepts(view, offer)


def _worth_the_same(profile: Preferences, wanted: float, *, width: float) -> "Ints":
    """The outcomes worth ``wanted`` and at most ``width`` of the range more than the worst of them, worst first."""
    first = profile.rung(wanted)
    most = profile.ladder[first] + width * (profile.ideal - profile.floor)
    return profile.order[first : int(np.searchsorted(profile.ladder, most, side="right"))]


def distances(space: Space, outcomes: "Ints", *, to: int) -> "Floats":
    """How far ``outcomes`` (indices) lie from the outcome ``to``: the sum over issues of the distance on the scale over its range.

    >>> from pourparler.model.outcomes import Axis
    >>> space = Space((Axis("x", ("a", "b", "c"), (0.0, 50.0, 100.0)), Axis("y", ("u", "v"), (0.0, 1.0))))
    >>> distances(space, np.arange(6), to=2).tolist()
    [0.5, 1.5, 0.0, 1.0, 0.5, 1.5]
    """
    total = np.zeros(len(outcomes))
    left = outcomes
    here = space.at(to)
    for axis, at in zip(reversed(space.axes), reversed(here), strict=True):
        left, values = np.divmod(left, len(axis))
        places = _places(axis.scale)
        total += np.abs(places - places[at])[values]
    return total


@lru_cache(maxsize=1024)
def _places(scale: tuple[float, ...]) -> "Floats":
    """Where the values of an issue lie, a range apart at most; all at one place where they do not differ."""
    places = np.array(scale)
    length = places.max() - places.min()
    return places / length if length > 0 else np.zeros(len(places))
