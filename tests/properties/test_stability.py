"""Random conflicts through the concepts of stability against the literal definitions, and what must hold of any conflict."""

from dataclasses import replace
from itertools import permutations
from math import factorial

import literal_groups as sequences
import numpy as np
import pytest
from literal import Literal, from_axes
from literal_simultaneous import Axes
from random_conflicts import conflict as drawn

from pourparler.analyses.stability.inverse import Inverse
from pourparler.analyses.stability.paths import Paths
from pourparler.analyses.stability.stability import Stability
from pourparler.model.conflict import Conflict
from pourparler.model.conflict_arcs import written_out
from pourparler.model.conflict_axes import MoveAxis

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
IMPLIED = [
    ("nash", "sseq"), ("sseq", "smr"), ("smr", "gmr"), ("sseq", "seq"), ("seq", "gmr"), ("nash", "sim"),
]  # fmt: skip


def on_axes(known):
    """A drawn conflict as a model."""
    axes = tuple(
        MoveAxis(
            f"x{a}", owner, tuple(f"l{k}" for k in range(levels)), may, "option" if levels == 2 else "issue"
        )
        for a, (levels, owner, may) in enumerate(
            zip(known["levels"], known["owners"], known["allowed"], strict=True)
        )
    )
    codes = np.flatnonzero(known["feasible"])
    return Conflict(
        parties=tuple(f"p{p}" for p in range(len(known["ranks"]))),
        codes=codes,
        ranks=known["ranks"][:, codes],
        axes=axes,
        status_quo=0,
    )


def as_arcs(model):
    """The same conflict with its moves written out."""
    return replace(model, arcs=written_out(model.axes, model.feasible, len(model.parties)))


def on_arcs(rng, *, states=None):
    """A random bare graph, whose moves need not chain."""
    count, parties = states or int(rng.integers(3, 10)), int(rng.integers(2, 5))
    density = rng.uniform(0.1, 0.5)
    arcs = []
    for _ in range(parties):
        there = rng.random((count, count)) < density
        np.fill_diagonal(there, False)
        arcs.append(np.argwhere(there))
    ranks = np.stack(
        [np.unique(rng.integers(0, count, count), return_inverse=True)[1] + 1 for _ in range(parties)]
    )
    return Conflict(
        parties=tuple(f"p{p}" for p in range(parties)),
        codes=np.arange(count),
        ranks=ranks.astype(np.int32),
        names=tuple(f"s{i}" for i in range(count)),
        arcs=tuple(arcs),
        status_quo=int(rng.integers(count)),
    )


def oracle_of(model, *, consecutive=False):
    """The definitions on a model whose moves are written out; states are indices."""
    return Literal(
        {
            "states": list(range(len(model.codes))),
            "arcs": [{(x, y) for x, y in pairs.tolist()} for pairs in model.arcs],
            "ranks": [dict(enumerate(row.tolist())) for row in model.ranks],
        },
        consecutive=consecutive,
    )


def stable_in(result, concept):
    return result.judged.stable[concept] if concept != "sim" else result.sim == 1


def check_against(oracle, result):
    """Every verdict, margin and structural stability as defined."""
    found = result.judged
    for party in oracle.parties:
        for i, state in enumerate(oracle.states):
            assert found.still[party, i] == oracle.structural(party, state)
            for concept in CONCEPTS:
                where = (party, state, concept)
                assert found.stable[concept][party, i] == oracle.stable(party, state, concept), where
                margin = oracle.margin(party, state, concept)
                if margin is not None:
                    assert found.margins[concept][party, i] == margin, where
                    assert (margin >= 0) == found.stable[concept][party, i]


def check_simultaneous(known, model, result):
    """Simultaneous sanctioning by trying every choice of the others."""
    states = [model.digits(i) for i in range(len(model.codes))]
    steps = [{(int(x), int(y)) for x, y in np.argwhere(may)} for may in known["allowed"]]
    literal = Axes(states, list(known["owners"]), steps, len(model.parties))
    ranks = [dict(enumerate(row.tolist())) for row in model.ranks]
    for party in range(len(model.parties)):
        for i, state in enumerate(states):
            assert (result.sim[party, i] == 1) == literal.simultaneous(ranks, party, state), (party, state)


def check_axes(seed):
    rng = np.random.default_rng(seed)
    known = drawn(rng, most_cells=32)
    model = on_axes(known)
    result = Stability().run(model, None)
    check_against(Literal(from_axes(**known)), result)
    listed = Stability().run(as_arcs(model), None)
    for concept in CONCEPTS:
        assert (listed.judged.stable[concept] == result.judged.stable[concept]).all()
        here = ~result.judged.still
        assert (listed.judged.margins[concept] == result.judged.margins[concept])[here].all()
    if len(model.codes) <= 16:
        check_simultaneous(known, model, result)


def check_arcs(seed):
    rng = np.random.default_rng(seed)
    model = on_arcs(rng)
    check_against(oracle_of(model), Stability().run(model, None))
    check_against(oracle_of(model, consecutive=True), Stability(consecutive="allow").run(model, None))


@pytest.mark.parametrize("block", range(20))
def test_verdicts_and_margins_on_axes(block):
    for seed in range(10 * block, 10 * block + 10):
        check_axes(seed)


@pytest.mark.parametrize("block", range(10))
def test_verdicts_and_margins_on_arcs(block):
    for seed in range(10 * block, 10 * block + 10):
        check_arcs(seed)


@pytest.mark.long
@pytest.mark.parametrize("block", range(40))
def test_two_thousand_more(block):
    for seed in range(1_000 + 50 * block, 1_000 + 50 * block + 30):
        check_axes(seed)
    for seed in range(1_030 + 50 * block, 1_030 + 50 * block + 20):
        check_arcs(seed)


@pytest.mark.parametrize("seed", range(20))
def test_what_each_concept_implies(seed):
    model = on_axes(drawn(np.random.default_rng(seed)))
    result = Stability().run(model, None)
    for strong, weak in IMPLIED:
        assert (~stable_in(result, strong) | stable_in(result, weak)).all(), (strong, weak)


@pytest.mark.parametrize("seed", range(20))
def test_names_and_order_do_not_matter(seed):
    """Parties, axes and levels in another order: the same states are stable for the same parties."""
    rng = np.random.default_rng(seed)
    model = on_axes(drawn(rng, most_cells=128))
    parties, axes = rng.permutation(len(model.parties)), rng.permutation(len(model.axes))
    levels = [rng.permutation(count) for count in model.levels]  # levels[a][new] = old
    moved = tuple(
        replace(
            model.axes[a],
            party=int(np.flatnonzero(parties == model.axes[a].party)[0]),
            allowed=model.axes[a].allowed[np.ix_(levels[a], levels[a])],
        )
        for a in axes
    )
    strides = np.cumprod([1, *(len(axis.levels) for axis in moved)])[:-1]
    digits = np.array([model.digits(i) for i in range(len(model.codes))])
    codes = sum(stride * np.argsort(levels[a])[digits[:, a]] for stride, a in zip(strides, axes, strict=True))
    order = np.argsort(codes)
    other = Conflict(
        parties=tuple(model.parties[p] for p in parties),
        codes=codes[order],
        ranks=model.ranks[np.ix_(parties, order)],
        axes=moved,
    )
    before, after = Stability().run(model, None), Stability().run(other, None)
    for concept in (*CONCEPTS, "sim"):
        assert (stable_in(before, concept)[np.ix_(parties, order)] == stable_in(after, concept)).all()
    here = ~after.judged.still
    for concept in CONCEPTS:
        margins = before.judged.margins[concept][np.ix_(parties, order)]
        assert (margins == after.judged.margins[concept])[here].all()


@pytest.mark.parametrize("seed", range(16))
def test_draws_together_are_as_each_alone(seed):
    rng = np.random.default_rng(seed)
    model = on_axes(drawn(rng, most_cells=64)) if seed % 2 else on_arcs(rng)
    concept = Stability(concepts=("nash", "gmr", "seq")) if seed % 3 == 0 else Stability()
    models = [
        replace(
            model,
            ranks=np.stack(
                [
                    np.unique(rng.integers(0, 5, len(model.codes)), return_inverse=True)[1].astype(np.int32)
                    + 1
                    for _ in model.parties
                ]
            ),
        )
        for _ in range(5)
    ]
    assert list(concept.observe(models)) == [concept.run(one, None).observed(one) for one in models]


@pytest.mark.parametrize("seed", range(40))
def test_paths_are_the_smallest_shortest_sequences(seed):
    rng = np.random.default_rng(seed)
    model = on_arcs(rng, states=int(rng.integers(3, 7)))
    while _chaining(model):  # where moves chain last movers are forgotten: see the next test
        model = on_arcs(rng, states=int(rng.integers(3, 7)))
    result = Paths().run(model, None)
    count = len(model.codes)
    ranks = [row.tolist() for row in model.ranks]
    moves = [sequences.from_pairs(pairs, count) for pairs in model.arcs]
    gains = [sequences.improving(own, rank) for own, rank in zip(moves, ranks, strict=True)]
    groups = [g for g in sequences.sets_of(list(range(len(moves)))) if len(g) > 1]
    joint = [{s: sequences.joint(moves, ranks, g, s) for s in range(count)} for g in groups]
    longest = 3 * count
    told = [
        sequences.sequences(movers, model.status_quo, longest) for movers in (moves, gains, [*gains, *joint])
    ]
    data = result.to_dict()
    for i, name in enumerate(model.names):
        expected = [one[i][0] if i in one else None for one in told]
        assert list(data["levels"][name].values()) == expected
        assert data["shortest"][name] == _steps(model, groups, told[1].get(i) or told[0].get(i))
        if data["reach"][name] == "jump":
            assert data["jumps"][name] == _steps(model, groups, told[2][i])


def _chaining(model):
    pairs = [{(x, y) for x, y in arcs.tolist()} for arcs in model.arcs]
    return all(
        (x, z) in own or x == z for own in pairs for x, y in own for other, z in own if other == y
    )  # fmt: skip


def _steps(model, groups, way):
    if way is None:
        return None
    told = []
    for mover, to in way[1]:
        single = mover < len(model.parties)
        who = (
            {"party": model.parties[mover]}
            if single
            else {"parties": [model.parties[p] for p in groups[mover - len(model.parties)]]}
        )
        told.append({**who, "to": model.names[to]})
    return told


@pytest.mark.parametrize("seed", range(30))
def test_levels_on_axes_and_what_they_imply(seed):
    """The same with moves written out; improvements are no quicker than moves, jumps no slower than improvements."""
    model = on_axes(drawn(np.random.default_rng(seed), most_cells=64))
    data, listed = Paths().run(model, None).to_dict(), Paths(consecutive="forbid").run(as_arcs(model), None)
    far = listed.to_dict()
    assert data["levels"] == far["levels"]
    assert data["reach"] == far["reach"]
    never = len(model.codes) * len(model.parties) + 1
    for level in data["levels"].values():
        moves, improvements, jump = (never if n is None else n for n in level.values())
        assert moves <= improvements
        assert jump <= improvements
    for state, losses in data["sacrifices"].items():
        assert losses
        assert all(loss["change"] <= 0 for loss in losses), state


@pytest.mark.parametrize("seed", range(12))
def test_inverse_counts_are_those_of_all_rankings(seed):
    """Every ranking of one party tried with the definitions, in bare graphs of four states."""
    rng = np.random.default_rng(seed)
    model = on_arcs(rng, states=4)
    party = int(rng.integers(len(model.parties)))
    stands = oracle_of(model)
    good = {(concept, target): 0 for concept in CONCEPTS for target in range(4)}
    for order in permutations(range(1, 5)):
        ranks = model.ranks.copy()
        ranks[party] = order
        literal = oracle_of(replace(model, ranks=ranks))
        for concept, target in good:
            good[concept, target] += all(literal.stable(p, target, concept) for p in literal.parties)
    for (concept, target), count in good.items():
        asked = Inverse(target=model.names[target], party=model.parties[party], concept=concept)
        # Auto forgets last movers only where moves chain: then the answer is the same.
        found = asked.run(model, None)
        assert (found.counted.count, found.counted.total) == (count, factorial(4)), (concept, target)
        assert found.holds == all(stands.stable(p, target, concept) for p in stands.parties)


@pytest.mark.parametrize("consecutive", ["forbid", "allow"])
@pytest.mark.parametrize("seed", range(12))
def test_inverse_and_forward_agree_whoever_may_move_again(seed, consecutive):
    """Bare graphs and axes: a ranking satisfies the conditions exactly where the state is an equilibrium."""
    rng = np.random.default_rng(seed)
    model = on_axes(drawn(rng, most_cells=16)) if seed % 2 else on_arcs(rng)
    forward = Stability(consecutive=consecutive).run(model, None)
    for concept in (*CONCEPTS, *(("sim",) if model.arcs is None else ())):
        equilibria = stable_in(forward, concept).all(axis=0)
        for party in model.parties:
            for target in range(len(model.codes)):
                asked = Inverse(model.label(target), party, concept=concept, consecutive=consecutive)
                found = asked.run(model, None)
                assert found.holds == equilibria[target], (concept, party, target)
                assert found.share is not None


@pytest.mark.parametrize("seed", range(24))
def test_strong_stability_as_defined(seed):
    """Strong implies plain; where nothing lies far below a state only one without an improvement is strong."""
    rng = np.random.default_rng(seed)
    model = as_arcs(on_axes(drawn(rng, most_cells=24))) if seed % 2 else on_arcs(rng)
    gaps = {party: (tuple(sorted({int(x) for x in rng.integers(1, 5, 2)})),) for party in model.parties[1:]}
    model, oracle = replace(model, gaps=gaps), oracle_of(model)
    found = [Stability().run(model, None)]
    if model.axes:
        found.append(Stability().run(replace(model, arcs=None), None))
    for result in found:
        for concept, strong in result.strong.items():
            assert (~strong | result.judged.stable[concept]).all()
            for party, name in enumerate(model.parties):
                degrees = gaps.get(name, ((),))[0]
                for state in oracle.states:
                    told = oracle.strongly_stable(party, state, concept=concept, great_gaps=degrees)
                    assert strong[party, state] == told, (concept, party, state)
