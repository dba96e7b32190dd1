"""A strategy: frozen settings with two pure methods, what to propose and whether to accept."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from pourparler.analyses.talks.naming import written
from pourparler.analyses.talks.view import View

if TYPE_CHECKING:
    import numpy as np


class Strategy(ABC):
    """Base of all strategies. Subclasses are frozen dataclasses whose fields are settings.

    A strategy remembers nothing: what it needs to know is in the view, so that one object may sit at several
    seats and tables. ``rational``: whether it keeps to outcomes worth its reserve, which the protocol then holds it
    to. ``draws`` and ``timed`` are class attributes of strategies that always do, properties where that depends
    on their settings.
    """

    name: ClassVar[str]
    reference: ClassVar[tuple[str, ...]]
    rational: ClassVar[bool] = True

    @property
    def draws(self) -> bool:
        """Whether it uses its generator."""
        return False

    @property
    def timed(self) -> bool:
        """Whether it needs to know the deadline."""
        return False

    @abstractmethod
    def propose(self, view: View, rng: "np.random.Generator") -> int | None:
        """The outcome to offer now, by its index; ``None`` breaks the talks off."""

    @abstractmethod
    def accepts(self, view: View, offer: int) -> bool:
        """Whether to accept the standing offer."""

    def to_dict(self) -> Any:
        """The name, or ``{name: settings}``, as a brief and ``--set strategies=`` write it."""
        return written(self)
