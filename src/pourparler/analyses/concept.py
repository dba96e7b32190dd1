"""A solution concept: a frozen set of settings with one method, ``run(model, rng) -> Result``."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import Field, fields, is_dataclass
from enum import Enum
from math import isfinite
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pourparler.analyses.result import Observation, Result
from pourparler.errors import UsageError
from pourparler.language import did_you_mean, msg

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
        return {_setting(field): _data(getattr(self, field.name)) for field in _fields(type(self))}

    def to_dict(self) -> dict[str, Any]:
        """Name, settings and references as JSON data."""
        return {"name": self.name, "settings": self.settings(), "reference": list(self.reference)}

    @classmethod
    def with_settings(cls, settings: Mapping[str, Any]) -> Self:
        """A concept from settings as text or JSON data (``--set NAME=VALUE``).

        Raises ``UsageError`` for an unknown name or a value of the wrong kind.
        """
        called = {_setting(field): field.name for field in _fields(cls)}
        known = list(called)
        for name in settings:
            if name not in known:
                otherwise = msg("Known here: {known}.", known=known) if known else msg("It has no settings.")
                raise UsageError(
                    msg("{concept} has no setting {name}", concept=cls.name, name=name),
                    where="--set",
                    advice=did_you_mean(name, known, otherwise),
                )
        from pydantic import TypeAdapter, ValidationError

        for name, value in settings.items():
            if not _usable(value):
                raise UsageError(
                    msg("{found} is not allowed for {name}", found=str(value)[:40], name=name),
                    where="--set",
                    advice=msg("Use finite numbers, and counts of 0 or more."),
                )
        try:
            made = TypeAdapter(cls).validate_python({called[name]: value for name, value in settings.items()})
        except ValidationError as error:
            first = error.errors()[0]
            at = first["loc"][0] if first["loc"] else ""
            name = next((setting for setting, attribute in called.items() if attribute == at), str(at))
            allowed = (first.get("ctx") or {}).get("expected", "")
            raise UsageError(
                msg("{found} is not allowed for {name}", found=str(first["input"])[:60], name=name),
                where="--set",
                advice=msg("Use one of {known}.", known=str(allowed).replace("'", ""))
                if allowed
                else msg(
                    "docs/concepts.md, docs/collective.md and docs/stability.md show how it is written; records are JSON, as {example}.",
                    example="--set 'target={\"issue\": 60}'",
                ),
            ) from error
        # Once more after reading: the texts "nan" and "inf" have become numbers.
        for name, value in made.settings().items():
            if not _finite(value):
                raise UsageError(
                    msg("{found} is not allowed for {name}", found=str(settings.get(name))[:40], name=name),
                    where="--set",
                    advice=msg("Use finite numbers, and counts of 0 or more."),
                )
        return made


def _fields(cls: type[Any]) -> tuple[Field[Any], ...]:
    return fields(cls) if is_dataclass(cls) else ()


def _setting(field: Field[Any]) -> str:
    """What a field is called as a setting."""
    return str(field.metadata.get("setting", field.name))


def _usable(value: Any) -> bool:
    """Whether a setting holds finite numbers only, and no negative count."""
    if isinstance(value, Mapping):
        # By name: values of an issue may lie below 0, and what must be positive is refused by its concept.
        return all(_usable(abs(item) if isinstance(item, int) else item) for item in value.values())
    if isinstance(value, list | tuple):
        return all(_usable(item) for item in value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return True
    return 0 <= value < 2**62 if isinstance(value, int) else isfinite(value)


def _finite(value: Any) -> bool:
    """Whether JSON data holds finite numbers only."""
    match value:
        case dict():
            return all(map(_finite, value.values()))
        case list():
            return all(map(_finite, value))
        case float():
            return isfinite(value)
    return True


def _data(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case dict() | Mapping():
            return {str(key): _data(item) for key, item in value.items()}
        case tuple() | list():
            return [_data(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _data(getattr(value, field.name)) for field in fields(value)}
    return value
