"""Concession as something runs out: offers that are left, or the patience for long talks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from pourparler.analyses.talks.strategies.families import by_resource, patience_left
from pourparler.analyses.talks.strategies.targets import as_good, worth
from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.view import View

if TYPE_CHECKING:
    import numpy as np

Left = Literal["offers", "length"]


@dataclass(frozen=True)
class Resource(Strategy):
    """Asks for less as less is left: for the share (1 − kappa)·(1 − exp(−resource)) of its range.

    ``left`` says of what: ``offers``, the resource is ``mu`` times the calls that it will still get after this one;
    ``length``, it is ``mu`` divided by the mean length of its talks so far, for each partner the offers of both,
    times the number of partners. It offers the worst outcome that is worth it and accepts what is worth as much.
    ``kappa``: the share given up while nothing has run out. A larger ``mu`` concedes later.

    That the share is one of the party's own utility, over all issues at once, is ours; the source has it for one numeric issue.
    When not to use: ``offers`` where the deadline is not known, and without a small ``mu`` in long talks: with ``mu`` 1 all
    is given in the last five rounds; ``length`` in short ones: it starts to concede at the first answer.
    Reference: Faratin, Sierra & Jennings 1998.
    """

    left: Left = "offers"
    mu: Annotated[float, Field(gt=0)] = 1.0
    kappa: Annotated[float, Field(ge=0, le=1)] = 0.0

    name: ClassVar[str] = "resource"
    reference: ClassVar[tuple[str, ...]] = ("faratin1998",)

    @property
    def timed(self) -> bool:
        """Whether it counts the offers that are left."""
        return self.left == "offers"

    def propose(self, view: View, rng: "np.random.Generator") -> int | None:
        """See :class:`Strategy`."""
        return worth(view, self._wanted(view))

    def accepts(self, view: View, offer: int) -> bool:
        """See :class:`Strategy`."""
        return as_good(view, offer, wanted=self._wanted(view))

    def _wanted(self, view: View) -> float:
        low, high = view.profile.floor, view.profile.ideal
        return low + (1.0 - by_resource(self._resource(view), self.kappa)) * (high - low)

    def _resource(self, view: View) -> float:
        if self.timed:
            return self.mu * _calls_left(view)
        own = view.offers.count(view.seat)
        return patience_left([own + view.offers.count(seat) for seat in view.others], self.mu)


def _calls_left(view: View) -> int:
    """How often it will still be called after this time. Raises ``ValueError`` where the deadline is not known."""
    if view.rounds is None:
        raise ValueError("this party does not know the deadline")
    return view.rounds - 1 - view.round
