"""What must hold of every probabilistic election (`pce`) and every run of the spatial model (`smp`)."""

from dataclasses import replace

import numpy as np
import pytest
from effort import tried
from hypothesis import assume, given
from hypothesis import strategies as st

import pourparler as pp
from pourparler.analyses.collective.smp import Reading
from pourparler.kernels.elections import SUPPORT

RUNS = tried(30, full=100)
Rows = list[tuple[int, int, int]]
VARIANTS = ("conditional", "markov-uniform", "markov-incentive")
rows = st.lists(
    st.tuples(st.integers(0, 10).map(lambda x: 10 * x), st.integers(1, 50), st.integers(1, 100)),
    min_size=1,
    max_size=7,
)
several = rows.filter(lambda found: len({x for x, _, _ in found}) > 1)
elections = st.builds(
    pp.Pce,
    vote=st.sampled_from(["proportional", "binary", "prop-binary", "prop-cubic", "cubic", "asymmetric"]),
    victory=st.sampled_from(["linear", "square", "quartic"]),
    variant=st.sampled_from(VARIANTS),
)


def model(given_rows: Rows, scale: tuple[float, float] = (0, 100)) -> pp.Positions:
    low, high = scale
    return pp.Positions.from_arrays(
        [[low + x / 100 * (high - low)] for x, _, _ in given_rows],
        influence=[c for _, c, _ in given_rows],
        salience=[[s / 100] for _, _, s in given_rows],
        scale=scale,
    )


def masses(forecast: object) -> dict[float, float]:
    return {atom.at: atom.mass for atom in forecast.atoms}  # type: ignore[attr-defined]


@given(rows, elections, st.permutations(range(7)))
def test_the_chances_sum_to_one_and_belong_to_positions(
    held: Rows, concept: pp.Pce, order: list[int]
) -> None:
    forecast = pp.solve(model(held), concept).forecasts["i1"]
    found = masses(forecast)
    assert sum(found.values()) == pytest.approx(1)
    assert list(found) == sorted({x for x, _, _ in held})
    mixed = pp.solve(model([held[i] for i in order if i < len(held)]), concept).forecasts["i1"]
    assert masses(mixed) == pytest.approx(found, abs=1e-9)


@given(several, elections, st.floats(1e-3, 1e3))
def test_units_do_not_matter(held: Rows, concept: pp.Pce, factor: float) -> None:
    forecast = pp.solve(model(held), concept).forecasts["i1"]
    bigger = model(held)
    bigger = replace(bigger, influence=bigger.influence * factor)
    assert pp.solve(bigger, concept).forecasts["i1"].point == pytest.approx(forecast.point, abs=1e-6)
    moved = pp.solve(model(held, (-3, 5)), concept).forecasts["i1"]
    assert moved.point == pytest.approx(-3 + 8 * forecast.point / 100, abs=1e-6)
    mirrored = pp.solve(model([(100 - x, c, s) for x, c, s in held]), concept).forecasts["i1"]
    assert mirrored.point == pytest.approx(100 - forecast.point, abs=1e-6)


@given(several, elections)
def test_who_joins_a_position_does_not_double_it(held: Rows, concept: pp.Pce) -> None:
    x, c, s = held[0]
    split = [(x, c, s), *((y, 2 * d, t) for y, d, t in held[1:]), (x, c, s)]
    joined = [(x, 2 * c, s), *((y, 2 * d, t) for y, d, t in held[1:])]
    one, two = (pp.solve(model(found), concept).forecasts["i1"] for found in (split, joined))
    assert masses(one) == pytest.approx(masses(two), abs=1e-9)


@given(st.integers(1, 50), st.integers(1, 50), st.integers(1, 100), st.integers(1, 100))
def test_between_two_the_coalitions_decide(c: int, d: int, s: int, t: int) -> None:
    forecast = pp.solve(model([(20, c, s), (90, d, t)]), pp.Pce(variant="conditional")).forecasts["i1"]
    largest = max(c * s, d * t)
    one, two = (SUPPORT + w / largest * 0.7 for w in (c * s, d * t))
    assert masses(forecast)[20] == pytest.approx(one / (one + two), abs=1e-12)


@given(several, st.integers(0, 6), st.integers(1, 40))
def test_more_weight_on_an_end_never_hurts_it(held: Rows, who: int, more: int) -> None:
    # Who stands at an end is nearest to that option: its weight raises that option's coalition against all.
    x = min(x for x, _, _ in held)
    at = next(i for i, row in enumerate(held) if row[0] == x)
    before = pp.solve(model(held), pp.Pce(variant="conditional")).forecasts["i1"]
    stronger = [(y, c + more * (i == at), s) for i, (y, c, s) in enumerate(held)]
    after = pp.solve(model(stronger), pp.Pce(variant="conditional")).forecasts["i1"]
    assert masses(after)[x] >= masses(before)[x] - 1e-9


@given(st.lists(several, min_size=1, max_size=5), elections)
def test_many_draws_of_elections_are_what_each_is_alone(tables: list[Rows], concept: pp.Pce) -> None:
    models = [model(held) for held in tables]
    for one, seen in zip(models, concept.observe(models), strict=True):
        alone = pp.solve(one, concept, on_fail="status")
        assert seen == alone.observed(one)


spatial = st.builds(
    lambda reading, **rest: pp.Smp(reading=reading, turns=15, **rest),
    reading=st.builds(
        Reading,
        risk=st.sampled_from(["mid", "min", "max"]),
        estimate=st.sampled_from(["one-third", "none", "half", "two-thirds", "full"]),
        commitment=st.sampled_from(["semi-commit", "none", "full"]),
        bargain=st.sampled_from(["s2p2", "s1p1", "s2pmax"]),
        whose=st.sampled_from(["init-only", "both", "weighted"]),
    ),
    vote=st.sampled_from(["proportional", "binary", "cubic"]),
    variant=st.sampled_from(VARIANTS),
)


@st.composite
def spaces(draw: st.DrawFn) -> pp.Positions:
    """Two issues, positions in clusters, no two actors alike, some without a position on the second issue."""
    n = draw(st.integers(2, 6))
    numbers = st.lists(st.integers(1, 10_000), min_size=n, max_size=n, unique=True)
    second = draw(st.lists(st.sampled_from([0.0, 50.0, 100.0, np.nan]), min_size=n, max_size=n))
    first = draw(st.lists(st.sampled_from([0.0, 30.0, 31.0, 100.0]), min_size=n, max_size=n))
    salience = np.array([draw(numbers), draw(numbers)]).T / 10_000
    place = np.array([first, second]).T
    return pp.Positions.from_arrays(
        place.tolist(),
        influence=draw(numbers),
        salience=np.where(np.isnan(place), np.nan, salience).tolist(),
    )


@RUNS
@given(spaces(), spatial, st.permutations(range(6)))
def test_runs_do_not_hang_on_the_order_of_actors(
    space: pp.Positions, concept: pp.Smp, order: list[int]
) -> None:
    found = pp.solve(space, concept, on_fail="status")
    rows = [i for i in order if i < len(space.actors)]
    fields = ("position", "salience", "influence", "at_table")
    mixed = replace(
        space,
        actors=tuple(space.actors[i] for i in rows),
        **{name: getattr(space, name)[rows] for name in fields},
    )
    again = pp.solve(mixed, concept, on_fail="status")
    assert again.status.code == found.status.code
    first, second = (np.array(result.positions, dtype=float) for result in (found, again))
    assert np.array_equal(second, first[:, rows], equal_nan=True)
    assert [f.point for f in again.forecasts.values()] == pytest.approx(
        [f.point for f in found.forecasts.values()], nan_ok=True
    )


@RUNS
@given(spaces(), spatial)
def test_runs_stay_where_positions_were(space: pp.Positions, concept: pp.Smp) -> None:
    found = pp.solve(space, concept, on_fail="status")
    path = np.array(found.positions, dtype=float)
    held = ~np.isnan(space.position)
    for d, issue in enumerate(found.issues):
        column = space.issues.index(issue)
        start = space.position[held[:, column], column]
        assert np.nanmin(path[:, :, d]) >= start.min() - 0.0101  # the grid of bargains, in points of 100
        assert np.nanmax(path[:, :, d]) <= start.max() + 0.0101
    assert np.array_equal(np.isnan(path[-1]), np.isnan(path[0]))
    for turn in found.probabilities:
        assert all(-1e-12 <= p <= 1 + 1e-12 for p in turn)
    for forecast in found.forecasts.values():
        if forecast.point is not None:
            assert sum(atom.mass for atom in forecast.atoms) == pytest.approx(1)


@RUNS
@given(spaces(), spatial)
def test_every_move_is_a_half_of_a_bargain(space: pp.Positions, concept: pp.Smp) -> None:
    found = pp.solve(space, concept, on_fail="status")
    for t in range(1, len(found.positions)):
        taken = {
            party: offer.halves[party]
            for offer in found.bargains
            if offer.turn == t
            for party in offer.taken_by
        }
        for i, actor in enumerate(found.actors):
            before, after = found.positions[t - 1][i], found.positions[t][i]
            if actor in taken:
                now = {x: y for x, y in zip(found.issues, after, strict=True) if y is not None}
                assert now == pytest.approx(taken[actor])
            else:
                assert after == before


@RUNS
@given(st.lists(spaces(), min_size=1, max_size=4), spatial)
def test_many_runs_are_what_each_is_alone(tables: list[pp.Positions], concept: pp.Smp) -> None:
    for one, seen in zip(tables, concept.observe(tables), strict=True):
        alone = pp.solve(one, concept, on_fail="status")
        assert seen == alone.observed(one)


@RUNS
@given(several, st.floats(0.01, 100))
def test_units_of_influence_do_not_matter_to_runs(held: Rows, factor: float) -> None:
    assume(len(held) > 2)
    found = pp.solve(model(held), pp.Smp(turns=2), on_fail="status")
    bigger = model(held)
    bigger = replace(bigger, influence=bigger.influence * factor)
    again = pp.solve(bigger, pp.Smp(turns=2), on_fail="status")
    assert np.array(again.positions[1]) == pytest.approx(np.array(found.positions[1]), abs=0.011)
