"""Why a state is stable or not for a party, as data: the move that tempts it, the answer that deters it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.stability.judging import Judged
from pourparler.analyses.stability.moves import Moves
from pourparler.analyses.stability.names import STRENGTH, Foresight
from pourparler.kernels.arc_lists import targets_of
from pourparler.kernels.foresight import HIGH
from pourparler.kernels.replies import cheapest
from pourparler.model.conflict import Conflict

Ints = NDArray[Any]


@dataclass(frozen=True)
class Sanction:
    """The cheapest answer found: its steps ``(party, to)``, where it ends, and the party's best countermove there.

    States and parties are indices.
    """

    path: tuple[tuple[int, int], ...]
    ends: int
    counter: int | None


@dataclass(frozen=True)
class Reason:
    """Why ``state`` is stable for ``party`` under ``concept``, or is not.

    ``kind``: ``no-move`` (whatever it prefers), ``no-improvement``, ``deterred``, ``unstable``; ``improvement``:
    the move of its own that matters most; ``sanction``: what answers it; ``rests_on``: keys of the brief.
    """

    state: int
    party: int
    concept: Foresight
    kind: Literal["no-move", "no-improvement", "deterred", "unstable"]
    improvement: int | None
    sanction: Sanction | None
    rests_on: tuple[str, ...]


def reasons(moves: Moves, found: Judged, states: Sequence[int]) -> tuple[Reason, ...]:
    """For each of ``states`` and each party, the reason under the strongest concept by which it is stable there.

    Where it is stable under none, the reason speaks of the weakest one asked for.
    """
    concepts = [concept for concept in STRENGTH if concept in found.stable]
    if not concepts or not found.moves or moves.lists is None:
        return ()
    return tuple(
        why(moves, found, state, party=party, concept=_told(found, concepts, party, state))
        for state in states
        for party in range(len(moves.conflict.parties))
    )


def _told(found: Judged, concepts: Sequence[Foresight], party: int, state: int) -> Foresight:
    return next((c for c in concepts if found.stable[c][party, state]), concepts[-1])


def why(moves: Moves, found: Judged, state: int, *, party: int, concept: Foresight) -> Reason:
    """The reason for one verdict. Needs moves that can be listed, and margins."""
    game = moves.conflict
    if found.still[party, state]:
        held = (axis.key for axis in game.axes if axis.party == party and axis.key)
        keys = tuple(dict.fromkeys([*held, *(rule.key for rule in game.rules if rule.count)]))
        return Reason(state, party, concept, "no-move", None, None, keys)
    ranks = game.ranks[party]
    better = _improvements(moves, party, state)
    if not len(better):
        move = int(found.moves[concept][party, state])
        return Reason(
            state, party, concept, "no-improvement", None, None, decisive(game, party, (state, move))
        )
    improvement = int(found.moves[concept][party, state])
    if ranks[improvement] <= ranks[state]:
        # A move that costs something may secure more than every improvement does: it tempts nobody.
        improvement = _most_secure(moves, party, better, concept=concept)
    sanction = None
    keys = decisive(game, party, (state, improvement))
    if concept != "nash":
        reply = cheapest(
            moves.lists or (),
            game.ranks,
            improvement,
            party=party,
            concept=concept,
            consecutive=moves.running,
        )
        if reply is not None:
            sanction = Sanction(reply.steps, reply.end, reply.counter)
            keys = tuple(
                dict.fromkeys(
                    [
                        *keys,
                        *_along(game, reply.steps, improvement, concept),
                        *decisive(game, party, (state, reply.end)),
                    ]
                )
            )
    kind: Literal["deterred", "unstable"] = "deterred" if found.stable[concept][party, state] else "unstable"
    return Reason(state, party, concept, kind, improvement, sanction, keys)


def _improvements(moves: Moves, party: int, state: int) -> Ints:
    targets = targets_of((moves.lists or ())[party], state)
    ranks = moves.conflict.ranks[party]
    better: Ints = targets[ranks[targets] > ranks[state]]
    return better


def _most_secure(moves: Moves, party: int, better: Ints, *, concept: Foresight) -> int:
    """Of some improvements the one that the others' answers leave most of; equal ones: the first."""
    if concept == "nash":
        return int(better[np.argmax(moves.conflict.ranks[party, better])])
    left = []
    for target in better.tolist():
        reply = cheapest(
            moves.lists or (),
            moves.conflict.ranks,
            target,
            party=party,
            concept=concept,
            consecutive=moves.running,
        )
        left.append(HIGH if reply is None else reply.worth)
    return int(better[np.argmax(left)])


def _along(game: Conflict, steps: Sequence[tuple[int, int]], start: int, concept: Foresight) -> Iterator[str]:
    """What the movers' own improvements rest on, where only improvements answer."""
    if concept not in ("seq", "sseq"):
        return
    at = start
    for party, to in steps:
        yield from decisive(game, party, (at, to))
        at = to


def decisive(game: Conflict, party: int, pair: tuple[int, int]) -> tuple[str, ...]:
    """The keys of the brief that say how ``party`` ranks two states against each other."""
    name = game.parties[party]
    preferences = game.preferences.get(name)
    if preferences is None:
        return ()
    match preferences.source:
        case "ranking":
            return (f"moves/ranking/{name}",)
        case "utilities":
            changed = [
                axis.name for axis, a, b in zip(game.axes, game.digits(pair[0]), game.digits(pair[1]), strict=True)
                if a != b and axis.kind == "issue"
            ]  # fmt: skip
            return tuple(f"stances/{name}/{issue}" for issue in changed)
    for stated in game.statements[name]:
        if stated.truth[pair[0]] != stated.truth[pair[1]]:
            return (stated.key,)
    return ()


def shown(order: Sequence[int], quo: int | None, *, most: int = 12) -> tuple[int, ...]:
    """The states that reasons are given for: the status quo and the first equilibria."""
    return tuple(
        dict.fromkeys(([] if quo is None else [quo]) + [int(i) for i in np.array(order[:most], dtype=int)])
    )
