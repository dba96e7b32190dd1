"""Offers at random: a baseline that any strategy should beat."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.view import View

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Random(Strategy):
    """Draws each offer evenly from the outcomes that it could live with, and accepts what is worth its own last draw.

    Before its first draw it accepts only what is worth its ideal. Answers are not drawn: they follow from the
    offers made. When not to use: as a model of anybody; it is the zero of the scale in comparisons.
    Reference: a baseline of test beds for negotiating programs, so Lin et al. 2014.
    """

    name: ClassVar[str] = "random"
    reference: ClassVar[tuple[str, ...]] = ("genius2014",)
    draws: ClassVar[bool] = True

    def propose(self, view: View, rng: "np.random.Generator") -> int | None:
        """See :class:`Strategy`."""
        return view.profile.best(int(rng.random() * len(view.profile.order)))

    def accepts(self, view: View, offer: int) -> bool:
        """See :class:`Strategy`."""
        if not view.profile.suits(offer):
            return False
        drawn = view.offers.count(view.seat)
        least = view.utility(view.offers.last(view.seat)) if drawn else view.profile.ideal
        return view.utility(offer) >= least
