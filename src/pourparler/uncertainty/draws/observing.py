"""Many versions of one brief solved by one concept: an observation of each."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Observation
from pourparler.analyses.solve import solve
from pourparler.errors import ModelError
from pourparler.model.template import Template
from pourparler.uncertainty.draws.failed_draw import also_at_the_centre, failed

CHUNK = 256
"""Models held at once, and points of a block of a sweep's design."""


@dataclass(frozen=True)
class Draw:
    """One row of values: the ``number`` of its draw, and the sweep's ``seed``."""

    number: int
    seed: int
    row: NDArray[np.float64]

    @property
    def inner_seed(self) -> int:
        """One generator per draw, whatever chunk or process it falls into."""
        sequence = np.random.SeedSequence(
            self.seed, spawn_key=(1 + self.number // CHUNK, self.number % CHUNK)
        )
        return int(sequence.generate_state(1)[0])


def observed(
    template: Template, concept: Concept, rows: NDArray[np.float64], *, seed: int, first: int = 0
) -> list[Observation]:
    """What is seen of each row of values: shape (rows, numbers), in the order of the laws.

    ``first``: the number of the first row among the sweep's draws, ``seed``: the sweep's; both feed concepts
    that draw. Values from which no model can be built (all saliences drawn as 0), or none that the concept takes, are
    ``undefined`` unless the central values are refused too, which is raised. Raises ``NumericalFailure`` that names the draw where a draw fails and the central values do not.
    """
    return observed_once(template, concept, rows, seed=seed, first=first)[0]


def observed_once(
    template: Template, concept: Concept, rows: NDArray[np.float64], *, seed: int, first: int = 0
) -> tuple[list[Observation], int]:
    """:func:`observed`, and how many rows gave a model that an earlier one of 256 rows had given: it is not solved again."""
    found: list[Observation] = []
    repeated = 0
    for start in range(0, len(rows), CHUNK):
        draws = [Draw(first + start + i, seed, row) for i, row in enumerate(rows[start : start + CHUNK])]
        part, again = _together(template, concept, draws)
        found += part
        repeated += again
    return found, repeated


def _together(template: Template, concept: Concept, draws: Sequence[Draw]) -> tuple[list[Observation], int]:
    """At most 256 draws: equal models are solved once, unless the concept draws in each of them."""
    firsts: dict[Hashable, int] = {}
    models: list[object] = []
    own: list[Draw] = []
    places: list[int] = []
    built = template.build_many(np.stack([draw.row for draw in draws]))
    for draw, model in zip(draws, built, strict=True):
        key = draw.number if concept.draws else None if model is None else template.sameness(model, draw.row)
        place = firsts.setdefault(key, len(models))
        if place == len(models):
            models.append(model)
            own.append(draw)
        places.append(place)
    seen = _solved(template, concept, models, draws=own)
    return [seen[place] for place in places], len(draws) - len(models)


def _solved(
    template: Template, concept: Concept, models: Sequence[object], *, draws: Sequence[Draw]
) -> list[Observation]:
    known = [model for model in models if model is not None]
    try:
        quick = iter(concept.observe(known) if len(known) > 1 else [None] * len(known))
    except Exception as error:
        # One by one they tell which of them it is.
        alone = [
            _alone(template, concept, model, draw=draw) for model, draw in zip(models, draws, strict=True)
        ]
        if isinstance(error, ModelError):
            return alone
        raise failed(error, template, concept, number=draws[0].number, row=draws[0].row) from error
    found: list[Observation] = []
    for model, draw in zip(models, draws, strict=True):
        seen = None if model is None else next(quick)
        found.append(_alone(template, concept, model, draw=draw) if seen is None else seen)
    return found


def _alone(template: Template, concept: Concept, model: object, *, draw: Draw) -> Observation:
    if model is None:
        return Observation(None, {}, "undefined")
    try:
        seed = draw.inner_seed if concept.draws else None
        return solve(model, concept, seed=seed, on_fail="status").observed(model)
    except Exception as error:
        if isinstance(error, ModelError) and not also_at_the_centre(error, template, concept):
            return Observation(None, {}, "undefined")  # these numbers do not give what the concept needs
        raise failed(error, template, concept, number=draw.number, row=draw.row) from error
