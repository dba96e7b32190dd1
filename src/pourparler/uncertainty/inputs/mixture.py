"""The law of a number that may be one thing or another: as its evidence says, as its prior says, as an expert says."""

from dataclasses import dataclass
from functools import cached_property
from math import fsum

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.laws import Law

Floats = NDArray[np.float64]

_HALVINGS = 80


@dataclass(frozen=True)
class Mixed:
    """A finite mixture of laws, at central weights: what a sweep draws a number from when weights do not vary.

    ``parts``: weights that sum to 1 with their laws, what is written first. Source: the law of total probability.
    When not to use: to draw in a sweep, where one root decides on several numbers at once and weights vary; see
    :class:`pourparler.uncertainty.inputs.inputs.Inputs`.

    >>> law = Mixed(((0.63, Law("pert", (90.0, 100.0, 100.0))), (0.37, Law("uniform", (0.0, 100.0)))))
    >>> round(law.mean, 2), law.central
    (80.45, 100.0)
    """

    parts: tuple[tuple[float, Law], ...]

    @property
    def written(self) -> Law:
        """The law as written."""
        return self.parts[0][1]

    @property
    def weight(self) -> float:
        """The weight of what is written, 0 to 1."""
        return self.parts[0][0]

    @property
    def central(self) -> float:
        """The central value as written, whatever the weight."""
        return self.written.central

    @cached_property
    def support(self) -> tuple[float, float]:
        """Smallest and largest possible value: the hull of the parts, what is written among them."""
        ends = [law.support for _, law in self.parts]
        return min(low for low, _ in ends), max(high for _, high in ends)

    @property
    def is_point(self) -> bool:
        """Whether nothing varies: all parts are one point."""
        return self.support[0] == self.support[1]

    @property
    def mean(self) -> float:
        """The expected value."""
        return fsum(weight * law.mean for weight, law in self.parts)

    def below(self, x: Floats) -> Floats:
        """The probability of ``x`` or less (any shape); same shape out."""
        return sum((weight * law.below(x) for weight, law in self.parts), np.zeros(np.shape(x)))

    def quantile(self, u: Floats) -> Floats:
        """Values at probabilities ``u`` (any shape, in [0, 1]); same shape out.

        The smallest value at which the distribution function reaches ``u``, by bisection down to the last bits.
        """
        for weight, law in self.parts:
            if weight == 1.0:
                return law.quantile(u)
        u = np.asarray(u, dtype=np.float64)
        low, high = (np.full_like(u, end) for end in self.support)
        points = [law.central for _, law in self.parts if law.is_point]
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            reached = self.below(middle) >= u
            low, high = np.where(reached, low, middle), np.where(reached, middle, high)
        found = high
        slack = 1e-12 * (self.support[1] - self.support[0])
        for point in points:  # a jump is met exactly
            found = np.where(np.abs(found - point) <= slack, point, found)
        return found

    def interval(self, mass: float = 0.9) -> tuple[float, float]:
        """The central interval that holds ``mass`` (0 to 1) of the law."""
        low, high = self.quantile(np.array([(1 - mass) / 2, (1 + mass) / 2]))
        return float(low), float(high)
