"""Inputs of numbers that go back to several roots: each is drawn once, and may be left out."""

import pickle

import numpy as np
import pytest
from cited import P0, P1, brief, cites, held, inputs, item, names, points

from pourparler.brief.weights import number_weight
from pourparler.uncertainty.inputs.inputs import Inputs


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
