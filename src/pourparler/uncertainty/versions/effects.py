"""What a change does to the draws: how many get another answer, and how far each mean moves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

import numpy as np

from pourparler.analyses.result import Observation
from pourparler.language import Lang, Message, render
from pourparler.uncertainty.draws.columns import Columns, Share, deviation, mean


@dataclass(frozen=True)
class Effect:
    """The mean of the paired differences over the draws that have both, with its standard error."""

    change: float
    standard_error: float

    def as_data(self) -> dict[str, float]:
        """As JSON data."""
        return {"change": self.change, "standard_error": self.standard_error}


@dataclass(frozen=True)
class Alone:
    """One change made alone: what ``moved`` of the draws, by how much each mean, whether the central outcome.

    ``problem``: why no version with this change alone can be solved; then its part of the whole is in the rest.
    """

    key: str
    moved: Share | None = None
    effects: Mapping[str, Effect] = field(default_factory=dict)
    central: bool = False
    problem: Message | None = None

    def as_data(self, lang: Lang) -> dict[str, Any]:
        """As JSON data."""
        share = self.moved
        return {
            "key": self.key,
            "moved": None if share is None else {"share": share.share, "standard_error": share.standard_error},
            "effects": {name: effect.as_data() for name, effect in self.effects.items()},
            "central_outcome_changes": self.central,
            "problem": None if self.problem is None else render(self.problem, lang),
        }  # fmt: skip


def effects(before: Columns, after: Columns) -> dict[str, Effect]:
    """By quantity, how far its mean moves over the draws in which both have it, of one design and in the same order.

    Source: paired differences under common random numbers, Law & Kelton, section 11.2.
    """
    found = {}
    for name, a in before.quantities.items():
        b = after.quantities.get(name)
        paired = np.empty(0) if b is None else (b - a)[~np.isnan(b - a)]
        if len(paired):
            found[name] = Effect(mean(paired) or 0.0, deviation(paired) / sqrt(len(paired)))
    return found


def moved_share(before: Columns, after: Columns) -> Share | None:
    """The share of draws whose outcome or status differs; ``None`` for concepts whose answers are no outcomes."""
    if not before.answers and not after.answers and set(before.statuses) == set(after.statuses):
        return None
    here, there = _answers(before), _answers(after)
    return before.share(sum(a != b for a, b in zip(here, there, strict=True)))


def _answers(draws: Columns) -> list[Any]:
    known = [*draws.answers, None]
    return [(code, known[i]) for code, i in zip(draws.statuses, draws.answer_index.tolist(), strict=True)]


def alone(key: str, drawn: tuple[Columns, Columns], *, centre: tuple[Observation, Observation]) -> Alone:
    """What one change does by itself: draws before and with it, and what is seen at central values either way."""
    before, after = centre
    return Alone(
        key, moved_share(*drawn), effects(*drawn), (before.answer, before.code) != (after.answer, after.code)
    )
