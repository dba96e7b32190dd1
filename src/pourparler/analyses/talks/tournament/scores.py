"""How strategies did: means over runs, with errors and intervals that take scenarios, not runs, for independent.

Runs on one scenario resemble each other, so that intervals from single runs are too narrow. Standard errors: the mean of
clusters as a ratio (Cochran 1977, section 9.3); intervals: percentiles of resampled scenarios (Efron & Tibshirani 1993,
chapter 13).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.talks.tournament.blocks import AGREED, Block

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

DRAWS = 2_000
"""Resamples of scenarios."""

MEASURES = ("utility", "advantage", "agreement", "step", "nash_share", "to_nash", "welfare")
"""What is averaged over the seats that a strategy sat at. Ranks go by the second."""

RANKED = MEASURES.index("advantage")


@dataclass(frozen=True)
class Score:
    """A mean, its standard error and 95 % interval; ``None`` where there is nothing to average, or one scenario only."""

    mean: float | None
    error: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Rank:
    """A place, 1 the best, and the 95 % interval of places over resampled scenarios; equal means share a place."""

    place: int
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Scores:
    """One strategy: ``seats`` played, by :data:`MEASURES` its scores, its rank, runs ended by its own fault."""

    strategy: str
    seats: int
    measures: dict[str, Score]
    rank: Rank
    faults: int
    timeouts: int


@dataclass(frozen=True)
class Against:
    """One strategy in the runs in which another sat at some other seat; means without intervals."""

    strategy: str
    opponent: str
    seats: int
    utility: float
    advantage: float | None
    agreement: float


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums of measures and how many went in: (measures, strategies, scenarios), and by opponent (measures, own, other)."""

    sums: Floats
    counts: Floats
    against: Floats
    against_counts: Floats


def added(blocks: Sequence[Block], kinds: int) -> Sums:
    """The sums over all blocks, which stand in their order: the same blocks give the same sums to the last bit."""
    places: dict[str, int] = {}
    for block in blocks:
        places.setdefault(block.scenario.name, len(places))
    shape = (len(MEASURES), kinds, len(places))
    found = Sums(
        *(np.zeros(shape) for _ in range(2)), *(np.zeros((len(MEASURES), kinds, kinds)) for _ in range(2))
    )
    for block in blocks:
        values = _values(block)
        known = ~np.isnan(values)
        values = np.where(known, values, 0.0)
        place = places[block.scenario.name]
        seats = block.seating.shape[1]
        for seat in range(seats):
            own = block.seating[:, seat]
            met = _met(block.seating, seat)
            for measure in range(len(MEASURES)):
                worth, counted = values[measure, :, seat], known[measure, :, seat].astype(np.float64)
                found.sums[measure, :, place] += np.bincount(own, worth, minlength=kinds)
                found.counts[measure, :, place] += np.bincount(own, counted, minlength=kinds)
                for other, new in met:
                    pair = own * kinds + other
                    sums = np.bincount(pair, new * worth, minlength=kinds**2)
                    counts = np.bincount(pair, new * counted, minlength=kinds**2)
                    found.against[measure] += sums.reshape(kinds, kinds)
                    found.against_counts[measure] += counts.reshape(kinds, kinds)
    return found


def _met(seating: Ints, seat: int) -> list[tuple[Ints, Flags]]:
    """Whom ``seat`` met, by other seat: the strategies (rows,), and whether each sits at none of the seats before."""
    others = np.delete(seating, seat, axis=1)
    return [
        (others[:, at], (others[:, :at] != others[:, at : at + 1]).all(axis=1))
        for at in range(others.shape[1])
    ]


def _values(block: Block) -> Floats:
    """(measures, rows, seats)."""
    seats = block.seating.shape[1]
    room = np.where(block.ideal > block.reserve, block.ideal - block.reserve, np.nan)

    def everybody(values: Floats) -> Floats:
        return np.repeat(values[:, None], seats, axis=1)

    return np.stack(
        [
            block.utilities,
            (block.utilities - block.reserve) / room,
            everybody((block.reasons == AGREED).astype(np.float64)),
            everybody(block.steps.astype(np.float64)),
            everybody(block.nash_share),
            everybody(block.to_nash),
            everybody(block.utilities.mean(axis=1)),
        ]
    )


def scores(blocks: Sequence[Block], labels: Sequence[str], *, seed: int) -> tuple[Scores, ...]:
    """Scores by strategy, the best first. ``seed``: of the resamples."""
    total = added(blocks, len(labels))
    scenarios = total.sums.shape[2]
    drawn = np.random.default_rng(seed).multinomial(scenarios, np.full(scenarios, 1 / scenarios), size=DRAWS)
    faults = _faults(blocks, len(labels))
    ranks = _ranks(total, drawn if scenarios > 1 else drawn[:0])
    found = [
        Scores(
            name,
            round(total.counts[0, at].sum()),
            {m: _score(total.sums[i, at], total.counts[i, at], drawn) for i, m in enumerate(MEASURES)},
            ranks[at],
            *faults[at].tolist(),
        )
        for at, name in enumerate(labels)
    ]
    return tuple(sorted(found, key=lambda one: (one.rank.place, one.strategy)))


def _faults(blocks: Sequence[Block], kinds: int) -> Ints:
    """(strategies, 2): runs ended by an error or a dead process, and by time."""
    found = np.zeros((kinds, 2), dtype=np.int64)
    for block in blocks:
        for row, fault in block.faults.items():
            if fault.seat >= 0:
                found[block.seating[row, fault.seat], int(fault.kind == "timeout")] += 1
    return found


def _score(sums: Floats, counts: Floats, drawn: Ints) -> Score:
    total = counts.sum()
    if not total:
        return Score(None, None, None, None)
    mean = float(sums.sum() / total)
    clusters = int((counts > 0).sum())
    if clusters < 2:
        return Score(mean, None, None, None)
    error = np.sqrt(clusters / (clusters - 1) * ((sums - mean * counts) ** 2).sum()) / total
    means = _means(sums, counts, drawn)
    low, high = np.quantile(means[~np.isnan(means)], (0.025, 0.975))
    return Score(mean, float(error), float(low), float(high))


def _means(sums: Floats, counts: Floats, drawn: Ints) -> Floats:
    """Means of resamples: of ``sums`` and ``counts`` (…, scenarios), NaN where a resample holds nothing."""
    below = counts @ drawn.T
    return np.asarray(np.divide(sums @ drawn.T, below, out=np.full(below.shape, np.nan), where=below > 0))


def _ranks(total: Sums, drawn: Ints) -> list[Rank]:
    sums, counts = total.sums[RANKED], total.counts[RANKED]
    places = _places(_means(sums, counts, np.ones((1, sums.shape[1]), dtype=np.int64)))[:, 0].tolist()
    if not len(drawn):
        return [Rank(place, None, None) for place in places]
    found = _places(_means(sums, counts, drawn))
    low = np.quantile(found, 0.025, axis=1, method="lower")
    high = np.quantile(found, 0.975, axis=1, method="higher")
    return [Rank(*one) for one in zip(places, low.tolist(), high.tolist(), strict=True)]


def _places(means: Floats) -> Ints:
    """(strategies, resamples): 1 and how many are better; who has no mean comes last."""
    # Sums in another order differ in the last digits; equal strategies must share a place.
    known = np.round(np.where(np.isnan(means), -np.inf, means), 12)
    return np.asarray(1 + (known[None, :, :] > known[:, None, :]).sum(axis=1), dtype=np.int64)


def by_opponent(blocks: Sequence[Block], labels: Sequence[str]) -> tuple[Against, ...]:
    """Every strategy that met every other one, in the order of ``labels``."""
    total = added(blocks, len(labels))
    means = np.divide(
        total.against,
        total.against_counts,
        out=np.full(total.against.shape, np.nan),
        where=total.against_counts > 0,
    )

    def mean(name: str, own: int, other: int) -> Any:
        found = float(means[MEASURES.index(name), own, other])
        return None if np.isnan(found) else found

    return tuple(
        Against(one, two, round(total.against_counts[0, i, j]),
                mean("utility", i, j), mean("advantage", i, j), mean("agreement", i, j))
        for i, one in enumerate(labels)
        for j, two in enumerate(labels)
        if total.against_counts[0, i, j]
    )  # fmt: skip
