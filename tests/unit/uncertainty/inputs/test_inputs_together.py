"""Inputs that move together: stated correlations, and experts who judge several numbers."""

import numpy as np
import pytest
from cited import P0, P1, brief, cites, inputs, item, names, points
from scipy.stats import spearmanr

import pourparler as pp
from pourparler.brief.laws import Law


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
