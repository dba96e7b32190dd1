"""Sweeps of stability: verdicts of many draws at once equal each draw's own; the main job draws where it matters."""

import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.stability.stability import Stability
from pourparler.brief.reading import brief_from_data
from pourparler.model.conflict import Conflict
from pourparler.uncertainty import run as running
from pourparler.uncertainty.draws.observing import CHUNK, observed
from pourparler.uncertainty.run import Plan, run

DAM = {
    "parties": {"n": {}, "s": {}},
    "moves": {
        "options": {"dam": {"party": "n"}, "quota": {"party": "s"}, "protest": {"party": "s"}},
        "impossible": ["quota and protest"], "flip_chance": 0.1,
        "prefer": {"n": ["dam", {"statement": "not protest", "flip_chance": 0.3}], "s": ["not dam", "quota"]},
    },
}  # fmt: skip
TARIFF = {
    "parties": {"a": {}, "b": {}},
    "issues": {
        "tariff": {"levels": ["low", "mid", "high"], "status_quo": "low"},
        "quota": {"levels": ["small", "large"], "status_quo": "small"},
    },
    "stances": {
        "a": {"tariff": {"position": {"low": 40, "mode": 60, "high": 100}, "salience": {"low": 20, "mode": 60, "high": 90}}, "quota": {"position": 0, "salience": 30}},
        "b": {"tariff": {"position": {"low": 0, "mode": 40, "high": 80}, "salience": 30}, "quota": {"position": 100, "salience": {"low": 10, "mode": 20, "high": 60}}},
    },
    "moves": {"issues": {"tariff": "a", "quota": "b"}},
}  # fmt: skip
GRAPH = {
    "parties": {"a": {}, "b": {}},
    "moves": {**DAM["moves"], "options": {"dam": {"party": "a"}, "quota": {"party": "b"}, "protest": {"party": "b"}},
              "prefer": {"a": ["dam", "not protest"], "b": ["not dam", "quota"]},
              "blocked_moves": [{"party": "b", "from": "-N-", "to": "-Y-"}]},
}  # fmt: skip


@pytest.mark.parametrize("data", [DAM, TARIFF, GRAPH])
def test_observing_many_equals_solving_each(data):
    brief = brief_from_data(data)
    template, rng = Conflict.template(brief), np.random.default_rng(4)
    rows = np.array([[law.quantile(np.array([rng.random()]))[0] for law in template.laws.values()] for _ in range(40)])  # fmt: skip
    models = [template.build(row) for row in rows]
    together = Stability().observe(models)
    assert len({seen.answer for seen in together}) > 2
    for model, seen in zip(models, together, strict=True):
        assert seen == pp.solve(model, Stability(coalitions="all"), on_fail="status").observed(model)


@pytest.mark.parametrize("data", [DAM, TARIFF])
def test_a_sweep_has_shares_with_errors_drivers_and_flips(data):
    spread = pp.sweep(brief_from_data(data), Stability(), draws=CHUNK, seed=1)
    told = spread.to_dict()
    assert set(told["status_share"]) == {"ok"}
    assert len(told["outcomes"]) > 2
    for outcome in told["outcomes"]:
        p = outcome["share"]
        assert outcome["standard_error"] == pytest.approx((p * (1 - p) / CHUNK) ** 0.5)
    for name, quantity in told["quantities"].items():
        if not name.startswith("equilibria/"):
            p = quantity["mean"]
            assert quantity["standard_error"] == pytest.approx((p * (1 - p) / CHUNK) ** 0.5)
    assert any(0 < quantity["mean"] < 1 for quantity in told["quantities"].values())
    assert any(driver["changes_outcome"] for driver in told["drivers"])
    assert told["flips"]


def test_chances_of_statements_are_shares_of_draws():
    # One party, one option that it likes unless the statement is the other way round.
    data = {"parties": {"a": {}}, "moves": {"options": {"x": {"party": "a"}}, "prefer": {"a": [{"statement": "x", "flip_chance": 0.25}]}}}  # fmt: skip
    spread = pp.sweep(brief_from_data(data), Stability(), draws=256, seed=3)
    assert spread.statistics("nash/1")["mean"] == 0.75
    assert spread.statistics("nash/0")["mean"] == 0.25


def test_verdicts_that_need_more_draws_than_fit_are_made_in_parts(monkeypatch):
    from pourparler.analyses.stability import robustness

    models = [Conflict.template(brief_from_data(DAM)).central()] * 9
    once = Stability().observe(models)
    monkeypatch.setattr(robustness, "HELD", 16)
    assert list(Stability().observe(models)) == list(once)
    assert len(once) == 9


def test_status_of_a_draw_tells_of_its_verdicts_alone(monkeypatch):
    from pourparler.analyses.stability import groups

    monkeypatch.setattr(groups, "PARTIES", 1)
    model = Conflict.template(brief_from_data(DAM)).central()
    found = pp.solve(model, Stability(coalitions="all"))
    assert found.status.code == "limit"
    assert found.observed(model).code == "ok"
    assert observed(Conflict.template(brief_from_data(DAM)), Stability(coalitions="all"), np.zeros((1, 4)), seed=1)[0].code == "ok"  # fmt: skip


def test_the_main_job_draws_preferences_and_leaves_sources_out(monkeypatch):
    sources = {"s": {"kind": "document"}}
    prefer = {**DAM["moves"]["prefer"], "s": [{"statement": "not dam", "because": "e"}, "quota"]}
    data = {**DAM, "sources": sources, "evidence": {"e": {"source": "s", "quote": "…"}}, "moves": {**DAM["moves"], "prefer": prefer}}  # fmt: skip
    found = run(brief_from_data(data), (), Plan(draws=16))
    assert "stability" in [spread.concept.name for spread in found.sweeps]
    assert [one["source"] for one in found.to_dict()["left_out"]["sources"]] == ["s"]
    firm = {**DAM, "moves": {**DAM["moves"], "flip_chance": 0, "prefer": {"n": ["dam"], "s": ["quota"]}}}
    found = run(brief_from_data(firm), (), Plan(draws=16))
    assert "stability" not in [spread.concept.name for spread in found.sweeps]
    assert "left_out" not in found.to_dict()
    monkeypatch.setattr(running, "STATES", 5)
    found = run(brief_from_data(data), (), Plan(draws=16))
    assert found.left_out is None
    assert "preferences were not drawn" in str(found.skipped[-1].message)
