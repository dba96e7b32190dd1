"""Largest weighted product, and largest smallest share, of concave gains over a box: primal-dual interior points.

Both are one problem: gains g_i = G_i(o) - tau unit_i with multipliers worth_i, where worth_i g_i = weight_i for the
product (and no tau), and worth_i g_i = mu -> 0 for the smallest share. Of equally good points the one nearest to a
given centre is sought by a pull so weak (1e-9) that it moves the optimum by less than the gap allowed. Distances
are bounded by variables of their own (power 1), eliminated cell by cell, so that a step costs actors x issues^2.
Source: Boyd & Vandenberghe, Convex Optimization, section 11.7; Wright, Primal-Dual Interior-Point Methods.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.refined import refined
from pourparler.kernels.spatial_gains import Gains, gains

Floats = NDArray[np.float64]

PULL, STEPS, CENTRED = 1e-9, 200, 1e-14
"""Weight of the distance from the centre; the cap on steps; the complementarity at which they end."""
ROUNDING, RIDGE = 1e-15, 4e-15
BACK, SHRINK = {1: 0.995, 2: 0.9}, {1: 0.15, 2: 0.3}
"""How far of the way to the nearest bound a step goes and how much the complementarity shrinks, by power: curved gains
are steered away from their bounds, where a long step would stall."""


class Reached(NamedTuple):
    """Where the steps ended: ``point`` (rows, issues), multipliers ``worth`` (rows, actors), ``steps`` taken."""

    point: Floats
    worth: Floats
    steps: int


class _State(NamedTuple):
    """One iterate; all but ``point``, ``least`` and ``bound`` are positive multipliers.

    ``least`` (rows,): tau; ``bound`` (rows, actors, issues): bounds of the distances (power 1), ``below`` and
    ``above`` their multipliers; ``low`` and ``high``: those of the box.
    """

    point: Floats
    least: Floats
    worth: Floats
    low: Floats
    high: Floats
    bound: Floats
    below: Floats
    above: Floats


class _Task(NamedTuple):
    """What is solved: gains, ``weight`` (rows, actors; zeros: the smallest share), units, centre and its pull."""

    known: Gains
    weight: Floats
    unit: Floats
    centre: Floats
    pull: Floats

    def take(self, rows: NDArray[np.intp]) -> "_Task":
        return _Task(self.known.take(rows), *(part[rows] for part in self[1:]))


def largest_product(known: Gains, weight: Floats, *, start: Floats, centre: Floats, pull: Floats) -> Reached:
    """Where sum_i ``weight``_i ln G_i is largest, of ties the point nearest to ``centre``.

    ``weight`` (rows, actors) > 0; ``start`` (rows, issues): inside the box, with positive gains; ``pull``
    (rows, issues) >= 0: how much distance from ``centre`` counts on each issue.
    """
    total = weight.sum(axis=1, keepdims=True)
    # With power 2 nothing is flat: a pull would only bias what is nearly so.
    weak = PULL * pull if known.power == 1 else np.zeros_like(pull)
    task = _Task(known, weight / total, np.zeros_like(weight), centre, weak)
    reached = _ended(task, _first(task, start, gains(known, start), least=np.zeros(len(start))))
    exact = refined(known, task.weight, reached.point, centre=centre, pull=pull)
    return reached._replace(point=exact)


def largest_minimum(known: Gains, unit: Floats, *, centre: Floats, pull: Floats) -> Reached:
    """Where min_i G_i / ``unit``_i is largest (``unit`` > 0), of ties near ``centre``; arguments as above."""
    start = np.clip(centre, 0.1, 0.9)
    here = gains(known, start)
    least = (here / unit).min(axis=1) - 1.0
    task = _Task(known, np.zeros_like(unit), unit, centre, PULL * pull)
    return _ended(task, _first(task, start, here - least[:, None] * unit, least=least))


def _first(task: _Task, start: Floats, slack: Floats, *, least: Floats) -> _State:
    rows, n = slack.shape
    mu = np.full((rows, 1), 0.1 / n)
    cells = task.known.stake > 0
    room = slack / (2 * np.maximum(task.known.stake.sum(axis=2), 1e-300))
    bound = np.abs(task.known.at - start[:, None, :]) + np.minimum(room, 0.5)[:, :, None]
    p, r = _sides(task.known, start, bound)
    product = task.weight.any()
    worth = task.weight / slack if product else mu / slack
    slim = mu[:, :, None]
    return _State(
        start, least, worth, mu / start, mu / (1 - start),
        bound, np.where(cells, slim / p, 0.0), np.where(cells, slim / r, 0.0),
    )  # fmt: skip


def _sides(known: Gains, point: Floats, bound: Floats) -> tuple[Floats, Floats]:
    """By how much the bound of each distance exceeds both signed distances; 1 where nothing is at stake."""
    cells = known.stake > 0
    ahead = known.at - point[:, None, :]
    return np.where(cells, bound - ahead, 1.0), np.where(cells, bound + ahead, 1.0)


def _ended(task: _Task, state: _State) -> Reached:
    """Steps until all rows are centred or the cap is reached."""
    rows = np.arange(len(state.point))
    point, worth = state.point.copy(), state.worth.copy()
    taken = 0
    while len(rows) and taken < STEPS:
        taken += 1
        state, done = _step(task, state)
        point[rows], worth[rows] = state.point, state.worth
        if done.any():
            left = np.flatnonzero(~done)
            rows, task = rows[left], task.take(left)
            state = _State(*(part[left] for part in state))
    return Reached(point, worth, taken)


def _slack(task: _Task, state: _State) -> Floats:
    known = task.known
    if known.power == 1:
        here = known.base - (known.stake * state.bound).sum(axis=2)
    else:
        here = gains(known, state.point)
    return np.asarray(here - state.least[:, None] * task.unit)


def _step(task: _Task, state: _State) -> tuple[_State, NDArray[np.bool_]]:
    """One Newton step towards smaller complementarity, and which rows need no further one."""
    known, g = task.known, _slack(task, state)
    p, r = _sides(known, state.point, state.bound)
    product = bool(task.weight.any())
    held = known.stake > 0 if known.power == 1 else np.zeros_like(known.stake, dtype=np.bool_)
    centred = (state.low * state.point + state.high * (1 - state.point)).sum(axis=1)
    count = 2.0 * state.point.shape[1] + 2.0 * held.sum(axis=(1, 2))
    if known.power == 1:
        centred += (state.below * p + state.above * r).sum(axis=(1, 2))
    if not product:
        centred += (state.worth * g).sum(axis=1)
        count = count + g.shape[1]
    mean = centred / count
    mu = (SHRINK[known.power] * mean)[:, None]
    aim = task.weight if product else np.broadcast_to(mu, g.shape)
    move = _newton(task, state, sides=(g, p, r), aim=aim, mu=mu)
    length = _length(task, state, move, sides=(g, p, r))
    following = []
    for part, change in zip(state, move, strict=True):
        following.append(part + length.reshape(-1, *[1] * (part.ndim - 1)) * change)
    ahead = _State(*following)
    # Slacks are differences: below rounding they say nothing, and the last iterate is kept.
    spent = ~(_least_slack(task, ahead) >= ROUNDING) | ~np.isfinite(ahead.worth).all(axis=1)
    kept = [
        np.where(spent.reshape(-1, *[1] * (part.ndim - 1)), part, new)
        for part, new in zip(state, ahead, strict=True)
    ]
    return _State(*kept), spent | ((mean <= CENTRED) & (length > 0.9))


def _least_slack(task: _Task, state: _State) -> Floats:
    """The smallest of all slacks of each row."""
    p, r = _sides(task.known, state.point, state.bound)
    least = np.minimum(_slack(task, state).min(axis=1), np.minimum(state.point, 1 - state.point).min(axis=1))
    if task.known.power == 1:
        least = np.minimum(least, np.minimum(p, r).min(axis=(1, 2)))
    return np.asarray(least)


def _newton(
    task: _Task, state: _State, *, sides: tuple[Floats, Floats, Floats], aim: Floats, mu: Floats
) -> _State:
    """The direction: the system in the issues and tau alone, the rest by substitution."""
    known, (g, p, r) = task.known, sides
    stake, ahead = known.stake, known.at - state.point[:, None, :]
    gain = state.worth / g
    zl, zu = state.low / state.point, state.high / (1 - state.point)
    diagonal = task.pull + zl + zu
    right = mu / state.point - mu / (1 - state.point) - task.pull * (state.point - task.centre)
    if known.power == 1:
        alpha, beta = state.below / p, state.above / r
        both = np.where(stake > 0, alpha + beta, 1.0)
        tilt = (alpha - beta) / both
        cell = np.where(stake > 0, mu[:, :, None] * (1 / p + 1 / r), 0.0) - stake * (aim / g)[:, :, None]
        stiff = (stake * stake / both).sum(axis=2)
        damped = gain / (1 + gain * stiff)
        lever = stake * tilt
        offered = (stake / both * cell).sum(axis=2)
        diagonal = diagonal + (4 * alpha * beta / both).sum(axis=1)
        edge = np.where(stake > 0, mu[:, :, None] * (1 / p - 1 / r), 0.0)
        right = right + (edge - tilt * cell + lever * (damped * offered)[:, :, None]).sum(axis=1)
    else:
        damped, lever, offered = gain, 2 * stake * ahead, np.zeros_like(g)
        diagonal = diagonal + (2 * stake * state.worth[:, :, None]).sum(axis=1)
        right = right + (lever * (aim / g)[:, :, None]).sum(axis=1)
    step, least = _reduced(task, (diagonal, lever, damped), right, _rest(task, g, aim, damped * offered))
    if known.power == 1:
        across = (
            offered - (lever * step[:, None, :]).sum(axis=2) - (gain * stiff * task.unit) * least[:, None]
        )
        across = across / (1 + gain * stiff)
        pushed = cell - (alpha - beta) * step[:, None, :]
        pushed = pushed - stake * (gain * (task.unit * least[:, None] + across))[:, :, None]
        bound = np.where(stake > 0, pushed / both, 0.0)
        below = np.where(
            stake > 0, mu[:, :, None] / p - state.below - alpha * (bound + step[:, None, :]), 0.0
        )
        above = np.where(stake > 0, mu[:, :, None] / r - state.above - beta * (bound - step[:, None, :]), 0.0)
        worth = aim / g + gain * (across + task.unit * least[:, None]) - state.worth
    else:
        bound = below = above = np.zeros_like(stake)
        sway = (lever * step[:, None, :]).sum(axis=2) - task.unit * least[:, None]
        worth = aim / g - gain * sway - state.worth
    low = mu / state.point - state.low - zl * step
    high = mu / (1 - state.point) - state.high + zu * step
    return _State(step, least, worth, low, high, bound, below, above)


def _rest(task: _Task, g: Floats, aim: Floats, offered: Floats) -> Floats:
    """The right side of tau's own row: multipliers times units are to add up to 1."""
    return np.asarray(1 - (task.unit * (aim / g + offered)).sum(axis=1))


def _reduced(
    task: _Task, parts: tuple[Floats, Floats, Floats], right: Floats, rest: Floats
) -> tuple[Floats, Floats]:
    """Steps of the issues and of tau from the symmetric system of (issues + 1)^2 entries per row."""
    diagonal, lever, damped = parts
    rows, m = right.shape
    spread = np.concatenate((-lever, task.unit[:, :, None]), axis=2)
    matrix = np.matmul(np.swapaxes(spread * damped[:, :, None], 1, 2), spread)
    line = np.arange(m)
    matrix[:, line, line] += diagonal
    product = not task.unit.any()
    matrix[:, m, m] += 1.0 if product else 0.0
    # Where no gain can be positive the last steps lose rank to rounding: a share of each diagonal entry keeps it.
    matrix[:, range(m + 1), range(m + 1)] *= 1 + RIDGE
    ends = np.zeros(rows) if product else rest
    sides = np.concatenate((right, ends[:, None]), axis=1)[:, :, None]
    found = np.asarray(np.linalg.solve(matrix, sides)[:, :, 0], dtype=np.float64)
    return found[:, :m], found[:, m]


def _length(task: _Task, state: _State, move: _State, *, sides: tuple[Floats, Floats, Floats]) -> Floats:
    """The longest step, at most 1, that keeps every slack and multiplier positive."""
    known, (g, p, r) = task.known, sides
    rows, back = len(state.point), BACK[task.known.power]
    pairs = [
        (state.point, move.point), (1 - state.point, -move.point), (state.worth, move.worth),
        (state.low, move.low), (state.high, move.high),
    ]  # fmt: skip
    if known.power == 1:
        cells = known.stake > 0
        slope = -(known.stake * move.bound).sum(axis=2) - move.least[:, None] * task.unit
        lift = move.point[:, None, :]
        pairs += [
            (g, slope), (p, np.where(cells, move.bound + lift, 0.0)), (r, np.where(cells, move.bound - lift, 0.0)),
            (np.where(cells, state.below, 1.0), move.below), (np.where(cells, state.above, 1.0), move.above),
        ]  # fmt: skip
    length = np.ones(rows)
    for value, change in pairs:
        falling = np.where(change < 0, -change, 0.0).reshape(rows, -1)
        ratio = (falling / value.reshape(rows, -1)).max(axis=1, initial=0.0)
        length = np.minimum(length, back / np.maximum(ratio, back))
    if known.power == 2:
        for _ in range(60):
            there = gains(known, state.point + length[:, None] * move.point)
            there = there - (state.least + length * move.least)[:, None] * task.unit
            bad = (there < (1 - back) * g).any(axis=1)
            if not bad.any():
                break
            length = np.where(bad, length / 2, length)
    return length
