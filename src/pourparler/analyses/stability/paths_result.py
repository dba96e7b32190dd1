"""What status quo analysis answers: steps to every state, how it is reached, shortest sequences; as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pourparler.analyses.result import Observation, Result
from pourparler.analyses.stability.reached import Reached
from pourparler.analyses.stability.result import LISTED, WATCHED, Ranked
from pourparler.kernels.journeys import KINDS, Kind, Loss, Step, losses, shortest, with_jumps
from pourparler.model.conflict import Conflict

STEPS = 1_000_000
"""Steps of all sequences together that are listed."""


@dataclass(frozen=True, kw_only=True)
class PathsResult(Result):
    """Ways from a state.

    ``game``: the conflict; ``start``: index of the state; ``found``: levels and searches, ``None`` where there
    are too many moves; ``order``: the equilibria, those that matter most first.
    """

    game: Conflict
    start: int
    found: Reached | None = None
    order: tuple[Ranked, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the searches came to their end."""
        return self.found is not None and self.found.journeys.complete

    @property
    def joint(self) -> bool:
        """Whether joint improvements were looked at."""
        return self.found is not None and self.found.joint

    @property
    def kinds(self) -> tuple[Kind | None, ...]:
        """How each state is reached; ``None`` where that is not known."""
        return (None,) * len(self.game.codes) if self.found is None else self.found.kinds

    @cached_property
    def counts(self) -> dict[Kind, int]:
        """How many states are reached how, the start aside."""
        others = [kind for i, kind in enumerate(self.kinds) if i != self.start]
        return {kind: others.count(kind) for kind in KINDS}

    def steps(self, state: int) -> tuple[Step, ...] | None:
        """The smallest shortest sequence to a state: by improvements, else with joint ones, else by moves."""
        if self.found is None:
            return None
        return (
            with_jumps(self.found.journeys, state)
            if self.kinds[state] == "jump"
            else shortest(self.found.journeys, state)
        )

    def sacrifices(self, state: int) -> tuple[Loss, ...]:
        """Who does not gain at which step of the shortest sequence of moves to a state."""
        steps = None if self.found is None else shortest(self.found.journeys, state)
        return losses(steps or (), self.game.ranks, self.start)

    def fields_as_data(self) -> dict[str, Any]:
        """``from``, ``levels``, ``reach``, ``shortest``, ``jumps``, ``sacrifices``, ``order``, ``truncated``."""
        game, size = self.game, min(len(self.game.codes), LISTED)
        labels = [str(game.label(i)) for i in range(size)]
        ways, whole = self._ways(size)
        return {
            "from": game.label(self.start),
            "levels": {} if self.found is None else self._levels(labels),
            "reach": dict(zip(labels, self.kinds[:size], strict=True)) if self.found is not None else {},
            **ways,
            "order": [{"code": game.label(entry.state), "strongest": entry.strongest} for entry in self.order],
            "truncated": not whole or len(game.codes) > LISTED,
        }  # fmt: skip

    def _levels(self, labels: Sequence[str]) -> dict[str, dict[str, int | None]]:
        assert self.found is not None
        size = len(labels)
        moves, improvements, jump = (
            [None if n < 0 else n for n in row[:size].tolist()] for row in self.found.journeys.levels
        )
        if not self.joint:
            jump = [None] * size
        rows = zip(labels, moves, improvements, jump, strict=True)
        return {label: {"moves": a, "improvements": b, "jump": c} for label, a, b, c in rows}

    def _ways(self, size: int) -> tuple[dict[str, Any], bool]:
        """Sequences by state as far as they are listed, and whether they all are."""
        told: dict[str, dict[str, Any]] = {"shortest": {}, "jumps": {}, "sacrifices": {}}
        left = STEPS
        for i in range(size if self.found is not None else 0):
            assert self.found is not None
            label, way = str(self.game.label(i)), shortest(self.found.journeys, i)
            joint = with_jumps(self.found.journeys, i) if self.kinds[i] == "jump" else None
            left -= len(way or ()) + len(joint or ())
            if left < 0:
                return told, False
            told["shortest"][label] = None if way is None else [self._step(step) for step in way]
            if joint is not None:
                told["jumps"][label] = [self._step(step) for step in joint]
            if self.kinds[i] == "sacrifice":
                told["sacrifices"][label] = [
                    {"step": loss.step, "party": self.game.parties[loss.party], "change": loss.change}
                    for loss in self.sacrifices(i)
                ]
        return told, True

    def _step(self, step: Step) -> dict[str, Any]:
        who = [self.game.parties[p] for p in step.parties]
        mover = {"party": who[0]} if len(who) == 1 else {"parties": who}
        return {**mover, "to": self.game.label(step.to)}

    def observation(self, model: Any) -> Observation:
        """Which states are reached how, as text; how many, and for few states whether each is."""
        labels = [str(self.game.label(i)) for i in range(len(self.kinds))]
        reached = {
            kind: [x for x, of in zip(labels, self.kinds, strict=True) if of == kind] for kind in KINDS
        }
        quantities = {f"reached/{kind}": float(len(found)) for kind, found in reached.items()}
        if len(labels) <= WATCHED:
            quantities |= {
                f"{kind}/{label}": float(of == kind)
                for kind in KINDS
                for label, of in zip(labels, self.kinds, strict=True)
            }
        answer = tuple((kind, " ".join(found[:WATCHED])) for kind, found in reached.items())
        return Observation(answer, quantities)
