"""Problems and strategies of the tests of tournaments; processes of a pool import them by name."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.view import View
from pourparler.model.bargain import Bargain


def problem(seed: int, parties: int = 2, sizes: tuple[int, ...] = (4, 3)) -> Bargain:
    """A problem of random tables, all of whose parties want something."""
    rng = np.random.default_rng(seed)
    names = [f"p{i}" for i in range(parties)]
    tables = {
        name: {f"i{k}": rng.permutation(100)[:size].tolist() for k, size in enumerate(sizes)}
        for name in names
    }
    return Bargain.from_tables(
        {f"i{k}": list(range(size)) for k, size in enumerate(sizes)},
        tables,
        reserve={name: int(rng.integers(0, 60)) for name in names},
        scale=100,
    )


@dataclass(frozen=True)
class Failing(Strategy):
    """Raises at its second call."""

    name: ClassVar[str] = "failing"
    reference: ClassVar[tuple[str, ...]] = ("nobody",)

    def propose(self, view: View, rng: Any) -> int | None:
        """Its best, once."""
        if view.round:
            raise RuntimeError("no idea")
        return view.profile.best(0)

    def accepts(self, view: View, offer: int) -> bool:
        """Never."""
        return False


@dataclass(frozen=True)
class Dice(Strategy):
    """Proposes anything it could live with, and accepts anything it could live with half of the time."""

    name: ClassVar[str] = "dice"
    reference: ClassVar[tuple[str, ...]] = ("nobody",)
    draws: ClassVar[bool] = True

    def propose(self, view: View, rng: Any) -> int | None:
        """Evenly among the rational outcomes."""
        order = view.profile.order
        return int(order[rng.integers(len(order))]) if len(order) else None

    def accepts(self, view: View, offer: int) -> bool:
        """Late rational offers."""
        return view.profile.suits(offer) and view.time > 0.5
