"""Information: never below nothing nor above everything, blind to names and to what does not matter."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pourparler.kernels.partial_information import best_of_each, chosen, halves, informed, spline


@given(
    st.integers(0, 2**32 - 1),
    st.integers(2, 6),
    st.sampled_from(["smooth", "steps", "levels", "constant"]),
)
def test_knowing_one_thing_is_worth_at_most_knowing_everything(seed: int, decisions: int, kind: str) -> None:
    rng = np.random.default_rng(seed)
    x = rng.random(256)
    known = {"smooth": x, "steps": (x < 0.3) * 1.0, "levels": np.floor(4 * x), "constant": np.zeros(256)}[
        kind
    ]
    payoffs = rng.normal(size=(256, decisions)) + np.outer(x, rng.normal(size=decisions))
    splits = [halves(256, rng) for _ in range(2)]
    paid = informed(payoffs, spline(known), splits)
    assert (paid <= best_of_each(payoffs) + 1e-12).all()
    if kind == "constant":
        assert paid.mean() <= payoffs.mean(axis=0).max() + 1e-12


@given(st.integers(0, 2**32 - 1))
def test_what_depends_on_nothing_is_worth_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    payoffs = rng.normal(size=(2_048, 1)) + np.array([0.0, 0.5, -0.2])  # the same noise for every decision
    gain = informed(payoffs, spline(rng.random(2_048)), [halves(2_048, rng)]).mean()
    assert abs(gain - payoffs.mean(axis=0).max()) < 1e-9


@given(st.integers(0, 2**32 - 1), st.permutations(range(4)))
def test_the_order_of_decisions_and_the_unit_of_the_input_do_not_matter(seed: int, order: list[int]) -> None:
    rng = np.random.default_rng(seed)
    x = rng.random(200)
    payoffs = rng.normal(size=(200, 4)) + np.outer(x, rng.normal(size=4))
    half = halves(200, rng)
    plain = chosen(payoffs, spline(x), half)
    permuted = chosen(payoffs[:, order], spline(x), half)
    assert (np.array(order)[permuted] == plain).mean() > 0.99  # rounding may tip what is nearly equal
    scaled = chosen(payoffs, spline(1e4 * x - 3e3), half)
    assert (scaled == plain).mean() > 0.99
