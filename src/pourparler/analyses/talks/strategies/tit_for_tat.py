"""Tit for tat: answer the other side's concessions with concessions of the same size."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from pourparler.analyses.talks.strategies.families import Bounds, absolute, relative
from pourparler.analyses.talks.strategies.imitation import aspiration
from pourparler.analyses.talks.strategies.targets import as_good, worth
from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.view import View

if TYPE_CHECKING:
    import numpy as np

Mode = Literal["relative", "absolute", "averaged"]
Steps = Annotated[int, Field(ge=1, le=1_000_000)]


@dataclass(frozen=True)
class TitForTat(Strategy):
    """Gives up as much, in its own utility, as it was given: it asks for less as offers get better, for more as they get worse.

    From the aspiration A and what the other side's latest offers o_1 … o_k are worth to it follows the next one:
    ``relative`` A · o_{k−delay} / o_{k−delay+1}; ``absolute`` A − (o_{k−delay+1} − o_{k−delay}) − R, R drawn evenly
    between 0 and ``bound``; ``averaged`` A · o_{k−window} / o_k; each kept between its floor and its ideal. It offers the worst
    outcome worth A and accepts what is worth as much as that, before R. Until enough offers were heard A is its ideal.

    The source speaks of one numeric issue; its transcription to many issues through the party's own utility is ours, and so is what follows.
    Offers below the floor count as the floor. Of several partners the least conciliatory sets the
    pace. An earlier offer after one worth 0 has no proportion to it: A stays. Where the floor is below 0, proportions are
    of the utility above the floor. A is followed offer by offer, not read from the own last offer, so that small steps
    add up; what R took off stays off where it led to a lower offer.

    When not to use: against itself without ``bound``, since nobody moves first; ``relative`` and ``averaged`` where the other side
    starts with offers worth nothing, since leaving 0 is a concession beyond all proportion and is answered by giving up everything.
    Reference: Faratin, Sierra & Jennings 1998; the idea: Axelrod 1984.
    """

    mode: Mode = "absolute"
    delay: Steps = 1
    window: Steps = 1
    bound: Annotated[float, Field(ge=0)] = 0.0

    name: ClassVar[str] = "tit-for-tat"
    reference: ClassVar[tuple[str, ...]] = ("faratin1998", "axelrod1984")

    @property
    def draws(self) -> bool:
        """Whether it concedes at random beside."""
        return self.yields

    @property
    def span(self) -> int:
        """See :class:`Habit`."""
        return self.window if self.mode == "averaged" else self.delay

    @property
    def apart(self) -> int:
        """See :class:`Habit`."""
        return self.window if self.mode == "averaged" else 1

    @property
    def yields(self) -> bool:
        """See :class:`Habit`."""
        return self.mode == "absolute" and self.bound > 0

    def answer(self, last: float, bounds: Bounds, *, earlier: float, later: float) -> float:
        """See :class:`Habit`."""
        if self.mode == "absolute":
            return absolute(last, bounds, earlier=earlier, later=later, drawn=0.0, prefers="large")
        low, high = bounds
        zero = min(low, 0.0)
        return zero + relative(
            last - zero, (low - zero, high - zero), earlier=earlier - zero, later=later - zero
        )

    def propose(self, view: View, rng: "np.random.Generator") -> int | None:
        """See :class:`Strategy`."""
        return worth(view, aspiration(view, self) - self.drawn(rng))

    def accepts(self, view: View, offer: int) -> bool:
        """See :class:`Strategy`."""
        return as_good(view, offer, wanted=aspiration(view, self))

    def drawn(self, rng: "np.random.Generator") -> float:
        """What is given up at random."""
        return rng.random() * self.bound if self.yields else 0.0
