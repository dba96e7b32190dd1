"""One-at-a-time drivers: each number at its 5 % and 95 % points, the rest central (the tornado)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Observation
from pourparler.model.template import Template
from pourparler.uncertainty.observing import observed


@dataclass(frozen=True)
class Driver:
    """What one number does alone. ``quantity`` names what ``low`` and ``high`` are values of."""

    key: str
    quantity: str
    low: float | None
    high: float | None
    changes_outcome: bool

    @property
    def effect(self) -> float:
        """The distance between the answers at both points (0 where one is missing)."""
        return abs(self.high - self.low) if self.low is not None and self.high is not None else 0.0

    def as_data(self) -> dict[str, Any]:
        """The driver as JSON data; the indices come with a full analysis."""
        return {
            "key": self.key, "quantity": self.quantity, "low": self.low, "high": self.high,
            "changes_outcome": self.changes_outcome, "first_order": None, "total": None, "standard_error": None,
        }  # fmt: skip


def one_at_a_time(template: Template, concept: Concept, seed: int) -> tuple[Driver, ...]:
    """Drivers of every number that varies and can change the answer, largest effect first (ties: key).

    The quantity is the concept's objective; without one, the utility that moves most; for a forecast, the issue
    that does. Where numbers interact strongly a tornado misleads.
    """
    central = np.array([law.central for law in template.laws.values()])
    keys: list[str] = []
    rows: list[NDArray[np.float64]] = []
    for at, (key, law) in enumerate(template.laws.items()):
        if law.is_point or key not in template.decisive:
            continue
        keys.append(key)
        for value in law.interval(0.9):
            rows.append(central.copy())
            rows[-1][at] = value
    seen = observed(template, concept, np.array(rows), seed=seed)
    found = [_driver(key, low, high) for key, low, high in zip(keys, seen[::2], seen[1::2], strict=True)]
    return tuple(sorted(found, key=lambda driver: (-driver.effect, driver.key)))


def _driver(key: str, low: Observation, high: Observation) -> Driver:
    names = [name for name in low.quantities if name in high.quantities]
    # What parties get is told before counts, such as rounds of talks: their units differ.
    worths = [name for name in names if name.startswith(("utility/", "discounted/"))]
    if "objective" in names:
        name = "objective"
    else:
        names = worths or names
        name = max(names, key=lambda n: abs(high.quantities[n] - low.quantities[n]), default="")
    changes = low.answer != high.answer
    return Driver(key, name, low.quantities.get(name), high.quantities.get(name), changes)
