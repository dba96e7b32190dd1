"""One-at-a-time drivers: each number at its 5 % and 95 % points, the rest central (the tornado)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pourparler.analyses.result import Observation, StatusCode
from pourparler.uncertainty.draws.columns import Answer
from pourparler.uncertainty.flips.answers import answer_of
from pourparler.uncertainty.question import Question

if TYPE_CHECKING:
    from pourparler.uncertainty.drivers.explained import Index
    from pourparler.uncertainty.drivers.groups import Grouping
    from pourparler.uncertainty.spread import Spread

Mode = Literal["oat", "full"]
"""How drivers are told: one at a time alone, or with indices of first order and total."""
FULL: tuple["Grouping", ...] = ("key", "source")
"""What indices are told of where they are asked for."""


@dataclass(frozen=True)
class Driver:
    """What one number does alone. ``quantity`` names what ``low`` and ``high`` are values of (``None``: no such value).

    Pairs are of the number's 5 % and 95 % points: ``at`` these points themselves, ``codes`` the status and ``answers`` the
    outcome there, of a forecast the nearest levels. ``changes_outcome``: at one of them it is another than with all
    numbers central.
    """

    key: str
    quantity: str
    low: float | None
    high: float | None
    changes_outcome: bool
    at: tuple[float, float] | None = None
    codes: tuple[StatusCode, StatusCode] = ("ok", "ok")
    answers: tuple[Answer | None, Answer | None] = (None, None)

    @property
    def effect(self) -> float:
        """The distance between the answers at both points (0 where one is missing)."""
        return abs(self.high - self.low) if self.low is not None and self.high is not None else 0.0

    @property
    def changes_status(self) -> bool:
        """Whether the number alone decides if there is an answer at all."""
        return self.codes[0] != self.codes[1]

    @property
    def changes(self) -> Mapping[str, tuple[Any, Any]]:
        """Issues whose level differs between the two points, with both levels (``None``: no agreement)."""
        low, high = (dict(answer or ()) for answer in self.answers)
        issues = list(dict.fromkeys([*low, *high]))
        return {
            issue: (low.get(issue), high.get(issue)) for issue in issues if low.get(issue) != high.get(issue)
        }

    def as_data(self, index: "Index | None" = None) -> dict[str, Any]:
        """The driver as JSON data; ``index``: what the number does in all draws, of the same quantity."""
        return {
            "key": self.key, "quantity": self.quantity, "low": self.low, "high": self.high,
            "changes_outcome": self.changes_outcome,
            "at": None if self.at is None else list(self.at),
            "status": list(self.codes),
            "changes": {issue: list(pair) for issue, pair in self.changes.items()},
            "first_order": index.first_order if index else None,
            "total": index.total if index else None,
            "standard_error": index.standard_error if index else None,
        }  # fmt: skip


def one_at_a_time(question: Question) -> tuple[Driver, ...]:
    """Drivers of every number that varies and can change the answer: first those that alone decide whether there is an
    answer, then the largest effect (ties: key).

    The quantity is the concept's objective; without one, the utility that moves most; for a forecast, the issue
    that does. A number whose range has no width is none of them. When not to use: where numbers act together a tornado
    misleads; :func:`pourparler.uncertainty.drivers.indices.indices` tells.
    """
    numbers = question.deciding
    if not numbers:
        return ()
    spans = [law.interval(0.9) for _, _, law in numbers]
    ends = [(at, value) for (at, _, _), span in zip(numbers, spans, strict=True) for value in span]
    seen = question.at(ends)
    central = _answer(question, question.observed(question.central[None])[0])
    answers = [_answer(question, one) for one in seen]
    found = [
        _driver(
            key,
            seen[2 * i : 2 * i + 2],
            at=span,
            answers=(answers[2 * i], answers[2 * i + 1]),
            central=central,
        )
        for i, ((_, key, _), span) in enumerate(zip(numbers, spans, strict=True))
    ]
    return tuple(sorted(found, key=lambda driver: (not driver.changes_status, -driver.effect, driver.key)))


def _answer(question: Question, seen: Observation) -> Answer | None:
    return answer_of(question, seen) or None


def _driver(
    key: str, ends: Sequence[Observation], *, at: tuple[float, float],
    answers: tuple[Answer | None, Answer | None], central: Answer | None,
) -> Driver:  # fmt: skip
    low, high = ends
    name = _quantity(low.quantities, high.quantities)
    return Driver(
        key, name, low.quantities.get(name), high.quantities.get(name),
        changes_outcome=any(answer != central for answer in answers),
        at=at, codes=(low.code, high.code), answers=answers,
    )  # fmt: skip


def _quantity(low: Mapping[str, float], high: Mapping[str, float]) -> str:
    """What is told of an answer that is known at one end at least; empty where it is at none."""
    names = [name for name in low if name in high] or [*low, *high]
    # What parties get is told before counts, such as rounds of talks: their units differ.
    worths = [name for name in names if name.startswith(("utility/", "discounted/"))]
    if "objective" in names:
        return "objective"
    return max(worths or names, key=lambda n: abs(high.get(n, 0.0) - low.get(n, 0.0)), default="")


def drivers_data(spread: "Spread", *, mode: Mode = "oat") -> list[dict[str, Any]]:
    """The drivers of ``spread`` as JSON data; ``full``: with the indices of each number for the same quantity.

    Numbers that are tied by a correlation have the indices of all of them together.
    """
    if mode == "oat":
        return [driver.as_data() for driver in spread.drivers()]
    found = spread.indices("key")
    return [driver.as_data(found.find(driver.quantity, driver.key)) for driver in spread.drivers()]
