"""Probabilistic Condorcet elections (`Pce`) against independent computations of the published tables."""

import deu
import numpy as np
import pytest

import pourparler as pp

JULY_1914 = (
    (68, 1, 0.95), (158, 1, 0.75), (26, 1, 0.75), (75, 0.45, 0.7), (111, 0.4, 0.75), (138, 0.35, 0.6), (2, 0, 0.95),
)  # fmt: skip


@pytest.mark.parametrize(
    ("variant", "masses", "mean"),
    [
        ("conditional", [0.204609, 0.419814, 0.375577], 7.512906),
        ("markov-uniform", [0.245940, 0.392046, 0.362013], 7.348219),
        ("markov-incentive", [0.237121, 0.346722, 0.416157], 7.537107),
    ],
)
def test_emissions(variant: str, masses: list[float], mean: float) -> None:
    # Table of Bueno de Mesquita 1994 (Scholz, Calbert & Smith 2011, table 1); independent computation.
    concept = pp.Pce(variant=variant)  # type: ignore[arg-type]
    found = pp.solve(pp.read_case("emission-1994"), concept).forecasts["delay"]
    assert [atom.at for atom in found.atoms] == [4, 7, 10]
    assert [atom.mass for atom in found.atoms] == pytest.approx(masses, abs=1e-6)
    assert found.point == pytest.approx(mean, abs=1e-6)
    assert found.details["mode"] == [4, 7, 10][int(np.argmax(masses))]


@pytest.mark.parametrize(
    ("variant", "mean"),
    [("conditional", 0.532938), ("markov-uniform", 0.540486), ("markov-incentive", 0.677026)],
)
def test_july_1914(variant: str, mean: float) -> None:
    # minimalgeek/BDM-Expected-Utility-Model, WW1_BDM.csv; independent computation.
    model = pp.Positions.from_arrays(
        [[x] for _, x, _ in JULY_1914],
        influence=[c for c, _, _ in JULY_1914],
        salience=[[s] for _, _, s in JULY_1914],
        scale=(0, 1),
    )
    found = pp.solve(model, pp.Pce(variant=variant)).forecasts["i1"]  # type: ignore[arg-type]
    assert found.point == pytest.approx(mean, abs=1e-6)


def test_who_stands_together_is_one_option() -> None:
    three = pp.Positions.from_arrays([[0], [50], [100]], influence=[1] * 3, salience=[[1.0]] * 3)
    found = pp.solve(three, pp.Pce(variant="conditional")).forecasts["i1"]
    assert [atom.mass for atom in found.atoms] == pytest.approx([3 / 14, 8 / 14, 3 / 14], abs=1e-6)
    split = pp.Positions.from_arrays(
        [[0], [50], [50], [100]], influence=[1, 0.5, 0.5, 1], salience=[[1.0]] * 4
    )
    for concept in (pp.Pce(), pp.Pce(variant="conditional"), pp.Pce(variant="markov-incentive")):
        one, two = (pp.solve(model, concept).forecasts["i1"] for model in (three, split))
        assert [atom.mass for atom in one.atoms] == pytest.approx(
            [atom.mass for atom in two.atoms], abs=1e-12
        )


@deu.needs_deu
@pytest.mark.parametrize(
    ("concept", "column", "errors"),
    [
        (pp.Pce(variant="conditional"), "pce_cs", (22.818, 30.503, 14.71)),
        (pp.Pce(), "pce_cs_markov", (21.714, 29.627, 14.89)),
        (pp.Pce(variant="markov-incentive"), None, (23.094, 30.717, 15.45)),
        (pp.Pce(variant="conditional", weights="influence"), None, (22.715, 31.231, 15.76)),
        (pp.Pce(weights="influence"), None, (22.214, 30.508, 15.29)),
    ],
)
def test_decisions_of_the_european_union(
    concept: pp.Pce, column: str | None, errors: tuple[float, ...]
) -> None:
    misses = []
    for issue in deu.decisions():
        point = pp.solve(issue.model, concept).forecasts["i1"].point
        misses.append(point - issue.outcome)
        if column:  # printed with four decimals
            assert point == pytest.approx(issue.published[column], abs=1e-4)
    apart = np.abs(misses)
    assert len(apart) == 188
    assert (apart.mean(), np.sqrt((apart**2).mean()), np.median(apart)) == pytest.approx(errors, abs=0.005)
