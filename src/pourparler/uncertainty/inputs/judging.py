"""Judgements inside a draw: whether they count, and which expert speaks of each number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.laws import Law

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

POOL, EXPERT = "pool/all", "expert/all"
"""Dimensions that decide for all keys judged: whether judgements count, and which expert is chosen."""


@dataclass(frozen=True)
class Judging:
    """Laws of numbers by key and expert, and the share of draws in which they count.

    ``rho``: Pearson correlation of the normal variables behind what one expert says of two numbers; ``weights`` by
    expert, all alike where there are none. One expert is chosen per draw for all keys that he judged; where he did not
    judge a key, one of those who did.
    Source: linear pool with coherent experts, Stone 1961; evidence and judgements are pooled only where a brief says so.
    """

    laws: Mapping[str, Mapping[str, Law]]
    share: float
    rho: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def experts(self) -> tuple[str, ...]:
        """All experts, sorted."""
        return tuple(sorted({expert for laws in self.laws.values() for expert in laws}))

    def keys(self, expert: str) -> tuple[str, ...]:
        """The keys that an expert judged, sorted."""
        return tuple(sorted(key for key, laws in self.laws.items() if expert in laws))

    def counts(self, pool: Floats) -> NDArray[np.bool_]:
        """In which draws judgements count."""
        return pool < self.share

    def shares(self, key: str) -> dict[str, float]:
        """How often each expert who judged a key speaks of it, where judgements count."""
        own = {expert: self._weight(expert) for expert in sorted(self.laws[key])}
        total = sum(own.values())
        return {expert: weight / total if total else 1.0 / len(own) for expert, weight in own.items()}

    def chosen(self, key: str, u: Floats) -> Ints:
        """Which of all experts speaks of a key in each draw (draws,); ``u``: the uniform of the choice."""
        own = self.shares(key)
        first, rest = _pick(np.array([self._weight(expert) for expert in self.experts]), u)
        # What is left of the uniform, spread over [0, 1), chooses again where the first choice is silent.
        again, _ = _pick(np.array(list(own.values())), rest)
        places = np.array([self.experts.index(expert) for expert in own])
        return np.where(np.isin(first, places), first, places[again])

    def _weight(self, expert: str) -> float:
        return self.weights.get(expert, 0.0) if self.weights else 1.0


def _pick(weights: Floats, u: Floats) -> tuple[Ints, Floats]:
    """The place among ``weights`` that each uniform falls on, and where in that place's share, from 0 to 1."""
    ends = np.cumsum(weights / weights.sum())
    found = np.minimum(np.searchsorted(ends, u, side="right"), np.flatnonzero(weights)[-1])
    share = weights[found] / weights.sum()
    return found, np.clip((u - (ends[found] - share)) / share, 0.0, 1.0 - 2.0**-53)
