"""Trades of one draw, one after the other, as code to be compiled; ``trade_steps`` is its plain twin, bit for bit.

What the loop takes, all flat sequences; L candidates, C = m n cells (issue, actor), n actors, m issues:

* ``table``, per candidate: the cells that i demands, i concedes, j demands, j concedes, the issues p and q;
* ``numbers``, per candidate: saliences of i on p and q, of j on p and q; the shift of q per shift of p at equal gain;
  directions of p and q; weights of j on p and of i on q; positions of i on p and of j on q;
* ``watch``: where each key's candidates start (keys + 1,), and the candidates by key: issues where everything is
  seen, else cells as demanded, then as conceded;
* ``state``: voting positions (C,), first outcomes (m,), and zeros: what each cell shifted its issue by (C,), of that each
  actor's last concession to the cell's actor (C n,), its sum (C,), shifts (m,);
* ``kept``: gains, shifts of p and q, whether hollow (L,) at the start; zeros: three integers each (L,), the candidates traded,
  ``RECORDED`` numbers of each trade: equal gain, gains of i and j, i on q from and to, j on p from and to, outcomes of p
  before and after, of q before and after, whether hollow; and 3 L uniform numbers where gains are moved by chance;
* ``rule``: n, most trades, most terms, whether all is seen, whether conceding bars demanding, the least gain, the least
  move, the distance up to which two points are one, the share by which gains are moved.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.trade_steps import Ended
from pourparler.kernels.trade_terms import GONE, Rule, Terms

RECORDED = 12
"""Numbers kept of a trade."""


@cache
def compiled_turns() -> Any:
    """:func:`turns` as machine code."""
    from numba import njit

    return njit(cache=True)(turns)


def turns(candidates: Any, memory: Any, rule: Any) -> tuple[int, int, int]:
    """Execute the candidate with the largest gain until none has terms left: trades, terms found, candidates left.

    ``candidates``: (table, numbers, watch), ``memory``: (state, kept), which it changes; see this module's text.
    """
    table, numbers, watch = candidates
    state, kept = memory
    ip, iq, jq, jp, of_p, of_q = table
    s_ip, s_iq, s_jp, s_jq, rate, toward_p, toward_q, w_jp, w_iq, x_ip, x_jq = numbers
    first, who = watch
    voting, outcome, shift, given, heard, total = state
    gain, on_p, on_q, hollow, todo, order, marked, done, path, luck = kept
    actors, most, work, current, once, least, step, same, share = rule
    alive = worked = len(ip)
    for c in range(alive):
        order[c] = c
    traded = waiting = 0
    while True:
        for k in range(waiting):
            c = todo[k]
            a, b, d, e, p, q = ip[c], jp[c], jq[c], iq[c], of_p[c], of_q[c]
            marked[c] = 0
            if current:
                seen_p, seen_q = outcome[p] + total[p], outcome[q] + total[q]
            else:  # what was conceded to who demands, and all that the conceder has conceded
                seen_p = outcome[p] + (heard[a] + (shift[b] - given[a * actors + b % actors]))
                seen_q = outcome[q] + (heard[d] + (shift[e] - given[d * actors + e % actors]))
            # One that has gone past this demander would have to turn round: it has nothing left to concede.
            most_p = max(w_jp[c] * (toward_p[c] * (x_ip[c] - voting[b])), 0.0)
            most_q = max(w_iq[c] * (toward_q[c] * (x_jq[c] - voting[e])), 0.0)
            room_p, room_q = toward_p[c] * (x_ip[c] - seen_p), toward_q[c] * (x_jq[c] - seen_q)
            hollow[c] = 1.0 if room_p <= same or room_q <= same else 0.0
            # Only a crossing is held back: at what is demanded, or beyond it, there is none.
            most_p = room_p if same < room_p < most_p else most_p
            most_q = room_q if same < room_q < most_q else most_q
            tight = rate[c] * most_p > most_q
            on_p[c], on_q[c] = (most_q / rate[c], most_q) if tight else (most_p, rate[c] * most_p)
            worth = s_ip[c] * on_p[c] - s_iq[c] * on_q[c]
            fair = worth >= least and on_p[c] > step * w_jp[c] and on_q[c] > step * w_iq[c]
            if once and (shift[a] != 0.0 or shift[d] != 0.0):
                fair = False
            gain[c] = worth if fair else GONE
            if fair and share > 0.0:
                mine, way = luck[3 * c] < 0.5, share * luck[3 * c + 2]
                want, give = (s_ip[c], s_iq[c]) if mine else (s_jq[c], s_jp[c])
                got, paid = (most_p, most_q) if mine else (most_q, most_p)
                # Paid per got at which nothing is left to the other side: the largest gain of this one.
                fee = s_jp[c] / s_jq[c] if mine else s_iq[c] / s_ip[c]
                top = got if fee * got <= paid else paid / fee
                goal = worth + way * ((want - give * fee) * top - worth if luck[3 * c + 1] < 0.5 else -worth)
                due = (want * got - goal) / give
                got, paid = (got, due) if due <= paid else ((goal + give * paid) / want, paid)
                on_p[c], on_q[c] = (got, paid) if mine else (paid, got)
        worked += waiting
        best, waiting = GONE, 0
        for k in range(alive):
            if gain[order[k]] > GONE:
                order[waiting] = order[k]
                best = max(best, gain[order[k]])
                waiting += 1
        alive = waiting
        if alive == 0 or traded >= most or worked > work:
            return traded, worked, alive
        k = 0
        while gain[order[k]] < best - same:
            k += 1
        c = done[traded] = order[k]
        a, b, d, e, p, q = ip[c], jp[c], jq[c], iq[c], of_p[c], of_q[c]
        at = RECORDED * traded
        path[at] = gain[c]
        path[at + 1] = s_ip[c] * on_p[c] - s_iq[c] * on_q[c]
        path[at + 2] = s_jq[c] * on_q[c] - s_jp[c] * on_p[c]
        path[at + 3], path[at + 5] = voting[e], voting[b]
        path[at + 7], path[at + 9] = outcome[p] + total[p], outcome[q] + total[q]
        path[at + 11] = hollow[c]
        for demand, cell, goal, weight, by, line in (
            (a, b, x_ip[c], w_jp[c], toward_p[c] * on_p[c], p),
            (d, e, x_jq[c], w_iq[c], toward_q[c] * on_q[c], q),
        ):
            reached = voting[cell] + by / weight
            reached = goal if abs(reached - goal) <= same else reached
            shift[cell] += weight * (reached - voting[cell])
            total[line] += weight * (reached - voting[cell])
            voting[cell] = reached
            slot = demand * actors + cell % actors
            heard[demand] += shift[cell] - given[slot]
            given[slot] = shift[cell]
        path[at + 4], path[at + 6] = voting[e], voting[b]
        path[at + 8], path[at + 10] = outcome[p] + total[p], outcome[q] + total[q]
        gain[c] = GONE
        traded, waiting = traded + 1, 0
        cells = len(voting)
        keys = (p, q, p, q, p, q) if current else (a, d, cells + e, cells + b, e, b)
        for t in range(2 if current else 6 if once else 4):
            for k in range(first[keys[t]], first[keys[t] + 1]):
                if gain[who[k]] > GONE and not marked[who[k]]:
                    todo[waiting] = who[k]
                    marked[who[k]] = 1
                    waiting += 1


def compiled_steps(
    candidates: tuple[NDArray[Any], ...], start: tuple[NDArray[Any], ...], terms: Terms,
    *, rule: Rule, luck: NDArray[Any],
) -> Ended:  # fmt: skip
    """:func:`pourparler.kernels.trade_steps.steps`, by the compiled loop."""
    table, numbers, *watch = candidates
    voting, outcome = (np.array(array, dtype=np.float64) for array in start)
    count, size, actors = table.shape[1], len(voting), len(voting) // max(len(outcome), 1)
    state = (voting, outcome, *map(np.zeros, (size, size * actors, size, len(outcome))))
    integers = np.zeros((4, count), dtype=np.intp)
    own = (np.array(field) for field in terms[:4])
    kept = (*own, *integers, np.zeros(RECORDED * count), np.ascontiguousarray(luck).ravel())
    groups = tuple(table), tuple(numbers), tuple(watch)
    how = (actors, *rule[:4], *map(float, rule[4:]))
    traded, worked, left = compiled_turns()(groups, (state, kept), how)
    return Ended(state[0], state[5], kept[7][:traded], kept[8][: RECORDED * traded], worked, left)
