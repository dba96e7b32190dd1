"""How a state leads to each other: by improvements, by joint improvements, by sacrifice, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pourparler.analyses.stability.moves import Moves
from pourparler.analyses.stability.result import Together
from pourparler.kernels.journeys import KINDS, Journeys, Kind, journeys, with_jumps


@dataclass(frozen=True, eq=False)
class Reached:
    """``journeys`` as the kernel gives them; ``joint``: whether joint improvements were looked at."""

    journeys: Journeys
    joint: bool

    @cached_property
    def kinds(self) -> tuple[Kind | None, ...]:
        """How each state is reached; ``None`` where that is not known."""
        told: list[Kind] = [KINDS[kind] for kind in self.journeys.reach.tolist()]
        if not self.journeys.complete:
            return tuple(kind if kind == "improvements" else None for kind in told)
        if not self.joint:
            # What moves alone lead to may be in reach of joint improvements.
            return tuple(None if kind == "sacrifice" else kind for kind in told)
        return tuple(told)

    @property
    def known(self) -> Mapping[int, Kind]:
        """:attr:`kinds` by state, without those that are not known."""
        return {i: kind for i, kind in enumerate(self.kinds) if kind is not None}

    def ways(self, states: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """The states passed on a shortest way by improvements and joint ones, the end included, where there is one."""
        found = ((state, with_jumps(self.journeys, state)) for state in states)
        return {state: tuple(step.to for step in steps) for state, steps in found if steps}


def reached(moves: Moves, joint: Together | None, *, start: int | None = None) -> Reached | None:
    """Every state seen from ``start``, the status quo by default; ``None`` where moves are too many to list.

    ``joint`` is taken in only where all coalitions were looked at.
    """
    game = moves.conflict
    origin = game.status_quo if start is None else start
    if moves.lists is None or origin is None:
        return None
    whole = joint is not None and joint.complete
    steps = zip(joint.groups, joint.improvements, strict=True) if joint is not None and whole else ()
    found = journeys(moves.lists, game.ranks, origin, joint=tuple(steps), consecutive=moves.running)
    return Reached(found, whole)
