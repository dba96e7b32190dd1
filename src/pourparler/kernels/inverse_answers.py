"""What another party's stability at the target asks of the free party's ranking, under SEQ and SSEQ.

Another party j is deterred from a gain t if the rest can improve their way from t to a state that deters it. Moves
of parties whose rankings are known are settled; a move x -> y of the free party is an improvement only if its
ranking puts y above x. So for each gain some *route* must be open: free moves with known moves between them.
Where every route is a single free move from the same state, it reads "that state is not the best among …".
Source: Fang, Hipel and Kilgour 1993 (sequential stability with several parties); Kinsara, Kilgour and Hipel 2015.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.arc_lists import Consecutive, Listing, targets_of
from pourparler.kernels.arc_reach import reached

Ints = NDArray[np.int64]
Arc = tuple[int, int]
Lists = Sequence[Listing]
"""Arcs, one listing per party."""

WORK = 2_000_000
"""Moves followed for one party's verdict, at most: a few seconds."""


class NotBest(NamedTuple):
    """The free party must rank some state of ``among`` above ``state``."""

    state: int
    among: tuple[int, ...]


class Route(NamedTuple):
    """Some sequence of free moves must be open: each of them an improvement of the free party.

    ``arcs``: the moves that can be of use; ``first``: which of them may begin; ``last``: which may end;
    ``after``: which may follow each one (numbers of arcs, ascending).
    """

    arcs: tuple[Arc, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]
    after: tuple[tuple[int, ...], ...]


class Needed(NamedTuple):
    """All of these must hold for the other party to be stable; nothing at all where it is so anyway.

    ``complete`` is False where the work ran out: then there may be more.
    """

    not_best: tuple[NotBest, ...]
    routes: tuple[Route, ...]
    complete: bool


def answers_needed(
    lists: tuple[Lists, Lists],
    deters: NDArray[np.bool_],
    *,
    gains: Ints,
    party: int,
    reach: tuple[Sequence[int], Consecutive],
) -> Needed | None:
    """What the ranking of ``party`` must do for each of another party's ``gains`` to be answered; None if it cannot.

    ``lists``: all moves, and improvements (those of ``party`` are not looked at); ``deters`` (S,): the states
    that deter the other party; ``reach``: the further parties, whose rankings are known, and whether one may move twice running.
    """
    search = _Search(lists, deters, party, reach)
    not_best: list[NotBest] = []
    routes: list[Route] = []
    for gain in gains.tolist():
        known = search.known(gain)
        if deters[known].any():
            continue
        route = search.route((gain, *known.tolist()))
        if search.work > WORK:
            return Needed(tuple(not_best), tuple(routes), False)
        if route is None:
            return None
        origins = {route.arcs[a][0] for a in route.first}
        if len(origins) == 1 and set(route.first) <= set(route.last):
            among = tuple(sorted(route.arcs[a][1] for a in route.first))
            not_best.append(NotBest(origins.pop(), among))
        else:
            routes.append(route)
    return Needed(tuple(not_best), tuple(routes), True)


class _Search:
    """Routes for one other party; reach sets of the parties with known rankings are found once per state."""

    def __init__(
        self,
        lists: tuple[Lists, Lists],
        deters: NDArray[np.bool_],
        party: int,
        reach: tuple[Sequence[int], Consecutive],
    ) -> None:
        self.all, self.better = lists
        self.deters, self.party = deters, party
        self.group, self.consecutive = reach
        self.found: dict[int, Ints] = {}
        self.work = 0

    def known(self, state: int) -> Ints:
        """What the parties with known rankings reach from a state that none of them has just moved to."""
        if state not in self.found:
            self.found[state], work = reached(
                self.better, state, group=self.group, consecutive=self.consecutive
            )
            self.work += work
        return self.found[state]

    def ends(self, arc: Arc) -> bool:
        """Whether the other party is deterred once this move is made, by itself or with known moves after it."""
        return bool(self.deters[arc[1]]) or bool(self.deters[self.known(arc[1])].any())

    def following(self, arc: Arc) -> set[Arc]:
        """The free moves that can come next."""
        origin, here = arc
        found = {
            (x, y) for x in self.known(here).tolist() for y in targets_of(self.all[self.party], x).tolist()
        }
        if self.consecutive == "allow":
            # Two improvements running are one move where the free party has that move: then nothing is new.
            direct = {origin, *targets_of(self.all[self.party], origin).tolist()}
            found |= {(here, y) for y in targets_of(self.all[self.party], here).tolist() if y not in direct}
        self.work += len(found) + 1
        return found

    def route(self, at: Sequence[int]) -> Route | None:
        """The free moves of use from these states on; None if no sequence of them deters the other party."""
        first = {(x, y) for x in at for y in targets_of(self.all[self.party], x).tolist()}
        after: dict[Arc, set[Arc]] = {}
        last: set[Arc] = set()
        waiting = sorted(first)
        while waiting and self.work <= WORK:
            arc = waiting.pop()
            if arc in after:
                continue
            if self.ends(arc):
                last.add(arc)
                after[arc] = set()  # what comes later is of no use: the answer has been given
            else:
                after[arc] = self.following(arc)
                waiting += sorted(after[arc] - after.keys())
        useful = _backwards(last, after)
        if not first & useful:
            return None
        if first & useful <= last:
            useful = first & useful
        arcs = tuple(sorted(useful))
        number = {arc: a for a, arc in enumerate(arcs)}
        return Route(
            arcs,
            tuple(sorted(number[arc] for arc in first & useful)),
            tuple(sorted(number[arc] for arc in last & useful)),
            tuple(tuple(sorted(number[b] for b in after[arc] & useful)) for arc in arcs),
        )


def _backwards(last: set[Arc], after: dict[Arc, set[Arc]]) -> set[Arc]:
    """The moves from which some sequence leads to one of ``last``."""
    before: dict[Arc, list[Arc]] = {}
    for arc, later in after.items():
        for following in later:
            before.setdefault(following, []).append(arc)
    useful, waiting = set(last), list(last)
    while waiting:
        for arc in before.get(waiting.pop(), []):
            if arc not in useful:
                useful.add(arc)
                waiting.append(arc)
    return useful
