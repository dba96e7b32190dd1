"""What is wrong with a setting, in words: the key or the value, and what could stand there."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

from pourparler.errors import UsageError
from pourparler.language import Message, as_written, did_you_mean, msg

_SHOWN = 60


def refused(concept: type[Any], faults: Sequence[Mapping[str, Any]], called: Mapping[str, str]) -> UsageError:
    """The error for the first fault that names a cause: an unknown key before a missing one, which it may be.

    ``faults``: as pydantic lists them; ``called``: settings by the fields of ``concept`` that they fill.
    """
    first = next((fault for fault in faults if fault["type"] in _STRANGE), faults[0])
    place = [str(step) for step in first["loc"]]
    setting = called.get(place[0], place[0]) if place else ""
    record = _record(concept, place[0]) if place else None
    if len(place) == 1 and first["type"] in _MISSING:
        return _error(
            msg(
                "{concept} needs its setting {name}",
                concept=getattr(concept, "name", concept.__name__),
                name=setting,
            ),
            _advice(first),
        )
    if record is None or len(place) != 2:
        name, advice = setting, _form(record, setting) if record else _advice(first)
    elif first["type"] in _STRANGE:
        known = [field.name for field in fields(record)]
        return _error(
            msg("{setting} has no key {name}", setting=setting, name=place[1]),
            did_you_mean(place[1], known, msg("Known here: {known}.", known=known)),
        )
    elif first["type"] in _MISSING:
        return _error(
            msg("{setting} needs the key {name}", setting=setting, name=place[1]), _form(record, setting)
        )
    else:
        name, advice = ".".join((setting, place[1])), _advice(first)
    found = as_written(first["input"])[:_SHOWN]
    return _error(msg("{found} is not allowed for {name}", found=found, name=name), advice)


_LIMITS: Mapping[str, Callable[[Any], Message]] = {
    "gt": lambda n: msg("Use a number above {n}.", n=n),
    "ge": lambda n: msg("Use a number of {n} or more.", n=n),
    "lt": lambda n: msg("Use a number below {n}.", n=n),
    "le": lambda n: msg("Use a number of {n} or less.", n=n),
}
_STRANGE = frozenset(("unexpected_keyword_argument", "extra_forbidden"))
_MISSING = frozenset(("missing", "missing_argument"))


def _record(concept: type[Any], field: str) -> type[Any] | None:
    """The dataclass that a setting holds; ``None`` for another kind of setting."""
    hint = get_type_hints(concept).get(field)
    return next(
        (item for item in (hint, *get_args(hint)) if isinstance(item, type) and is_dataclass(item)), None
    )


def _form(record: type[Any], setting: str) -> Message:
    """How a record is written: its first key, with the first of the words that may stand there."""
    key = fields(record)[0].name
    words = get_args(get_type_hints(record).get(key))
    form = f'--set \'{setting}={{"{key}": "{words[0] if words else "…"}", …}}\''
    return msg("Write {form}.", form=form)


def _advice(fault: Mapping[str, Any]) -> Message:
    context = fault.get("ctx") or {}
    allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    if allowed:
        return did_you_mean(as_written(fault["input"]), allowed, msg("Use one of {known:or}.", known=allowed))
    for limit, make in _LIMITS.items():
        if limit in context:
            return make(context[limit])
    return msg(
        "docs/concepts.md, docs/collective.md, docs/stability.md and docs/strategies.md show how it is written; records are JSON, as {example}.",
        example="--set 'target={\"issue\": 60}'",
    )


def _error(found: Message, advice: Message) -> UsageError:
    return UsageError(found, where="--set", advice=advice)
