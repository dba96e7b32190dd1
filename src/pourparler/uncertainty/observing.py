"""Many versions of one brief solved by one concept: an observation of each."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Observation
from pourparler.analyses.solve import solve
from pourparler.errors import ModelError
from pourparler.model.template import Template

CHUNK = 256
"""Models held at once, and points of a sweep's design per chunk."""


def observed(
    template: Template, concept: Concept, rows: NDArray[np.float64], *, seed: int, first: int = 0
) -> list[Observation]:
    """What is seen of each row of values: shape (rows, numbers), in the order of the laws.

    ``first``: the number of the first row among the sweep's draws, ``seed``: the sweep's; both feed concepts
    that draw. A model that cannot be built from its values (all saliences drawn as 0) is ``undefined``.
    """
    found: list[Observation] = []
    for start in range(0, len(rows), CHUNK):
        models = [_built(template, row) for row in rows[start : start + CHUNK]]
        known = [model for model in models if model is not None]
        quick = iter(_quick(concept, known))
        for i, model in enumerate(models):
            seen = None if model is None else next(quick)
            number = first + start + i
            found.append(_alone(model, concept, draw=(number, seed)) if seen is None else seen)
    return found


def _built(template: Template, row: NDArray[np.float64]) -> object:
    try:
        return template.build(row)
    except ModelError:
        return None


def _quick(concept: Concept, models: Sequence[object]) -> Sequence[Observation | None]:
    return concept.observe(models) if len(models) > 1 else [None] * len(models)


def _alone(model: object, concept: Concept, *, draw: tuple[int, int]) -> Observation:
    if model is None:
        return Observation(None, {}, "undefined")
    number, seed = draw
    result = solve(
        model, concept, seed=_inner_seed(number, seed) if concept.draws else None, on_fail="status"
    )
    return result.observed(model)


def _inner_seed(number: int, seed: int) -> int:
    """One generator per draw, whatever chunk or process it falls into."""
    sequence = np.random.SeedSequence(seed, spawn_key=(1 + number // CHUNK, number % CHUNK))
    return int(sequence.generate_state(1)[0])
