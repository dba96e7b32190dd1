"""Laws of mixtures, and the fast quantiles of PERT laws."""

import numpy as np
import pytest
from scipy.special import betaincinv

from pourparler.brief.laws import Law
from pourparler.brief.pert import pert_quantiles
from pourparler.uncertainty.inputs.mixture import Mixed

LAWS = [
    Law("pert", (10.0, 40.0, 75.0)),
    Law("uniform", (0.0, 100.0)),
    Law("quantiles", (0.0, 0.0, 0.25, 10.0, 0.75, 10.0, 1.0, 50.0)),
    Law("point", (30.0,)),
]
U = np.linspace(0.001, 0.999, 999)


@pytest.mark.parametrize("share", [0.0, 1e-9, 0.02, 0.3, 0.5, 0.625, 0.97, 1.0])
def test_fast_quantiles_are_those_of_the_beta_law(share):
    u = np.concatenate([[0.0, 2.0**-33, 0.5, 1 - 2.0**-33, 1.0], U])
    found = pert_quantiles((share,), np.zeros(len(u), dtype=np.int64), u)
    assert np.abs(found - betaincinv(1 + 4 * share, 5 - 4 * share, u)).max() < 1e-10
    assert (np.diff(np.sort(u)) >= 0).all()
    assert (np.diff(found[np.argsort(u)]) >= 0).all()


def test_quantiles_of_several_laws_at_once_are_those_of_each():
    shares = (0.1, 0.8)
    which = np.arange(len(U)) % 2
    both = pert_quantiles(shares, which, U)
    for i, share in enumerate(shares):
        alone = pert_quantiles((share,), np.zeros(len(U), dtype=np.int64), U)
        assert (both[which == i] == alone[which == i]).all()


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.kind)
def test_what_lies_below_a_quantile_is_its_probability(law):
    # A point or a flat stretch holds more than the probability that was asked for.
    assert (law.below(law.quantile(U)) >= U - 1e-9).all()
    just_below = law.quantile(U) - 1e-6
    assert (law.below(just_below) <= U + 1e-9).all()
    low, high = law.support
    assert law.below(np.array([low - 1, high])).tolist() == [0.0, 1.0]


@pytest.mark.parametrize("weight", [0.0, 0.1, 0.63, 1.0])
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.kind)
def test_quantiles_of_a_mixture(law, weight):
    mixed = Mixed(((weight, law), (1 - weight, Law("pert", (20.0, 90.0, 100.0)))))
    x = mixed.quantile(U)
    assert (mixed.below(x) >= U - 1e-9).all()
    assert (mixed.below(x - 1e-6) <= U + 1e-9).all()
    assert (np.diff(x) >= 0).all()
    fine = (np.arange(2**14) + 0.5) / 2**14
    assert mixed.quantile(fine).mean() == pytest.approx(mixed.mean, abs=2e-3)
    assert mixed.central == law.central
    assert mixed.support == (min(law.support[0], 20.0), 100.0)


def test_a_mixture_with_all_weight_on_one_law_is_that_law():
    law, other = LAWS[0], LAWS[1]
    assert (Mixed(((1.0, law), (0.0, other))).quantile(U) == law.quantile(U)).all()
    assert (Mixed(((0.0, law), (1.0, other))).quantile(U) == other.quantile(U)).all()


def test_a_jump_is_met_exactly_and_two_equal_points_are_one():
    mixed = Mixed(((0.5, Law("point", (35.0,))), (0.5, Law("uniform", (0.0, 100.0)))))
    # 17.5 % lie below the jump, 67.5 % up to it.
    assert mixed.quantile(np.array([0.18, 0.5, 0.67])).tolist() == [35.0, 35.0, 35.0]
    assert mixed.interval(0.2)[1] == 35.0
    assert not mixed.is_point
    assert Mixed(((0.5, Law("point", (3.0,))), (0.5, Law("point", (3.0,))))).is_point
