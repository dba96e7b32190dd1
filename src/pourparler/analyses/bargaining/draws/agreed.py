"""The best agreement of one coalition in many draws of one problem, by bound and prune."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import lcm
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable
from pourparler.analyses.bargaining.conditioned import Conditioned, conditioned
from pourparler.analyses.bargaining.limited import Sampled
from pourparler.analyses.bargaining.objective import Objective, Score
from pourparler.analyses.bargaining.optimum import ORDERED
from pourparler.language import Message
from pourparler.model.bargain import Bargain

if TYPE_CHECKING:
    from pourparler.kernels.pruning import Problems

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]

# Scores must stay under 2^128 and sums under 2^63; told in floating point, with room for its rounding.
SCORES = 2.0**126
SUMS = 2.0**60


@dataclass(frozen=True, eq=False)
class Draws:
    """Models of one shape and their objectives."""

    models: list[Bargain]
    objectives: list[Objective]

    def only(self, few: Sequence[int]) -> "Draws":
        """Some of the draws, by position."""
        return Draws([self.models[i] for i in few], [self.objectives[i] for i in few])


@dataclass(frozen=True, eq=False)
class Part:
    """What a coalition can agree on in a draw: row 0 of ``found`` is best, the others are its ideals.

    ``choice`` (issues,) and ``worth`` (parties,): the outcome of row 0 and its utilities.
    """

    found: Acceptable
    choice: Ints
    worth: Ints


@dataclass(frozen=True, eq=False)
class Agreed:
    """``parts`` by draw, where the coalition has an agreement; ``unclear``: draws to be solved alone.

    ``nodes`` (draws,): what the searches looked at.
    """

    parts: dict[int, Part]
    unclear: frozenset[int]
    nodes: Ints


def agreed(draws: Draws, members: tuple[int, ...], *, ideals: bool) -> Agreed:
    """The best outcome that all ``members`` accept, in each draw; with ``ideals`` also each member's best.

    A draw is unclear where its numbers are too large for 128 bits, or where not everyone can gain: what then
    counts is not one product or one minimum.
    """
    score = draws.objectives[0].score()
    nodes = np.zeros(len(draws.models), dtype=np.int64)
    left = conditioned(draws.models[0], binding=sum(1 << p for p in members))
    if isinstance(left, Message) or score is None:
        return Agreed({}, frozenset(range(len(draws.models))), nodes)
    if not left.size:
        return Agreed({}, frozenset(), nodes)
    whole, tops, large = arranged(draws.models, left, members)
    if score == "product":
        large |= np.maximum(tops, 1).astype(np.float64).prod(axis=1) >= SCORES
    at = np.flatnonzero(~large & (tops >= 0).all(axis=1))
    if not len(at):
        return Agreed({}, frozenset(np.flatnonzero(large).tolist()), nodes)
    best = _searched(whole.only(at), score, ideals=ideals)
    nodes[at] = best.nodes
    # Beyond so many equals, ``run`` puts them in another order than that of all parties' utilities.
    several = ORDERED if len(members) < len(draws.models[0].parties) else left.size
    parts = dict(_parts(whole, best, at=at, left=left, several=several))
    usable = np.any if score == "sum" else np.all
    sure = {draw: part for draw, part in parts.items() if part and usable(part.found.gains[0])}
    unclear = {*np.flatnonzero(large).tolist(), *at[best.unclear].tolist(), *(parts.keys() - sure.keys())}
    return Agreed(sure, frozenset(unclear), nodes)


def _parts(
    whole: "Problems", best: "_Best", *, at: Rows, left: Conditioned, several: int
) -> Iterator[tuple[int, Part | None]]:
    """What was found, by draw; ``None`` where there are more equals than ``several``."""
    places, picks = at[best.found], best.picks[best.found]
    worths = whole.columns[places[:, None, None], picks].sum(axis=2)
    choices = left.radix.choices(whole.words[:, picks].sum(axis=3).reshape(len(whole.words), -1))
    choices = choices.reshape(*picks.shape[:2], len(left.radix.shape))
    ones = np.ones(picks.shape[1], dtype=np.int64)
    members = tuple(whole.members.tolist())
    for k, (draw, equals) in enumerate(zip(places.tolist(), best.equals[best.found].tolist(), strict=True)):
        if equals > several:
            yield draw, None
            continue
        found = Acceptable(members, worths[k][:, whole.members], ones, whole.floor[draw], Sampled(choices[k]))
        yield draw, Part(found, choices[k, 0], worths[k, 0])


def arranged(
    models: Sequence[Bargain], left: Conditioned, members: tuple[int, ...]
) -> tuple["Problems", Ints, NDArray[np.bool_]]:
    """The draws as arrays, how much each member can gain at most, and which draws pass 64 bits.

    Sets and values are put in the order in which a search for ``members`` should try them.
    """
    from pourparler.kernels.pruning import Problems

    tables = [np.stack(issue) for issue in zip(*(model.tables for model in models), strict=True)]
    columns = []
    for group in left.groups:
        parts = [tables[axis][:, :, group.values[:, k]] for k, axis in enumerate(group.axes)]
        columns.append(sum(parts[1:], start=parts[0]).transpose(0, 2, 1))
    # The widest sets first, of all draws together: an order of the model, not of the draw.
    widths = np.array([np.ptp(column, axis=1).astype(np.float64).sum() for column in columns])
    sets = np.argsort(-widths, kind="stable").tolist()
    spans = sum(np.ptp(column, axis=1) for column in columns)
    order, start = [], 0
    for s in sets:
        # Within a set, first what is worth most to all members together.
        share = (columns[s] / np.maximum(spans, 1)[:, None])[:, :, members].sum(axis=2)
        order.append(start + np.argsort(-share, axis=1, kind="stable"))
        start += share.shape[1]
    floor = np.stack([model.reserve for model in models])
    reach = np.abs(floor).astype(np.float64) + sum(
        np.abs(column).astype(np.float64).max(axis=1) for column in columns
    )
    tops = sum(column.max(axis=1) for column in columns) - floor
    problems = Problems(
        np.ascontiguousarray(np.concatenate([columns[s] for s in sets], axis=1)),
        np.cumsum([0, *(columns[s].shape[1] for s in sets)]),
        np.concatenate([left.words(left.groups[s]) for s in sets], axis=1),
        np.concatenate(order, axis=1),
        np.array(members),
        np.ascontiguousarray(floor[:, members]),
    )
    return problems, tops[:, members], reach.sum(axis=1) >= SUMS


@dataclass(frozen=True, eq=False)
class _Best:
    """Rows ``found`` of the draws searched have an agreement, rows ``unclear`` may have one.

    ``picks`` (draws, 1 or 1 + c, sets): the best choice, then the ideals if asked for; ``equals``, ``nodes``
    (draws,).
    """

    found: Rows
    unclear: Rows
    picks: Ints
    equals: Ints
    nodes: Ints


def _searched(problems: "Problems", score: Score, *, ideals: bool) -> _Best:
    from pourparler.kernels.pruning import LEAST, PRODUCT, SUM, best_choices, limbs

    draws, c = problems.floor.shape
    nodes = np.zeros(draws, dtype=np.int64)
    tops = []
    for alone in np.eye(c, dtype=np.uint64) if ideals or score == "share" else ():
        factors = np.zeros((draws, c, 2), dtype=np.uint64)
        factors[:, :, 1] = alone
        top = best_choices(problems, SUM, factors=factors)
        nodes += top.nodes
        tops.append(top.picks)
    shares = [[1] * c] * draws
    if score == "share":
        shares = _shares(problems, np.stack(tops, axis=1))
    clear = np.array([min(row) > 0 for row in shares], dtype=np.bool_)
    kind = {"product": PRODUCT, "sum": SUM, "least": LEAST, "share": LEAST}[score]
    best = best_choices(problems, kind, factors=limbs(shares))
    able = best.picks[:, 0] >= 0
    return _Best(
        np.flatnonzero(able & clear),
        np.flatnonzero(able & ~clear),
        np.stack([best.picks, *tops], axis=1),
        best.equals,
        nodes + best.nodes,
    )


def _shares(problems: "Problems", tops: Ints) -> list[list[int]]:
    """Whole factors (draws, c) in the inverse ratio of the members' largest gains.

    All 0 where a member can gain nothing or the factors are too large. ``tops`` (draws, c, sets): the
    choices with these gains (-1: there is none).
    """
    draws, c, _ = tops.shape
    worth = problems.columns[np.arange(draws)[:, None, None], tops].sum(axis=2)
    stakes = worth[:, np.arange(c), problems.members] - problems.floor
    stakes[tops[:, 0, 0] < 0] = 1
    common = [lcm(*own) for own in stakes.tolist()]
    return [
        [whole // stake for stake in own] if 0 < whole < SCORES else [0] * c
        for own, whole in zip(stakes.tolist(), common, strict=True)
    ]
