"""Many draws of one problem solved together: by one fold for all where two parties must both accept, else by
bound and prune where that is worth it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable
from pourparler.analyses.bargaining.coalitions import unanimous
from pourparler.analyses.bargaining.conditioned import Conditioned, Radix, conditioned
from pourparler.analyses.bargaining.draws.pruned import chosen
from pourparler.analyses.bargaining.labels import at
from pourparler.analyses.bargaining.objective import Objective
from pourparler.analyses.bargaining.optimum import Search
from pourparler.analyses.bargaining.results import PointResult
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Observation
from pourparler.kernels.frontiers import Unpackable, fold_many
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]

BOTH = (0, 1)
# Sums of all draws in one stage of the fold: what memory should hold.
SUMS = 1 << 22


@dataclass(frozen=True, eq=False)
class _First:
    """The first outcome behind each row, packed: ``words`` (M,)."""

    radix: Radix
    words: Ints

    def choices(self, rows: Rows, limit: int) -> Ints:
        """See ``Source``: only the first outcome of a row is known."""
        return self.radix.choices(self.words[None, rows[:1]])[:limit]


def observed(
    concept: Concept, models: Sequence[Bargain], *, objective: Callable[[Bargain], Objective], search: Search
) -> list[Observation | None]:
    """What a sweep keeps of each of ``models``; ``None`` where a model must be solved by itself."""
    found: list[Observation | None] = [None] * len(models)
    folded: set[int] = set()
    for alike in _alike(models, search):
        folded.update(alike)
        few = [models[i] for i in alike]
        for i, part in zip(alike, _acceptable(few), strict=True):
            if part is not None:
                found[i] = _folded(concept, models[i], part, objective(models[i]))
    # Packages are no sums: they are gone through one by one.
    left = [i for i, model in enumerate(models) if i not in folded and model.mean is None]
    answers = chosen([models[i] for i in left], [objective(models[i]) for i in left], search=search)
    for i, answer in zip(left, answers, strict=True):
        if answer is not None:
            found[i] = _observation(concept, models[i], answer.choice, worth=answer.worth, value=answer.value)
    return found


def _alike(models: Sequence[Bargain], search: Search) -> Iterator[list[int]]:
    """Positions of models that differ in their numbers alone, if two parties must both accept."""
    kinds: dict[object, list[int]] = {}
    for i, model in enumerate(models):
        both = len(model.parties) == len(BOTH) and unanimous(model.rule)
        if (
            both
            and model.mean is None
            and (search.coalition is None or set(search.coalition) == set(model.parties))
        ):
            kinds.setdefault((model.space, model.excluded, model.red_lines), []).append(i)
    yield from (kind for kind in kinds.values() if len(kind) > 1)


def _acceptable(models: Sequence[Bargain]) -> list[Acceptable | None]:
    """The acceptable frontier of each model; ``None`` where it must be sought alone (or is empty)."""
    nothing: list[Acceptable | None] = [None] * len(models)
    spaces = [conditioned(model, binding=3) for model in models]
    left = [space for space in spaces if isinstance(space, Conditioned) and space.size]
    if len(left) < len(models):
        return nothing
    words = [left[0].words(group) for group in left[0].groups]
    if len(words[0]) > 1:
        return nothing
    columns = [np.stack([space.groups[g].table for space in left]) for g in range(len(left[0].groups))]
    floor = np.stack([model.reserve for model in models])
    try:
        fronts = fold_many(columns, [word[0] for word in words], floor=floor, cap=SUMS)
    except Unpackable:
        if len(models) < 4:
            return nothing
        half = len(models) // 2
        return [*_acceptable(models[:half]), *_acceptable(models[half:])]
    return [
        Acceptable(
            BOTH,
            fronts.points[i, :, :size].T,
            np.ones(size, dtype=np.int64),
            floor[i],
            _First(left[0].radix, fronts.words[i]),
        )
        if size
        else None
        for i, size in enumerate(fronts.sizes.tolist())
    ]


def _folded(concept: Concept, model: Bargain, part: Acceptable, objective: Objective) -> Observation:
    rows = objective.best(part)
    choice = part.first_outcomes(rows, 1)[0]
    row = int(rows[0]) if len(rows) == 1 else int(rows[np.argmax(part.utilities[rows, 0])])
    value = objective.value(part, row, scale=model.scale)
    return _observation(concept, model, choice, worth=None, value=value)


def _observation(
    concept: Concept, model: Bargain, choice: Ints, *, worth: Ints | None, value: float
) -> Observation:
    return PointResult(concept=concept, objective=value, **at(model, choice, worth)).observation(model)
