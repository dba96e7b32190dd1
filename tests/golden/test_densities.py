"""Densities, pools and the parts of a variance (`Ensemble`) against numbers worked out by hand or independently.

Collective specification, sections 12 and 13: every expected number below was computed without this package.
"""

import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.collective.forecasting.calibration import LEVELS, shipped, stand_in
from pourparler.analyses.collective.forecasting.density import Density
from pourparler.kernels.error_laws import nodes
from pourparler.kernels.mixture_weights import mixture_weights
from pourparler.kernels.piecewise_laws import Law
from pourparler.kernels.variance_parts import variance_parts
from pourparler.trackrecord.scores import cell_log_score, covered, crps_points

ENDS = Density(0, 100, Law(np.zeros(2), np.array([0.0, 1.0]), np.array([0.5, 0.5])))
MIXED = Density(0, 100, Law(np.array([0.0, 0.5]), np.array([0.0, 0.5]), np.array([0.2, 0.3])))


def test_crps_of_two_atoms() -> None:
    assert crps_points(ENDS, 100.0) == pytest.approx(25.0, abs=1e-12)


def test_scores_of_atoms_and_a_uniform_part() -> None:
    assert crps_points(MIXED, 50.0) == pytest.approx(6.583333, abs=1e-6)
    assert cell_log_score(MIXED, 50.0) == pytest.approx(1.123930, abs=1e-6)


def test_closed_intervals_hold_the_atoms_at_their_edges() -> None:
    assert covered(ENDS, 0.0) == (True, True, True)
    assert covered(MIXED, 100.0) == (False, False, False)


@pytest.mark.parametrize(("caution", "weights"), [(0.0, [1.0, 0.0]), (1.0, [0.621986, 0.378014])])
def test_learned_weights(caution: float, weights: list[float]) -> None:
    likelihood = np.array([[0.5, 0.1], [0.2, 0.4], [0.6, 0.3], [0.1, 0.1]])
    found = mixture_weights(likelihood, caution=caution)
    assert found.met
    assert found.weights.tolist() == pytest.approx(weights, abs=1e-6)


def test_parts_of_the_variance() -> None:
    means = np.array([[10.0, 20.0], [30.0, 44.0]])
    variances = np.array([[4.0, 9.0], [1.0, 16.0]])
    parts = variance_parts(means, variances, np.array([0.75, 0.25]))
    assert [float(term) for term in parts] == pytest.approx([23, 110.25, 27, 0.75, 5], abs=1e-12)
    assert (float(parts.reading), float(parts.total)) == pytest.approx((27.75, 143), abs=1e-12)


def test_the_stand_in_has_the_published_quantiles() -> None:
    # Development sample, errors of the mean weighted by influence and salience, in points of 100.
    published = (-0.44, -0.17, -0.01, 0.14, 0.37)
    assert shipped().readings["compromise"].quantiles == published
    assert np.interp(published, nodes(), stand_in("compromise")) == pytest.approx(LEVELS, abs=1e-9)


def test_what_ships_says_how_it_was_learned() -> None:
    known = shipped()
    assert (known.issues, known.record["proposals"], known.held) == (188, 73, 0.628)
    assert {"caution", "data", "description", "folds", "seed", "version", "scores"} <= set(known.record)
    assert not any(errors.residuals for errors in known.readings.values())
    weights = [e.weight for e in known.readings.values() if e.weight is not None]
    assert sum(weights) == pytest.approx(1.0, abs=1e-5)
    assert set(pp.Ensemble().members) == {n for n, e in known.readings.items() if e.weight is not None}


def test_emissions_1994() -> None:
    # What was decided (8.833 years) was no held position and lies in the interval; atoms at 4, 7 and 10 share .628.
    found = pp.solve(pp.read_case("emission-1994"), pp.Ensemble())
    forecast = found.forecasts["delay"]
    assert [atom.at for atom in forecast.atoms] == pytest.approx([4, 7, 10])
    assert sum(atom.mass for atom in forecast.atoms) == pytest.approx(0.628, abs=1e-12)
    # Half from the election's chances (published table of the election), half in equal shares.
    election = np.array([0.245940, 0.392046, 0.362013])
    assert [a.mass for a in forecast.atoms] == pytest.approx(0.628 * (election / 2 + 1 / 6), abs=1e-6)
    assert forecast.low is not None
    assert forecast.low <= 8.833 <= forecast.high
    assert found.pools["delay"].members["compromise"].point == pytest.approx(7.389955686853767, abs=1e-12)
