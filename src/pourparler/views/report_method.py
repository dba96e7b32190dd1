"""The last part of the report: what was computed and how, by what literature, and its identity."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pourparler.brief.brief import Brief
from pourparler.language import day, msg, number, render
from pourparler.uncertainty.spread import Spread
from pourparler.views.names import Names
from pourparler.views.report_terms import DEFINITIONS, REFERENCES


@dataclass(frozen=True)
class ConceptLine:
    """One concept: name, definition, settings, literature."""

    name: str
    definition: str
    settings: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Method:
    """Concepts, limits and the report's identity card."""

    concepts: tuple[ConceptLine, ...]
    card: tuple[tuple[str, str], ...]


def method(brief: Brief, results: Sequence[Any], names: Names) -> Method:
    """The method of every result, each concept once."""
    seen: dict[str, Any] = {}
    for result in results:
        seen.setdefault(result.concept.name, result.concept)
    return Method(tuple(_line(concept, names) for concept in seen.values()), _card(brief, results, names))


def _line(concept: Any, names: Names) -> ConceptLine:
    settings = concept.settings()
    shown = ", ".join(f"{name} = {_plain(value, names)}" for name, value in settings.items())
    return ConceptLine(
        names.concept(concept.name),
        render(DEFINITIONS[concept.name], names.lang) if concept.name in DEFINITIONS else "",
        shown,
        tuple(REFERENCES.get(key, key) for key in concept.reference),
    )


def _plain(value: Any, names: Names) -> str:
    if value is None:
        return "–"
    if isinstance(value, dict) and value and names.brief and value.keys() <= names.brief.issues.keys():
        return names.outcome(value)
    if isinstance(value, dict):
        return ", ".join(f"{names.party(str(key))}: {item}" for key, item in value.items()) or "–"
    if isinstance(value, tuple | list):
        return ", ".join(_plain(item, names) for item in value) or "–"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value, names.lang)
    return names.party(value) if isinstance(value, str) else str(value)


def _card(brief: Brief, results: Sequence[Any], names: Names) -> tuple[tuple[str, str], ...]:
    from pourparler import __version__

    lang = names.lang
    sweeps = [r for r in results if isinstance(r, Spread)]
    draws = sorted({s.draws for s in sweeps})
    seeds = sorted({s.seed for s in sweeps})
    facts = (
        (msg("made with"), f"pourparler {__version__}"),
        (msg("seen from"), day(brief.as_of, lang) if brief.as_of else ""),
        (msg("scenario"), brief.scenario or render(msg("none"), lang)),
        (msg("draws"), ", ".join(number(n, lang) for n in draws)),
        (msg("seed"), ", ".join(str(n) for n in seeds)),
        (msg("rule for draws"), ", ".join(sorted({s.question.inputs.rule for s in sweeps}))),
        (msg("yardstick"), brief.content.yardstick or ""),
        (msg("digest of the brief (sha256)"), brief.digest),
    )
    return tuple((render(label, lang), value) for label, value in facts if value)
