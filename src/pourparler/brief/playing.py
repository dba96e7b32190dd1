"""How a party is taken to play talks: a strategy by its name, and what that rests on."""

from typing import Any, ClassVar

from pydantic import Field, model_validator

from pourparler.brief.fields import Grounded, refuse
from pourparler.language import msg

_FORMS = "boulware · {conceder: {e: 0.4}} · {strategy: boulware, assumption: …}"
_GROUND = ("because", "assumption", "note")


class Playing(Grounded):
    """One party's strategy: a name, or ``{name: {settings}}``, alone or with what it rests on.

    Which names and settings there are is not known here: strategies may come from other packages.

    >>> Playing.model_validate({"conceder": {"e": 0.4}}).strategy
    {'conceder': {'e': 0.4}}
    >>> Playing.model_validate({"strategy": "boulware", "assumption": "no haste"}).name
    'boulware'
    """

    also_written: ClassVar[tuple[Any, ...]] = ({"type": "string"}, {"type": "object"})

    strategy: Any = Field(description="Its name, or {name: {settings}}.")

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: Any) -> Any:
        if isinstance(value, Playing):
            return value
        if isinstance(value, dict) and "strategy" in value:
            return {**value, "strategy": _plain(value["strategy"])}
        if isinstance(value, dict):
            ground = {key: value[key] for key in _GROUND if key in value}
            return {**ground, "strategy": _plain({k: v for k, v in value.items() if k not in _GROUND})}
        return {"strategy": _plain(value)}

    @model_validator(mode="after")
    def _one_name(self) -> "Playing":
        told = self.strategy
        if isinstance(told, dict) and len(told) == 1:
            ((name, settings),) = told.items()
            if isinstance(name, str) and isinstance(settings, dict):
                return self
        if isinstance(told, str) and told:
            return self
        raise refuse(
            "E002", msg("{found} is not a strategy", found=str(told)[:60]), msg("Write {form}.", form=_FORMS)
        )

    @property
    def name(self) -> str:
        """The name of the strategy."""
        return str(self.strategy) if isinstance(self.strategy, str) else str(next(iter(self.strategy)))

    @property
    def settings(self) -> dict[str, Any]:
        """Its settings as written; empty for a name alone."""
        return {} if isinstance(self.strategy, str) else dict(next(iter(self.strategy.values())))


def _plain(value: Any) -> Any:
    """Numbers and texts as such, without the memory of how they were written."""
    match value:
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case bool() | None:
            return value
        case int():
            return int(value)
        case float():
            return float(value)
    return str(value)
