"""Classes that go by a name: the project's own, imported when asked for, and those of other packages (entry points)."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from pourparler.errors import UsageError
from pourparler.language import Message, msg


def names_of(own: Mapping[str, str], group: str) -> tuple[str, ...]:
    """All known names, the project's own first."""
    return (*own, *(name for name in _foreign(group) if name not in own))


def class_of(name: str, own: Mapping[str, str], *, group: str, base: type[Any]) -> type[Any]:
    """The class of a name: ``own`` says ``module:attribute`` by name, ``group`` is that of the entry points.

    Raises ``KeyError`` for an unknown name, ``UsageError`` for a package that does not load or a class that does not
    derive from ``base``.
    """
    if name in own:
        module, _, attribute = own[name].partition(":")
        found = getattr(import_module(f"pourparler.analyses.{module}"), attribute)
    else:
        try:
            found = _foreign(group)[name].load()
        except Exception as error:  # whatever another package does when it is imported
            raise UsageError(
                msg("{name} cannot be loaded ({reason})", name=name, reason=raised(error)),
                where=group,
                advice=msg("Reinstall the package that brings it."),
            ) from error
    if not (isinstance(found, type) and issubclass(found, base)):
        form = f"pourparler.{base.__name__}"
        raise UsageError(
            msg("{name} does not derive from {base}", name=name, base=form),
            where=group,
            advice=msg("Write the class as {form}.", form=f"class {name.title().replace('-', '')}({form})"),
        )
    return found


@cache
def _foreign(group: str) -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=group)}


def raised(error: BaseException) -> Message:
    """What a class of another package raised, in words."""
    return msg("it raised {error}: {text}", error=type(error).__name__, text=told(str, error, most=200))


def told(say: Callable[[object], str], thing: object, *, most: int) -> str:
    """What an object of another package says of itself; only its kind where it cannot even do that."""
    try:
        return say(thing)[:most]
    except (Exception, SystemExit):
        return type(thing).__name__
