"""Parts of JSON and YAML data as they must be: a mapping, a list, a text; anything else is told with its path."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pourparler.exchange.decimals import as_text
from pourparler.exchange.faults import unreadable
from pourparler.exchange.files import repeated
from pourparler.language import msg


def mapping(value: Any, where: str, what: str) -> Mapping[str, Any]:
    """A mapping of keys to values. Raises ``UnreadableInput`` for anything else."""
    if isinstance(value, Mapping):
        return value
    raise unreadable(
        "X002",
        where,
        msg("{what} must hold keys and values", what=what),
        advice=msg("Compare the file with the format's own examples."),
    )


def sequence(value: Any, where: str, what: str) -> list[Any]:
    """A list. Raises ``UnreadableInput`` for anything else."""
    if isinstance(value, list):
        return value
    raise unreadable(
        "X002",
        where,
        msg("{what} must be a list", what=what),
        advice=msg("Compare the file with the format's own examples."),
    )


def word(value: Any, where: str, what: str) -> str:
    """A name or a number as text. Raises ``UnreadableInput`` for anything else."""
    if value is None or isinstance(value, Mapping | list):
        raise unreadable(
            "X002",
            where,
            msg("{what} must be a name or a number", what=what),
            advice=msg("Compare the file with the format's own examples."),
        )
    return as_text(value)


def distinct(values: list[Any], where: str, name: str) -> tuple[str, ...]:
    """The values of an issue as text. Raises ``UnreadableInput`` for none, or for one that stands twice."""
    written = tuple(word(value, where, name) for value in values)
    if written and not repeated(written):
        return written
    raise unreadable(
        "X002",
        where,
        msg("issue {name} needs values that all differ", name=name),
        advice=msg("Give the issue values, each once."),
    )


def part(data: Mapping[str, Any], key: str, where: str) -> Any:
    """What stands under a key. Raises ``UnreadableInput`` where nothing does."""
    if key in data:
        return data[key]
    raise unreadable(
        "X002",
        where,
        msg("{name} is missing here", name=key),
        advice=msg("Compare the file with the format's own examples."),
    )


def same_names(own: Mapping[str, Any], known: Mapping[str, Any] | tuple[str, ...], where: str) -> None:
    """Raise ``UnreadableInput`` where two lists of names differ, whatever their order."""
    if set(own) != set(known):
        differing = sorted(set(own) ^ set(known))[:5]
        raise unreadable(
            "X004",
            where,
            msg(
                "the files do not speak of the same issues and values; they differ in {names}",
                names=differing,
            ),
            advice=msg("Give files of one domain."),
        )


def plain(value: Any) -> Any:
    """Data as YAML and JSON can hold it: decimals become whole numbers or floats, what is not finite nothing."""
    match value:
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case list():
            return [plain(item) for item in value]
        case Decimal():
            whole = value.is_finite() and abs(value) < 10**15 and value == value.to_integral_value()
            return int(value) if whole else plain(float(value))
        case float() if value != value or abs(value) == float("inf"):
            return None
    return value
