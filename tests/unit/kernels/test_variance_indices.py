"""Indices on arrays: another estimator, a literal bootstrap, evaluations that are missing."""

import numpy as np
import pytest
from numpy.typing import NDArray

from pourparler.kernels import variance_indices as kernel
from pourparler.kernels.variance_indices import Evaluations, multiplicities, variance_indices

Floats = NDArray[np.float64]
ROWS = 512


def additive(rows: int = ROWS, seed: int = 0) -> Evaluations:
    """x + 2 y + x y / 2 of independent normal inputs, groups x, y and one that does nothing."""
    rng = np.random.default_rng(seed)
    (x, y), (x2, y2) = rng.normal(size=(2, 2, rows))

    def f(x: Floats, y: Floats) -> Floats:
        return np.asarray(7.0 + x + 2 * y + x * y / 2)

    return Evaluations(f(x, y), f(x2, y2), np.stack([f(x2, y), f(x, y2), f(x, y)]))


def literally(seen: Evaluations, rows: NDArray[np.int64]) -> tuple[list[float], list[float]]:
    """The estimators as they are written, over the rows named (as often as named)."""
    a, b = seen.a[rows], seen.b[rows]
    variance = np.concatenate([a, b]).var()
    first = [1 - np.mean((b - own[rows]) ** 2) / (2 * variance) for own in seen.mixed]
    total = [np.mean((a - own[rows]) ** 2) / (2 * variance) for own in seen.mixed]
    return first, total


def test_estimates_and_errors_are_the_literal_ones() -> None:
    seen, counts = additive(), multiplicities(ROWS, 100, np.random.default_rng(1))
    found = variance_indices(seen, counts)
    first, total = literally(seen, np.arange(ROWS))
    assert found.first == pytest.approx(first)
    assert found.total == pytest.approx(total)
    resampled = np.array([literally(seen, np.repeat(np.arange(ROWS), row)) for row in counts])
    assert found.first_error == pytest.approx(resampled[:, 0].std(axis=0, ddof=1))
    assert found.total_error == pytest.approx(resampled[:, 1].std(axis=0, ddof=1))


def test_the_product_form_agrees() -> None:
    # Saltelli et al. 2010, table 2, row (b), on centred values.
    seen = additive(2**14)
    found = variance_indices(seen, np.empty((0, 2**14), np.uint8))
    both = np.concatenate([seen.a, seen.b])
    product = ((seen.b - both.mean()) * (seen.mixed - seen.a)).mean(axis=1) / both.var()
    assert found.first == pytest.approx(product, abs=0.03)
    assert found.first == pytest.approx([1 / 5.25, 4 / 5.25, 0], abs=0.03)
    assert found.total == pytest.approx([1.25 / 5.25, 4.25 / 5.25, 0], abs=0.03)
    assert np.isnan(found.first_error).all()


def test_resamples_hold_as_many_rows() -> None:
    counts = multiplicities(100, 50, np.random.default_rng(3))
    assert counts.shape == (50, 100)
    assert (counts.sum(axis=1, dtype=np.int64) == 100).all()
    assert (counts == multiplicities(100, 50, np.random.default_rng(3))).all()


def test_rows_that_lack_an_evaluation_are_left_out_of_their_groups_alone() -> None:
    seen, counts = additive(), multiplicities(ROWS, 50, np.random.default_rng(1))
    seen.a[:10] = np.nan
    seen.mixed[1, 100:150] = np.nan
    found = variance_indices(seen, counts)
    assert found.usable.tolist() == [1 - 10 / ROWS, 1 - 60 / ROWS, 1 - 10 / ROWS]
    for group, kept in enumerate((np.r_[10:ROWS], np.r_[10:100, 150:ROWS], np.r_[10:ROWS])):
        first, total = literally(Evaluations(seen.a, seen.b, seen.mixed[group : group + 1]), kept)
        assert found.first[group] == pytest.approx(first[0])
        assert found.total[group] == pytest.approx(total[0])
        assert 0 < found.first_error[group] < 0.2


@pytest.mark.parametrize("known", [0, 1])
def test_too_few_known_rows_have_no_indices(known: int) -> None:
    seen = additive()
    seen.a[known:] = np.nan
    found = variance_indices(seen, multiplicities(ROWS, 20, np.random.default_rng(1)))
    # One row still holds two values, f_A and f_B, but no resample of it differs from another.
    assert np.isnan(found.first).all()
    assert np.isnan(found.first_error).all()
    assert (found.usable == known / ROWS).all()


def test_no_rows_and_no_groups() -> None:
    none = variance_indices(
        Evaluations(np.empty(0), np.empty(0), np.empty((3, 0))), np.empty((5, 0), np.uint8)
    )
    assert np.isnan(none.first).all()
    assert none.usable.tolist() == [0, 0, 0]
    rows = np.arange(4.0)
    assert (
        len(variance_indices(Evaluations(rows, rows, np.empty((0, 4))), np.ones((5, 4), np.uint8)).first) == 0
    )


def test_blocks_of_groups_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    seen, counts = additive(), multiplicities(ROWS, 20, np.random.default_rng(1))
    whole = variance_indices(seen, counts)
    monkeypatch.setattr(kernel, "_CELLS", ROWS)
    for one, other in zip(whole, variance_indices(seen, counts), strict=True):
        assert one == pytest.approx(other)


def test_a_rare_event_keeps_the_resamples_that_hold_it() -> None:
    a, b = np.zeros(64), np.zeros(64)
    a[5] = 1.0
    found = variance_indices(
        Evaluations(a, b, np.zeros((1, 64))), multiplicities(64, 200, np.random.default_rng(0))
    )
    # V = 1/128 − 1/128², and f_A differs from the mixture in the one row.
    assert found.total[0] == pytest.approx((1 / 64) / (2 * (1 / 128 - 1 / 128**2)))
    assert np.isfinite(found.total_error[0])
