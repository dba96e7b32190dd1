"""One-at-a-time drivers: each number at its 5 % and 95 % points, the rest central (the tornado)."""

from dataclasses import dataclass
from typing import Any

from pourparler.analyses.result import Observation
from pourparler.uncertainty.question import Question


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


def one_at_a_time(question: Question) -> tuple[Driver, ...]:
    """Drivers of every number that varies and can change the answer, largest effect first (ties: key).

    The quantity is the concept's objective; without one, the utility that moves most; for a forecast, the issue
    that does. Where numbers interact strongly a tornado misleads.
    """
    ends = [(at, value) for at, _, law in question.deciding for value in law.interval(0.9)]
    keys = [key for _, key, _ in question.deciding]
    seen = question.at(ends)
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
