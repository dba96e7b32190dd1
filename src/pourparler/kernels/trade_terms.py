"""The terms of candidate trades before anything is traded: all of them in one pass over arrays, for many draws."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

GONE = float("-inf")
"""The gain of a candidate that has no terms left."""


class Rule(NamedTuple):
    """How a round goes. Lengths in the unit of the positions.

    ``most``: trades per draw; ``work``: terms worked out per draw; ``current``: whether candidates see all that was
    conceded, or only what was conceded to who demands and what the conceder has; ``once``: whether who has conceded
    an issue may no longer demand it; ``least``: gains below it do not count, nor moves up to ``step``; ``same``:
    distance up to which two points, and two gains, are one; ``share``: how far gains are moved from the equal one.
    """

    most: int
    work: int
    current: bool
    once: bool
    least: float
    step: float
    same: float
    share: float = 0.0


class Terms(NamedTuple):
    """Per candidate (L,): ``gain`` (-inf without terms), by how much the outcomes of p and of q shift, whether
    hollow (0 or 1), and the largest shifts that could be conceded (``most_p``, ``most_q``)."""

    gain: Floats
    on_p: Floats
    on_q: Floats
    hollow: Floats
    most_p: Floats
    most_q: Floats


def first_terms(numbers: Floats, start: Floats, rule: Rule) -> Terms:
    """The terms at the start of a round, at equal gain.

    ``numbers`` (11, L): as in :mod:`pourparler.kernels.trade_turns`; ``start`` (4, L): where j stands on p and i on
    q, the outcomes of p and q. Stokman & Van Oosten 1994; the caps: collective specification, section 8.
    """
    s_ip, s_iq, _, _, rate, toward_p, toward_q, w_jp, w_iq, x_ip, x_jq = numbers
    x_jp, x_iq, seen_p, seen_q = start
    most_p = np.maximum(w_jp * (toward_p * (x_ip - x_jp)), 0.0)
    most_q = np.maximum(w_iq * (toward_q * (x_jq - x_iq)), 0.0)
    room_p, room_q = toward_p * (x_ip - seen_p), toward_q * (x_jq - seen_q)
    hollow = (room_p <= rule.same) | (room_q <= rule.same)
    # Only a crossing is held back: at what is demanded, or beyond it, there is none.
    most_p = np.where((rule.same < room_p) & (room_p < most_p), room_p, most_p)
    most_q = np.where((rule.same < room_q) & (room_q < most_q), room_q, most_q)
    tight = rate * most_p > most_q
    on_p, on_q = np.where(tight, most_q / rate, most_p), np.where(tight, most_q, rate * most_p)
    worth = s_ip * on_p - s_iq * on_q
    fair = (worth >= rule.least) & (on_p > rule.step * w_jp) & (on_q > rule.step * w_iq)
    return Terms(np.where(fair, worth, GONE), on_p, on_q, hollow.astype(np.float64), most_p, most_q)


def moved_by_chance(terms: Terms, numbers: Floats, *, luck: Floats, share: float) -> Terms:
    """The terms with gains moved from the equal one, by ``share`` and uniform numbers ``luck`` (L, 3).

    Which side's gain is moved, whether towards its largest or to nothing, how far. Dijkstra et al. 2018.
    """
    fair = np.flatnonzero(terms.gain > GONE)
    s_ip, s_iq, s_jp, s_jq = numbers[:4, fair]
    worth, most_p, most_q = terms.gain[fair], terms.most_p[fair], terms.most_q[fair]
    mine, up, way = luck[fair, 0] < 0.5, luck[fair, 1] < 0.5, share * luck[fair, 2]
    want, give = np.where(mine, s_ip, s_jq), np.where(mine, s_iq, s_jp)
    got, paid = np.where(mine, most_p, most_q), np.where(mine, most_q, most_p)
    # Paid per got at which nothing is left to the other side: the largest gain of this one.
    fee = np.where(mine, s_jp, s_iq) / np.where(mine, s_jq, s_ip)
    top = np.where(fee * got <= paid, got, paid / fee)
    goal = worth + way * np.where(up, (want - give * fee) * top - worth, -worth)
    due = (want * got - goal) / give
    held = due <= paid
    got, paid = np.where(held, got, (goal + give * paid) / want), np.where(held, due, paid)
    on_p, on_q = terms.on_p.copy(), terms.on_q.copy()
    on_p[fair], on_q[fair] = np.where(mine, got, paid), np.where(mine, paid, got)
    return terms._replace(on_p=on_p, on_q=on_q)
