"""Stability by its definitions: sets, loops and lists of arcs. Slow on purpose; shares no code with the package.

A conflict is a dict: ``states`` (hashable, in order), ``arcs`` (per party, the set of its moves as pairs of states)
and ``ranks`` (per party, a dict from state to number, higher better). Definitions: Fang, Hipel and Kilgour 1993,
chapter 3; Rêgo and Vieira 2017 (SSEQ); Hamouda, Kilgour and Hipel 2004 (strength).
"""

from itertools import product

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


def from_axes(levels, owners, allowed, feasible, ranks):
    """A conflict on axes written out: states are cell numbers, the first axis the fastest digit."""
    cells = [tuple(reversed(digits)) for digits in product(*(range(count) for count in reversed(levels)))]
    states = [code for code in range(len(cells)) if feasible[code]]
    arcs = []
    for party in range(len(ranks)):
        moves = set()
        for one in states:
            for other in states:
                legal = all(
                    (owner == party and may[x][y]) or x == y
                    for owner, may, x, y in zip(owners, allowed, cells[one], cells[other], strict=True)
                )
                if legal and one != other:
                    moves.add((one, other))
        arcs.append(moves)
    return {
        "states": states,
        "arcs": arcs,
        "ranks": [{code: int(row[code]) for code in states} for row in ranks],
    }


class Literal:
    """The definitions on one conflict. ``consecutive``: may a party move twice running in a group's moves?"""

    def __init__(self, conflict, *, consecutive=False):
        self.states = conflict["states"]
        self.ranks = conflict["ranks"]
        self.parties = range(len(self.ranks))
        self.consecutive = consecutive
        self.out = [
            {s: [t for t in self.states if (s, t) in arcs] for s in self.states} for arcs in conflict["arcs"]
        ]
        self._group = {}

    def moves(self, party, state):
        """Where one move of a party leads."""
        return self.out[party][state]

    def improvements(self, party, state):
        """Those of its moves that are better for it."""
        return [t for t in self.moves(party, state) if self.ranks[party][t] > self.ranks[party][state]]

    def group(self, parties, state, *, improving):
        """Where a sequence of moves of ``parties`` leads, nobody moving twice running."""
        asked = (tuple(parties), state, improving)
        if asked not in self._group:
            step = self.improvements if improving else self.moves
            seen, waiting = set(), [(state, None)]
            while waiting:
                here, last = waiting.pop()
                for mover in parties:
                    if mover == last and not self.consecutive:
                        continue
                    for there in step(mover, here):
                        if (there, mover) not in seen:
                            seen.add((there, mover))
                            waiting.append((there, mover))
            self._group[asked] = {there for there, _ in seen}
        return self._group[asked]

    def others(self, party):
        """All parties but one."""
        return [other for other in self.parties if other != party]

    def answers(self, party, improvement, concept):
        """Where the others can go once a party has made an improvement."""
        return self.group(self.others(party), improvement, improving=concept in ("seq", "sseq"))

    def deters(self, party, state, *, end, concept):
        """Whether ending in ``end`` would spoil an improvement from ``state`` for the party that made it."""
        rank = self.ranks[party]
        if rank[end] > rank[state]:
            return False
        if concept in ("smr", "sseq"):
            return not any(rank[v] > rank[state] for v in self.moves(party, end))
        return True

    def stable(self, party, state, concept):
        """Whether every improvement of a party from a state is deterred."""
        if concept == "nash":
            return not self.improvements(party, state)
        return all(
            any(self.deters(party, state, end=u, concept=concept) for u in self.answers(party, t, concept))
            for t in self.improvements(party, state)
        )

    def structural(self, party, state):
        """Whether a party has no move."""
        return not self.moves(party, state)

    def value(self, party, end, concept):
        """The best a party can make of an answer."""
        rank = self.ranks[party]
        counters = self.moves(party, end) if concept in ("smr", "sseq") else []
        return max([rank[end], *(rank[v] for v in counters)])

    def worst(self, party, move, concept):
        """The least a party is left with after a move and the others' answers; ``None`` where nobody answers."""
        if concept == "nash":
            return None
        ends = {move, *self.answers(party, move, concept)}
        return min(self.value(party, end, concept) for end in ends)

    def threshold(self, party, state, concept):
        """The largest that a move is worth (its rank, or what the answers leave), and the first state in order
        that gives it; ``None`` where there is no move.
        """
        best = None
        for t in self.moves(party, state):
            left = self.worst(party, t, concept)
            worth = self.ranks[party][t] if left is None else min(self.ranks[party][t], left)
            if best is None or worth > best[0]:
                best = (worth, t)
        return best

    def margin(self, party, state, concept):
        """A state's rank less its threshold; ``None`` where there is no move."""
        best = self.threshold(party, state, concept)
        return None if best is None else self.ranks[party][state] - best[0]

    def far_below(self, party, great_gaps):
        """Pairs (s, u) with u far below s: a great gap lies between their classes, counted from the best."""
        classes = sorted(set(self.ranks[party].values()), reverse=True)
        place = {s: classes.index(self.ranks[party][s]) + 1 for s in self.states}
        return {
            (s, u)
            for s in self.states
            for u in self.states
            if any(place[s] <= gap < place[u] for gap in great_gaps)
        }

    def strongly_stable(self, party, state, *, concept, great_gaps):
        """Whether every improvement has an answer far below the state, countermoves included."""
        far = self.far_below(party, great_gaps)

        def strikes(end):
            counters = self.moves(party, end) if concept in ("smr", "sseq") else []
            return all((state, v) in far for v in [end, *counters])

        return all(
            any(strikes(u) for u in self.answers(party, t, concept)) for t in self.improvements(party, state)
        )
