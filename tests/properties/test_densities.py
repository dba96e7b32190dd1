"""What holds for every density, pool and decomposition."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pourparler as pp
from pourparler.analyses.collective.forecasting.density import Density
from pourparler.kernels import piecewise_laws
from pourparler.kernels.error_laws import STEPS, moments, smoothed, through_quantiles, truncated
from pourparler.kernels.long_runs import long_run
from pourparler.kernels.mixture_weights import mixture_weights
from pourparler.kernels.piecewise_laws import Law
from pourparler.kernels.pooled_quantiles import Pooled, continuous, quantiles
from pourparler.kernels.variance_parts import variance_parts

SEEDS = st.integers(0, 2**32 - 1)


def some_law(rng: np.random.Generator) -> Law:
    """Up to 12 cells and 5 atoms, some of them at the ends or on nodes, some cells without mass."""
    cells, count = int(rng.integers(1, 13)), int(rng.integers(0, 6))
    part = rng.random(cells) * (rng.random(cells) < 0.8)
    at = (
        np.unique(np.concatenate((rng.random(count), rng.integers(0, cells + 1, count) / cells)))
        if count
        else np.zeros(0)
    )
    mass = rng.random(len(at))
    share = float(rng.random()) if len(at) else 1.0
    if part.sum() == 0 or share == 0:
        part, share = np.ones(cells), 1.0 if not len(at) else 0.5
    cdf = np.concatenate(([0.0], np.cumsum(part / part.sum() * share)))
    return Law(cdf, at, mass / mass.sum() * (1 - share) if len(at) else mass)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_a_distribution_rises_to_one_and_its_quantiles_invert_it(seed: int) -> None:
    rng = np.random.default_rng(seed)
    law = some_law(rng)
    points = np.sort(np.concatenate((rng.random(20), law.at, [0.0, 1.0])))
    up, below = piecewise_laws.up_to(law, points), piecewise_laws.below(law, points)
    assert (np.diff(up) >= -1e-12).all()
    assert (below <= up + 1e-12).all()
    assert up[-1] == pytest.approx(1.0, abs=1e-12)
    levels = rng.random(20)
    found = piecewise_laws.quantiles(law, levels)
    assert (piecewise_laws.up_to(law, found) >= levels - 1e-9).all()
    assert (piecewise_laws.below(law, found) <= levels + 1e-9).all()


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_crps_is_the_energy_form_and_of_a_point_mass_the_distance(seed: int) -> None:
    rng = np.random.default_rng(seed)
    law, observed = some_law(rng), float(rng.random())
    # E|X − y| − ½E|X − X'|, each expectation from the distribution function itself on a fine grid.
    grid = np.linspace(0, 1, 40_001)
    middle = (grid[1:] + grid[:-1]) / 2
    F, step = piecewise_laws.up_to(law, middle), 1 / 40_000
    distance = float(np.where(middle < observed, F, 1 - F).sum() * step)
    apart = float((2 * F * (1 - F)).sum() * step)
    assert piecewise_laws.crps(law, observed) == pytest.approx(distance - apart / 2, abs=2e-4)
    at = float(rng.random())
    assert Density.certain(at, 0, 1).crps(observed) == pytest.approx(abs(at - observed), abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_moments_are_those_of_the_quantiles(seed: int) -> None:
    law = some_law(np.random.default_rng(seed))
    sample = piecewise_laws.quantiles(law, (np.arange(20_000) + 0.5) / 20_000)
    mean, variance = piecewise_laws.moments(law)
    assert mean == pytest.approx(sample.mean(), abs=2e-4)
    assert variance == pytest.approx(sample.var(), abs=2e-4)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_scores_are_proper(seed: int) -> None:
    """Who says what outcomes are drawn from scores no worse, on the average over all outcomes, than who says else."""
    rng = np.random.default_rng(seed)
    truth, other = some_law(rng), some_law(rng)
    outcomes = piecewise_laws.quantiles(truth, (np.arange(400) + 0.5) / 400)
    scores = [np.mean([piecewise_laws.crps(law, float(y)) for y in outcomes]) for law in (truth, other)]
    assert scores[0] <= scores[1] + 3e-3
    # The logarithmic score over cells that part the scale.
    edges = np.linspace(0, 1, 21)
    shares = []
    for law in (truth, other):
        up = piecewise_laws.up_to(law, edges)
        up[0] = 0.0
        shares.append(np.maximum(np.diff(up), 1e-6))
    own, said = shares
    assert -(own * np.log(own / own.sum())).sum() <= -(own * np.log(said / said.sum())).sum() + 1e-9


def some_pool(rng: np.random.Generator) -> Pooled:
    members, cases, count = (int(rng.integers(1, n)) for n in (4, 8, 7))
    laws = np.stack(
        [
            through_quantiles(
                np.array([0.1, 0.25, 0.5, 0.75, 0.9]),
                np.sort(rng.uniform(-0.9, 0.9, 5)) + np.arange(5) * 1e-3,
            )
            if rng.random() < 0.5
            else smoothed(rng.uniform(-0.8, 0.8, 5), bandwidth=0.1).mean(axis=0)
            for _ in range(members)
        ]
    )
    at = np.sort(rng.random((cases, count)), axis=1)
    at[:, 0] = np.where(rng.random(cases) < 0.3, 0.0, at[:, 0])
    held = rng.random(cases)
    mass = rng.random((cases, count))
    weight = rng.random((cases, members))
    return Pooled(
        laws,
        rng.random((cases, members)),
        weight * ((1 - held) / weight.sum(axis=1))[:, None],
        at,
        mass * (held / mass.sum(axis=1))[:, None],
    )


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.floats(0.001, 0.999))
def test_quantiles_of_pools_are_those_of_their_distributions_and_do_not_know_each_other(
    seed: int, level: float
) -> None:
    pooled = some_pool(np.random.default_rng(seed))
    found = quantiles(pooled, level)
    for b in range(len(found)):
        one = Pooled(pooled.laws, *(part[b : b + 1] for part in pooled[1:]))
        assert quantiles(one, level)[0] == found[b]
        law = Law(continuous(one, np.arange(STEPS + 1)), pooled.at[b], pooled.mass[b])
        assert piecewise_laws.up_to(law, found[b : b + 1])[0] >= level - 1e-9
        assert piecewise_laws.below(law, found[b : b + 1])[0] <= level + 1e-9


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_moments_of_members_are_those_of_their_distributions(seed: int) -> None:
    pooled = some_pool(np.random.default_rng(seed))
    mean, square = moments(pooled.laws, pooled.centre)
    for b in range(len(mean)):
        cdf = truncated(
            pooled.laws, np.repeat(pooled.centre[b : b + 1], STEPS + 1, axis=0), np.linspace(0, 1, STEPS + 1)
        )
        for m in range(len(pooled.laws)):
            own = piecewise_laws.moments(Law(cdf[:, m], np.zeros(0), np.zeros(0)))
            assert mean[b, m] == pytest.approx(own[0], abs=1e-4)
            assert square[b, m] - mean[b, m] ** 2 == pytest.approx(own[1], abs=1e-4)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_learned_weights(seed: int) -> None:
    rng = np.random.default_rng(seed)
    likelihood = rng.random((int(rng.integers(1, 30)), int(rng.integers(1, 5)))) + 1e-6
    found = mixture_weights(likelihood, caution=0.0)
    assert (found.weights >= 0).all()
    assert found.weights.sum() == pytest.approx(1.0)
    score = np.log(likelihood @ found.weights).sum()
    assert score >= np.log(likelihood).sum(axis=0).max() - 1e-4
    # Caution draws the weights together and never leaves a member out.
    assert (
        mixture_weights(likelihood, caution=1.0).weights.min()
        >= 1 / (len(likelihood) + likelihood.shape[1]) - 1e-9
    )


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_parts_of_a_variance_are_no_less_than_0_and_sum_to_it(seed: int) -> None:
    rng = np.random.default_rng(seed)
    draws, members = int(rng.integers(1, 9)), int(rng.integers(1, 5))
    means, variances = rng.normal(size=(draws, members)) * 30, rng.random((draws, members)) * 100
    weights = rng.dirichlet(np.ones(members))
    parts = variance_parts(means, variances, weights)
    assert min(parts.inputs, parts.main, parts.interaction, parts.intrinsic) >= 0
    # The variance of the mixture of all draws and members, by its definition.
    share = weights / draws
    total = (share * (variances + means**2)).sum() - (share * means).sum() ** 2
    assert float(parts.total) == pytest.approx(float(total), rel=1e-9, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_the_direct_long_run_is_where_the_process_settles(seed: int) -> None:
    from pourparler.kernels.elections import markov_uniform

    rng = np.random.default_rng(seed)
    size = int(rng.integers(2, 8))
    odds = rng.random((1, size, size)) * 0.98 + 0.01
    odds = np.tril(odds, -1) + np.triu(1 - np.swapaxes(np.tril(odds, -1), 1, 2), 1)
    odds[:, np.arange(size), np.arange(size)] = 0.5
    settled, _, met = markov_uniform(odds)
    assert met.all()
    assert long_run(odds)[0] == pytest.approx(settled[0], abs=1e-9)


def some_model(rng: np.random.Generator, *, scale: tuple[float, float] = (0.0, 100.0)) -> dict[str, Any]:
    n, m = int(rng.integers(1, 7)), int(rng.integers(1, 4))
    position = rng.integers(0, 11, (n, m)) * 10.0
    position[1:][rng.random((n - 1, m)) < 0.2] = np.nan
    return {
        "position": scale[0] + position * (scale[1] - scale[0]) / 100,
        "influence": rng.integers(1, 20, n).astype(float),
        "salience": rng.integers(0, 11, (n, m)) / 10,
        "scale": scale,
    }


def built(data: dict[str, Any], order: Any = None) -> pp.Positions:
    order = np.arange(len(data["influence"])) if order is None else order
    return pp.Positions.from_arrays(
        data["position"][order],
        influence=data["influence"][order],
        salience=data["salience"][order],
        scale=data["scale"],
    )


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_an_ensemble_knows_neither_order_nor_unit_nor_other_draws(seed: int) -> None:
    rng = np.random.default_rng(seed)
    data = some_model(rng)
    model, ensemble = built(data), pp.Ensemble(members=("compromise", "weighted-median", "pce"))
    found = ensemble.run(model, None)
    turned = ensemble.run(built(data, rng.permutation(len(data["influence"]))), None)
    stretched = ensemble.run(
        built({**data, "position": 3 + data["position"] / 20, "scale": (3.0, 8.0)}), None
    )
    heavier = ensemble.run(built({**data, "influence": data["influence"] * 7}), None)
    for issue, forecast in found.forecasts.items():
        assert forecast.point is not None
        for other, back in ((turned, 1.0), (heavier, 1.0), (stretched, 20.0)):
            shift = 3.0 if back > 1 else 0.0
            seen = other.forecasts[issue]
            for x, y in ((forecast.low, seen.low), (forecast.high, seen.high), (forecast.point, seen.point)):
                assert (y - shift) * back == pytest.approx(x, abs=1e-6)
        assert forecast.low <= forecast.point <= forecast.high
    models = [
        model,
        built({**data, "influence": data["influence"] + 1}),
        built({**data, "salience": 1 - data["salience"] / 2}),
    ]
    for one, seen in zip(models, ensemble.observe(models), strict=True):
        assert seen is not None
        assert dict(seen.quantities) == dict(ensemble.run(one, None).observation(one).quantities)
