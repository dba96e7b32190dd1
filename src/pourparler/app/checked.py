"""A brief that may be analysed: read, checked, and refused with all its errors where it has any."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.app.shell import key_values
from pourparler.brief.brief import Brief
from pourparler.brief.findings import Finding
from pourparler.brief.reading import read_brief
from pourparler.errors import InvalidBrief
from pourparler.language import msg, msg_n
from pourparler.model.check import check

if TYPE_CHECKING:
    from pourparler.analyses.concept import Concept


def checked(brief: Brief, sources: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    """The findings about ``brief``. Raises ``InvalidBrief`` with the error findings where there are some."""
    findings = check(brief, sources=tuple(Path(item) for item in sources))
    errors = tuple(item for item in findings if item.level == "error")
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
    checked(brief)
    return brief, wanted


SUPPORTED = ("nash", "compromise", "stability")
"""What is asked where no concept is named: the first, or all, that the brief supports."""


def checked_choice(
    path: str, concepts: Sequence[str], *, settings: tuple[str, ...], reading: Mapping[str, object]
) -> "tuple[Brief, tuple[Concept, ...]]":
    """The brief that is to be analysed, and the concepts asked for, or those of the usual ones that it supports.

    Raises as the last of the usual ones does where it supports none.
    """
    from pourparler.analyses.registry import concept_class

    given = tuple(concept_class(name).with_settings(key_values(settings)) for name in concepts)
    brief = read_brief(path, scenario=str(reading["scenario"]), as_of=str(reading["as_of"]))
    checked(brief)
    return brief, given or supported((brief,), settings)


def supported(briefs: Sequence[Brief], settings: tuple[str, ...] = ()) -> "tuple[Concept, ...]":
    """The usual concepts that at least one of the briefs supports."""
    from pourparler.analyses.registry import concept_class
    from pourparler.errors import ModelError

    found: list[Concept] = []
    refused: ModelError | None = None
    for name in SUPPORTED:
        concept = concept_class(name)
        for brief in briefs:
            try:
                concept.accepts.template(brief)
            except ModelError as error:
                refused = refused or error
            else:
                found.append(concept.with_settings(key_values(settings)))
                break
    if not found and refused is not None:
        raise refused
    return tuple(found)
