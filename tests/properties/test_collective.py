"""What holds of means, medians and bargaining on positions whatever the numbers: random models, many ties."""

from dataclasses import replace
from math import log

import numpy as np
import pytest
from effort import tried
from hypothesis import given
from hypothesis import strategies as st

import pourparler as pp

BARGAINING = [
    pp.NashSpatial(),
    pp.NashSpatial(curvature="quadratic"),
    pp.NashSpatial(breakdown="common-loss"),
    pp.NashSpatial(breakdown="common-loss", curvature="linear"),
    pp.NashSpatial(breakdown="point"),
    pp.NashSpatial(breakdown="point", curvature="quadratic"),
]
SHARES = [
    pp.KalaiSmorodinskySpatial(),
    pp.KalaiSmorodinskySpatial(curvature="quadratic"),
    pp.KalaiSmorodinskySpatial(breakdown="point"),
]
SIMPLE = [pp.Compromise(), pp.WeightedMedian()]


def named(concept: pp.Concept) -> str:
    return "-".join((concept.name, *map(str, list(concept.settings().values())[:2])))


@st.composite
def models(
    draw: st.DrawFn, issues: tuple[int, int] = (1, 3), actors: tuple[int, int] = (1, 5)
) -> pp.Positions:
    n, m = draw(st.integers(*actors)), draw(st.integers(*issues))
    cell = st.sampled_from([0.0, 10.0, 25.0, 40.0, 50.0, 70.0, 90.0, 100.0])
    held = np.array(draw(st.lists(cell, min_size=n * m, max_size=n * m))).reshape(n, m)
    salience = draw(st.lists(st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.8, 1.0]), min_size=n * m, max_size=n * m))
    absent = np.array(draw(st.lists(st.integers(0, 6), min_size=n * m, max_size=n * m))).reshape(n, m) == 0
    model = pp.Positions.from_arrays(
        np.where(absent, np.nan, held).tolist(),
        influence=draw(st.lists(st.integers(1, 9), min_size=n, max_size=n)),
        salience=np.where(absent, np.nan, np.array(salience).reshape(n, m)).tolist(),
    )
    quo = draw(st.lists(st.sampled_from([0.0, 5.0, 45.0, 100.0]), min_size=m, max_size=m))
    return replace(model, reference=np.array(quo))


def points(model: pp.Positions, concept: pp.Concept) -> dict[str, float | None]:
    return {i: f.point for i, f in pp.solve(model, concept, on_fail="status").forecasts.items()}


def shuffled(model: pp.Positions, rng: np.random.Generator) -> pp.Positions:
    a, i = rng.permutation(len(model.actors)), rng.permutation(len(model.issues))
    grid = np.ix_(a, i)
    return replace(
        model,
        actors=tuple(model.actors[k] for k in a),
        issues=tuple(model.issues[k] for k in i),
        position=model.position[grid],
        salience=model.salience[grid],
        influence=model.influence[grid],
        low=model.low[i],
        high=model.high[i],
        reference=model.reference[i],
        at_table=model.at_table[a],
    )


def on_another_scale(model: pp.Positions) -> pp.Positions:
    move = [lambda x: x * 0.37 - 11.0][0]
    return replace(
        model,
        position=move(model.position), low=move(model.low), high=move(model.high), reference=move(model.reference),
    )  # fmt: skip


def mirrored(model: pp.Positions) -> pp.Positions:
    ends = model.low + model.high
    return replace(model, position=ends - model.position, reference=ends - model.reference)


def equal(one: dict[str, float | None], other: dict[str, float | None], slack: float) -> bool:
    if set(one) != set(other):
        return False
    return all(
        (x is None and other[i] is None)
        or (x is not None and other[i] is not None and abs(x - other[i]) <= slack)
        for i, x in one.items()
    )


# The share's optimum can be a set: there its point is only fixed up to the gap of the search.
@pytest.mark.parametrize("concept", [*SIMPLE, *BARGAINING], ids=named)
@tried(12, full=25)
@given(model=models(), seed=st.integers(0, 9))
def test_names_order_and_units_do_not_matter(concept: pp.Concept, model: pp.Positions, seed: int) -> None:
    found = points(model, concept)
    assert equal(found, points(shuffled(model, np.random.default_rng(seed)), concept), 1e-7)
    assert equal(found, points(replace(model, influence=model.influence * 37.5), concept), 1e-7)
    moved = {i: None if x is None else x * 0.37 - 11.0 for i, x in found.items()}
    assert equal(moved, points(on_another_scale(model), concept), 1e-7)
    if concept.name != "weighted-median":  # its lower end becomes the upper one
        reflected = {i: None if x is None else 100.0 - x for i, x in found.items()}
        assert equal(reflected, points(mirrored(model), concept), 1e-7)


@pytest.mark.parametrize("concept", [*SIMPLE, *BARGAINING, *SHARES], ids=named)
@tried(6, full=12)
@given(known=st.lists(models(issues=(2, 2), actors=(3, 3)), min_size=2, max_size=5))
def test_many_models_at_once_give_the_bits_of_each_alone(
    concept: pp.Concept, known: list[pp.Positions]
) -> None:
    for model, seen in zip(known, concept.observe(known), strict=True):
        assert seen == pp.solve(model, concept, on_fail="status").observed(model)


def gains(model: pp.Positions, concept: pp.Concept, outcome: np.ndarray) -> dict[str, tuple[float, float]]:
    """Gain and weight of every actor that bargains, straight from the definition."""
    power = (
        2 if (concept.curvature or {"common-loss": "quadratic"}.get(concept.breakdown)) == "quadratic" else 1
    )
    salience = np.where(np.isnan(model.position), 0.0, model.salience)
    loss = np.nan_to_num((np.abs(model.position - outcome) / 100.0) ** power)
    total = salience.sum(axis=1)
    if concept.breakdown == "own-worst":
        gain = (salience * (1 + concept.epsilon - loss)).sum(axis=1) / np.where(total > 0, total, 1)
        weight = model.influence[:, 0] * total
    elif concept.breakdown == "common-loss":
        gain, weight = concept.kappa * total.max() - (salience * loss).sum(axis=1), model.influence[:, 0]
    else:
        at_quo = np.nan_to_num((np.abs(model.position - model.reference) / 100.0) ** power)
        gain, weight = (salience * (at_quo - loss)).sum(axis=1), model.influence[:, 0]
    rows = zip(model.actors, gain.tolist(), weight.tolist(), total.tolist(), strict=True)
    return {actor: (g, w) for actor, g, w, s in rows if s > 0}


@pytest.mark.parametrize("concept", BARGAINING, ids=named)
@tried(15, full=30)
@given(model=models(), seed=st.integers(0, 99))
def test_no_point_has_a_larger_product(concept: pp.NashSpatial, model: pp.Positions, seed: int) -> None:
    result = pp.solve(model, concept, on_fail="status")
    if result.status.code != "ok" or any(f.point is None for f in result.forecasts.values()):
        return
    here = np.array([f.point for f in result.forecasts.values()])
    known = gains(model, concept, here)
    for actor, gain in result.gains.items():
        assert gain == pytest.approx(known[actor][0], abs=1e-9)
        assert gain > 0
    if not result.gains:
        return
    assert result.certificate.gap <= 1e-9
    total = sum(known[a][1] for a in result.gains)
    value = sum(known[a][1] * log(known[a][0]) for a in result.gains) / total
    rng = np.random.default_rng(seed)
    near = np.clip(here + rng.normal(0, 1, (40, len(here))) * rng.choice([0.01, 1, 20], (40, 1)), 0, 100)
    for there in (*near, *rng.uniform(0, 100, (20, len(here)))):
        other = gains(model, concept, there)
        if all(other[a][0] > 0 for a in result.gains):
            assert sum(other[a][1] * log(other[a][0]) for a in result.gains) / total <= value + 1e-9
        # Nobody gains without a loss for another.
        change = [other[a][0] - known[a][0] for a in result.gains]
        assert not (min(change) >= 1e-7)


@pytest.mark.parametrize("concept", SHARES, ids=named)
@tried(15, full=30)
@given(model=models(), seed=st.integers(0, 99))
def test_no_point_has_a_larger_smallest_share(
    concept: pp.KalaiSmorodinskySpatial, model: pp.Positions, seed: int
) -> None:
    result = pp.solve(model, concept, on_fail="status")
    if result.status.code != "ok" or not result.gains or None in points(model, concept).values():
        return
    assert result.certificate.gap <= 1e-9
    settled = np.array([f.point for f in result.forecasts.values()])
    best = gains(model, concept, np.where(np.isnan(model.position), 0.0, model.position))
    most = {a: best[a][0] for a in result.gains}
    value = min(result.gains[a] / most[a] for a in result.gains)
    rng = np.random.default_rng(seed)
    fixed = np.array([len(np.unique(column[~np.isnan(column)])) < 2 for column in model.position.T])
    for there in rng.uniform(0, 100, (60, len(settled))):
        other = gains(model, concept, np.where(fixed, settled, there))
        assert min(other[a][0] / most[a] for a in result.gains) <= value + 2e-9


@pytest.mark.parametrize("curvature", ["linear", "quadratic"])
@tried(20, full=40)
@given(model=models())
def test_blocked_means_nobody_finds_a_point_that_all_prefer(curvature: str, model: pp.Positions) -> None:
    concept = pp.NashSpatial(breakdown="point", curvature=curvature)
    result = pp.solve(model, concept, on_fail="status")
    here = np.array([np.nan if f.point is None else f.point for f in result.forecasts.values()])
    open_ = np.array(
        [len(np.unique(column[~np.isnan(column)])) > 1 and np.nansum(s) > 0
         for column, s in zip(model.position.T, model.salience.T, strict=True)]
    )  # fmt: skip
    if result.status.code == "no-agreement":
        assert result.blockers
        assert np.array_equal(here[open_], model.reference[open_])
        rng = np.random.default_rng(0)
        start = np.where(np.isnan(here), 50.0, here)
        for there in rng.uniform(0, 100, (60, len(here))):
            found = gains(model, concept, np.where(open_, there, start))
            stake = [a for a in found if np.nansum(model.salience[model.actors.index(a)][open_]) > 0]
            assert min(found[a][0] for a in stake) <= 1e-8
    elif result.gains:
        assert not result.blockers
        assert not np.array_equal(here[open_], model.reference[open_])


@tried(15, full=30)
@given(model=models(issues=(1, 2)))
def test_a_large_common_loss_gives_the_compromise_or_the_median(model: pp.Positions) -> None:
    far = pp.NashSpatial(breakdown="common-loss", kappa=1e6)
    mean = points(model, pp.Compromise())
    assert equal(points(model, far), mean, 1e-3)
    median = pp.solve(model, pp.WeightedMedian())
    for issue, point in points(model, replace(far, curvature="linear")).items():
        forecast = median.forecasts[issue]
        fallen = float(np.nansum(model.salience[:, model.issues.index(issue)])) == 0
        if point is not None and not fallen:
            low, high = forecast.details["interval"]
            assert low - 1e-3 <= point <= high + 1e-3


@tried(15, full=30)
@given(model=models(), actor=st.integers(0, 4), step=st.sampled_from([1.0, -3.0]))
def test_the_compromise_moves_by_a_share_and_splits(model: pp.Positions, actor: int, step: float) -> None:
    a = actor % len(model.actors)
    before = pp.solve(model, pp.Compromise())
    moved = model.position.copy()
    moved[a] += step
    after = points(replace(model, position=moved), pp.Compromise())
    for issue, forecast in before.forecasts.items():
        if forecast.point is not None:
            share = forecast.details["weights"].get(model.actors[a], 0.0)
            assert after[issue] - forecast.point == pytest.approx(share * step, abs=1e-9)
    twice = np.append(np.arange(len(model.actors)), a)
    halved = model.influence.copy()
    halved[a] /= 2
    split = replace(
        model, actors=(*model.actors, "twin"), position=model.position[twice], salience=model.salience[twice],
        influence=halved[twice], at_table=model.at_table[twice],
    )  # fmt: skip
    assert equal(points(split, pp.Compromise()), points(model, pp.Compromise()), 1e-9)
    pulled = model.influence.copy()
    pulled[a] = 1e12
    for issue, point in points(replace(model, influence=pulled), pp.Compromise()).items():
        held, salience = model.position[a], model.salience[a]
        i = model.issues.index(issue)
        if point is not None and salience[i] > 0:
            assert point == pytest.approx(held[i], abs=1e-6)


@tried(15, full=30)
@given(model=models(issues=(1, 1)))
def test_the_median_only_depends_on_the_order(model: pp.Positions) -> None:
    before = pp.solve(model, pp.WeightedMedian()).forecasts["i1"]
    if before.point is None:
        return
    low, high = before.details["interval"]
    # Every position moves, none crosses another.
    after = pp.solve(replace(model, position=model.position**2 / 100), pp.WeightedMedian()).forecasts["i1"]
    assert after.details["interval"] == pytest.approx([low**2 / 100, high**2 / 100])
    assert {low, high} <= set(model.position[:, 0].tolist())
