"""The result of the challenge model: medians and means round by round, and why each actor moved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pourparler.analyses.collective.forecast import ForecastResult
from pourparler.kernels.challenges import CAPITULATION, COMPROMISE, CONFRONTATION

Offer = Literal["confrontation", "compromise", "capitulation"]
# In the numbering of the kernel.
OFFERS: Mapping[int, Offer] = {
    CONFRONTATION: "confrontation", COMPROMISE: "compromise", CAPITULATION: "capitulation"
}  # fmt: skip


@dataclass(frozen=True)
class Because:
    """The offer that an actor took: whose, of what kind, and what both expect of challenging each other.

    ``own``: what the mover expects of challenging the proposer; ``other``: the proposer of challenging the mover.
    """

    offer_by: str
    kind: Offer
    own: float
    other: float


@dataclass(frozen=True)
class Move:
    """One actor's move in one round, and why."""

    round: int
    actor: str
    issue: str
    before: float
    after: float
    because: Because

    def as_data(self) -> dict[str, Any]:
        """The move as JSON data."""
        return {
            "round": self.round,
            "actor": self.actor,
            "issue": self.issue,
            "from": self.before,
            "to": self.after,
            "because": vars(self.because),
        }


@dataclass(frozen=True)
class Rounds:
    """One issue, round after round; the first entry of each is the start.

    ``medians``, ``means``: weighted, per round; ``positions``: by party, per round; ``cycle``: after how many rounds
    positions recur (1: nobody moves any more; ``None``: they do not), ``since``: the round from which they do.
    """

    medians: tuple[float, ...]
    means: tuple[float, ...]
    positions: tuple[Mapping[str, float], ...]
    moves: tuple[Move, ...] = ()
    cycle: int | None = None
    since: int | None = None


@dataclass(frozen=True, kw_only=True)
class ChallengeResult(ForecastResult):
    """Forecasts by issue, and the rounds that lead to them."""

    issues: Mapping[str, Rounds] = field(default_factory=dict)

    @property
    def moves(self) -> tuple[Move, ...]:
        """The moves on all issues, round by round."""
        return tuple(sorted((m for game in self.issues.values() for m in game.moves), key=lambda m: m.round))

    def fields_as_data(self) -> dict[str, Any]:
        """``forecasts``, ``medians``, ``means``, ``rounds`` and ``moves`` as JSON data.

        ``medians`` and ``means`` are lists where there is one issue, else lists by issue.
        """
        games = self.issues
        medians = {issue: list(game.medians) for issue, game in games.items()}
        means = {issue: list(game.means) for issue, game in games.items()}
        one = len(self.forecasts) == 1
        return {
            **super().fields_as_data(),
            "medians": next(iter(medians.values()), []) if one else medians,
            "means": next(iter(means.values()), []) if one else means,
            "rounds": [{"positions": self._positions(r)} for r in range(self._length())],
            "moves": [move.as_data() for move in self.moves],
        }

    def _length(self) -> int:
        return max((len(game.positions) for game in self.issues.values()), default=0)

    def _positions(self, number: int) -> dict[str, dict[str, float]]:
        """Positions by party and issue after a round; where an issue has ended before, the last ones."""
        found: dict[str, dict[str, float]] = {}
        for issue, game in self.issues.items():
            for party, x in game.positions[min(number, len(game.positions) - 1)].items():
                found.setdefault(party, {})[issue] = x
        return found
