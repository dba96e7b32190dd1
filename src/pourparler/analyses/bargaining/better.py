"""What improves on a deal: outcomes that give everyone at least as much and somebody more."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable, Folded, Limits, Listed, frontier_fold
from pourparler.analyses.bargaining.conditioned import Conditioned, conditioned
from pourparler.analyses.bargaining.packages.listed import NOTHING, best_packages
from pourparler.analyses.bargaining.programmes.improved import improving, largest_equal_gain
from pourparler.analyses.bargaining.sample import sample
from pourparler.kernels.blocks import halves, reaching
from pourparler.kernels.undominated import first_undominated
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Better:
    """What improves on utilities ``u``, as far as it is known.

    ``dominated``: whether anything does (``None``: not known); ``choices`` (K, issues): the best of these,
    none of which another dominates; ``distance``: the largest gain open to all at once, scaled (``None``:
    not known), ``nearest`` (at most 1, issues) the first outcome that gives it; ``remarks``: what is still
    true where a limit was hit.
    """

    dominated: bool | None
    choices: Ints
    distance: int | None
    nearest: Ints
    remarks: tuple[Message, ...] = ()
    work: dict[str, int] = field(default_factory=dict)


def better(model: Bargain, worth: Ints, *, limits: Limits, shown: int) -> Better:
    """The outcomes not excluded that improve on ``worth`` (parties,), at most ``shown`` of the best.

    For one or two parties exact at any size; for more by listing, or by folding from ``worth`` upwards where
    outcomes are too many, up to ``limits``; past them programmes prove what they can.
    """
    nothing = _nothing(model)
    if model.mean is not None:
        return _packaged(model, worth, limits=limits, shown=shown)
    left = conditioned(model, binding=0)
    if isinstance(left, Message):
        return _searched(model, worth, shown=shown, reason=left)
    if not left.size:
        return Better(False, nothing, None, nothing)
    found = _reaching(left, worth, limits)
    if isinstance(found, Message):
        return _searched(model, worth, shown=shown, reason=found)
    if found.empty:
        # Only an excluded deal has not even itself to be reached: what comes nearest may lie below it.
        every = _reaching(left, _lowest(left), limits)
        if isinstance(every, Message):
            return Better(False, nothing, None, nothing, (every,), found.work)
        return Better(False, nothing, *_largest_equal_gain(every, worth), work=found.work)
    return _found(found, worth, nothing=nothing, shown=shown)


def _packaged(model: Bargain, worth: Ints, *, limits: Limits, shown: int) -> Better:
    """What improves on a package."""
    everyone, nothing = tuple(range(len(worth))), _nothing(model)
    found = best_packages(model, everyone, floor=worth, binding=(), limits=limits)
    if isinstance(found, Message):
        return Better(None, nothing, None, nothing, (found,))
    if not found.empty:
        return _found(found, worth, nothing=nothing, shown=shown)
    floor = np.full(len(worth), NOTHING, dtype=np.int64)
    every = best_packages(model, everyone, floor=floor, binding=(), limits=limits)
    if isinstance(every, Message):
        return Better(False, nothing, None, nothing, (every,), found.work)
    if every.empty:
        return Better(False, nothing, None, nothing, work=found.work)
    return Better(False, nothing, *_largest_equal_gain(every, worth), work=found.work)


def _found(found: Acceptable, worth: Ints, *, nothing: Ints, shown: int) -> Better:
    """What ``found``, all that gives everyone at least ``worth``, says."""
    distance, nearest = _largest_equal_gain(found, worth)
    rows = np.flatnonzero((found.utilities != worth).any(axis=1))
    if not len(rows):
        return Better(False, nothing, distance, nearest, work=found.work)
    rows = rows[first_undominated(found.utilities[rows], limit=shown)]
    choices = found.first_outcomes(rows, shown) if shown else nothing
    return Better(True, choices, distance, nearest, work=found.work)


def _reaching(left: Conditioned, floor: Ints, limits: Limits) -> Acceptable | Message:
    """All undominated outcomes of ``left`` that give everyone at least ``floor``, among others perhaps."""
    everyone = tuple(range(len(floor)))
    if len(everyone) > 2 and left.size <= limits.outcomes:
        pair = halves([g.table for g in left.groups], [g.crossed for g in left.groups])
        utilities, index, looked = reaching(pair, floor)
        ones = np.ones(len(index), dtype=np.int64)
        return Acceptable(everyone, utilities, ones, floor, Listed(left, index), {"compared": looked})
    fold, columns = frontier_fold(left, everyone, limits=limits, floor=floor)
    if not fold.complete:
        return msg("More than {limit} vectors would have to be kept at once.", limit=limits.points)
    last = fold.stages[-1]
    work = {"candidates": fold.candidates, "kept": fold.kept}
    points = last.points[: len(everyone)].T
    return Acceptable(everyone, points, last.counts, floor, Folded(fold, columns, left.radix), work)


def _largest_equal_gain(found: Acceptable, worth: Ints) -> tuple[int, Ints]:
    least = (found.utilities - worth).min(axis=1)
    rows = np.flatnonzero(least == least.max())
    return int(least.max()), found.first_outcomes(rows, 1)


def _lowest(left: Conditioned) -> Ints:
    lowest: Ints = np.sum([group.table.min(axis=1) for group in left.groups], axis=0)
    return lowest


def _nothing(model: Bargain) -> Ints:
    return np.zeros((0, len(model.tables)), dtype=np.int64)


def _searched(model: Bargain, worth: Ints, *, shown: int, reason: Message) -> Better:
    """What programmes prove, with a sample of better outcomes; what a sample proves where they cannot."""
    tried = _sampled(model, worth, shown=shown, reason=reason)
    if tried.dominated is False:
        return tried
    found = improving(model, worth)
    if found is None:
        return tried
    dominated, best, reach = found
    equal = largest_equal_gain(reach, worth) if dominated is not None else None
    work = {**tried.work, **reach.effort.as_work()}
    distance, nearest = (None, _nothing(model)) if equal is None else equal
    if dominated is None:
        return replace(tried, work=work)
    if not dominated:
        return Better(False, _nothing(model), distance, nearest, (reason,) if equal is None else (), work)
    choices = np.unique(np.concatenate((best, tried.choices)), axis=0)
    worths = model.utilities(choices)
    order = np.lexsort((*choices.T[::-1], *(-column for column in worths.T[::-1])))[:shown]
    told = msg("The better outcomes given are a sample; there may be others.")
    remarks = (reason, told) if equal is not None else (reason, told, *tried.remarks[-1:])
    return Better(True, choices[order], distance, nearest, remarks, work)


def _sampled(model: Bargain, worth: Ints, *, shown: int, reason: Message) -> Better:
    """What supported outcomes prove: they lie on the frontier, and no weighted sum exceeds theirs."""
    everyone = tuple(range(len(model.parties)))
    nothing = _nothing(model)
    tried = sample(model, everyone, binding=0)
    if isinstance(tried, Message) or not len(tried.choices):
        return Better(None, nothing, None, nothing, (reason,))
    work: dict[str, Any] = {"supported": len(tried.choices)}
    room = tried.room(worth)
    if (room == 0).any() and (room >= 0).all():
        # Nothing has a larger weighted sum under positive weights, so nothing improves on the deal.
        return Better(False, nothing, 0, nothing, work=work)
    rows = np.flatnonzero((tried.utilities >= worth).all(axis=1) & (tried.utilities > worth).any(axis=1))
    most = float((room / tried.weights.sum(axis=1)).min()) / model.scale
    least = max(0, int((tried.utilities - worth).min(axis=1).max())) / model.scale
    bound = msg(
        "The largest gain open to all at once lies between {low:.3} and {high:.3}.", low=least, high=most
    )
    if len(rows):
        told = msg("The better outcomes given are a sample; there may be others.")
        return Better(True, tried.choices[rows][:shown], None, nothing, (reason, told, bound), work)
    told = msg("Whether an outcome is better for all is not known.")
    return Better(None, nothing, None, nothing, (reason, told, bound), work)
