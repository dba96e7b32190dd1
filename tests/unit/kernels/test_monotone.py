"""Monotone functions against their truth tables: minimal sets, duals, clauses, counts; budgets that run out."""

from math import comb

import numpy as np
import pytest

from pourparler.kernels import monotone
from pourparler.kernels.monotone import clauses, dual, members, ordered, sizes, sufficient_sets
from pourparler.kernels.placings import truth_table

PLENTY = 10**7


def random_conjuncts(rng: np.random.Generator, variables: int) -> list[list[int]]:
    return [
        [int(rng.integers(1, 1 << variables)) for _ in range(int(rng.integers(1, 4)))]
        for _ in range(int(rng.integers(0, 5)))
    ]


def holds(conjuncts: list[list[int]], chosen: int) -> bool:
    return all(any(chosen & mask == mask for mask in terms) for terms in conjuncts)


@pytest.mark.parametrize("seed", range(60))
def test_every_form_has_the_same_truth_table(seed: int) -> None:
    rng = np.random.default_rng(seed)
    r = int(rng.integers(1, 7))
    conjuncts = random_conjuncts(rng, r)
    truth = [holds(conjuncts, chosen) for chosen in range(1 << r)]
    assert truth_table(conjuncts, r).tolist() == truth

    sets = sufficient_sets(conjuncts, budget=PLENTY)
    lines = clauses(conjuncts, budget=PLENTY)
    assert sets is not None
    assert lines is not None
    minimal_true = [
        c for c in range(1 << r) if truth[c] and not any(truth[c & ~(1 << v)] for v in members(c))
    ]
    assert sorted(sets) == minimal_true, "the minimal sufficient sets are the minimal true points"
    assert [any(c & s == s for s in sets) for c in range(1 << r)] == truth
    assert [all(c & line for line in lines) for c in range(1 << r)] == truth
    for part in (sets, lines):
        assert not any(a != b and a & b == b for a in part for b in part), "no set contains another"
    assert dual(sets, budget=PLENTY) == lines
    assert dual(lines, budget=PLENTY) == sets

    counts = [sum(truth[c] for c in range(1 << r) if c.bit_count() == d) for d in range(r + 1)]
    assert sizes(conjuncts, (1 << r) - 1, budget=PLENTY) == counts


def test_constants() -> None:
    """Nothing asked: the empty set suffices; an empty alternative holds; no alternative never does."""
    assert (sufficient_sets([], budget=9), clauses([], budget=9)) == ((0,), ())
    assert (sufficient_sets([[0, 3]], budget=9), clauses([[0, 3]], budget=9)) == ((0,), ())
    assert (sufficient_sets([[]], budget=9), clauses([[]], budget=9)) == ((), (0,))
    assert sizes([], 0b111, budget=9) == [1, 3, 3, 1]
    assert sizes([[]], 0b111, budget=9) == [0, 0, 0, 0]
    assert dual(dual([], budget=9), budget=9) == ()


def test_counts_of_many_variables_need_few_steps() -> None:
    """One clause of 300; thirty disjoint slices of which one must be full, asked twice with a state of its own."""
    n = 300
    every = (1 << n) - 1
    assert sizes([[1 << v for v in range(n)]], every, budget=2000) == [
        0,
        *(comb(n, d) for d in range(1, n + 1)),
    ]
    slices = [0b1111 << 4 * k for k in range(30)]
    own = [1 << 120, 1 << 121]
    counts = sizes([[a, *slices] for a in own], (1 << 122) - 1, budget=200_000)
    assert counts is not None
    assert sum(counts) == 2**122 - 15**30 * 3, "not both own states, and no slice full"


def test_budgets_run_out_without_an_answer() -> None:
    pairs = [[1 << 2 * k, 2 << 2 * k] for k in range(20)]
    assert sufficient_sets(pairs, budget=1000) is None, "2^20 minimal sets"
    assert dual([0b11 << 2 * k for k in range(20)], budget=1000) is None
    assert clauses([[0b11 << 2 * k for k in range(20)]], budget=1000) is None
    assert len(clauses(pairs, budget=2000) or ()) == 20
    rng = np.random.default_rng(2)
    tangled = [[int(rng.integers(1, 2**40)) for _ in range(6)] for _ in range(30)]
    assert sizes(tangled, 2**40 - 1, budget=100) is None
    chain = [[1 << k | 2 << k, 2 << k | 4 << k] for k in range(2 * monotone.DEPTH)]
    assert sizes(chain, (1 << 2 * monotone.DEPTH + 2) - 1, budget=3000) is None


def test_sets_are_listed_in_order() -> None:
    assert ordered([0b100, 0b11, 0b1001]) == ((0, 1), (0, 3), (2,))
