"""Who decides by which rule, and from what: the inputs that every model of procedure shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.settled import SAME
from pourparler.errors import UsageError
from pourparler.language import Message, did_you_mean, msg
from pourparler.model.agreement import Rule, among, unanimity
from pourparler.model.positions import Positions
from pourparler.model.stated_rule import Stated, stated_rule
from pourparler.model.voting import Voting, voting

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pivots:
    """The two actors on whom a change turns, on one issue.

    ``lower``: the largest position such that those there and above can decide (−∞: they never can), ``upper``:
    the smallest such that those there and below can (∞). A status quo below the first can be moved up, one
    above the second can be moved down; between them is the core.
    """

    lower: float
    upper: float

    @property
    def core(self) -> tuple[float, float] | None:
        """What nothing beats; ``None`` where there is no such point, or where nothing can be decided at all."""
        return (self.lower, self.upper) if isfinite(self.lower) and self.lower <= self.upper < inf else None

    def winset(self, quo: float, slack: float) -> tuple[float, float] | None:
        """The ends of what beats ``quo``; ``None`` where nothing does. Positions within ``slack`` are one.

        >>> Pivots(40, 40).winset(90, 0), Pivots(20, 70).winset(50, 0)
        ((-10, 90), None)
        """
        up, down = quo < self.lower - slack, quo > self.upper + slack
        if not (up or down):
            return None
        return (2 * self.upper - quo if down else quo, 2 * self.lower - quo if up else quo)


def both(pivots: Sequence[Pivots]) -> Pivots:
    """Of several bodies that must all agree: what beats the status quo beats it in each."""
    return Pivots(min(p.lower for p in pivots), max(p.upper for p in pivots))


def bodies(model: Positions, rule: Stated | None, chambers: Mapping[str, Stated] | None) -> tuple[Rule, ...]:
    """The rules that must all be met, each over its own voters.

    Without ``chambers`` those at the table vote by ``rule``, else by the model's. With them every chamber votes
    by its own rule; who belongs to none has no vote. Raises ``UsageError`` for an unknown chamber or voter.
    """
    if chambers:
        return tuple(
            stated_rule(stated, members(model, chamber), setting="chambers")
            for chamber, stated in chambers.items()
        )
    names = tuple(a for a, there in zip(model.actors, model.at_table.tolist(), strict=True) if there)
    if rule is not None:
        return (stated_rule(rule, names, setting="rule"),)
    return (unanimity(names) if model.rule is None else model.rule,)


def members(model: Positions, chamber: str) -> tuple[str, ...]:
    """Who votes in a chamber: its members at the table. Raises ``UsageError`` for an unknown one."""
    if chamber not in model.chambers:
        known = list(model.chambers)
        otherwise = (
            msg("Known here: {known}.", known=known)
            if known
            else msg("Give parties a `chamber` in the brief.")
        )
        raise UsageError(
            msg("there is no chamber {name}", name=chamber),
            where="--set",
            advice=did_you_mean(chamber, known, otherwise),
        )
    there = dict(zip(model.actors, model.at_table.tolist(), strict=True))
    return tuple(actor for actor in model.chambers[chamber] if there[actor])


def references(model: Positions, stated: Mapping[str, float] | None) -> Floats:
    """The point that is compared with on each issue, NaN where none is known: as stated, else the status quo.

    Raises ``UsageError`` for an unknown issue.
    """
    found = model.reference.astype(np.float64)
    for issue, value in (stated or {}).items():
        if issue not in model.issues:
            raise UsageError(
                msg("there is no issue {issue} here", issue=issue),
                where="--set reference",
                advice=did_you_mean(
                    issue, model.issues, msg("Known here: {known}.", known=list(model.issues))
                ),
            )
        found[model.issues.index(issue)] = value
    return found


def counting(model: Positions, rules: Sequence[Rule]) -> NDArray[np.bool_]:
    """Whose positions count on which issue: voters that hold one, shape (actors, issues)."""
    voters = {name for rule in rules for name in rule.parties}
    votes = np.array([actor in voters for actor in model.actors], dtype=np.bool_)
    return votes[:, None] & ~np.isnan(model.position)


def pivots(model: Positions, rule: Rule, *, issue: int) -> Pivots | None:
    """The pivots of one body on one issue; ``None`` where none of its voters holds a position.

    Raises ``UsageError`` where even nobody meets the rule.
    """
    column = dict(zip(model.actors, model.position[:, issue].tolist(), strict=True))
    present = among(rule, [name for name in rule.parties if not np.isnan(column[name])])
    if not present.parties:
        return None
    held = np.array([column[name] for name in present.parties])
    order = np.sort(held)
    starts = np.append(True, np.diff(order) > SAME * (model.high[issue] - model.low[issue]))
    points = order[starts]
    group = np.searchsorted(points, held, side="right") - 1
    decides = deciding(present)
    # Whether those from a point on decide only falls along the scale, and the mirror image rises.
    up = _last(lambda g: decides.wins(group >= g), len(points))
    down = _last(lambda g: decides.wins(group <= len(points) - 1 - g), len(points))
    return Pivots(
        float(points[up]) if up >= 0 else -inf,
        float(points[len(points) - 1 - down]) if down >= 0 else inf,
    )


def deciding(rule: Rule) -> Voting:
    """The rule, ready to be asked. Raises ``UsageError`` where even the empty coalition meets it."""
    found = voting(rule)
    if found.wins(np.zeros(len(rule.parties), dtype=np.bool_)):
        raise UsageError(
            msg("every coalition meets the rule, even the empty one"),
            where="--set rule",
            advice=msg("Write a rule that somebody must meet."),
        )
    return found


def unheld(model: Positions, rules: Sequence[Rule]) -> tuple[Message, ...]:
    """The sentence that names voters without a position on an issue on which others have one."""
    counts = counting(model, rules)
    voters = {name for rule in rules for name in rule.parties}
    cells = [
        msg("{party} on {issue}", party=actor, issue=issue)
        for a, actor in enumerate(model.actors)
        for i, issue in enumerate(model.issues)
        if actor in voters and not counts[a, i] and counts[:, i].any()
    ]
    if not cells:
        return ()
    return (msg("Without a position, neither for a change nor able to veto it: {cells}.", cells=cells),)


def _last(holds: Any, many: int) -> int:
    """The last of 0, 1, … many − 1 for which ``holds``, which is true up to somewhere; −1 where for none."""
    low, high = -1, many - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if bool(holds(middle)) else (low, middle - 1)
    return low
