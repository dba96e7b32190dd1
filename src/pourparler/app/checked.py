"""A brief that may be analysed: read, checked, and refused with all its errors where it has any."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.app.shell import key_values
from pourparler.brief.brief import Brief
from pourparler.brief.findings import Finding
from pourparler.brief.reading import read_brief
from pourparler.errors import InvalidBrief, ModelError
from pourparler.language import msg, msg_n
from pourparler.model.check import check
from pourparler.model.committee import Committee
from pourparler.model.positions import Positions

if TYPE_CHECKING:
    from pourparler.analyses.concept import Concept

# What bargaining needs and nothing else: saliences above 0, the worth of no deal, outcomes left to agree on.
BARGAINING_ALONE = frozenset(("E010", "E011", "E013", "E015"))
# Of these, what is an input that is missing: the main job skips bargaining then, and does the rest.
BARGAINING_LACKS = frozenset(("E010", "E011"))


def checked(
    brief: Brief, sources: tuple[str, ...] = (), *, besides: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """The findings about ``brief``.

    ``besides``: rules that do not matter to what is going to be done. Raises ``InvalidBrief`` with the error
    findings where some remain.
    """
    findings = check(brief, sources=tuple(Path(item) for item in sources))
    errors = tuple(item for item in findings if item.level == "error" and item.rule not in besides)
    if errors:
        raise InvalidBrief(
            msg_n("the brief has {n} error", "the brief has {n} errors", n=len(errors)),
            findings=errors,
            where=errors[0].place.file,
            advice=msg("`pourparler check` says what to do about each."),
        )
    return findings


def checked_problem(
    path: str, concept: str, *, settings: tuple[str, ...], reading: Mapping[str, object]
) -> "tuple[Brief, Concept]":
    """The brief that is to be analysed, read and checked, and the concept to analyse it by.

    ``settings``: ``NAME=VALUE`` pairs; ``reading``: ``scenario`` and ``as_of``. A wrong concept or setting
    is told before the brief is looked at.
    """
    from pourparler.analyses.registry import concept_class

    wanted = concept_class(concept).with_settings(key_values(settings))
    brief = read_brief(path, scenario=str(reading["scenario"]), as_of=str(reading["as_of"]))
    checked(brief, besides=BARGAINING_ALONE if wanted.accepts in (Positions, Committee) else frozenset())
    return brief, wanted


def forecasts_alone(brief: Brief) -> frozenset[str]:
    """The rules that the main job may pass over: what bargaining lacks, where positions can be forecast from."""
    try:
        Positions.from_brief(brief)
    except ModelError:
        return frozenset()
    return BARGAINING_LACKS
