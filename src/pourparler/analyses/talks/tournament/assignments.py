"""Who sits where: ordered assignments of strategies to seats."""

from collections.abc import Iterator
from itertools import product

from pourparler.analyses.talks.tournament.plan import Assignments, SelfPlay
from pourparler.errors import UsageError
from pourparler.language import msg

MOST = 10_000_000
"""Runs of one scenario."""

Assignment = tuple[int, ...]


def assignments(kinds: int, seats: int, *, which: Assignments, self_play: SelfPlay) -> Iterator[Assignment]:
    """Every assignment of ``kinds`` strategies, by number, to ``seats``, in lexicographic order.

    ``which``, ``self_play``: see :class:`Tournament`.

    >>> list(assignments(2, 2, which="all", self_play="without"))
    [(0, 1), (1, 0)]
    >>> list(assignments(2, 3, which="against-rest", self_play="without"))
    [(0, 0, 1), (0, 1, 0), (0, 1, 1), (1, 0, 0), (1, 0, 1), (1, 1, 0)]
    """
    found = product(range(kinds), repeat=seats) if which == "all" else _against_rest(kinds, seats)
    return (one for one in found if self_play == "with" or len(set(one)) > 1)


def _against_rest(kinds: int, seats: int) -> Iterator[Assignment]:
    alone = {(one,) * seats for one in range(kinds)}
    for one, other, seat in product(range(kinds), range(kinds), range(seats)):
        if one != other:
            alone.add(tuple(one if at == seat else other for at in range(seats)))
    return iter(sorted(alone))


def count(kinds: int, seats: int, *, which: Assignments, self_play: SelfPlay) -> int:
    """How many assignments there are, without making them.

    >>> count(8, 2, which="all", self_play="with"), count(8, 5, which="against-rest", self_play="without")
    (64, 280)
    """
    same = kinds if self_play == "with" else 0
    if which == "all":
        return int(kinds**seats) - kinds + same
    # With two seats, one against the rest is the other way round one against the rest, too.
    different = kinds * (kinds - 1) if seats == 2 else seats * kinds * (kinds - 1)
    return different + same


def check_count(runs: int, where: str) -> None:
    """Raises ``UsageError`` where a scenario has no runs, or more than anybody waits for."""
    if runs < 1:
        raise UsageError(
            msg("there is nothing to play"),
            where=where,
            advice=msg("Give two strategies or more, or let them play against themselves."),
        )
    if runs > MOST:
        raise UsageError(
            msg("{n} runs of one scenario are more than the {limit} that are played", n=runs, limit=MOST),
            where=where,
            advice=msg("Use fewer strategies or repetitions, or --assignments against-rest."),
        )
