"""An issue's scale as pictures and tables show it: where its levels lie, what a value on it is called."""

from collections.abc import Mapping
from typing import Any

from pourparler.brief.brief import Brief
from pourparler.language import Lang, number, render
from pourparler.language import msg as _
from pourparler.views.charts.drawing import ticks
from pourparler.views.names import Names, with_unit

ON_THE_ISSUE = ("position", "red_line", "status_quo")
"""Kinds of numbers that are values on the scale of their issue."""


def decimals_for(width: float) -> int:
    """How many decimals are worth printing on a scale this wide: about three figures in all."""
    if width >= 50:
        return 0
    return 1 if width >= 5 else 2


def short(value: float, lang: Lang) -> str:
    """A number with the few decimals it deserves: none where it is whole, about three figures otherwise."""
    return number(value, lang, 0 if value == int(value) else decimals_for(abs(value)))


def range_text(low: float, high: float, *, width: float, lang: Lang) -> str:
    """``41 to 79`` with the decimals that the scale deserves."""
    digits = decimals_for(width)
    return render(_("{low} to {high}", low=number(low, lang, digits), high=number(high, lang, digits)), lang)


def width_of(brief: Brief, issue: str) -> float:
    """The distance between the ends of an issue's scale."""
    low, high = brief.scale(issue)
    return high - low


def scale_labels(issue: str, names: Names) -> tuple[tuple[float, str], ...]:
    """Values on the scale that deserve a label, with it: the levels, or round numbers and both ends."""
    if names.brief is None:
        return ()
    levels = names.brief.levels(issue)
    if levels:
        return tuple((x, names.level(issue, level)) for level, x in levels.items())
    low, high = names.brief.scale(issue)
    return tuple((x, number(x, names.lang)) for x in sorted({low, *ticks(low, high, 5), high}))


def shown_value(issue: str, value: float, names: Names) -> str:
    """A value on an issue's scale: the name of its level where it is one, with the number; else the number alone."""
    if names.brief is None or issue not in names.brief.issues:
        return number(value, names.lang, 1)
    digits = None if value == int(value) else decimals_for(width_of(names.brief, issue))
    text = names.level(issue, value) if digits is None else number(value, names.lang, digits)
    level = level_at(names.brief, issue, value)
    if level is not None and names.level(issue, level) != text:
        return f"{names.level(issue, level)} ({text})"
    return text


def said_value(issue: str, value: float, names: Names) -> str:
    """The same as a reader says it: a level by its name alone, a number with the issue's unit."""
    level = level_at(names.known, issue, value)
    if level is not None:
        return names.level(issue, level)
    return with_unit(shown_value(issue, value, names), names.unit(issue), names.lang)


def level_at(brief: Brief, issue: str, value: float) -> str | None:
    """The level that lies exactly at ``value``, if there is one."""
    return next((name for name, x in brief.levels(issue).items() if x == value), None)


def level_name(issue: str, value: float, names: Names) -> str:
    """The name of the level that lies exactly at ``value``; empty where none does."""
    level = level_at(names.brief, issue, value) if names.brief and issue in names.brief.issues else None
    return names.level(issue, level) if level is not None else ""


def nearest_level(issue: str, value: float, names: Names) -> str:
    """The name of the level nearest to ``value`` (of two at equal distance the lower); empty without levels."""
    levels = names.brief.levels(issue) if names.brief else {}
    if not levels:
        return ""
    return names.level(issue, min(levels, key=lambda name: (abs(levels[name] - value), levels[name])))


def status_quo(brief: Brief, issue: str) -> float | None:
    """Where the status quo of an issue lies on its scale; ``None`` where the brief names none."""
    written = brief.issues[issue].status_quo
    if isinstance(written, str):
        levels = brief.levels(issue)
        if written in levels:
            return levels[written]
        try:
            return float(written)
        except ValueError:
            return None
    known = brief.numbers.get(f"issues/{issue}/status_quo")
    return known.law.central if known else None


def changed(outcome: Mapping[str, Any], first: Mapping[str, Any]) -> dict[str, Any]:
    """What an outcome holds other than ``first`` does."""
    return {issue: value for issue, value in outcome.items() if value != first.get(issue)}
