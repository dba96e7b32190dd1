"""The two loops of a round of challenges that cost most, compiled: the odds and the choice among offers.

Each gives the bits of its plain twin in :mod:`challenges`: the same sums in the same order, no powers. This module
loads the compiler: import it only where there is much to do.
"""

from typing import Any

import numpy as np
from numba import njit

from pourparler.kernels.challenges import (
    CAPITULATION,
    COMPROMISE,
    CONFRONTATION,
    NONE,
    STEP,
    Flags,
    Floats,
    Judged,
    Rules,
    Table,
    Taken,
)

_BY_KIND, _BY_KIND_AND_POINT, _BY_MOVE, _BY_GAIN = 0, 1, 2, 3


def odds(pull: Floats, rules: Rules, apart: Flags) -> Floats:
    """As the plain one.

    >>> rules = Rules("pair", "linear", "all", "each", "adversaries", "off", "current", 1.0, "moves", "moves", "category", "distance")
    >>> pull, apart = np.array([[[0.0], [1.0]], [[1.0], [0.0]]]), np.array([[[False], [True]], [[True], [False]]])
    >>> odds(pull, rules, apart)[:, :, 0].tolist()
    [[0.0, 0.5], [0.5, 0.0]]
    """
    share = np.zeros_like(pull)
    _share(pull, apart, rules.voters == "others", rules.denominator == "pair", share)
    return share


def taken(table: Table, rules: Rules, found: Judged) -> Taken:
    """As the plain one."""
    shape = table.position.shape
    target, own, other = table.position.copy(), np.zeros(shape), np.zeros(shape)
    proposer, kind = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    order = _BY_KIND if rules.key == "distance" else _BY_KIND_AND_POINT
    order = {"least-move": _BY_MOVE, "strongest": _BY_GAIN}.get(rules.choice, order)
    codes = (order, rules.confrontation == "moves", rules.capitulation == "moves")
    stands = (table.position, table.same, table.rank)
    _choose(stands, found.own, found.other, codes, (target, proposer, kind, own, other))
    return Taken(target, proposer, kind, own, other)


@njit(cache=True)
def _share(pull: Any, apart: Any, without_themselves: bool, by_pair: bool, share: Any) -> None:
    n, _, draws = pull.shape
    won, everything = np.zeros_like(pull), np.zeros(draws)
    for i in range(n):
        for j in range(n):
            for k in range(n):
                if k == i and without_themselves:
                    continue
                for d in range(draws):
                    won[i, j, d] += max(pull[k, j, d] - pull[k, i, d], 0.0)
            everything += won[i, j]
    for i in range(n):
        for j in range(n):
            for d in range(draws):
                cast = won[i, j, d] + won[j, i, d] if by_pair else 2 * everything[d]
                if apart[i, j, d]:
                    share[i, j, d] = won[i, j, d] / cast if cast >= STEP / 2 else 0.5


@njit(cache=True)
def _choose(stands: Any, own: Any, other: Any, codes: Any, out: Any) -> None:
    """Every actor's best offer so far, from proposer to proposer; ``out``: the fields of ``Taken``."""
    position, same, rank = stands
    order, confront, capitulate = codes
    target, proposer, taken_kind, taken_own, taken_other = out
    n, draws = position.shape
    best = np.empty((draws, 6))
    keys = np.empty(6)
    low = position[0].copy()
    for i in range(1, n):
        low = np.minimum(low, position[i])
    for i in range(n):
        for j in range(n):
            for d in range(draws):
                x, y = position[i, d], position[j, d]
                if not abs(x - y) > same[d]:
                    continue
                a, b = own[i, j, d], other[i, j, d]
                kind = _kind(np.rint(a / STEP), np.rint(b / STEP))
                if kind == NONE or (kind == CONFRONTATION and not confront):
                    continue
                if kind == CAPITULATION and not capitulate:
                    continue
                to = x + (y - x) * (-a / b) if kind == COMPROMISE else y
                move, gain = np.rint(abs(to - x) / same[d]), -np.rint(b / STEP)
                keys[0], keys[1], keys[2] = kind, move, gain
                if order == _BY_KIND_AND_POINT and kind == COMPROMISE:
                    mine, yours = abs(a), abs(b)
                    keys[1] = np.rint((mine * (x - low[d]) + yours * (y - low[d])) / (mine + yours) / same[d])
                elif order == _BY_MOVE:
                    keys[0] = 0.0
                elif order == _BY_GAIN:
                    keys[0], keys[1], keys[2] = 0.0, gain, move
                keys[3] = np.rint((to - low[d]) / same[d])
                keys[4], keys[5] = kind, -np.rint(a / STEP)
                order_now = -1 if taken_kind[i, d] == NONE else _compared(keys, best[d])
                if order_now == 0 and rank[j, d] < rank[proposer[i, d], d]:
                    proposer[i, d] = j
                elif order_now < 0:
                    best[d] = keys
                    target[i, d], proposer[i, d], taken_kind[i, d] = to, j, kind
                    taken_own[i, d], taken_other[i, d] = a, b


@njit(cache=True)
def _kind(own: float, other: float) -> int:
    if other > 0 and own < 0:
        return COMPROMISE if other > -own else CAPITULATION
    return CONFRONTATION if other > own > 0 else NONE


@njit(cache=True)
def _compared(keys: Any, best: Any) -> int:
    for key, least in zip(keys, best):  # noqa: B905
        if key != least:
            return -1 if key < least else 1
    return 0
