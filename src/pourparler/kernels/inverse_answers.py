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
        self.deterred: dict[int, bool] = {}
        self.beyond: dict[int, frozenset[Arc]] = {}
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
        here = arc[1]
        if here not in self.deterred:
            self.deterred[here] = bool(self.deters[here]) or bool(self.deters[self.known(here)].any())
        return self.deterred[here]

    def following(self, arc: Arc) -> frozenset[Arc]:
        """The free moves that can come next: one and the same set for all moves to a state, where that can be."""
        origin, here = arc
        if here not in self.beyond:
            self.beyond[here] = frozenset(
                (x, y)
                for x in self.known(here).tolist()
                for y in targets_of(self.all[self.party], x).tolist()
            )
        found = self.beyond[here]
        if self.consecutive == "allow":
            # Two improvements running are one move where the free party has that move: then nothing is new.
            direct = {origin, *targets_of(self.all[self.party], origin).tolist()}
            found |= {(here, y) for y in targets_of(self.all[self.party], here).tolist() if y not in direct}
            found = self.beyond[here] if len(found) == len(self.beyond[here]) else found
        self.work += len(found) + 1
        return found

    def route(self, at: Sequence[int]) -> Route | None:
        """The free moves of use from these states on; None if no sequence of them deters the other party."""
        first = {(x, y) for x in at for y in targets_of(self.all[self.party], x).tolist()}
        after: dict[Arc, frozenset[Arc]] = {}
        last: set[Arc] = set()
        waiting, known = sorted(first), set(first)
        spread: set[frozenset[Arc]] = set()
        while waiting and self.work <= WORK:
            arc = waiting.pop()
            if self.ends(arc):
                last.add(arc)
                after[arc] = frozenset()  # what comes later is of no use: the answer has been given
                continue
            after[arc] = self.following(arc)
            if after[arc] not in spread:
                spread.add(after[arc])
                waiting += sorted(after[arc] - known)
                known |= after[arc]
        useful = _backwards(last, after)
        if not first & useful:
            return None
        if first & useful <= last:
            useful = first & useful
        arcs = tuple(sorted(useful))
        number = {arc: a for a, arc in enumerate(arcs)}
        numbers = {
            later: tuple(sorted(number[arc] for arc in later & useful))
            for later in {after[arc] for arc in arcs}
        }
        return Route(
            arcs,
            tuple(sorted(number[arc] for arc in first & useful)),
            tuple(sorted(number[arc] for arc in last & useful)),
            tuple(numbers[after[arc]] for arc in arcs),
        )


def _backwards(last: set[Arc], after: dict[Arc, frozenset[Arc]]) -> set[Arc]:
    """The moves from which some sequence leads to one of ``last``."""
    # Many moves have the same set after them: each set is gone through once.
    having: dict[frozenset[Arc], list[Arc]] = {}
    for arc, later in after.items():
        having.setdefault(later, []).append(arc)
    before: dict[Arc, list[frozenset[Arc]]] = {}
    for later in having:
        for following in later:
            before.setdefault(following, []).append(later)
    useful, waiting = set(last), list(last)
    while waiting:
        for later in before.pop(waiting.pop(), []):
            new = [arc for arc in having.pop(later, []) if arc not in useful]
            useful.update(new)
            waiting += new
    return useful
