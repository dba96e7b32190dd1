"""Which strategies there are: the project's own and those of other packages (entry points)."""

from typing import Any

from pourparler.analyses.plugins import class_of, names_of, raised
from pourparler.analyses.settings import settings_of, with_settings
from pourparler.analyses.talks.naming import named
from pourparler.analyses.talks.strategy import Strategy
from pourparler.errors import UsageError
from pourparler.language import msg
from pourparler.model.strategies import GROUP

# Own strategies by name. Imported when asked for.
OWN = {
    "boulware": "talks.strategies.time_based:Boulware",
    "linear": "talks.strategies.time_based:Linear",
    "conceder": "talks.strategies.time_based:Conceder",
    "hardliner": "talks.strategies.time_based:Hardliner",
    "time-exponential": "talks.strategies.time_exponential:TimeExponential",
    "micro": "talks.strategies.micro:Micro",
    "tit-for-tat": "talks.strategies.tit_for_tat:TitForTat",
    "resource": "talks.strategies.resource:Resource",
    "hybrid": "talks.strategies.hybrid:Hybrid",
    "trade-off": "talks.strategies.trade_off:TradeOff",
    "random": "talks.strategies.random:Random",
}


def strategy_names() -> tuple[str, ...]:
    """All known names, the project's own first."""
    return names_of(OWN, GROUP)


def strategy_class(name: str) -> type[Strategy]:
    """The class of a strategy. Raises ``UsageError`` for a package that does not load, ``KeyError`` for an unknown name."""
    return class_of(name, OWN, group=GROUP, base=Strategy)


def strategy_from(data: Any) -> Strategy:
    """A strategy as a brief or ``--set strategies=`` writes it; what is one already is given back.

    Raises ``UsageError`` for an unknown name, for settings that it does not have or that are out of range, and for a
    strategy that raises when asked whether it draws or needs to know the deadline.

    >>> strategy_from({"conceder": {"e": 0.4}})
    Conceder(acceptance=Threshold(), e=0.4)
    """
    if isinstance(data, Strategy):
        # Read as one that is written is; another package's may have settings that cannot be written.
        if data.name in OWN and type(data) is strategy_class(data.name):
            with_settings(type(data), settings_of(data))
        return _answering(data)
    return _answering(named(data, strategy_class, known=strategy_names(), what="strategies"))


def _answering(strategy: Strategy) -> Strategy:
    """The strategy, if it can say what has to be known before any run: a fault of a run would come too late."""
    try:
        bool(strategy.draws), bool(strategy.timed), bool(strategy.rational)
    except Exception as error:  # another package's properties
        raise UsageError(
            msg(
                "the strategy {name} cannot say how it plays ({reason})",
                name=strategy.name,
                reason=raised(error),
            ),
            where="strategies",
            advice=msg("Report it to those who wrote it, with the settings that you gave."),
        ) from error
    return strategy
