"""The spatial model on odd input, its settings, and what is drawn."""

import json
from dataclasses import replace

import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.collective import smp
from pourparler.analyses.collective.smp import Reading

THREE = pp.Positions.from_arrays([[0.0], [40.0], [100.0]], influence=[1, 2, 3], salience=[[0.5]] * 3)


def test_one_actor_and_one_position_do_not_move() -> None:
    for n in (1, 3):
        found = pp.solve(
            pp.Positions.from_arrays([[100 / 3]] * n, influence=[1] * n, salience=[[0.5]] * n), pp.Smp()
        )
        assert found.status.code == "ok"
        assert "same position" in str(found.status.message)
        assert found.positions == (((100 / 3,),) * n,)
        assert found.probabilities == ((1.0,) * n,)
        assert found.forecasts["i1"].details["expectation"] == 100 / 3
        assert found.bargains == ()
        assert found.stats.work["turns"] == 0


def test_what_nobody_disputes_is_left_as_it_is() -> None:
    model = pp.Positions.from_arrays(
        [[0.0, 100 / 3], [40.0, 100 / 3], [100.0, 100 / 3]], influence=[1, 2, 3], salience=[[0.5, 0.5]] * 3
    )
    found = pp.solve(model, pp.Smp())
    assert {place[1] for turn in found.positions for place in turn} == {100 / 3}
    assert found.forecasts["i2"].point == 100 / 3
    assert found.stats.work["turns"] > 1


def test_without_anything_to_gain_nobody_moves() -> None:
    # Even odds between all and nothing are worth what is; nobody gives way who cares for nothing else.
    model = pp.Positions.from_arrays([[0.0], [100.0]], influence=[1, 1], salience=[[1.0]] * 2)
    found = pp.solve(model, pp.Smp())
    assert found.bargains == ()
    assert set(found.positions) == {((0,), (100,))}


def test_a_bargain_worth_no_more_than_what_is_is_not_taken() -> None:
    # To both, two in the middle are worth as much as one at either end: the first of equals is what is.
    model = pp.Positions.from_arrays([[0.0], [100.0]], influence=[1, 1], salience=[[0.5]] * 2)
    found = pp.solve(model, pp.Smp())
    first = found.bargains[0]
    assert (first.turn, first.initiator, first.receiver) == (1, "a1", "a2")
    assert first.probability == pytest.approx(0.5)
    assert first.gain == pytest.approx(0.5)
    assert first.halves == {"a1": {"i1": 50}, "a2": {"i1": 50}}
    assert first.taken_by == ()
    assert set(found.positions) == {((0,), (100,))}


def test_saliences_of_zero_are_raised_and_named() -> None:
    none = replace(THREE, salience=np.zeros((3, 1)))
    found = pp.solve(none, pp.Smp())
    assert all(f"a{i} on i1" in str(found.status.message) for i in (1, 2, 3))
    least = pp.solve(replace(THREE, salience=np.full((3, 1), 0.01)), pp.Smp())
    assert found.positions == least.positions


def test_influence_that_vanishes_is_equal_and_says_so() -> None:
    found = pp.solve(replace(THREE, influence=np.zeros((3, 1))), pp.Smp())
    assert found.positions == pp.solve(replace(THREE, influence=np.ones((3, 1))), pp.Smp()).positions
    assert "equal" in str(found.status.message)
    weak = pp.solve(replace(THREE, influence=np.array([[0.0], [2.0], [3.0]])), pp.Smp())
    assert weak.forecasts["i1"].point >= 40


def test_influence_by_issue_is_averaged_by_salience() -> None:
    place, salience = [[0.0, 10.0], [50.0, 90.0], [100.0, 40.0]], [[0.2, 0.6], [0.3, 0.3], [0.5, 0.1]]
    plain = pp.Positions.from_arrays(place, influence=[3, 2, 1], salience=salience)
    split = replace(plain, influence=np.array([[6.0, 2.0], [2.0, 2.0], [1.0, 1.0]]))
    assert pp.solve(split, pp.Smp()).positions == pp.solve(plain, pp.Smp()).positions


def test_strangers_are_not_compared() -> None:
    model = pp.Positions.from_arrays(
        [[0.0, np.nan], [np.nan, 50.0], [20.0, 80.0]], influence=[1, 1, 1], salience=[[0.5, 0.5]] * 3
    )
    found = pp.solve(model, pp.Smp(), on_fail="status")
    assert found.status.code == "undefined"
    assert "a1" in str(found.status.message)
    assert "a2" in str(found.status.message)
    assert all(forecast.point is None for forecast in found.forecasts.values())
    assert json.dumps(found.to_dict(), allow_nan=False)
    assert pp.Smp().observe([model, model]) == [found.observed(model)] * 2


def test_missing_positions_stay_missing() -> None:
    model = pp.Positions.from_arrays(
        [[0.0, np.nan], [70.0, 50.0], [20.0, 80.0]], influence=[1, 1, 1], salience=[[0.5, 0.5]] * 3
    )
    found = pp.solve(model, pp.Smp())
    assert found.status.code == "ok"
    assert all(turn[0][1] is None for turn in found.positions)
    assert all(set(offer.halves["a1"]) == {"i1"} for offer in found.bargains if "a1" in offer.halves)
    assert "i2" not in found.to_dict()["rounds"][0]["positions"]["a1"]


def test_nobody_gives_nothing() -> None:
    away = replace(THREE, at_table=np.zeros(3, dtype=bool))
    assert pp.solve(away, pp.Smp(parties="at-table"), on_fail="status").status.code == "undefined"


def test_unknown_numbers_are_errors() -> None:
    for name in ("influence", "salience"):
        with pytest.raises(pp.ModelError, match="a2"):
            pp.solve(replace(THREE, **{name: np.array([[1.0], [np.nan], [1.0]])}), pp.Smp())


def test_positions_off_the_scale_are_taken_as_they_are() -> None:
    model = pp.Positions.from_arrays([[-100.0], [40.0], [300.0]], influence=[1, 2, 3], salience=[[0.5]] * 3)
    found = pp.solve(model, pp.Smp(), on_fail="status")
    path = np.array(found.positions)
    assert np.isfinite(path).all()
    assert (path >= -100.01).all()
    assert (path <= 300.01).all()


def test_turns_are_a_limit_that_is_told() -> None:
    found = pp.solve(THREE, pp.Smp(turns=1), on_fail="status")
    assert (found.status.code, found.stats.work["turns"], len(found.positions)) == ("limit", 1, 2)
    assert "1 turn." in str(found.status.message)
    assert len(pp.solve(THREE, pp.Smp(turns=0), on_fail="status").positions) == 1


def test_very_many_actors_are_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smp, "WEIGHINGS", 3 * 27)
    found = pp.solve(THREE, pp.Smp(), on_fail="status")
    assert (found.status.code, found.stats.work["turns"]) == ("limit", 3)


def test_work_is_counted() -> None:
    found = pp.solve(THREE, pp.Smp())
    turns = len(found.positions) - 1
    assert found.stats.work == {
        "turns": turns, "contests": 6 * turns, "weighings": 6 * turns, "bargains": len(found.bargains),
    }  # fmt: skip
    alone = pp.solve(THREE, pp.Smp(reading=Reading(commitment="none")), on_fail="status")
    assert alone.stats.work["weighings"] == 0


def test_settings_survive_text_and_data() -> None:
    asked = pp.Smp.with_settings({"reading": {"risk": "max", "whose": "both"}, "turns": "7"})
    assert asked == pp.Smp(reading=Reading(risk="max", whose="both"), turns=7)
    assert pp.Smp.with_settings(json.loads(json.dumps(asked.settings()))) == asked
    for wrong in ({"reading": {"risk": "none"}}, {"reading": "max"}, {"turns": -1}):
        with pytest.raises(pp.UsageError):
            pp.Smp.with_settings(wrong)


def test_both_views_are_two_bargains() -> None:
    found = pp.solve(THREE, pp.Smp(reading=Reading(whose="both"), turns=1), on_fail="status")
    one = [offer for offer in found.bargains if offer.initiator == "a1"]
    assert [offer.view for offer in one] == ["initiator", "receiver"]
    assert one[0].probability != one[1].probability


def test_stochastic_transitions_are_drawn_by_the_seed() -> None:
    rng = np.random.default_rng(1)
    model = pp.Positions.from_arrays(
        (rng.random((6, 1)) * 100).tolist(), influence=[1] * 6, salience=[[0.5]] * 6
    )
    concept = pp.Smp(transition="stochastic", turns=4)
    runs = [pp.solve(model, concept, seed=seed, on_fail="status").positions for seed in (1, 1, 2, 3)]
    assert runs[0] == runs[1]
    assert len(set(runs)) == 3
    assert concept.draws
    assert not pp.Smp().draws
    assert concept.observe([model, model]) == [None, None]
    with pytest.raises(pp.UsageError, match="seed"):
        pp.solve(model, concept)


def test_stochastic_transitions_follow_the_probabilities() -> None:
    chance = np.tile([0.2, 0.0, 0.8], (4000, 1))
    picked = np.bincount(smp._drawn(chance, np.random.default_rng(0)), minlength=3) / 4000
    assert picked == pytest.approx([0.2, 0, 0.8], abs=0.03)


def test_sweeps_draw_and_are_the_same_for_any_chunking() -> None:
    brief = pp.read_case("emission-1994")
    concept = pp.Smp(transition="stochastic", turns=3)
    one, two = (pp.sweep(brief, concept, draws=4, seed=5) for _ in range(2))
    assert np.array_equal(one.quantities["issue/delay"], two.quantities["issue/delay"])


def test_sentences_and_tables() -> None:
    found = pp.solve(THREE, pp.Smp())
    for lang in ("en", "fr"):
        text = found.summary(lang)
        assert "a1" in text
        assert f"{len(found.bargains)}" in text
    assert "mean weighted by influence" in found.summary("en")
