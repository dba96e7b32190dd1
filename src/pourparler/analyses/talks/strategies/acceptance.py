"""When to say yes: acceptance rules that a strategy with an aspiration may follow.

Written as ``threshold`` or, with settings, as ``{"ac-time": {"after": 0.9}}``.
Source: Baarslag, Hindriks & Jonker 2013, Acceptance conditions in automated negotiation.
"""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import Field, PlainValidator

from pourparler.analyses.talks.naming import named, written
from pourparler.analyses.talks.view import View

Share = Annotated[float, Field(ge=0, le=1)]


class Rule:
    """Base of the acceptance rules: frozen dataclasses whose fields are settings."""

    name: ClassVar[str]

    def to_dict(self) -> Any:
        """The name, or ``{name: settings}``, as JSON data."""
        return written(self)


@dataclass(frozen=True)
class Threshold(Rule):
    """Accept what lies within the band of the aspiration; the own next offer is not consulted."""

    name: ClassVar[str] = "threshold"


@dataclass(frozen=True)
class AcNext(Rule):
    """Accept what is worth at least the offer that would be made now."""

    name: ClassVar[str] = "ac-next"


@dataclass(frozen=True)
class AcConst(Rule):
    """Accept what is worth at least ``least``, in the party's unit of utility."""

    least: float
    name: ClassVar[str] = "ac-const"


@dataclass(frozen=True)
class AcTime(Rule):
    """Accept anything that the party could live with once the share ``after`` of the time is gone."""

    after: Share
    name: ClassVar[str] = "ac-time"


@dataclass(frozen=True)
class AcCombi(Rule):
    """``ac-next``; once ``after`` is gone, also what is worth the best offer of as long a time as is left."""

    after: Share
    name: ClassVar[str] = "ac-combi"


ByOffer = AcNext | AcConst | AcTime | AcCombi
"""Rules that need no band of an aspiration."""

RULES: dict[str, type[Rule]] = {rule.name: rule for rule in (Threshold, AcNext, AcConst, AcTime, AcCombi)}


def _rule(data: Any) -> Any:
    return (
        data
        if isinstance(data, Rule)
        else named(data, RULES.__getitem__, known=tuple(RULES), what="acceptance")
    )


Acceptance = Annotated[Threshold | ByOffer, PlainValidator(_rule)]
"""A rule, as a field of a strategy."""


def accepts(rule: ByOffer, view: View, offer: int, *, own: int) -> bool:
    """Whether ``rule`` accepts ``offer``, where ``own`` is the offer that would be made now."""
    if not view.profile.suits(offer):
        return False
    worth = view.utility(offer)
    match rule:
        case AcNext():
            return worth >= view.utility(own)
        case AcConst(least):
            return worth >= least
        case AcTime(after):
            return view.time >= after
        case AcCombi(after):
            return worth >= view.utility(own) or (view.time >= after and worth >= best_lately(view))


def best_lately(view: View) -> float:
    """The best offer of others in the last stretch of time as long as what is left, the standing one aside."""
    since = 2 * view.time - 1
    rounds = view.rounds or 0
    heard = (
        view.utility(offer.outcome)
        for offer in view.offers[:-1]
        if offer.seat != view.seat and (offer.round + 1) / (rounds + 1) >= since
    )
    return max(heard, default=float("-inf"))
