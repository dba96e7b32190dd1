"""Challenges: the compiled loops give the bits of the plain ones, at every size."""

from itertools import product

import numpy as np
import pytest

from pourparler.kernels import challenge_loops, challenges
from pourparler.kernels.challenge_rounds import (
    CELLS,
    MANY,
    PLAIN,
    Actors,
    Ending,
    compiled,
    last_medians,
    parts_for,
    play,
)
from pourparler.kernels.challenges import Rules, Table, judged, median, total

PROGRAM = Rules(
    "global",
    "voter-risk",
    "all",
    "receiver",
    "adversaries",
    "on",
    "initial",
    1.0,
    "moves",
    "stays",
    "category",
    "point",
)


def table(n, draws, *, grid):
    rng = np.random.default_rng(n)
    x = np.sort(
        rng.integers(0, 5, (n, draws)).astype(float) if grid else rng.uniform(0, 100, (n, draws)), axis=0
    )
    weight = rng.uniform(0.1, 1, (n, draws))
    rank = np.repeat(rng.permutation(n)[:, None], draws, axis=1)
    span = np.full(draws, 5.0 if grid else 100.0)
    return Table(x, weight / weight.sum(axis=0), rng.uniform(0.01, 1, (n, draws)), span, 1e-9 * span, rank)


@pytest.mark.parametrize("grid", [True, False])
@pytest.mark.parametrize(("n", "draws"), [(2, 1), (3, 70), (9, 33), (40, 3)])
def test_compiled_loops_give_the_same_bits(n, draws, grid):
    crowd = table(n, draws, grid=grid)
    for denominator, voters in product(("pair", "global"), ("all", "others")):
        rules = PROGRAM._replace(denominator=denominator, voters=voters)
        plain, quick = (judged(crowd, rules, odds) for odds in (challenges.odds, challenge_loops.odds))
        assert all(a.tobytes() == b.tobytes() for a, b in zip(plain, quick, strict=True))
    found = judged(crowd, PROGRAM)
    for choice, key, stays in product(
        ("category", "least-move", "strongest"),
        ("point", "distance"),
        (("moves", "stays"), ("stays", "moves")),
    ):
        rules = PROGRAM._replace(choice=choice, key=key, confrontation=stays[0], capitulation=stays[1])
        one, other = challenges.taken(crowd, rules, found), challenge_loops.taken(crowd, rules, found)
        moved = one.kind > 0
        assert (one.kind == other.kind).all()
        assert one.target.tobytes() == other.target.tobytes()
        assert all((a[moved] == b[moved]).all() for a, b in zip(one, other, strict=True))


def test_the_median_is_the_lower_one_of_a_tie():
    held, even = np.array([[3.0], [1.0], [2.0], [4.0]]), np.full((4, 1), 0.25)
    assert median(held, even).tolist() == [2.0]
    assert median(held, np.array([[0.3], [0.3], [0.3], [0.1]])).tolist() == [2.0]
    # Short of one half by rounding alone.
    assert median(held[:2], np.array([[0.5 + 1e-12], [0.5 - 1e-12]])).tolist() == [1.0]


def test_sums_do_not_depend_on_the_shape():
    values = np.random.default_rng(0).uniform(0, 1, (1000, 3))
    assert total(values)[1] == total(values[:, 1:2])[0] == total(np.ascontiguousarray(values[:, 1:2]))[0]


def test_many_votes_are_counted_by_compiled_loops():
    assert parts_for(MANY - 1) is PLAIN
    assert parts_for(MANY) is compiled()


def test_batches_larger_than_what_is_done_together():
    rng = np.random.default_rng(2)
    draws = 3 * CELLS // 16 + 5
    x, weight = rng.uniform(0, 1, (4, draws)), rng.uniform(0.1, 1, (4, draws))
    crowd = Actors(x, weight, weight, np.repeat(np.arange(4)[:, None], draws, axis=1), np.ones(draws))
    found = last_medians(crowd, PROGRAM, Ending(2, 0.0), parts=compiled())
    for d in (0, CELLS // 16, draws - 1):
        assert play(crowd.only(slice(d, d + 1)), PROGRAM, Ending(2, 0.0)).medians[-1] == found[d]
    assert last_medians(crowd.only(slice(0, 0)), PROGRAM, Ending(2, 0.0)).tolist() == []
