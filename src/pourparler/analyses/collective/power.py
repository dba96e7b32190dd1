"""Voting power: how often a party decides under a decision rule, by the usual indices."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from pourparler.analyses.collective.voting_power.indices import (
    ByPlayer,
    by_minimal,
    by_swings,
    shapley_shubik,
    totals,
)
from pourparler.analyses.collective.voting_power.result import INDICES, Coarser, PowerResult
from pourparler.analyses.collective.voting_power.swings import Coalitions, Swings
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import OK, Stats, Status
from pourparler.errors import UsageError
from pourparler.kernels.listing import minimal
from pourparler.language import Message, in_sequence, msg
from pourparler.model.agreement import Rule
from pourparler.model.committee import Committee
from pourparler.model.stated_rule import stated_rule
from pourparler.model.voting import Lean, Rounding, voting

MAX_PLAYERS = 10_000
ADDITIONS_PER_CELL = 100
"""The work allowed, in additions per cell of ``max_cells``: seconds, not minutes."""


@dataclass(frozen=True)
class Power(Concept):
    """Power indices of a decision rule: Shapley–Shubik, Banzhaf, Coleman, Deegan–Packel and Holler.

    All are exact counts of coalitions, each taken to be as likely as any other (or each order of voting). They
    know nothing of what is voted on or of who is near to whom. When not to use: to forecast one decision, or
    where some coalitions cannot form.

    Parameters: ``rule``, in place of the committee's own (``{"quota": 65, "weights": {…}}``, ``{"at_least": 4}``,
    ``{"veto": […]}``, combined by ``all`` and ``any``; ``unanimity``; ``majority``); ``steps``: round weights to
    so many steps of their total, where they need more; ``max_cells`` of the tables; ``max_coalitions``
    listed for minimal winning coalitions (players with equal weights count as one kind). Returns a
    ``PowerResult``; status ``undefined`` where no coalition wins or every one does, ``limit`` past a limit,
    ``approximate`` after rounding. Raises ``UsageError`` for a rule that is none, ``ModelError`` for negative
    weights. Reference: Shapley & Shubik 1954; Banzhaf 1965; Coleman 1971; Deegan & Packel 1978; Holler 1982.

    >>> four = {"quota": 12, "weights": {"de": 4, "fr": 4, "it": 4, "be": 2, "nl": 2, "lu": 1}}
    >>> found = Power().run(Committee.from_rule(four), None)
    >>> found.winning, found.minimal_winning, round(found.indices["shapley-shubik"]["de"], 6)
    (14, 4, 0.233333)
    """

    rule: Mapping[str, Any] | str | None = None
    steps: int | None = None
    max_cells: int = 50_000_000
    max_coalitions: int = 2**25

    name: ClassVar[str] = "power"
    reference: ClassVar[tuple[str, ...]] = (
        "shapley-shubik1954", "banzhaf1965", "coleman1971", "deegan-packel1978", "holler1982",
    )  # fmt: skip
    accepts: ClassVar[type[Any]] = Committee

    def run(self, model: Committee, rng: np.random.Generator | None) -> PowerResult:
        """The indices of ``model``'s rule, or of the rule that is set."""
        if self.steps is not None and self.steps < 1:
            raise UsageError(
                msg("{n} is not a number of steps", n=self.steps),
                where="--set steps",
                advice=msg("Write 1 or more."),
            )
        counting = self._counting(model, "nearest")
        past = self._past(counting)
        if past is not None:
            return PowerResult(
                concept=self, status=Status("limit", past), origin=model.origin, players=model.players
            )
        found = self._counted(counting)
        counted = totals(found)
        least = None
        if counting.coalitions <= self.max_coalitions:
            least = minimal(counting.won(), counting.many)
        indices: dict[str, ByPlayer] = {}
        if 0 < counted.winning < 2**counting.n:
            indices = {"shapley-shubik": shapley_shubik(found), **by_swings(counted, counting.many)}
            indices |= {} if least is None else by_minimal(least)
        rounding = self._coarser(model, counting)
        swings = [counted.swings[k] for k in counting.kind]
        return PowerResult(
            concept=self,
            status=_status(counting, found, rounding=rounding, listed_all=least is not None),
            stats=Stats(work=self._work(counting)),
            origin=model.origin,
            players=model.players,
            indices={name: _labelled(indices.get(name), counting) for name in INDICES},
            act=counted.winning / 2**counting.n,
            winning=counted.winning,
            minimal_winning=None if least is None else int(least.counts.sum()),
            swings=dict(zip(model.players, swings, strict=True)),
            # Without a player with a veto nobody wins: all winning coalitions are swings of it.
            vetoes=tuple(p for p, s in zip(model.players, swings, strict=True) if 0 < s == counted.winning),
            dummies=tuple(p for p, s in zip(model.players, swings, strict=True) if s == 0),
            proper=found.disjoint == 0,
            rounding=rounding,
        )

    def _counting(self, model: Committee, lean: Lean) -> Coalitions:
        rounding = None if self.steps is None else Rounding(self.steps, lean)
        return Coalitions(voting(self._rule(model), rounding))

    def _lists(self, counting: Coalitions) -> bool:
        """Whether listing coalitions, once for each kind of player, is less work than tables, and allowed."""
        work = counting.coalitions * len(counting.many)
        return work <= min(self.max_coalitions, counting.additions)

    def _counted(self, counting: Coalitions) -> Swings:
        return counting.listed() if self._lists(counting) else counting.counted()

    def _work(self, counting: Coalitions) -> dict[str, int]:
        if self._lists(counting):
            return {"coalitions": counting.coalitions}
        return {"cells": counting.cells, "additions": counting.additions}

    def _rule(self, model: Committee) -> Rule:
        return model.rule if self.rule is None else stated_rule(self.rule, model.players, setting="rule")

    def _coarser(self, model: Committee, counting: Coalitions) -> Coarser | None:
        """What rounding may change; ``None`` where nothing was rounded."""
        if self.steps is None or voting(self._rule(model)) == counting.rule:
            return None
        leaning: tuple[Lean, Lean] = ("tight", "loose")
        ends = [totals(self._counted(self._counting(model, lean))).winning for lean in leaning]
        return Coarser(self.steps, *ends)

    def _past(self, counting: Coalitions) -> Message | None:
        """Why the coalitions cannot be counted here; ``None`` where they can."""
        if counting.n > MAX_PLAYERS:
            return msg(
                "There are {n} parties; coalitions are counted up to {most}.", n=counting.n, most=MAX_PLAYERS
            )
        if self._lists(counting):
            return None
        if counting.cells > self.max_cells:
            told = msg(
                "Counting takes {n} cells, and at most {most} are used (max_cells).",
                n=counting.cells, most=self.max_cells,
            )  # fmt: skip
            steps = _steps(counting, self.max_cells)
            advice = msg("Coarser weights need fewer: --set steps={n}.", n=str(steps))
            return in_sequence([told, advice]) if steps else told
        most = ADDITIONS_PER_CELL * self.max_cells
        if counting.additions > most:
            return msg(
                "Counting takes {n} additions, and at most {most} are made (100 for each cell of max_cells).",
                n=counting.additions, most=most,
            )  # fmt: skip
        return None


def _steps(counting: Coalitions, cells: int) -> int:
    """So many steps of each total that the tables fit, a round number below that; 0: none does."""
    rows = len(counting.caps)
    fits = int((cells / (counting.n + 1)) ** (1 / rows)) if rows else 0
    size = 10 ** max(len(str(fits)) - 1, 0)
    return fits // size * size if fits >= 10 else 0


def _labelled(values: ByPlayer | None, counting: Coalitions) -> dict[str, float] | None:
    if values is None:
        return None
    return {player: values[k] for player, k in zip(counting.rule.players, counting.kind, strict=True)}


def _status(counting: Coalitions, found: Swings, *, rounding: Coarser | None, listed_all: bool) -> Status:
    winning, every = int(found.winning.sum()), 2**counting.n
    parts: list[Message] = []
    if winning == 0:
        return Status(
            "undefined", msg("No coalition meets the rule, not even all together: power is not defined.")
        )
    if winning == every:
        return Status(
            "undefined", msg("Every coalition meets the rule, even the empty one: power is not defined.")
        )
    if rounding is not None:
        parts.append(
            msg("Weights are rounded to {n} steps of their total; that may decide for {share:percent1} of the coalitions.",
                n=rounding.steps, share=rounding.share(counting.n))
        )  # fmt: skip
    else:
        parts.append(msg("All coalitions are counted, exactly."))
    if found.disjoint:
        parts.append(
            msg("The rule is improper: two coalitions without a common member can both win, and decide against each other.")
        )  # fmt: skip
    if not listed_all:
        parts.append(
            msg("Minimal winning coalitions are too many to list here (max_coalitions): their number, Deegan–Packel and Holler are not given.")
        )  # fmt: skip
    code = "approximate" if rounding is not None else OK.code if listed_all else "limit"
    return Status(code, in_sequence(parts))
