"""Strategies that are settings of others, by name or as ``{name: settings}``."""

from typing import Annotated, Any, TypeVar

from pydantic import PlainValidator

from pourparler.analyses.talks.registry import OWN, strategy_class, strategy_from
from pourparler.analyses.talks.strategies.time_based import TimeBased
from pourparler.analyses.talks.strategies.tit_for_tat import TitForTat
from pourparler.analyses.talks.strategy import Strategy
from pourparler.errors import UsageError
from pourparler.language import msg

S = TypeVar("S", bound=Strategy)


def _part(data: Any, kind: type[S], *, what: str) -> S:
    found = strategy_from(data)
    if not isinstance(found, kind):
        raise UsageError(
            msg("{found} is not allowed for {name}", found=found.name, name=what),
            where="--set",
            advice=msg(
                "Use one of {known}.", known=[name for name in OWN if issubclass(strategy_class(name), kind)]
            ),
        )
    return found


def _clock(data: Any) -> TimeBased:
    return _part(data, TimeBased, what="time")  # type: ignore[type-abstract]


def _mirror(data: Any) -> TitForTat:
    return _part(data, TitForTat, what="imitation")


Clock = Annotated[TimeBased, PlainValidator(_clock)]
"""A time-based strategy, as a field."""

Mirror = Annotated[TitForTat, PlainValidator(_mirror)]
"""A tit-for-tat strategy, as a field."""
