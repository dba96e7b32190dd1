"""Leave one source out of a sweep: what rests on it changes, the rest stays draw by draw."""

from typing import Any

import numpy as np
import pytest
from rooted import rest_on

import pourparler as pp
from pourparler.analyses.result import Observation
from pourparler.brief.reading import brief_from_data
from pourparler.uncertainty.left_out.compared import Versions, shifted_means, shifted_shares, shifted_statuses

KEY = "stances/a/x/position"


def data() -> dict[str, Any]:
    cited = {"position": {"low": 60, "mode": 90, "high": 100}, "salience": 50, "because": ["e", "f"]}
    return {
        "sources": {name: {"kind": "outlet"} for name in ("paper", "agency", "rumour", "idle")},
        "evidence": {
            "e": {"source": "paper", "quote": "one", "via": ["agency"]},
            "f": {"source": "rumour", "quote": "two"},
            "g": {"source": "idle", "quote": "three"},
        },
        "parties": {"a": {"reserve": -1, "influence": 50}, "b": {"reserve": -1, "influence": 50}},
        "issues": {"x": {"levels": {"none": 0, "some": 25, "half": 50, "all": 100}}},
        "stances": {
            "a": {"x": cited},
            "b": {"x": {"position": [0, 40], "salience": 50, "because": ["g"]}},
        },
    }


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch):
    rest_on(monkeypatch, {KEY: {"agency": 0.6, "rumour": 0.5}})
    return brief_from_data(data())


def test_without_one_of_two_sources_a_number_stands_on_the_other(brief) -> None:
    spread = pp.sweep(brief, pp.Compromise(), draws=512, seed=1)
    one = spread.without("rumour")
    assert one.draws == 256
    assert one.dropped == ()
    assert one.weakened[KEY] == pytest.approx((0.8, 0.6))
    assert one.is_root
    # In a draw that only the rumour carried, the number is now drawn from its prior: .4 * .5 of them.
    assert one.changed / 256 == pytest.approx(0.2, abs=0.02)
    assert one.solved == one.changed
    shift = one.means["issue/x"]
    assert shift.before is not None
    assert shift.after is not None
    assert shift.after < shift.before
    assert shift.standard_error is not None
    assert -shift.change > 3 * shift.standard_error


def test_what_does_not_change_is_the_same_draw_by_draw(brief) -> None:
    spread = pp.sweep(brief, pp.Compromise(), draws=256, seed=1)
    one = spread.without("rumour")
    rows = spread.question.inputs.values(points := _points(spread))
    left = spread.question.inputs.without("rumour").values(points)
    again = [seen.quantities["issue/x"] for seen in spread.question.observed(left)]
    same = (rows == left).all(axis=1)
    assert (np.array(again)[same] == spread.quantities["issue/x"][same]).all()
    assert one.means["issue/x"].after == pytest.approx(np.mean(again), abs=1e-12)


def _points(spread: Any) -> Any:
    from pourparler.uncertainty.draws.design import uniforms

    return uniforms(len(spread.question.inputs.dimensions), 0, spread.draws, seed=spread.seed)


def test_an_unused_source_changes_nothing_and_nothing_is_solved(brief) -> None:
    one = pp.sweep(brief, pp.Nash(), draws=64, seed=1).without("idle")
    assert not one.rests
    assert (one.solved, one.changed, one.means, one.outcomes, one.central) == (0, 0, {}, (), ())


def test_the_answer_at_central_values_moves_where_a_number_falls_to_its_prior(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rest_on(monkeypatch, {KEY: {"agency": 0.6}})
    spread = pp.sweep(brief_from_data(data()), pp.Compromise(), draws=128, seed=1)
    one = spread.without("agency")
    assert one.dropped == (KEY,)
    # (90 + 20) / 2 is nearest to 50; with the prior at 50 the mean is 35: nearest to 25.
    assert one.central == (("x", "half", "some"),)
    assert one.as_data()["changes"] == {"x": ["half", "some"]}


def test_every_source_in_turn_the_weightiest_first(brief) -> None:
    spread = pp.sweep(brief, pp.Nash(), draws=128, seed=1)
    found = spread.jackknife()
    assert found is spread.jackknife()
    # Documents, links and roots of what deciding numbers rest on; ``idle`` carries nothing by weight.
    assert {one.source for one in found.sources} == {"paper", "agency", "rumour"}
    largest = [(bool(one.central), one.largest) for one in found.sources]
    assert largest == sorted(largest, reverse=True)
    told = spread.to_dict()["left_out"]
    assert [one["source"] for one in told["sources"]] == [one.source for one in found.sources]
    assert found.solved == sum(one.solved for one in found.sources) <= 128 * 3
    shares = {o["share"] for o in spread.to_dict()["outcomes"]}
    for one in found.sources:
        for _, shift in one.outcomes:
            assert shift.before in shares | {0.0}


def test_versions_that_are_the_same_are_solved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rest_on(monkeypatch, {KEY: {"agency": 0.6, "paper": 0.0}})
    spread = pp.sweep(brief_from_data(data()), pp.Nash(), draws=64, seed=1)
    found = {one.source: one for one in spread.jackknife().sources}
    assert found["paper"].solved == found["paper"].changed == 0
    assert found["agency"].solved == found["agency"].changed > 0


def test_drawn_as_written_nothing_rests_on_a_source() -> None:
    spread = pp.sweep(brief_from_data({**data(), "rule": "as-written/1"}), pp.Nash(), draws=64, seed=1)
    assert spread.jackknife().sources == ()
    assert not spread.without("paper").rests


def test_an_id_that_is_no_source_is_refused(brief) -> None:
    spread = pp.sweep(brief, pp.Nash(), draws=16, seed=1)
    with pytest.raises(pp.UsageError) as error:
        spread.without("papre")
    assert "paper" in str(error.value.advice)


def test_concepts_that_draw_keep_the_generator_of_each_draw(brief) -> None:
    content = {**data(), "calendar": {"deadline": 5, "strategies": {"a": "random", "b": "random"}}}
    spread = pp.sweep(brief_from_data(content), pp.Talks(), draws=48, seed=1)
    assert spread.concept.draws
    one = spread.without("rumour")
    rows = spread.question.inputs.without("rumour").values(_points(spread))
    again = spread.question.observed(rows)
    after = [seen.quantities["utility/b"] for seen in again]
    if "utility/b" in one.means:
        assert one.means["utility/b"].after == pytest.approx(np.mean(after))
    else:
        assert after == pytest.approx(spread.quantities["utility/b"].tolist())


def test_shifts_count_what_comes_and_goes() -> None:
    one, two = (("x", "a"),), (("x", "b"),)
    before = Versions(
        (one, one, two, None), ("ok", "ok", "ok", "no-agreement"), {"q": np.array([1.0, 2, 3, np.nan])}
    )
    after = before.replaced(
        np.array([0, 3]), [Observation(two, {"q": 5.0}), Observation(two, {"q": 7.0, "r": 1.0})]
    )
    shares = {tuple(outcome.items()): shift for outcome, shift in shifted_shares(before, after)}
    assert (shares[one].before, shares[one].after) == (0.5, 0.25)
    assert (shares[two].before, shares[two].after) == (0.25, 0.75)
    # Paired differences of 0/1: two of four gained, mean .5, variance .25.
    assert shares[two].standard_error == pytest.approx((0.25 / 4) ** 0.5)
    assert {code: (s.before, s.after) for code, s in shifted_statuses(before, after).items()} == {
        "no-agreement": (0.25, 0.0), "ok": (0.75, 1.0),
    }  # fmt: skip
    means = shifted_means(before, after)
    assert (means["q"].before, means["q"].after) == (2.0, 4.25)
    assert (means["r"].before, means["r"].after, means["r"].standard_error) == (None, 1.0, None)
