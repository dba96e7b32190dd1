"""The form of a forecast: a distribution over an issue's scale, with mass on single points where outcomes fall."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.forecast import Atom
from pourparler.kernels import piecewise_laws
from pourparler.kernels.piecewise_laws import Law

Floats = NDArray[np.float64]

SHARES = (0.5, 0.8, 0.95)
"""The probabilities of the intervals that are told."""
LEAST_ATOM = 0.005
"""Atoms with less mass are not listed (they stay in the distribution)."""
LEVELS = np.arange(1, 100) / 100


@dataclass(frozen=True, eq=False)
class Density:
    """A distribution over the scale from ``low`` to ``high``: atoms and a piecewise linear continuous part.

    ``law``: the same on [0, 1] (:class:`pourparler.kernels.piecewise_laws.Law`); everything asked of it is exact.
    When not to use: to add up over issues, which it knows nothing of.

    >>> flat = Density(0.0, 100.0, Law(np.array([0.0, 0.5]), np.array([0.0, 0.5]), np.array([0.2, 0.3])))
    >>> flat.up_to(50.0), flat.below(50.0), flat.quantile(0.5)
    (0.75, 0.45, 50.0)
    """

    low: float
    high: float
    law: Law

    @classmethod
    def certain(cls, at: float, low: float, high: float) -> "Density":
        """All mass on one point."""
        share = (at - low) / (high - low) if high > low else 0.0
        return cls(low, high, Law(np.zeros(2), np.array([share]), np.ones(1)))

    @property
    def width(self) -> float:
        """The width of the scale."""
        return self.high - self.low

    def up_to(self, x: float) -> float:
        """The probability of an outcome at or below ``x``."""
        return float(piecewise_laws.up_to(self.law, self._shares(x))[0])

    def below(self, x: float) -> float:
        """The probability of an outcome below ``x``."""
        return float(piecewise_laws.below(self.law, self._shares(x))[0])

    def quantile(self, level: float) -> float:
        """The smallest outcome with at least probability ``level`` at or below it."""
        return float(self.quantiles(np.array([level]))[0])

    def quantiles(self, levels: Floats) -> Floats:
        """Quantiles at several levels (L,)."""
        return np.asarray(self.low + self.width * piecewise_laws.quantiles(self.law, levels))

    def interval(self, share: float) -> tuple[float, float]:
        """The central interval: as much probability below it as above it."""
        low, high = self.quantiles(np.array([(1 - share) / 2, (1 + share) / 2]))
        return float(low), float(high)

    def moments(self) -> tuple[float, float]:
        """Mean and variance, in the unit of the scale and its square."""
        mean, variance = piecewise_laws.moments(self.law)
        return self.low + self.width * mean, self.width**2 * variance

    def sample(self, count: int, rng: np.random.Generator) -> Floats:
        """``count`` independent outcomes."""
        return self.quantiles(rng.random(count))

    def crps(self, outcome: float) -> float:
        """The continuous ranked probability score, in the unit of the scale: smaller is better."""
        return self.width * piecewise_laws.crps(self.law, float(self._shares(outcome)[0]))

    def parts(self, count: int) -> Floats:
        """The continuous mass in each of ``count`` equal parts of the scale, atoms apart."""
        return np.diff(piecewise_laws.continuous(self.law, np.linspace(0.0, 1.0, count + 1)))

    def atoms(self) -> tuple[Atom, ...]:
        """The points with a mass worth telling."""
        places = (self.low + self.width * self.law.at).tolist()
        return tuple(
            Atom(at, mass)
            for at, mass in zip(places, self.law.mass.tolist(), strict=True)
            if mass >= LEAST_ATOM
        )

    def details(self) -> dict[str, Any]:
        """Intervals and quantiles as JSON data."""
        intervals = {f"{share:g}": list(self.interval(share)) for share in SHARES}
        quantiles = dict(
            zip((f"{level:.2f}" for level in LEVELS), self.quantiles(LEVELS).tolist(), strict=True)
        )
        return {"intervals": intervals, "quantiles": quantiles}

    def _shares(self, x: float) -> Floats:
        """Where ``x`` is on [0, 1]; on a scale without width, on its only point or beside it."""
        return np.array([(x - self.low) / self.width if self.width > 0 else np.sign(x - self.low)])
