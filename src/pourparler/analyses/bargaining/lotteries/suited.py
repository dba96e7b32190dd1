"""Whose acceptance counts where lotteries are allowed: as for outcomes, "acceptable" meant in expectation.

Among the coalitions that the rule lets decide and that have a lottery acceptable to all their members, the
largest ones are solved for (specification, section 4).
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from pourparler.analyses.bargaining.coalitions import Limited, NoAgreement, positions, unanimous
from pourparler.analyses.bargaining.lotteries.expected import Expected, Sets
from pourparler.analyses.bargaining.lotteries.many import ExpectedMany
from pourparler.analyses.bargaining.lotteries.pair import ExpectedPair
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain

# Coalitions that are looked at for a lottery that all their members accept, and coalitions gone through for them.
TRIED = 500
LISTED = 100_000


@dataclass(frozen=True, eq=False)
class Unusable:
    """No lottery suits all of ``core`` together, whoever joins them."""

    core: tuple[int, ...]


def expected(model: Bargain, members: tuple[int, ...]) -> Expected | Unusable | Message:
    """What lotteries give ``members``; a sentence where issues are linked too widely or a search was cut off."""
    sets = Sets.of(model, members)
    if isinstance(sets, Message):
        return sets
    if not sets.left.size:
        return Unusable(members)
    if len(members) <= 2:
        pair = ExpectedPair(model, sets)
        return Unusable(members) if pair.empty else pair
    many = ExpectedMany(model, sets)
    if many.undecided:
        return msg("The search for a lottery that everybody accepts was cut off.")
    if not many.empty:
        return many
    # The proof looks at outcomes beyond nobody's red line: who has red lines is a part of it.
    lines = (p for p in members if p < len(model.red_lines) and model.red_lines[p])
    return Unusable(tuple(sorted({*many.core, *lines})))


def suited(model: Bargain, names: tuple[str, ...] | None) -> tuple[Expected, ...] | NoAgreement | Limited:
    """What lotteries give each coalition to solve for, or why there is none. ``names`` fixes the coalition."""
    everyone = positions(model, names)
    if names is not None or unanimous(model.rule):
        found = expected(model, everyone)
        if isinstance(found, Message):
            return Limited(found, everyone, True)
        return NoAgreement(refused(model, found)) if isinstance(found, Unusable) else (found,)
    return _largest(model, everyone)


def _largest(model: Bargain, everyone: tuple[int, ...]) -> tuple[Expected, ...] | NoAgreement | Limited:
    tried = listed = 0
    cores: list[frozenset[int]] = []
    for size in range(len(everyone), 0, -1):
        kept = []
        for members in combinations(everyone, size):
            listed += 1
            if tried == TRIED or listed > LISTED:
                return Limited(msg("Too many coalitions would have to be looked at."), members, False)
            together = frozenset(members)
            if any(core <= together for core in cores) or not _wins(model, members):
                continue
            tried += 1
            found = expected(model, members)
            if isinstance(found, Message):
                return Limited(found, members, False)
            if isinstance(found, Unusable):
                cores.append(frozenset(found.core))
            else:
                kept.append(found)
        if kept:
            return tuple(kept)
    return NoAgreement(
        msg("There is no agreement: no lottery is accepted by parties that the rule lets decide.")
    )


def _wins(model: Bargain, members: tuple[int, ...]) -> bool:
    return bool(model.rule.wins(np.array([sum(1 << p for p in members)]))[0])


def refused(model: Bargain, found: Unusable) -> Message:
    """A sentence naming parties whom no lottery satisfies together, though it would without any one of them."""
    everything = Sets.of(model, ())
    if isinstance(everything, Sets) and not everything.left.size:
        return msg("There is no agreement: the exclusions leave no outcome.")
    members = found.core
    for p in found.core:
        fewer = tuple(q for q in members if q != p)
        if fewer and isinstance(expected(model, fewer), Unusable):
            members = fewer
    names = [model.parties[p] for p in members]
    if len(members) == 1:
        return msg("There is no agreement: no lottery is acceptable to {party}.", party=names[0])
    return msg("There is no agreement: no lottery is acceptable to {parties} together.", parties=names)
