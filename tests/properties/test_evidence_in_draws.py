"""What holds for any evidence: draws agree with the rule's weights, and ranges that widen never lower a variance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.brief.laws import Law
from pourparler.brief.reading import brief_from_data
from pourparler.brief.weights import number_weight
from pourparler.model.positions import Positions
from pourparler.uncertainty.draws.design import uniforms
from pourparler.uncertainty.inputs.branches import central_weights
from pourparler.uncertainty.inputs.inputs import Inputs, inputs_of

KEY = "stances/a/x/position"
DOCUMENTS, ROOTS = ("d1", "d2", "d3"), ("r", "s", "t", "u")
LINK = st.sampled_from(ROOTS)
CHAIN = st.lists(st.one_of(LINK, st.lists(LINK, min_size=2, max_size=3, unique=True)), max_size=2)
ITEM = st.fixed_dictionaries(
    {"source": st.sampled_from(DOCUMENTS), "via": CHAIN, "credibility": st.sampled_from([1, 2, 3, 4])}
)


def known(items):
    evidence = {f"e{i}": {"quote": "…", **item} for i, item in enumerate(items)}
    data = {
        "sources": {name: {"reliability": "A"} for name in (*DOCUMENTS, *ROOTS)},
        "evidence": evidence,
        "parties": {"a": {}},
        "issues": {"x": {"range": {"from": 0, "to": 100}}},
        "stances": {"a": {"x": {"position": {"value": 90, "because": list(evidence)}}}},
    }
    return brief_from_data(data)


@settings(deadline=None, max_examples=60)
@given(st.lists(ITEM, min_size=1, max_size=5))
def test_a_number_is_in_force_as_often_as_its_evidence_weighs_and_never_more_than_the_rule_says(items):
    brief = known(items)
    found = inputs_of(brief, Positions.template(brief))
    weight = found.weights[KEY]
    assert weight <= number_weight(brief, brief.number(KEY)) + 1e-12
    branch = found.evidence.branches[KEY]
    thresholds = [
        (root, float(t))
        for group in branch.groups
        for root, t in zip(group.roots, group.thresholds([np.array(w) for w in branch.centrals]), strict=True)
    ]
    # Groups share no root, so that the uniforms that decide are independent.
    assert len({root for root, _ in thresholds}) == len(thresholds)
    assert min(0.95, 1 - np.prod([1 - t for _, t in thresholds])) == pytest.approx(weight)
    points = uniforms(len(found.dimensions), 0, 256, seed=3)
    assert (found.values(points) == 90).mean() == pytest.approx(weight, abs=0.06)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        ITEM.filter(lambda item: not item["via"] or all(isinstance(x, str) for x in item["via"][-1:])),
        min_size=1,
        max_size=5,
    )
)
def test_items_told_by_a_document_each_and_led_to_roots_that_are_no_links_weigh_as_the_rule_says(items):
    apart = [{**item, "source": f"d{i}", "via": item["via"][-1:]} for i, item in enumerate(items)]
    brief = known(apart)
    found = inputs_of(brief, Positions.template(brief))
    assert found.weights[KEY] == pytest.approx(number_weight(brief, brief.number(KEY)))


@settings(deadline=None, max_examples=40)
@given(st.lists(ITEM, min_size=1, max_size=4), st.sampled_from([*DOCUMENTS, *ROOTS, "unused"]))
def test_leaving_a_source_out_never_adds_weight_to_an_item_or_moves_what_does_not_rest_on_it(items, source):
    brief = known(items)
    found = inputs_of(brief, Positions.template(brief))
    left = found.without(source)
    assert left.dimensions == found.dimensions
    kept = left.evidence.branches[KEY].items
    assert set(kept) <= set(found.evidence.branches[KEY].items)
    before, after = central_weights(found.evidence.items), central_weights(left.evidence.items)
    assert all(after[i] <= before[i] + 1e-12 for i in kept)
    points = uniforms(len(found.dimensions), 0, 256, seed=3)
    values = left.values(points)
    if not kept:
        assert (values != 90).all()
    keys = found.evidence.keys.get(source, frozenset())
    tellings = [telling for item in found.evidence.items for telling in item.tellings]
    if not any(source in telling.through or keys & set(telling.roots) for telling in tellings):
        assert (values == found.values(points)).all()


BOUNDS = st.tuples(*[st.floats(0, 40, allow_nan=False)] * 4)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(BOUNDS, st.floats(-3, 3)), min_size=1, max_size=4))
def test_widening_a_range_never_lowers_the_variance_of_a_linear_output(numbers):
    """Rule as-written/1."""
    narrow, wide = {}, {}
    for i, ((left, right, more_left, more_right), _) in enumerate(numbers):
        narrow[f"n{i}"] = (
            Law("pert", (50 - left, 50.0, 50 + right)) if left + right > 1e-6 else Law("point", (50.0,))
        )
        low, high = 50 - left - more_left, 50 + right + more_right
        wide[f"n{i}"] = Law("pert", (low, 50.0, high)) if high - low > 1e-6 else Law("point", (50.0,))
    loads = np.array([load for _, load in numbers])
    variances = []
    for laws in (narrow, wide):
        inputs = Inputs(laws)
        u = np.random.default_rng(1).random((4096, len(inputs.dimensions)))
        exact = sum(
            load**2 * np.var(law.quantile((np.arange(4096) + 0.5) / 4096))
            for load, law in zip(loads, laws.values(), strict=True)
        )
        drawn = np.var(inputs.values(u) @ loads)
        assert drawn == pytest.approx(exact, rel=0.2, abs=1e-6)
        variances.append(exact)
    assert variances[1] >= variances[0] - 1e-6
