"""What a run of the spatial model gives: forecasts, the path of positions, and the bargains that made it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pourparler.analyses.collective.forecast import ForecastResult

Place = tuple[float | None, ...]


@dataclass(frozen=True)
class Offer:
    """One bargain of a turn: who challenged whom, what it hoped for, what was proposed, who went along.

    ``turn``: from 1; ``view``: whose odds made it; ``gain``: what the initiator expected, in its own view;
    ``probability``: that the initiator wins the contest, in that view; ``halves``: for both parties, where they
    would go, by issue (issues on which the party has a position); ``taken_by``: who took its half.
    """

    turn: int
    initiator: str
    receiver: str
    view: Literal["initiator", "receiver"]
    gain: float
    probability: float
    halves: Mapping[str, Mapping[str, float]]
    taken_by: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """The bargain as JSON data."""
        return {
            "turn": self.turn,
            "initiator": self.initiator,
            "receiver": self.receiver,
            "view": self.view,
            "gain": self.gain,
            "probability": self.probability,
            "halves": {party: dict(half) for party, half in self.halves.items()},
            "taken_by": list(self.taken_by),
        }


@dataclass(frozen=True, kw_only=True)
class SmpResult(ForecastResult):
    """Forecasts, and the way there. ``actors`` and ``issues`` order the rows of ``positions``.

    ``positions``: by turn (0: the start), actor and issue, ``None`` where none is held; ``probabilities``: by
    turn and actor, of the actor's position in the election of that turn (who stands together has one position,
    so they may sum to more than 1).
    """

    actors: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    positions: tuple[tuple[Place, ...], ...] = ()
    probabilities: tuple[tuple[float, ...], ...] = ()
    bargains: tuple[Offer, ...] = ()

    def fields_as_data(self) -> dict[str, Any]:
        """The fields of the JSON contract; ``rounds`` are the positions again, by name."""
        return {
            **super().fields_as_data(),
            "actors": list(self.actors),
            "issues": list(self.issues),
            "positions": [[list(place) for place in turn] for turn in self.positions],
            "probabilities": [list(turn) for turn in self.probabilities],
            "rounds": [{"positions": self._by_name(turn)} for turn in self.positions],
            "bargains": [offer.as_data() for offer in self.bargains],
        }

    def _by_name(self, turn: tuple[Place, ...]) -> dict[str, dict[str, float]]:
        return {
            actor: {issue: x for issue, x in zip(self.issues, place, strict=True) if x is not None}
            for actor, place in zip(self.actors, turn, strict=True)
        }
