"""What voting power is found to be: indices by party, counts of coalitions, and what rounding may change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pourparler.analyses.result import Observation, Result

INDICES = (
    "shapley-shubik", "banzhaf", "banzhaf-absolute", "coleman-initiate", "coleman-prevent", "deegan-packel", "holler",
)  # fmt: skip
"""Indices by party; ``coleman-act`` is one number of the whole rule."""


@dataclass(frozen=True)
class Coarser:
    """What rounding to ``steps`` may change: winning coalitions lie between ``fewest`` and ``most``."""

    steps: int
    fewest: int
    most: int

    def share(self, players: int) -> float:
        """The share of all coalitions for which rounding may decide."""
        return (self.most - self.fewest) / (1 << players)

    def as_data(self, players: int) -> dict[str, Any]:
        """The effect as JSON data."""
        return {
            "steps": self.steps,
            "winning": [count(self.fewest), count(self.most)],
            "undecided": self.share(players),
        }


@dataclass(frozen=True, kw_only=True)
class PowerResult(Result):
    """Voting power under one decision rule.

    ``indices`` by name and party (``None``: not defined, or past a limit), ``act``: Coleman's power of the
    collectivity to act; ``winning`` and ``minimal_winning`` coalitions of ``2^players``; ``swings`` by party;
    ``vetoes``: who is in every winning coalition; ``dummies``: who never decides; ``proper``: no two winning
    coalitions are disjoint (``None``: not known).
    """

    players: tuple[str, ...]
    indices: Mapping[str, Mapping[str, float] | None] = field(default_factory=dict)
    act: float | None = None
    winning: int | None = None
    minimal_winning: int | None = None
    swings: Mapping[str, int] | None = None
    vetoes: tuple[str, ...] = ()
    dummies: tuple[str, ...] = ()
    proper: bool | None = None
    rounding: Coarser | None = None

    def observation(self, model: Any) -> Observation:
        """The indices that are known, as ``power/INDEX/PARTY``; there is no answer to choose."""
        return Observation(
            None,
            {
                f"power/{name}/{party}": worth
                for name in INDICES
                for party, worth in (self.indices.get(name) or {}).items()
            },
        )

    def fields_as_data(self) -> dict[str, Any]:
        """Indices and counts as JSON data; counts that a double cannot hold are strings."""
        indices: dict[str, Any] = {}
        for name in INDICES:
            found = self.indices.get(name)
            indices[name] = None if found is None else dict(found)
        return {
            "players": list(self.players),
            "indices": {**indices, "coleman-act": self.act},
            "coalitions": count(2 ** len(self.players)),
            "winning": None if self.winning is None else count(self.winning),
            "minimal_winning": None if self.minimal_winning is None else count(self.minimal_winning),
            "swings": None if self.swings is None else {p: count(n) for p, n in self.swings.items()},
            "vetoes": list(self.vetoes),
            "dummies": list(self.dummies),
            "proper": self.proper,
            "rounding": None if self.rounding is None else self.rounding.as_data(len(self.players)),
        }


def count(value: int) -> int | str:
    """A count as JSON data: text where a double cannot hold it."""
    return value if abs(value) < 2**53 else str(value)
