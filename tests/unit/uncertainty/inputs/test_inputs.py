"""Inputs: which uniforms there are, what they decide, and what is left without a source."""

import pickle
from datetime import date

import numpy as np
import pytest
from scipy.stats import qmc, spearmanr

import pourparler as pp
from pourparler.brief.laws import Law
from pourparler.brief.reading import brief_from_data
from pourparler.brief.weights import number_weight
from pourparler.uncertainty.inputs.inputs import Inputs, inputs_of
from pourparler.uncertainty.inputs.mixture import Mixed

P0, P1 = "stances/a/i0/position", "stances/a/i1/position"
U100 = Law("uniform", (0.0, 100.0))


def item(via=(), source="doc", credibility=2, **more):
    return {"source": source, "quote": "…", "via": list(via), "credibility": credibility, **more}


def brief(*numbers, evidence=None, sources=None, issue=None, **more) -> pp.Brief:
    """Positions of one party on issues from 0 to 100; sources that are not declared here are of grade B."""
    cited = evidence or {}
    links = {name for one in cited.values() for name in _links(one)}
    grades = {name: {"reliability": "B"} for name in sorted(links)} | (sources or {})
    data = {
        "sources": grades,
        "evidence": cited,
        "parties": {"a": {}},
        "issues": {
            f"i{n}": {"range": {"from": 0, "to": 100}, "status_quo": 20, **(issue or {})}
            for n in range(len(numbers))
        },
        "stances": {"a": {f"i{n}": {"position": number} for n, number in enumerate(numbers)}},
        **more,
    }
    return brief_from_data(data)


def _links(one):
    yield one["source"]
    for link in one["via"]:
        yield from [link] if isinstance(link, str) else link


def inputs(known: pp.Brief, **more) -> Inputs:
    return inputs_of(known, pp.Positions.template(known), **more)


def points(found: Inputs, draws: int = 2**14) -> np.ndarray:
    return qmc.Sobol(max(1, len(found.dimensions)), rng=np.random.default_rng(5)).random(draws)


def names(found: Inputs) -> list[str]:
    return [dimension.name for dimension in found.dimensions]


def held(found: Inputs, draws: int = 2**14) -> np.ndarray:
    """Shares of draws in which numbers written as 90 are in force."""
    return (found.values(points(found, draws)) == 90.0).mean(axis=0)


def cites(*evidence, **more):
    return {"value": 90, "because": list(evidence), **more}


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


def test_parallel_roots_weigh_once_and_each_of_them_decides():
    found = inputs(
        brief(cites("e"), cites("f"), evidence={"e": item([["r", "s"]]), "f": item(["r"], "other")})
    )
    assert found.weights[P0] == pytest.approx(0.63)
    assert held(found) == pytest.approx([0.63, 0.63], abs=2e-3)
    assert {d.name: d.moves for d in found.dimensions if d.name.startswith("root/")} == {
        "root/r": (P0, P1),
        "root/s": (P0,),
    }
    # The root in common ties the two: P(both) = P(U_r < t) + P(U_r in [t, w)) · P(U_s < t), t = 1 − √(1 − w).
    t = 1 - 0.37**0.5
    both = (found.values(points(found)) == 90.0).all(axis=1).mean()
    assert both == pytest.approx(t + (0.63 - t) * t, abs=3e-3)


def test_two_roots_told_by_one_document_do_not_add_up():
    told = {"e": item(["r"]), "f": item(["s"], credibility=3)}
    found = inputs(brief(cites("e", "f"), evidence=told))
    assert found.weights[P0] == pytest.approx(0.63)
    assert held(found)[0] == pytest.approx(0.63, abs=2e-3)
    apart = inputs(brief(cites("e", "f"), evidence={**told, "f": item(["s"], "other", credibility=3)}))
    assert apart.weights[P0] == pytest.approx(1 - 0.37 * 0.55)
    assert held(apart)[0] == pytest.approx(1 - 0.37 * 0.55, abs=2e-3)


def test_a_root_that_is_a_link_elsewhere_is_read_as_what_it_leads_to():
    told = {
        "e": item(["agency"], "d1"),
        "f": item(["minister"], "d2"),
        "g": item(["agency", "minister"], "d3"),
    }
    found = inputs(brief(cites("e", "f"), cites("g"), evidence=told))
    assert [n for n in names(found) if n.startswith("root/")] == ["root/minister"]
    assert held(found) == pytest.approx([0.63, 0.63], abs=2e-3)
    # Without the link that leads there, the two are two roots.
    two = inputs(brief(cites("e", "f"), evidence={name: told[name] for name in ("e", "f")}))
    assert held(two)[0] == pytest.approx(1 - 0.37**2, abs=2e-3)


def test_a_document_that_speaks_for_itself_and_for_others_is_read_as_those_others():
    told = {"e": item(), "f": item(["r"]), "g": item(["s"])}
    found = inputs(brief(cites("e"), cites("f"), evidence=told))
    assert [n for n in names(found) if n.startswith("root/")] == ["root/r", "root/s"]
    assert held(found) == pytest.approx([0.63, 0.63], abs=2e-3)


def test_links_that_lead_to_one_another_are_one_root():
    told = {"e": item(["x", "y"], "d1"), "f": item(["y", "x"], "d2")}
    found = inputs(brief(cites("e", "f"), evidence=told))
    assert [n for n in names(found) if n.startswith("root/")] == ["root/x"]
    assert held(found)[0] == pytest.approx(0.63, abs=2e-3)


def test_items_tied_in_a_row_never_weigh_more_than_the_rule_gives():
    # e and f have a document in common, f and g a root: e and g count together, or f alone.
    told = {"e": item(["r"], "d1"), "f": item(["s"], "d1"), "g": item(["s"], "d2", credibility=3)}
    known = brief(cites("e", "f", "g"), evidence=told)
    found = inputs(known)
    assert found.weights[P0] == pytest.approx(number_weight(known, known.number(P0)))
    assert held(found)[0] == pytest.approx(1 - 0.37 * 0.55, abs=2e-3)


def test_what_weights_depend_on_is_drawn_once_for_each_cause():
    could = {"term": "could", "class": "possibility"}
    told = {
        "e": {**item(["anon"], hedges=[could]), "credibility": 6},
        "f": {**item(["anon"]), "published": "2024"},
        "g": item(["b"], "plain"),
    }
    sources = {
        "doc": {"published": "2024-12/2025-01", "reliability": "B", "language": "en"},
        "anon": {"kind": "anonymous"}, "plain": {"published": "2024", "reliability": "A"},
    }  # fmt: skip
    found = inputs(
        brief(cites("e", "f"), cites("e"), cites("g"), evidence=told, sources=sources, as_of="2025-01-12")
    )
    kinds = {d.name: (len(d.moves), d.roots) for d in found.dimensions if not d.name.startswith("value/")}
    assert kinds == {
        "age/f": (1, ("anon",)),
        "credibility/e": (2, ("anon",)),
        "hedge/e/could": (2, ("anon",)),
        "published/doc": (2, ("anon",)),
        "published/plain": (1, ("b",)),
        "reliability/anon": (2, ("anon",)),
        "root/anonymous/doc/anon": (2, ("anon",)),
        "root/b": (1, ("b",)),
    }
    assert {d.name: d.roots for d in found.dimensions}[f"value/{P0}"] == ("anon",)


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


@pytest.fixture(scope="module")
def sourced() -> Inputs:
    told = {"e": item(["r"]), "f": item(["link", "s"], "d2"), "g": item([["r", "s"]], "d3")}
    return inputs(brief(cites("e", "f"), cites("g"), cites("f"), evidence=told))


def test_without_a_source_its_items_are_out_over_the_same_dimensions(sourced):
    without = sourced.without("s")
    assert without.dimensions == sourced.dimensions
    weights = list(without.weights.values())
    assert weights == pytest.approx([0.63, 0.63, 0.0])
    assert held(without) == pytest.approx(weights, abs=3e-3)
    assert without.laws["stances/a/i2/position"].mean == 50.0
    # The number that rests on the other root alone keeps every draw.
    u = points(sourced)
    only = inputs(brief(cites("e"), cites("g"), evidence={"e": item(["r"]), "g": item(["r"], "d3")}))
    assert only.weights[P0] == pytest.approx(without.weights[P0])
    assert ((without.values(u)[:, 0] == 90) <= (sourced.values(u)[:, 0] == 90)).all()


def test_without_a_link_or_a_document_the_chains_through_it_are_out(sourced):
    for source, left in (
        ("link", [0.63, 0.63, 0.0]),
        ("d3", [1 - 0.37**2, 0.0, 0.63]),
        ("doc", [0.63, 0.63, 0.63]),
    ):
        assert list(sourced.without(source).weights.values()) == pytest.approx(left)


def test_a_source_that_nothing_rests_on_changes_nothing(sourced):
    u = points(sourced, 256)
    for nobody in ("unused", "nobody"):
        assert (sourced.without(nobody).values(u) == sourced.values(u)).all()


def test_inputs_travel_to_workers_and_a_draw_is_the_same_alone(sourced):
    u = points(sourced, 64)
    again = pickle.loads(pickle.dumps(sourced))
    assert (again.values(u) == sourced.values(u)).all()
    assert (np.concatenate([sourced.values(u[i : i + 1]) for i in range(64)]) == sourced.values(u)).all()


def test_plain_laws_need_no_brief():
    found = Inputs({"a": U100, "b": Law("point", (3.0,)), "c": Law("pert", (0.0, 1.0, 4.0))})
    assert names(found) == ["value/a", "value/c"]
    assert found.values(np.array([[0.5, 0.5]]))[0].tolist() == [
        50.0,
        3.0,
        float(found.laws["c"].quantile(np.array(0.5))),
    ]
    assert found.without("x").values(np.array([[0.5, 0.5]]))[0, 0] == 50.0


def test_mixtures_that_move_together_keep_their_weights_and_shares():
    stated = {"pairs": [[P0, P1, 0.8]], "party": 0.2}
    told = {"e": item(["r"]), "f": item(["s"], "d2")}
    known = brief(
        {"low": 90, "mode": 95, "high": 100, "because": "e"},
        cites("f"),
        [0, 40],
        evidence=told,
        dependence=stated,
    )
    found = inputs(known)
    # A stated pair takes the place of the factor for all that the party ties.
    assert not [name for name in names(found) if name.startswith("factor/")]
    values = found.values(points(found))
    assert values.mean(axis=0) == pytest.approx([law.mean for law in found.laws.values()], abs=0.3)
    assert spearmanr(values[:, 0], values[:, 2]).statistic > 0.05
    at = names(found).index(f"value/{P1}")
    assert P0 not in found.dimensions[at].moves


def test_correlations_that_no_distribution_has_stop_a_sweep_too():
    keys = [f"stances/a/i{n}/position" for n in range(3)]
    pairs = [[keys[0], keys[1], 0.9], [keys[1], keys[2], 0.9], [keys[0], keys[2], -0.9]]
    with pytest.raises(pp.ModelError, match="not positive semidefinite"):
        inputs(brief([0, 9], [0, 9], [0, 9], dependence={"pairs": pairs}))


LOW, HIGH = Law("pert", (0.0, 5.0, 10.0)), Law("pert", (90.0, 95.0, 100.0))
JUDGED = {P0: {"x": LOW, "y": HIGH}, P1: {"x": LOW, "y": HIGH, "z": Law("point", (50.0,))}}


def test_judgements_count_only_where_a_brief_pools_them():
    numbers = ([40, 60], [40, 60])
    assert inputs(brief(*numbers), judged=JUDGED).dimensions == inputs(brief(*numbers)).dimensions
    none = inputs(brief(*numbers, pool={"evidence": 1, "judgements": 0}), judged=JUDGED)
    assert none.dimensions == inputs(brief(*numbers)).dimensions
    assert not inputs(brief(*numbers, pool={"evidence": 0.5, "judgements": 0.5})).is_mixed


def test_one_expert_speaks_of_all_keys_that_he_judged():
    found = inputs(brief([40, 60], [40, 60], pool={"evidence": 0.5, "judgements": 0.5}), judged=JUDGED)
    assert names(found) == ["expert/all", "pool/all", f"value/{P0}", f"value/{P1}"]
    one, two = found.values(points(found)).T
    evidence = (one >= 40) & (one <= 60)
    assert evidence.mean() == pytest.approx(0.5, abs=1e-3)
    # Judgements count for both keys or for neither.
    assert (((two >= 40) & (two <= 60) & (two != 50)) == evidence).all()
    # Weights are equal among those who judged a key, and whoever judged both speaks of both.
    assert (one[~evidence] < 10).mean() == pytest.approx(1 / 2, abs=2e-3)
    assert (two[~evidence] < 10).mean() == pytest.approx(1 / 3, abs=2e-3)
    spoken = ~evidence & (two != 50)
    assert ((one < 10) == (two < 10))[spoken].all()
    assert found.laws[P1].mean == pytest.approx(0.5 * 50 + 0.5 / 3 * (5 + 95 + 50))
    assert one.mean() == pytest.approx(found.laws[P0].mean, abs=0.2)


def test_judgements_alone_and_an_experts_own_factor():
    stated = {"pool": {"evidence": 0, "judgements": 1}, "dependence": {"expert": 0.6}}
    found = inputs(brief([40, 60], [40, 60], **stated), judged={P0: {"x": LOW}, P1: {"x": HIGH}})
    assert names(found) == ["factor/expert/x", f"value/{P0}", f"value/{P1}"]
    values = found.values(points(found))
    assert spearmanr(values).statistic == pytest.approx(0.6, abs=0.02)
    assert values.max(axis=0) == pytest.approx([10, 100], abs=1)


def test_zero_widths_reproduce_the_central_values():
    numbers = [{"low": 30, "mode": 30, "high": 30}, [70, 70], 50]
    found = inputs(brief(*numbers, dependence={"party": 0.5}))
    assert found.dimensions == ()
    assert found.values(np.empty((3, 0))).tolist() == [[30, 70, 50]] * 3
    flat = inputs(brief(cites("e"), evidence={"e": item()}, rule="as-written/1"))
    assert flat.values(np.empty((2, 0))).tolist() == [[90], [90]]


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
