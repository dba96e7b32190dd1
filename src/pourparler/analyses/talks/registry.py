"""Which strategies there are: the project's own and those of other packages (entry points)."""

from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from pourparler.analyses.settings import settings_of, with_settings
from pourparler.analyses.talks.naming import named
from pourparler.analyses.talks.strategy import Strategy
from pourparler.errors import UsageError
from pourparler.language import msg

GROUP = "pourparler.strategies"

# Own strategies by name. Imported when asked for.
OWN = {
    "boulware": "time_based:Boulware",
    "linear": "time_based:Linear",
    "conceder": "time_based:Conceder",
    "hardliner": "time_based:Hardliner",
    "time-exponential": "time_exponential:TimeExponential",
    "micro": "micro:Micro",
    "tit-for-tat": "tit_for_tat:TitForTat",
    "resource": "resource:Resource",
    "hybrid": "hybrid:Hybrid",
    "trade-off": "trade_off:TradeOff",
    "random": "random:Random",
}


def strategy_names() -> tuple[str, ...]:
    """All known names, the project's own first."""
    return (*OWN, *(name for name in _foreign() if name not in OWN))


def strategy_class(name: str) -> type[Strategy]:
    """The class of a strategy. Raises ``UsageError`` for a package that does not load, ``KeyError`` for an unknown name."""
    if name in OWN:
        module, _, attribute = OWN[name].partition(":")
        found = getattr(import_module(f"pourparler.analyses.talks.strategies.{module}"), attribute)
    else:
        try:
            found = _foreign()[name].load()
        except (ImportError, AttributeError) as error:
            raise UsageError(
                msg("the strategy {name} cannot be loaded ({reason})", name=name, reason=str(error)),
                where=GROUP,
                advice=msg("Reinstall the package that brings it."),
            ) from error
    if not (isinstance(found, type) and issubclass(found, Strategy)):
        raise UsageError(
            msg("{name} is not a strategy", name=name),
            where=GROUP,
            advice=msg("It must derive from pourparler.Strategy."),
        )
    return found


def strategy_from(data: Any) -> Strategy:
    """A strategy as a brief or ``--set strategies=`` writes it; what is one already is given back.

    Raises ``UsageError`` for an unknown name, and for settings that it does not have or that are out of range.

    >>> strategy_from({"conceder": {"e": 0.4}})
    Conceder(acceptance=Threshold(), e=0.4)
    """
    if isinstance(data, Strategy):
        # Read as one that is written is; another package's may have settings that cannot be written.
        if data.name in OWN and type(data) is strategy_class(data.name):
            with_settings(type(data), settings_of(data))
        return data
    return named(data, strategy_class, known=strategy_names(), what="strategies")


@cache
def _foreign() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}
