"""A point concept solved by mixed-integer programmes, where outcomes are too many to list."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable
from pourparler.analyses.bargaining.coalitions import NoAgreement
from pourparler.analyses.bargaining.labels import at, named
from pourparler.analyses.bargaining.objective import Objective
from pourparler.analyses.bargaining.programmes.inclusive import inclusive
from pourparler.analyses.bargaining.programmes.reach import GAP, Reach, Reached
from pourparler.analyses.bargaining.results import Certificate, PointResult
from pourparler.analyses.bargaining.sentences import coalition_remarks, gap_sentences, uniqueness
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Stats, Status
from pourparler.kernels.searches import Effort
from pourparler.language import Message, in_sequence, msg
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Asked:
    """Which concept is asked, and with which coalition (``None``: the rule decides) and number of ties to list."""

    concept: Concept
    coalition: tuple[str, ...] | None
    ties: int


def programmed(asked: Asked, model: Bargain, *, objective: Objective) -> PointResult | None:
    """The solution by mixed-integer programmes; ``None`` where they cannot give one."""
    effort = Effort()
    found = inclusive(model, asked.coalition, effort=effort)
    if isinstance(found, NoAgreement):
        status = Status("no-agreement", found.message)
        stats = Stats(work=effort.as_work())
        return PointResult(concept=asked.concept, status=status, stats=stats, origin=model.origin)
    if isinstance(found, Message):
        return None
    answers = [(reach, objective.reached(reach, scale=model.scale)) for reach in found.reaches]
    solved = [(reach, answer) for reach, answer in answers if answer is not None]
    if not solved:
        return None
    best, told = _best(solved, objective)
    remarks = [*told, *found.remarks]
    if len(solved) < len(answers):
        remarks.append(msg("Not every coalition of this size could be solved for."))
    proved = all(answer.gap is not None and answer.gap <= GAP for _, answer in solved)
    settled = found.largest and len(solved) == len(answers) and not found.remarks
    ok = settled and proved and all(answer.complete for _, answer in best)
    return _result(asked, model, best, Proved(ok, settled, found.largest, tuple(remarks), effort))


@dataclass(frozen=True, eq=False)
class Proved:
    """What is proved of an answer: ``ok``: everything; ``settled``: whose acceptance counts; ``largest``: that no
    larger coalition can be satisfied. ``remarks`` say what is not."""

    ok: bool
    settled: bool
    largest: bool
    remarks: tuple[Message, ...]
    effort: Effort


Pairs = list[tuple[Reach, Reached]]


def _best(solved: Pairs, objective: Objective) -> tuple[Pairs, list[Message]]:
    """The coalitions whose answers are best in normalised gains, and what is not proved about that."""
    if len(solved) == 1:
        return solved, []
    parts = [reach.beside_ideals(answer.choice) for reach, answer in solved]
    best: list[tuple[Acceptable, tuple[Reach, Reached]]] = []
    for part, pair in zip(parts, solved, strict=True):
        if part is None:
            return solved[:1], [msg("The coalitions of this size could not be compared.")]
        order = objective.compare((part, 0), (best[0][0], 0)) if best else 1
        best = [(part, pair)] if order > 0 else [*best, (part, pair)] if order == 0 else best
    told = []
    if any(answer.ties is None for _, answer in solved):
        told.append(
            msg("Coalitions were compared by the answers found; another one within the gap may come first.")
        )
    return [pair for _, pair in best], told


def _result(asked: Asked, model: Bargain, best: Pairs, proved: Proved) -> PointResult:
    outcomes = np.concatenate([_outcomes(reach, found) for reach, found in best])
    holder = np.repeat(np.arange(len(best)), [len(_outcomes(*pair)) for pair in best])
    worth = model.utilities(outcomes)
    order = np.lexsort((*outcomes.T[::-1], *(-column for column in worth.T[::-1])))
    reach, found = best[int(holder[order[0]])]
    known = proved.settled and all(found.ties is not None for _, found in best)
    told = [
        *_sentences(found, len(outcomes) - 1 if known else None),
        *_whose(model, reach.members, asked.coalition, proved=proved),
        *proved.remarks,
    ]
    stakes = reach.stakes if reach.ideals_known else None
    return PointResult(
        concept=asked.concept,
        status=Status("ok" if proved.ok else "limit", in_sequence(told)),
        stats=Stats(work=proved.effort.as_work()),
        objective=found.value,
        ties=tuple(model.space.label(outcomes[row]) for row in order[1 : asked.ties + 1]) if known else (),
        ties_total=len(outcomes) - 1 if known else None,
        certificate=_certificate(found, proved.settled),
        coalition=tuple(model.parties[p] for p in reach.members),
        ideal=None if stakes is None else named(model, reach.members, scaled=stakes + reach.reserve),
        origin=model.origin,
        **at(model, outcomes[order[0]]),
    )


def _whose(
    model: Bargain, members: tuple[int, ...], coalition: tuple[str, ...] | None, *, proved: Proved
) -> list[Message]:
    """Whose acceptance counted, and what is not proved about that."""
    names = [model.parties[p] for p in members]
    whose = coalition_remarks(model, members, coalition)
    if not proved.largest:
        whose = [
            msg(
                "{members} can be satisfied together; whether a larger coalition can is not known.",
                members=names,
            )
        ]
    if proved.settled:
        return whose
    return [*whose, msg("Only the outcomes acceptable to the coalitions looked at were compared.")]


def _certificate(found: Reached, settled: bool) -> Certificate:
    dominated = False if found.undominated else None
    if not settled:
        return Certificate("gap", None, dominated)
    return Certificate("exact" if found.exact else "gap", found.gap, dominated)


def _outcomes(reach: Reach, found: Reached) -> Ints:
    one = found.choice[None, :]
    return reach.ground.outcomes(one if found.ties is None else np.concatenate((one, found.ties)))


def _sentences(found: Reached, ties: int | None) -> list[Message]:
    if ties is not None:
        return [uniqueness(ties), *found.remarks]
    return [*gap_sentences(found.gap, exact=found.exact), *found.remarks]
