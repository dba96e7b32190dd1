"""Audit: who would accept a given deal, why not, and what would be better for all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from pourparler.analyses.bargaining.acceptable import Limits
from pourparler.analyses.bargaining.audited import AuditResult, Step, Trade
from pourparler.analyses.bargaining.better import Better, better
from pourparler.analyses.bargaining.deal import Choice, choice_of
from pourparler.analyses.bargaining.labels import at, named
from pourparler.analyses.bargaining.packages.trades import package_changes
from pourparler.analyses.bargaining.results import FrontierPoint
from pourparler.analyses.bargaining.trades import Change, Changes, changes
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import OK, Stats, Status
from pourparler.language import Message, in_sequence, msg
from pourparler.model.bargain import Bargain


@dataclass(frozen=True)
class Audit(Concept):
    """What a given deal is worth, who accepts it, and which outcomes and trades would be better for all.

    Better means: at least as good for every party concerned and better for one, whether or not red lines are
    crossed (that is told apart). When not to use: to find a deal (use ``Nash`` or another point concept).

    Parameters: ``outcome`` ``{issue: value}``, every issue; ``shown``: how many better outcomes and trades to
    list; ``max_outcomes`` listed for three parties or more; ``max_points``: vectors kept at once, ``max_pairs``
    of them compared; ``max_changes`` looked at for trades. Changes of up to three issues are listed one by
    one; of more issues only those are given that no change of the same issues dominates. Returns an
    ``AuditResult``; status ``undefined`` without an outcome, ``limit`` with what is still true past a limit.
    Raises ``UsageError`` for an unknown issue or value, or an issue left out.
    Reference: Raiffa 1982, chapters 10 and 15 (joint gains, post-settlement settlements); logrolling: Pruitt 1981.

    >>> deal = Bargain.from_tables({"a": [0, 1], "b": [0, 1]},
    ...     {"p": {"a": [0, 8], "b": [0, 2]}, "q": {"a": [2, 0], "b": [8, 0]}})
    >>> Audit(outcome={"a": 0, "b": 1}).run(deal, None).trades[0].gains
    {'p': 6.0, 'q': 6.0}
    """

    outcome: Mapping[str, str | float] | None = None
    shown: int = 16
    max_outcomes: int = 2_000_000
    max_points: int = 1_000_000
    max_pairs: int = 100_000_000
    max_changes: int = 5_000_000

    name: ClassVar[str] = "audit"
    reference: ClassVar[tuple[str, ...]] = ("raiffa1982", "pruitt1981")
    accepts: ClassVar[type[Any]] = Bargain

    def run(self, model: Bargain, rng: np.random.Generator | None) -> AuditResult:
        """The audit of ``outcome`` in ``model``."""
        if self.outcome is None:
            told = msg("No deal is given to audit: name the outcome, every issue with its value.")
            return AuditResult(concept=self, status=Status("undefined", told), origin=model.origin)
        choice = choice_of(model.space, self.outcome, setting="outcome")
        if model.mean is not None and not any(choice):
            told = msg("The empty package is no agreement.")
            return AuditResult(concept=self, status=Status("undefined", told), origin=model.origin)
        worth = model.utilities(np.array([choice]))[0]
        limits = Limits(self.max_outcomes, self.max_points, self.max_pairs)
        found = better(model, worth, limits=limits, shown=self.shown)
        # Where it is proved that nothing is better, no trade is.
        sought = Changes((), 0, {})
        if found.dominated is not False:
            seek = changes if model.mean is None else package_changes
            sought = seek(model, choice, limit=self.shown, budget=self.max_changes)
        if sought.found and found.dominated is None:
            found = replace(found, dominated=True)
        accepts = model.acceptance(choice)
        bits = sum(1 << p for p in np.flatnonzero(accepts).tolist())
        return AuditResult(
            concept=self,
            status=_status(found, sought),
            stats=Stats(work={**found.work, **sought.work}),
            origin=model.origin,
            accepted_by=tuple(p for p, yes in zip(model.parties, accepts.tolist(), strict=True) if yes),
            stands=not _excluded(model, choice) and bool(model.rule.wins(np.array([bits]))[0]),
            crossed=crossed(model, choice),
            excluded=_excluded(model, choice),
            dominated=found.dominated,
            dominating=tuple(_point(model, other) for other in found.choices),
            distance=None if found.distance is None else model.unit(found.distance),
            nearest=_point(model, found.nearest[0]) if found.distance and len(found.nearest) else None,
            trades=tuple(_trade(model, choice, change) for change in sought.found),
            **at(model, np.array(choice)),
        )


def crossed(model: Bargain, choice: Choice) -> dict[str, tuple[str, ...]]:
    """Keys of the red lines that an outcome crosses, by party."""
    found = {
        party: tuple(line.key for line in lines if not model.space.allowed(choice, (line,)))
        for party, lines in zip(model.parties, model.red_lines, strict=True)
    }
    return {party: keys for party, keys in found.items() if keys}


def _excluded(model: Bargain, choice: Choice) -> tuple[str, ...]:
    return tuple(c.key for c in model.excluded if not model.space.allowed(choice, (c,)))


def _point(model: Bargain, choice: "np.ndarray[Any, np.dtype[np.int64]]") -> FrontierPoint:
    here = at(model, choice)
    return FrontierPoint(here["outcome"], here["utilities"])


def _trade(model: Bargain, choice: Choice, change: Change) -> Trade:
    everyone = range(len(model.parties))
    steps = []
    for i, axis in enumerate(model.space.axes):
        old, new = choice[i], change.choice[i]
        if old != new:
            # Means do not add up: what one provision alone would change says nothing about the trade.
            alone = model.tables[i][:, new] - model.tables[i][:, old]
            gains = {} if model.mean is not None else named(model, everyone, scaled=alone)
            steps.append(Step(axis.name, axis.values[old], axis.values[new], gains))
    total = named(model, everyone, scaled=-np.array(change.gains))
    return Trade(tuple(steps), total, crossed(model, change.choice))


def _status(found: Better, sought: Changes) -> Status:
    remarks: list[Message] = list(found.remarks)
    if sought.stopped:
        remarks.append(
            msg("Trades were looked for in fewer than {n} issues only; the work limit is reached.", n=sought.stopped)
            if not sought.found
            else msg("Trades in {n} issues or more were not all looked for; the work limit is reached.", n=sought.stopped)
        )  # fmt: skip
    return Status("limit", in_sequence(remarks)) if remarks else OK
