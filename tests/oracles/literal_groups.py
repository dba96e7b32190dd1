"""The graph model by its definitions, as sets and loops: arcs, groups, coalitions, unknown pairs, paths, horizons.

Slow on purpose, and without a line in common with the package. A party's moves are a dictionary from each state
to the set of states it may move to; its ranks a list, higher is better.
"""

from itertools import combinations, product

import numpy as np

Moves = dict[int, set[int]]


def from_pairs(pairs, states: int) -> Moves:
    return {s: {int(t) for a, t in pairs if a == s and t != s} for s in range(states)}


def pairs(moves: Moves) -> np.ndarray:
    return np.array([(s, t) for s in moves for t in sorted(moves[s])], dtype=np.int64).reshape(-1, 2)


def from_levels(values: list[list[int]], owned: list[bool], allowed: list[list[list[bool]]]) -> Moves:
    """``values``: the levels of each feasible state; ``owned``: the axes that are the party's."""
    found: Moves = {}
    for s, here in enumerate(values):
        found[s] = set()
        for t, there in enumerate(values):
            if t == s:
                continue
            legal = True
            for a, mine in enumerate(owned):
                if not mine and here[a] != there[a]:
                    legal = False
                if mine and not allowed[a][here[a]][there[a]]:
                    legal = False
            if legal:
                found[s].add(t)
    return found


def improving(moves: Moves, rank: list[int]) -> Moves:
    return {s: {t for t in targets if rank[t] > rank[s]} for s, targets in moves.items()}


def group_moves(movers: list[Moves], s: int, consecutive: str = "forbid") -> set[int]:
    """The first components of the pairs (state, last mover) that steps from s lead to."""
    seen = {(t, j) for j, moves in enumerate(movers) for t in moves[s]}
    todo = list(seen)
    while todo:
        t, j = todo.pop()
        for k, moves in enumerate(movers):
            if k == j and consecutive == "forbid":
                continue
            for u in moves[t]:
                if (u, k) not in seen:
                    seen.add((u, k))
                    todo.append((u, k))
    return {t for t, _ in seen}


def answers(moves: list[Moves], ranks, i: int, t: int, concept: str, consecutive: str = "forbid") -> set[int]:
    others = [j for j in range(len(moves)) if j != i]
    if concept in ("gmr", "smr"):
        return group_moves([moves[j] for j in others], t, consecutive)
    return group_moves([improving(moves[j], ranks[j]) for j in others], t, consecutive)


def stable(moves: list[Moves], ranks, i: int, s: int, concept: str, consecutive: str = "forbid") -> bool:
    p = ranks[i]
    for t in moves[i][s]:
        if p[t] <= p[s]:
            continue
        deterred = False
        if concept != "nash":
            for u in answers(moves, ranks, i, t, concept, consecutive):
                if p[u] > p[s]:
                    continue
                if concept in ("smr", "sseq") and any(p[v] > p[s] for v in moves[i][u]):
                    continue
                deterred = True
        if not deterred:
            return False
    return True


def margin(
    moves: list[Moves], ranks, i: int, s: int, concept: str, consecutive: str = "forbid"
) -> int | None:
    p = ranks[i]
    if not moves[i][s]:
        return None
    worth = []
    for t in moves[i][s]:
        ends = [] if concept == "nash" else [t, *answers(moves, ranks, i, t, concept, consecutive)]
        values = [p[t]]
        left = []
        for u in ends:
            again = [p[v] for v in moves[i][u]] if concept in ("smr", "sseq") else []
            left.append(max([p[u], *again]))
        if left:
            values.append(min(left))
        worth.append(min(values))
    return p[s] - max(worth)


# Coalitions.


def joint(moves: list[Moves], ranks, group: tuple[int, ...], s: int) -> set[int]:
    ends = group_moves([moves[i] for i in group], s)
    return {t for t in ends if t != s and all(ranks[i][t] > ranks[i][s] for i in group)}


def sets_of(parties: list[int]) -> list[tuple[int, ...]]:
    return [g for size in range(1, len(parties) + 1) for g in combinations(parties, size)]


def coalition_stable(moves: list[Moves], ranks, group: tuple[int, ...], s: int, concept: str) -> bool:
    others = [j for j in range(len(moves)) if j not in group]
    for t in joint(moves, ranks, group, s):
        if concept == "nash":
            return False
        if concept == "seq":
            movers = [
                {x: joint(moves, ranks, answering, x) for x in range(len(ranks[0]))}
                for answering in sets_of(others)
            ]
            ends = group_moves(movers, t)
        else:
            ends = group_moves([moves[j] for j in others], t)
        deterred = False
        for u in ends:
            if all(ranks[i][u] > ranks[i][s] for i in group):
                continue
            if concept == "smr":
                again = group_moves([moves[i] for i in group], u)
                if any(all(ranks[i][v] > ranks[i][s] for i in group) for v in again):
                    continue
            deterred = True
        if not deterred:
            return False
    return True


# Unknown pairs: the relation of (s, t) is "<", "=", ">" or "U", t against s.


def relation(rank, unknown: set[frozenset[int]], s: int, t: int) -> str:
    if frozenset((s, t)) in unknown:
        return "U"
    return ">" if rank[t] > rank[s] else "=" if rank[t] == rank[s] else "<"


def unknown_stable(moves: list[Moves], ranks, unknown, asked: tuple[int, int, str, str]) -> bool:
    i, s, concept, definition = asked
    leave = {">", "U"} if definition in "ac" else {">"}
    good = {"<", "="} if definition in "ab" else {"<", "=", "U"}

    def told(j: int, a: int, b: int) -> str:
        return relation(ranks[j], unknown[j], a, b)

    others = [j for j in range(len(moves)) if j != i]
    steps = [moves[j] for j in others]
    if concept == "seq":
        steps = [{a: {b for b in moves[j][a] if told(j, a, b) in ">U"} for a in moves[j]} for j in others]
    for t in moves[i][s]:
        if told(i, s, t) not in leave:
            continue
        if concept == "nash":
            return False
        deterred = False
        for u in group_moves(steps, t):
            if told(i, s, u) not in good:
                continue
            if concept == "smr" and any(told(i, s, v) not in good for v in moves[i][u]):
                continue
            deterred = True
        if not deterred:
            return False
    return True


# Paths: all sequences, level by level.


def sequences(movers: list[Moves], start: int, longest: int) -> dict[int, tuple[int, list[tuple[int, int]]]]:
    """Per state reached: the length, and the smallest of all sequences of that length (mover, target)."""
    found = {start: (0, [])}
    # All sequences of a length; of those that end alike (state and last mover) only the smallest goes on, as
    # whatever may follow one may follow the other.
    layer = {(start, None): []}
    for length in range(1, longest + 1):
        after: dict = {}
        for (s, last), steps in layer.items():
            for k, moves in enumerate(movers):
                if k == last:
                    continue
                for t in moves[s]:
                    way = [*steps, (k, t)]
                    if (t, k) not in after or way < after[t, k]:
                        after[t, k] = way
        for (t, _), way in after.items():
            if t not in found or (found[t][0] == length and way < found[t][1]):
                found[t] = (length, way)
        layer = after
    return found


# Limited moves, two parties.


def looking(moves: list[Moves], ranks, h: int, at: tuple[int, int]) -> int:
    i, s = at
    if h == 0 or not moves[i][s]:
        return s
    best = None
    for t in sorted(moves[i][s]):
        end = looking(moves, ranks, h - 1, (1 - i, t))
        if best is None or ranks[i][end] > ranks[i][best]:
            best = end
    return best if ranks[i][best] > ranks[i][s] else s


def broken_ties(moves: list[Moves], ranks, h: int, at: tuple[int, int]) -> bool:
    """Whether moves equally good for the mover, and better than staying, lead to different ends."""
    i, s = at
    if h == 0 or not moves[i][s]:
        return False
    ends = {looking(moves, ranks, h - 1, (1 - i, t)) for t in moves[i][s]}
    most = max(ranks[i][e] for e in ends)
    return most > ranks[i][s] and len([e for e in ends if ranks[i][e] == most]) > 1


def all_routes(movers: list[Moves], start: int, length: int) -> list[list[tuple[int, int]]]:
    """Every sequence of that length in which nobody moves twice running, tried out one by one."""
    steps = [(k, t) for k, moves in enumerate(movers) for t in sorted(set().union(*moves.values()))]
    found = []
    for way in product(steps, repeat=length):
        at, last, legal = start, None, True
        for k, t in way:
            if k == last or t not in movers[k][at]:
                legal = False
                break
            at, last = t, k
        if legal:
            found.append(list(way))
    return found
