"""Offers in turn up to a deadline that everybody foresees, solved from the last round."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

import numpy as np

from pourparler.analyses.bargaining.lotteries.pair import ExpectedPair
from pourparler.analyses.bargaining.lotteries.suited import Unusable, expected, refused
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Stats, Status
from pourparler.analyses.talks.deadline import rounds_of, too_long
from pourparler.analyses.talks.equilibria.efficient import Efficient
from pourparler.analyses.talks.equilibria.induction_result import InductionResult, Reached
from pourparler.analyses.talks.equilibria.proposal import Proposal, in_expectation, outright
from pourparler.analyses.talks.turns import need_patience, order, shares, told_patience, unsuited
from pourparler.kernels.alternating import Line, Path, Rows, Sides, backwards
from pourparler.language import Message, in_sequence, msg
from pourparler.model.bargain import Bargain
from pourparler.model.negotiation import Negotiation

# Rounds told at each end of a long game.
TOLD = 50


@dataclass(frozen=True)
class BackwardInduction(Concept):
    """What parties agree on who take turns to propose, need everybody's yes, and all foresee the same deadline.

    In the last round the one who proposes takes all that the others can bear to lose; one round before, each must be
    offered what that end would still be worth to it, and so on back to the first round. A benchmark, no
    forecast: everybody knows everything and foresees everything, and much hangs on who has the last word.
    When not to use: without a deadline (use ``Rubinstein``, for two parties), or to see how given ways to negotiate
    end (use ``Talks``).

    Parameters: ``rounds``, by default the brief's, else 100; ``first``: who proposes first, then around the table in the
    brief's order; ``patience``: by party, what a utility is worth one round later, 0 to 1, by default the brief's;
    ``lotteries``: none, outcomes are proposed whole; allowed, for two parties, so are lotteries over them. Nobody agrees to less
    than its reserve or beyond its red line; no deal is worth the reserves after the last round. Returns an
    ``InductionResult``. Raises ``UsageError`` for an unknown party, a patience that is no share and a number of rounds
    that is not possible, and ``ModelError`` where neither patience nor the setting ``rounds`` is there: who has
    none where rounds are given loses nothing by waiting. Status ``undefined`` for a rule that does not need
    everybody, ``limit`` where three parties or more have too many outcomes to list.
    Reference: Ståhl 1972; offers in turn: Rubinstein 1982.

    >>> pie = Bargain.from_tables({"x": ["a", "b", "c"]}, {"p": {"x": [4, 2, 1]}, "q": {"x": [1, 3, 4]}})
    >>> patience = {"p": 0.9, "q": 0.6}
    >>> BackwardInduction(rounds=2, patience=patience).run(Negotiation(pie), None).outcome
    {'x': 'b'}
    """

    rounds: int | None = None
    first: str | None = None
    patience: Mapping[str, float] | None = None
    lotteries: Literal["none", "allowed"] = "none"

    name: ClassVar[str] = "backward-induction"
    reference: ClassVar[tuple[str, ...]] = ("stahl1972", "rubinstein1982")
    accepts: ClassVar[type[Any]] = Negotiation

    def run(self, model: Negotiation, rng: np.random.Generator | None) -> InductionResult:
        """The agreement, and what each round would bring."""
        deal = model.bargain
        seats = order(model, self.first)
        told = told_patience(model, self.patience)
        if self.rounds is None:
            need_patience(model, told)
        known = InductionResult(
            concept=self,
            origin=model.origin,
            space=deal.space,
            seats=tuple(model.parties[p] for p in seats),
            rounds=rounds_of(model, self.rounds),
            patience={party: told.get(party, 1.0) for party in model.parties},
            reserve={
                party: deal.unit(r) for party, r in zip(model.parties, deal.reserve.tolist(), strict=True)
            },
        )
        problem = unsuited(model)
        if problem is None and self.lotteries == "allowed" and len(seats) > 2:
            problem = msg("With lotteries, offers in turn are solved for two parties only.")
        status = too_long(known.rounds) if problem is None else Status("undefined", problem)
        if status is not None:
            return replace(known, status=status)
        game = _mixed(deal) if self.lotteries == "allowed" else _whole(deal)
        if isinstance(game, Status):
            return replace(known, status=game)
        path = backwards(
            game.proposals, reserve=deal.reserve.tolist(), patience=shares(model, told), turns=seats, rounds=known.rounds
        )  # fmt: skip
        return _told(known, model, game=game, path=path, careless=[p for p in model.parties if p not in told])


@dataclass(frozen=True, eq=False)
class Game:
    """What may be proposed, in arrays and by name."""

    deal: Bargain
    proposals: Sides | Rows | Line
    behind: Efficient | ExpectedPair

    @property
    def work(self) -> dict[str, int]:
        """How many outcomes there are, and how many of them, or corners, matter."""
        if isinstance(self.behind, ExpectedPair):
            return self.behind.work
        return {"outcomes": self.behind.found.work["outcomes"], "points": len(self.behind.points)}

    def proposal(self, party: int, label: int) -> Proposal:
        """What ``party`` proposes."""
        if isinstance(self.behind, ExpectedPair) and isinstance(self.proposals, Line):
            mix = self.behind.at(self.proposals.place(party, label))
            return in_expectation(self.deal, party, hull=self.behind, mix=mix)
        assert isinstance(self.behind, Efficient), "outcomes are proposed whole"
        return outright(self.deal, party, self.behind.choice(label))


def _whole(deal: Bargain) -> Game | Status:
    """The game over acceptable outcomes; a status where there is none."""
    efficient = Efficient.of(deal)
    if isinstance(efficient, Status):
        return efficient
    form = Sides if len(deal.parties) == 2 else Rows
    return Game(deal, form(efficient.points), efficient)


def _mixed(deal: Bargain) -> Game | Status:
    """The game over lotteries that both accept; a status where there is none."""
    hull = expected(deal, (0, 1))
    if isinstance(hull, Message):
        return Status("limit", hull)
    if isinstance(hull, Unusable):
        return Status("no-agreement", refused(deal, hull))
    assert isinstance(hull, ExpectedPair), "two parties"
    first, second = deal.reserve.tolist()
    return Game(deal, Line(hull.hull.corners, (first, second)), hull)


def _told(
    known: InductionResult, model: Negotiation, *, game: Game, path: Path, careless: list[str]
) -> InductionResult:
    """The result of a game that was worked out."""
    number = next((t for t in range(known.rounds) if path.at(t).label is not None), None)
    shown = [*range(min(TOLD, known.rounds)), *range(max(TOLD, known.rounds - TOLD), known.rounds)]
    steps = [(t, path.at(t)) for t in shown]
    remarks = (
        [
            msg(
                "The patience of {parties} is not known and taken to be 1: waiting costs nothing.",
                parties=careless,
            )
        ]
        if careless
        else []
    )
    known = replace(
        known,
        path=tuple(
            Reached(
                t, known.seats[t % len(known.seats)], step.label is not None,
                {party: step.utility(p) / model.bargain.scale for p, party in enumerate(model.parties)},
            )
            for t, step in steps
        ),
        left_out=known.rounds - len(shown),
        stats=Stats(work={**game.work, "rounds": len(path.steps)}),
    )  # fmt: skip
    if number is None:
        ended = msg(
            "No proposal is worth to everybody what waiting is: all rounds pass without an agreement."
        )
        return replace(known, status=Status("no-agreement", in_sequence([ended, *remarks])))
    label = path.at(number).label
    assert label is not None, "the round of the agreement"
    party = model.parties.index(known.seats[number % len(known.seats)])
    ended = msg(
        "It would be agreed in round {n} of {rounds}: {party} proposes, and nobody expects more from waiting.",
        n=number + 1, rounds=known.rounds, party=model.parties[party],
    )  # fmt: skip
    status = Status("ok", in_sequence([ended, *remarks]))
    return replace(known, status=status, number=number, agreed=game.proposal(party, label))
