"""A solution concept: a frozen set of settings with one method, ``run(model, rng) -> Result``."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pourparler.analyses.result import Observation, Result
from pourparler.analyses.settings import settings_of, with_settings

if TYPE_CHECKING:
    import numpy as np


class Concept(ABC):
    """Base of all concepts. Subclasses are frozen dataclasses whose fields are settings.

    A setting goes by the name of its field, or by ``metadata={"setting": NAME}`` where that is a word of Python.
    ``name``: as in the JSON contract; ``reference``: keys of the literature; ``accepts``: the model class.
    """

    name: ClassVar[str]
    reference: ClassVar[tuple[str, ...]]
    accepts: ClassVar[type[Any]]

    @property
    def draws(self) -> bool:
        """Whether ``run`` uses its generator: what does must say so to be given one in sweeps.

        A class attribute of a concept that always draws, a property where that depends on its settings.
        """
        return False

    @abstractmethod
    def run(self, model: Any, rng: "np.random.Generator | None") -> Result:
        """Solve ``model``; ``rng`` is given where a seed was."""

    def observe(self, models: Sequence[Any]) -> Sequence[Observation | None]:
        """What a sweep keeps of each of ``models``, found for many draws together where that is quicker.

        ``None``: solve that model by itself. What is given must equal ``run(...).observed(model)``, status code
        included.
        """
        return [None] * len(models)

    def settings(self) -> dict[str, Any]:
        """All settings as JSON data."""
        return settings_of(self)

    @classmethod
    def with_settings(cls, settings: Mapping[str, Any]) -> Self:
        """A concept from settings as text or JSON data (``--set NAME=VALUE``).

        Raises ``UsageError`` for an unknown name or a value of the wrong kind.
        """
        return with_settings(cls, settings)

    def to_dict(self) -> dict[str, Any]:
        """Name, settings and references as JSON data."""
        return {"name": self.name, "settings": self.settings(), "reference": list(self.reference)}
