"""Which values some acceptable outcome has, by programmes: where outcomes can be neither listed nor folded.

Outcomes known to stand show their own values, and those that they keep standing with when one issue is changed.
Each value left is asked for by a programme.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.coalitions import unanimous
from pourparler.analyses.bargaining.programmes.accepting import accepting
from pourparler.analyses.bargaining.programmes.ground import Ground, ground
from pourparler.analyses.bargaining.programmes.reach import reach_of
from pourparler.kernels.programmes import Programme
from pourparler.kernels.searches import Effort
from pourparler.language import Message
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint

Ints = NDArray[np.int64]
Flags = list[NDArray[np.bool_]]

# Programmes asked, one per value that no outcome known has.
ASKED = 600


@dataclass(frozen=True, eq=False)
class Projection:
    """``seen``: values that some acceptable outcome has; ``open_``: those for which that is not known."""

    seen: Flags
    open_: Flags
    work: dict[str, int]


def projection(model: Bargain) -> Projection | Message:
    """The values of each issue that some outcome accepted under the rule has; a sentence without a programme."""
    effort = Effort()
    everyone = tuple(range(len(model.parties)))
    seen: Flags = [np.zeros(len(axis), dtype=np.bool_) for axis in model.space.axes]
    if unanimous(model.rule):
        reach = reach_of(model, everyone, effort=effort)
        if isinstance(reach, Message):
            return reach
        base, programme = reach.ground, reach.programme
    else:
        found = ground(model, binding=0, linked=(1 << len(everyone)) - 1)
        if isinstance(found, Message):
            return found
        if found.empty:
            return Projection(seen, [np.zeros_like(flags) for flags in seen], {})
        base, programme = found, accepting(model, found, effort=effort).programme
    if base.empty:
        return Projection(seen, [np.zeros_like(flags) for flags in seen], {})
    some = programme.any()
    if some.choice is None:
        open_ = [np.full(len(flags), not some.empty) for flags in seen]
        return Projection(seen, open_, effort.as_work())
    _show(model, base.outcomes(some.choice[None, :])[0], seen)
    _show(model, _generous(model, base, programme), seen)
    return Projection(seen, _ask(model, (base, programme), seen), effort.as_work())


def _generous(model: Bargain, base: Ground, programme: Programme) -> Ints:
    """An outcome likely to leave room for changes: the values with the largest shares in a relaxed largest minimum."""
    divisors = np.zeros(len(programme.floor), dtype=np.int64)
    divisors[: len(model.parties)] = 1
    relaxed = programme.relaxed_minimum(programme.floor, divisors)
    choice = np.zeros(len(programme.tables), dtype=np.int64) if relaxed is None else relaxed.choice
    outcome: Ints = base.outcomes(choice[None, :])[0]
    return outcome


def _ask(model: Bargain, what: tuple[Ground, Programme], seen: Flags) -> Flags:
    """Ask for each value not ``seen``, which is added to; the values for which no answer was found."""
    base, programme = what
    open_: Flags = [np.zeros_like(flags) for flags in seen]
    asked = 0
    for k, group in enumerate(base.groups):
        for position, axis in enumerate(group.axes):
            for value in range(len(seen[axis])):
                other = np.flatnonzero(group.values[:, position] != value)
                if seen[axis][value] or len(other) == len(group.values):
                    continue
                if asked == ASKED:
                    open_[axis][value] = True
                    continue
                asked += 1
                found = programme.without(((k, other),)).any()
                if found.choice is not None:
                    _show(model, base.outcomes(found.choice[None, :])[0], seen)
                open_[axis][value] = not found.complete and not seen[axis][value]
    return open_


def _show(model: Bargain, outcome: Ints, seen: Flags) -> None:
    """Mark the values of a standing ``outcome``, and of all that differ from it in one issue and stand."""
    for axis, flags in enumerate(seen):
        changed = np.repeat(outcome[None, :], len(flags), axis=0)
        changed[:, axis] = np.arange(len(flags))
        flags |= standing(model, changed)


def standing(model: Bargain, outcomes: Ints) -> NDArray[np.bool_]:
    """Which of ``outcomes`` (N, issues) are not excluded and are accepted under the rule."""
    accepts = model.utilities(outcomes) >= model.reserve
    for p, lines in enumerate(model.red_lines):
        accepts[:, p] &= _meet(lines, outcomes)
    bits = accepts.astype(np.int64) @ (1 << np.arange(len(model.parties), dtype=np.int64))
    result: NDArray[np.bool_] = _meet(model.excluded, outcomes) & model.rule.wins(bits) & (bits > 0)
    return result


def _meet(constraints: tuple[Constraint, ...], outcomes: Ints) -> NDArray[np.bool_]:
    met = np.ones(len(outcomes), dtype=np.bool_)
    for constraint in constraints:
        met &= constraint.allowed[tuple(outcomes[:, i] for i in constraint.axes)]
    return met
