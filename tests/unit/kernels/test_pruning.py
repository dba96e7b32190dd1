"""Bound and prune against its twin in plain Python, against enumeration, and its work."""

from itertools import pairwise, product
from math import prod

import numpy as np
import pytest

from pourparler.kernels.pruning import LEAST, ORDER, PRODUCT, SUM, Problems, best_choices, limbs

KINDS = pytest.mark.parametrize("kind", [PRODUCT, SUM, LEAST, ORDER])


def drawn(seed, *, largest):
    """Three draws of a problem of 1 to 4 sets and coordinates, some of which count."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 5, size=rng.integers(1, 5))
    starts = np.cumsum([0, *sizes])
    n = int(rng.integers(1, 5))
    columns = rng.integers(-largest // 3, largest, size=(3, starts[-1], n))
    order = np.stack([
        np.concatenate([a + rng.permutation(b - a) for a, b in pairwise(starts)])
        for _ in range(3)
    ])  # fmt: skip
    members = np.sort(rng.choice(n, size=rng.integers(1, n + 1), replace=False))
    place = np.cumprod([1, *sizes[:0:-1]])[::-1]
    words = np.concatenate([np.arange(m) * w for m, w in zip(sizes, place, strict=True)])
    floor = rng.integers(-largest, 2 * largest, size=(3, len(members)))
    return Problems(columns, starts, words[None], order, members, floor), rng


def score(gains, kind, factors):
    if kind == PRODUCT:
        return [prod(gains)]
    weighted = [g * f for g, f in zip(gains, factors, strict=True)]
    if kind == ORDER:
        return weighted
    return [sum(weighted)] if kind == SUM else sorted(weighted)


def twin(problems, kind, factors, d, first):
    """The same search in Python's whole numbers: picks, equals, nodes."""
    columns, starts, words, order, members, floor = (
        problems.columns[d].tolist(), problems.starts.tolist(), problems.words[0].tolist(),
        problems.order[d].tolist(), problems.members.tolist(), problems.floor[d].tolist(),
    )  # fmt: skip
    sets = [order[a:b] for a, b in pairwise(starts)]
    later = [[0] * len(members)]
    for values in reversed(sets):
        tops = [max(columns[t][p] for t in values) for p in members]
        later.insert(0, [a + b for a, b in zip(tops, later[0], strict=True)])
    state = {"best": None, "picks": [-1] * len(sets), "equals": 0, "nodes": 0}

    def gains(sums, more):
        return [sums[p] + m - f for p, m, f in zip(members, more, floor, strict=True)]

    def added(sums, t):
        return [a + b for a, b in zip(sums, columns[t], strict=True)]

    def key(sums, picks):
        return [-u for u in sums], sum(words[t] for t in picks)

    def visit(depth, sums, picks):
        for t in sets[depth]:
            state["nodes"] += 1
            here = added(sums, t)
            reach = gains(here, later[depth + 1])
            if min(reach) < 0:
                continue
            bound = score(reach, kind, factors)
            if state["best"] is not None and (bound < state["best"][0] or (kind != ORDER and bound[0] == 0)):
                continue
            if depth + 1 < len(sets):
                visit(depth + 1, here, [*picks, t])
                continue
            same = state["best"] is not None and bound == state["best"][0]
            state["equals"] = state["equals"] + 1 if same else 1
            if not same or key(here, [*picks, t]) < state["best"][1]:
                state["best"] = bound, key(here, [*picks, t])
                state["picks"] = [*picks, t]

    if first is not None and first[0] >= 0:
        sums = [0] * len(columns[0])
        for t in first:
            sums = added(sums, t)
        if min(gains(sums, [0] * len(members))) >= 0:
            state["best"] = score(gains(sums, [0] * len(members)), kind, factors), key(sums, first)
            state["picks"] = list(first)
    visit(0, [0] * len(columns[0]), [])
    return state["picks"], state["equals"], state["nodes"]


@KINDS
@pytest.mark.parametrize("largest", [4, 10**6, 2**29])
@pytest.mark.parametrize("seed", range(40))
def test_the_twin_does_the_same(seed, largest, kind):
    """At 2^29 products of four gains fill both limbs."""
    problems, rng = drawn(seed, largest=largest)
    factors = rng.integers(1, 2 if kind == PRODUCT else 9, size=(3, len(problems.members))).tolist()
    found = best_choices(problems, kind, factors=limbs(factors))
    first = None
    for d in range(3):
        first, equals, nodes = twin(problems, kind, factors[d], d, first)
        assert (found.picks[d].tolist(), found.equals[d], found.nodes[d]) == (first, equals, nodes)


@KINDS
@pytest.mark.parametrize("seed", range(100))
def test_enumeration_finds_nothing_better(seed, kind):
    problems, _ = drawn(seed, largest=5)
    ones = [1] * len(problems.members)
    found = best_choices(problems, kind, factors=limbs([ones] * 3))
    starts, words, members = problems.starts.tolist(), problems.words[0], problems.members
    for d in range(3):
        every = []
        for picks in product(*(range(a, b) for a, b in pairwise(starts))):
            sums = problems.columns[d, picks].sum(axis=0)
            gains = (sums[members] - problems.floor[d]).tolist()
            if min(gains) >= 0:
                every.append(
                    (score(gains, kind, ones), (-sums).tolist(), int(words[list(picks)].sum()), list(picks))
                )
        if not every:
            assert (found.picks[d] == -1).all()
            continue
        best = max(item[0] for item in every)
        if best[0] == 0 and kind != ORDER:
            assert found.picks[d].tolist() in [item[3] for item in every]
            continue
        equal = [item for item in every if item[0] == best]
        assert found.equals[d] == len(equal)
        assert found.picks[d].tolist() == min(equal, key=lambda item: item[1:3])[3]


def test_factors_of_two_limbs():
    """Shares of stakes whose least common multiple passes 64 bits."""
    stakes = [10**9 + 7, 10**9 + 9, 998_244_353]
    whole = prod(stakes)
    columns = np.array([[[10**9, 10**9, 1], [stakes[0] // 2 + 1, stakes[1] // 2 + 1, stakes[2] // 2 + 1]]])
    problems = Problems(
        columns,
        np.array([0, 2]),
        np.arange(2)[None],
        np.array([[0, 1]]),
        np.arange(3),
        np.zeros((1, 3), dtype=int),
    )
    found = best_choices(problems, LEAST, factors=limbs([[whole // s for s in stakes]]))
    assert found.picks.tolist() == [[1]]


def test_the_search_stops_where_told():
    problems, _ = drawn(0, largest=10**6)
    problems = problems._replace(floor=np.full_like(problems.floor, -(10**9)))
    factors = limbs([[1] * len(problems.members)] * 3)
    assert best_choices(problems, SUM, factors=factors).nodes.max() > 2
    assert best_choices(problems, SUM, factors=factors, most=1).nodes.tolist() == [2, 2, 2]


def test_most_of_the_tree_is_cut():
    """Eight sets of five values: 390,625 choices. Bounds leave a few hundred nodes."""
    rng = np.random.default_rng(0)
    columns = rng.integers(0, 10**6, size=(2, 40, 4))
    starts = np.arange(0, 41, 5)
    share = columns.sum(axis=2).reshape(2, 8, 5)
    order = (starts[:-1, None] + np.argsort(-share, axis=2)).reshape(2, 40)
    words = (np.arange(40) % 5) * np.repeat(5 ** np.arange(7, -1, -1), 5)
    problems = Problems(columns, starts, words[None], order, np.arange(4), np.zeros((2, 4), dtype=int))
    found = best_choices(problems, PRODUCT, factors=limbs([[1] * 4] * 2))
    assert found.nodes.max() < 5_000
