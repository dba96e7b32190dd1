"""Stability: which states of a conflict hold, for whom and why (graph model for conflict resolution)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator

from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Observation, Stats, Status
from pourparler.analyses.stability import limited, unknown
from pourparler.analyses.stability.groups import equilibrium_jumps, stable_for_all, together
from pourparler.analyses.stability.judging import Judged, judged, stable_in_draws
from pourparler.analyses.stability.moves import Consecutive, Moves
from pourparler.analyses.stability.names import BY_THRESHOLD, CONCEPTS, IN_WORDS, Foresight, NamedKind
from pourparler.analyses.stability.order import ordered
from pourparler.analyses.stability.perturbing import Perturbation
from pourparler.analyses.stability.reached import reached
from pourparler.analyses.stability.reasons import reasons, shown
from pourparler.analyses.stability.result import StabilityResult, Together, observation_of
from pourparler.analyses.stability.robustness import (
    Shares,
    at_once,
    draws_told,
    robust,
    shares_of_draws,
    undone,
)
from pourparler.analyses.stability.strength import strongly_stable
from pourparler.errors import UsageError
from pourparler.kernels.deterrence import NotSettled
from pourparler.kernels.improvements import TooManyPatterns
from pourparler.kernels.simultaneous import combined, simultaneous
from pourparler.language import Message, in_sequence, msg
from pourparler.model.conflict import Conflict

Bools = NDArray[np.bool_]

QUICK = 256
"""States up to which coalitions are looked at for the order of equilibria, asked for or not."""
HORIZONS = 64


def _all_or_none(value: Any) -> Any:
    """``true`` and ``false`` on the command line stand for ``all`` and ``none``."""
    return {"true": "all", "false": "none"}.get(str(value).lower(), value)


def _listed(value: Any) -> Any:
    """Names parted by commas on the command line stand for a list."""
    return value.split(",") if isinstance(value, str) else value


@dataclass(frozen=True)
class Stability(Concept):
    """Verdicts on every state: Nash, GMR, SMR, SEQ, SSEQ, simultaneous sanctioning, coalitions, limited moves.

    A state is stable for a party if it has no improvement, or if the others can answer each of them so that it is
    no better off in the end; the concepts differ in who answers how. An equilibrium is stable for everybody: it
    says that nobody has an unanswered gain, not that it will happen. When not to use: where parties can pay
    each other or the order of moves is fixed.

    Parameters: ``concepts``; ``coalitions`` (``none``, ``all``); ``simultaneous``, which convention goes by that
    name (``per-party``, or the older ``combined`` one); ``consecutive``, whether a party may move twice running
    (``auto``: where it makes no difference); ``horizon``: limited moves of two parties up to that many;
    ``unknown``: under which definition comparisons that are not known count (``a`` to ``d``); ``robustness``: verdicts
    over draws around the stated preferences, with the generator given, or seed 1. Returns a ``StabilityResult``; status ``limit`` where a part would be too much work. Raises ``UsageError`` for an
    impossible horizon or no concept. Reference: Howard 1971; Fraser & Hipel 1984; Fang, Hipel & Kilgour 1993; Kilgour et al. 2001.

    >>> chicken = {"options": {"swerve-a": {"party": "a"}, "swerve-b": {"party": "b"}},
    ...            "ranking": {"a": [[2], [3], [1], [0]], "b": [[1], [3], [2], [0]]}}
    >>> found = Stability().run(Conflict.from_moves(chicken), None)
    >>> found.equilibria["nash"].tolist(), found.equilibria["smr"].tolist()
    ([1, 2], [1, 2, 3])
    """

    concepts: Annotated[tuple[NamedKind, ...], BeforeValidator(_listed)] = CONCEPTS
    coalitions: Annotated[Literal["none", "all"], BeforeValidator(_all_or_none)] = "none"
    simultaneous: Literal["per-party", "combined"] = "per-party"
    consecutive: Consecutive = "auto"
    horizon: int = 0
    unknown: Literal["a", "b", "c", "d"] = "a"
    robustness: Perturbation | None = None

    name: ClassVar[str] = "stability"
    reference: ClassVar[tuple[str, ...]] = (
        "howard1971", "fraser-hipel1984", "fang1993", "kilgour2001", "inohara-hipel2008", "rego-vieira2017",
        "li2004", "hamouda2006",
    )  # fmt: skip
    accepts: ClassVar[type[Any]] = Conflict

    def run(self, model: Conflict, rng: np.random.Generator | None) -> StabilityResult:
        """Every verdict that was asked for."""
        if not 0 <= self.horizon <= HORIZONS:
            raise UsageError(
                msg("{n} is not a horizon", n=self.horizon), where="--set horizon",
                advice=msg("Use 1 to {n}, or 0 for none.", n=HORIZONS),
            )  # fmt: skip
        if not self.concepts:
            raise UsageError(
                msg("no concept is asked for"), where="--set concepts",
                advice=msg("Use one of {known}.", known=CONCEPTS),
            )  # fmt: skip
        if self.robustness is not None:
            self.robustness.require_possible()
        moves = Moves(model, self.consecutive)
        try:
            found = judged(moves, model.ranks, self.thresholds)
        except (TooManyPatterns, NotSettled):
            past = msg("Too many one-way options at once: the verdicts would take too long.")
            return StabilityResult(
                concept=self,
                status=Status("limit", past),
                origin=model.origin,
                game=model,
                judged=_nothing(model),
            )
        return self._with_order(moves, found, rng)

    def _with_order(self, moves: Moves, found: Judged, rng: np.random.Generator | None) -> StabilityResult:
        """All that rests on the verdicts."""
        model, in_doubt = moves.conflict, None
        if model.unknown:
            in_doubt = unknown.verdicts(moves)
            found = unknown.replaced(found, in_doubt, self.unknown)
        joint = self._together(moves, found)
        way = reached(moves, joint) if model.status_quo is not None else None
        sim, seq_sim = self._simultaneous(moves, found.stable)
        shares = self._shares(moves, rng)
        order = ordered(
            model, found, reach=None if way is None else way.known, shares=shares,
            coalition_stable=None if joint is None or self.coalitions == "none" else _some(stable_for_all(joint)),
        )  # fmt: skip
        first = shown([entry.state for entry in order], model.status_quo)
        result = StabilityResult(
            concept=self,
            origin=model.origin,
            game=model,
            judged=found,
            sim=sim,
            seq_sim=seq_sim,
            together=joint if self.coalitions == "all" else None,
            strong=strongly_stable(moves, self.thresholds) if model.gaps else None,
            unknown=in_doubt,
            limited=limited.by_horizon(moves, self.horizon) if self.horizon else None,
            robustness=None if shares is None else robust(moves, found, first, shares=shares),
            order=order,
            reasons=() if model.unknown else reasons(moves, found, first),
            conventions=self._conventions(moves),
            ways={} if way is None else way.ways(first),
            stats=Stats(work={"states": len(model.codes), "cells": model.cells, "rounds": found.rounds}),
        )
        limits = [
            *self._limits(found.complete, in_doubt, joint, sim),
            *undone(self.robustness, shares),
        ]
        told = draws_told(self.robustness, shares, model)
        sentences = [_equilibria_told(result), *self._undefined(model), *limits, *told, _MEANING]
        return replace(result, status=Status("limit" if limits else "ok", in_sequence(sentences)))

    def _shares(self, moves: Moves, rng: np.random.Generator | None) -> Shares | None:
        if self.robustness is None or moves.conflict.unknown or not self.thresholds:
            return None
        try:
            return shares_of_draws(moves, self.robustness, concepts=self.thresholds, rng=rng)
        except (TooManyPatterns, NotSettled):
            return None

    def observe(self, models: Sequence[Conflict]) -> Sequence[Observation | None]:
        """Verdicts of many draws at once: they share states and moves."""
        first = models[0] if models else None
        if first is None or first.unknown or not self.thresholds:
            return [None] * len(models)
        moves = Moves(first, self.consecutive)
        each = at_once(moves)
        seen: list[Observation] = []
        try:
            for start in range(0, len(models), each):
                ranks = np.stack([model.ranks for model in models[start : start + each]])
                found = stable_in_draws(moves, ranks, self.thresholds)
                held = {concept: np.asarray(stable.all(axis=1)) for concept, stable in found.items()}
                seen += [observation_of(first, {c: v[i] for c, v in held.items()}) for i in range(len(ranks))]
        except (TooManyPatterns, NotSettled):
            return [None] * len(models)
        return seen

    @property
    def draws(self) -> bool:
        """Whether robustness was asked for: only then is the generator used."""
        return self.robustness is not None

    @property
    def thresholds(self) -> tuple[Foresight, ...]:
        """The concepts asked for that compare a state with what moves from it secure."""
        return tuple(concept for concept in BY_THRESHOLD if concept in self.concepts)

    def _together(self, moves: Moves, found: Judged) -> Together | None:
        """Coalitions with their verdicts if asked for; else their joint improvements, for what the status quo leads to."""
        if self.coalitions == "all":
            joint = together(moves)
            held = {concept: np.asarray(stable.all(axis=0)) for concept, stable in found.stable.items()}
            return None if joint is None else replace(joint, jumps=equilibrium_jumps(moves, joint, held))
        quick = len(moves.conflict.codes) <= QUICK and moves.conflict.status_quo is not None
        return together(moves, ()) if quick else None

    def _simultaneous(
        self, moves: Moves, stable: Mapping[Foresight, Bools]
    ) -> tuple[NDArray[np.int8] | None, NDArray[np.int8] | None]:
        """Verdicts per party and the combined convention, which needs SEQ; ``None`` where undefined."""
        model = moves.conflict
        if "sim" not in self.concepts or moves.columns is None or model.unknown:
            return None, None
        listed = None if model.arcs is None else moves.lists
        found = simultaneous(moves.columns, model.over_cells(model.ranks, 0), listed=listed)
        verdicts = model.at_states(found.verdicts)
        return verdicts, combined(stable["seq"], verdicts) if "seq" in stable else None

    def _conventions(self, moves: Moves) -> dict[str, str | None]:
        found: dict[str, str | None] = {
            "consecutive": moves.running if moves.game is None else "chained",
            "irreversibility": _irreversibility(moves.conflict),
            "unknown": self.unknown if moves.conflict.unknown else None,
        }
        return found | ({"sim": None, "simultaneous": self.simultaneous} if "sim" in self.concepts else {})

    def _undefined(self, model: Conflict) -> Iterator[Message]:
        if "sim" in self.concepts and (not model.axes or model.unknown):
            yield msg(
                "Simultaneous sanctioning needs options or issues, and known comparisons: it is undefined here."
            )
        if "sseq" in self.concepts and model.unknown:
            yield msg("SSEQ and margins are undefined where comparisons are not known.")
        if self.horizon and len(model.parties) != 2:
            yield msg("Limited moves are defined for two parties: they are undefined here.")

    def _limits(
        self, complete: bool, in_doubt: object, joint: Together | None, sim: NDArray[np.int8] | None
    ) -> Iterator[Message]:
        if not complete:
            yield msg(
                "Some answers were not looked for to the end: a state told as stable is, others may be."
            )
        if self.coalitions == "all" and (joint is None or not joint.complete):
            yield msg("Coalitions were not all looked at: there are too many parties or states.")
        if sim is not None and (sim < 0).any():
            yield msg(
                "Simultaneous sanctioning was not settled for every state: there are too many combinations."
            )
        if in_doubt is not None and not in_doubt:
            yield msg("Comparisons that are not known were not taken in: there are too many states.")


_MEANING = msg("An equilibrium says that nobody has an unanswered gain, not that it will happen.")


def _equilibria_told(result: StabilityResult) -> Message:
    """How many equilibria each concept finds among the states."""
    counted = [
        f"{IN_WORDS[concept]} {len(states)}"
        for concept, states in result.equilibria.items()
        if states is not None
    ]
    return msg("Of {n} states, equilibria: {counts}.", n=len(result.game.codes), counts=", ".join(counted))


def _some(stable: Mapping[str, Bools]) -> Bools:
    """The states stable for every coalition under some concept, which is so under the weakest."""
    return np.asarray(np.logical_or.reduce(list(stable.values())))


def _nothing(model: Conflict) -> Judged:
    return Judged({}, np.zeros(model.ranks.shape, dtype=np.bool_), complete=False)


def _irreversibility(model: Conflict) -> str:
    """Whether moves are forbidden by option everywhere, one by one, both or not at all."""
    by_axis = any(not axis.free for axis in model.axes)
    one_by_one = any(item.key.startswith("moves/blocked_moves") for item in model.moves_removed)
    return {
        (False, False): "none",
        (True, False): "option",
        (False, True): "arc",
        (True, True): "option-and-arc",
    }[(by_axis, one_by_one)]
