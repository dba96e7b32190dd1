"""Faratin's tactics for one numeric issue, by hand-computed values."""

import pytest

from pourparler.analyses.talks.strategies import families
from pourparler.analyses.talks.strategies.time_based import polynomial

PRICES = (100.0, 200.0)


@pytest.mark.parametrize(
    ("time", "kappa", "beta", "expected"),
    [(0, 0.2, 2, 0.2), (0.25, 0.2, 2, 0.6), (0.5, 0.2, 0.5, 0.4), (1, 0.2, 2, 1), (7, 0.2, 2, 1), (0.3, 1, 1, 1)],
)  # fmt: skip
def test_polynomial(time: float, kappa: float, beta: float, expected: float) -> None:
    assert families.polynomial(time, kappa, beta=beta) == pytest.approx(expected, abs=1e-15)


def test_polynomial_without_an_opening_concession_is_the_aspiration_of_the_strategies() -> None:
    for e in (0.25, 1.0, 4.0):
        for time in (0.1, 0.5, 0.9):
            assert 1 - families.polynomial(time, 0, beta=1 / e) == pytest.approx(polynomial(time, e), abs=1e-15)  # fmt: skip


@pytest.mark.parametrize(
    ("time", "kappa", "beta", "expected"),
    [(0, 0.01, 2, 0.01), (0.5, 0.01, 2, 0.31622776601683794), (0.5, 0.01, 1, 0.1), (1, 0.01, 2, 1), (3, 0.01, 2, 1)],
)  # fmt: skip
def test_exponential(time: float, kappa: float, beta: float, expected: float) -> None:
    assert families.exponential(time, kappa, beta=beta) == pytest.approx(expected, abs=1e-15)


def test_resource() -> None:
    assert families.by_resource(0.6931471805599453, 0.1) == pytest.approx(0.55, abs=1e-15)
    assert families.by_resource(0, 0.1) == 1
    assert families.patience_left([3, 5], 4) == 2
    assert families.by_resource(families.patience_left([0, 0], 4), 0.1) == 0.1


def test_mapping_to_values() -> None:
    assert families.mapped(0.3, PRICES, prefers="small") == pytest.approx(130)
    assert families.mapped(0.3, PRICES, prefers="large") == pytest.approx(170)


def test_imitation_by_proportion() -> None:
    # The buyer said 120, the seller went from 200 to 160: the buyer goes up by a quarter.
    assert families.relative(120, PRICES, earlier=200, later=160) == 150
    assert families.relative(170, PRICES, earlier=200, later=160) == 200
    assert families.relative(120, PRICES, earlier=150, later=200) == 100
    assert families.relative(120, PRICES, earlier=150, later=0) == 120


def test_imitation_by_difference() -> None:
    # The buyer said 120, the seller went from 200 to 185; then as the seller at 190, the buyer from 100 to 110.
    assert families.absolute(120, PRICES, earlier=200, later=185, drawn=4, prefers="small") == 139
    assert families.absolute(190, PRICES, earlier=100, later=110, drawn=4, prefers="large") == 176
    assert families.absolute(190, PRICES, earlier=110, later=100, drawn=0, prefers="large") == 200
