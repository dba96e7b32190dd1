"""Where a conflict can go from the status quo, or from another state: status quo analysis of the graph model."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import numpy as np

from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Stats, Status
from pourparler.analyses.stability.asked_state import StateNamed, asked_state, known_states
from pourparler.analyses.stability.groups import together
from pourparler.analyses.stability.judging import judged
from pourparler.analyses.stability.moves import Consecutive, Moves
from pourparler.analyses.stability.names import BY_THRESHOLD
from pourparler.analyses.stability.order import ordered
from pourparler.analyses.stability.paths_result import PathsResult
from pourparler.analyses.stability.reached import reached
from pourparler.analyses.stability.result import Ranked
from pourparler.errors import ModelError
from pourparler.kernels.deterrence import NotSettled
from pourparler.kernels.improvements import TooManyPatterns
from pourparler.language import Message, in_sequence, msg, msg_n
from pourparler.model.conflict import Conflict


@dataclass(frozen=True)
class Paths(Concept):
    """Which states can be reached from the status quo: by improvements, by joint improvements, or only by a loss.

    Breadth first: steps that improve for whoever takes them; those and joint improvements, in which every member
    of a coalition gains; any moves. A path says what could happen without anybody acting against its ranking,
    not what will. When not to use: where the parties' moves are simultaneous, or time matters.

    Parameters: ``start``, a state by code, name or options (``YNN``), on the command line ``--set from=CODE``; by
    default the status quo of the brief; ``consecutive``, whether a party may move twice running (``auto``: where it
    makes no difference). Returns a ``PathsResult``; status ``limit`` where joint improvements or moves are too
    many. Raises ``UsageError`` for an unknown state and ``ModelError`` without a state to start from.
    Reference: Li, Kilgour & Hipel 2005; Kilgour et al. 2001.

    >>> chicken = {"options": {"swerve-a": {"party": "a"}, "swerve-b": {"party": "b"}},
    ...            "ranking": {"a": [[2], [3], [1], [0]], "b": [[1], [3], [2], [0]]}, "status_quo": 0}
    >>> Paths().run(Conflict.from_moves(chicken), None).kinds
    ('improvements', 'improvements', 'improvements', 'jump')
    """

    start: StateNamed = field(default=None, metadata={"setting": "from"})
    consecutive: Consecutive = "auto"

    name: ClassVar[str] = "paths"
    reference: ClassVar[tuple[str, ...]] = ("li2005", "kilgour2001")
    accepts: ClassVar[type[Any]] = Conflict

    def run(self, model: Conflict, rng: np.random.Generator | None) -> PathsResult:
        """Levels, reach and shortest sequences of every state."""
        start = self._start(model)
        moves = Moves(model, self.consecutive)
        result = PathsResult(concept=self, origin=model.origin, game=model, start=start)
        found = reached(moves, together(moves, ()), start=start)
        if found is None:
            return replace(
                result, status=Status("limit", msg("There are too many moves to follow them one by one."))
            )
        work = {"states": len(model.codes), "arcs": found.journeys.work}
        result = replace(result, found=found, stats=Stats(work=work))
        result = replace(result, order=_equilibria(moves, result))
        limits = list(_limits(result))
        sentences = [*_told(result), *limits]
        return replace(result, status=Status("limit" if limits else "ok", in_sequence(sentences)))

    def _start(self, model: Conflict) -> int:
        if self.start is not None:
            return asked_state(model, self.start, "from")
        if model.status_quo is None:
            raise ModelError(
                msg("no state is given to start from"), where="moves/status_quo",
                advice=msg("Write moves.status_quo, or ask with --set from=CODE; states here: {known}.",
                           known=known_states(model)),
            )  # fmt: skip
        return model.status_quo


def _equilibria(moves: Moves, result: PathsResult) -> tuple[Ranked, ...]:
    """The equilibria as ``stability`` orders them; none where their verdicts would take too long."""
    game = moves.conflict
    if game.unknown:
        return ()
    try:
        found = judged(moves, game.ranks, BY_THRESHOLD)
    except (TooManyPatterns, NotSettled):
        return ()
    reach = None if result.found is None else result.found.known
    return ordered(game, found, reach=reach, coalition_stable=None)


def _told(result: PathsResult) -> Iterator[Message]:
    """How many states are reached how, without the start."""
    counts, start = result.counts, str(result.game.label(result.start))
    if not counts["improvements"]:
        yield msg("From state {state}, improvements alone lead to no other state.", state=start)
    else:
        yield msg_n(
            "From state {state}, improvements alone lead to {n} other state.",
            "From state {state}, improvements alone lead to {n} other states.",
            state=start, n=counts["improvements"],
        )  # fmt: skip
    if counts["jump"] and not counts["improvements"]:
        yield msg_n(
            "{n} needs several parties to move together.",
            "{n} need several parties to move together.", n=counts["jump"],
        )  # fmt: skip
    elif counts["jump"]:
        yield msg_n(
            "{n} more needs several parties to move together.",
            "{n} more need several parties to move together.", n=counts["jump"],
        )  # fmt: skip
    if counts["sacrifice"]:
        yield msg_n(
            "{n} can be reached only if somebody accepts a step that is no gain.",
            "{n} can be reached only if somebody accepts a step that is no gain.", n=counts["sacrifice"],
        )  # fmt: skip
    if counts["unreachable"]:
        yield msg_n(
            "{n} cannot be reached.", "{n} cannot be reached.", n=counts["unreachable"],
        )  # fmt: skip


def _limits(result: PathsResult) -> Iterator[Message]:
    if not result.joint:
        yield msg("Joint improvements were not looked at: there are too many parties or states.")
    if not result.complete:
        yield msg("The search was cut: a state without a number of steps may be reachable all the same.")
    if result.game.unknown:
        yield msg("Comparisons that are not known are taken as the ranking has them.")
