"""The frontier where lotteries are allowed: for two parties the polygon through the hull's corners."""

from collections.abc import Sequence
from fractions import Fraction
from math import prod

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.lotteries.expected import Sets
from pourparler.analyses.bargaining.opposition import bests_are_one
from pourparler.analyses.bargaining.results import FrontierResult, Opposition, PointTable
from pourparler.analyses.bargaining.sample import sample
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Stats, Status
from pourparler.kernels.hulls import Hull, upper_right
from pourparler.kernels.polylines import stretch
from pourparler.language import Message, in_sequence, msg, msg_n
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]


def polygon(concept: Concept, model: Bargain, members: tuple[int, ...]) -> FrontierResult:
    """The expected utilities that no lottery improves for one of ``members`` without a loss for another.

    Outcomes beyond a red line of a member are never drawn. Two members: exact, ``points`` are the corners. More:
    outcomes on the frontier, a sample of its corners.
    """
    sets = Sets.of(model, members)
    if isinstance(sets, Message):
        return FrontierResult(
            concept=concept, status=Status("limit", sets), table=_table(model, members), epsilon=None,
            origin=model.origin,
        )  # fmt: skip
    if not sets.left.size:
        status = Status("no-agreement", _nothing(model, members))
        return FrontierResult(
            concept=concept, status=status, table=_table(model, members), size=0, outcomes_total=0,
            origin=model.origin,
        )  # fmt: skip
    return _sampled(concept, model, sets) if len(members) > 2 else _exact(concept, model, sets)


def _nothing(model: Bargain, members: tuple[int, ...]) -> Message:
    left = Sets.of(model, ())
    if isinstance(left, Sets) and not left.left.size:
        return msg("The exclusions leave no outcome.")
    names = [model.parties[p] for p in members]
    return msg("Exclusions and the red lines of {parties} leave no outcome.", parties=names)


def _exact(concept: Concept, model: Bargain, sets: Sets) -> FrontierResult:
    members = sets.members
    tables = [table[[0, len(members) - 1]] for table in sets.tables]
    hull = upper_right(tables)
    vectors = np.array(hull.corners, dtype=np.int64)[:, : len(members)]
    reached = np.flatnonzero((vectors >= model.reserve[list(members)]).all(axis=1))
    named = [model.parties[p] for p in members]
    lines = any(model.red_lines[p] for p in members if p < len(model.red_lines))
    return FrontierResult(
        concept=concept,
        status=Status(
            "ok", in_sequence([_shape(len(vectors)), *_between(model, sets, hull), *_bound(lines)])
        ),
        stats=Stats(work={"edges": hull.edges, "corners": len(vectors), "outcomes": sets.left.size}),
        origin=model.origin,
        table=_table(model, members, sets.outcomes(hull.choices), vectors),
        size=len(vectors),
        multiplicity=_multiplicity(tables, hull),
        outcomes_total=sets.left.size,
        acceptable=len(reached),
        acceptable_points=tuple(reached.tolist()) if lines else None,
        ideal=dict(zip(named, (vectors.max(axis=0) / model.scale).tolist(), strict=True)),
        nadir=dict(zip(named, (vectors.min(axis=0) / model.scale).tolist(), strict=True)),
        opposition=_opposition(model, members, vectors / model.scale),
    )


def _shape(corners: int) -> Message:
    if corners == 1:
        return msg("One point is best for everyone: no lottery is needed.")
    return msg(
        "The frontier with lotteries is exact: the line through the {n} corners given; "
        "between two neighbours every point is reached by a lottery over their outcomes.",
        n=corners,
    )  # fmt: skip


def _between(model: Bargain, sets: Sets, hull: Hull) -> list[Message]:
    """A sentence where all accept a part of the line and none of its corners."""
    first, second = model.reserve[[sets.members[0], sets.members[-1]]].tolist()
    part = stretch(hull.corners, (Fraction(first), Fraction(second)))
    if part is None or any(x >= first and y >= second for x, y in hull.corners):
        return []
    return [msg("All parties can accept lotteries on a part of one edge, though none of its ends.")]


def _bound(lines: bool) -> list[Message]:
    return [msg("Outcomes beyond a red line are never drawn, so they are left out.")] if lines else []


def _multiplicity(tables: Sequence[Ints], hull: Hull) -> tuple[int, ...]:
    """Outcomes behind each corner: those whose every value is equal to the one chosen."""
    known: dict[tuple[int, int], int] = {}

    def equal(which: int, value: int) -> int:
        if (which, value) not in known:
            table = tables[which]
            known[which, value] = int((table == table[:, [value]]).all(axis=0).sum())
        return known[which, value]

    return tuple(prod(equal(i, v) for i, v in enumerate(choice)) for choice in hull.choices.tolist())


def _opposition(model: Bargain, members: tuple[int, ...], worth: NDArray[np.float64]) -> Opposition:
    """Distances of the line itself; the usages that look at outcomes are not defined on it."""
    return Opposition(
        to_ideal=_least(worth, np.ones(worth.shape[1])),
        to_max=_least(worth, worth.max(axis=0)),
        relative=None,
        of_least_spread=None,
        meaningful=bests_are_one(model, members),
    )


def _least(corners: NDArray[np.float64], goal: NDArray[np.float64]) -> float:
    """The least distance of ``goal`` to the line through ``corners`` (V, c)."""
    if len(corners) == 1:
        return float(np.linalg.norm(goal - corners[0]))
    starts, ways = corners[:-1], np.diff(corners, axis=0)
    parts = ((goal - starts) * ways).sum(axis=1) / (ways * ways).sum(axis=1)
    nearest = starts + np.clip(parts, 0.0, 1.0)[:, None] * ways
    return float(np.linalg.norm(goal - nearest, axis=1).min())


def _sampled(concept: Concept, model: Bargain, sets: Sets) -> FrontierResult:
    members = sets.members
    tried = sample(model, members, binding=sum(1 << p for p in members))
    assert not isinstance(tried, Message), "the same outcomes were conditioned before"
    given = msg_n(
        "With lotteries the frontier of {parties} parties is not listed. The {n} outcome given lies on it.",
        "With lotteries the frontier of {parties} parties is not listed. The {n} outcomes given lie on it, "
        "a sample: those that are best for some weights.",
        parties=len(members), n=len(tried.choices),
    )  # fmt: skip
    best = np.sum([table.max(axis=1) for table in sets.tables], axis=0) / model.scale
    return FrontierResult(
        concept=concept,
        status=Status("limit", given),
        stats=Stats(work={"supported": len(tried.choices), "outcomes": sets.left.size}),
        origin=model.origin,
        table=_table(model, members, tried.choices, tried.utilities),
        outcomes_total=sets.left.size,
        epsilon=None,
        ideal={model.parties[p]: float(u) for p, u in zip(members, best, strict=True)},
    )


def _table(
    model: Bargain, members: tuple[int, ...], choices: Ints | None = None, vectors: Ints | None = None
) -> PointTable:
    if choices is None or vectors is None:
        choices = np.zeros((0, len(model.tables)), dtype=np.int64)
        vectors = np.zeros((0, len(members)), dtype=np.int64)
    return PointTable(model.space, tuple(model.parties[p] for p in members), choices, vectors / model.scale)
