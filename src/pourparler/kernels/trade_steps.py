"""Trades of one draw, one after the other, in plain Python: the twin of the compiled loop, bit for bit.

A handful of candidates changes with a trade, too few for array operations to pay: lists of Python's own are quicker.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.trade_terms import GONE, Rule, Terms

Numbers = list[float]


class Ended(NamedTuple):
    """One draw's round: ``voting`` (C,) and shifts of outcomes (m,), candidates traded, ``RECORDED`` numbers of each
    in turn, terms worked out, candidates left."""

    voting: Any
    shifts: Any
    row: Any
    path: Any
    work: int
    left: int


class Table(NamedTuple):
    """What does not change: per candidate ``table`` and ``numbers`` as one row, with the places of what i and j were
    given and the least moves; ``of``: candidates by key; ``luck``: three numbers per candidate; ``first``: outcomes."""

    rows: list[Any]
    of: list[list[int]]
    luck: Numbers
    first: Numbers
    actors: int
    rule: Rule


class Board(NamedTuple):
    """What trades change: ``gain`` and (shift of p, shift of q, whether hollow) by candidate; ``voting`` and ``shift``
    by cell; ``given`` and ``heard`` as in the compiled loop; ``total`` shifts and outcomes ``now`` by issue."""

    gain: Numbers
    deal: list[tuple[float, float, float]]
    voting: Numbers
    shift: Numbers
    given: Numbers
    heard: Numbers
    total: Numbers
    now: Numbers


def steps(
    candidates: tuple[NDArray[Any], ...], start: tuple[NDArray[Any], ...], terms: Terms,
    *, rule: Rule, luck: NDArray[Any],
) -> Ended:  # fmt: skip
    """Execute the candidate with the largest gain until none has terms left, or a limit is reached.

    ``candidates``: (table, numbers, first, who), ``start``: (voting, outcome), see
    :mod:`pourparler.kernels.trade_turns`; ``terms``: at the start, moved by chance already.
    """
    voting, outcome = (array.tolist() for array in start)
    cells, issues = len(voting), len(outcome)
    known = _table(candidates, rule, luck, outcome=outcome, actors=cells // max(issues, 1))
    deal = list(zip(terms.on_p.tolist(), terms.on_q.tolist(), terms.hollow.tolist(), strict=True))
    board = Board(
        terms.gain.tolist(), deal, voting, [0.0] * cells, [0.0] * (cells * known.actors), [0.0] * cells,
        [0.0] * issues, list(outcome),
    )  # fmt: skip
    row: list[int] = []
    path: Numbers = []
    gain, work = board.gain, len(deal)
    while (best := max(gain, default=GONE)) > GONE and len(row) < rule.most and work <= rule.work:
        chosen = gain.index(best)
        # Of those as good as the best the first one.
        while chosen and (near := max(gain[:chosen])) >= best - rule.same:
            chosen = gain.index(near)
        row.append(chosen)
        path += _execute(chosen, known, board)
        work += _look_again(_touched(chosen, known, board), known, board)
    left = sum(worth > GONE for worth in gain)
    return Ended(board.voting, board.total, row, path, work, left)


def _table(
    candidates: tuple[NDArray[Any], ...], rule: Rule, luck: NDArray[Any], *, outcome: Numbers, actors: int
) -> Table:
    table, numbers, first, who = candidates
    ip, iq, jq, jp, _, _ = table
    slots = np.stack([ip * actors + jp % actors, jq * actors + iq % actors])
    columns = [*table.tolist(), *numbers.tolist(), *slots.tolist(), *(rule.step * numbers[7:9]).tolist()]
    ends, by_key = first.tolist(), who.tolist()
    of = [by_key[k:after] for k, after in pairwise(ends)]
    return Table(list(zip(*columns, strict=True)), of, luck.ravel().tolist(), outcome, actors, rule)


def _execute(c: int, known: Table, board: Board) -> tuple[float, ...]:
    """Carry out candidate ``c``; the numbers recorded of it."""
    a, e, d, b, p, q, s_ip, s_iq, s_jp, s_jq, _, toward_p, toward_q, w_jp, w_iq, x_ip, x_jq, *slots = (
        known.rows[c][:19]
    )
    gain, deal, voting, shift, given, heard, total, now = board
    on_p, on_q, hollow = deal[c]
    before = voting[e], voting[b], now[p], now[q]
    for demand, slot, cell, goal, weight, by, line in (
        (a, slots[0], b, x_ip, w_jp, toward_p * on_p, p),
        (d, slots[1], e, x_jq, w_iq, toward_q * on_q, q),
    ):
        reached = voting[cell] + by / weight
        reached = goal if abs(reached - goal) <= known.rule.same else reached
        change = weight * (reached - voting[cell])
        shift[cell] += change
        total[line] += change
        now[line] = known.first[line] + total[line]
        voting[cell] = reached
        heard[demand] += shift[cell] - given[slot]
        given[slot] = shift[cell]
    worth, gain[c] = gain[c], GONE
    return (
        worth, s_ip * on_p - s_iq * on_q, s_jq * on_q - s_jp * on_p, before[0], voting[e], before[1], voting[b],
        before[2], now[p], before[3], now[q], hollow,
    )  # fmt: skip


def _touched(c: int, known: Table, board: Board) -> list[int]:
    """The candidates left whose terms the execution of ``c`` can have changed."""
    a, e, d, b, p, q = known.rows[c][:6]
    gain, of = board.gain, known.of
    if known.rule.current:
        for issue in (p, q):
            of[issue] = [k for k in of[issue] if gain[k] > GONE]
        return list({*of[p], *of[q]})
    cells = len(board.voting)
    near: Iterable[int] = {*of[a], *of[d], *of[cells + e], *of[cells + b]}
    if known.rule.once:
        near = {*near, *of[e], *of[b]}
    return [k for k in near if gain[k] > GONE]


def _look_again(touched: list[int], known: Table, board: Board) -> int:
    """Work out the terms of these candidates; how many they are."""
    rows, (_, _, current, once, least, _, same, share) = known.rows, known.rule
    gain, deal, voting, shift, given, heard, _, now = board
    first = known.first
    for c in touched:
        (
            a, e, d, b, p, q, s_ip, s_iq, s_jp, s_jq, rate, toward_p, toward_q, w_jp, w_iq, x_ip, x_jq,
            slot_p, slot_q, least_p, least_q,
        ) = rows[c]  # fmt: skip
        if current:
            room_p, room_q = toward_p * (x_ip - now[p]), toward_q * (x_jq - now[q])
        else:  # what was conceded to who demands, and all that the conceder has conceded
            room_p = toward_p * (x_ip - (first[p] + (heard[a] + (shift[b] - given[slot_p]))))
            room_q = toward_q * (x_jq - (first[q] + (heard[d] + (shift[e] - given[slot_q]))))
        # One that has gone past this demander would have to turn round: it has nothing left to concede.
        most_p, most_q = w_jp * (toward_p * (x_ip - voting[b])), w_iq * (toward_q * (x_jq - voting[e]))
        # Only a crossing is held back: at what is demanded, or beyond it, there is none.
        if same < room_p < most_p:
            most_p = room_p
        if same < room_q < most_q:
            most_q = room_q
        on_p, on_q = most_p, rate * most_p
        if on_q > most_q:
            on_p, on_q = most_q / rate, most_q
        worth = s_ip * on_p - s_iq * on_q
        fair = worth >= least and on_p > least_p and on_q > least_q
        if not fair or (once and (shift[a] != 0.0 or shift[d] != 0.0)):
            gain[c] = GONE
            continue
        if share > 0.0:
            sides = (s_ip, s_iq, s_jp, s_jq), (most_p, most_q)
            on_p, on_q = _by_chance(worth, sides, known.luck[3 * c : 3 * c + 3], share=share)
        gain[c] = worth
        deal[c] = on_p, on_q, 1.0 if room_p <= same or room_q <= same else 0.0
    return len(touched)


def _by_chance(
    worth: float, sides: tuple[tuple[float, ...], tuple[float, float]], luck: Numbers, *, share: float
) -> tuple[float, float]:
    """The shifts of p and q for a gain moved from the equal one: see ``trade_terms.moved_by_chance``."""
    (s_ip, s_iq, s_jp, s_jq), (most_p, most_q) = sides
    mine, way = luck[0] < 0.5, share * luck[2]
    want, give = (s_ip, s_iq) if mine else (s_jq, s_jp)
    got, paid = (most_p, most_q) if mine else (most_q, most_p)
    fee = s_jp / s_jq if mine else s_iq / s_ip
    top = got if fee * got <= paid else paid / fee
    goal = worth + way * ((want - give * fee) * top - worth if luck[1] < 0.5 else -worth)
    due = (want * got - goal) / give
    got, paid = (got, due) if due <= paid else ((goal + give * paid) / want, paid)
    return (got, paid) if mine else (paid, got)
