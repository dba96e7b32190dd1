"""The result of taking an answer's variance apart: indices of every group of inputs for every output."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Status
from pourparler.kernels.variance_indices import Estimates
from pourparler.language import Message, asked_language, msg, render
from pourparler.model.template import Origin
from pourparler.uncertainty.draws.columns import RARE
from pourparler.uncertainty.drivers.groups import Group, Grouping
from pourparler.uncertainty.question import Question

Answer = tuple[tuple[str, Any], ...]

OUTCOME = "outcome"
"""The output that is 1 where a draw has the outcome that is explained, 0 elsewhere."""

LARGE = 0.1
"""Part of the variance, beyond what a number does alone, from which on it is said to act with others."""
_DIGITS = 9


@dataclass(frozen=True)
class Index:
    """What one group does to one output; ``None`` where nothing varies or too little is known.

    ``first_order``: the part of the variance that would go, on average, if the group were known exactly; ``total``: the
    part in which it has a hand, alone or with others. Estimates, which may fall below 0 or above 1; their standard
    errors are at most about as large as given.
    """

    first_order: float | None
    total: float | None
    first_order_error: float | None
    total_error: float | None

    @property
    def standard_error(self) -> float | None:
        """The larger of both errors."""
        known = [e for e in (self.first_order_error, self.total_error) if e is not None]
        return max(known) if known else None

    @property
    def interacts(self) -> bool:
        """Whether the group acts with others by more than a tenth of the variance and twice the error: a tornado, in
        which each number moves alone, then misleads.
        """
        if self.first_order is None or self.total is None:
            return False
        return self.total - self.first_order > max(LARGE, 2 * (self.standard_error or 0.0))

    def as_data(self) -> dict[str, float | None]:
        """As JSON data, to nine decimals: what lies beyond differs between processors."""
        return {
            "first_order": self.first_order, "total": self.total,
            "first_order_error": self.first_order_error, "total_error": self.total_error,
        }  # fmt: skip


@dataclass(frozen=True, eq=False)
class Explained:
    """One output: its ``variance`` over the base draws that have it (``None``: fewer than two), its ``estimates``.

    ``missing``: the share of base draws without it. ``usable``: the share of rows behind the estimates, the least of
    any group.
    """

    variance: float | None
    missing: float
    estimates: Estimates = field(repr=False)

    @property
    def varies(self) -> bool:
        """Whether there are indices at all."""
        return bool((~np.isnan(self.estimates.total)).any())

    @property
    def usable(self) -> float:
        """The share of rows that the least known group could use."""
        return float(self.estimates.usable.min(initial=1.0))

    def of(self, group: int) -> Index:
        """The indices of the group at this place."""
        columns = (
            self.estimates.first,
            self.estimates.total,
            self.estimates.first_error,
            self.estimates.total_error,
        )
        return Index(*(_rounded(column, group) for column in columns))


def _rounded(column: NDArray[np.float64], at: int) -> float | None:
    value = round(float(column[at]), _DIGITS)
    return None if isnan(value) else value + 0.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Indices:
    """Indices of ``groups`` for every output in ``explained``: quantities of the sweep, and ``outcome``.

    ``answer``: the outcome that ``outcome`` stands for. ``left_out``: outputs that would not fit in memory.
    ``solves``: how many models were solved.
    """

    question: Question = field(repr=False)
    by: Grouping
    groups: tuple[Group, ...]
    base: int
    resamples: int
    status: Status
    answer: Answer | None = None
    explained: Mapping[str, Explained] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    solves: int = 0

    @property
    def concept(self) -> Concept:
        """What every draw was solved by."""
        return self.question.concept

    @property
    def origin(self) -> Origin:
        """Which brief the draws are of."""
        return self.question.template.origin

    def of(self, output: str) -> tuple[tuple[Group, Index], ...]:
        """The groups with their indices for one output, the largest total first (ties: in the groups' order)."""
        found = self.explained[output]
        rows = [(group, found.of(place)) for place, group in enumerate(self.groups)]
        return tuple(sorted(rows, key=lambda row: -np.inf if row[1].total is None else -row[1].total))

    def find(self, output: str, member: str) -> Index | None:
        """The indices of the group that is, or holds alone, ``member`` (a key, a source, a party, …)."""
        found = self.explained.get(output)
        for place, group in enumerate(self.groups):
            if found is not None and group.kind != "shared" and member in group.members:
                return found.of(place)
        return None

    @property
    def main(self) -> str:
        """The output that stands for the answer: the outcome where it is neither rare nor nearly sure, else the concept's
        objective, else the first that varies; empty where none does.
        """
        varying = [name for name, found in self.explained.items() if found.varies]
        rare = OUTCOME in varying and (self.explained[OUTCOME].variance or 0.0) < RARE * (1.0 - RARE)
        wanted = ("objective", OUTCOME) if rare else (OUTCOME, "objective")
        return next((name for name in wanted if name in varying), varying[0] if varying else "")

    def sentences(self) -> tuple[Message, ...]:
        """What was computed, at what cost, and what is missing."""
        if not self.explained:
            return (self.status.message,)
        cost = msg(
            "Indices of {groups} groups of inputs, from {n} solves: base sets of {base} rows and {resamples} resamples.",
            groups=len(self.groups), n=self.solves, base=self.base, resamples=self.resamples,
        )  # fmt: skip
        return (cost, self.status.message)

    def to_dict(self, lang: str | None = None) -> dict[str, Any]:
        """As JSON data; sentences in ``lang`` or the brief's language."""
        language = asked_language(lang, self.origin.language)
        return {
            "by": self.by,
            "status": {
                "code": self.status.code,
                "sentence": " ".join(render(sentence, language) for sentence in self.sentences()),
            },
            "base": self.base,
            "resamples": self.resamples,
            "solves": self.solves,
            "outcome": None if self.answer is None else dict(self.answer),
            "groups": [
                {"name": g.name, "kind": g.kind, "members": list(g.members), "dimensions": len(g.dimensions)}
                for g in self.groups
            ],
            "outputs": {name: self._output(found) for name, found in self.explained.items()},
            "left_out": list(self.left_out),
        }

    def _output(self, found: Explained) -> dict[str, Any]:
        variance = None if found.variance is None else float(f"{found.variance:.12g}")
        return {
            "variance": variance,
            "missing": found.missing,
            "usable": found.usable,
            "indices": [found.of(place).as_data() for place in range(len(self.groups))],
        }
