"""What goes by a name with settings: ``boulware``, or ``{"conceder": {"e": 0.4}}``."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pourparler.analyses.settings import settings_of, with_settings
from pourparler.errors import UsageError
from pourparler.language import did_you_mean, msg

T = TypeVar("T")


def named(data: Any, find: Callable[[str], type[T]], *, known: Sequence[str], what: str) -> T:
    """The object that ``data`` names. ``find`` gives the class of a name; ``what``: the setting, for messages.

    Raises ``UsageError`` for an unknown name or settings that it does not have.
    """
    name, settings = data, dict[str, Any]()
    if isinstance(data, Mapping) and len(data) == 1:
        ((name, settings),) = data.items()
    if not isinstance(name, str) or name not in known:
        raise UsageError(
            msg("{found} is not allowed for {name}", found=str(name)[:60], name=what),
            where="--set", advice=did_you_mean(str(name), known, msg("Known here: {known}.", known=known)),
        )  # fmt: skip
    if not isinstance(settings, Mapping):
        raise UsageError(
            msg("{found} is not allowed for {name}", found=str(settings)[:60], name=name),
            where="--set",
            advice=msg("Write {form}.", form=f'{{"{name}": {{"…": …}}}}'),
        )
    return with_settings(find(name), settings)


def written(thing: Any) -> Any:
    """The way back: the name, or ``{name: settings}`` where there are settings."""
    settings = settings_of(thing)
    return {thing.name: settings} if settings else thing.name
