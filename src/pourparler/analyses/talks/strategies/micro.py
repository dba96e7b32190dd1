"""MiCRO: concede one outcome for each new outcome that the other side has offered."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.view import View

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Micro(Strategy):
    """Goes down its own list of outcomes, one step for each new outcome heard; else repeats one it has sent.

    It needs neither the clock nor an opinion of the others. When not to use: where outcomes of equal worth abound;
    each counts as a step. Several partners' offers count together.
    Reference: de Jonge 2022.
    """

    name: ClassVar[str] = "micro"
    reference: ClassVar[tuple[str, ...]] = ("dejonge2022",)
    draws: ClassVar[bool] = True

    def propose(self, view: View, rng: "np.random.Generator") -> int | None:
        """See :class:`Strategy`. Repeats are drawn evenly among what was sent, in the order of sending."""
        following = _next(view)
        if following is not None:
            return following
        sent = view.offers.distinct(view.seat)
        return sent[int(rng.random() * len(sent))] if sent else None

    def accepts(self, view: View, offer: int) -> bool:
        """See :class:`Strategy`."""
        if not view.profile.suits(offer):
            return False
        least = _next(view)
        if least is None:
            # How far it has come down, which a repeat does not change.
            sent = view.offers.distinct_count(view.seat)
            least = view.profile.best(sent - 1) if sent else None
        return least is None or view.utility(offer) >= view.utility(least)


def _next(view: View) -> int | None:
    """The next outcome of the own list, best first, where it may concede and there is one."""
    sent = view.offers.distinct_count(view.seat)
    return view.profile.best(sent) if sent <= _heard(view) else None


def _heard(view: View) -> int:
    """How many different outcomes the others have offered."""
    if view.seats == 2:
        return view.offers.distinct_count(1 - view.seat)
    return len({outcome for seat in view.others for outcome in view.offers.distinct(seat)})
