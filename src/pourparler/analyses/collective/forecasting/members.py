"""The members of an ensemble: readings of one model, each with its points and the law of its errors."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.forecast import ForecastResult
from pourparler.analyses.collective.forecasting.held import Held
from pourparler.analyses.collective.pce import Pce
from pourparler.analyses.collective.weights import Parties
from pourparler.analyses.concept import Concept
from pourparler.analyses.readings import line, reading
from pourparler.errors import UsageError
from pourparler.language import msg
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Member:
    """A reading: ``name`` as it was asked for, ``key`` its shortest full line, and the concept it stands for."""

    name: str
    key: str
    concept: Concept


def members_of(lines: Sequence[str], parties: Parties) -> tuple[Member, ...]:
    """The members that lines name, each once; those that can count parties at the table only do so if asked.

    Raises ``UsageError`` for lines that name no forecast of issues, twice the same, or one that draws.
    """
    found: dict[str, Member] = {}
    for text in lines:
        concept = reading(text, where="members")
        name, key = " ".join(text.split()), line(concept)
        if concept.accepts is not Positions or concept.name in NO_POINT or concept.draws:
            raise UsageError(
                msg("{name} cannot be a member: it gives no point on every issue, or draws at random", name=name),
                where="members",
                advice=msg("Name concepts such as {known}.", known=["compromise", "weighted-median", "pce"]),
            )  # fmt: skip
        if key in found:
            raise UsageError(
                msg("{name} is a member twice", name=name),
                where="members",
                advice=msg("Name each reading once; weights say how much it counts."),
            )
        found[key] = Member(name, key, _counting(concept, parties))
    if not found:
        raise UsageError(
            msg("an ensemble needs a member"),
            where="members",
            advice=msg("Name concepts such as {known}.", known=["compromise", "weighted-median", "pce"]),
        )
    return tuple(found.values())


NO_POINT = frozenset(("challenge-readings", "contestedness", "ensemble", "levers", "power"))
"""Concepts on positions that do not forecast, or that hold members themselves."""


def _counting(concept: Concept, parties: Parties) -> Concept:
    settings: dict[str, Any] = concept.settings()
    knows = any(field.name == "parties" for field in fields(concept))  # type: ignore[arg-type]
    if parties == "all" or not knows or settings["parties"] != "all":
        return concept
    return type(concept).with_settings({**settings, "parties": parties})


def points(member: Member, models: Sequence[Positions], held: Sequence[Held]) -> Floats:
    """The member's points in many draws of one model: (draws, issues) on [0, 1], NaN where it has none.

    Points off the scale are taken at its end: outcomes lie on the scale.
    """
    first = models[0]
    low, width = first.low, first.high - first.low
    if isinstance(member.concept, Pce) and Pce(parties=member.concept.parties) == member.concept:
        # The election that gives the atoms their mass is this very member.
        return np.stack([one.expectation for one in held], axis=1)
    quick = member.concept.observe(models) if len(models) > 1 else [None]
    rows = np.full((len(models), len(first.issues)), np.nan)
    for d, (model, seen) in enumerate(zip(models, quick, strict=True)):
        if seen is None:
            seen = _alone(member.concept, model).observation(model)
        for i, issue in enumerate(first.issues):
            rows[d, i] = seen.quantities.get(f"issue/{issue}", np.nan)
    share = (rows - low) / np.where(width > 0, width, 1.0)
    return np.asarray(np.clip(share, 0.0, 1.0))


def _alone(concept: Concept, model: Positions) -> ForecastResult:
    result = concept.run(model, None)
    if not isinstance(result, ForecastResult):
        raise UsageError(
            msg("{name} cannot be a member: it gives no point on every issue, or draws at random", name=concept.name),
            where="members",
            advice=msg("Name concepts such as {known}.", known=["compromise", "weighted-median", "pce"]),
        )  # fmt: skip
    return result
