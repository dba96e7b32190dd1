"""Offers in turn for ever: the equilibrium of patience."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf, log
from typing import Any, ClassVar, Literal

import numpy as np

from pourparler.analyses.bargaining.lotteries.pair import ExpectedPair
from pourparler.analyses.bargaining.lotteries.suited import Unusable, expected, refused
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Stats, Status
from pourparler.analyses.talks.equilibria.efficient import Efficient
from pourparler.analyses.talks.equilibria.proposal import in_expectation, outright
from pourparler.analyses.talks.equilibria.rubinstein_result import (
    Horizon,
    Pair,
    RubinsteinResult,
    ShortRounds,
)
from pourparler.analyses.talks.turns import need_patience, order, shares, told_patience, unsuited
from pourparler.kernels.alternating import Sides, backwards
from pourparler.kernels.stationary import stationary
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain
from pourparler.model.negotiation import Negotiation

BOTH = (0, 1)


@dataclass(frozen=True)
class Rubinstein(Concept):
    """What two parties agree on at once if offers could go to and fro for ever, and waiting costs each its share.

    Each proposes what leaves the other exactly as well off as refusing and proposing one round later. What waiting
    wears away is the gain over no deal. A benchmark, no forecast: everybody knows everything and foresees
    everything. When not to use: with a deadline that both foresee, or more than two parties (use
    ``BackwardInduction``); to see how given ways to negotiate end (use ``Talks``).

    Parameters: ``first``: who proposes first, the brief's first party where not given; ``patience``: by party, what a
    gain is worth one round later, 0 to 1, by default the brief's; ``lotteries``: allowed, where there is one answer;
    none, outcomes are proposed whole, and where several pairs of proposals are in balance the answer is ``undefined``.
    Returns a ``RubinsteinResult``. Raises ``UsageError`` for an unknown party or a patience that is no share, and
    ``ModelError`` where nothing says what waiting costs; status ``undefined`` for more than two parties,
    for a rule that does not need everybody, and where waiting costs nobody anything.
    Reference: Rubinstein 1982; the limit of short rounds: Binmore, Rubinstein and Wolinsky 1986.

    >>> pie = Bargain.from_tables({"pie": ["mine", "yours"]}, {"p": {"pie": [1, 0]}, "q": {"pie": [0, 1]}})
    >>> found = Rubinstein(patience={"p": 0.9, "q": 0.8}).run(Negotiation(pie), None)
    >>> round(found.utilities["p"], 7)
    0.7142857
    """

    first: str | None = None
    patience: Mapping[str, float] | None = None
    lotteries: Literal["none", "allowed"] = "allowed"

    name: ClassVar[str] = "rubinstein"
    reference: ClassVar[tuple[str, ...]] = ("rubinstein1982", "binmore1986")
    accepts: ClassVar[type[Any]] = Negotiation

    def run(self, model: Negotiation, rng: np.random.Generator | None) -> RubinsteinResult:
        """The pair of proposals, and what is agreed at once."""
        deal = model.bargain
        seats = order(model, self.first)
        told = told_patience(model, self.patience)
        need_patience(model, told)
        known = RubinsteinResult(
            concept=self, origin=model.origin, seats=tuple(model.parties[p] for p in seats), patience=told
        )
        problem = unsuited(model) or _unclear(told)
        if problem is not None:
            return replace(known, status=Status("undefined", problem))
        hull = expected(deal, BOTH)
        if isinstance(hull, Message):
            return replace(known, status=Status("limit", hull))
        if isinstance(hull, Unusable):
            return replace(known, status=Status("no-agreement", refused(deal, hull)))
        assert isinstance(hull, ExpectedPair), "two parties"
        ways = _mixed(deal, hull, shares(model, told))
        known = replace(
            known,
            hull=tuple(ways[p] for p in seats),
            short_rounds=_short(deal, hull, tuple(told.values())),
            stats=Stats(work=hull.work),
        )
        if self.lotteries == "none":
            return _whole(known, model, seats)
        return replace(known, offers=known.hull, status=Status("ok", _agreed(known)))


def _unclear(told: Mapping[str, float]) -> Message | None:
    """Why patience decides nothing; ``None`` where it does."""
    if len(told) > 2:
        return msg(
            "Without a deadline more than two parties can agree on nearly everything in equilibrium; "
            "with one, backward induction has an answer."
        )
    if all(share == 1 for share in told.values()):
        return msg("Waiting costs nobody anything: every efficient agreement is in balance.")
    return None


def _mixed(deal: Bargain, hull: ExpectedPair, patience: tuple[Fraction, ...]) -> Pair:
    """Both parties' proposals where lotteries are allowed, by position."""
    assert hull.between is not None, "something is acceptable"
    places = stationary(hull.corners, (patience[0], patience[1]), hull.between)
    return tuple(
        in_expectation(deal, p, hull=hull, mix=hull.at(place)) for p, place in zip(BOTH, places, strict=True)
    )


def _short(deal: Bargain, hull: ExpectedPair, patience: tuple[float, ...]) -> ShortRounds | None:
    """The limit of ever shorter rounds, in which patience shrinks alike; ``None`` where it gives no weights."""
    hurry = [inf if share == 0 else -log(share) for share in patience]
    if hurry == [inf, inf] or hurry == [0.0, 0.0]:
        return None
    first = 1.0 - _part(hurry[0], hurry[1])
    weights = (first, 1.0 - first)
    agreed = in_expectation(deal, 0, hull=hull, mix=hull.product([Fraction(weight) for weight in weights]))
    return ShortRounds(dict(zip(deal.parties, weights, strict=True)), agreed)


def _part(one: float, other: float) -> float:
    """``one`` as a share of both, one of which may be infinite."""
    return 1.0 if one == inf else one / (one + other)


def _whole(known: RubinsteinResult, model: Negotiation, seats: tuple[int, ...]) -> RubinsteinResult:
    """The answer without lotteries: where talks of ever more rounds lead, whoever has the last word."""
    deal = model.bargain
    efficient = Efficient.of(deal)
    if isinstance(efficient, Status):
        return replace(known, status=efficient)
    sides = Sides(efficient.points - deal.reserve)
    patience = shares(model, known.patience)
    worked, horizons = 0, []
    for last in BOTH:
        # Two rounds move the answer by a point at least, always to the same side, or never again.
        rounds = 2 * len(efficient.points) + 5 + last
        path = backwards(sides, reserve=(0, 0), patience=patience, turns=BOTH, rounds=rounds)
        rows = [path.at(p).label for p in BOTH]
        offers = [
            outright(deal, p, efficient.choice(row))
            for p, row in zip(BOTH, rows, strict=True)
            if row is not None
        ]
        horizons.append(Horizon(deal.parties[last], tuple(offers[p] for p in seats)))
        worked += len(path.steps)
    work = {**known.stats.work, "points": len(efficient.points), "rounds": worked}
    known = replace(known, horizons=tuple(horizons), stats=Stats(work=work))
    if horizons[0].offers != horizons[1].offers:
        return replace(known, status=Status("undefined", _several(known)))
    only = replace(known, offers=horizons[0].offers)
    return replace(only, status=Status("ok", _agreed(only)))


def _agreed(result: RubinsteinResult) -> Message:
    return msg(
        "It would be agreed at once: {first} proposes, and {second} gains nothing by refusing and proposing one round later.",
        first=result.seats[0], second=result.seats[1],
    )  # fmt: skip


def _several(result: RubinsteinResult) -> Message:
    return msg(
        "Without lotteries several pairs of proposals are in balance: however long talks are, what is agreed depends on who would have the last word. "
        "With lotteries there is one answer."
    )
