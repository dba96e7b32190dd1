"""Agreements of three parties and more counted beyond listing: exactly where sums fall together, else bounds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.conditioned import Conditioned
from pourparler.kernels.tallying import Tally, tallied
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]

# Coalitions are told apart by a table of all of them.
PARTIES = 16
# Different vectors of sums held at once: to count exactly, and to bound the count.
VECTORS = 300_000
ROUGHLY = 1 << PARTIES


@dataclass(frozen=True)
class Counts:
    """``exactly``: outcomes per set of accepting parties (bits), of the sets that may decide and of all parties.

    ``whole``: of the other sets as well; ``work``: counters.
    """

    exactly: dict[int, int]
    whole: bool
    work: dict[str, int]


@dataclass(frozen=True)
class Bounds:
    """Proved bounds on the outcomes that the rule accepts, and on those that all accept."""

    feasible: tuple[int, int]
    unanimous: tuple[int, int]
    work: dict[str, int]


def counts(model: Bargain, left: Conditioned) -> Counts | None:
    """All counts of ``left`` (with red lines marked); ``None`` where too many vectors would be held."""
    if len(model.parties) > PARTIES:
        return None
    tables, marks, reserve = _sets(model, left)
    # First what may decide, which is less: it settles whether the rest is worth trying.
    few = tallied(tables, marks, reserve, cap=VECTORS, matters=_wins(model)[1])
    if few is None:
        return None
    every = tallied(tables, marks, reserve, cap=VECTORS)
    found = every or few
    work = {"vectors": found.vectors, "sums": few.sums + (every.sums if every else 0)}
    return Counts(found.counts, every is not None, work)


def bounds(model: Bargain, left: Conditioned) -> Bounds | None:
    """Bounds on the counts, by rounding sums down and up; ``None`` for too many parties."""
    if len(model.parties) > PARTIES:
        return None
    tables, marks, reserve = _sets(model, left)
    wins, matters = _wins(model)
    low, high = (
        tallied(tables, marks, reserve, cap=ROUGHLY, matters=matters, rounding=rounding)
        for rounding in ("down", "up")
    )
    assert low is not None, "rounding keeps every cap"
    assert high is not None, "rounding keeps every cap"
    work = {"vectors": max(low.vectors, high.vectors), "sums": low.sums + high.sums}
    everyone = len(wins) - 1
    return Bounds(
        (_feasible(low, wins), _feasible(high, wins)),
        (low.counts.get(everyone, 0), high.counts.get(everyone, 0)),
        work,
    )


def _sets(model: Bargain, left: Conditioned) -> tuple[list[Ints], list[Ints], Ints]:
    return [group.table for group in left.groups], [group.crossed for group in left.groups], model.reserve


def _wins(model: Bargain) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which coalitions win, and which are counted: those and that of all parties."""
    coalitions = np.arange(1 << len(model.parties), dtype=np.int64)
    wins = model.rule.wins(coalitions) & (coalitions > 0)
    matters = wins.copy()
    matters[-1] = True
    return wins, matters


def _feasible(tally: Tally, wins: NDArray[np.bool_]) -> int:
    return sum(count for bits, count in tally.counts.items() if wins[bits])
