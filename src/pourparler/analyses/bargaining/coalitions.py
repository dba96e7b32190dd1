"""Whose acceptance counts: as inclusive as the rule and the outcomes allow (specification, section 4).

Among the coalitions that the rule lets decide and that have an outcome acceptable to all their members, the
largest ones are solved for. Where everyone can be satisfied, that is everyone. Rules are taken to be
monotone: who joins a winning coalition leaves it winning.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable, Limits, Listed, acceptable
from pourparler.analyses.bargaining.conditioned import Conditioned, conditioned
from pourparler.analyses.bargaining.packages.counted import largest_coalitions
from pourparler.analyses.bargaining.packages.listed import Packages, acceptable_packages
from pourparler.analyses.bargaining.programmes.obstacles import irreducible
from pourparler.errors import UsageError
from pourparler.kernels.blocks import coverage, halves, sums_at
from pourparler.kernels.searches import Effort
from pourparler.language import Message, did_you_mean, msg
from pourparler.model.agreement import Rule
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]

# Among more parties than this, those that no outcome satisfies together are not sought by size.
PARTIES = 6


@dataclass(frozen=True, eq=False)
class NoAgreement:
    """No outcome is acceptable to a coalition that may decide; the sentence says who cannot be satisfied."""

    message: Message


@dataclass(frozen=True, eq=False)
class Limited:
    """The work would pass a limit.

    ``members`` is the coalition that was tried; ``only``: no other may decide.
    """

    message: Message
    members: tuple[int, ...]
    only: bool


def positions(model: Bargain, names: tuple[str, ...] | None) -> tuple[int, ...]:
    """The parties ``names`` (all where ``None``) by position, in the brief's order.

    Raises ``UsageError`` for a name that is not a party of the bargain.
    """
    if names is None:
        return tuple(range(len(model.parties)))
    for name in names:
        known_party(model, name, setting="coalition")
    if not names:
        raise UsageError(
            msg("the coalition is empty"),
            where="coalition",
            advice=msg("Name at least one party, or leave it out."),
        )
    return tuple(p for p, name in enumerate(model.parties) if name in names)


def known_party(model: Bargain, name: str, *, setting: str) -> int:
    """The position of the party ``name``. Raises ``UsageError`` where there is none."""
    if name in model.parties:
        return model.parties.index(name)
    known = msg("Known here: {known}.", known=model.parties)
    raise UsageError(
        msg("{name} is not a party of this bargain", name=name),
        where=setting,
        advice=did_you_mean(name, model.parties, known),
    )


def solvable(
    model: Bargain, names: tuple[str, ...] | None, *, limits: Limits
) -> tuple[Acceptable, ...] | NoAgreement | Limited:
    """The acceptable outcomes of each coalition to solve for, or why there are none.

    There are several where the largest size is reached more than once. ``names`` fixes the coalition.
    """
    everyone = positions(model, names)
    if names is not None or unanimous(model.rule):
        found = acceptable_to(model, everyone, limits=limits)
        if isinstance(found, Message):
            return Limited(found, everyone, True)
        return NoAgreement(obstacle(model, everyone, limits=limits)) if found.empty else (found,)
    if len(everyone) <= 2:
        return _by_trial(model, everyone, limits)
    if model.mean is not None:
        return _by_packages(model, everyone, limits)
    return _by_listing(model, everyone, limits)


def acceptable_to(model: Bargain, members: tuple[int, ...], *, limits: Limits) -> Acceptable | Message:
    """What is acceptable to all ``members``; a sentence where a limit is hit."""
    if model.mean is not None:
        return acceptable_packages(model, members, limits=limits)
    return acceptable(model, members, limits=limits)


def unanimous(rule: Rule) -> bool:
    """Whether only all parties together may decide."""
    return rule.need >= len(rule.parties) or rule.is_unanimity


def _by_trial(
    model: Bargain, everyone: tuple[int, ...], limits: Limits
) -> tuple[Acceptable, ...] | NoAgreement | Limited:
    for size in range(len(everyone), 0, -1):
        found = []
        for members in combinations(everyone, size):
            if not model.rule.wins(np.array([_bits(members)]))[0]:
                continue
            result = acceptable_to(model, members, limits=limits)
            if isinstance(result, Message):
                return Limited(result, members, False)
            if not result.empty:
                found.append(result)
        if found:
            return tuple(found)
    return NoAgreement(obstacle(model, everyone, limits=limits))


def _by_listing(
    model: Bargain, everyone: tuple[int, ...], limits: Limits
) -> tuple[Acceptable, ...] | NoAgreement | Limited:
    """List who accepts each outcome, and keep the outcomes accepted by a largest winning coalition."""
    left = conditioned(model, binding=0, linked=_bits(everyone))
    if isinstance(left, Message):
        return Limited(left, everyone, False)
    if left.size > limits.outcomes:
        found = msg(
            "{n} outcomes are more than the {limit} that can be listed for {parties} parties.",
            n=left.size, limit=limits.outcomes, parties=len(everyone),
        )  # fmt: skip
        return Limited(found, everyone, False)
    best = 0
    kept: list[tuple[Ints, Ints]] = []
    for start, bits in accepted_by(model, left):
        size = np.where(model.rule.wins(bits), members_of(bits, len(everyone)), 0)
        top = int(size.max(initial=0))
        if top > best:
            best, kept = top, []
        if top and top == best:
            rows = np.flatnonzero(size == best)
            kept.append((start + rows, bits[rows]))
    if not kept:
        return NoAgreement(obstacle(model, everyone, limits=limits))
    index = np.concatenate([rows for rows, _ in kept])
    bits = np.concatenate([part for _, part in kept])
    pair = halves([g.table for g in left.groups], [g.crossed for g in left.groups])
    work = {"outcomes": left.size, "compared": left.size, "acceptable": len(index)}
    found_all = []
    for coalition in np.unique(bits).tolist():
        members = tuple(p for p in everyone if coalition >> p & 1)
        rows = index[bits == coalition]
        worth = np.ascontiguousarray(sums_at(pair, rows)[:, members])
        ones = np.ones(len(rows), dtype=np.int64)
        found_all.append(
            Acceptable(members, worth, ones, model.reserve[list(members)], Listed(left, rows), work)
        )
    return tuple(found_all)


def _by_packages(
    model: Bargain, everyone: tuple[int, ...], limits: Limits
) -> tuple[Acceptable, ...] | NoAgreement | Limited:
    packages = Packages.of(model)
    if isinstance(packages, Message):
        return Limited(packages, everyone, False)
    found = []
    for bits in largest_coalitions(packages):
        members = tuple(p for p in everyone if bits >> p & 1)
        part = acceptable_packages(model, members, limits=limits)
        if isinstance(part, Message):
            return Limited(part, members, False)
        found.append(part)
    return tuple(found) or NoAgreement(obstacle(model, everyone, limits=limits))


def accepted_by(model: Bargain, left: Conditioned) -> Iterator[tuple[int, Ints]]:
    """For all outcomes of ``left`` which parties accept: blocks of (first index, bits)."""
    if not left.size:
        return iter(())
    pair = halves([g.table for g in left.groups], [g.crossed for g in left.groups])
    return ((start, bits.astype(np.int64)) for start, bits in coverage(pair, model.reserve))


def members_of(bits: Ints, n: int) -> Ints:
    """How many of the first ``n`` bits are set in each of ``bits``."""
    count = np.zeros(bits.shape, dtype=np.int64)
    for p in range(n):
        count += bits >> p & 1
    return count


def obstacle(model: Bargain, members: tuple[int, ...], *, limits: Limits) -> Message:
    """A sentence naming a set of parties that no outcome satisfies together: a smallest one among few parties."""
    names = model.parties
    if not _any_outcome(model):
        return msg("There is no agreement: the exclusions leave no outcome.")
    for p in members:
        alone = acceptable_to(model, (p,), limits=limits)
        if not isinstance(alone, Message) and alone.empty and _needed(model, p, members):
            return msg("There is no agreement: no outcome is acceptable to {party}.", party=names[p])
    if not (unanimous(model.rule) or len(members) < len(names)):
        return msg("There is no agreement: no outcome is accepted by parties that the rule lets decide.")
    if len(members) > PARTIES and model.mean is None:
        return irreducible(model, members, effort=Effort())
    for size in range(2, len(members)):
        for few in combinations(members, size):
            together = acceptable_to(model, few, limits=limits)
            if not isinstance(together, Message) and together.empty:
                chosen = [names[p] for p in few]
                return msg(
                    "There is no agreement: no outcome is acceptable to {parties} together.", parties=chosen
                )
    chosen = [names[p] for p in members]
    return msg("There is no agreement: no outcome is acceptable to {parties} together.", parties=chosen)


def _needed(model: Bargain, party: int, members: tuple[int, ...]) -> bool:
    """Whether no coalition can decide without ``party``."""
    if len(members) < len(model.parties) or unanimous(model.rule):
        return True
    without = sum(1 << p for p in members if p != party)
    return not bool(model.rule.wins(np.array([without]))[0])


def _any_outcome(model: Bargain) -> bool:
    left = conditioned(model, binding=0) if model.mean is None else Packages.of(model)
    return isinstance(left, Message) or left.size > 0


def _bits(members: tuple[int, ...]) -> int:
    return sum(1 << p for p in members)
