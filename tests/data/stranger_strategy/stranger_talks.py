"""A strategy that pourparler does not have, in a package of its own."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

import pourparler as pp
from pourparler.analyses.talks.view import View


@dataclass(frozen=True)
class Stairs(pp.Strategy):
    """Goes down one outcome every few rounds. When not to use it: in short talks."""

    every: int = 3

    name: ClassVar[str] = "stairs"
    reference: ClassVar[tuple[str, ...]] = ("folklore",)

    def propose(self, view: View, rng: np.random.Generator) -> Any:
        """The best outcome at first, the next one after ``every`` rounds, and so on."""
        ranks = len(view.profile.order)
        return view.profile.best(max(0, min(view.round // self.every, ranks - 1)))

    def accepts(self, view: View, offer: int) -> bool:
        """Whatever is worth the own offer."""
        own = self.propose(view, np.random.default_rng(0))
        return view.profile.suits(offer) and view.utility(offer) >= view.utility(own)
