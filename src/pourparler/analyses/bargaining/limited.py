"""What can still be said where a limit was hit: the best of a stated sample, and a bound."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable
from pourparler.analyses.bargaining.coalitions import Limited
from pourparler.analyses.bargaining.labels import at
from pourparler.analyses.bargaining.objective import Objective
from pourparler.analyses.bargaining.results import Certificate, PointResult
from pourparler.analyses.bargaining.sample import Sample, sample
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Stats, Status
from pourparler.language import Message, in_sequence, msg
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Sampled:
    """Outcomes of a sample, found by row."""

    taken: Ints

    def choices(self, rows: Rows, limit: int) -> Ints:
        """Value indices (at most ``limit``, issues) of the outcomes of ``rows``."""
        return self.taken[rows][:limit]


def beyond(concept: Concept, model: Bargain, *, objective: Objective, limited: Limited) -> PointResult:
    """A result with status ``limit``: the best supported outcome that gives every member a gain, if any."""
    members = limited.members
    coalition = tuple(model.parties[p] for p in members)
    tried = sample(model, members, binding=sum(1 << p for p in members), extra=objective.direction(members))
    if isinstance(tried, Message):
        status = Status("limit", limited.message)
        return PointResult(concept=concept, status=status, coalition=coalition, origin=model.origin)
    reserve = model.reserve[list(members)]
    stats = Stats(work={"supported": len(tried.choices)})
    if limited.only and tried.proves_empty(reserve):
        message = msg(
            "There is no agreement: a weighted sum of utilities that the reserves require is out of reach."
        )
        status = Status("no-agreement", message)
        return PointResult(
            concept=concept, status=status, coalition=coalition, stats=stats, origin=model.origin
        )
    # With a gain for every member everyone has a stake, so the objective of the sample is the true one.
    gaining = np.flatnonzero((tried.utilities > reserve).all(axis=1))
    if objective.needs_ideal or not len(gaining):
        remark = _without(len(tried.choices), len(gaining))
        status = Status("limit", in_sequence([limited.message, remark]))
        return PointResult(
            concept=concept, status=status, coalition=coalition, stats=stats, origin=model.origin
        )
    return _best(concept, model, objective, stats, (limited, tried, gaining))


def _without(tried: int, gaining: int) -> Message:
    if gaining:
        return msg(
            "{gaining} of {n} supported outcomes give every party counted a gain, "
            "but the largest possible gains, which this concept needs, are not known.",
            gaining=gaining, n=tried,
        )  # fmt: skip
    return msg(
        "None of {n} supported outcomes gives every party counted a gain, "
        "which does not prove that no outcome does.",
        n=tried,
    )


def _best(
    concept: Concept, model: Bargain, objective: Objective, stats: Stats, what: tuple[Limited, Sample, Rows]
) -> PointResult:
    limited, tried, gaining = what
    members = tried.members
    found = Acceptable(
        members,
        tried.utilities[gaining],
        np.ones(len(gaining), dtype=np.int64),
        model.reserve[list(members)],
        Sampled(tried.choices[gaining]),
    )
    row = objective.best(found)[:1]
    value = objective.value(found, int(row[0]), scale=model.scale)
    bound = objective.bound(tried, found.reserve, scale=model.scale)
    gap = None if bound is None or value <= 0 else max(0.0, bound / value - 1)
    remark = msg(
        "This is the best of {n} supported outcomes, a sample: another outcome may do better.",
        n=len(tried.choices),
    )
    if gap is not None:
        remark = msg(
            "This is the best of {n} supported outcomes, a sample; "
            "no outcome exceeds its objective by more than {gap:percent1}.",
            n=len(tried.choices), gap=gap,
        )  # fmt: skip
    return PointResult(
        concept=concept,
        status=Status("limit", in_sequence([limited.message, remark])),
        stats=stats,
        objective=value,
        certificate=Certificate("gap", gap, False),
        coalition=tuple(model.parties[p] for p in members),
        origin=model.origin,
        **at(model, found.source.choices(row, 1)[0]),
    )
