"""What knowing one input would be worth to a decision, by regression on draws that are already there.

Rows are equally likely draws, columns of ``payoffs`` decisions. Expected values given an input are regressions on a
natural cubic spline; the decision in a row is chosen by a regression on the other half of the rows and paid what it
really brings in that row. So a choice is never judged by the noise it was made from: the estimate errs downward, may
be negative, and never exceeds that of perfect information. Source: Strong, Oakley & Brennan 2014 (regression);
Chernozhukov et al. 2018 (cross-fitting).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

KNOTS = 5
RIDGE = 1e-8
SPLITS = 4
"""Random halvings over which a policy is averaged: a single one adds its own noise."""


def spline(values: Floats, *, knots: int = KNOTS) -> Floats:
    """Columns of a natural cubic spline in ``values`` (n,), without the constant: shape (n, knots - 1) or fewer.

    Knots lie at equally spaced quantiles from 5 % to 95 %, where those coincide at quantiles of the distinct values, and
    at the values themselves where they are few: then the spline tells all of them apart. Each column has mean 0 and deviation 1. Values that do not
    vary give no column. Source: Harrell 2015, section 2.4.

    >>> spline(np.linspace(0.0, 1.0, 100)).shape, spline(np.array([0.0, 1.0, 1.0])).shape, spline(np.ones(4)).shape
    ((100, 4), (3, 1), (4, 0))
    """
    distinct = np.unique(values)
    if len(distinct) < 2:
        return np.empty((len(values), 0))
    # On [0, 1]: cubes of large numbers would lose what tells the columns apart.
    x = (values - distinct[0]) / (distinct[-1] - distinct[0])
    at = np.linspace(0.05, 0.95, knots)
    if len(distinct) <= knots:
        places = np.unique(x)
    else:
        places = np.unique(np.quantile(x, at))
        if len(places) < knots:
            places = np.unique(np.quantile(np.unique(x), at))
    columns = [x]
    if len(places) > 2:
        end, last = places[-1], places[-2]
        for place in places[:-2]:
            tail = ((end - place) * _cube(x - last) - (last - place) * _cube(x - end)) / (end - last)
            columns.append(_cube(x - place) - tail)
    basis = np.stack(columns, axis=1)
    spread = basis.std(axis=0)
    kept = spread > 1e-12
    return np.asarray((basis[:, kept] - basis[:, kept].mean(axis=0)) / spread[kept])


def _cube(x: Floats) -> Floats:
    return np.asarray(np.maximum(x, 0.0) ** 3)


def halves(rows: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """A random half of the rows: (rows,).

    Never every other row: of two neighbours in a Sobol sequence one lies in either half of the first axis.
    """
    first: NDArray[np.bool_] = np.zeros(rows, dtype=np.bool_)
    first[rng.permutation(rows)[: rows // 2]] = True
    return first


def chosen(payoffs: Floats, columns: Floats, half: NDArray[np.bool_]) -> Indices:
    """The decision of every row by what its input tells: shape (n,), of equally good ones the first.

    ``payoffs`` (n, decisions); ``columns`` (n, k), of mean 0, of one input or, side by side, of a group of them; ``half``
    (n,): rows in the first half, whose decisions come from a regression on the second, and the other way round. What
    a decision brings on average is taken from all rows, as for the best single decision; only what the input adds to
    that is judged across halves: means of halves err against one another.
    """
    average = payoffs.mean(axis=0)
    basis = np.concatenate((np.ones((len(columns), 1)), columns), axis=1)
    found = np.empty(len(payoffs), dtype=np.int64)
    for side in (half, ~half):
        told = basis[~side]
        square = told.T @ told
        square[np.diag_indices_from(square)] += RIDGE * len(told)
        weights = np.linalg.solve(square, told.T @ payoffs[~side])
        weights[0] = average
        found[side] = (basis[side] @ weights).argmax(axis=1)
    return found


def informed(payoffs: Floats, columns: Floats, splits: Sequence[NDArray[np.bool_]]) -> Floats:
    """What each row brings who knows the input, averaged over random halvings: (n,).

    ``payoffs`` (n, decisions), ``columns`` (n, k), each of ``splits`` (n,).
    """
    return np.asarray(np.mean([paid(payoffs, chosen(payoffs, columns, half)) for half in splits], axis=0))


def paid(payoffs: Floats, choice: Indices) -> Floats:
    """What each row's decision brings there: (n, decisions), (n,) -> (n,)."""
    return np.asarray(payoffs[np.arange(len(payoffs)), choice])


def best_of_each(payoffs: Floats) -> Floats:
    """What each row brings who knows everything: (n, decisions) -> (n,)."""
    return np.asarray(payoffs.max(axis=1))


def standard_errors(payoffs: Floats, policies: Floats, *, resamples: int, rng: np.random.Generator) -> Floats:
    """Bootstrap standard errors of each policy's mean payoff less that of the best single decision: (policies,).

    ``payoffs`` (n, decisions); ``policies`` (n, policies): what each policy brings in each row. Rows are resampled,
    regressions kept. Weights are Poisson with mean 1, which multinomial ones tend to. It treats rows as independent,
    so that for a scrambled sequence it is conservative. Source: Efron & Tibshirani 1993; Hanley & MacGibbon 2006.
    """
    both = np.concatenate((payoffs, policies), axis=1)
    weights = rng.poisson(1.0, size=(resamples, len(payoffs))).astype(np.float64)
    means = (weights @ both) / np.maximum(weights.sum(axis=1, keepdims=True), 1.0)
    best = means[:, : payoffs.shape[1]].max(axis=1, keepdims=True)
    return np.asarray((means[:, payoffs.shape[1] :] - best).std(axis=0))
