"""Laws of variance-based indices, whatever the evaluations: no unit, no order of groups, everything together is 1."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.kernels.variance_indices import Estimates, Evaluations, multiplicities, variance_indices
from pourparler.uncertainty.drivers.groups import GROUPINGS, groups
from pourparler.uncertainty.inputs.inputs import Dimension, Inputs

ROWS = 64


@st.composite
def evaluations(draw: st.DrawFn) -> Evaluations:
    """Evaluations of any kind, some of them missing."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    a, b, *mixed = rng.normal(size=(2 + draw(st.integers(1, 6)), ROWS)).round(draw(st.integers(0, 3)))
    seen = Evaluations(a, b, np.stack(mixed))
    for part in seen:
        part[rng.random(part.shape) < draw(st.sampled_from([0.0, 0.0, 0.2]))] = np.nan
    return seen


def estimated(seen: Evaluations) -> Estimates:
    return variance_indices(seen, multiplicities(ROWS, 20, np.random.default_rng(0)))


def assert_same(one: Estimates, other: Estimates) -> None:
    for ours, theirs in zip(one, other, strict=True):
        assert ours == pytest.approx(theirs, rel=1e-6, abs=1e-9, nan_ok=True)


@given(evaluations(), st.sampled_from([1e-6, -3.0, 1e5]), st.sampled_from([0.0, -7.0, 1e3]))
def test_units_do_not_matter(seen: Evaluations, factor: float, shift: float) -> None:
    moved = Evaluations(*(factor * (part + shift) for part in seen))
    assert_same(estimated(seen), estimated(moved))


@given(evaluations(), st.randoms(use_true_random=False))
def test_the_order_of_groups_does_not_matter(seen: Evaluations, random: object) -> None:
    order = np.arange(len(seen.mixed))
    random.shuffle(order)  # type: ignore[attr-defined]
    turned = estimated(Evaluations(seen.a, seen.b, seen.mixed[order]))
    whole = estimated(seen)
    assert_same(Estimates(*(part[order] for part in whole)), turned)


@given(evaluations())
def test_everything_is_all_and_nothing_is_nothing(seen: Evaluations) -> None:
    found = estimated(Evaluations(seen.a, seen.b, np.stack([seen.b, seen.a])))
    if not np.isnan(found.total).any():
        assert found.first[0] == 1
        assert found.total[1] == 0
        assert found.total[0] == pytest.approx(1 - found.first[1])
    assert ((found.usable >= 0) & (found.usable <= 1)).all()


KEYS = st.sampled_from(
    [
        "stances/a/x/position",
        "stances/b/x/salience",
        "stances/b/y/position",
        "parties/a/influence",
        "calendar/deadline",
    ]
)


@given(
    st.lists(
        st.builds(
            Dimension,
            st.builds(
                "{}/{}".format, st.sampled_from(["value", "root", "factor", "expert"]), st.integers(0, 99)
            ),
            st.lists(KEYS, max_size=3, unique=True).map(tuple),
            st.lists(st.sampled_from(["ft", "tass"]), max_size=2, unique=True).map(tuple),
        ),
        max_size=12,
    )
)
def test_groups_are_a_partition(dimensions: list[Dimension]) -> None:
    inputs = Inputs({})
    # A frozen class keeps what it has worked out once beside its fields.
    inputs.__dict__["dimensions"] = tuple(dimensions)
    for by in GROUPINGS:
        made = groups(inputs, by)
        assert sorted(place for group in made for place in group.dimensions) == list(range(len(dimensions)))
        assert len({(group.kind, group.members) for group in made}) == len(made)
