"""Settings of frozen dataclasses, written as JSON data and read back: of concepts, and of strategies for talks.

A setting goes by the name of its field, or by ``metadata={"setting": NAME}`` where that is a word of Python.
"""

from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from enum import Enum
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar

from pourparler.errors import UsageError
from pourparler.language import did_you_mean, msg

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


def settings_of(thing: Any) -> dict[str, Any]:
    """All settings as JSON data."""
    return {_setting(field): _data(getattr(thing, field.name)) for field in _fields(type(thing))}


def with_settings(cls: type[T], settings: Mapping[str, Any]) -> T:
    """An object of ``cls`` from settings as text or JSON data (``--set NAME=VALUE``).

    Raises ``UsageError`` for an unknown name or a value of the wrong kind.
    """
    called = {_setting(field): field.name for field in _fields(cls)}
    known = list(called)
    for name in settings:
        if name not in known:
            otherwise = msg("Known here: {known}.", known=known) if known else msg("It has no settings.")
            raise UsageError(
                msg("{concept} has no setting {name}", concept=getattr(cls, "name", cls.__name__), name=name),
                where="--set",
                advice=did_you_mean(name, known, otherwise),
            )
    from pydantic import ValidationError

    from pourparler.analyses.refused_settings import refused

    # Below 0 no count may lie, but a number of any kind that happens to be whole.
    numbers = {_setting(field) for field in _fields(cls) if field.type is float}
    for name, value in settings.items():
        if not _usable(abs(value) if name in numbers and isinstance(value, int) else value):
            raise UsageError(
                msg("{found} is not allowed for {name}", found=str(value)[:40], name=name),
                where="--set",
                advice=msg("Use finite numbers, and counts of 0 or more."),
            )
    try:
        made: T = _adapter(cls).validate_python({called[name]: value for name, value in settings.items()})  # type: ignore[arg-type]
    except ValidationError as error:
        raise refused(
            cls, error.errors(), {attribute: setting for setting, attribute in called.items()}
        ) from error
    # Once more after reading: the texts "nan" and "inf" have become numbers.
    for name, value in settings_of(made).items():
        if not _finite(value):
            raise UsageError(
                msg("{found} is not allowed for {name}", found=str(settings.get(name))[:40], name=name),
                where="--set",
                advice=msg("Use finite numbers, and counts of 0 or more."),
            )
    return made


@cache
def _adapter(cls: type[T]) -> "TypeAdapter[T]":
    """What reads the settings of a class; making it takes far longer than reading."""
    from pydantic import TypeAdapter

    return TypeAdapter(cls)


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
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _data(getattr(value, field.name)) for field in fields(value)}
    return value
