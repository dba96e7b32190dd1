"""The largest product of gains where outcomes cannot be listed, also where it is 0 everywhere."""

from math import exp, log

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.programmes.near import high_products
from pourparler.analyses.bargaining.programmes.reach import GAP, Reach, Reached
from pourparler.kernels.optima import largest_products
from pourparler.kernels.programmes import Programme, Solved
from pourparler.language import msg

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def most_product(reach: Reach, exponents: tuple[Floats, Ints], solved: Solved, *, scale: int) -> Reached:
    """From an outcome with a positive product to the best one: by the list of all that come near, if it is short.

    ``exponents``: as given (members,), 0 for those who do not count, and as whole numbers in that ratio.
    """
    shares, powers = exponents
    counted = np.flatnonzero(shares > 0)
    choice = solved.choice
    assert choice is not None
    near = high_products(reach.programme, reach.reserve, shares, choice=choice)
    if near is not None and len(near):
        rows = largest_products(reach.gains(near)[:, counted], powers[counted].tolist())
        worth = reach.utilities(near[rows])
        first = int(np.lexsort(tuple(-column for column in worth.T[::-1]))[0])
        choice = near[rows[first]]
        value = _product(reach, shares, choice, scale=scale)
        return Reached(choice, value, 0.0, True, True, True, ties=np.delete(near[rows], first, axis=0))
    # Within the gap another outcome may do better for everyone.
    last = reach.undominated(reach.utilities(choice[None, :])[0])
    choice = choice if last.choice is None else last.choice
    value = _product(reach, shares, choice, scale=scale)
    gap = max(0.0, exp(solved.bound - _logarithm(reach, shares, choice)) - 1)
    return Reached(choice, value, gap, False, solved.complete, last.complete)


def _product(reach: Reach, shares: Floats, choice: Ints, *, scale: int) -> float:
    return exp(_logarithm(reach, shares, choice) - float(shares.sum()) * log(scale))


def _logarithm(reach: Reach, shares: Floats, choice: Ints) -> float:
    counted = np.flatnonzero(shares > 0)
    gains = reach.gains(choice[None, :])[0][counted].astype(np.float64)
    return float(shares[counted] @ np.log(gains))


def widest_product(reach: Reach, shares: Floats) -> Reached | None:
    """Where no outcome gives a gain to everyone with a stake: to as many as possible, and then the largest product.

    Of those who gain, in normalised gains. Each one is given a set of two values: to gain, or to be made up for,
    by 1 for the count and by the whole stake for the product. ``None`` where a search was cut off.
    """
    stakes = reach.stakes
    if stakes is None:
        return None
    counting = _counting(reach, stakes, made_up=np.ones_like(stakes))
    size = len(stakes)
    number = np.zeros(size + 1, dtype=np.int64)
    number[size] = 1
    most = counting.largest_sum(number)
    if most.choice is None or not most.complete:
        return None
    gaining = int(counting.sums(most.choice)[size])
    problem = _counting(reach, stakes, made_up=stakes)
    floor = problem.floor.copy()
    floor[size] = gaining
    base = np.append(reach.reserve, 0)
    powers = np.append(np.where(stakes > 0, shares, 0.0), 0.0)
    solved = problem.raised(floor).largest_product(base, powers, gap=GAP)
    if solved.choice is None:
        return None
    choice = solved.choice[: len(reach.programme.tables)]
    last = reach.undominated(reach.utilities(choice[None, :])[0])
    choice = choice if last.choice is None else last.choice
    gains = reach.gains(choice[None, :])[0]
    here = np.flatnonzero(gains > 0)
    rest = (powers[:-1] > 0) & (gains <= 0)
    value = float(shares[here] @ np.log(gains[here].astype(np.float64)))
    value += float(shares[rest] @ np.log(stakes[rest].astype(np.float64)))
    gap = max(0.0, exp(solved.bound - value) - 1)
    remark = msg(
        "No acceptable outcome gives everyone a gain, so the product is 0 everywhere; "
        "this one gives a gain to as many parties as possible ({n}) "
        "and has the largest product of their normalised gains.",
        n=len(here),
    )
    return Reached(choice, 0.0, gap, False, solved.complete, last.complete, remarks=(remark,))


def _counting(reach: Reach, stakes: Ints, *, made_up: Ints) -> Programme:
    """The programme with a set for each member with a stake: no gain but ``made_up``, or a gain that counts."""
    n = len(stakes)
    tables = [
        np.concatenate([table, np.zeros((1, table.shape[1]), dtype=np.int64)])
        for table in reach.programme.tables
    ]
    for p in np.flatnonzero(stakes > 0).tolist():
        table = np.zeros((n + 1, 2), dtype=np.int64)
        table[p, 0], table[n, 1] = made_up[p], 1
        tables.append(table)
    floor = np.append(reach.reserve + (stakes > 0), 0)
    return Programme(tables, floor, boxes=reach.programme.boxes, effort=reach.effort)
