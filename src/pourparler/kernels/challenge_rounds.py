"""Challenges played round after round: many draws of one issue, each with its own end.

Actors are put into an order of their own (position, weight, salience) before anything is summed, so that the order
in which they are given decides nothing but whose name stands for several who make the same offer.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from pourparler.kernels import challenges
from pourparler.kernels.challenges import (
    STEP,
    Flags,
    Floats,
    Ints,
    Judged,
    Odds,
    Rules,
    Table,
    Taken,
    judged,
    median,
    total,
)

# Pairs of actors done together, of all draws: what one round needs of them stays in the processor's cache.
CELLS = 1 << 14
# Votes from which the compiler, a second to load, is worth its while.
MANY = 1 << 25


class Actors(NamedTuple):
    """Actors on one issue, in many draws: at least two positions, all actors count.

    ``position``, ``weight`` (any positive unit), ``salience``, ``rank`` (the order in which they are given): (n, draws);
    ``span`` (draws,): the scale's width, of which a billionth tells positions apart.
    """

    position: Floats
    weight: Floats
    salience: Floats
    rank: Ints
    span: Floats

    def only(self, draws: slice | Flags) -> "Actors":
        """Some of the draws."""
        return Actors(
            self.position[:, draws], self.weight[:, draws], self.salience[:, draws], self.rank[:, draws],
            self.span[draws],
        )  # fmt: skip


class Ending(NamedTuple):
    """When to stop: after ``rounds``, or earlier after two changes of the median below ``calm`` in a row."""

    rounds: int
    calm: float


class Play(NamedTuple):
    """One draw, round after round: T rounds, actors in the order in which they were given.

    ``positions`` (T + 1, n); ``medians``, ``means`` (T + 1,); ``taken``: per round the fields of ``Taken``, each
    (n,).
    """

    positions: Floats
    medians: Floats
    means: Floats
    taken: tuple[Taken, ...]


class Parts(NamedTuple):
    """What there is in a plain and in a compiled version, equal bit for bit."""

    odds: Odds
    taken: Callable[[Table, Rules, Judged], Taken]


PLAIN = Parts(challenges.odds, challenges.taken)


@cache
def compiled() -> Parts:
    """The compiled version. Loads the compiler."""
    from pourparler.kernels import challenge_loops

    return Parts(challenge_loops.odds, challenge_loops.taken)


def parts_for(votes: int) -> Parts:
    """The version that is quicker for so many votes (draws × rounds × n^3)."""
    return compiled() if votes >= MANY else PLAIN


def play(actors: Actors, rules: Rules, ending: Ending, *, parts: Parts = PLAIN) -> Play:
    """All that happens in one draw (``actors`` hold just one).

    >>> one = np.ones((3, 1))
    >>> trio = Actors(np.array([[0.0], [4.0], [10.0]]), one, one, np.arange(3)[:, None], np.array([10.0]))
    >>> rules = Rules("pair", "linear", "all", "each", "adversaries", "off", "current", 1.0, "moves", "moves", "category", "distance")
    >>> play(trio, rules, Ending(2, 0.0)).medians.tolist()
    [4.0, 4.0, 4.0]
    """
    table, order = _arranged(actors)
    back = np.argsort(order[:, 0])
    tables, history, calm = [table], list[Taken](), 0
    medians = [median(table.position, table.weight)]
    while len(history) < ending.rounds and calm < 2:
        took = _round(table, rules, parts)
        table = table._replace(position=took.target)
        medians.append(median(table.position, table.weight))
        calm = calm + 1 if abs(medians[-1] - medians[-2])[0] < ending.calm else 0
        tables.append(table)
        took = took._replace(proposer=order[took.proposer[:, 0]])
        history.append(Taken(*(field[back, 0] for field in took)))
    return Play(
        np.array([table.position[back, 0] for table in tables]),
        np.array(medians)[:, 0],
        np.array([total(table.weight * table.position)[0] for table in tables]),
        tuple(history),
    )


def last_medians(actors: Actors, rules: Rules, ending: Ending, *, parts: Parts = PLAIN) -> Floats:
    """The median at the end of each draw (draws,): the last of what :func:`play` gives, bit for bit.

    >>> two = np.ones((3, 2))
    >>> trio = Actors(np.array([[0, 1.0], [4, 4], [10, 9]]), two, two, np.array([[0, 0], [1, 1], [2, 2]]), np.array([10.0, 10.0]))
    >>> rules = Rules("pair", "linear", "all", "each", "adversaries", "off", "current", 1.0, "moves", "moves", "category", "distance")
    >>> last_medians(trio, rules, Ending(2, 0.0)).tolist()
    [4.0, 4.0]
    """
    n, draws = actors.position.shape
    together = max(1, CELLS // n**2)
    cuts = [slice(start, start + together) for start in range(0, draws, together)]
    found = [_last(actors.only(cut), rules, ending, parts=parts) for cut in cuts]
    return np.concatenate([np.zeros(0), *found])


def _last(actors: Actors, rules: Rules, ending: Ending, *, parts: Parts) -> Floats:
    table, _ = _arranged(actors)
    last = before = median(table.position, table.weight)
    calm = np.zeros(len(last), dtype=np.int64)
    for _ in range(ending.rounds):
        if (calm == 2).all():
            break
        table = table._replace(position=_round(table, rules, parts).target)
        now = median(table.position, table.weight)
        last = np.where(calm == 2, last, now)
        calm = np.where(calm == 2, 2, np.where(np.abs(now - before) < ending.calm, calm + 1, 0))
        before = now
    return np.asarray(last, dtype=np.float64)


def _round(table: Table, rules: Rules, parts: Parts) -> Taken:
    if rules.range == "current":
        # Where all have met, no offers are left: the width only has to be positive.
        table = table._replace(width=np.maximum(np.ptp(table.position, axis=0), table.same))
    return parts.taken(table, rules, judged(table, rules, parts.odds))


def _arranged(actors: Actors) -> tuple[Table, Ints]:
    """The actors in their own order, and that order (n, draws)."""
    order = np.lexsort((actors.rank, actors.salience, actors.weight, actors.position), axis=0)
    x = np.take_along_axis(actors.position, order, axis=0)
    weight = np.take_along_axis(actors.weight, order, axis=0)
    salience = np.take_along_axis(actors.salience, order, axis=0)
    rank = np.take_along_axis(actors.rank, order, axis=0)
    same = STEP * actors.span
    width = np.maximum(x[-1] - x[0], same)
    return Table(x, weight / total(weight), salience, width, same, rank), order
