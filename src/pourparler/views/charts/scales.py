"""An issue's scale as pictures and tables show it: where its levels lie, what a value on it is called."""

from collections.abc import Mapping
from typing import Any

from pourparler.brief.brief import Brief
from pourparler.language import Lang, number, render
from pourparler.language import msg as _
from pourparler.views.charts.drawing import ticks
from pourparler.views.names import Names


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
    """A value on an issue's scale: the name of its level where it is one, with the number; else the number."""
    if names.brief is None or issue not in names.brief.issues:
        return number(value, names.lang, 1)
    text = number(
        value, names.lang, None if value == int(value) else decimals_for(width_of(names.brief, issue))
    )
    level = level_at(names.brief, issue, value)
    if level is not None and names.level(issue, level) != text:
        return f"{names.level(issue, level)} ({text})"
    return text


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


def outcome_text(outcome: Mapping[str, Any], names: Names) -> str:
    """An outcome on one line, levels by name and numbers with their unit, in the language's punctuation."""
    parts = []
    for issue, value in outcome.items():
        level, unit = names.level(issue, value), unit_of(issue, names)
        if unit and not isinstance(value, str):
            level = render(_("{value} {unit}", value=level, unit=unit), names.lang)
        parts.append(render(_("{issue}: {level}", issue=names.issue(issue), level=level), names.lang))
    return render(_("; "), names.lang).join(parts)


def changed(outcome: Mapping[str, Any], first: Mapping[str, Any]) -> dict[str, Any]:
    """What an outcome holds other than ``first`` does."""
    return {issue: value for issue, value in outcome.items() if value != first.get(issue)}


def unit_of(issue: str, names: Names) -> str:
    """The unit of a numeric issue, in the language of ``names``; empty without one."""
    from pourparler.language import pick

    known = names.brief.issues.get(issue) if names.brief else None
    if known is None:
        return ""
    return pick((known.span.unit if known.span else None) or known.unit, names.lang)
