"""The probabilistic Condorcet election: how likely each option is to win against all the others.

Arrays may have leading axes (draws), over which everything is computed at once; a draw's numbers do not depend
on the others. Sources: collective specification, section 6; the votes, victories and processes are those that
KTAB offers (Efird, Lester & Wise 2016).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SAME = 1e-9
"""Positions nearer than this share of the scale's width are one option."""
SUPPORT = 1e-8
"""What every coalition has even if nobody joins it: no victory is undefined."""
INDIFFERENT = 1e-8
"""Differences of utility below this count in part under ``binary``: a jump there would be rounding error."""
NEVER = 1e-6
"""What the weaker side keeps under a ``binary`` victory, so that some option always can win."""
FAINT = 1e-10
"""The weight of those who have none, as a share of the largest: their positions are options all the same."""
BLOCK = 1 << 13
"""Entries of the tables of votes that are held at once: few enough for the fast part of the memory."""
MANY = 6_000_000
"""Votes between two options, from which on compiled code is worth loading."""
FEW, SMALL = 8, 1e-30
"""So many factors above that may be multiplied as they are: their product is no number that loses digits."""
CLOSE, STEPS = 1e-12, 20_000
"""When a process counts as settled, and after how many steps it is given up."""


class Rules(NamedTuple):
    """How votes are cast (``VOTES``), what makes a side win (``VICTORIES``), which process elects."""

    vote: str = "proportional"
    victory: str = "linear"
    variant: str = "markov-uniform"


DEFAULT = Rules()


class Election(NamedTuple):
    """``options`` (..., M) and their ``probability`` (..., M); ``steps`` (...) of the process, ``met`` its end.

    ``steps`` is 0 for ``conditional``; ``met``: bool (...), whether the process settled before the limit.
    """

    options: Floats
    probability: Floats
    steps: Ints
    met: NDArray[np.bool_]


def _binary(delta: Floats) -> Floats:
    return np.clip(delta / INDIFFERENT, -1.0, 1.0)


VOTES: dict[str, Callable[[Floats], Floats]] = {
    "proportional": lambda delta: delta,
    "binary": _binary,
    "prop-binary": lambda delta: 0.8 * delta + 0.2 * _binary(delta),
    "prop-cubic": lambda delta: 0.5 * delta + 0.5 * (delta * delta * delta),
    "cubic": lambda delta: delta * delta * delta,
    "asymmetric": lambda delta: np.where(delta < 0, delta, 2.0 * delta / 3.0),
}
"""The vote per unit of weight for a difference of utility."""

POWERS = {"linear": 1, "square": 2, "quartic": 4, "octic": 8}
VICTORIES = (*POWERS, "binary")
VARIANTS = ("conditional", "markov-uniform", "markov-incentive")


def coalitions(utility: Floats, weight: Floats, *, vote: str = "proportional") -> Floats:
    """Support of each option against each: entry (a, b) is the weight of the votes for a over b.

    ``utility``: (..., n, M), what option a is worth to voter k; ``weight``: (..., n). Returns (..., M, M), all
    entries at least ``SUPPORT``. Voters are added one after the other, so that a draw alone and among others
    has the same sums.
    """
    voters, size = utility.shape[-2:]
    total = np.full((*utility.shape[:-2], size, size), SUPPORT)
    if vote == "proportional" and total.size * voters >= MANY:
        from pourparler.kernels.elections_compiled import added

        flat = total.reshape(-1, size, size)
        added(
            np.ascontiguousarray(utility).reshape(-1, voters, size),
            np.ascontiguousarray(weight).reshape(-1, voters),
            flat,
        )
        return flat.reshape(total.shape)
    cast = VOTES[vote]
    block = max(1, BLOCK // max(1, total.size))
    # Voters must not lie side by side in memory: numpy would add them in another order.
    utility = np.ascontiguousarray(utility)
    for start in range(0, voters, block):
        own = utility[..., start : start + block, :]
        votes = cast(own[..., :, None] - own[..., None, :])
        votes = weight[..., start : start + block, None, None] * np.maximum(votes, 0.0)
        if block >= voters:
            return np.asarray(np.add.reduce(votes, axis=-3, initial=SUPPORT))
        for k in range(votes.shape[-3]):
            total += votes[..., k, :, :]
    return total


def victories(support: Floats, *, victory: str = "linear") -> Floats:
    """The probability (..., M, M) that option a beats option b, from the coalitions (..., M, M).

    ``linear``, ``square``, ``quartic``, ``octic``: in proportion to that power of the support. ``binary``: a
    side ahead by a tenth wins, linear in its share in between. On the diagonal ½.
    """
    against = np.swapaxes(support, -1, -2)
    if victory == "binary":
        ahead = 1.1
        share = support / (support + against)
        between = (share * (ahead + 1.0) - 1.0) / (ahead - 1.0)
        odds = np.where(support >= ahead * against, 1.0 / (1.0 + NEVER), between)
        odds = np.where(against >= ahead * support, NEVER / (1.0 + NEVER), odds)
    else:
        power = POWERS[victory]
        odds = support**power / (support**power + against**power)
    diagonal = np.arange(support.shape[-1])
    odds[..., diagonal, diagonal] = 0.5
    return odds


def conditional(odds: Floats) -> Floats:
    """Probability (..., M) that an option beats all others in separate contests, given that one does.

    >>> conditional(np.array([[0.5, 0.75], [0.25, 0.5]])).tolist()
    [0.75, 0.25]
    """
    chance = np.ones(odds.shape[:-1])
    exponent = np.zeros(odds.shape[:-1], dtype=np.int64)
    size = odds.shape[-1]
    # The product of a thousand factors would be 0: mantissa and exponent are kept apart, exactly. A few factors
    # that are not small can do no harm, and their product has the same mantissa.
    few = FEW if odds.min(initial=1.0) > SMALL else 1
    for b in range(size):
        chance = chance * odds[..., b]
        if (b + 1) % few == 0 or b + 1 == size:
            chance, shift = np.frexp(chance)
            exponent += shift
    chance = np.ldexp(chance, np.maximum(exponent - exponent.max(axis=-1, keepdims=True), -2000))
    return np.asarray(chance / chance.sum(axis=-1, keepdims=True))


def markov_uniform(odds: Floats) -> tuple[Floats, Ints, NDArray[np.bool_]]:
    """Probability (..., M) in the long run when every option challenges the standing one equally often.

    The fixed point of p_a = (1/M) Σ_b P_ab (p_a + p_b). Returns it with the steps taken (...) and whether it
    was reached.
    """
    wins = odds.sum(axis=-1)
    return _settle(odds.shape[:-1], lambda p: (p * wins + _applied(odds, p)) / odds.shape[-1])


def markov_incentive(support: Floats, odds: Floats) -> tuple[Floats, Ints, NDArray[np.bool_]]:
    """Probability (..., M) in the long run when options challenge as often as their expected support says.

    a challenges b with probability q_ab ∝ C_ab P_ab (+1e-10 on the diagonal), and p is the fixed point of
    p_a = Σ_b P_ab (p_a q_ba + p_b q_ab). Returns as :func:`markov_uniform`.
    """
    urge = support * odds
    diagonal = np.arange(odds.shape[-1])
    urge[..., diagonal, diagonal] += 1e-10
    challenge = urge / urge.sum(axis=-2, keepdims=True)
    stays = (odds * np.swapaxes(challenge, -1, -2)).sum(axis=-1)
    gains = odds * challenge
    return _settle(odds.shape[:-1], lambda p: p * stays + _applied(gains, p))


def _applied(matrix: Floats, p: Floats) -> Floats:
    """Σ_b matrix_ab p_b, summed in an order that leading axes do not change (a product of matrices may)."""
    return np.asarray((matrix * p[..., None, :]).sum(axis=-1))


def _settle(
    shape: tuple[int, ...], step: Callable[[Floats], Floats]
) -> tuple[Floats, Ints, NDArray[np.bool_]]:
    """The fixed point of ``step`` from equal shares (..., M), half a step at a time; each draw by itself."""
    p = np.full(shape, 1.0 / shape[-1])
    steps = np.zeros(shape[:-1], dtype=np.int64)
    moving = np.ones(shape[:-1], dtype=np.bool_)
    for _ in range(STEPS):
        following = (p + step(p)) / 2.0
        change = np.abs(following - p).max(axis=-1)
        p = np.where(moving[..., None], following, p)
        steps += moving
        moving = moving & (change >= CLOSE)
        if not moving.any():
            break
    return p / p.sum(axis=-1, keepdims=True), steps, ~moving


def elect(support: Floats, rules: Rules) -> tuple[Floats, Ints, NDArray[np.bool_]]:
    """Probability (..., M) of each option from the coalitions (..., M, M), with steps and whether it settled."""
    odds = victories(support, victory=rules.victory)
    match rules.variant:
        case "conditional":
            shape = support.shape[:-2]
            return conditional(odds), np.zeros(shape, dtype=np.int64), np.ones(shape, dtype=np.bool_)
        case "markov-uniform":
            return markov_uniform(odds)
    return markov_incentive(support, odds)


def held_election(options: Floats, mass: Floats, width: Floats, *, rules: Rules) -> Election:
    """The election among held positions of one issue, where those who hold an option vote by distance.

    ``options`` (..., M): distinct positions; ``mass`` (..., M): the weight that stands on each; ``width``:
    (...), the scale's. Utility falls by 1 over the width. Only the ratios of weights matter.
    """
    apart = np.abs(options[..., :, None] - options[..., None, :])
    utility = 1.0 - apart / np.asarray(width, dtype=np.float64)[..., None, None]
    weight = mass / mass.max(axis=-1, keepdims=True)
    return Election(options, *elect(coalitions(utility, weight, vote=rules.vote), rules))


def distinct(position: Floats, weight: Floats, *, slack: float) -> tuple[Floats, Floats]:
    """Distinct positions (M,), rising, with the weight that stands on each, from (n,) and (n,).

    Neighbours within ``slack`` are one, at the lowest of them. Nobody counts less than ``FAINT`` of the
    largest weight; weights must not all be 0.

    >>> [part.tolist() for part in distinct(np.array([50.0, 0.0, 50.0]), np.array([1.0, 2.0, 3.0]), slack=0.0)]
    [[0.0, 50.0], [2.0, 4.0]]
    """
    order = np.argsort(position, kind="stable")
    held, mass = position[order], np.maximum(weight[order], FAINT * weight.max())
    starts = np.concatenate(([True], np.diff(held) > slack))
    group = np.cumsum(starts) - 1
    return held[starts], np.asarray(np.bincount(group, weights=mass), dtype=np.float64)


def position_probabilities(
    position: Floats, weight: Floats, *, width: float, rules: Rules = DEFAULT
) -> tuple[Floats, Floats]:
    """The distinct positions (M,) of one issue, rising, and the probability (M,) that each of them wins.

    ``position``, ``weight``: (n,), without NaN, weights not all 0; ``width``: the scale's. By default
    proportional votes, linear victory and uniform challenges.

    >>> points, p = position_probabilities(np.array([0.0, 50.0, 100.0]), np.ones(3), width=100.0,
    ...                                    rules=Rules(variant="conditional"))
    >>> points.tolist(), p.round(4).tolist()
    ([0.0, 50.0, 100.0], [0.2143, 0.5714, 0.2143])
    """
    options, mass = distinct(position, weight, slack=SAME * width)
    if len(options) == 1:
        return options, np.ones(1)
    found = held_election(options, mass, np.array(width), rules=rules)
    return found.options, found.probability
