"""Strategies whose whole play is known before the talks begin: what they offer and accept in every round."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.talks.parties.profile import NEAR, Profile
from pourparler.analyses.talks.strategies.acceptance import AcConst, AcNext, AcTime, Threshold
from pourparler.analyses.talks.strategies.time_based import WIDENING, Hardliner, TimeBased
from pourparler.analyses.talks.strategy import Strategy
from pourparler.kernels.aspirations import least_worths, rungs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ANYTHING = -np.finfo(np.float64).max
"""Less than any utility, and more than the minus infinity that stands for what nobody could agree to."""


class Schedule(NamedTuple):
    """A seat's play, (rounds,) each: the outcome it ``offers``, -1 for none, and the ``least`` worth it accepts."""

    offers: Ints
    least: Floats


def scheduled(strategy: Strategy) -> bool:
    """Whether a strategy's play depends on the clock alone.

    Methods of a stranger's own, and rules of acceptance that listen to the others, do not.
    """
    if isinstance(strategy, Hardliner):
        return type(strategy) is Hardliner
    if not isinstance(strategy, TimeBased):
        return False
    own = type(strategy)
    as_written = all(
        getattr(own, name) is getattr(TimeBased, name) for name in ("propose", "accepts", "_offer")
    )
    return as_written and isinstance(strategy.acceptance, Threshold | AcNext | AcConst | AcTime)


def aspirations(strategy: Strategy, rounds: int) -> Floats:
    """What a scheduled strategy asks for in each round, as a share of its range: (rounds,).

    Asked of the strategy itself, once per round: powers of arrays differ from powers of numbers in the last bit.
    """
    if not isinstance(strategy, TimeBased):
        return np.ones(rounds)
    return np.array([strategy.aspiration(time) for time in clock(rounds)], dtype=np.float64)


def clock(rounds: int) -> list[float]:
    """The share of time gone at every call of each round."""
    return [(step + 1) / (rounds + 1) for step in range(rounds)]


def schedule(strategy: Strategy, profile: Profile, asked: Floats) -> Schedule:
    """The play of a scheduled strategy with its :func:`aspirations`, ``asked`` (rounds,)."""
    rounds = len(asked)
    if not profile.feasible:
        return Schedule(np.full(rounds, -1), np.full(rounds, np.inf))
    if not isinstance(strategy, TimeBased):
        best = profile.best(0)
        assert best is not None
        return Schedule(np.full(rounds, best), np.full(rounds, profile.ideal))
    wanted = least_worths(asked, profile.floor, profile.ideal, widening=WIDENING)
    at = rungs(profile.ladder, wanted, near=NEAR)
    match strategy.acceptance:
        case AcNext():
            least = profile.ladder[at]
        case AcConst(value):
            least = np.full(rounds, value)
        case AcTime(after):
            least = np.where(np.array(clock(rounds)) >= after, ANYTHING, np.inf)
        case _:
            least = wanted
    return Schedule(profile.order[at], least)
