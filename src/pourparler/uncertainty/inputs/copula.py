"""Values that move together: independent uniforms made into the uniforms of tied numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.correlations import triangular_root
from pourparler.model.dependence import Tied

Floats = NDArray[np.float64]

EDGE = 2.0**-33
"""Uniforms keep this distance from 0 and 1."""


@dataclass(frozen=True, eq=False)
class Copula:
    """A Gaussian copula over some keys: their normal variables are ``loads`` (keys, dimensions) times independent ones.

    ``dimensions``: names of the independent uniforms, a common factor first where there is one.
    Source: Iman and Conover 1982; Nelsen 2006, section 2.8.
    """

    keys: tuple[str, ...]
    dimensions: tuple[str, ...]
    loads: Floats

    def uniforms(self, points: Mapping[str, Floats]) -> dict[str, Floats]:
        """The uniform of each key in each draw (draws,), from those of the dimensions."""
        from scipy.special import ndtr, ndtri

        normal = [ndtri(points[name]) for name in self.dimensions]
        found = {}
        for key, row in zip(self.keys, self.loads, strict=True):
            # Summed in one order whatever the number of draws, so that a draw is the same alone.
            total = np.zeros_like(normal[0])
            for load, column in zip(row.tolist(), normal, strict=True):
                if load:
                    total = total + load * column
            found[key] = np.clip(ndtr(total), EDGE, 1.0 - EDGE)
        return found

    def moved(self, dimension: str) -> tuple[str, ...]:
        """The keys that a dimension moves."""
        at = self.dimensions.index(dimension)
        return tuple(key for key, row in zip(self.keys, self.loads, strict=True) if row[at])


def copula_of(tied: Tied) -> Copula:
    """The copula of numbers that the brief ties.

    Numbers tied by their party alone share one factor beside a residual each; where pairs are stated, the first key is
    drawn alone, each further one from those before it and a residual (a Cholesky factor, keys sorted).
    """
    residuals = tuple(f"value/{key}" for key in tied.keys)
    if tied.factor:
        return common(tied.keys, f"factor/party/{tied.factor}", r=float(tied.matrix[0, 1]))
    return Copula(tied.keys, residuals, triangular_root(tied.matrix))


def common(keys: Sequence[str], factor: str, *, r: float) -> Copula:
    """One factor for all keys and a residual of each; ``r``: correlation of any two normal variables, 0 to 1."""
    loads = np.column_stack((np.full(len(keys), np.sqrt(r)), np.sqrt(1.0 - r) * np.eye(len(keys))))
    return Copula(tuple(keys), (factor, *(f"value/{key}" for key in keys)), loads)
