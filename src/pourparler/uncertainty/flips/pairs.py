"""Pairs of numbers that change an answer together, nearer than either does alone."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from pourparler.brief.laws import Law
from pourparler.uncertainty.draws.columns import Answer
from pourparler.uncertainty.drivers.one_at_a_time import one_at_a_time
from pourparler.uncertainty.flips.flips import Flip, PairFlip, unit
from pourparler.uncertainty.flips.scanning import Asking, Point, Seen
from pourparler.uncertainty.inputs.mixture import Mixed
from pourparler.uncertainty.question import Question

LEADING = 10
"""Numbers whose pairs are looked at."""

SIDE = 4
"""Grid points on each side of a central value: nine with it."""

_Number = tuple[int, str, Law | Mixed]


def leading_pairs(asking: Asking, base: Answer, alone: Sequence[Flip]) -> tuple[PairFlip, ...]:
    """Pairs of the ten numbers that do most alone, on a grid of 9 x 9 points, nearest first.

    ``base``: the answer at central values; ``alone``: flips of single numbers, which a pair must beat. The grid goes to
    the ends of each number's 90 % range. Not proved: what happens between its points.
    """
    question = asking.question
    numbers = {key: (at, key, law) for at, key, law in question.deciding}
    keys = [driver.key for driver in one_at_a_time(question)[:LEADING]]
    asking.solved += 2 * len(numbers)
    nearest = {flip.key: flip.distance for flip in alone}
    pairs = [(numbers[a], numbers[b]) for a, b in combinations(keys, 2)]
    grids = [list(_grid(question, *pair)) for pair in pairs]
    told = iter(asking.answers([point for grid in grids for _, point in grid]))
    found = []
    for pair, grid in zip(pairs, grids, strict=True):
        seen = [next(told) for _ in grid]
        bound = min(nearest.get(number[1], np.inf) for number in pair)
        changed = [
            (distance, i)
            for i, (distance, _) in enumerate(grid)
            if seen[i].answer != base and distance < bound
        ]
        if changed:
            distance, i = min(changed)
            found.append(_pair(question, pair, (distance, grid[i][1]), (base, seen[i])))
    return tuple(sorted(found, key=lambda pair: (pair.distance, pair.keys)))


def _grid(question: Question, first: _Number, other: _Number) -> Iterator[tuple[float, Point]]:
    """Points at which both numbers are off their central values, with their distances."""
    for x in _offsets(question, first):
        for y in _offsets(question, other):
            distance = max(
                abs(x - question.central[first[0]]) / unit(first[2]),
                abs(y - question.central[other[0]]) / unit(other[2]),
            )
            yield float(distance), ((first[0], x), (other[0], y))


def _offsets(question: Question, number: _Number) -> list[float]:
    at, _, law = number
    origin, (low, high) = float(question.central[at]), law.interval(0.9)
    ends = [end for end in (low, high) if end != origin]
    return [origin + (end - origin) * k / SIDE for end in ends for k in range(1, SIDE + 1)]


def _pair(
    question: Question,
    pair: tuple[_Number, _Number],
    found: tuple[float, Point],
    answers: tuple[Answer, Seen],
) -> PairFlip:
    distance, point = found
    base, seen = answers
    first, other = pair
    origin = (float(question.central[first[0]]), float(question.central[other[0]]))
    told = Flip("", 0.0, 0.0, 0.0, 0.0, (), base, seen.answer, seen.code)
    return PairFlip(
        (first[1], other[1]), origin, (point[0][1], point[1][1]), distance, told.differences, seen.code
    )
