"""From an objective to a result: the best acceptable outcome, its ties, its certificate, its sentence."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable, Limits
from pourparler.analyses.bargaining.coalitions import Limited, NoAgreement, solvable
from pourparler.analyses.bargaining.labels import at, named
from pourparler.analyses.bargaining.limited import beyond
from pourparler.analyses.bargaining.objective import Objective
from pourparler.analyses.bargaining.packages.by_size import package_beyond
from pourparler.analyses.bargaining.programmes.optimum import Asked, programmed
from pourparler.analyses.bargaining.results import Certificate, PointResult
from pourparler.analyses.bargaining.sentences import coalition_remarks, uniqueness
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Stats, Status
from pourparler.language import in_sequence
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]


# Where some parties do not count, so many optimal outcomes are put in the order of all parties' utilities;
# of more, those that come first for the parties counted.
ORDERED = 100_000


@dataclass(frozen=True)
class Search:
    """How to look: the coalition if it is fixed, how many ties to list, how much to work."""

    coalition: tuple[str, ...] | None = None
    ties: int = 16
    limits: Limits = field(default_factory=Limits)


def optimum(concept: Concept, model: Bargain, *, objective: Objective, search: Search) -> PointResult:
    """The outcome that ``objective`` puts first among the acceptable ones, as a result of ``concept``."""
    found = solvable(model, search.coalition, limits=search.limits)
    if isinstance(found, NoAgreement):
        return PointResult(concept=concept, status=Status("no-agreement", found.message), origin=model.origin)
    if isinstance(found, Limited):
        if model.mean is not None:
            return package_beyond(concept, model, objective=objective, limited=found)
        asked = Asked(concept, search.coalition, search.ties)
        solved = programmed(asked, model, objective=objective)
        return solved or beyond(concept, model, objective=objective, limited=found)
    ranked = [(part, objective.best(part)) for part in found]
    ranked = _best_coalitions(ranked, objective)
    choices = _in_order(model, ranked, search.ties + 1)
    main, rows = ranked[_holder(model, ranked, choices[0])]
    total = sum(int(part.counts[few].sum()) for part, few in ranked) - 1
    row = int(rows[_first(main, rows)])
    remarks = [*coalition_remarks(model, main.members, search.coalition), *objective.remarks(main, rows)]
    return PointResult(
        concept=concept,
        status=Status("ok", in_sequence([uniqueness(total), *remarks])),
        stats=Stats(work=_work(found)),
        objective=objective.value(main, row, scale=model.scale),
        ties=tuple(model.space.label(choice) for choice in choices[1:]),
        ties_total=total,
        certificate=Certificate(),
        coalition=tuple(model.parties[p] for p in main.members),
        ideal=named(model, main.members, scaled=main.stakes + main.reserve),
        origin=model.origin,
        **at(model, choices[0]),
    )


def _best_coalitions(
    ranked: list[tuple[Acceptable, Rows]], objective: Objective
) -> list[tuple[Acceptable, Rows]]:
    best = ranked[:1]
    for part, rows in ranked[1:]:
        leader, lead = best[0]
        order = objective.compare(
            (part, int(rows[_first(part, rows)])), (leader, int(lead[_first(leader, lead)]))
        )
        best = [(part, rows)] if order > 0 else [*best, (part, rows)] if order == 0 else best
    return best


def _first(found: Acceptable, rows: Rows) -> int:
    """Which of ``rows`` has the lexicographically largest vector."""
    if len(rows) == 1:
        return 0
    return int(np.lexsort(tuple(-column for column in found.utilities[rows].T[::-1]))[0])


def _in_order(model: Bargain, ranked: list[tuple[Acceptable, Rows]], limit: int) -> Ints:
    """The first ``limit`` optimal outcomes (value indices) by the tie rule, which looks at all parties."""
    main, rows = ranked[0]
    if len(main.members) == len(model.parties):
        return main.first_outcomes(rows, limit)
    choices = np.concatenate([part.first_outcomes(rows, ORDERED) for part, rows in ranked])
    worth = model.utilities(choices)
    keys = (*choices.T[::-1], *(-column for column in worth.T[::-1]))
    return choices[np.lexsort(keys)][:limit]


def _holder(model: Bargain, ranked: list[tuple[Acceptable, Rows]], choice: Ints) -> int:
    """Which coalition of ``ranked`` accepts the outcome ``choice``."""
    if len(ranked) == 1:
        return 0
    accepts = model.acceptance(tuple(choice.tolist()))
    return next(i for i, (part, _) in enumerate(ranked) if accepts[list(part.members)].all())


def _work(found: tuple[Acceptable, ...]) -> dict[str, int]:
    work = dict(found[0].work)
    if len(found) > 1:
        work["coalitions"] = len(found)
    return work
