"""Monotone Boolean functions: minimal sets, duals, and how many sets of each size make one true.

A set of variables is one integer, bit v for variable v. A function is given as an AND of alternatives: a sequence
of conjuncts, each a sequence of sets of which at least one must hold wholly. Its irredundant clause form and its
minimal sufficient sets are each other's dual; both can be exponentially long, so every search has a budget of
elementary steps and returns None where that does not suffice. Source: Crama and Hammer 2011, *Boolean functions*,
chapter 4 (Berge multiplication); counting by branching with connected components.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import comb

DEPTH = 200
"""Branchings inside each other, at most: beyond that the function is no longer small."""

Conjunct = tuple[int, ...]


class _TooMuch(Exception):
    """The budget is used up: caught in this file only."""


class _Budget:
    """Elementary steps left."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise _TooMuch


def members(mask: int) -> Iterator[int]:
    """The variables in a set, ascending.

    >>> list(members(0b1010))
    [1, 3]
    """
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def ordered(masks: Iterable[int]) -> tuple[tuple[int, ...], ...]:
    """Sets as ascending tuples, in lexicographic order.

    >>> ordered([0b110, 0b1001])
    ((0, 3), (1, 2))
    """
    return tuple(sorted(tuple(members(mask)) for mask in masks))


def _minimal(masks: Iterable[int], budget: _Budget) -> Conjunct:
    """The sets that contain no other one, by size and value."""
    each = sorted(set(masks), key=lambda m: (m.bit_count(), m))
    if each and each[0] == 0:
        return (0,)
    found = [mask for mask in each if mask.bit_count() == 1]
    alone = sum(found)
    budget.spend(len(each))
    larger: list[int] = []
    for mask in each[len(found) :]:
        # Sets of one are met by one look at all of them together.
        if not mask & alone:
            budget.spend(len(larger))
            if not any(mask & small == small for small in larger):
                larger.append(mask)
    return (*found, *larger)


def sufficient_sets(conjuncts: Sequence[Iterable[int]], *, budget: int) -> Conjunct | None:
    """The minimal sets that make every conjunct true: () where none does, (0,) where nothing is needed.

    >>> sufficient_sets([[0b1, 0b10], [0b1, 0b100]], budget=99)
    (1, 6)
    """
    try:
        return _product(conjuncts, _Budget(budget))
    except _TooMuch:
        return None


def _product(conjuncts: Sequence[Iterable[int]], budget: _Budget) -> Conjunct:
    found: Conjunct = (0,)
    for terms in sorted((_minimal(terms, budget) for terms in conjuncts), key=len):
        # Sets that hold a term already stay as they are: only the others are multiplied.
        budget.spend(len(found) * len(terms))
        kept = [a for a in found if any(a & b == b for b in terms)]
        rest = [a | b for a in found if not any(a & b == b for b in terms) for b in terms]
        found = _minimal([*kept, *rest], budget)
    return found


def dual(masks: Iterable[int], *, budget: int) -> Conjunct | None:
    """The minimal sets that meet every given set (minimal transversals): an involution on antichains.

    >>> dual([0b11, 0b101], budget=99)
    (1, 6)
    """
    return sufficient_sets([[1 << v for v in members(mask)] for mask in masks], budget=budget)


def clauses(conjuncts: Sequence[Iterable[int]], *, budget: int) -> Conjunct | None:
    """The irredundant clauses: sets of which each must have at least one variable true; () where always true.

    >>> clauses([[0b1, 0b110]], budget=99)
    (3, 5)
    """
    left = _Budget(budget)
    try:
        every: list[int] = []
        for terms in conjuncts:
            every += _product([[1 << v for v in members(mask)] for mask in _minimal(terms, left)], left)
        return _minimal(every, left)
    except _TooMuch:
        return None


def sizes(conjuncts: Sequence[Iterable[int]], variables: int, *, budget: int) -> list[int] | None:
    """How many sets of each size d = 0..r make the function true, over the r variables of a set.

    >>> sizes([[0b1, 0b110]], 0b111, budget=99)
    [0, 1, 3, 1]
    """
    left = _Budget(budget)
    try:
        function = _normal([_minimal(terms, left) for terms in conjuncts])
        if function is None:
            return [0] * (variables.bit_count() + 1)
        counts = _Branching(left).counts(function, 0)
    except _TooMuch:
        return None
    return _times(counts, _free(variables.bit_count() - _named(function).bit_count()))


def _named(function: Iterable[Conjunct]) -> int:
    named = 0
    for terms in function:
        for mask in terms:
            named |= mask
    return named


def _normal(conjuncts: Iterable[Conjunct]) -> tuple[Conjunct, ...] | None:
    """Without conjuncts that hold already, each one once, in order; None where one can never hold."""
    kept = {terms for terms in conjuncts if 0 not in terms}
    return None if () in kept else tuple(sorted(kept))


def _free(k: int) -> list[int]:
    return [comb(k, d) for d in range(k + 1)]


def _times(a: list[int], b: list[int]) -> list[int]:
    found = [0] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        if x:
            for j, y in enumerate(b):
                found[i + j] += x * y
    return found


class _Branching:
    """Counts of one function and its restrictions, each found once."""

    def __init__(self, budget: _Budget) -> None:
        self.budget = budget
        self.known: dict[tuple[Conjunct, ...], list[int]] = {}

    def counts(self, function: tuple[Conjunct, ...], depth: int) -> list[int]:
        """How many sets of the variables named in ``function`` make it true, by size."""
        if function not in self.known:
            self.budget.spend(1 + sum(len(terms) for terms in function))
            found = [1]
            for part in _parts(function):
                grown = self._branch(part, depth)
                self.budget.spend(len(found) * len(grown))
                found = _times(found, grown)
            self.known[function] = found
        return self.known[function]

    def _branch(self, function: tuple[Conjunct, ...], depth: int) -> list[int]:
        if depth > DEPTH:
            raise _TooMuch
        if len(function) == 1 and len(function[0]) == 1:
            return [0] * function[0][0].bit_count() + [1]  # all of one set, nothing else
        named = _named(function)
        chosen = _twins(function)
        k = chosen.bit_count()
        some = _free(k)
        some[0] = 0
        found = [0] * (named.bit_count() + 1)
        for holds, weight in ((True, some), (False, [1])):
            rest = _normal(self._assign(terms, chosen, holds) for terms in function)
            if rest is not None:
                gone = (named & ~chosen).bit_count() - _named(rest).bit_count()
                grown = _times(weight, _times(self.counts(rest, depth + 1), _free(gone)))
                for d, x in enumerate(grown):
                    found[d] += x
        return found

    def _assign(self, terms: Conjunct, chosen: int, holds: bool) -> Conjunct:
        """A conjunct when the chosen variables hold, or fail."""
        if not holds:
            return tuple(mask for mask in terms if not mask & chosen)
        if not _named((terms,)) & chosen:
            return terms
        return _minimal((mask & ~chosen for mask in terms), self.budget)


def _twins(function: tuple[Conjunct, ...]) -> int:
    """The variable to branch on: in most conjuncts, then in the smallest set, then the lowest.

    Where it always stands alone, all that stand alone in the same conjuncts go with it: one of them is as good
    as any, so only "some" and "none" differ.
    """
    seen: dict[int, tuple[set[int], int]] = {}
    for at, terms in enumerate(function):
        for mask in terms:
            for v in members(mask):
                where, size = seen.get(v, (set(), mask.bit_count()))
                where.add(at)
                seen[v] = (where, min(size, mask.bit_count()))
    best = min(seen, key=lambda v: (-len(seen[v][0]), seen[v][1], v))
    where = seen[best][0]
    chosen = 1 << best
    if all(chosen in function[at] for at in where):
        for v, (places, _) in seen.items():
            if places == where and all(1 << v in function[at] for at in where):
                chosen |= 1 << v
    return chosen


def _parts(function: tuple[Conjunct, ...]) -> list[tuple[Conjunct, ...]]:
    """Conjuncts that share variables together."""
    parts: list[tuple[int, list[Conjunct]]] = []
    for terms in function:
        named, group = _named((terms,)), [terms]
        apart = []
        for other, conjuncts in parts:
            if other & named:
                named, group = named | other, conjuncts + group
            else:
                apart.append((other, conjuncts))
        parts = [*apart, (named, group)]
    return [tuple(sorted(group)) for _, group in parts]
