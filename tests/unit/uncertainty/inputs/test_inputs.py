"""Inputs of evidence: which uniforms there are, priors, weights and days."""

from datetime import date

import numpy as np
import pytest
from cited import P0, P1, U100, brief, cites, held, inputs, item, names, points

import pourparler as pp
from pourparler.brief.laws import Law
from pourparler.brief.reading import brief_from_data
from pourparler.brief.weights import number_weight
from pourparler.uncertainty.inputs.inputs import Inputs
from pourparler.uncertainty.inputs.mixture import Mixed


def test_the_rule_as_written_switches_mixtures_off():
    told = {"evidence": {"e": item()}}
    assert inputs(brief(cites("e"), **told)).is_mixed
    plain = inputs(brief(cites("e"), rule="as-written/1", **told))
    assert (plain.rule, plain.dimensions, plain.weights) == ("as-written/1", (), {P0: None})


def test_an_assumption_wins_and_what_cites_nothing_is_as_written():
    known = brief(cites("e", assumption="seen otherwise"), [0, 50], evidence={"e": item()})
    assert not inputs(known).is_mixed
    assert inputs(known).weights == {P0: None, P1: None}


@pytest.mark.parametrize(
    ("prior", "expected"),
    [
        (None, U100),
        ("uniform", U100),
        ("status-quo", Law("pert", (0.0, 20.0, 100.0))),
        ([10, 30], Law("pert", (10.0, 20.0, 30.0))),
        (40, Law("point", (40.0,))),
    ],
)
def test_priors_of_positions_by_name_or_as_quantities(prior, expected):
    stated = {} if prior is None else {"prior": prior}
    law = inputs(brief(cites("e"), evidence={"e": item()}, issue=stated)).laws[P0]
    assert isinstance(law, Mixed)
    assert law.parts == ((pytest.approx(0.63), Law("point", (90.0,))), (pytest.approx(0.37), expected))
    own = inputs(brief(cites("e", prior=[0, 10]), evidence={"e": item()}, issue=stated)).laws[P0]
    assert isinstance(own, Mixed)
    assert own.parts[1][1] == Law("pert", (0.0, 5.0, 10.0))


def test_the_prior_of_levels_is_continuous_as_positions_are():
    levels = {"levels": {"low": 10, "high": 70}, "range": None, "status_quo": "low"}
    known = brief_from_data(
        {
            "sources": {"doc": {"reliability": "B"}}, "evidence": {"e": item()}, "parties": {"a": {}},
            "issues": {"i0": {key: value for key, value in levels.items() if value is not None}},
            "stances": {"a": {"i0": {"position": {"value": "high", "because": "e"}}}},
        }
    )  # fmt: skip
    assert inputs(known).laws[P0].support == (10.0, 70.0)
    values = inputs(known).values(points(inputs(known)))
    assert len(np.unique(values)) > 4_000


def test_other_kinds_have_a_prior_only_where_one_is_stated():
    data = {
        "sources": {"doc": {"reliability": "B"}}, "evidence": {"e": item()},
        "parties": {"a": {"influence": {"value": 9, "because": "e"}}, "b": {"influence": {"value": 9, "because": "e", "prior": [0, 4]}}},
        "issues": {"x": {"range": {"from": 0, "to": 100}}},
        "stances": {p: {"x": {"position": 5, "salience": {"value": 50, "because": "e"}}} for p in ("a", "b")},
    }  # fmt: skip
    found = inputs(brief_from_data(data))
    assert isinstance(found.laws["parties/a/influence"], Law)
    assert found.weights["parties/a/influence"] == pytest.approx(0.63)
    assert found.laws["parties/b/influence"].support == (0.0, 9.0)
    assert found.laws["stances/a/x/salience"].parts[1][1] == U100


def test_a_prior_that_is_none_is_refused_with_its_place():
    with pytest.raises(pp.ModelError, match="unifrom"):
        inputs(brief(cites("e"), evidence={"e": item()}, issue={"prior": "unifrom"}))


def test_drawn_weights_stay_in_their_ranges_and_have_their_means():
    found = inputs(
        brief(
            cites("e"), evidence={"e": {**item(), "credibility": None}}, sources={"doc": {"reliability": "A"}}
        )
    )
    u = points(found)
    at = names(found).index("credibility/e")
    low, high = u[:, at] < 0.1, u[:, at] > 0.9
    values = found.values(u)[:, 0] == 90.0
    assert values[low].mean() == pytest.approx(0.14, abs=0.02)
    assert values[high].mean() == pytest.approx(0.86, abs=0.02)
    assert values.mean() == pytest.approx(0.5, abs=3e-3)


def test_what_cannot_vary_has_no_dimension():
    nothing = {**item(), "published": "2026"}
    found = inputs(brief(cites("e"), evidence={"e": nothing}, as_of="2025-01-12"))
    assert (found.weights[P0], names(found)) == (0.0, [f"value/{P0}"])
    assert found.laws[P0].mean == 50.0
    assert found.values(points(found)).mean() == pytest.approx(50, abs=0.1)
    # A link of grade E is the weakest whatever one of grade F is drawn as.
    sources = {"doc": {"reliability": "F"}, "r": {"reliability": "E"}}
    weak = inputs(brief(cites("e"), evidence={"e": item(["r"])}, sources=sources))
    assert names(weak) == ["root/r", f"value/{P0}"]
    same = inputs(brief(cites("e", prior=90), evidence={"e": item()}))
    assert (same.dimensions, same.is_mixed) == ((), False)


def test_evidence_of_an_interval_counts_from_the_drawn_day_on():
    told = {"e": {**item(), "published": "2025-01-01/2025-01-11"}}
    known = brief(cites("e"), evidence=told, as_of="2025-01-06", half_life=1e9)
    assert held(inputs(known))[0] == pytest.approx(0.63, abs=2e-3)
    later = inputs(known, in_hand=date(2025, 1, 12))
    assert held(later)[0] == pytest.approx(0.63 / 2, abs=3e-3)


def test_a_superseded_value_never_enters():
    history = [
        {"low": 0, "high": 10, "from": "2024-01-01", "because": "old"},
        {"low": 80, "high": 90, "from": "2024-06-01", "because": "e"},
    ]
    told = {"old": item(["x"], "early"), "e": item()}
    known = brief(history, evidence=told, issue={"prior": [40, 60]}, as_of="2025-01-12")
    found = inputs(known)
    assert "root/x" not in names(found)
    values = found.values(points(found))
    assert not (values < 40).any()
    assert (values >= 80).mean() == pytest.approx(0.63, abs=2e-3)


def test_plain_laws_need_no_brief():
    found = Inputs({"a": U100, "b": Law("point", (3.0,)), "c": Law("pert", (0.0, 1.0, 4.0))})
    assert names(found) == ["value/a", "value/c"]
    assert found.values(np.array([[0.5, 0.5]]))[0].tolist() == [
        50.0,
        3.0,
        float(found.laws["c"].quantile(np.array(0.5))),
    ]
    assert found.without("x").values(np.array([[0.5, 0.5]]))[0, 0] == 50.0


@pytest.mark.parametrize("name", ["otan-2025", "riviere"])
def test_the_examples_are_swept_by_the_rule(name, request):
    known = pp.read_brief(request.config.rootpath / "examples" / name)
    spread = pp.sweep(known, pp.Compromise(), draws=256, seed=1)
    told = spread.to_dict("en")
    assert told["rule"] == "mixture/1"
    assert "mixture/1" in told["status"]["sentence"]
    for key, weight in told["weights"].items():
        assert weight == pytest.approx(number_weight(known, known.number(key)), abs=1e-12)
    assert spread.drivers()
