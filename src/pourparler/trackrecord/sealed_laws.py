"""Sealed forecasts as distributions: atoms as they stand, and in between linear from quantile to quantile."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.forecasting.density import Density
from pourparler.kernels.piecewise_laws import Law
from pourparler.trackrecord.records import LEVELS, ForecastLine

Floats = NDArray[np.float64]

CELLS = 2_000
"""Cells of the grid on which the continuous part is kept: a twentieth of a point of a scale of 100."""


SAME = 1e-9
"""Places nearer to each other than this share of the scale are one place."""


def law_of(line: ForecastLine) -> Law:
    """The distribution that was sealed, on [0, 1]; all mass on the point where only a point was sealed."""
    if line.form == "quantiles":
        return _of_quantiles(line)
    if line.form == "atoms":
        at, mass = _atoms(line)
        return Law(np.zeros(2), at, mass / mass.sum())
    return Law(np.zeros(2), share_of(line, np.array([line.law.point])), np.ones(1))


def central(line: ForecastLine) -> tuple[float, float] | None:
    """The central 80 % interval that was sealed, on the scale's own terms; ``None`` where only a point was."""
    if line.form == "point":
        return None
    if line.law.quantiles is not None:
        return line.law.quantiles["0.10"], line.law.quantiles["0.90"]
    return Density(line.scale.low, line.scale.high, law_of(line)).interval(0.8)


def share_of(line: ForecastLine, places: Floats) -> Floats:
    """Places on the sealed scale as shares of its width, in [0, 1]."""
    low, high = line.scale.low, line.scale.high
    return np.asarray(np.clip((places - low) / (high - low), 0.0, 1.0))


def _atoms(line: ForecastLine) -> tuple[Floats, Floats]:
    """Places (rising, each once) and masses of the sealed atoms."""
    places = share_of(line, np.array([atom.at for atom in line.law.atoms]))
    at, where = np.unique(places, return_inverse=True)
    mass = np.bincount(where, weights=[atom.mass for atom in line.law.atoms], minlength=len(at))
    return at, mass.astype(np.float64)


def _of_quantiles(line: ForecastLine) -> Law:
    sealed: Mapping[str, float] = line.law.quantiles or {}
    levels = np.array([float(level) for level in LEVELS])
    values = share_of(line, np.array([sealed[level] for level in LEVELS]))
    at, mass = _atoms(line)
    if len(at):
        nearest = at[np.abs(values[:, None] - at).argmin(axis=1)]
        values = np.where(np.abs(values - nearest) <= SAME, nearest, values)
    at, mass = _with_repeated(at, mass, values=values, levels=levels)
    mass = mass / max(mass.sum(), 1.0)
    total = 1.0 - mass.sum()
    sums = np.concatenate(([0.0], np.cumsum(mass)))
    free = ~np.isin(values, at)
    # The continuous part where a quantile lies between atoms: its level less the atoms below it.
    x = np.concatenate(([0.0], values[free], [1.0]))
    c = np.concatenate(([0.0], levels[free] - sums[np.searchsorted(at, values[free], side="right")], [total]))
    c = np.maximum.accumulate(np.clip(c, 0.0, total))
    for k in np.flatnonzero(np.isin(at, values) & (at > 0) & (at < 1)):
        # At an atom the levels of its quantiles tell where the continuous part must pass.
        here = levels[values == at[k]]
        least, most = here.max() - sums[k + 1], here.min() - sums[k]
        passes = np.clip(np.interp(at[k], x, c), min(least, most), max(least, most))
        place = int(np.searchsorted(x, at[k]))
        x, c = np.insert(x, place, at[k]), np.insert(c, place, np.clip(passes, c[place - 1], c[place]))
    cdf = np.interp(np.linspace(0.0, 1.0, CELLS + 1), x, c)
    cdf[0], cdf[-1] = 0.0, total  # also where a lone quantile lies at an end
    return Law(cdf, at, mass)


def _with_repeated(at: Floats, mass: Floats, *, values: Floats, levels: Floats) -> tuple[Floats, Floats]:
    """The atoms, with those that only show as several quantiles in one place."""
    places, first, count = np.unique(values, return_index=True, return_counts=True)
    hidden = (count > 1) & ~np.isin(places, at)
    last = first + count - 1
    places = places[hidden]
    # At least from the first of its levels to the last; at an end of the scale there is nothing beyond.
    upper = np.where(places == 1.0, 1.0, levels[last[hidden]])
    more = upper - np.where(places == 0.0, 0.0, levels[first[hidden]])
    order = np.argsort(np.concatenate((at, places)), kind="stable")
    return np.concatenate((at, places))[order], np.concatenate((mass, more))[order]
