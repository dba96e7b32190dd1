"""Two versions of the same draws compared: shares, statuses and means before and after, draw by draw."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.result import Observation
from pourparler.uncertainty.draws.columns import deviation, mean

if TYPE_CHECKING:
    from pourparler.uncertainty.draws.columns import Answer
    from pourparler.uncertainty.spread import Spread

Floats = NDArray[np.float64]

TOLD = 64
"""Outcomes told of whose shares change, the largest changes first."""


@dataclass(frozen=True)
class Shift:
    """A number before and after; ``None`` where it has no value. ``standard_error``: of the mean paired difference."""

    before: float | None
    after: float | None
    standard_error: float | None

    @property
    def change(self) -> float:
        """The difference; 0 where one of both is missing."""
        return 0.0 if self.before is None or self.after is None else self.after - self.before

    def as_data(self) -> dict[str, float | None]:
        """As JSON data."""
        return {"from": self.before, "to": self.after, "standard_error": self.standard_error}


@dataclass(frozen=True, eq=False)
class Versions:
    """What was seen of each draw: answer, status code, and named quantities (draws,), NaN where there is none."""

    answers: tuple["Answer | None", ...]
    codes: tuple[str, ...]
    quantities: Mapping[str, Floats]

    @classmethod
    def of(cls, spread: "Spread", draws: int) -> Self:
        """The first draws of a spread."""
        return cls(
            tuple(spread.answers[i] if i >= 0 else None for i in spread.answer_index[:draws].tolist()),
            tuple(spread.codes[:draws]),
            {name: values[:draws] for name, values in spread.quantities.items()},
        )

    def replaced(self, at: NDArray[np.int64], seen: Sequence[Observation]) -> "Versions":
        """The same with other observations of the draws ``at``."""
        answers, codes = list(self.answers), list(self.codes)
        names = dict.fromkeys((*self.quantities, *(name for one in seen for name in one.quantities)))
        none = np.full(len(codes), np.nan)
        quantities = {name: self.quantities.get(name, none).copy() for name in names}
        for i, one in zip(at.tolist(), seen, strict=True):
            answers[i], codes[i] = one.answer, one.code
            for name, values in quantities.items():
                values[i] = one.quantities.get(name, np.nan)
        return Versions(tuple(answers), tuple(codes), quantities)


def shifted_shares(before: Versions, after: Versions) -> tuple[tuple[dict[str, Any], Shift], ...]:
    """Outcomes whose share of draws changes, the largest change first, at most 64."""
    shifts = _shifts(before.answers, after.answers)
    ordered = sorted(shifts, key=lambda one: -abs(one[1].change))  # stable: of equals the first drawn
    return tuple((dict(answer), shift) for answer, shift in ordered[:TOLD] if answer is not None)


def shifted_terms(before: Versions, after: Versions) -> dict[str, tuple[tuple[Any, Shift], ...]]:
    """By issue, the terms whose share of draws changes, the largest change first."""
    old, new = ([dict(answer or ()) for answer in one.answers] for one in (before, after))
    issues = dict.fromkeys(issue for answer in (*old, *new) for issue in answer)
    found = {}
    for issue in issues:
        shifts = _shifts([one.get(issue) for one in old], [one.get(issue) for one in new])
        kept = [(value, shift) for value, shift in shifts if value is not None]
        if kept:
            found[issue] = tuple(sorted(kept, key=lambda one: -abs(one[1].change)))
    return found


def shifted_statuses(before: Versions, after: Versions) -> dict[str, Shift]:
    """Status codes whose share of draws changes."""
    return dict(sorted(_shifts(before.codes, after.codes)))


def _shifts(before: Sequence[Any], after: Sequence[Any]) -> list[tuple[Any, Shift]]:
    n = len(before)
    was = Counter(before)
    moved = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    lost, gained = Counter(a for a, _ in moved), Counter(b for _, b in moved)
    found = []
    for name in dict.fromkeys(one for pair in zip(before, after, strict=True) for one in pair):
        if lost[name] == gained[name]:
            continue
        change = (gained[name] - lost[name]) / n
        error = sqrt(max((gained[name] + lost[name]) / n - change**2, 0.0) / n)
        found.append((name, Shift(was[name] / n, (was[name] + gained[name] - lost[name]) / n, error)))
    return found


def shifted_means(before: Versions, after: Versions) -> dict[str, Shift]:
    """Quantities whose mean over the draws that have them changes, in the order of the sweep."""
    found = {}
    for name, values in after.quantities.items():
        old = before.quantities.get(name, np.full(len(values), np.nan))
        if not np.array_equal(old, values, equal_nan=True):
            was, now = (mean(one[~np.isnan(one)]) for one in (old, values))
            found[name] = Shift(was, now, _error(values - old))
    return found


def _error(differences: Floats) -> float | None:
    known = differences[~np.isnan(differences)]
    return deviation(known) / sqrt(len(known)) if len(known) else None
