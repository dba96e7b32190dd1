"""Readings: a concept and the settings that differ from its defaults, as one line of text."""

import json
from collections.abc import Mapping
from typing import Any

from pourparler.analyses.concept import Concept
from pourparler.analyses.registry import concept_class
from pourparler.errors import UsageError
from pourparler.language import msg


def reading(text: str, *, where: str = "reading") -> Concept:
    """The concept that a line names: its name, then ``SETTING=VALUE`` parted by spaces; values as JSON or text.

    Raises ``UsageError`` for unknown names and values that a setting cannot take.

    >>> reading("compromise weights=equal").settings()
    {'weights': 'equal', 'parties': 'all'}
    """
    name, *pairs = text.split() or [""]
    settings: dict[str, Any] = {}
    for pair in pairs:
        setting, equals, value = pair.partition("=")
        if not equals or not setting:
            raise UsageError(
                msg("{pair} is not NAME=VALUE", pair=pair),
                where=where,
                advice=msg("Write for example {form}.", form="compromise weights=equal"),
            )
        settings[setting.replace("-", "_")] = _value(value)
    return concept_class(name).with_settings(settings)


def line(concept: Concept) -> str:
    """The shortest line that :func:`reading` turns into ``concept``: defaults are left out, settings sorted.

    >>> line(reading("compromise parties=all weights=equal"))
    'compromise weights=equal'
    """
    plain = type(concept)().settings()
    own: Mapping[str, Any] = concept.settings()
    told = [f"{name}={_text(own[name])}" for name in sorted(own) if own[name] != plain[name]]
    return " ".join((concept.name, *told))


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _text(value: Any) -> str:
    if isinstance(value, str) and _value(value) == value and " " not in value:
        return value
    # Spaces part settings, so that inside texts they are written as JSON writes them.
    return json.dumps(value, separators=(",", ":"), sort_keys=True).replace(" ", "\\u0020")
