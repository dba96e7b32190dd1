"""What an inverse question answers: how many rankings would do, and what they have in common; as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pourparler.analyses.result import Observation, Result
from pourparler.analyses.stability.names import Kind
from pourparler.kernels.inverse_conditions import Conditions
from pourparler.kernels.inverse_counts import Count, Form
from pourparler.model.conflict import Conflict

WRITTEN = 1_000
"""States up to which counts are written out: 1,000! has 2,568 digits."""

LISTED = 10_000
"""Clauses, sets, or moves of routes that are listed."""


@dataclass(frozen=True, kw_only=True)
class InverseResult(Result):
    """Rankings of one party that would make a state stable for all.

    ``game``: the conflict; ``target``, ``party``: indices; ``foresight``: the concept of stability; ``asked``: the
    conditions, ``None`` where there are none to speak of; ``form``: the party's own condition as clauses and sets;
    ``counted``: count and share; ``holds``: whether the ranking as stated satisfies them, ``None``: not known.
    """

    game: Conflict
    target: int
    party: int
    foresight: Kind
    asked: Conditions | None = None
    form: Form | None = None
    counted: Count | None = None
    holds: bool | None = None

    @property
    def share(self) -> float | None:
        """The share of all strict rankings that would do."""
        known = None if self.counted is None else self.counted.share
        return None if known is None else float(known)

    @property
    def gates(self) -> dict[str, bool | None]:
        """By party whether the target is stable for it whatever the ranking asked about; ``None``: that depends."""
        told = () if self.asked is None else self.asked.gates
        return dict(zip(self.game.parties, told, strict=False))

    def labels(self, states: Sequence[int]) -> list[int | str]:
        """Codes or names of states."""
        return [self.game.label(i) for i in states]

    def fields_as_data(self) -> dict[str, Any]:
        """``target``, ``party``, ``foresight``, ``count``, ``total``, ``share``, ``gates``, ``conditions``, ``holds`` …"""
        known, writable = self.counted, len(self.game.codes) <= WRITTEN
        return {
            "target": self.game.label(self.target),
            "party": self.game.parties[self.party],
            "foresight": self.foresight,
            "count": None if known is None or known.count is None or not writable else str(known.count),
            "total": None if known is None or not writable else str(known.total),
            "share": self.share,
            "standard_error": None if known is None else known.standard_error,
            "method": "none" if known is None else known.method,
            "gates": self.gates,
            "conditions": None if self.asked is None else self._conditions(self.asked),
            "holds": self.holds,
        }

    def _conditions(self, asked: Conditions) -> dict[str, Any]:
        clauses, sets = self.form or (None, None)
        arcs = sum(len(route.arcs) for route in asked.routes)
        return {
            "complete": asked.complete,
            "clauses": self._listed(clauses),
            "sufficient_sets": self._listed(sets),
            "not_best": [
                {"state": self.game.label(one.state), "among": self.labels(one.among)} for one in asked.not_best
            ],
            "routes": None
            if arcs > LISTED
            else [
                {
                    "moves": [self.labels(arc) for arc in route.arcs],
                    "first": list(route.first),
                    "last": list(route.last),
                    "after": [list(later) for later in route.after],
                }
                for route in asked.routes
            ],
        }  # fmt: skip

    def _listed(self, sets: tuple[tuple[int, ...], ...] | None) -> list[list[int | str]] | None:
        return None if sets is None or len(sets) > LISTED else [self.labels(one) for one in sets]

    def observation(self, model: Any) -> Observation:
        """Whether the ranking as stated does, and the share of all rankings that would."""
        quantities = {} if self.share is None else {"share": self.share}
        if self.holds is not None:
            quantities["holds"] = float(self.holds)
        return Observation(None if self.holds is None else (("holds", self.holds),), quantities)
