"""What every result has: its concept, a status with a sentence, seed, work done; and four ways to look at it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Literal

from pourparler.analyses import shown
from pourparler.language import Message, asked_language, msg, pick, render
from pourparler.model.template import Origin

if TYPE_CHECKING:
    from pourparler.analyses.concept import Concept

StatusCode = Literal["ok", "no-agreement", "approximate", "limit", "undefined"]


@dataclass(frozen=True)
class Status:
    """How a computation ended, and why, in a sentence."""

    code: StatusCode
    message: Message

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


OK = Status("ok", msg("The answer is exact."))


@dataclass(frozen=True)
class Stats:
    """Seconds of wall time, and counters of the work done (equal on every machine)."""

    seconds: float = 0.0
    work: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Observation:
    """What a sweep keeps of one result: its answer (hashable, ``None`` without one), named quantities, its status.

    :meth:`Result.observation` leaves ``code`` alone: :meth:`Result.observed` fills it in from the result's status.
    """

    answer: tuple[tuple[str, Any], ...] | None
    quantities: Mapping[str, float]
    code: StatusCode = "ok"


@dataclass(frozen=True, kw_only=True)
class Result(ABC):
    """Base of all results. Subclasses add their family's fields and ``fields_as_data``."""

    concept: "Concept"
    status: Status = OK
    seed: int | None = None
    stats: Stats = Stats()
    origin: Origin = Origin()

    summary = shown.summary
    to_frame = shown.to_frame
    plot = shown.plot
    _repr_html_ = shown.as_html

    @abstractmethod
    def fields_as_data(self) -> dict[str, Any]:
        """The family's own fields as JSON data (names of the JSON contract)."""

    def observation(self, model: Any) -> Observation:
        """What a sweep keeps of this result; ``model`` is the model it was computed on."""
        return Observation(None, {})

    def observed(self, model: Any) -> Observation:
        """:meth:`observation` with the code of this result's status: what ``Concept.observe`` gives of a model."""
        return replace(self.observation(model), code=self.status.code)

    def to_dict(self, lang: str | None = None) -> dict[str, Any]:
        """The result as JSON data, schema ``pourparler/result/1``; sentences in ``lang`` or the brief's language."""
        from pourparler import __version__

        language = asked_language(lang, self.origin.language)
        return {
            "schema": "pourparler/result/1",
            "concept": self.concept.to_dict(),
            "brief": {"title": pick(self.origin.title, language), "digest": self.origin.digest},
            "status": {"code": self.status.code, "sentence": render(self.status.message, language)},
            "seed": self.seed,
            "version": __version__,
            "stats": {
                "seconds": self.stats.seconds,
                "work": {k: _count(v) for k, v in self.stats.work.items()},
            },
            **self.fields_as_data(),
        }

    def __repr__(self) -> str:
        shown = [f for f in fields(self) if f.name not in ("concept", "status", "seed", "stats", "origin")]
        inner = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in shown[:3])
        return f"<{type(self).__name__} {self.concept.name} {self.status.code}: {inner}>"[:400]


def _count(value: int) -> int | str:
    """Counts that a double cannot hold are strings."""
    return value if abs(value) < 2**53 else str(value)
