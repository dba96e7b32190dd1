"""One round of mutual challenges on one issue, for many draws at once: odds, expected utilities, offers, moves.

Notation of the collective specification, section 5: delta_ij is the distance of i and j as a share of the range,
P_ij the odds of i against j, E(i→j) what i expects of challenging j. Arrays are (n, draws) or (n, n, draws), draws
last, and every sum runs over the actors one after another: a draw gives the same bits alone as among others. Powers
are exp(r log x), because ``**`` takes short cuts that depend on the shape of its arguments.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Expected utilities, votes and shares of the range are compared in steps of this size.
STEP = 1e-9

NONE, CONFRONTATION, COMPROMISE, CAPITULATION = 0, 1, 2, 3


class Rules(NamedTuple):
    """One reading of the model; the words are those that ``Reading`` allows. ``persistence``: Q."""

    denominator: str
    distances: str
    voters: str
    viewpoint: str
    danger: str
    risk: str
    range: str
    persistence: float
    confrontation: str
    capitulation: str
    choice: str
    key: str


class Table(NamedTuple):
    """Actors on one issue.

    ``position``, ``weight`` (summing to 1 in each draw), ``salience`` (n, draws); ``width`` (draws,): the distance
    that counts as 1; ``same`` (draws,): positions no further apart are one (more than 0, as the width is);
    ``rank`` (n, draws): the order in which the actors are given.
    """

    position: Floats
    weight: Floats
    salience: Floats
    width: Floats
    same: Floats
    rank: Ints


class Judged(NamedTuple):
    """What each actor makes of each other one.

    ``risk`` (n, draws): exponents, in [1/2, 2]; ``odds`` (n, n, draws): P_ij; ``own``, ``other`` (n, n, draws):
    E(i→j) and E(j→i) as i judges them, both at [i, j].
    """

    risk: Floats
    odds: Floats
    own: Floats
    other: Floats


class Taken(NamedTuple):
    """The offer that each actor takes, all (n, draws).

    ``target``: where it stands afterwards; ``proposer``: whose offer it took; ``kind``: ``NONE`` (it stays, and
    the rest means nothing), ``CONFRONTATION``, ``COMPROMISE`` or ``CAPITULATION``; ``own``, ``other``: see ``Judged``.
    """

    target: Floats
    proposer: Ints
    kind: Ints
    own: Floats
    other: Floats


class _Pairs(NamedTuple):
    """delta_ij, (1 - delta_ij)/2 and (1 + delta_ij)/2, whether i and j are apart, i's distance from the median."""

    delta: Floats
    near: Floats
    far: Floats
    apart: Flags
    off: Floats


class _Worth(NamedTuple):
    """With i's exponent at [i, j]: U_s, U_s - U_f, and what i, or j, expects without any challenge."""

    success: Floats
    stake: Floats
    idle: Floats
    idle_back: Floats


Odds = Callable[[Floats, Rules, Flags], Floats]


def median(position: Floats, weight: Floats) -> Floats:
    """The lower weighted median of each draw (draws,); ``position``, ``weight`` (n, draws).

    >>> median(np.array([[3.0], [1.0], [2.0]]), np.array([[0.5], [0.25], [0.25]])).tolist()
    [2.0]
    """
    order = np.argsort(position, axis=0, kind="stable")
    below = np.cumsum(np.take_along_axis(weight, order, axis=0), axis=0)
    at = (below >= below[-1] * (0.5 - STEP)).argmax(axis=0)[None]
    held = np.take_along_axis(position, np.take_along_axis(order, at, axis=0), axis=0)
    return np.asarray(held[0], dtype=np.float64)


def total(values: Floats) -> Floats:
    """The sum over the first axis, one after another whatever the shape."""
    return np.asarray(np.cumsum(values, axis=0)[-1], dtype=np.float64)


def taken(table: Table, rules: Rules, found: Judged) -> Taken:
    """The offer that each actor takes of those made to it, ties by the canonical rule.

    What the choice rule looks at decides first, then the proposer's larger expected utility, then the lower target;
    between offers of one target it remains to say which one is taken: the kind that comes first, the larger own
    expected utility, the first proposer by ``rank``. Nothing else depends on ``rank``.
    Positions are compared in steps of ``same``.
    """
    x = table.position
    kind = _kinds(table, rules, found)
    met = kind == COMPROMISE
    part = np.where(met, -found.own / np.where(met, found.other, 1.0), 1.0)
    target = np.where(met, x[:, None] + (x[None] - x[:, None]) * part, x[None])
    move = np.rint(np.abs(target - x[:, None]) / table.same)
    gain = -np.rint(found.other / STEP)
    place = np.rint((target - x.min(axis=0)) / table.same)
    if rules.choice == "strongest":
        keys = [gain, move, place]
    elif rules.choice == "least-move":
        keys = [move, gain, place]
    elif rules.key == "distance":
        keys = [kind, move, gain, place]
    else:
        keys = [kind, np.where(met, _point(table, found), move), gain, place]
    equal = _least(kind != NONE, [*keys, kind, -np.rint(found.own / STEP)])
    best, named = equal.argmax(axis=1), np.where(equal, table.rank[None], len(x)).argmin(axis=1)
    took = _at(kind, best)
    return Taken(
        np.where(took == NONE, x, _at(target, best)),
        named,
        took,
        _at(found.own, best),
        _at(found.other, best),
    )


def _kinds(table: Table, rules: Rules, found: Judged) -> Ints:
    """What j offers to i, at [i, j]: the rule's condition on the two expected utilities."""
    own, other = np.rint(found.own / STEP), np.rint(found.other / STEP)
    apart = np.abs(table.position[:, None] - table.position[None]) > table.same
    pressed = apart & (other > 0)
    kind = np.where(pressed & (own < 0), np.where(other > -own, COMPROMISE, CAPITULATION), NONE)
    kind = np.where(pressed & (own > 0) & (other > own), CONFRONTATION, kind)
    if rules.confrontation == "stays":
        kind = np.where(kind == CONFRONTATION, NONE, kind)
    if rules.capitulation == "stays":
        kind = np.where(kind == CAPITULATION, NONE, kind)
    return kind


def _point(table: Table, found: Judged) -> Floats:
    """The point between i and j weighted by their expected utilities, in steps from the lowest position."""
    mine, yours = np.abs(found.own), np.abs(found.other)
    both = mine + yours
    above = table.position - table.position.min(axis=0)
    point = (mine * above[:, None] + yours * above[None]) / np.where(both > 0, both, 1.0)
    return np.asarray(np.rint(point / table.same), dtype=np.float64)


def _least(open_: Flags, keys: Sequence[NDArray[Any]]) -> Flags:
    """The open entries along the second axis with the least keys, compared one after another."""
    for key in keys:
        seen = np.where(open_, key, np.inf)
        open_ = open_ & (seen == seen.min(axis=1, keepdims=True))
    return open_


def _at(values: NDArray[Any], best: Ints) -> NDArray[Any]:
    return np.take_along_axis(values, best[:, None], axis=1)[:, 0]


def _pairs(table: Table) -> _Pairs:
    x = table.position
    apart = np.abs(x[:, None] - x[None, :])
    delta = apart / table.width
    # Rounding can carry a distance past the range.
    near = np.maximum(0.5 - 0.5 * delta, 0.0)
    off = np.abs(x - median(x, table.weight)) / table.width
    return _Pairs(delta, near, 0.5 + 0.5 * delta, apart > table.same, off)


def _power(base: Floats, risk: Floats | None) -> Floats:
    """Each base at [i, j] to the power of i's exponent; ``None``: all exponents are 1."""
    if risk is None:
        return base
    with np.errstate(divide="ignore"):  # log 0 is -inf, whose exp is 0
        return np.asarray(np.exp(risk[:, None] * np.log(base)), dtype=np.float64)


def odds(pull: Floats, rules: Rules, apart: Flags) -> Floats:
    """P_ij from ``pull`` (n, n, draws): at [k, j], how far k finds it to j, times the weight of k.

    ``apart``: whether i and j are; who is not has no odds.
    """
    won, vote = np.zeros_like(pull), np.empty_like(pull)
    for k, felt in enumerate(pull):
        np.subtract(felt[None], felt[:, None], out=vote)
        np.maximum(vote, 0.0, out=vote)
        if rules.voters == "others":
            vote[k] = 0.0  # k's vote for itself; against itself it has none
        won += vote
    if rules.denominator == "pair":
        cast = won + won.transpose(1, 0, 2)
    else:
        cast = np.broadcast_to(2 * total(won.reshape(-1, won.shape[2])), won.shape)
    some = cast >= STEP / 2
    share = np.where(some, won / np.where(some, cast, 1.0), 0.5)
    return np.where(apart, share, 0.0)


def judged(table: Table, rules: Rules, chances: Odds = odds) -> Judged:
    """Odds, risk and expected utilities of one round, from n^3 votes per draw (twice where risk bends them).

    ``chances``: :func:`odds` or its compiled twin.

    >>> one = np.ones((2, 1))
    >>> table = Table(np.array([[0.0], [10.0]]), one / 2, one, np.array([10.0]), np.array([1e-8]), np.array([[0], [1]]))
    >>> rules = Rules("pair", "linear", "all", "each", "adversaries", "off", "current", 1.0, "moves", "moves", "category", "distance")
    >>> judged(table, rules).odds[:, :, 0].tolist()
    [[0.0, 0.5], [0.5, 0.0]]
    """
    pairs = _pairs(table)
    chance = chances(table.weight[:, None] * pairs.delta, rules, pairs.apart)
    worth = _worth(pairs, rules, None)
    risk = np.ones_like(table.position)
    if rules.risk == "on":
        risk = _risks(_own(table, chance, worth), rules)
        if rules.distances == "voter-risk":
            pull = table.weight[:, None] * _power(pairs.delta, risk)
            chance = chances(pull, rules, pairs.apart)
        worth = _worth(pairs, rules, risk)
    own = _own(table, chance, worth)
    if rules.viewpoint == "each":
        return Judged(risk, chance, own, own.transpose(1, 0, 2))
    return Judged(risk, chance, own, _other(table, chance, worth))


def _worth(pairs: _Pairs, rules: Rules, risk: Floats | None) -> _Worth:
    success, failure = 2 - 4 * _power(pairs.near, risk), 2 - 4 * _power(pairs.far, risk)
    half = np.full_like(pairs.off, 0.5)[:, None]
    quo = rules.persistence * (2 - 4 * _power(half, risk))
    if rules.persistence == 1:
        return _Worth(success, success - failure, quo, quo)
    moving = 1 - rules.persistence
    return _Worth(
        success,
        success - failure,
        quo + moving * _drift(pairs, pairs.off[:, None], risk),
        quo + moving * _drift(pairs, pairs.off[None], risk),
    )


def _drift(pairs: _Pairs, off: Floats, risk: Floats | None) -> Floats:
    """What is expected where the other moves by itself; ``off``: the challenger's distance from the median."""
    better = np.rint(off / STEP) < np.rint(pairs.delta / STEP)
    shift = 0.25 * (off + pairs.delta)
    return 2 - 4 * _power(np.where(better, np.maximum(0.5 - shift, 0.0), 0.5 + shift), risk)


def _own(table: Table, chance: Floats, worth: _Worth) -> Floats:
    """E(i→j) with i's exponent."""
    return worth.success - table.salience[None] * (1 - chance) * worth.stake - worth.idle


def _other(table: Table, chance: Floats, worth: _Worth) -> Floats:
    """E(j→i) with i's exponent, at [i, j]."""
    against = chance.transpose(1, 0, 2)
    return worth.success - table.salience[:, None] * (1 - against) * worth.stake - worth.idle_back


def _risks(own: Floats, rules: Rules) -> Floats:
    """Exponents from the expected utilities at exponent 1."""
    each = np.arange(len(own))
    own[each, each] = 0.0
    danger = total(own if rules.danger == "adversaries" else own.transpose(1, 0, 2))
    least, most = danger.min(axis=0), danger.max(axis=0)
    spread = most - least
    unequal = spread >= STEP / 2
    rho = np.where(unequal, (2 * danger - most - least) / np.where(unequal, spread, 1.0), 0.0)
    return np.asarray((1 - rho / 3) / (1 + rho / 3), dtype=np.float64)
