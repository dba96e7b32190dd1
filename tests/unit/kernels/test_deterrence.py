"""Stability on axes: the fast method against the definitions, and what must hold whatever the conflict."""

import numpy as np
import pytest
from literal import CONCEPTS, Literal, from_axes
from random_conflicts import conflict as drawn
from random_conflicts import ranks as drawn_ranks

from pourparler.kernels import deterrence, improvements
from pourparler.kernels.deterrence import NotSettled, secured, thresholds, verdicts
from pourparler.kernels.foresight import HIGH, LOW, NO_MOVE
from pourparler.kernels.improvements import TooManyPatterns
from pourparler.kernels.move_axes import Game

FREE, TAKE = np.ones((2, 2), dtype=bool), np.triu(np.ones((2, 2), dtype=bool))


def game(conflict):
    return Game(*(conflict[key] for key in ("levels", "owners", "allowed", "feasible")))


def same(one, other):
    """Bit for bit."""
    return all(one[c].dtype == other[c].dtype and np.array_equal(one[c], other[c]) for c in CONCEPTS)


@pytest.mark.parametrize("seed", range(60))
def test_the_definitions_are_met_cell_by_cell(seed):
    conflict = drawn(np.random.default_rng(seed), most_cells=96)
    oracle = Literal(from_axes(**conflict))
    quick = verdicts(game(conflict), conflict["ranks"])
    exact = thresholds(game(conflict), conflict["ranks"])
    gains = secured(game(conflict), conflict["ranks"])
    assert quick.rounds == exact.rounds
    for party in oracle.parties:
        for state in oracle.states:
            assert exact.structural[party, state] == oracle.structural(party, state)
            for concept in CONCEPTS:
                stable = oracle.stable(party, state, concept)
                assert quick.stable[concept][party, state] == exact.stable(concept)[party, state] == stable
                found = exact.thresholds[concept][party, state], exact.moves[concept][party, state]
                assert found == (oracle.threshold(party, state, concept) or (LOW, -1))
                margin = oracle.margin(party, state, concept)
                assert exact.margins(concept)[party, state] == (NO_MOVE if margin is None else margin)
                left = [oracle.worst(party, t, concept) for t in oracle.improvements(party, state)]
                most = max([HIGH if least is None else least for least in left], default=LOW)
                assert gains[concept][party, state] == most
    for concept in CONCEPTS:
        assert not quick.stable[concept][:, ~conflict["feasible"]].any()
        assert (exact.thresholds[concept][:, ~conflict["feasible"]] == LOW).all()
        assert (exact.moves[concept][:, ~conflict["feasible"]] == -1).all()


@pytest.mark.parametrize("seed", range(12))
def test_strong_stability_follows_from_what_is_secured(seed):
    rng = np.random.default_rng(seed)
    conflict = drawn(rng, most_cells=48)
    oracle = Literal(from_axes(**conflict))
    found = secured(game(conflict), conflict["ranks"])
    for party in oracle.parties:
        ranks = conflict["ranks"][party]
        gaps = sorted({int(gap) for gap in rng.integers(1, 6, size=2)})
        for state in oracle.states:
            far = {u for s, u in oracle.far_below(party, gaps) if s == state}
            best = max([ranks[u] for u in far], default=LOW)
            for concept in CONCEPTS[1:]:
                strong = oracle.strongly_stable(party, state, concept=concept, great_gaps=gaps)
                assert (found[concept][party, state] <= best) == strong


@pytest.mark.parametrize("seed", range(8))
def test_draws_are_as_if_each_were_alone(seed):
    rng = np.random.default_rng(seed)
    conflict = drawn(rng)
    many = np.stack(
        [drawn_ranks(rng, len(conflict["ranks"]), feasible=conflict["feasible"]) for _ in range(6)]
    )
    quick, exact = verdicts(game(conflict), many), thresholds(game(conflict), many)
    gains = secured(game(conflict), many)
    for draw, ranks in enumerate(many):
        alone = thresholds(game(conflict), ranks)
        assert same({c: quick.stable[c][draw] for c in CONCEPTS}, verdicts(game(conflict), ranks).stable)
        assert same({c: exact.thresholds[c][draw] for c in CONCEPTS}, alone.thresholds)
        assert same({c: exact.moves[c][draw] for c in CONCEPTS}, alone.moves)
        assert same({c: gains[c][draw] for c in CONCEPTS}, secured(game(conflict), ranks))
        assert (exact.structural == alone.structural).all()
    one = thresholds(game(conflict), many[:1])
    assert same({c: one.thresholds[c][0] for c in CONCEPTS}, thresholds(game(conflict), many[0]).thresholds)
    assert one.rounds == thresholds(game(conflict), many[0]).rounds
    squared = verdicts(game(conflict), many.reshape(2, 3, *many.shape[1:]))
    assert squared.stable["seq"].shape == (2, 3, *many.shape[1:])
    assert (squared.stable["seq"].reshape(many.shape) == quick.stable["seq"]).all()


@pytest.mark.parametrize("seed", range(40))
def test_concepts_imply_each_other_and_thresholds_are_ordered(seed):
    conflict = drawn(np.random.default_rng(1_000 + seed))
    found = thresholds(game(conflict), conflict["ranks"])
    for strict, lenient in (
        ("nash", "sseq"),
        ("sseq", "smr"),
        ("smr", "gmr"),
        ("sseq", "seq"),
        ("seq", "gmr"),
    ):
        assert (found.thresholds[strict] >= found.thresholds[lenient]).all()
        assert not (found.stable(strict) & ~found.stable(lenient)).any()
    for concept in CONCEPTS:
        assert ((found.margins(concept) >= 0) == found.stable(concept))[:, conflict["feasible"]].all()


@pytest.mark.parametrize("seed", range(5))
def test_a_threshold_is_how_far_a_cell_alone_may_fall(seed):
    conflict = drawn(np.random.default_rng(seed), most_cells=36)
    found = thresholds(game(conflict), conflict["ranks"])
    parties = len(conflict["ranks"])
    for state in np.flatnonzero(conflict["feasible"]):
        for party in range(parties):
            values = np.arange(1, conflict["ranks"][party].max() + 2)
            moved = np.repeat(conflict["ranks"][None], len(values), axis=0)
            moved[:, party, state] = values
            quick = verdicts(game(conflict), moved)
            for concept in CONCEPTS:
                expected = values >= found.thresholds[concept][party, state]
                assert (quick.stable[concept][:, party, state] == expected).all()


@pytest.mark.parametrize("seed", range(10))
def test_only_the_order_of_ranks_matters(seed):
    conflict = drawn(np.random.default_rng(seed))
    ranks = conflict["ranks"]
    stretched = (ranks.astype(np.int64) ** 2 * 7).astype(np.int32)
    before, after = verdicts(game(conflict), ranks), verdicts(game(conflict), stretched)
    assert same(before.stable, after.stable)
    constant = ranks.copy()
    constant[0] = 1
    for stable in verdicts(game(conflict), constant).stable.values():
        assert (stable[0] == conflict["feasible"]).all()


@pytest.mark.parametrize("seed", range(10))
def test_names_do_not_matter(seed):
    rng = np.random.default_rng(seed)
    conflict = drawn(rng)
    levels, parties = conflict["levels"], len(conflict["ranks"])
    axes, people = rng.permutation(len(levels)), rng.permutation(parties)
    names = [rng.permutation(count) for count in levels]

    def renamed(array):
        """Cells with axes in another order and levels of other names."""
        shaped = array.reshape(*array.shape[:-1], *reversed(levels))
        first = shaped.ndim - len(levels)
        for axis, order in enumerate(names):
            shaped = np.take(shaped, order, axis=shaped.ndim - 1 - axis)
        order = [first + len(levels) - 1 - axis for axis in reversed(axes)]
        return shaped.transpose(*range(first), *order).reshape(array.shape)

    other = {
        "levels": tuple(levels[a] for a in axes),
        "owners": tuple(int(np.flatnonzero(people == conflict["owners"][a])[0]) for a in axes),
        "allowed": tuple(conflict["allowed"][a][np.ix_(names[a], names[a])] for a in axes),
        "feasible": renamed(conflict["feasible"]),
        "ranks": np.ascontiguousarray(renamed(conflict["ranks"])[people]),
    }
    one, two = (thresholds(game(c), c["ranks"]) for c in (conflict, other))
    for concept in CONCEPTS:
        assert (renamed(one.thresholds[concept])[people] == two.thresholds[concept]).all()


@pytest.mark.parametrize("seed", range(10))
def test_what_nobody_cares_about_changes_nothing(seed):
    rng = np.random.default_rng(seed)
    conflict = drawn(rng)
    found = verdicts(game(conflict), conflict["ranks"]).stable
    doubled = {
        "levels": (*conflict["levels"], 2),
        "owners": (*conflict["owners"], int(rng.integers(len(conflict["ranks"])))),
        "allowed": (*conflict["allowed"], FREE),
        "feasible": np.tile(conflict["feasible"], 2),
    }
    twice = verdicts(game(doubled), np.tile(conflict["ranks"], 2)).stable
    assert same(twice, {c: np.tile(stable, 2) for c, stable in found.items()})
    bystander = drawn_ranks(rng, 1, feasible=conflict["feasible"])
    more = verdicts(game(conflict), np.concatenate([conflict["ranks"], bystander])).stable
    assert same({c: stable[:-1] for c, stable in more.items()}, found)
    assert all((stable[-1] == conflict["feasible"]).all() for stable in more.values())


@pytest.mark.parametrize("seed", range(20))
def test_more_moves_of_others_deter_more_and_own_ones_tempt_more(seed):
    rng = np.random.default_rng(seed)
    conflict = drawn(rng)
    axis = int(rng.integers(len(conflict["levels"])))
    allowed = list(conflict["allowed"])
    allowed[axis] = np.ones_like(allowed[axis])
    less = verdicts(game(conflict), conflict["ranks"]).stable
    more = verdicts(game({**conflict, "allowed": tuple(allowed)}), conflict["ranks"]).stable
    owner = conflict["owners"][axis]
    others = [party for party in range(len(conflict["ranks"])) if party != owner]
    assert not (less["gmr"][others] & ~more["gmr"][others]).any()
    assert not (more["nash"][owner] & ~less["nash"][owner]).any()


@pytest.mark.parametrize("seed", range(6))
def test_larger_conflicts_go_other_ways_to_the_same_thresholds(seed, monkeypatch):
    """Slices in blocks, long lists, neighbouring axes as one, lists made anew for each pass: all the same."""
    rng = np.random.default_rng(seed)
    owners = tuple(sorted(int(owner) for owner in rng.integers(0, 3, size=11)))
    allowed = tuple(TAKE if rng.random() < 0.3 else FREE for _ in owners)
    feasible = rng.random(2**11) > 0.2
    ranks = drawn_ranks(rng, 3, feasible=feasible)
    whole = thresholds(Game((2,) * 11, owners, allowed, feasible), ranks)
    # The same cells with every other axis' neighbours elsewhere: nothing can be taken together.
    order = rng.permutation(11)
    back = np.arange(2**11).reshape((2,) * 11).transpose(*(10 - order[::-1])).ravel()
    apart = Game((2,) * 11, tuple(owners[a] for a in order), tuple(allowed[a] for a in order), feasible[back])
    for name, value in (("SMALL", 1), ("BLOCK", 8), ("LONG", 0), ("STORED", 0)):
        monkeypatch.setattr(improvements, name, value)
        found = thresholds(apart, np.ascontiguousarray(ranks[:, back]))
        assert same({c: whole.thresholds[c][:, back] for c in CONCEPTS}, found.thresholds)
        moves = {c: np.where(found.moves[c] < 0, -1, back[found.moves[c]]) for c in CONCEPTS}
        values = {c: np.take_along_axis(ranks, np.maximum(moves[c], 0), axis=1) for c in CONCEPTS}
        assert ((values["nash"] == found.thresholds["nash"]) | (moves["nash"] < 0)).all()


@pytest.mark.parametrize("seed", range(6))
def test_compiled_slices_give_the_same(seed, monkeypatch):
    """Restricted axes of two and more levels, ties, infeasible cells, several draws: bit for bit."""
    rng = np.random.default_rng([seed, 7])
    up = np.triu(np.ones((3, 3), dtype=bool))
    allowed = (*(TAKE if rng.random() < 0.5 else FREE for _ in range(7)), up, up.T)
    feasible = rng.random(2**7 * 9) > 0.2
    conflict = Game((2,) * 7 + (3, 3), (0, 1, 2) * 3, allowed, feasible)
    ranks = np.stack([drawn_ranks(rng, 3, feasible=feasible) for _ in range(2)])
    plain, least = verdicts(conflict, ranks), secured(conflict, ranks)
    monkeypatch.setattr(improvements, "COMPILED", 0)
    restricted = [party for party in range(3) if any(not axis.free for axis in conflict.axes(party))]
    for party in restricted:
        slices = improvements.sorted_slices(
            ranks[:, party], conflict.axes(party), levels=conflict.levels, feasible=feasible
        )
        assert slices.packed is not None
    assert restricted
    assert same(plain.stable, verdicts(conflict, ranks).stable)
    assert same(least, secured(conflict, ranks))
    monkeypatch.setattr(improvements, "RELATED", 1)
    assert same(plain.stable, verdicts(conflict, ranks).stable)


def test_one_level_from_which_all_of_many_others_are_reached():
    """Nine or more levels named by one step of an axis that is not free: only the mover's level gains by it."""
    star = np.eye(10, dtype=bool)
    star[0] = True
    ranks = np.array([np.arange(1, 21), np.arange(20, 0, -1)], dtype=np.int32)
    found = thresholds(Game((10, 2), (0, 1), (star, FREE), np.ones(20, dtype=bool)), ranks)
    assert found.thresholds["nash"][0].tolist() == [10, *[LOW] * 9, 20, *[LOW] * 9]
    stable = verdicts(Game((10, 2), (0, 1), (star, FREE), np.ones(20, dtype=bool)), ranks).stable
    assert same(stable, {c: found.stable(c) for c in CONCEPTS})
    assert stable["nash"][0].tolist() == [False, *[True] * 9] * 2


def test_many_levels_that_only_rise():
    """A ladder of 300 rungs climbed by one, a free axis of 20 levels moved by the other."""
    rng = np.random.default_rng(3)
    up = np.triu(np.ones((300, 300), dtype=bool))
    feasible = rng.random(6_000) > 0.3
    ladder = Game((300, 20), (0, 1), (up, np.ones((20, 20), dtype=bool)), feasible)
    ranks = drawn_ranks(rng, 2, feasible=feasible)
    found = thresholds(ladder, ranks)
    values = np.where(feasible, ranks[0], LOW).reshape(20, 300)
    above = np.full((20, 300), LOW)
    above[:, :-1] = np.maximum.accumulate(values[:, ::-1], axis=1)[:, ::-1][:, 1:]
    above.ravel()[~feasible] = LOW
    assert (found.thresholds["nash"][0].reshape(20, 300) == above).all()
    assert same(verdicts(ladder, ranks).stable, {c: found.stable(c) for c in CONCEPTS})


def test_one_concept_alone_is_as_among_all():
    conflict = drawn(np.random.default_rng(5))
    every = thresholds(game(conflict), conflict["ranks"])
    for concept in CONCEPTS:
        alone = thresholds(game(conflict), conflict["ranks"], concepts=(concept,))
        assert list(alone.thresholds) == [concept]
        assert (alone.thresholds[concept] == every.thresholds[concept]).all()
        assert (alone.structural == every.structural).all()
        quick = verdicts(game(conflict), conflict["ranks"], concepts=(concept,))
        assert (quick.stable[concept] == every.stable(concept)).all()


def test_rounds_are_few_and_counted():
    """All feasible and free: one round of moves per party; improvements end when nobody has any left to add."""
    plain = Game((2, 2, 2), (0, 1, 2), (FREE,) * 3, np.ones(8, dtype=bool))
    ranks = np.array([[1, 2, 3, 4, 5, 6, 7, 8]] * 3, dtype=np.int32)
    assert verdicts(plain, ranks, concepts=("nash",)).rounds == 0
    assert verdicts(plain, ranks, concepts=("gmr", "smr")).rounds == 3
    assert 3 <= verdicts(plain, ranks, concepts=("seq", "sseq")).rounds <= 9


def test_answers_that_never_settle_are_told():
    with pytest.raises(NotSettled):
        deterrence._settled(lambda turn: True, 2, cap=3)


def test_too_many_patterns_are_refused(monkeypatch):
    monkeypatch.setattr(improvements, "MOST", 8)
    one_way = Game((2, 2, 2), (0, 1, 1), (FREE, TAKE, TAKE), np.ones(8, dtype=bool))
    ranks = np.tile(np.arange(8, dtype=np.int32), (2, 1))
    with pytest.raises(TooManyPatterns):
        verdicts(one_way, ranks)
    assert verdicts(one_way, ranks, concepts=("smr",)).rounds == 2


@pytest.mark.parametrize(
    ("levels", "owners", "allowed", "cells"),
    [
        ((2, 2), (0,), (FREE, FREE), 4),
        ((2, 2), (0, 1), (FREE, FREE), 5),
        ((2, 3), (0, 1), (FREE, FREE), 6),
        ((2,), (0,), (~np.eye(2, dtype=bool),), 2),
    ],
)
def test_what_is_no_game_on_axes_is_refused(levels, owners, allowed, cells):
    with pytest.raises(ValueError, match="must"):
        Game(levels, owners, allowed, np.ones(cells, dtype=bool))


def test_moves_that_do_not_chain_are_refused():
    step = np.eye(3, dtype=bool) | np.eye(3, k=1, dtype=bool)
    ladder = Game((3,), (0,), (step,), np.ones(3, dtype=bool))
    assert not ladder.transitive
    with pytest.raises(ValueError, match="must be transitive"):
        verdicts(ladder, np.ones((1, 3), dtype=np.int32))


def test_ranks_must_fit_the_cells():
    with pytest.raises(ValueError, match="cells"):
        verdicts(Game((2,), (0,), (FREE,), np.ones(2, dtype=bool)), np.ones((1, 3), dtype=np.int32))
