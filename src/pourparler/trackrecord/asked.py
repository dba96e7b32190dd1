"""What a backtest compares: readings, ensembles of readings, and forecasts that look at little or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.ensemble import Ensemble
from pourparler.analyses.collective.forecasting.members import Member, members_of
from pourparler.analyses.readings import reading
from pourparler.errors import UsageError
from pourparler.language import msg
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]

YARDSTICK = "compromise"
"""What everything is compared with: no model of group decisions is known to beat it for certain."""


def mid_range(model: Positions) -> float:
    """The middle of the positions held, on [0, 1]."""
    held = model.position[~np.isnan(model.position)]
    low, width = float(model.low[0]), float(model.high[0] - model.low[0])
    return float((held.min() + held.max()) / 2 - low) / width


def middle(model: Positions) -> float:
    """The middle of the scale, whatever is held."""
    return 0.5


PLAIN: Mapping[str, Callable[[Positions], float]] = {"mid-range": mid_range, "middle": middle}
"""Forecasts without a model, by name; points on [0, 1]."""


@dataclass(frozen=True)
class Pool:
    """An ensemble of a backtest, and its members by the names of their rows."""

    members: tuple[str, ...]
    ensemble: Ensemble


@dataclass(frozen=True)
class Asked:
    """The rows of a backtest by name: ``singles`` forecast by themselves, ``pools`` are made of singles.

    ``rows``: what is shown, in the order asked for, the yardstick first; singles may hold more.
    """

    rows: tuple[str, ...]
    singles: Mapping[str, Member | None]
    pools: Mapping[str, Pool]


def asked(lines: Sequence[str]) -> Asked:
    """The rows that lines name: readings, ``mid-range``, ``middle``, or ensembles with their settings.

    Raises ``UsageError`` for lines that name nothing that can be scored.
    """
    rows: list[str] = [YARDSTICK]
    singles: dict[str, Member | None] = {}
    names: dict[str, str] = {}
    pools: dict[str, Pool] = {}

    def single(member: Member) -> str:
        """The name under which this reading is kept: the first one it was asked for by."""
        name = names.setdefault(member.key, member.name)
        singles.setdefault(name, member)
        return name

    single(members_of([YARDSTICK], "all")[0])
    for text in lines:
        name = " ".join(text.split())
        if name in PLAIN:
            singles[name] = None
        elif isinstance(concept := reading(name, where="--models"), Ensemble):
            if concept.calibration is not None:
                raise UsageError(
                    msg("an ensemble in a backtest takes no calibration: it learns from the other folds"),
                    where="--models",
                    advice=msg("Leave that setting out."),
                )
            members, _, _ = concept.pooling()
            pools[name] = Pool(tuple(single(member) for member in members), concept)
        else:
            name = single(members_of([name], "all")[0])
        rows.append(name)
    return Asked(tuple(dict.fromkeys(rows)), singles, pools)
