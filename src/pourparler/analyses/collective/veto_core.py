"""The core and the winset of the status quo: what a decision rule lets be changed at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from pourparler.analyses.collective.forecast import Forecast
from pourparler.analyses.collective.procedures.procedure import (
    Floats,
    Pivots,
    bodies,
    both,
    counting,
    pivots,
    references,
    unheld,
)
from pourparler.analyses.collective.procedures.result import CoreResult, Space, details
from pourparler.analyses.collective.procedures.winset_space import together
from pourparler.analyses.collective.settled import settled, settled_sentence
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import OK, Stats, Status, StatusCode
from pourparler.errors import UsageError
from pourparler.language import Message, in_sequence, msg
from pourparler.model.agreement import Rule
from pourparler.model.positions import Positions

MAX_POINTS = 2**20


@dataclass(frozen=True)
class VetoCore(Concept):
    """Which status quo can be changed under a decision rule, and to what: pivots, core and winset.

    Voters prefer what is nearer. A status quo in the core stays: that is the forecast. One outside it can be
    replaced by any point of the winset; which one, the rule does not say, so there is no forecast unless
    somebody sets the agenda (``Agenda``). When not to use: as a constraint on forecasts where reference points
    lie at an end of the held range, as most do: nearly everything can then be moved.

    Parameters: ``rule``, in place of the brief's; ``chambers``: a rule for each chamber, all of which must agree
    (who belongs to none has no vote); ``status_quo``: points by issue in place of the brief's; ``issues``:
    ``apart``, or ``together`` in one space with losses sqrt(Σ (salience × distance / width)²); ``points``
    sampled there. Voters are the parties at the table. Returns a ``CoreResult``, status ``undefined`` where no voter
    holds a position on any issue. Raises ``UsageError`` for a
    rule, chamber or issue that is none, ``ModelError`` for unknown salience in a space.
    Reference: Black 1958; Tsebelis 2002, chapters 1 and 2.

    >>> five = Positions.from_arrays([[0.0], [20.0], [40.0], [70.0], [100.0]], influence=[1] * 5,
    ...     salience=[[1.0]] * 5)
    >>> found = VetoCore(rule={"at_least": 4}, status_quo={"i1": 90.0}).run(five, None).forecasts["i1"]
    >>> found.point, found.details["core"], found.details["winset"]
    (None, [20.0, 70.0], [50.0, 90.0])
    """

    rule: Mapping[str, Any] | str | None = None
    chambers: Mapping[str, Mapping[str, Any] | str] | None = None
    status_quo: Mapping[str, float] | None = None
    issues: Literal["apart", "together"] = "apart"
    points: int = 4_096

    name: ClassVar[str] = "veto-core"
    reference: ClassVar[tuple[str, ...]] = ("black1958", "tsebelis2002")
    accepts: ClassVar[type[Any]] = Positions

    def run(self, model: Positions, rng: np.random.Generator | None) -> CoreResult:
        """Core and winset of every issue, or of all together."""
        if not 1 <= self.points <= MAX_POINTS:
            raise UsageError(
                msg("{n} is not a possible number of points", n=self.points),
                where="--set points",
                advice=msg("Use 1 to {n}.", n=MAX_POINTS),
            )
        rules = bodies(model, self.rule, self.chambers)
        quo = references(model, self.status_quo)
        found = [_of_all(model, rules, issue) for issue in range(len(model.issues))]
        same = settled(model, counting(model, rules))
        space = None
        if self.issues == "together":
            space = together(model, rules, quo, points=self.points)
        forecasts = {}
        for i, issue in enumerate(model.issues):
            told = details(model, i, found=found[i], quo=float(quo[i]))
            stays = told["in_core"]
            if space is not None and issue in space.issues:
                told |= {"core": None, "winset": space.extremes.get(issue), "in_core": space.in_core}
                stays = space.in_core
            forecasts[issue] = Forecast(same.get(issue, told["reference"] if stays else None), details=told)
        parts = _sentences(model, found, quo=quo, space=space)
        code: StatusCode = "ok" if space is None or space.exact else "approximate"
        if not same and not any(found):
            code = "undefined"
        told_all = (*settled_sentence(same), *unheld(model, rules), *parts)
        if self.chambers is None and self.rule is None and len(model.chambers) > 1:
            told_all += (
                msg("The rule is applied to all together; chambers count where `chambers` names them."),
            )
        return CoreResult(
            concept=self,
            status=Status(code, in_sequence(told_all)) if told_all else OK,
            stats=Stats(work={} if space is None else {"points": space.points}),
            forecasts=forecasts,
            origin=model.origin,
            space=space,
        )


def _of_all(model: Positions, rules: Sequence[Rule], issue: int) -> Pivots | None:
    """The pivots of all bodies together; ``None`` where one of them has no position on the issue."""
    found = [pivots(model, rule, issue=issue) for rule in rules]
    known = [p for p in found if p is not None]
    return both(known) if len(known) == len(found) else None


def _sentences(
    model: Positions, found: Sequence[Pivots | None], *, quo: Floats, space: Space | None
) -> Iterator[Message]:
    """What the answer leaves open, issue by issue."""
    silent = [issue for issue, p in zip(model.issues, found, strict=True) if p is None]
    if silent:
        yield msg("Nobody who votes holds a position on {issues}, or nobody in one chamber.", issues=silent)
    stuck = [
        issue
        for issue, p in zip(model.issues, found, strict=True)
        if p is not None and p.core is None and p.lower < p.upper
    ]
    if stuck:
        yield msg(
            "Those with a position cannot meet the rule on {issues}: nothing can be changed.", issues=stuck
        )
    empty = [
        issue for issue, p in zip(model.issues, found, strict=True) if p is not None and p.lower > p.upper
    ]
    if empty:
        yield msg(
            "Under this rule every point can be replaced by another on {issues}: the core is empty.",
            issues=empty,
        )
    unknown = [issue for issue, at in zip(model.issues, quo.tolist(), strict=True) if np.isnan(at)]
    if unknown:
        yield msg("No status quo is known on {issues}: whether it can be changed is open.", issues=unknown)
    if space is not None and not space.exact:
        yield msg(
            "What beats the status quo on all issues together is sampled at {n} points.", n=space.points
        )
        if space.in_core:
            yield msg("None of them does: that does not prove that the status quo is in the core.")
