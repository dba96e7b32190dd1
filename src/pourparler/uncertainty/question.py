"""What a sweep, its drivers and its flips all ask: one concept, of one brief, over its uncertain numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Observation
from pourparler.brief.brief import Brief
from pourparler.brief.laws import Law
from pourparler.model.template import Template
from pourparler.uncertainty.draws.observing import observed
from pourparler.uncertainty.inputs.inputs import Inputs, inputs_of
from pourparler.uncertainty.inputs.mixture import Mixed


@dataclass(frozen=True, eq=False)
class Question:
    """``concept`` asked of every version of a model: its ``template``, and the ``inputs`` that fill it.

    ``seed``: that of the sweep; it scrambles the design and feeds concepts that draw.
    """

    template: Template = field(repr=False)
    inputs: Inputs = field(repr=False)
    concept: Concept
    seed: int

    @cached_property
    def central(self) -> NDArray[np.float64]:
        """The central value of every number, in the template's order."""
        return np.array([law.central for law in self.template.laws.values()])

    @cached_property
    def deciding(self) -> tuple[tuple[int, str, Law | Mixed], ...]:
        """Numbers that vary and can change the answer: place, key, law."""
        return tuple(
            (at, key, law)
            for at, (key, law) in enumerate(self.inputs.laws.items())
            if not law.is_point and key in self.template.decisive
        )

    def observed(self, rows: NDArray[np.float64], *, first: int = 0) -> list[Observation]:
        """What is seen of each row of values: shape (rows, numbers); ``first``: the first row's number among the draws."""
        return observed(self.template, self.concept, rows, seed=self.seed, first=first)

    def draw(self, number: int) -> Any:
        """The model of one draw (from 0): the same in every sweep of this question, however long."""
        from pourparler.uncertainty.draws.design import drawn

        (row,) = drawn(self.inputs, number, number + 1, seed=self.seed)
        return self.template.build(row)

    def at(self, points: Sequence[tuple[int, float]]) -> list[Observation]:
        """What is seen where the number at a place has a value and all others are central."""
        rows = np.repeat(self.central[None], len(points), axis=0)
        for row, (at, value) in zip(rows, points, strict=True):
            row[at] = value
        return self.observed(rows)


def question(brief: Brief, concept: Concept, *, seed: int, in_hand: date | None = None) -> Question:
    """What a sweep of ``brief`` by ``concept`` asks. Raises as ``concept.accepts.template`` does.

    ``in_hand``: the day on which documents were at hand, where it is later than the brief's as-of date.
    """
    template = concept.accepts.template(brief)
    return Question(template, inputs_of(brief, template, in_hand=in_hand), concept, seed)
