"""Tactics for one numeric issue: how far to concede by the clock, by what is left, or after the other side's offers.

``alpha`` is the share of the way from the best value to the worst one that is given up, between 0 and 1; ``kappa`` in
[0, 1] is that share at the first offer, and ``beta`` > 0 the pace: above 1 early concessions, below 1 late ones.
``bounds`` are the smallest and the largest value that may be offered.

Source: Faratin, Sierra & Jennings 1998, Negotiation decision functions for autonomous agents.
"""

from collections.abc import Sequence
from math import exp, inf, log
from typing import Literal

Bounds = tuple[float, float]
Prefers = Literal["small", "large"]


def polynomial(time: float, kappa: float, *, beta: float) -> float:
    """``alpha = κ + (1 − κ)·t^(1/β)`` once the share ``time`` of the time is gone; past the deadline as at it.

    >>> polynomial(0.25, 0.0, beta=2), polynomial(0.5, 0.5, beta=1), polynomial(3, 0.2, beta=1)
    (0.5, 0.75, 1.0)
    """
    return kappa + (1.0 - kappa) * min(time, 1.0) ** (1.0 / beta)  # type: ignore[no-any-return]


def exponential(time: float, kappa: float, *, beta: float) -> float:
    """``alpha = exp((1 − t)^β · ln κ)``, κ > 0; past the deadline as at it.

    >>> exponential(0, 0.25, beta=1), exponential(0.5, 0.25, beta=1), exponential(1, 0.25, beta=1)
    (0.25, 0.5, 1.0)
    """
    return exp((1.0 - min(time, 1.0)) ** beta * log(kappa))


def by_resource(resource: float, kappa: float) -> float:
    """``alpha = κ + (1 − κ)·exp(−resource)``: the less there is left, the more is given up.

    >>> by_resource(0, 0.2), by_resource(float("inf"), 0.2)
    (1.0, 0.2)
    """
    return kappa + (1.0 - kappa) * exp(-resource)


def patience_left(lengths: Sequence[int], mu: float) -> float:
    """``mu·n² / Σ length``: the resource when ``n`` talks have gone on for so many offers each; all there is before any.

    >>> patience_left([2, 2], 10), patience_left([0], 10)
    (10.0, inf)
    """
    total = sum(lengths)
    return mu * len(lengths) ** 2 / total if total else inf


def mapped(alpha: float, bounds: Bounds, *, prefers: Prefers) -> float:
    """The value to offer when the share ``alpha`` is given up by somebody who prefers small or large values.

    >>> mapped(0.25, (100, 200), prefers="small"), mapped(0.25, (100, 200), prefers="large")
    (125.0, 175.0)
    """
    low, high = bounds
    return low + (alpha if prefers == "small" else 1.0 - alpha) * (high - low)


def relative(last: float, bounds: Bounds, *, earlier: float, later: float) -> float:
    """The own last value changed in the proportion in which the other side went from ``earlier`` to ``later``.

    With two offers of the other side that follow each other this is the relative tactic, with two further apart the averaged one.
    Where ``later`` is 0 there is no proportion: the last value stays.

    >>> relative(100, (50, 200), earlier=180, later=150)
    120.0
    """
    return clamped(last * earlier / later, bounds) if later else clamped(last, bounds)


def absolute(
    last: float, bounds: Bounds, *, earlier: float, later: float, drawn: float, prefers: Prefers
) -> float:
    """The own last value moved as far as the other side moved from ``earlier`` to ``later``, and ``drawn`` further.

    ``drawn``: uniform between 0 and a bound of the caller's; it always concedes, so that two who mirror each
    other do not stand still.

    >>> absolute(100, (50, 200), earlier=180, later=150, drawn=5, prefers="small")
    135
    """
    return clamped(last + (earlier - later) + (drawn if prefers == "small" else -drawn), bounds)


def clamped(value: float, bounds: Bounds) -> float:
    """``value``, or the bound that it is beyond."""
    low, high = bounds
    return min(max(value, low), high)
