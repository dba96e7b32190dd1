"""The largest coalitions that may decide and can be satisfied, by programmes (specification, section 4).

First the largest number of acceptances that a winning coalition can have; then each coalition of that size, one
after the other. Where a rule's weights were rounded, a coalition that does not win is cut off: somebody outside
it must join, since rules are monotone.
"""

from dataclasses import dataclass

import numpy as np

from pourparler.analyses.bargaining.coalitions import NoAgreement, positions, unanimous
from pourparler.analyses.bargaining.programmes.accepting import ACCEPTS, REFUSES, Accepting, accepting
from pourparler.analyses.bargaining.programmes.ground import ground
from pourparler.analyses.bargaining.programmes.obstacles import irreducible, nobody_wins
from pourparler.analyses.bargaining.programmes.reach import Reach, reach_of, whole
from pourparler.kernels.searches import Effort
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain

# Coalitions of the largest size that are solved for, and losing ones cut off.
COALITIONS = 24
LOSERS = 200


@dataclass(frozen=True, eq=False)
class Inclusive:
    """Coalitions to solve for; ``largest``: that no larger one can be satisfied is proved; ``remarks``: what is not."""

    reaches: tuple[Reach, ...]
    largest: bool = True
    remarks: tuple[Message, ...] = ()


def inclusive(
    model: Bargain, names: tuple[str, ...] | None, *, effort: Effort
) -> Inclusive | NoAgreement | Message:
    """What the largest coalitions can reach; a sentence where programmes cannot tell. ``names`` fixes the coalition."""
    everyone = positions(model, names)
    if names is not None or unanimous(model.rule):
        reach = reach_of(model, everyone, effort=effort)
        if isinstance(reach, Message):
            return reach
        some = reach.programme.any()
        if some.empty:
            return NoAgreement(irreducible(model, everyone, effort=effort))
        return Inclusive((reach,)) if some.choice is not None else _cut_off()
    found = ground(model, binding=0, linked=(1 << len(everyone)) - 1)
    if isinstance(found, Message):
        return found
    if found.empty:
        return NoAgreement(nobody_wins(model, effort=effort))
    # Half of the work may go into finding the coalitions, so that some is left to solve for them.
    search = Effort(most=effort.most // 2)
    result = _coalitions(model, accepting(model, found, effort=search), effort)
    effort.add(search)
    return result


def _coalitions(model: Bargain, space: Accepting, effort: Effort) -> Inclusive | NoAgreement | Message:
    first = _largest(model, space)
    if first is None:
        return NoAgreement(nobody_wins(model, effort=effort))
    if isinstance(first, Message):
        return first
    space, members, proved = first
    if not proved:
        return _together(model, [members], (False, ()), effort)
    chosen = [members]
    space = space.of_size(len(members)).without(members, ACCEPTS)
    whole_list = False
    for _ in range(COALITIONS + LOSERS):
        some = space.programme.any()
        if some.choice is None:
            whole_list = some.complete
            break
        if len(chosen) == COALITIONS:
            break
        members = space.members(some.choice)
        wins = _wins(model, members)
        space = space.without(members, ACCEPTS) if wins else space.without(_outside(model, members), REFUSES)
        chosen += [members] if wins else []
    told = msg("Only {n} of the coalitions of this size were solved for; there may be more.", n=len(chosen))
    return _together(model, chosen, (True, () if whole_list else (told,)), effort)


def _together(
    model: Bargain, chosen: list[tuple[int, ...]], what: tuple[bool, tuple[Message, ...]], effort: Effort
) -> Inclusive | Message:
    largest, remarks = what
    reaches = [reach_of(model, members, effort=effort) for members in chosen]
    known = tuple(reach for reach in reaches if isinstance(reach, Reach))
    return Inclusive(known, largest, remarks) if known else _cut_off()


def _largest(model: Bargain, space: Accepting) -> tuple[Accepting, tuple[int, ...], bool] | Message | None:
    """A largest winning coalition that can be satisfied, and whether that is proved; ``None``: there is none."""
    for _ in range(LOSERS):
        solved = space.programme.largest_sum(space.largest())
        if solved.choice is None:
            return None if solved.complete else _cut_off()
        members = space.members(solved.choice)
        if _wins(model, members):
            return space, members, solved.complete or whole(solved.bound) <= len(members)
        space = space.without(_outside(model, members), REFUSES)
    return _cut_off()


def _wins(model: Bargain, members: tuple[int, ...]) -> bool:
    return bool(model.rule.wins(np.array([sum(1 << p for p in members)]))[0])


def _outside(model: Bargain, members: tuple[int, ...]) -> list[int]:
    return [p for p in range(len(model.parties)) if p not in members]


def _cut_off() -> Message:
    return msg("The search for a coalition that can be satisfied was cut off.")
