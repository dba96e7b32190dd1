"""How many strict rankings of the free party satisfy the conditions of an inverse question, exactly where possible.

Conditions on different states are independent in a random order: those that share states are counted together, the
shares multiplied. Each group by the cheapest exact way: the own condition alone by sets of each size (share =
sum of N_d d! (r - d)! / (r + 1)!), with "not best" conditions by a table over subsets (at most 20 states beside the
target), with routes by enumeration of orders (at most 9). What is beyond is sampled.
Source: Kinsara, Kilgour and Hipel 2015 (the question); the counts are elementary.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import factorial, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels import monotone
from pourparler.kernels.inverse_answers import NotBest, Route
from pourparler.kernels.inverse_conditions import Conditions, Own, conjuncts, size
from pourparler.kernels.inverse_orders import satisfied, share_by_enumeration
from pourparler.kernels.placings import MOST, orders, truth_table

NAMED = 100_000
"""States named in the own condition, repeats counted: beyond, it is not put into clauses."""

STEPS = 1_000_000
"""Elementary steps of each search for clauses, sets or counts: a second or two."""

ENUMERATED = 9
"""States beside the target whose orders are enumerated, at most: 10! = 3,628,800 with the target."""

TOGETHER = 8
"""Conditions "the target is not best" counted by inclusion and exclusion, at most."""

LOOKS, BLOCK = 100_000_000, 1 << 23
"""Entries looked at in a sample, in all and at once."""


class Form(NamedTuple):
    """The own condition as irredundant clauses and as minimal sufficient sets of states; None: too many."""

    clauses: tuple[tuple[int, ...], ...] | None
    sufficient_sets: tuple[tuple[int, ...], ...] | None


class Group(NamedTuple):
    """Conditions that share states: ``own`` is None where the own condition is not among them."""

    states: tuple[int, ...]
    own: tuple[tuple[int, ...], ...] | None
    not_best: tuple[NotBest, ...]
    routes: tuple[Route, ...]


@dataclass(frozen=True)
class Count:
    """``count`` of ``total`` rankings (None: the work ran out), and the share.

    ``share`` is exact or sampled, with ``standard_error`` in the second case; None where nothing was found.
    ``method``: "gate" (another party's verdict rules every ranking out), "exact", "sampled" or "none"; ``draws``:
    how many rankings were drawn.
    """

    count: int | None
    total: int
    share: Fraction | float | None
    standard_error: float | None
    method: str
    draws: int = 0


def form(own: Own) -> Form:
    """Both forms of the own condition.

    >>> form(Own((1, 2), {1: (3,), 2: ()}, {3: (3,)}))
    Form(clauses=((1, 3), (2,)), sufficient_sets=((1, 2), (2, 3)))
    """
    if size(own) > NAMED:
        return Form(None, None)
    terms = conjuncts(own)
    clauses = monotone.clauses(terms, budget=STEPS)
    sets = monotone.sufficient_sets(terms, budget=STEPS)
    return Form(
        None if clauses is None else monotone.ordered(clauses),
        None if sets is None else monotone.ordered(sets),
    )


def counted(asked: Conditions, *, states: int) -> Count:
    """Exact count out of ``states``! rankings; ``count`` None where only a sample would answer."""
    total = factorial(states)
    if not asked.possible:
        return Count(0, total, Fraction(0), None, "gate")
    if not asked.complete or size(asked.own) > NAMED:
        return Count(None, total, None, None, "none")
    share = Fraction(1)
    for group in groups(asked):
        part = group_share(group, target=asked.target)
        if part is None:
            return Count(None, total, None, None, "none")
        share *= part
    exact = share * total
    return Count(int(exact), total, share, None, "exact")


def sampled(asked: Conditions, *, states: int, draws: int, rng: np.random.Generator) -> Count:
    """The share of ``draws`` random rankings, with its standard error; no share where conditions are incomplete.

    Fewer are drawn, but at least 100, where looking at one takes long: see ``draws`` of the answer.
    """
    total = factorial(states)
    if not asked.possible:
        return Count(0, total, Fraction(0), None, "gate")
    if not asked.complete:
        return Count(None, total, None, None, "none")
    cost = states + size(asked.own)
    cost += sum(len(route.arcs) + sum(len(later) for later in route.after) for route in asked.routes)
    draws = min(draws, max(100, LOOKS // cost))
    hits, block = 0, max(100, BLOCK // cost)
    for start in range(0, draws, block):
        worth = rng.random((min(block, draws - start), states))
        hits += int(satisfied(asked, worth).sum())
    share = hits / draws
    return Count(None, total, share, sqrt(share * (1 - share) / draws), "sampled", draws)


def groups(asked: Conditions) -> list[Group]:
    """The conditions by connected groups of states, each with its states but the target, ascending."""
    terms = irredundant_terms(asked.own)
    parts: list[tuple[set[int], Group]] = []
    if terms:
        named_own = {state for each in terms for mask in each for state in monotone.members(mask)}
        parts.append(({asked.target, *named_own}, Group((), terms, (), ())))
    for condition in asked.not_best:
        parts.append(({condition.state, *condition.among}, Group((), None, (condition,), ())))
    for route in asked.routes:
        parts.append(({x for arc in route.arcs for x in arc}, Group((), None, (), (route,))))
    merged: list[tuple[set[int], Group]] = []
    for named_here, part in parts:
        apart = []
        for other_named, other in merged:
            if other_named & named_here:
                named_here = named_here | other_named
                own = other.own if other.own is not None else part.own
                part = Group((), own, other.not_best + part.not_best, other.routes + part.routes)
            else:
                apart.append((other_named, other))
        merged = [*apart, (named_here, part)]
    return [part._replace(states=tuple(sorted(named - {asked.target}))) for named, part in merged]


def irredundant_terms(own: Own) -> tuple[tuple[int, ...], ...]:
    """The own condition as an AND of alternatives that name only states that matter; () where it always holds.

    What the irredundant clauses do not name makes no difference: alternatives that need it can go. Where the
    clauses are too many to find, some states may be named in vain: that costs time, never the answer.
    """
    terms = [tuple(each) for each in conjuncts(own)]
    clauses = monotone.clauses(terms, budget=STEPS)
    if clauses is not None:
        named = 0
        for mask in clauses:
            named |= mask
        terms = [tuple(mask for mask in each if mask & ~named == 0) for each in terms]
    return tuple(dict.fromkeys(each for each in terms if 0 not in each))


def group_share(group: Group, *, target: int) -> Fraction | None:
    """The share of orders of the group's states and the target that satisfy it; None where that is too much."""
    r = len(group.states)
    if group.routes:
        return share_by_enumeration(group, target=target) if r <= ENUMERATED else None
    if len(group.not_best) <= TOGETHER and all(c.state == target for c in group.not_best):
        found = share_by_sizes(group)
        if found is not None:
            return found
    return share_by_placing(group, target=target) if r <= MOST else None


def share_by_sizes(group: Group) -> Fraction | None:
    """The own condition, and that the target is not best among some states: both are about D alone.

    share = sum of N_d d! (r - d)! / (r + 1)!, N_d sets of d states. "Not best" excludes the sets that hold a
    whole list: by inclusion and exclusion over unions of lists. None past the budget.
    """
    r = len(group.states)
    everything = sum(1 << state for state in group.states)
    signs = {0: 1}
    for condition in group.not_best:
        listed = sum(1 << state for state in condition.among)
        for union, sign in list(signs.items()):
            signs[union | listed] = signs.get(union | listed, 0) - sign
    ways = 0
    for union, sign in signs.items():
        counts = monotone.sizes([*(group.own or ()), (union,)], everything, budget=STEPS // len(signs))
        if counts is None:
            return None
        ways += sign * sum(n * factorial(d) * factorial(r - d) for d, n in enumerate(counts))
    return Fraction(ways, factorial(r + 1))


def share_by_placing(group: Group, *, target: int) -> Fraction:
    """Own condition and "not best" conditions by the table over subsets, for at most 20 states beside the target.

    States are placed from worst to best. The target needs the own condition of what is placed; a state that must
    not be best needs something better, so not all of its list may be placed before it.
    """
    r = len(group.states)
    number = {state: k for k, state in enumerate(group.states)}
    own = [[_renumbered(mask, number) for mask in terms] for terms in group.own or ()]
    every = np.arange(1 << r, dtype=np.int64)

    def may(state: int, *, target_placed: bool) -> NDArray[np.bool_]:
        free = np.ones(1 << r, dtype=np.bool_)
        for condition in group.not_best:
            if condition.state == state and (target_placed or target not in condition.among):
                mask = sum(1 << number[x] for x in condition.among if x != target)
                free &= every & mask != mask
        return free

    found = orders(
        r,
        before=lambda k: may(group.states[k], target_placed=False),
        mark=truth_table(own, r) & may(target, target_placed=False),
        after=lambda k: may(group.states[k], target_placed=True),
    )
    return Fraction(found, factorial(r + 1))


def _renumbered(mask: int, number: dict[int, int]) -> int:
    return sum(1 << number[state] for state in monotone.members(mask))


def relevant(asked: Conditions) -> tuple[int, ...]:
    """The states whose places in the ranking matter, the target aside, ascending."""
    return tuple(sorted({state for group in groups(asked) for state in group.states}))
