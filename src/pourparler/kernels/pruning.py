"""The best sum of one value per set, for many draws of one problem: depth first, bounded and pruned.

What a partial sum can still become is bounded coordinate by coordinate, with the largest value of every set
left (bargaining specification, section 5.7). Integers throughout; scores are compared in 128 bits, as two
64-bit limbs. This module loads the compiler: import it only where there is much to do.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Limbs = NDArray[np.uint64]

# What is maximised over the gains of the members: their product, their sum, the smallest, then the next; or
# the first member's, then the next one's. Gains are multiplied by their factors first (not in the product).
PRODUCT, SUM, LEAST, ORDER = 0, 1, 2, 3
# More nodes than any search visits.
ENDLESS = 1 << 62

HALF = np.uint64(32)
LOW = np.uint64(0xFFFFFFFF)
NONE = np.uint64(0)


class Problems(NamedTuple):
    """Draws of one problem. The values of all sets stand one after another; T is their number.

    ``columns`` (draws, T, n) what each value adds; ``starts`` (sets + 1,) where each set begins;
    ``words`` (W, T) what a value adds to the index of a choice, first word first; ``order`` (draws, T) the values as they are
    tried, set by set; ``members`` (c,) the coordinates that count (repeated or not), ``floor`` (draws, c) what they must reach.
    """

    columns: Ints
    starts: Ints
    words: Ints
    order: Ints
    members: Ints
    floor: Ints

    def only(self, draws: NDArray[np.intp]) -> "Problems":
        """Some of the draws."""
        return self._replace(columns=self.columns[draws], order=self.order[draws], floor=self.floor[draws])


class Best(NamedTuple):
    """The best choice of each draw.

    ``picks`` (draws, sets): positions among the T values, -1 where nothing reaches the floor; ``equals``
    (draws,): how many choices have the best score; ``nodes`` (draws,): partial choices looked at. Where these
    pass the number allowed, another choice may be better.
    """

    picks: Ints
    equals: Ints
    nodes: Ints


def best_choices(problems: Problems, kind: int, *, factors: Limbs, most: int = ENDLESS) -> Best:
    """The choice with the largest score of each draw.

    Among equals the one with the lexicographically largest sums of all n coordinates, then the smallest
    index. Where the best score (for ``LEAST``: the smallest gain) is 0, some choice that reaches the floor
    is given (not for ``ORDER``), not the best. ``factors`` (draws, c, 2): see :func:`limbs`; no score may reach 2^128
    (2^63 for ``SUM``), no sum of a column's values 2^62.

    >>> columns = np.array([[[4, 0], [3, 2], [0, 3]]])
    >>> one = Problems(columns, np.array([0, 3]), np.arange(3)[None], np.array([[0, 1, 2]]), np.arange(2), np.zeros((1, 2), int))
    >>> best_choices(one, PRODUCT, factors=limbs([[1, 1]])).picks.tolist()
    [[1]]
    """
    return Best(*_search_all(tuple(problems), kind, factors, most))


def limbs(factors: Sequence[Sequence[int]]) -> Limbs:
    """Whole numbers from 0 to 2^128 (any rectangular nesting) as high and low halves in a last axis.

    >>> limbs([[1, 1 << 64]]).tolist()
    [[[0, 1], [1, 0]]]
    """
    whole = np.array(factors, dtype=object)
    return np.stack((whole >> 64, whole & (2**64 - 1)), axis=-1).astype(np.uint64)


@njit(cache=True)
def _search_all(problems: Any, kind: int, factors: Any, most: int) -> tuple[Ints, Ints, Ints]:
    columns, starts, words, order, members, floor = problems
    draws, sets = len(columns), len(starts) - 1
    picks = np.full((draws, sets), -1, dtype=np.int64)
    equals = np.zeros(draws, dtype=np.int64)
    nodes = np.zeros(draws, dtype=np.int64)
    for d in range(draws):
        # The draws are alike: the answer of the one before is a good first incumbent.
        first = picks[max(0, d - 1)].copy()
        frame = (columns[d], starts, words, order[d])
        goal = (members, floor[d], kind, factors[d], most)
        equals[d], nodes[d] = _search(frame, goal, first, picks[d])
    return picks, equals, nodes


@njit(cache=True)
def _search(frame: Any, goal: Any, first: Ints, chosen: Ints) -> tuple[int, int]:
    """One draw: ``chosen`` is set to the best choice. Returns how many are as good, and the nodes visited."""
    table, starts, words, order = frame
    members, floor, kind, factors, most = goal
    sets, n, c = len(starts) - 1, table.shape[1], len(members)
    later = _later(table, starts, members)
    sums = np.zeros((sets + 1, n), dtype=np.int64)
    word = np.zeros((sets + 1, len(words)), dtype=np.int64)
    gains = np.zeros(c, dtype=np.int64)
    score = np.zeros((c, 2), dtype=np.uint64)
    best = np.zeros((c, 2), dtype=np.uint64)
    best_sums, best_word = np.zeros(n, dtype=np.int64), np.zeros(len(words), dtype=np.int64)
    found = False
    equals = nodes = 0
    if first[0] >= 0:
        for s in range(sets):
            best_sums += table[first[s]]
            best_word += words[:, first[s]]
        found = True
        for i in range(c):
            gains[i] = best_sums[members[i]] - floor[i]
            found = found and gains[i] >= 0
        if found:
            _scored(gains, kind, factors, best)
            chosen[:] = first
    at = starts.copy()
    depth = 0
    while depth >= 0 and nodes <= most:
        if at[depth] == starts[depth + 1]:
            depth -= 1
            continue
        value = order[at[depth]]
        at[depth] += 1
        nodes += 1
        able = True
        for i in range(c):
            p = members[i]
            gains[i] = sums[depth, p] + table[value, p] + later[depth + 1, i] - floor[i]
            if gains[i] < 0:
                able = False
                break
        if not able:
            continue
        rank = 1
        if found:
            _scored(gains, kind, factors, score)
            rank = _compared(score, best)
            # A score of 0 is not worth refining: it only tells that the floor can be reached.
            if rank < 0 or (kind != ORDER and score[0, 0] == NONE and score[0, 1] == NONE):
                continue
        for p in range(n):
            sums[depth + 1, p] = sums[depth, p] + table[value, p]
        for w in range(len(words)):
            word[depth + 1, w] = word[depth, w] + words[w, value]
        if depth + 1 < sets:
            depth += 1
            at[depth] = starts[depth]
            continue
        equals = equals + 1 if rank == 0 else 1
        if rank == 0 and not _first(sums[sets], word[sets], best_sums, best_word):
            continue
        found = True
        _scored(gains, kind, factors, best)
        best_sums[:] = sums[sets]
        best_word[:] = word[sets]
        for s in range(sets):
            chosen[s] = order[at[s] - 1]
    return equals, nodes


@njit(cache=True)
def _later(table: Ints, starts: Ints, members: Ints) -> Ints:
    """What the sets from each one on add at most: (sets + 1, c)."""
    sets, c = len(starts) - 1, len(members)
    later = np.zeros((sets + 1, c), dtype=np.int64)
    for s in range(sets - 1, -1, -1):
        for i in range(c):
            top = table[starts[s], members[i]]
            for t in range(starts[s] + 1, starts[s + 1]):
                top = max(top, table[t, members[i]])
            later[s, i] = later[s + 1, i] + top
    return later


@njit(cache=True)
def _first(sums: Ints, word: Ints, best_sums: Ints, best_word: Ints) -> bool:
    """Whether an equally good choice comes before the best one: larger sums, then a smaller index."""
    for p in range(len(sums)):
        if sums[p] != best_sums[p]:
            return bool(sums[p] > best_sums[p])
    for w in range(len(word)):
        if word[w] != best_word[w]:
            return bool(word[w] < best_word[w])
    return False


@njit(cache=True)
def _scored(gains: Ints, kind: int, factors: Any, score: Any) -> None:
    """Write the score of ``gains`` (c,), none negative, to ``score`` (c, 2): high and low limbs."""
    c = len(gains)
    if kind == PRODUCT:
        high, low = NONE, np.uint64(1)
        for i in range(c):
            high, low = _times(high, low, np.uint64(gains[i]))
        score[0, 0], score[0, 1] = high, low
    elif kind == SUM:
        total = NONE
        for i in range(c):
            total += np.uint64(gains[i]) * factors[i, 1]
        score[0, 1] = total
    else:
        for i in range(c):
            high, low = _times(factors[i, 0], factors[i, 1], np.uint64(gains[i]))
            j = i
            while (
                kind == LEAST
                and j > 0
                and (score[j - 1, 0] > high or (score[j - 1, 0] == high and score[j - 1, 1] > low))
            ):
                score[j, 0], score[j, 1] = score[j - 1, 0], score[j - 1, 1]
                j -= 1
            score[j, 0], score[j, 1] = high, low


@njit(cache=True)
def _times(high: Any, low: Any, by: Any) -> Any:
    """The product of (high, low) and ``by``, all unsigned; it must stay below 2^128."""
    if high == NONE and (low | by) <= LOW:
        return NONE, low * by
    low_low = (low & LOW) * (by & LOW)
    middle = (low >> HALF) * (by & LOW) + (low_low >> HALF)
    other = (low & LOW) * (by >> HALF) + (middle & LOW)
    carried = (low >> HALF) * (by >> HALF) + (middle >> HALF) + (other >> HALF)
    return high * by + carried, (other << HALF) | (low_low & LOW)


@njit(cache=True)
def _compared(score: Any, best: Any) -> int:
    for i in range(len(score)):
        for limb in range(2):
            if score[i, limb] != best[i, limb]:
                return 1 if score[i, limb] > best[i, limb] else -1
    return 0
