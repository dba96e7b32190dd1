"""Laws of pools: they rise, they cover, they do not care who is named first, they go along with the unit."""

from dataclasses import replace
from itertools import pairwise
from typing import Literal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pourparler.brief.findings import Finding, Place
from pourparler.brief.judgement_table import read_judgements
from pourparler.brief.judgements import Judgement, positive, rescaled, rescaling
from pourparler.brief.laws import Scale
from pourparler.kernels.opinion_pools import (
    Curve,
    at,
    below,
    linear_pool,
    linear_quantiles,
    moments,
    quantile_mean,
    up_to,
)
from pourparler.uncertainty.inputs.judgements import pooled

LEVELS = np.linspace(0, 1, 101)
VALUES = st.integers(0, 40).map(lambda n: n * 2.5)


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    inner = sorted(draw(st.lists(st.sampled_from([0.05, 0.1, 0.3, 0.5, 0.9]), min_size=1, unique=True)))
    p = np.array([0.0, *inner, 1.0])
    return Curve(p, np.sort(np.array(draw(st.lists(VALUES, min_size=len(p), max_size=len(p))))))


@st.composite
def pools(draw: st.DrawFn) -> tuple[list[Curve], np.ndarray]:
    experts = draw(st.lists(curves(), min_size=1, max_size=4))
    raw = np.array(
        draw(st.lists(st.integers(1, 9), min_size=len(experts), max_size=len(experts))), dtype=float
    )
    return experts, raw / raw.sum()


@st.composite
def answers(draw: st.DrawFn) -> Judgement:
    low, best, high = sorted(draw(st.lists(VALUES, min_size=3, max_size=3)))
    confidence = draw(st.none() | st.floats(0.51, 0.99))
    return Judgement(
        "k", draw(st.text("abc", min_size=1, max_size=3)), low, high, best, confidence, "", "", Place("t")
    )


@given(pools())
def test_both_pools_rise_and_the_linear_one_covers_every_expert(
    given_: tuple[list[Curve], np.ndarray],
) -> None:
    experts, weights = given_
    linear, averaged = linear_pool(experts, weights), quantile_mean(experts, weights)
    for pool in (linear, averaged):
        assert (np.diff(pool.p) >= 0).all()
        assert (np.diff(pool.q) >= 0).all()
        assert (np.diff(at(pool, LEVELS)) >= 0).all()
        assert (pool.p[0], pool.p[-1]) == (0, 1)
    assert linear.q[0] == min(expert.q[0] for expert in experts)
    assert linear.q[-1] == max(expert.q[-1] for expert in experts)


@given(pools())
def test_the_pools_are_what_they_are_called(given_: tuple[list[Curve], np.ndarray]) -> None:
    experts, weights = given_
    points = np.linspace(-1, 101, 103)
    linear, averaged = linear_pool(experts, weights), quantile_mean(experts, weights)
    for side in (up_to, below):
        mixed = sum(w * side(expert, points) for expert, w in zip(experts, weights, strict=True))
        assert np.allclose(side(linear, points), mixed, atol=1e-9)
    inner = LEVELS[1:-1]
    assert np.allclose(linear_quantiles(experts, weights[None], inner)[0], at(linear, inner), atol=1e-6)
    # Away from the corners, where a quantile function may jump.
    levels = LEVELS[1:-1] + 0.0037
    mean = sum(w * at(expert, levels) for expert, w in zip(experts, weights, strict=True))
    assert np.allclose(at(averaged, levels), mean, atol=1e-9)


@given(pools())
def test_both_have_one_mean_and_the_average_of_quantiles_never_the_larger_variance(
    given_: tuple[list[Curve], np.ndarray],
) -> None:
    experts, weights = given_
    linear, averaged = moments(linear_pool(experts, weights)), moments(quantile_mean(experts, weights))
    assert abs(linear[0] - averaged[0]) < 1e-7
    assert averaged[1] <= linear[1] + 1e-7


@given(st.lists(answers(), min_size=1, max_size=4, unique_by=lambda one: one.expert))
def test_the_order_and_the_names_of_experts_change_nothing(told: list[Judgement]) -> None:
    laws = {one.expert: rescaled(one, Scale(0.0, 100.0)) for one in told}
    named = {f"z{i}": law for i, law in enumerate(laws.values())}
    turned = dict(reversed(named.items()))
    for other in (pooled(named), pooled(turned)):
        for mine, theirs in zip(
            (pooled(laws).linear, pooled(laws).quantile_mean),
            (other.linear, other.quantile_mean),
            strict=True,
        ):
            assert np.allclose(
                (mine.mean, mine.sd, *mine.interval), (theirs.mean, theirs.sd, *theirs.interval), atol=1e-6
            )


@given(answers(), st.sampled_from([0.01, 0.5, 3.0, 1000.0]), st.integers(-50, 50))
def test_rescaling_goes_along_with_the_unit(one: Judgement, factor: float, shift: int) -> None:
    def moved(x: float) -> float:
        return factor * x + shift

    other = Judgement(
        "k",
        one.expert,
        moved(one.lowest),
        moved(one.highest),
        moved(one.best),
        one.confidence,
        "",
        "",
        one.place,
    )
    mine = rescaling(one, Scale(0.0, 100.0))
    theirs = rescaling(other, Scale(moved(0.0), moved(100.0)))
    assert np.allclose([moved(mine.low), moved(mine.high)], [theirs.low, theirs.high], atol=1e-6 * factor)
    assert np.allclose(
        [moved(x) for x in mine.law.quantile(LEVELS)], theirs.law.quantile(LEVELS), atol=1e-6 * factor
    )


@given(
    st.text() | st.lists(st.text('k;,0123456789.8% \u202f\n"\0−', max_size=30)).map("\n".join),
    st.sampled_from(";,"),
)
def test_any_text_is_read_and_every_row_is_an_answer_or_a_fault(text: str, separator: str) -> None:
    head = separator.join(("key", "expert", "lowest", "highest", "best", "confidence", "round"))
    faults: list[Finding] = []
    for one in read_judgements(f"{head}\n{text}", faults):
        assert one.lowest <= one.best <= one.highest
        assert one.confidence is None or 0.5 < one.confidence < 1
        found = rescaling(one, Scale())
        assert found.low <= one.best <= found.high
    assert all(str(fault) for fault in faults)
    read_judgements(text, faults)


EXTREMES = st.sampled_from([-1e15, -1.0, 0.0, 1e-300, 1e-100, 1e-9, 1.0, 1e9, 1e15])


@given(
    st.lists(EXTREMES, min_size=3, max_size=3).map(sorted),
    st.sampled_from([None, 0.51, 0.99]),
    st.sampled_from(["linear", "log"]),
)
def test_values_of_any_size_stay_numbers(
    values: list[float], confidence: float | None, axis: Literal["linear", "log"]
) -> None:
    one = Judgement("k", "a", values[0], values[2], values[1], confidence, "", "", Place("t"))
    if axis == "linear" or positive(one) is None:
        found = rescaling(one, Scale(), level=0.9, axis=axis)
        assert np.isfinite(found.law.parameters).all()
        assert axis == "linear" or found.low > 0


@given(answers())
def test_less_confidence_never_makes_a_narrower_range(one: Judgement) -> None:
    ranges = [rescaling(replace(one, confidence=c), Scale(0.0, 100.0)) for c in (0.9, 0.8, 0.6)]
    for sure, doubting in pairwise(ranges):
        assert doubting.low <= sure.low
        assert doubting.high >= sure.high
