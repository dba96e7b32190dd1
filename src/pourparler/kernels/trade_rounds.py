"""One round of exchange for many draws: the trade with the largest gain again and again, until nobody gains."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.trade_pairs import Pairs
from pourparler.kernels.trade_turns import RECORDED, compiled_turns, turns

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

COMPILED = 2e6
"""From here on loading compiled code pays: candidates to the power 1.5, as work grows, summed over draws."""


class Stage(NamedTuple):
    """What a round starts from; lengths in one unit for all issues.

    ``position``, ``weight`` (each actor's share of an issue's weight), ``salience``: (D, m, n), 0 where an actor
    has no position; ``outcome`` (D, m).
    """

    position: Floats
    weight: Floats
    salience: Floats
    outcome: Floats


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


class Played(NamedTuple):
    """A round: ``voting`` positions (D, m, n), outcomes (D, m), trades; per draw candidates a limit left, terms found.

    ``row`` (E,): the candidates traded, in order within a draw; ``numbers`` (12, E): equal gain, gains of i and of j,
    i on q from and to, j on p from and to, outcome of p before and after, of q before and after, 1 where hollow.
    ``gains`` (L,), ``shifts`` (2, L) and ``hollow`` (L,): the candidates' when the round ended; -inf without terms.
    """

    voting: Floats
    outcome: Floats
    row: Ints
    numbers: Floats
    left: Ints
    work: Ints
    gains: Floats
    shifts: Floats
    hollow: Floats


def round_of_trades(stage: Stage, pairs: Pairs, rule: Rule, *, luck: Floats | None = None) -> Played:
    """Trade until no candidate of ``pairs`` has terms left; each is executed once at most.

    ``luck`` (L, 3): uniform numbers, needed where ``rule.share`` > 0: which side's gain is moved, whether towards its
    largest or to nothing, how far. The largest gain goes first, of equal ones the first in the order of ``pairs``.
    Only candidates whose terms can have changed are worked out again. A draw stops at ``rule.most`` trades or
    ``rule.work`` terms. Stokman & Van Oosten 1994; the views: collective specification, section 8.
    """
    draws, issues, actors = stage.position.shape
    starts = np.searchsorted(pairs.draw, np.arange(draws + 1))
    table, numbers = _tables(stage, pairs)
    voting, final = stage.position.copy(), stage.outcome.copy()
    left, work = np.zeros(draws, dtype=np.intp), np.zeros(draws, dtype=np.intp)
    rows, paths, ends = [], [], []
    loop = _loop(np.diff(starts))
    for d in range(draws):
        part = slice(starts[d], starts[d + 1])
        size = issues * actors
        state = (
            voting[d].ravel(),
            final[d],
            *map(np.zeros, (size, size * actors, size, issues)),
        )
        kept = _kept(starts[d + 1] - starts[d], None if luck is None else luck[part])
        watch = _watch(table[:, part], issues if rule.current else size, current=rule.current)
        groups: tuple[tuple[Any, ...], ...] = (
            tuple(table[:, part]),
            tuple(numbers[:, part]),
            watch,
            state,
            kept,
        )
        if loop is turns:
            groups = tuple(tuple(array.tolist() for array in group) for group in groups)
        how = (actors, *rule[:4], *map(float, rule[4:]))
        traded, work[d], left[d] = loop(groups[:3], groups[3:], how)
        *_, state, kept = groups
        voting[d], final[d] = np.reshape(state[0], (issues, actors)), np.add(state[1], state[5])
        rows.append(np.asarray(kept[7][:traded], dtype=np.intp) + starts[d])
        paths.append(np.reshape(kept[8][: RECORDED * traded], (traded, RECORDED)))
        ends.append(np.array(kept[:4]))
    gains, on_p, on_q, hollow = np.concatenate(ends, axis=1)
    return Played(
        voting, final, np.concatenate(rows), np.concatenate(paths).T, left, work,
        gains, np.stack((on_p, on_q)), hollow,
    )  # fmt: skip


def _loop(sizes: Ints) -> Any:
    """The loop for draws of so many candidates: compiled where that pays, or where it has been loaded already."""
    if compiled_turns.cache_info().currsize or (sizes.astype(np.float64) ** 1.5).sum() >= COMPILED:
        return compiled_turns()
    return turns


def _kept(count: int, luck: Floats | None) -> tuple[NDArray[Any], ...]:
    """What ``turns`` writes to, for ``count`` candidates, and the uniform numbers it reads."""
    chance = np.zeros(0) if luck is None else luck.ravel()
    integers = np.zeros((4, count), dtype=np.intp)
    return (*np.zeros((4, count)), *integers, np.zeros(RECORDED * count), chance)


def _tables(stage: Stage, pairs: Pairs) -> tuple[Ints, Floats]:
    """Cells (issue, actor) and issues of the candidates, (6, L), and their constants, (11, L): see ``turns``."""
    draw, p, q, i, j = pairs
    _, issues, actors = stage.position.shape
    ip, iq, jq, jp = p * actors + i, q * actors + i, q * actors + j, p * actors + j
    cells = np.stack([ip, iq, jq, jp])
    x, w, s = (array.ravel()[cells + draw * issues * actors] for array in stage[:3])
    numbers = [
        s[0], s[1], s[3], s[2], (s[0] + s[3]) / (s[1] + s[2]),
        np.sign(x[0] - x[3]), np.sign(x[2] - x[1]), w[3], w[1], x[0], x[2],
    ]  # fmt: skip
    return np.concatenate([cells, [p, q]]), np.stack(numbers)


def _watch(table: Ints, size: int, *, current: bool) -> tuple[Ints, Ints]:
    """Where each key's candidates start, and the candidates by key: issues, or cells demanded and cells conceded."""
    ip, iq, jq, jp, p, q = table
    keys = np.concatenate([p, q] if current else [ip, jq, size + iq, size + jp])
    order = np.argsort(keys, kind="stable")
    starts = np.searchsorted(keys[order], np.arange((1 if current else 2) * size + 1))
    return starts, order % max(len(ip), 1)
