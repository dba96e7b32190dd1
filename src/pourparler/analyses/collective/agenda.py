"""Who proposes: take it or leave it, consultation, co-decision; one point per issue."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.forecast import Forecast
from pourparler.analyses.collective.procedures.procedure import (
    Floats,
    Pivots,
    bodies,
    both,
    counting,
    members,
    pivots,
    references,
    unheld,
)
from pourparler.analyses.collective.procedures.result import AgendaResult, details, slack_of
from pourparler.analyses.collective.settled import settled, settled_sentence
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import OK, Status
from pourparler.errors import UsageError
from pourparler.language import Message, did_you_mean, in_sequence, msg
from pourparler.model.agreement import Rule, among
from pourparler.model.positions import Positions
from pourparler.model.stated_rule import stated_rule

Interval = tuple[float, float]
Way = Literal["setter", "consultation", "co-decision"]


@dataclass(frozen=True)
class Agenda(Concept):
    """What a procedure makes of the status quo when it is known who proposes, issue by issue.

    ``setter``: one party offers a point, take it or leave it, and the others accept by the rule. ``consultation``
    (Steunenberg): they may also amend it, but only all together. ``co-decision``: council and parliament split
    what both prefer to the status quo. Everybody prefers what is nearer, knows where the others stand and
    votes accordingly; who is indifferent accepts. When not to use: where reference points lie at an end of the
    held range, as most do: nearly everything can then be moved and the proposer gets its way; or where it is
    not known who may propose.

    Parameters: ``setter``: who proposes (needed but for co-decision; it need not be at the table);
    ``procedure``; ``rule`` of the council, in place of the brief's; ``council``: the chamber that votes (else
    all at the table); ``parliament``: the chamber that must agree as well, by ``parliament_rule``; ``split`` in
    co-decision between the council's pivot and the parliament's, both on the side of the status quo: ``nash``
    (the largest product of what both come nearer: the ideal of the two nearer to the status quo) or
    ``midpoint`` (halfway, or as far as both accept); ``status_quo``: points by issue in place of the brief's.
    Returns an ``AgendaResult``, status ``undefined`` where nobody but the proposer would vote. Raises ``UsageError`` for a party, chamber, rule or issue that is none.
    Reference: Romer & Rosenthal 1978 (take it or leave it); Steunenberg 1994; Crombez 1996.

    >>> model = Positions.from_arrays([[0.0], [40.0], [100.0]], influence=[1] * 3, salience=[[1.0]] * 3)
    >>> found = Agenda(setter="a1", rule="majority", status_quo={"i1": 60.0}).run(model, None)
    >>> found.forecasts["i1"].point, found.forecasts["i1"].details["gain"]
    (20.0, 40.0)
    """

    setter: str | None = None
    procedure: Way = "setter"
    rule: Mapping[str, Any] | str | None = None
    council: str | None = None
    parliament: str | None = None
    parliament_rule: Mapping[str, Any] | str = "majority"
    split: Literal["nash", "midpoint"] = "nash"
    status_quo: Mapping[str, float] | None = None

    name: ClassVar[str] = "agenda"
    reference: ClassVar[tuple[str, ...]] = ("romer-rosenthal1978", "steunenberg1994", "crombez1996")
    accepts: ClassVar[type[Any]] = Positions

    def run(self, model: Positions, rng: np.random.Generator | None) -> AgendaResult:
        """The point that the procedure leads to on every issue."""
        lacking = self._lacking(model)
        if lacking is not None:
            nothing = {
                issue: Forecast(None, details=_nothing(model, i)) for i, issue in enumerate(model.issues)
            }
            return AgendaResult(
                concept=self, status=Status("undefined", lacking), forecasts=nothing, origin=model.origin
            )
        council, parliament = self._bodies(model)
        rules = [council] if parliament is None else [council, parliament]
        quo = references(model, self.status_quo)
        counts = counting(model, rules)
        unvoted = self._unvoted(model, counts)
        if self.setter is not None:
            counts[model.actors.index(self.setter)] = True
        counts[:, [issue in unvoted for issue in model.issues]] = False
        same = settled(model, counts)
        forecasts = {
            issue: self._forecast(
                model, () if issue in unvoted else rules, issue=i, quo=float(quo[i]), same=same.get(issue)
            )
            for i, issue in enumerate(model.issues)
        }
        told = (
            *settled_sentence(same),
            *unheld(model, rules),
            *_open(model, forecasts, quo=quo, setter=self.setter, unvoted=unvoted),
        )
        answered = any(forecast.point is not None for forecast in forecasts.values())
        status = Status("ok" if answered else "undefined", in_sequence(told)) if told else OK
        return AgendaResult(concept=self, status=status, forecasts=forecasts, origin=model.origin)

    def _lacking(self, model: Positions) -> Message | None:
        """The sentence that says what is not stated; ``None`` where nothing lacks."""
        if self.setter is not None and self.setter not in model.actors:
            raise UsageError(
                msg("{party} holds no position", party=self.setter),
                where="--set setter",
                advice=did_you_mean(
                    self.setter, model.actors, msg("Known here: {known}.", known=list(model.actors))
                ),
            )
        if self.procedure == "co-decision":
            if self.council is None or self.parliament is None:
                return msg("Co-decision needs two chambers: name them (council, parliament).")
        elif self.setter is None:
            return msg("Nobody is named who proposes: name a party (setter).")
        return None

    def _unvoted(self, model: Positions, counts: NDArray[np.bool_]) -> tuple[str, ...]:
        """The issues on which a proposal would have nobody before it but its own author."""
        if self.setter is None:
            return ()
        others = np.array([actor != self.setter for actor in model.actors])
        return tuple(
            issue for issue, some in zip(model.issues, counts[others].any(axis=0), strict=True) if not some
        )

    def _bodies(self, model: Positions) -> tuple[Rule, Rule | None]:
        """The rules of the council and of the parliament, each over its own voters."""
        if self.council is None:
            council = bodies(model, self.rule, None)[0]
        elif self.rule is None:
            voters = members(model, self.council)
            own = bodies(model, None, None)[0]
            council = among(own, voters)
        else:
            council = stated_rule(self.rule, members(model, self.council), setting="rule")
        if self.parliament is None:
            return council, None
        voters = members(model, self.parliament)
        return council, stated_rule(self.parliament_rule, voters, setting="parliament_rule")

    def _forecast(
        self, model: Positions, rules: Sequence[Rule], *, issue: int, quo: float, same: float | None
    ) -> Forecast:
        found = [pivots(model, rule, issue=issue) for rule in rules]
        known = [p for p in found if p is not None]
        whole = both(known) if known and len(known) == len(rules) else None
        setter = self._ideal(model, issue)
        told = details(model, issue, found=whole, quo=quo) | {"setter": setter, "gain": None}
        if same is not None:
            return Forecast(same, details=told)
        proposed = self.procedure != "co-decision"
        if whole is None or np.isnan(quo) or (proposed and setter is None):
            return Forecast(None, details=told)
        movable = whole.winset(quo, slack_of(model, issue))
        if movable is None:
            point = quo
        elif self.procedure == "co-decision" and movable[0] < quo < movable[1]:
            return Forecast(None, details=told)  # both ways at once: there is no side on which to split
        elif setter is not None and self.procedure == "setter":
            point = _clipped(setter, movable)
        elif setter is not None and self.procedure == "consultation":
            point = _amended(setter, movable, self._range(model, rules[0], issue), quo)
        else:
            point = _split(known, movable, quo, midpoint=self.split == "midpoint")
        if setter is not None:
            told["gain"] = abs(quo - setter) - abs(point - setter)
        return Forecast(point, details=told)

    def _ideal(self, model: Positions, issue: int) -> float | None:
        if self.setter is None:
            return None
        at = float(model.position[model.actors.index(self.setter), issue])
        return None if np.isnan(at) else at

    def _range(self, model: Positions, council: Rule, issue: int) -> Interval:
        """What the council would not amend unanimously: between its outermost positions, the proposer's apart."""
        held = [
            float(x)
            for actor, x in zip(model.actors, model.position[:, issue], strict=True)
            if actor in council.parties and actor != self.setter and not np.isnan(x)
        ]
        return (min(held), max(held)) if held else (-np.inf, np.inf)


def _clipped(x: float, ends: Interval) -> float:
    return min(max(x, ends[0]), ends[1])


def _amended(setter: float, movable: Interval, council: Interval, quo: float) -> float:
    """The acceptable point that the proposer likes best and that the council does not amend together.

    Where that is worse for the proposer than the status quo, it proposes nothing.
    """
    ends = max(movable[0], council[0]), min(movable[1], council[1])
    if ends[0] > ends[1]:
        return quo
    point = _clipped(setter, ends)
    return point if abs(point - setter) <= abs(quo - setter) else quo


def _split(found: Sequence[Pivots], movable: Interval, quo: float, *, midpoint: bool) -> float:
    """Between the two pivots on whom the change turns, on the side to which the status quo moves.

    With the status quo at 0 and ideals 0 < a ≤ b, a point y gives the gains y and y up to a, then 2a − y and y:
    their product rises up to a and falls from there on. So Nash's point is the ideal nearer to the status quo.
    """
    up = movable[1] > quo
    ideals = [p.lower if up else p.upper for p in found]
    if midpoint:
        return _clipped(sum(ideals) / len(ideals), movable)
    return min(ideals, key=lambda x: abs(x - quo))


def _nothing(model: Positions, issue: int) -> dict[str, Any]:
    return details(model, issue, found=None, quo=float(model.reference[issue])) | {
        "setter": None,
        "gain": None,
    }


def _open(
    model: Positions,
    forecasts: Mapping[str, Forecast],
    *,
    quo: Floats,
    setter: str | None,
    unvoted: Sequence[str],
) -> Iterator[Message]:
    """What is not known where there is no point."""
    if unvoted:
        yield msg(
            "Nobody is there to vote on what {party} proposes on {issues}: no other voter holds a position there.",
            party=setter,
            issues=unvoted,
        )
    blank = {
        issue for issue, forecast in forecasts.items() if forecast.point is None and issue not in unvoted
    }
    unknown = [
        issue for issue, at in zip(model.issues, quo.tolist(), strict=True) if issue in blank and np.isnan(at)
    ]
    if unknown:
        yield msg(
            "No status quo is known on {issues}: what a proposal would be compared with is open.",
            issues=unknown,
        )
    rest = [issue for issue in model.issues if issue in blank and issue not in unknown]
    silent = [issue for issue in rest if (forecasts[issue].details or {})["pivots"] is None]
    if silent:
        yield msg("Nobody who votes holds a position on {issues}, or nobody in one chamber.", issues=silent)
    unplaced = [issue for issue in rest if issue not in silent]
    empty = [
        issue for issue in unplaced if (forecasts[issue].details or {})["in_core"] is False and setter is None
    ]
    if empty:
        yield msg(
            "On {issues} the status quo can be moved both ways: what would be split is not defined.",
            issues=empty,
        )
    if unplaced and setter is not None:
        yield msg("{party}, who proposes, holds no position on {issues}.", party=setter, issues=unplaced)
