"""From an objective to a result where lotteries are allowed: the best expected utilities, and the lottery behind."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.coalitions import Limited, NoAgreement
from pourparler.analyses.bargaining.labels import at
from pourparler.analyses.bargaining.lotteries.expected import Expected, Mix, Mixed
from pourparler.analyses.bargaining.lotteries.suited import suited
from pourparler.analyses.bargaining.objective import Objective
from pourparler.analyses.bargaining.optimum import Search
from pourparler.analyses.bargaining.programmes.reach import GAP
from pourparler.analyses.bargaining.results import Certificate, Draw, PointResult
from pourparler.analyses.bargaining.sentences import coalition_remarks
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Stats, Status
from pourparler.kernels.mixtures import Unsolved
from pourparler.language import Message, in_sequence, msg
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]

# Ranks and utilities of coalitions that differ by less are equal: most are found in floating point.
EQUAL = 1e-9

Found = tuple[Expected, Mixed]


def lottery(concept: Concept, model: Bargain, *, objective: Objective, search: Search) -> PointResult:
    """The lottery over outcomes that ``objective`` puts first, as a result of ``concept``."""
    try:
        suitable = suited(model, search.coalition)
        if isinstance(suitable, NoAgreement):
            return PointResult(
                concept=concept, status=Status("no-agreement", suitable.message), origin=model.origin
            )
        if isinstance(suitable, Limited):
            return _nothing(concept, model, suitable)
        solved = [(hull, _mixed(objective, hull, scale=model.scale)) for hull in suitable]
    except Unsolved:
        everyone = tuple(range(len(model.parties)))
        message = msg("A linear programme was not solved: rounding errors are in the way.")
        return _nothing(concept, model, Limited(message, everyone, False))
    return _result(concept, model, _best(model, solved), search)


def _mixed(objective: Objective, hull: Expected, *, scale: int) -> Mixed:
    found = objective.mixed(hull, scale=scale)
    assert found is not None, "a concept without lotteries does not have the setting"
    return found


def _nothing(concept: Concept, model: Bargain, limited: Limited) -> PointResult:
    coalition = tuple(model.parties[p] for p in limited.members)
    status = Status("limit", limited.message)
    return PointResult(concept=concept, status=status, coalition=coalition, origin=model.origin)


def _best(model: Bargain, solved: list[Found]) -> Found:
    """The coalition whose answer ranks first, then the one with the larger expected utilities of all parties."""
    best = solved[0]
    for other in solved[1:]:
        order = _order(other[1].rank, best[1].rank) or _order(
            expectation(model, other[1].mix), expectation(model, best[1].mix)
        )
        best = other if order > 0 else best
    return best


def _order(one: Sequence[float | Fraction], other: Sequence[float | Fraction]) -> int:
    for x, y in zip(map(float, one), map(float, other), strict=False):
        if abs(x - y) > EQUAL * max(1.0, abs(x), abs(y)):
            return 1 if x > y else -1
    return 0


def expectation(model: Bargain, mix: Mix) -> tuple[Fraction, ...]:
    """Expected utilities of all parties, scaled."""
    return _mean(mix, model.utilities(mix.choices))


def _mean(mix: Mix, worth: Ints) -> tuple[Fraction, ...]:
    rows = worth.T.tolist()
    return tuple(sum((w * u for w, u in zip(mix.weights, row, strict=True)), Fraction(0)) for row in rows)


def _result(concept: Concept, model: Bargain, found: Found, search: Search) -> PointResult:
    hull, answer = found
    mix = answer.mix
    proved = mix.complete and (mix.exact or (mix.gap is not None and mix.gap <= GAP))
    remarks = [*_who(model, hull.members, search), *answer.remarks]
    names = [model.parties[p] for p in hull.members]
    ideal = zip(hull.stakes, hull.reserve.tolist(), strict=True)
    return PointResult(
        concept=concept,
        status=Status("ok" if proved else "limit", in_sequence([*_sentences(mix), *remarks])),
        stats=Stats(work={**hull.work, **({"steps": mix.steps} if mix.steps else {})}),
        objective=answer.value,
        certificate=Certificate("exact" if mix.exact else "gap", 0.0 if mix.exact else mix.gap, False),
        coalition=tuple(names),
        ideal={name: model.unit(float(g + r)) for name, (g, r) in zip(names, ideal, strict=True)},
        origin=model.origin,
        **drawn(model, hull, mix),
    )


def _who(model: Bargain, members: tuple[int, ...], search: Search) -> list[Message]:
    """Who is left out of the coalition, and why."""
    if search.coalition is not None or len(members) == len(model.parties):
        return coalition_remarks(model, members, search.coalition)
    names = [model.parties[p] for p in members]
    return [
        msg(
            "No lottery is acceptable to all: {members} are the largest coalition that may decide "
            "and can be satisfied, without {others}.",
            members=names, others=[name for name in model.parties if name not in names],
        )
    ]  # fmt: skip


def drawn(model: Bargain, hull: Expected, mix: Mix) -> dict[str, Any]:
    """Lottery, expected utilities and gains of all, bystanders' too, as fields of a result.

    One outcome for certain is no lottery: it is told as an outcome.
    """
    if len(mix.weights) == 1:
        return at(model, mix.choices[0])
    worth = list(expectation(model, mix))
    for p, gain, reserve in zip(hull.members, mix.gains, hull.reserve.tolist(), strict=True):
        worth[p] = gain + reserve
    outside = _mean(mix, model.bystander_utilities(mix.choices)) if model.bystanders else ()
    over = [u - r for u, r in zip(worth, model.reserve.tolist(), strict=True)]
    return {
        "utilities": {name: model.unit(float(u)) for name, u in zip(model.parties, worth, strict=True)},
        "gains": {name: model.unit(float(g)) for name, g in zip(model.parties, over, strict=True)},
        "bystanders": {n: model.unit(float(u)) for n, u in zip(model.bystanders, outside, strict=True)},
        "lottery": _draws(model, mix),
    }


def _draws(model: Bargain, mix: Mix) -> tuple[Draw, ...]:
    """The outcomes of the lottery, the most probable first, then by the tie rule."""
    worth = model.utilities(mix.choices)
    keys = [
        (-weight, [-u for u in row], choice)
        for weight, row, choice in zip(mix.weights, worth.tolist(), mix.choices.tolist(), strict=True)
    ]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return tuple(
        Draw(
            model.space.label(mix.choices[i]),
            float(mix.weights[i]),
            {name: model.unit(u) for name, u in zip(model.parties, worth[i].tolist(), strict=True)},
        )
        for i in order
    )


def _sentences(mix: Mix) -> list[Message]:
    if mix.exact:
        proof = msg("The expected utilities are exact, and no others do as well.")
    elif mix.gap is None or not mix.complete:
        proof = msg("The search was cut off; another lottery may do better.")
    elif mix.steps:
        proof = msg(
            "The steps were followed until every party stood within {gap} millionths of its stake from their limit.",
            gap=_per_million(mix.gap),
        )
    else:
        proof = msg(
            "Outcomes were brought in one by one: no lottery exceeds the objective by more than {gap} per million.",
            gap=_per_million(mix.gap),
        )
    if len(mix.weights) == 1:
        return [proof, msg("No lottery is needed: one outcome gives them.")]
    return [
        proof,
        msg("Other lotteries may have the same expected utilities; they are not listed."),
        msg(
            "A probability here is a term of the deal, to be drawn by an agreed device; it is not a forecast."
        ),
    ]


def _per_million(gap: float) -> float:
    """A gap in millionths, rounded up to thousandths of them."""
    return float(np.ceil(gap * 1e9)) / 1e3
