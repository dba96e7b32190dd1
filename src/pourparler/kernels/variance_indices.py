"""Variance-based indices of groups of inputs (Sobol indices) from evaluations at mixed points, with standard errors.

Points come in two independent sets A and B of n rows each; in A_gB the inputs of group g are those of B, all others
those of A. The three evaluations of one row belong together; rows are what is resampled.

Sources: Jansen 1999 (both estimators); Saltelli et al. 2010, table 2, rows (c) and (f); bootstrap: Archer, Saltelli
and Sobol 1997.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Evaluations and multiplicities taken at once. Products of fewer resamples are slow where threads share busy cores.
_CELLS, _COUNTS = 2**20, 2**22
# Answers that differ by rounding alone are the same answer.
_ROUNDING = 1e-12


class Evaluations(NamedTuple):
    """One output at all points: ``a`` and ``b`` (N,), ``mixed`` (G, N); NaN where a point has no such output."""

    a: Floats
    b: Floats
    mixed: Floats


class Estimates(NamedTuple):
    """Each (G,): first-order and total indices, their standard errors, the share of rows that could be used.

    NaN where an index is not defined: no variance, or fewer than two usable rows. Estimates are not cut to [0, 1].
    """

    first: Floats
    total: Floats
    first_error: Floats
    total_error: Floats
    usable: Floats


def multiplicities(rows: int, resamples: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """How often each row is drawn in each resample of the bootstrap: shape (R, N), each row of it sums to N."""
    found = np.empty((resamples, rows), dtype=np.uint8)
    for counts in found:
        # A row comes up more than 255 times in N draws of N once in some 10^500 resamples.
        counts[:] = np.bincount(rng.integers(0, rows, rows), minlength=rows)
    return found


def variance_indices(seen: Evaluations, counts: NDArray[np.uint8]) -> Estimates:
    """First-order and total indices of every group, with bootstrap standard errors.

    S_g = 1 − mean (f_B − f_AgB)² / 2V and T_g = mean (f_A − f_AgB)² / 2V, V the variance of f_A and f_B together.
    ``counts`` (R, N) as :func:`multiplicities` gives them; with R < 2 errors are NaN. A row counts for a group where
    all three of its evaluations are known. Rows are treated as independent, so errors are too large for points of
    a low-discrepancy sequence. When not to use: for inputs that depend on one another.

    >>> a, b = np.array([1.0, 2.0, 3.0, 4.0]), np.array([4.0, 1.0, 2.0, 3.0])
    >>> found = variance_indices(Evaluations(a, b, np.stack([b, a])), np.empty((0, 4), np.uint8))
    >>> found.first.round(9).tolist(), found.total.round(9).tolist()
    ([1.0, -0.2], [1.2, 0.0])
    """
    groups, rows = seen.mixed.shape
    blank = np.full((4, groups), np.nan)
    found = Estimates(blank[0], blank[1], blank[2], blank[3], usable=np.zeros(groups))
    if not rows:
        return found
    once = np.ones((1, rows), dtype=np.uint8)
    for block in _blocks(groups, rows):
        terms = _terms(Evaluations(seen.a, seen.b, seen.mixed[block]))
        first, total = _ratios(_sums(terms, once), terms)
        found.first[block], found.total[block] = first[0], total[0]
        found.usable[block] = terms.known.mean(axis=1)
        drawn = _ratios(_sums(terms, counts), terms)
        found.first_error[block], found.total_error[block] = map(_deviation, drawn)
    return found


class _Terms(NamedTuple):
    """What is summed over rows: ``differences`` (N, 2 g), ``moments`` (N, 3 m): count, sum and sum of squares.

    The moments are those of the m distinct sets of ``known`` rows (g, N), ``mask`` (g,) tells which is a group's own:
    mostly one. ``varies`` (m,).
    """

    differences: Floats
    moments: Floats
    known: NDArray[np.bool_]
    mask: NDArray[np.int64]
    varies: NDArray[np.bool_]


def _blocks(groups: int, rows: int) -> Iterator[slice]:
    """Groups taken together, so that what is held beside the evaluations stays small."""
    step = max(1, _CELLS // rows)
    return (slice(start, min(start + step, groups)) for start in range(0, groups, step))


def _terms(seen: Evaluations) -> _Terms:
    known = ~(np.isnan(seen.a) | np.isnan(seen.b) | np.isnan(seen.mixed))
    some = known.any()
    # Squares of numbers far from 0 would lose the digits in which they differ.
    centre = np.nanmean(np.concatenate([seen.a, seen.b])) if some else 0.0
    a, b = seen.a - centre, seen.b - centre
    differences = np.concatenate([seen.b - seen.mixed, seen.a - seen.mixed]) ** 2
    differences[~np.tile(known, (2, 1))] = 0.0
    packed, mask = np.unique(np.packbits(known, axis=1), axis=0, return_inverse=True)
    masks = np.unpackbits(packed, axis=1, count=known.shape[1]).astype(np.bool_)
    parts = (masks * 2.0, np.where(masks, a + b, 0.0), np.where(masks, a * a + b * b, 0.0))
    return _Terms(differences.T, np.concatenate(parts).T, known, mask, _varying(seen, masks))


def _varying(seen: Evaluations, masks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether the output varies over the rows of each mask, by more than rounding."""
    both = np.stack([seen.a, seen.b])
    found = []
    for mask in masks:
        values = both[:, mask]
        size = np.abs(values).max() if values.size else 0.0
        found.append(bool(values.shape[1] > 1 and np.ptp(values) > _ROUNDING * size))
    return np.array(found)


def _sums(terms: _Terms, counts: NDArray[np.uint8]) -> Floats:
    """The terms summed over resampled rows: shape (R, 2 g + 3 m)."""
    columns = np.concatenate([terms.differences, terms.moments], axis=1)
    found = np.empty((len(counts), columns.shape[1]))
    step = max(1, _COUNTS // max(1, counts.shape[1]))
    for start in range(0, len(counts), step):
        found[start : start + step] = counts[start : start + step].astype(np.float64) @ columns
    return found


def _ratios(sums: Floats, terms: _Terms) -> tuple[Floats, Floats]:
    """S and T of every resample: two arrays (R, g), NaN without variance."""
    groups = len(terms.mask)
    near, far = sums[:, :groups], sums[:, groups : 2 * groups]
    count, total, squares = np.split(sums[:, 2 * groups :], 3, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / count
        variance = squares / count - mean**2
        # A resample of equal rows has no variance but rounding.
        alive = terms.varies & (variance > _ROUNDING * squares / count)
        scale = np.where(alive, count * variance, np.nan)[:, terms.mask]
        return 1 - near / scale, far / scale


def _deviation(drawn: Floats) -> Floats:
    """The standard deviation over the resamples in which an index is defined; NaN with fewer than two."""
    known = ~np.isnan(drawn)
    count = known.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(known, drawn, 0.0).sum(axis=0) / count
        squares = (np.where(known, drawn - mean, 0.0) ** 2).sum(axis=0)
        return np.asarray(np.where(count > 1, np.sqrt(squares / (count - 1)), np.nan))
