"""Rankings drawn around a stated one."""

from itertools import combinations, permutations, product

import numpy as np
import pytest

from pourparler.kernels.near_rankings import count, swap_rows, tables
from pourparler.kernels.ranking_draws import Edits, dense_rows, edited, insertions, passed, swapped
from pourparler.kernels.shares import wilson
from pourparler.model.conflict_ranks import prioritised


def inversions(row):
    return sum(a > b for a, b in combinations(row, 2))


def generator():
    return np.random.default_rng(7)


def test_every_draw_is_a_ranking():
    for made in (
        swapped(9, draws=200, swaps=4, rng=generator()),
        insertions(9, draws=200, dispersion=0.7, rng=generator()),
    ):
        assert made.shape == (200, 9)
        assert (np.sort(made, axis=1) == np.arange(1, 10)).all()


def test_draws_made_in_parts_equal_draws_made_at_once():
    truths = generator().random((5, 12)) < 0.5
    own = np.array([0.3, np.nan, 0.5, np.nan, 0.0])
    for draw in (
        lambda n, rng: swapped(6, draws=n, swaps=3, rng=rng),
        lambda n, rng: insertions(6, draws=n, dispersion=0.5, rng=rng),
        lambda n, rng: edited(truths, Edits(0.4, 0.4, 0.4, own), draws=n, rng=rng),
    ):
        rng = generator()
        parts = np.concatenate([draw(n, rng) for n in (1, 30, 69)])
        assert np.array_equal(parts, draw(100, generator()))


@pytest.mark.parametrize("classes", [1, 2, 5])
def test_nothing_drawn_is_the_stated_order(classes):
    stated = np.tile(np.arange(1, classes + 1), (20, 1))
    assert np.array_equal(swapped(classes, draws=20, swaps=0, rng=generator()), stated)
    assert np.array_equal(insertions(classes, draws=20, dispersion=0.0, rng=generator()), stated)
    assert np.array_equal(insertions(classes, draws=20, dispersion=1e-12, rng=generator()), stated)


def test_swaps_lie_no_further_than_their_number_and_of_its_parity():
    made = swapped(6, draws=300, swaps=3, rng=generator())
    distances = {inversions(row) for row in made.tolist()}
    assert distances == {1, 3}


@pytest.mark.parametrize("dispersion", [0.1, 0.5, 0.9, 1.0])
def test_the_mallows_model_has_its_mean_distance_and_chances(dispersion):
    m, draws = 4, 20_000
    made = insertions(m, draws=draws, dispersion=dispersion, rng=generator()).tolist()
    weight = {order: dispersion ** inversions(order) for order in permutations(range(1, m + 1))}
    total = sum(weight.values())
    mean = sum(inversions(order) * w for order, w in weight.items()) / total
    assert np.mean([inversions(row) for row in made]) == pytest.approx(mean, abs=0.05)
    seen = {order: made.count(list(order)) / draws for order in weight}
    assert max(abs(seen[order] - w / total) for order, w in weight.items()) < 0.015


def test_what_is_passed_at_a_known_uniform_number():
    # Third class, dispersion 1/2: chances 4/7, 2/7, 1/7.
    rows = np.array([[0.0, 0.0, u] for u in (0.0, 0.57, 0.58, 0.85, 0.86, 1 - 2**-53)])
    assert passed(rows, 0.5)[:, 2].tolist() == [0, 0, 1, 1, 2, 2]
    assert passed(rows, 1.0)[:, 2].tolist() == [0, 1, 1, 2, 2, 2]


def test_unedited_statements_rank_as_stated():
    truths = generator().random((70, 40)) < 0.5
    made = edited(truths, Edits(0, 0, 0), draws=3, rng=generator())
    assert np.array_equal(made, np.tile(prioritised(truths, 40), (3, 1)))


def test_edited_statements_are_one_edit_of_each_kind_away():
    truths = np.array([[0, 1] * 4, [0, 0, 1, 1] * 2, [0] * 4 + [1] * 4], dtype=bool)
    ways = {
        "swap": [[0, 1, 2], [1, 0, 2], [0, 2, 1]],
        "drop": [[0, 1, 2], [1, 2], [0, 2], [0, 1]],
    }
    for kind, orders in ways.items():
        chances = {"swap": 0.0, "drop": 0.0, "flip": 0.0, kind: 0.5}
        made = {tuple(row) for row in edited(truths, Edits(**chances), draws=400, rng=generator()).tolist()}
        assert made == {tuple(prioritised(truths[order], 8).tolist()) for order in orders}
    made = edited(truths, Edits(0, 0, 0.5), draws=400, rng=generator()).tolist()
    turned = [truths, *(truths ^ (np.arange(3) == i)[:, None] for i in range(3))]
    assert {tuple(row) for row in made} == {tuple(prioritised(rows, 8).tolist()) for rows in turned}
    share = np.mean([row == prioritised(truths, 8).tolist() for row in made])
    assert share == pytest.approx(0.5, abs=0.08)


def test_a_statement_dropped_is_not_the_one_turned():
    truths = np.array([[0, 1, 0, 1], [0, 0, 1, 1]], dtype=bool)
    made = {tuple(row) for row in edited(truths, Edits(0, 1, 1), draws=200, rng=generator()).tolist()}
    assert made == {(2, 1, 2, 1), (2, 2, 1, 1)}
    alone = edited(truths[:1], Edits(1, 1, 1), draws=5, rng=generator())
    assert (alone == 1).all()


def test_statements_with_a_chance_of_their_own_turn_by_it_and_apart_from_the_others():
    truths = np.array([[0, 1] * 4, [0, 0, 1, 1] * 2, [0] * 4 + [1] * 4], dtype=bool)
    own, draws = np.array([0.4, np.nan, 0.1]), 4_000
    alone = edited(truths, Edits(0, 0, 0, own), draws=draws, rng=generator()).tolist()
    turned = {
        ways: alone.count(prioritised(truths ^ np.array(ways)[:, None], 8).tolist()) / draws
        for ways in product((False, True), repeat=3)
    }
    assert turned == pytest.approx(
        {
            (a, b, c): (0.4 if a else 0.6) * (0.0 if b else 1.0) * (0.1 if c else 0.9)
            for a, b, c in product((False, True), repeat=3)
        },
        abs=0.03,
    )


def test_the_chance_of_all_turns_only_statements_without_their_own():
    truths = np.array([[0, 1] * 4, [0, 0, 1, 1] * 2, [0] * 4 + [1] * 4], dtype=bool)
    own = np.array([0.0, np.nan, 0.0])
    made = edited(truths, Edits(0, 0, 1, own), draws=50, rng=generator())
    assert (made == prioritised(truths ^ np.array([[False], [True], [False]]), 8)).all()
    never = edited(truths, Edits(0, 0, 1, np.zeros(3)), draws=50, rng=generator())
    assert (never == prioritised(truths, 8)).all()


def test_dense_rows_are_rows_made_dense():
    worth = generator().integers(0, 5, size=(30, 8))
    expected = [np.unique(row, return_inverse=True)[1] + 1 for row in worth]
    assert np.array_equal(dense_rows(worth), expected)


@pytest.mark.parametrize("classes", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("swaps", [1, 2, 3])
def test_near_rankings_are_all_those_at_that_distance_each_once(classes, swaps):
    made = [tuple(row) for row in tables(classes, swap_rows(classes, swaps)).tolist()]
    expected = {order for order in permutations(range(1, classes + 1)) if inversions(order) == swaps}
    assert len(made) == len(set(made)) == count(classes, swaps)
    assert set(made) == expected


def test_swaps_in_a_row_are_in_lexicographic_order():
    rows = swap_rows(7, 3).tolist()
    assert rows == sorted(rows)


def test_wilson_interval_against_a_table():
    # The last four lines: Newcombe 1998, table I, method 3; the others from the quadratic (p - s)^2 = z^2 p (1 - p) / n.
    table = {(0, 10): (0.0, 0.2775), (1, 10): (0.0179, 0.4042), (5, 10): (0.2366, 0.7634), (10, 10): (0.7225, 1.0),
             (81, 263): (0.2553, 0.3662), (15, 148): (0.0624, 0.1605), (0, 20): (0.0, 0.1611), (1, 29): (0.0061, 0.1718)}  # fmt: skip
    for (hits, draws), ends in table.items():
        low, high = wilson(hits, draws)
        assert (round(float(low), 4), round(float(high), 4)) == ends
    low, high = wilson(np.arange(101), 100)
    share = np.arange(101) / 100
    assert ((low <= share) & (share <= high)).all()
