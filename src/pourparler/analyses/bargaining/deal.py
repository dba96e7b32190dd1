"""A deal that someone names: every issue with one of its values, or an error that says what is wrong."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from pourparler.errors import PourparlerError, UnreadableInput, UsageError
from pourparler.language import Message, did_you_mean, msg, nearest
from pourparler.model.outcomes import Axis, Space

# Values of an issue that advice lists.
SHOWN = 12

Choice = tuple[int, ...]
# What a setting takes: a level by its id, a number by its value.
Named = Mapping[str, str | float]


def choice_of(
    space: Space, deal: Mapping[str, Any], *, setting: str, places: Mapping[str, str] | None = None
) -> Choice:
    """The value indices of ``deal`` (``{issue: value}``), given as ``setting`` or read from a file.

    ``places``: where each issue stands in the file (``""``: the file itself). Raises ``UsageError``, or
    ``UnreadableInput`` where there are places, for an unknown issue or value and for issues left out.
    """
    names = [axis.name for axis in space.axes]
    for name in deal:
        if name not in names:
            known = msg("Known here: {known}.", known=names)
            raise _wrong(
                msg("there is no issue {name}", name=name),
                did_you_mean(str(name), names, known),
                (setting, places, str(name)),
            )
    missing = [name for name in names if name not in deal]
    if missing:
        raise _wrong(
            msg("the deal leaves open: {issues}", issues=missing),
            msg("Give every issue a value."),
            (setting, places, ""),
        )
    return tuple(_index(axis, deal[axis.name], (setting, places, axis.name)) for axis in space.axes)


Where = tuple[str, Mapping[str, str] | None, str]


def _index(axis: Axis, value: Any, where: Where) -> int:
    text = "–" if value is None else str(getattr(value, "text", value))[:40]
    # `yes` and 1 are values; true, a list or nothing at all are none.
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        with suppress(KeyError):
            return axis.index(value)
    raise _wrong(
        msg("{value} is no value of {issue}", value=text, issue=axis.name), _advice(axis, text), where
    )


def _advice(axis: Axis, text: str) -> Message:
    known = [str(value) for value in axis.values]
    near = nearest(text, known) or _closest(axis, text)
    if near:
        return msg("Did you mean {near}?", near=near)
    if len(known) <= SHOWN:
        return msg("Known here: {known}.", known=known)
    return msg("Its values run from {first} to {last}.", first=known[0], last=known[-1])


def _closest(axis: Axis, text: str) -> str:
    """The numeric value nearest to a number, of equally near ones the lower."""
    numbers = [value for value in axis.values if not isinstance(value, str)]
    try:
        wanted = float(text)
    except ValueError:
        return ""
    return str(min(numbers, key=lambda value: (abs(value - wanted), value))) if numbers else ""


def _wrong(found: Message, advice: Message, where: Where) -> PourparlerError:
    setting, places, name = where
    if places is None:
        return UsageError(found, where=setting, advice=advice)
    return UnreadableInput(found, where=places.get(name, places.get("", setting)), advice=advice)
