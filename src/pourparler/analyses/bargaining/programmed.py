"""A point concept solved by mixed-integer programmes, where outcomes are too many to list."""

from math import ceil

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Limits
from pourparler.analyses.bargaining.coalitions import Limited, obstacle
from pourparler.analyses.bargaining.conditioned import Conditioned, conditioned
from pourparler.analyses.bargaining.labels import at, in_sequence, named
from pourparler.analyses.bargaining.objective import Objective
from pourparler.analyses.bargaining.reach import GAP, Reach, Reached
from pourparler.analyses.bargaining.results import Certificate, PointResult
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Stats, Status
from pourparler.kernels.programmes import Programme
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]


def programmed(
    concept: Concept, model: Bargain, *, objective: Objective, limited: Limited, limits: Limits
) -> PointResult | None:
    """The solution by mixed-integer programmes; ``None`` where they cannot give one.

    Only where one coalition may decide: its acceptance is then a set of linear conditions.
    """
    members = limited.members
    left = conditioned(model, binding=sum(1 << p for p in members)) if limited.only else None
    if not isinstance(left, Conditioned) or not left.size:
        return None
    reserve = model.reserve[list(members)]
    programme = Programme([group.table[list(members)] for group in left.groups], reserve)
    reach = Reach(members, programme, reserve)
    everyone = reach.undominated(reserve)
    if everyone.choice is None:
        if not everyone.complete:
            return None
        status = Status("no-agreement", obstacle(model, members, limits=limits))
        stats = Stats(work=dict(reach.work))
        return PointResult(concept=concept, status=status, stats=stats, origin=model.origin)
    found = objective.reached(reach, scale=model.scale)
    return None if found is None else _result(concept, model, (left, reach, found))


def _result(concept: Concept, model: Bargain, what: tuple[Conditioned, Reach, Reached]) -> PointResult:
    left, reach, found = what
    choice = np.empty(len(model.tables), dtype=np.int64)
    for group, value in zip(left.groups, found.choice.tolist(), strict=True):
        choice[list(group.axes)] = group.values[value]
    gap = found.gap
    proved = found.complete and gap is not None and gap <= GAP
    stakes = found.stakes
    return PointResult(
        concept=concept,
        status=Status("ok" if proved else "limit", in_sequence(_sentences(found))),
        stats=Stats(work=dict(reach.work)),
        objective=found.value,
        ties_total=None,
        certificate=Certificate("exact" if found.exact else "gap", gap, False if found.undominated else None),
        coalition=tuple(model.parties[p] for p in reach.members),
        ideal=None if stakes is None else named(model, reach.members, scaled=stakes + reach.reserve),
        origin=model.origin,
        **at(model, choice),
    )


def _sentences(found: Reached) -> list[Message]:
    if found.exact:
        first = msg(
            "The objective is exact: a mixed-integer programme proves that no acceptable outcome has a larger one."
        )
    elif found.gap is None:
        first = msg("The search was cut off; how much better another outcome could be is not known.")
    else:
        first = msg(
            "Found by a mixed-integer programme: no acceptable outcome exceeds its objective by more than {gap} per million.",
            gap=ceil(found.gap * 1e6 * 1000) / 1000,
        )
    return [first, msg("Other outcomes that do as well are not listed."), *found.remarks]
