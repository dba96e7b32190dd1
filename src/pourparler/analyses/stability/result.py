"""What a stability analysis answers: verdicts, margins, equilibria in order, reasons; as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.result import Observation, Result
from pourparler.analyses.stability.judging import Judged
from pourparler.analyses.stability.reasons import Reason
from pourparler.analyses.stability.robustness import Robustness
from pourparler.kernels.arc_lists import Listing
from pourparler.model.conflict import Conflict

Bools = NDArray[np.bool_]

LISTED = 100_000
"""States in one list of the JSON document."""
WATCHED = 256
"""States up to which a sweep keeps every verdict."""


@dataclass(frozen=True)
class Ranked:
    """One equilibrium in the order of results.

    ``strongest``: the strongest concept that holds for every party; ``coalition_stable``: whether some concept of
    coalitions holds (``None``: not asked); ``reach``: how the status quo leads there (``None``: not known);
    ``margin``: the smallest over the parties, in classes of its ranking (``None``: no party has a move, or not told);
    ``share``: of the draws in which it is an equilibrium (``None``: none were made; of two concepts the smaller one).
    """

    state: int
    strongest: str
    coalition_stable: bool | None
    reach: str | None
    margin: int | None
    share: float | None = None


@dataclass(frozen=True)
class EquilibriumJump:
    """Several parties that can lead from one equilibrium to another, all of them gaining, as no single steps do.

    ``parties``, ``origin``, ``target`` by index; ``concepts``: those under which both states are equilibria.
    """

    parties: tuple[int, ...]
    origin: int
    target: int
    concepts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Together:
    """Coalitions: by group of party indices the joint improvements and the stable states by concept.

    ``stable`` (groups, concepts, states); ``complete``: whether all groups were looked at.
    """

    groups: tuple[tuple[int, ...], ...]
    improvements: tuple[Listing, ...]
    stable: NDArray[np.bool_]
    complete: bool
    jumps: tuple[EquilibriumJump, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StabilityResult(Result):
    """Verdicts on every state of a conflict.

    ``game``: the conflict; ``judged``: verdicts and margins by threshold; ``sim``: verdicts of simultaneous
    sanctioning, (parties, states), -1 where not reached, ``None`` where undefined; ``seq_sim``: the combined
    convention, (states,); ``together``: coalitions; ``strong``: strongly stable states by concept; ``unknown``: by
    definition and concept; ``limited``: by horizon, stable for both; ``robustness``: shares of draws, and swaps that
    turn a verdict; ``order``: equilibria, those that matter
    most first; ``reasons``; ``conventions``: as used; ``ways``: the states passed from the status quo to the
    first equilibria by improvements and joint ones, where they lead there.
    """

    game: Conflict
    judged: Judged
    sim: NDArray[np.int8] | None = None
    seq_sim: NDArray[np.int8] | None = None
    together: Together | None = None
    strong: Mapping[str, Bools] | None = None
    unknown: Mapping[str, Mapping[str, Bools]] | None = None
    limited: Mapping[int, tuple[Bools, Bools]] | None = None
    robustness: Robustness | None = None
    order: tuple[Ranked, ...] = ()
    reasons: tuple[Reason, ...] = ()
    conventions: Mapping[str, str | None] = field(default_factory=dict)
    ways: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def equilibria(self) -> dict[str, NDArray[np.int64] | None]:
        """By concept the indices of the states stable for every party; ``None`` where undefined."""
        found: dict[str, NDArray[np.int64] | None] = {
            concept: np.flatnonzero(held) for concept, held in self.judged.equilibria.items()
        }
        if "sim" in self.conventions:
            each = None if self.sim is None else np.flatnonzero((self.sim == 1).all(axis=0))
            both = None if self.seq_sim is None else np.flatnonzero(self.seq_sim == 1)
            found |= {
                "sim": both if self.conventions.get("simultaneous") == "combined" else each,
                "seq_sim": both,
            }
        return found

    def labels(self, states: Sequence[int] | NDArray[np.int64]) -> list[int | str]:
        """Codes or names of states, at most ``LISTED``."""
        return self.game.labels(np.asarray(states[:LISTED], dtype=np.int64))

    def fields_as_data(self) -> dict[str, Any]:
        """``states``, ``equilibria``, ``counts``, ``stable``, ``margins``, ``structural``, ``order``, ``why`` …"""
        from pourparler.analyses.stability.as_data import fields_of

        return fields_of(self)

    def observation(self, model: Any) -> Observation:
        """The equilibria by concept, and for few states whether each is one."""
        return observation_of(self.game, {str(c): held for c, held in self.judged.equilibria.items()})

    def observed(self, model: Any) -> Observation:
        """:meth:`observation`, its code telling of these verdicts alone: a sweep keeps nothing of the other parts."""
        whole = self.judged.complete and (self.unknown is None or bool(self.unknown))
        return replace(self.observation(model), code="ok" if whole else "limit")


def observation_of(game: Conflict, equilibria: Mapping[str, Bools]) -> Observation:
    """What a sweep keeps: equilibria of each concept, (states,) each, as text and as 0 or 1 per state."""
    shown = {concept: np.flatnonzero(held)[:WATCHED] for concept, held in equilibria.items()}
    answer = tuple((concept, " ".join(map(str, game.labels(at)))) for concept, at in shown.items())
    quantities = {f"equilibria/{concept}": float(held.sum()) for concept, held in equilibria.items()}
    if len(game.codes) <= WATCHED:
        labels = game.labels(np.arange(len(game.codes)))
        for concept, held in equilibria.items():
            quantities |= {
                f"{concept}/{label}": on
                for label, on in zip(labels, held.astype(float).tolist(), strict=True)
            }
    return Observation(answer, quantities)
