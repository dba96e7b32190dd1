"""Sweeps: the same draws however they are run, laws as written, honest shares."""

from pathlib import Path

import numpy as np
import pytest
from ranged import DATA

import pourparler as pp
from pourparler.brief.laws import Law
from pourparler.brief.reading import brief_from_data
from pourparler.uncertainty.draws.design import drawn, uniforms
from pourparler.uncertainty.draws.observing import CHUNK
from pourparler.uncertainty.inputs.inputs import inputs_of


@pytest.fixture(scope="module")
def brief() -> pp.Brief:
    return brief_from_data(DATA)


def test_pert_moments_and_quantiles() -> None:
    # Uncertainty specification, section 1.
    law = Law("pert", (60.0, 85.0, 100.0))
    assert law.quantile(np.array([0.05, 0.5, 0.95])) == pytest.approx([70.4253, 83.7262, 94.8890], abs=1e-4)
    assert law.mean == pytest.approx(83.3333, abs=1e-4)
    u = (np.arange(2**16) + 0.5) / 2**16
    assert np.var(law.quantile(u)) == pytest.approx(55.5556, abs=0.01)
    assert Law("pert", (120.0, 182.0, 270.0)).mean == pytest.approx(186.3333, abs=1e-4)


def test_fitted_quantiles_are_reproduced(brief: pp.Brief) -> None:
    law = brief.number("stances/b/y/salience").law
    assert law.quantile(np.array([0.0, 0.05, 0.5, 0.95, 1.0])).tolist() == [0, 10, 40, 70, 100]
    assert law.central == 40


def test_chunks_are_parts_of_one_sequence() -> None:
    whole = uniforms(5, 0, 4 * CHUNK, seed=3)
    assert whole.shape == (4 * CHUNK, 5)
    assert len({tuple(row) for row in whole.tolist()}) == 4 * CHUNK
    assert (whole == uniforms(5, 0, 4 * CHUNK, seed=3)).all()
    assert (uniforms(5, 0, CHUNK, seed=4) != whole[:CHUNK]).any()
    # Each half of each axis holds exactly half of a balanced design.
    assert ((whole < 0.5).sum(axis=0) == 2 * CHUNK).all()


def test_exact_numbers_have_no_dimension(brief: pp.Brief) -> None:
    template = pp.Bargain.template(brief)
    inputs = inputs_of(brief, template)
    names = [dimension.name for dimension in inputs.dimensions]
    assert "value/stances/a/x/position" in names
    assert "value/stances/a/y/position" not in names
    assert names == sorted(names)
    rows = drawn(inputs, 0, CHUNK, seed=1)
    at = list(template.laws).index("stances/a/y/position")
    assert (rows[:, at] == 0).all()
    low, high = template.laws["stances/a/x/position"].support
    inside = rows[:, list(template.laws).index("stances/a/x/position")]
    assert ((inside >= low) & (inside <= high)).all()


def test_the_first_draws_of_a_longer_sweep_are_the_shorter_one(brief: pp.Brief) -> None:
    short, long = (pp.sweep(brief, pp.Nash(), draws=n, seed=5) for n in (256, 512))
    for name, found in short.quantities.items():
        assert (long.quantities[name][:256] == found).all()


def test_what_is_no_power_of_two_is_said(brief: pp.Brief) -> None:
    sentence = pp.sweep(brief, pp.Nash(), draws=600, seed=5).to_dict("en")["status"]["sentence"]
    assert "512" in sentence
    assert "1,024" in sentence


def test_without_ranges_every_draw_equals_solve() -> None:
    points = brief_from_data(
        {
            "parties": {"a": {}, "b": {}},
            "issues": {"x": {"levels": [1, 2, 3], "status_quo": "1"}},
            "stances": {
                "a": {"x": {"position": "3", "salience": {"low": 5, "mode": 5, "high": 5}}},
                "b": {"x": {"position": 40, "salience": 1}},
            },
        }
    )
    spread = pp.sweep(points, pp.Nash(), draws=100, seed=1)
    result = pp.solve(points, pp.Nash())
    assert [outcome for outcome, _ in spread.outcomes] == [result.outcome]
    assert spread.outcomes[0][1].share == 1
    assert spread.quantities["objective"].tolist() == [result.objective] * 100
    assert spread.drivers() == ()
    assert spread.flips() == ()


def test_shares_sum_to_one_and_have_errors(brief: pp.Brief) -> None:
    spread = pp.sweep(brief, pp.Nash(), draws=512, seed=2)
    assert sum(share.share for _, share in spread.outcomes) + spread.status_share.get(
        "no-agreement", 0
    ) == pytest.approx(1)
    one = spread.share({"x": "middle"})
    assert one.standard_error == pytest.approx((one.share * (1 - one.share) / 512) ** 0.5)
    assert spread.share({"x": "middle"}).share + spread.share({"x": "high"}).share + spread.share(
        {"x": "low"}
    ).share == pytest.approx(1)
    with pytest.raises(pp.UsageError):
        spread.share({"z": 1})
    model = spread.draw(17)
    assert pp.solve(model, pp.Nash()).objective == spread.quantities["objective"][17]


def test_a_bystander_drives_nothing_but_is_reported(brief: pp.Brief) -> None:
    spread = pp.sweep(brief, pp.Nash(), draws=64, seed=2)
    assert "utility/c" in spread.quantities
    assert not [d for d in spread.drivers() if "/c/" in d.key]


def test_draws_without_an_answer_keep_their_share() -> None:
    hard = brief_from_data(
        {
            "parties": {"a": {}, "b": {}},
            "issues": {"x": {"range": {"from": 0, "to": 100, "step": 10}, "status_quo": "50"}},
            "stances": {
                "a": {"x": {"position": 100, "salience": 1, "red_line": {"at_least": [0, 100]}}},
                "b": {"x": {"position": 0, "salience": 1, "red_line": {"at_most": [0, 100]}}},
            },
        }
    )
    spread = pp.sweep(hard, pp.Nash(), draws=256, seed=1)
    assert set(spread.status_share) == {"ok", "no-agreement"}
    assert sum(spread.status_share.values()) == 1
    assert np.isnan(spread.quantities["objective"]).sum() == round(spread.status_share["no-agreement"] * 256)


def test_flips_find_a_threshold() -> None:
    # One issue, one party's position decides: at 37.5 the nearer level changes from 50 to 25.
    data = {
        "parties": {"a": {"reserve": 0}, "b": {"reserve": -1}},
        "issues": {"x": {"levels": {"none": 0, "some": 25, "half": 50, "all": 100}}},
        "stances": {"a": {"x": {"position": {"low": 0, "mode": 60, "high": 100}, "salience": 1}}, "b": {"x": {"values": {"none": 0, "some": 0, "half": 0, "all": 0}, "weight": 1}}},
    }  # fmt: skip
    (flip,) = pp.sweep(brief_from_data(data), pp.Nash(), draws=16, seed=1).flips()
    assert flip.to == pytest.approx(75, abs=1e-4) or flip.to == pytest.approx(37.5, abs=1e-4)
    assert abs(flip.to - flip.last) <= 100 * 2**-20
    assert flip.changes[0][:2] == ("x", "half")


def test_impossible_sweeps(brief: pp.Brief) -> None:
    for bad in ({"draws": 0, "seed": 1}, {"draws": 2**23, "seed": 1}, {"draws": 8, "seed": -1}):
        with pytest.raises(pp.UsageError):
            pp.sweep(brief, pp.Nash(), **bad)
    with pytest.raises(pp.UsageError):
        pp.Execution(workers=0)


def test_progress_is_told(brief: pp.Brief, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    pp.sweep(
        brief,
        pp.Compromise(),
        draws=512,
        seed=1,
        execution=pp.Execution(progress=lambda d, t: seen.append((d, t))),
    )
    assert seen == [(1, 2), (2, 2)]


def test_compromise_moves_with_its_inputs(brief: pp.Brief) -> None:
    spread = pp.sweep(brief, pp.Compromise(), draws=1024, seed=1)
    found = spread.statistics("issue/x")
    assert found["quantiles"]["0.05"] < found["mean"] < found["quantiles"]["0.95"]
    assert spread.outcomes == ()
    leading = spread.drivers()[0]
    assert leading.quantity == "issue/x"
    assert leading.effect > 0
