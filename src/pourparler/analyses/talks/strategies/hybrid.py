"""Between the clock and the mirror: imitation at first, concession by the clock in the end."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from pourparler.analyses.talks.strategies.imitation import aspiration
from pourparler.analyses.talks.strategies.parts import Clock, Mirror
from pourparler.analyses.talks.strategies.targets import as_good, worth
from pourparler.analyses.talks.strategies.time_based import Linear, least
from pourparler.analyses.talks.strategies.tit_for_tat import TitForTat
from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.view import View

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Hybrid(Strategy):
    """Asks for the weighted mean of what a time-based and a tit-for-tat strategy would ask for.

    ``time``: the time-based strategy, of weight t^``power`` (by default t²); ``imitation``: the tit-for-tat strategy, which
    has the rest of the weight and follows the offers heard as if it were alone. ``power`` 0 leaves the clock alone. It
    offers the worst outcome worth the mean and accepts what is worth as much; how ``time`` by itself would accept
    has no say.

    The mean is one of the party's own utility, over all issues at once; that is ours, the source has it for one
    numeric issue. When not to use: to tell what moves a party, since both parts do.
    Reference: Faratin, Sierra & Jennings 1998 (weighted combination of tactics).
    """

    time: Clock = Linear()
    imitation: Mirror = TitForTat()
    power: Annotated[float, Field(ge=0)] = 2.0

    name: ClassVar[str] = "hybrid"
    reference: ClassVar[tuple[str, ...]] = ("faratin1998",)
    timed: ClassVar[bool] = True

    @property
    def draws(self) -> bool:
        """Whether its imitation does."""
        return self.imitation.draws

    def propose(self, view: View, rng: "np.random.Generator") -> int | None:
        """See :class:`Strategy`."""
        return worth(view, self._wanted(view, self.imitation.drawn(rng)))

    def accepts(self, view: View, offer: int) -> bool:
        """See :class:`Strategy`."""
        return as_good(view, offer, wanted=self._wanted(view, 0.0))

    def _wanted(self, view: View, drawn: float) -> float:
        now = view.time
        weight = now**self.power
        by_clock = least(view.profile, self.time.aspiration(now))
        return weight * by_clock + (1.0 - weight) * (aspiration(view, self.imitation) - drawn)  # type: ignore[no-any-return]
