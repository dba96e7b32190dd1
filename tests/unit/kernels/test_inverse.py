"""The inverse question against all rankings one by one, by literal stability: arc lists and axes, two to three parties."""

from fractions import Fraction
from itertools import permutations
from math import factorial
from typing import Any

import literal_groups as literal
import numpy as np
import pytest
from literal_simultaneous import Axes

from pourparler.kernels import inverse_answers, inverse_counts
from pourparler.kernels.arc_lists import listing, targets_of
from pourparler.kernels.inverse_answers import NotBest, Route
from pourparler.kernels.inverse_conditions import Conditions, Own, conditions
from pourparler.kernels.inverse_counts import (
    counted,
    form,
    group_share,
    groups,
    relevant,
    sampled,
    share_by_placing,
    share_by_sizes,
)
from pourparler.kernels.inverse_orders import orders_of, satisfied, share_by_enumeration
from pourparler.kernels.inverse_simultaneous import simultaneous_conditions
from pourparler.kernels.move_axes import Game
from pourparler.kernels.simultaneous import simultaneous
from tests.unit.kernels.random_arcs import arc_lists, listed

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


def axes(
    rng: np.random.Generator, parties: int, most: int, least: int = 3
) -> tuple[Axes, Game, np.ndarray, list[int]]:
    """A random conflict on axes with ``least`` to ``most`` states, and the cells that are feasible."""
    while True:
        count = int(rng.integers(parties, parties + 2))
        levels = [int(x) for x in rng.integers(2, 4, count)]
        owners = [*range(parties), *rng.integers(0, parties, count - parties).tolist()]
        rng.shuffle(owners)
        cells = np.arange(int(np.prod(levels)))
        feasible = rng.random(len(cells)) < rng.uniform(0.4, 1)
        if least <= feasible.sum() <= most:
            break
    allowed = []
    for size in levels:
        free = np.ones((size, size), dtype=bool)
        allowed.append([free, free, np.triu(free), np.tril(free)][int(rng.integers(4))])
    stride = np.cumprod([1, *levels[:-1]])
    states = [tuple(int(c) for c in cell // stride % levels) for cell in cells[feasible]]
    steps = [{(int(x), int(y)) for x, y in np.argwhere(a)} for a in allowed]
    ranks = rng.integers(1, 5, (parties, len(cells))).astype(np.int32)
    game = Game(tuple(levels), tuple(owners), tuple(allowed), feasible)
    return Axes(states, owners, steps, parties), game, ranks, cells[feasible].tolist()


def by_state(ranks: np.ndarray) -> list[dict[int, float]]:
    return [dict(enumerate(row.tolist())) for row in ranks]


def orders(states: int) -> np.ndarray:
    return np.array(list(permutations(range(states))))


def equilibrium(moves: list[literal.Moves], ranks: Any, state: int, by: tuple[str, str]) -> bool:
    return all(literal.stable(moves, ranks, i, state, *by) for i in range(len(moves)))


def check_all_rankings(
    lists: list[np.ndarray], ranks: np.ndarray, party: int, target: int, consecutive: str
) -> list[Conditions]:
    states = ranks.shape[1]
    moves = [literal.from_pairs(rows.tolist(), states) for rows in lists]
    every, found = orders(states), []
    for concept in CONCEPTS:
        asked = conditions(
            listed(lists, states), ranks, party=party, target=target, concept=concept, consecutive=consecutive
        )
        told = satisfied(asked, every)
        known = by_state(ranks)
        expected = []
        for order in every:
            known[party] = dict(enumerate(order.tolist()))
            expected.append(equilibrium(moves, known, target, (concept, consecutive)))
        assert told.tolist() == expected, (concept, party, target)
        answer = counted(asked, states=states)
        assert (answer.count, answer.total) == (sum(expected), factorial(states))
        stated = bool(satisfied(asked, ranks[[party]])[0])
        assert stated == equilibrium(moves, by_state(ranks), target, (concept, consecutive)), "ties included"
        check_forms(asked, every, told)
        found.append(asked)
    return found


def check_forms(asked: Conditions, every: np.ndarray, told: np.ndarray) -> None:
    """Clauses, sufficient sets and gates say the same as the conditions; what is not relevant does not matter."""
    if not asked.possible:
        assert not told.any()
        return
    both = form(asked.own)
    below = every <= every[:, [asked.target]]
    by_clause = np.all([below[:, list(c)].any(axis=1) for c in both.clauses] or [[True] * len(every)], axis=0)
    by_set = np.any([below[:, list(c)].all(axis=1) for c in both.sufficient_sets], axis=0)
    assert (by_clause == by_set).all()
    others = Conditions(asked.target, Own((), {}, {}), asked.not_best, asked.routes, asked.gates)
    assert ((by_clause & satisfied(others, every)) == told).all()
    named = [*relevant(asked), asked.target]
    verdicts: dict[tuple[int, ...], set[bool]] = {}
    for order, verdict in zip(every[:, named].argsort(axis=1).tolist(), told.tolist(), strict=True):
        verdicts.setdefault(tuple(order), set()).add(verdict)
    assert all(len(found) == 1 for found in verdicts.values())


@pytest.mark.parametrize("consecutive", ["forbid", "allow"])
@pytest.mark.parametrize("seed", range(12))
def test_arc_lists_against_all_rankings(seed: int, consecutive: str) -> None:
    rng = np.random.default_rng([seed, 1])
    parties, states = int(rng.integers(2, 4)), int(rng.integers(3, 6))
    lists = arc_lists(rng, parties, states, float(rng.uniform(0.15, 0.6)))
    ranks = rng.integers(1, states + 1, (parties, states)).astype(np.int32)
    for target in range(states):
        check_all_rankings(lists, ranks, int(rng.integers(parties)), target, consecutive)


@pytest.mark.parametrize("seed", range(12))
def test_axes_against_all_rankings(seed: int) -> None:
    rng = np.random.default_rng([seed, 2])
    parties = int(rng.integers(2, 4))
    slow, _, worth, cells = axes(rng, parties, 5)
    lists = [np.array(sorted(pairs)).reshape(-1, 2) for pairs in slow.arcs()]
    for target in range(len(cells)):
        party = int(rng.integers(parties))
        found = check_all_rankings(lists, worth[:, cells], party, target, "forbid")
        if parties == 2:
            assert not any(asked.routes for asked in found)
        other = [
            conditions(
                listed(lists, len(cells)),
                worth[:, cells],
                party=party,
                target=target,
                concept=concept,
                consecutive="allow",
            )
            for concept in CONCEPTS
        ]
        every = orders(len(cells))
        for a, b in zip(found, other, strict=True):
            assert (satisfied(a, every) == satisfied(b, every)).all(), (
                "where moves chain, movers do not matter"
            )


@pytest.mark.parametrize("consecutive", ["forbid", "allow"])
def test_six_states_and_answers_by_several_parties_in_turn(consecutive: str) -> None:
    """Conditions that need moves of two parties in turn, and sanctions that lead back to the target."""
    routes, seed = 0, 0
    while routes < 3:
        rng = np.random.default_rng([seed, 6])
        lists, ranks = arc_lists(rng, 3, 6, 0.25), rng.integers(1, 7, (3, 6)).astype(np.int32)
        asked = [
            conditions(listed(lists, 6), ranks, party=0, target=t, concept="seq", consecutive=consecutive)
            for t in range(6)
        ]
        for target in [t for t in range(6) if asked[t].routes and asked[t].possible][:1]:
            check_all_rankings(lists, ranks, 0, target, consecutive)
            routes += 1
        seed += 1


@pytest.mark.parametrize("seed", range(40))
def test_simultaneous_sanctioning_against_all_rankings(seed: int) -> None:
    rng = np.random.default_rng([seed, 3])
    parties = 2 + (seed + 1) % 2
    slow, game, worth, cells = axes(rng, parties, 6 if parties == 3 else 5)
    every = orders(len(cells))
    ranks = by_state(worth[:, cells])
    for target, state in enumerate(slow.states):
        party = int(rng.integers(parties))
        asked = simultaneous_conditions(game, worth, party=party, target=target)
        assert asked.complete
        expected = []
        for order in every:
            known = [*ranks]
            known[party] = dict(enumerate(order.tolist()))
            expected.append(all(slow.simultaneous(known, p, state) for p in range(parties)))
        told = satisfied(asked, every)
        assert told.tolist() == expected
        assert counted(asked, states=len(cells)).count == sum(expected)
        check_forms(asked, every, told)
        stated = all(slow.simultaneous(ranks, p, state) for p in range(parties))
        assert bool(satisfied(asked, worth[party][cells][None])[0]) == stated


@pytest.mark.parametrize("seed", range(20))
def test_simultaneous_verdicts_against_their_definition(seed: int) -> None:
    rng = np.random.default_rng([seed, 4])
    parties = int(rng.integers(1, 5))
    slow, game, worth, cells = axes(rng, parties, 60)
    ranks = by_state(worth[:, cells])
    found = simultaneous(game, worth)
    assert not found.limit
    assert not found.verdicts[:, ~game.feasible].any()
    for party in range(parties):
        expected = [int(slow.simultaneous(ranks, party, state)) for state in slow.states]
        assert found.verdicts[party, cells].tolist() == expected


def test_three_ways_of_counting_agree() -> None:
    """Sizes, the table over subsets and enumeration, on groups that all of them can take."""
    rng = np.random.default_rng(11)
    seen = {"own": 0, "not best": 0}
    for _ in range(40):
        lists = arc_lists(rng, 2, 7, 0.35)
        ranks = rng.integers(1, 8, (2, 7)).astype(np.int32)
        asked = conditions(
            listed(lists, 7),
            ranks,
            party=0,
            target=0,
            concept=str(rng.choice(CONCEPTS)),
            consecutive="forbid",
        )
        for group in groups(asked) if asked.possible else []:
            by_table = share_by_placing(group, target=0)
            assert by_table == share_by_enumeration(group, target=0)
            seen["own"] += not group.not_best
            seen["not best"] += bool(group.not_best)
            if all(c.state == 0 for c in group.not_best):
                assert share_by_sizes(group) == by_table
    assert min(seen.values()) > 3


def test_conditions_on_the_target_alone_are_counted_by_sizes() -> None:
    """Simultaneous sanctioning asks "not best" of the target only: three ways of counting again, ten states."""
    rng = np.random.default_rng(12)
    seen = 0
    for _ in range(60):
        own = Own((1, 2, 3), {t: tuple(rng.choice(range(4, 9), 2).tolist()) for t in (1, 2, 3)}, {})
        own = own._replace(demands={u: (u,) for u in range(4, 9)})
        lists = [tuple(sorted(rng.choice(range(1, 9), 2, replace=False).tolist())) for _ in range(3)]
        asked = Conditions(0, own, tuple(NotBest(0, among) for among in sorted(set(lists))), (), (None,))
        for group in groups(asked):
            seen += 1
            assert share_by_sizes(group) == share_by_placing(group, target=0)
    assert seen >= 60
    wide = Own((1,), {1: tuple(range(2, 60))}, {u: (u,) for u in range(2, 60)})
    asked = Conditions(0, wide, (NotBest(0, (1, 2)), NotBest(0, (2, 3))), (), (None,))
    # Some of 59 below the target: all but 1/60; of those, not 1 and 2, not 2 and 3.
    assert counted(asked, states=60).share == 1 - Fraction(1, 60) - 2 * Fraction(1, 3) + Fraction(1, 4)


def test_the_target_counts_where_it_is_listed() -> None:
    """A state below the target, and random conditions that name the target on either side."""
    one = Conditions(0, Own((), {}, {}), (NotBest(1, (0,)),), (), (None,))
    assert counted(one, states=3).count == 3
    rng = np.random.default_rng(13)
    for _ in range(40):
        own = Own((1, 2), {1: (int(rng.integers(3, 6)),), 2: ()}, {u: (u,) for u in range(3, 6)})
        drawn = [rng.permutation(6)[: int(rng.integers(2, 5))].tolist() for _ in range(3)]
        listed = sorted({NotBest(row[0], tuple(sorted(row[1:]))) for row in drawn})
        asked = Conditions(0, own, tuple(listed), (), (None,))
        for group in groups(asked):
            assert share_by_placing(group, target=0) == share_by_enumeration(group, target=0)
        assert counted(asked, states=6).count == satisfied(asked, orders(6)).sum()


def test_orders_come_in_blocks() -> None:
    rows = np.concatenate(list(orders_of(9)))
    assert len(np.unique(rows, axis=0)) == factorial(9)
    assert (np.sort(rows, axis=1) == np.arange(9)).all()


def test_large_questions_that_fall_apart_are_exact() -> None:
    """Nash with 500 moves, and three moves answered from disjoint sets of forty states."""
    wide = listed([np.array([[0, t] for t in range(1, 501)]), np.zeros((0, 2), dtype=int)], 501)
    ranks = np.ones((2, 501), dtype=np.int32)
    asked = conditions(wide, ranks, party=0, target=0, concept="nash", consecutive="forbid")
    assert counted(asked, states=501).share == Fraction(1, 501)

    rows = [[t, 4 + 40 * (t - 1) + k] for t in (1, 2, 3) for k in range(40)]
    fans = listed([np.array([[0, t] for t in (1, 2, 3)]), np.array(rows)], 124)
    asked = conditions(
        fans, np.ones((2, 124), dtype=np.int32), party=0, target=0, concept="gmr", consecutive="forbid"
    )
    # The target must not come below all 41 of any of three disjoint sets: by inclusion and exclusion.
    expected = 1 - Fraction(3, 42) + Fraction(3, 83) - Fraction(1, 124)
    assert counted(asked, states=124).share == expected
    told = sampled(asked, states=124, draws=4000, rng=np.random.default_rng(5))
    assert told.method == "sampled"
    assert abs(told.share - float(expected)) < 4 * told.standard_error


def test_twenty_states_are_exact_and_more_are_sampled() -> None:
    """A chain "target above state k or state k not best": the table holds 20! orders, the sample says so beyond."""

    def asked(r: int) -> Conditions:
        own = Own(tuple(range(1, 3)), {1: (3,), 2: (4,)}, {3: (3,), 4: (4,)})
        chain = tuple(NotBest(k, (k + 1,)) for k in range(1, r))
        return Conditions(0, own, chain, (), (None, None))

    # 1 < 2 < … < 20 in the ranking; the target is above 1 or 3 and above 2 or 4: above 2.
    answer = counted(asked(20), states=21)
    assert answer.share == Fraction(19, factorial(21))
    assert answer.count == 19
    beyond = counted(asked(21), states=22)
    assert (beyond.count, beyond.share, beyond.method) == (None, None, "none")
    free = Conditions(0, Own((), {}, {}), tuple(NotBest(k, (k + 1,)) for k in range(1, 23, 2)), (), (None,))
    assert counted(free, states=24).share == Fraction(1, 2**11), "conditions apart are counted apart"
    long = Conditions(0, Own((), {}, {}), tuple(NotBest(k, (k + 1, 30)) for k in range(1, 25)), (), (None,))
    assert counted(long, states=31).count is None
    told = sampled(long, states=31, draws=2000, rng=np.random.default_rng(1))
    assert told.standard_error is not None
    assert sampled(long, states=31, draws=2000, rng=np.random.default_rng(1)) == told


def test_routes_beyond_nine_states_are_left_to_a_sample() -> None:
    for r, known in ((9, True), (10, False)):
        arcs = tuple((k, k + 1) for k in range(1, r))
        after = (*((a + 1,) for a in range(r - 2)), ())
        route = Route(arcs, (0,), (r - 2,), after)
        asked = Conditions(0, Own((), {}, {}), (), (route,), (None,))
        share = group_share(groups(asked)[0], target=0)
        assert share == (Fraction(1, factorial(r)) if known else None)
        assert (counted(asked, states=12).count is not None) == known


def test_a_search_that_is_cut_counts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    lists = [np.array([[1, 2], [2, 0]]), np.array([[0, 1]]), np.array([[2, 3]])]
    ranks = np.array([[1, 1, 1, 1], [2, 3, 1, 1], [1, 1, 1, 2]], dtype=np.int32)
    asked = conditions(listed(lists, 4), ranks, party=0, target=0, concept="seq", consecutive="forbid")
    assert asked.complete
    assert asked.not_best == (NotBest(1, (2,)),)
    assert asked.gates == (None, None, True)
    monkeypatch.setattr(inverse_answers, "WORK", -1)
    cut = conditions(listed(lists, 4), ranks, party=0, target=0, concept="seq", consecutive="forbid")
    assert not cut.complete
    assert counted(cut, states=4).method == "none"
    assert sampled(cut, states=4, draws=9, rng=np.random.default_rng(0)).share is None
    monkeypatch.setattr(inverse_counts, "LOOKS", 3000)
    few = sampled(asked, states=4, draws=5000, rng=np.random.default_rng(0))
    assert few.draws == 750, "four states a draw, and nothing else to look at"
    monkeypatch.setattr(inverse_counts, "NAMED", -1)
    assert form(asked.own).clauses is None
    assert counted(asked, states=4).count is None


def test_loops_and_repeats_are_no_moves() -> None:
    one = listing(np.array([[0, 0], [0, 1], [0, 1], [2, 1]]), 3)
    assert [targets_of(one, x).tolist() for x in range(3)] == [[1], [], [1]]


def test_the_free_party_may_be_needed_together_with_others() -> None:
    """Only all three options at once deter: each gain of one party needs both others to move from the target."""
    free, feasible = np.ones((2, 2), dtype=bool), np.zeros(8, dtype=bool)
    feasible[[0, 1, 2, 4, 7]] = True
    ranks = np.ones((3, 8), dtype=np.int32)
    ranks[1, 2] = ranks[2, 4] = 2
    game = Game((2, 2, 2), (0, 1, 2), (free,) * 3, feasible)
    asked = simultaneous_conditions(game, ranks, party=0, target=0)
    assert asked.own == Own((1,), {1: (4,)}, {4: (4,)})
    assert asked.not_best == (NotBest(0, (1,)),)
    assert asked.gates == (None, None, None)
    # State 1 above the target, and the target above state 4: one order in six.
    assert counted(asked, states=5).share == Fraction(1, 6)
    slow = Axes(
        [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1)], [0, 1, 2], [set(np.ndindex(2, 2))] * 3, 3
    )
    known = by_state(ranks[:, [0, 1, 2, 4, 7]])
    told = satisfied(asked, orders(5))
    for order, verdict in zip(orders(5).tolist(), told.tolist(), strict=True):
        known[0] = dict(enumerate(order))
        assert verdict == all(slow.simultaneous(known, p, (0, 0, 0)) for p in range(3))
