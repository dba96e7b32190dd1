"""From evidence to distributions: the numbers of the evidence specification, section 6, and of uncertainty, section 10.

Rule ``mixture/1``; PERT as in Vose 2008; rank correlations of a Gaussian copula as in Pearson 1907.
"""

from datetime import date, timedelta

import numpy as np
import pytest
from scipy.stats import qmc, spearmanr

import pourparler as pp
from pourparler.brief.laws import Law
from pourparler.brief.reading import brief_from_data
from pourparler.uncertainty.inputs.inputs import Inputs, inputs_of
from pourparler.uncertainty.inputs.mixture import Mixed

DRAWS = 2**16
U100 = Law("uniform", (0.0, 100.0))


def points(inputs: Inputs, draws: int = DRAWS) -> np.ndarray:
    return qmc.Sobol(max(1, len(inputs.dimensions)), rng=np.random.default_rng(7)).random(draws)


def brief(numbers, *, sources, evidence, **more) -> pp.Brief:
    """One party, one issue from 0 to 100 for each number, which is a position."""
    data = {
        "sources": sources,
        "evidence": evidence,
        "parties": {"a": {}},
        "issues": {f"i{n}": {"range": {"from": 0, "to": 100}, "status_quo": 20} for n in range(len(numbers))},
        "stances": {"a": {f"i{n}": {"position": number} for n, number in enumerate(numbers)}},
        "as_of": "2025-01-12",
        "half_life": HALF_LIFE,
        **more,
    }
    return brief_from_data(data)


def inputs(known: pp.Brief) -> Inputs:
    return inputs_of(known, pp.Positions.template(known))


def item(via=(), credibility=2, source="doc", hedges=()):
    return {
        "source": source,
        "quote": "…",
        "via": list(via),
        "credibility": credibility,
        "hedges": list(hedges),
    }


HALF_LIFE = 10_000


def aged(weight: float, source: str = "doc", via=()) -> dict:
    """An item of grade A1 that age leaves this weight, to five places."""
    days = round(HALF_LIFE * np.log2(0.9 / weight))
    published = str(date(2025, 1, 12) - timedelta(days=days))
    return {**item(via, credibility=1, source=source), "published": published}


def in_force(values: np.ndarray) -> np.ndarray:
    """A number written as the point 90 has it where its evidence is in force, and hardly ever from its prior."""
    return values == 90.0


@pytest.mark.parametrize(
    ("low", "weight", "mean", "interval"),
    [
        # never in NATO, B2: the newspaper alone
        ((90.0, 100.0, 100.0), 0.63, 80, (14, 100)),
        # the same with the chain as stored, F
        ((90.0, 100.0, 100.0), 0.42, 70, (9, 100)),
        # salience, B3, "could"
        ((50.0, 75.0, 100.0), 0.9 * 0.5 * 0.394, 54, (6, 94)),
        # US reduction, F3, "could" x "suggest"
        ((10.0, 40.0, 75.0), 0.085, 49, (5, 95)),
        # salience with the anonymous sources' F: .12
        ((50.0, 75.0, 100.0), 0.6 * 0.5 * 0.394, 53, (6, 94)),
    ],
)
def test_the_rows_of_the_article(low, weight, mean, interval):
    law = Mixed(((weight, Law("pert", low)), (1 - weight, U100)))
    assert round(law.mean) == mean
    assert tuple(round(x) for x in law.interval(0.9)) == interval


def test_the_same_rows_from_a_brief_with_their_published_weights():
    sources = {
        "doc": {"reliability": "A", "language": "en"},
        "ft": {"reliability": "B"},
        "site": {"reliability": "F"},
    }
    could, suggest = (
        {"term": t, "class": c} for t, c in (("could", "possibility"), ("suggest", "suggestion"))
    )
    evidence = {
        "b2": item(["ft"]), "f2": item(["ft"], source="site"), "b3": item(["ft"], 3, hedges=[could]),
        "f3": {**item([], 3, source="site", hedges=[could, suggest])},
    }  # fmt: skip
    sources["site"]["language"] = "en"
    never, salience = {"low": 90, "mode": 100, "high": 100}, {"low": 50, "mode": 75, "high": 100}
    numbers = [
        {**never, "because": "b2"}, {**never, "because": "f2"}, {**salience, "because": "b3"},
        {"low": 10, "mode": 40, "high": 75, "because": "f3"},
    ]  # fmt: skip
    found = inputs(brief(numbers, sources=sources, evidence=evidence))
    weights = [found.weights[f"stances/a/i{n}/position"] for n in range(4)]
    assert weights == pytest.approx([0.63, 0.42, 0.177, 0.085], abs=5e-4)
    rows = found.values(points(found))
    for column, law in zip(rows.T, found.laws.values(), strict=True):
        # Weights that are drawn leave the mean as it is: their own means are the central weights.
        assert column.mean() == pytest.approx(law.mean, abs=0.15)
        assert np.quantile(column, [0.05, 0.95]) == pytest.approx(law.interval(0.9), abs=0.6)


def test_the_mean_of_a_mixture():
    found = inputs(
        brief(
            [{"low": 90, "mode": 100, "high": 100, "because": "e"}],
            sources={"doc": {"reliability": "B"}},
            evidence={"e": item()},
        )
    )
    values = found.values(np.random.default_rng(3).random((DRAWS, len(found.dimensions))))
    assert [dimension.name for dimension in found.dimensions] == ["root/doc", "value/stances/a/i0/position"]
    assert abs(values.mean() - 80.45) < 4 * values.std() / np.sqrt(DRAWS)


@pytest.mark.parametrize(("roots", "expected"), [(("r", "r"), 0.8165), (("r", "s"), 0.0)])
def test_two_numbers_on_one_root_move_together_and_on_two_roots_do_not(roots, expected):
    sources = {name: {"reliability": "A"} for name in ("d1", "d2", "r", "s")}
    evidence = {"x": aged(0.6, "d1", [roots[0]]), "y": aged(0.5, "d2", [roots[1]])}
    numbers = [{"value": 90, "because": "x"}, {"value": 90, "because": "y"}]
    found = inputs(brief(numbers, sources=sources, evidence=evidence))
    held = in_force(found.values(points(found)))
    assert held.mean(axis=0) == pytest.approx([0.6, 0.5], abs=1e-3)
    assert np.corrcoef(held.T)[0, 1] == pytest.approx(expected, abs=0.01)


def test_grades_alone_give_the_published_branch_correlation():
    # A1 = .9 and B2 = .63 on one root.
    sources = {"d1": {"reliability": "A"}, "d2": {"reliability": "B"}, "r": {"reliability": "A"}}
    evidence = {"x": item(["r"], 1, "d1"), "y": item(["r"], 2, "d2")}
    found = inputs(
        brief(
            [{"value": 90, "because": "x"}, {"value": 90, "because": "y"}], sources=sources, evidence=evidence
        )
    )
    held = in_force(found.values(points(found)))
    assert held.mean(axis=0) == pytest.approx([0.9, 0.63], abs=1e-3)
    expected = (0.63 - 0.9 * 0.63) / np.sqrt(0.9 * 0.1 * 0.63 * 0.37)
    assert np.corrcoef(held.T)[0, 1] == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(("via", "expected"), [((["r"], ["r"]), 0.63), ((["r"], ["s"]), 0.7854)])
def test_items_of_one_root_count_once_and_of_two_roots_together(via, expected):
    sources = {
        "f": {"reliability": "A"},
        "g": {"reliability": "B"},
        "r": {"reliability": "A"},
        "s": {"reliability": "A"},
    }
    evidence = {"x": aged(0.42, "f", via[0]), "y": item(via[1], 2, "g")}
    known = brief([{"value": 90, "because": ["x", "y"]}], sources=sources, evidence=evidence)
    found = inputs(known)
    assert found.weights["stances/a/i0/position"] == pytest.approx(expected, abs=1e-4)
    assert in_force(found.values(points(found))).mean() == pytest.approx(expected, abs=1e-3)


def test_four_roots_are_capped_at_95_hundredths():
    sources = {f"d{n}": {"reliability": "B"} for n in range(4)}
    evidence = {f"e{n}": item(source=f"d{n}") for n in range(4)}
    found = inputs(brief([{"value": 90, "because": list(evidence)}], sources=sources, evidence=evidence))
    assert found.weights["stances/a/i0/position"] == 0.95
    assert "cap/stances/a/i0/position" in [dimension.name for dimension in found.dimensions]
    assert in_force(found.values(points(found))).mean() == pytest.approx(0.95, abs=1e-3)
    three = inputs(brief([{"value": 90, "because": list(evidence)[:3]}], sources=sources, evidence=evidence))
    assert not [dimension for dimension in three.dimensions if dimension.name.startswith("cap/")]


def test_what_has_no_prior_is_drawn_as_written_exactly_in_u():
    data = {
        "sources": {"doc": {"reliability": "B"}},
        "evidence": {"e": item()},
        "parties": {"a": {"influence": {"low": 20, "mode": 30, "high": 70, "because": "e"}}},
        "issues": {"x": {"range": {"from": 0, "to": 100}}},
        "stances": {
            "a": {"x": {"position": {"low": 20, "mode": 30, "high": 70, "assumption": "…", "because": "e"}}}
        },
    }
    found = inputs(brief_from_data(data))
    assert not found.is_mixed
    u = points(found, 512)
    for i, (key, law) in enumerate(found.laws.items()):
        at = [dimension.name for dimension in found.dimensions].index(f"value/{key}")
        assert (found.values(u)[:, i] == law.quantile(u[:, at])).all()


@pytest.mark.parametrize("rho", [0.5, -0.7])
def test_a_stated_pair_has_its_rank_correlation(rho):
    keys = ["stances/a/i0/position", "stances/a/i1/position"]
    numbers = [{"low": 0, "mode": 20, "high": 100}, [10, 60]]
    known = brief(numbers, sources={}, evidence={}, dependence={"pairs": [[*keys, rho]]})
    found = inputs(known)
    assert [(d.name, d.moves) for d in found.dimensions] == [
        (f"value/{keys[0]}", tuple(keys)),
        (f"value/{keys[1]}", (keys[1],)),
    ]
    values = found.values(points(found))
    assert spearmanr(values[:, 0], values[:, 1]).statistic == pytest.approx(rho, abs=0.01)
    # What each is drawn from alone is as it was.
    assert values.mean(axis=0) == pytest.approx([law.mean for law in found.laws.values()], abs=0.05)


def test_a_partys_factor_is_one_dimension_that_moves_all_its_positions():
    known = brief([[0, 100], [10, 60], [20, 30]], sources={}, evidence={}, dependence={"party": 0.3})
    found = inputs(known)
    names = [dimension.name for dimension in found.dimensions]
    assert names == ["factor/party/a", *(f"value/stances/a/i{n}/position" for n in range(3))]
    assert found.dimensions[0].moves == tuple(f"stances/a/i{n}/position" for n in range(3))
    ranks = spearmanr(found.values(points(found))).statistic
    assert ranks[np.triu_indices(3, 1)] == pytest.approx([0.3] * 3, abs=0.01)
