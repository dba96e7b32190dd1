"""What a party knows of its own preferences, however many outcomes there are."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.language import Message
from pourparler.model.outcomes import Space, Value


class BeyondError(Exception):
    """There are too many outcomes for what is asked; the message says what. Talks end with the status ``limit``."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Preferences(ABC):
    """One party's own preferences. Nothing in them tells of any other party.

    ``space``: issues and values; ``reserve``, in the unit of utility; ``patience``: what a utility is worth one
    round later, as a share. An outcome is rational for the party where it is allowed, worth the reserve and crosses no
    own red line. Lists of all outcomes (``order``, ``ladder``, ``rung``) raise ``BeyondError`` where there are too many.
    """

    space: Space
    reserve: float
    patience: float

    @property
    @abstractmethod
    def feasible(self) -> bool:
        """Whether there is any rational outcome."""

    @property
    @abstractmethod
    def ideal(self) -> float:
        """The most that a rational outcome is worth; where none is, the reserve."""

    @property
    @abstractmethod
    def floor(self) -> float:
        """The least it need be content with: its worst outcome, or its reserve where that is more."""

    @property
    @abstractmethod
    def order(self) -> NDArray[np.int64]:
        """The rational outcomes, worst first; those of equal worth by index."""

    @property
    @abstractmethod
    def ladder(self) -> NDArray[np.float64]:
        """What the outcomes of :attr:`order` are worth."""

    @abstractmethod
    def utility(self, outcome: int) -> float:
        """What an outcome is worth."""

    @abstractmethod
    def exists(self, outcome: int) -> bool:
        """Whether an index stands for an outcome that is not excluded."""

    @abstractmethod
    def suits(self, outcome: int) -> bool:
        """Whether the party could agree to an outcome at all."""

    @abstractmethod
    def at_least(self, wanted: float) -> int:
        """The worst rational outcome worth ``wanted``; the best one where none is.

        One at most 10^-6 below counts where it is closer to ``wanted``. Raises ``ValueError`` without any.
        """

    @abstractmethod
    def rung(self, wanted: float) -> int:
        """The place in :attr:`order` of what :meth:`at_least` gives."""

    @abstractmethod
    def best(self, rank: int) -> int | None:
        """The rational outcome of a rank, 0 the best; those of equal worth by falling index; ``None`` past the last."""

    def __getstate__(self) -> dict[str, Any]:
        """What it was made of: what was worked out from that stays behind when it is sent to another process."""
        made_of: Any = self
        return {field.name: getattr(self, field.name) for field in fields(made_of)}

    def label(self, outcome: int) -> dict[str, Value]:
        """``{issue: value}`` of an outcome."""
        return self.space.label(self.space.at(outcome))

    def outcome(self, label: Mapping[str, object]) -> int:
        """The index of ``{issue: value}``. Raises ``KeyError`` for an unknown issue or value."""
        return self.space.index(self.space.choice(label))
