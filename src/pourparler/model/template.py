"""Templates: a model's structure read once from a brief, filled with values as often as needed."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.laws import Law
from pourparler.errors import ModelError


@dataclass(frozen=True)
class Origin:
    """Which brief a model comes from: its title, the digest of its canonical form, the day it is seen from.

    ``labels``: what parties, issues and levels are called, under ``party/ID``, ``issue/ID``,
    ``option/ID``, ``state/CODE`` and ``level/ISSUE/LEVEL``; ``kind/ISSUE`` tells a provision.
    """

    title: Any = ""
    digest: str = ""
    as_of: str = ""
    language: str = "en"
    labels: Mapping[str, Any] = field(default_factory=dict, repr=False)


class Model(Protocol):
    """What a concept accepts: frozen data with an origin, built from a brief."""

    @property
    def origin(self) -> Origin:
        """Where the model comes from."""

    @classmethod
    def from_brief(cls, brief: Brief) -> Self:
        """The model at the brief's central values."""

    @classmethod
    def template(cls, brief: Brief) -> "Template":
        """The model's structure, to be filled with values."""


class Template(ABC):
    """Everything of a model but its uncertain numbers.

    ``laws`` maps the key of each number the model depends on to its law, in the brief's order.
    """

    origin: Origin
    laws: Mapping[str, Law]

    @property
    def decisive(self) -> frozenset[str]:
        """Keys that can change an answer; the others only change what is reported beside it."""
        return frozenset(self.laws)

    def steps(self, key: str) -> tuple[float, ...]:
        """The rising values to which the number under ``key`` is rounded; empty where every value counts."""
        return ()

    @abstractmethod
    def build(self, values: Sequence[float] | NDArray[np.float64]) -> Any:
        """The model with ``values`` (one per key of ``laws``, same order)."""

    def build_many(self, rows: NDArray[np.float64]) -> list[Any]:
        """The models of many rows of values (rows, numbers); ``None`` where :meth:`build` raises ``ModelError``."""
        found: list[Any] = []
        for row in rows:
            try:
                found.append(self.build(row))
            except ModelError:
                found.append(None)
        return found

    def sameness(self, model: Any, values: NDArray[np.float64]) -> Hashable:
        """Equal for two models of this template only where all that can be asked of them has the same answer.

        ``model``: what :meth:`build` made of ``values``. Models that round their numbers say more than this default.
        """
        return values.tobytes()

    def central(self) -> Any:
        """The model at the central value of every law."""
        return self.build([law.central for law in self.laws.values()])


def origin_of(brief: Brief) -> Origin:
    """The origin that models of ``brief`` carry."""
    labels = {f"party/{name}": party.name for name, party in brief.parties.items()}
    for name, issue in brief.issues.items():
        labels[f"issue/{name}"] = issue.name
        labels |= {f"level/{name}/{level}": text for level, text in issue.level_names.items()}
        if issue.kind == "provision":
            labels[f"kind/{name}"] = issue.kind
    moves = brief.content.moves
    labels |= {f"option/{name}": option.name for name, option in (moves.options if moves else {}).items()}
    labels |= {f"state/{label}": text for label, text in (moves.state_names if moves else {}).items()}
    known = {key: text for key, text in labels.items() if text is not None}
    return Origin(brief.title, brief.digest, str(brief.as_of or ""), brief.language, known)
