"""How the status quo leads to each state: by improvements, by joint improvements, by sacrifice, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pourparler.analyses.stability.moves import Moves
from pourparler.analyses.stability.result import Together
from pourparler.kernels.arc_lists import listing
from pourparler.kernels.journeys import KINDS, Journeys, journeys, with_jumps


@dataclass(frozen=True, eq=False)
class Reached:
    """``journeys`` as the kernel gives them; ``joint``: whether joint improvements were all looked at.

    ``kinds``: the reach of each state by index, without those whose reach is not known.
    """

    journeys: Journeys
    joint: bool

    @property
    def kinds(self) -> Mapping[int, str]:
        """``improvements``, ``jump``, ``sacrifice`` or ``unreachable`` by state."""
        if not self.journeys.complete:
            return {}
        # What moves alone reach may be a jump where joint improvements were not looked for.
        open_kinds = () if self.joint else ("sacrifice",)
        kinds = ((i, KINDS[kind]) for i, kind in enumerate(self.journeys.reach.tolist()))
        return {i: kind for i, kind in kinds if kind not in open_kinds}

    def ways(self, states: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """The states passed on a shortest way by improvements and joint ones, the end included, where there is one."""
        found = ((state, with_jumps(self.journeys, state)) for state in states)
        return {state: tuple(step.to for step in steps) for state, steps in found if steps}


def reached(moves: Moves, joint: Together | None, *, start: int | None = None) -> Reached | None:
    """Every state seen from ``start``, the status quo by default; ``None`` where moves are too many to list."""
    game = moves.conflict
    origin = game.status_quo if start is None else start
    if moves.lists is None or origin is None:
        return None
    steps = []
    if joint is not None:
        steps = [
            (group, listing(arcs, len(game.codes)))
            for group, arcs in zip(joint.groups, joint.improvements, strict=True)
            if len(group) > 1
        ]
    found = journeys(moves.lists, game.ranks, origin, joint=steps, consecutive=moves.running)
    return Reached(found, joint is not None and joint.complete)
