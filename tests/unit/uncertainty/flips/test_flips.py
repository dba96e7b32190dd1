"""Flips: thresholds with their certificates, both sides, levels, ties, sets of states, forecasts, pairs."""

from typing import Any

import pytest
from thresholds import forecast, one_decides

import pourparler as pp
from pourparler.brief.reading import brief_from_data
from pourparler.uncertainty.flips.flips import flip_search
from pourparler.uncertainty.flips.scanning import SCAN
from pourparler.uncertainty.question import question


def searched(data: dict[str, Any], concept: Any = None, **settings: Any):
    return flip_search(question(brief_from_data(data), concept or pp.Nash(), seed=1), **settings)


def test_a_threshold_is_found_from_sixty() -> None:
    data = one_decides({"low": 0, "mode": 60, "high": 100}, {"none": 0, "some": 75, "all": 140})
    found = searched(data)
    (flip,) = found.flips
    assert flip.to == pytest.approx(37.5, abs=1e-4)
    assert flip.last == pytest.approx(37.5, abs=1e-4)
    assert flip.changes == (("x", "some", "none"),)
    assert flip.other_side is None
    assert found.unmoved == ()
    # Both ends of the certificate, solved again.
    asked = question(brief_from_data(data), pp.Nash(), seed=1)
    place = asked.deciding[0][0]
    last, first = asked.at([(place, flip.last), (place, flip.to)])
    assert dict(last.answer or ()) == {"x": "some"}
    assert dict(first.answer or ()) == {"x": "none"}
    assert 0 < abs(flip.to - flip.last) <= 100 * 2**-20


def test_both_sides_are_kept_and_the_nearer_one_leads() -> None:
    (flip,) = searched(one_decides({"low": 0, "mode": 60, "high": 100})).flips
    assert flip.to == pytest.approx(75, abs=1e-4)
    assert flip.other_side is not None
    assert flip.other_side.to == pytest.approx(37.5, abs=1e-4)
    data = flip.as_data()
    assert data["other_side"]["changes"] == {"x": ["half", "some"]}
    assert data["other_side"]["other_side"] is None
    low, high = 5.0, 95.0  # of the law, about
    assert flip.distance == pytest.approx(15 / (high - low), rel=0.5)


def test_what_changes_nothing_is_named_with_the_points_tried() -> None:
    data = one_decides({"low": 55, "mode": 60, "high": 70})
    found = searched(data)
    assert found.flips == ()
    assert found.scanned == found.unmoved == ("stances/a/x/position",)
    assert found.as_data()["points"] == SCAN
    assert found.solved == 1 + 2 * SCAN


def test_near_changes_are_not_looked_for_further_out() -> None:
    near = searched(one_decides({"low": 0, "mode": 74, "high": 100}))
    assert near.flips
    assert near.solved < 1 + 2 * SCAN + 2 * 20


def test_a_tie_at_the_centre_comes_first_at_distance_nought() -> None:
    # 37.5 is as near to 25 as to 50.
    found = searched(one_decides({"low": 0, "mode": 37.5, "high": 100}))
    assert found.tie is not None
    assert found.tie.total == 1
    assert found.flips[0].distance == 0
    assert abs(found.flips[0].to - 37.5) <= 100 * 2**-20
    assert found.as_data()["tie"]["others"][0]["x"] in ("some", "half")
    assert searched(one_decides({"low": 0, "mode": 38, "high": 100})).tie is None


def test_red_lines_are_enumerated_level_by_level() -> None:
    data = one_decides(100)
    data["stances"]["b"]["x"] = {
        "position": 100, "salience": 1, "red_line": {"at_most": {"low": 20, "mode": 50, "high": 100}},
    }  # fmt: skip
    found = searched(data)
    (flip,) = found.flips
    assert flip.stepped
    # From 50 down 25 is next (20 would be rounded to it too), from 50 up 100.
    assert (flip.last, flip.to) == (50, 25)
    assert flip.changes == (("x", "half", "some"),)
    assert flip.other_side is not None
    assert (flip.other_side.last, flip.other_side.to) == (50, 100)
    assert found.solved == 1 + 2


def test_no_agreement_is_an_answer_on_either_side() -> None:
    data = {
        "parties": {"a": {}, "b": {}},
        "issues": {"x": {"range": {"from": 0, "to": 100, "step": 10}, "status_quo": "50"}},
        "stances": {
            "a": {"x": {"position": 100, "salience": 1, "red_line": {"at_least": {"low": 0, "mode": 60, "high": 100}}}},
            "b": {"x": {"position": 0, "salience": 1, "red_line": {"at_most": 50}}},
        },
    }  # fmt: skip
    found = searched(data)
    assert found.base == ()
    (flip,) = found.flips
    assert flip.after == (("x", 50),)
    assert flip.changes == ()
    assert flip.as_data()["changes"] == {"x": [None, 50]}
    assert (flip.last, flip.to) == (60, 50)
    data["stances"]["a"]["x"]["red_line"]["at_least"] = {"low": 0, "mode": 40, "high": 100}
    (flip,) = searched(data).flips
    assert flip.code == "no-agreement"
    assert flip.changes == ()
    assert flip.as_data()["changes"] == {"x": [50, None]}
    assert (flip.last, flip.to) == (50, 60)


def test_a_forecast_flips_where_it_comes_nearest_to_another_level() -> None:
    found = searched(forecast(60), pp.Compromise())  # the mean is 30: nearest to 25
    assert found.base == (("x", "some"),)
    (flip,) = found.flips
    assert flip.key == "stances/a/x/position"
    assert flip.to == pytest.approx(75, abs=1e-4)
    assert flip.changes == (("x", "some", "half"),)
    assert flip.other_side is not None
    assert flip.other_side.to == pytest.approx(25, abs=1e-4)
    assert found.unmoved == ("stances/a/y/position",)  # an issue without levels has no answer


def test_a_forecast_halfway_between_levels_is_a_tie() -> None:
    found = searched(forecast(75), pp.Compromise())
    assert found.tie is not None
    assert found.tie.as_data() == {"others": [{"x": "half"}], "total": 1}
    assert found.flips[0].distance == 0
    assert found.flips[0].to > 75


def test_contestedness_and_lotteries_have_no_answer() -> None:
    assert searched(forecast(60), pp.Contestedness()).base is None
    lots = searched(one_decides({"low": 0, "mode": 60, "high": 100}), pp.Nash(lotteries="allowed"))
    assert lots.base is None
    assert lots.flips == ()


def test_sets_of_stable_states_tell_what_they_gain_and_lose() -> None:
    moves = {
        "options": {"x": {"party": "a"}, "y": {"party": "b"}},
        "prefer": {
            "a": [{"statement": "x", "flip_chance": 0.2, "assumption": "said"}],
            "b": [{"statement": "y", "assumption": "said"}],
        },
    }
    found = searched({"parties": {"a": {}, "b": {}}, "moves": moves}, pp.Stability())
    (flip,) = found.flips
    assert (flip.origin, flip.last, flip.to) == (0, 0, 1)
    assert flip.stepped
    assert flip.sets["nash"]["gained"]
    assert flip.sets["nash"]["lost"]
    assert set(flip.sets["nash"]["gained"]).isdisjoint(flip.sets["nash"]["lost"])
    assert found.solved == 2


def test_a_statement_with_a_small_chance_is_measured_by_its_support() -> None:
    moves = {
        "options": {"x": {"party": "a"}},
        "prefer": {"a": [{"statement": "x", "flip_chance": 0.01, "assumption": "said"}]},
    }
    (flip,) = searched({"parties": {"a": {}}, "moves": moves}, pp.Stability()).flips
    assert flip.distance == 1


def test_pairs_change_together_what_neither_changes_alone() -> None:
    # The mean of both positions must pass 37.5: each alone moves it to 37.45 at most.
    data = {
        "parties": {"a": {"influence": 50}, "b": {"influence": 50}},
        "issues": {"x": {"levels": {"some": 25, "half": 50}}},
        "stances": {
            p: {"x": {"position": {"low": 25, "mode": 30, "high": 44.9}, "salience": 50}} for p in "ab"
        },
    }
    alone = searched(data, pp.Compromise())
    assert alone.pairs is None
    assert alone.flips == ()
    found = searched(data, pp.Compromise(), pairs="leading")
    assert found.pairs is not None
    (pair,) = found.pairs
    assert pair.keys == ("stances/a/x/position", "stances/b/x/position")
    assert sum(pair.to) / 2 > 37.5
    assert pair.as_data()["changes"] == {"x": ["some", "half"]}
    assert found.solved == alone.solved + 4 + 64


def test_without_anything_that_varies_nothing_is_searched() -> None:
    found = searched(one_decides(60), pairs="leading")
    assert (found.flips, found.scanned, found.pairs, found.solved) == ((), (), (), 0)


def test_names_of_parties_do_not_matter() -> None:
    data = one_decides({"low": 0, "mode": 60, "high": 100})
    other = {
        **data,
        "parties": {"z": data["parties"]["a"], "b": data["parties"]["b"]},
        "stances": {"z": data["stances"]["a"], "b": data["stances"]["b"]},
    }
    (one,), (two,) = (searched(each).flips for each in (data, other))
    assert (one.to, one.distance, one.changes) == (two.to, two.distance, two.changes)
    assert two.key == "stances/z/x/position"


def test_a_spread_keeps_its_searches() -> None:
    spread = pp.sweep(brief_from_data(one_decides({"low": 0, "mode": 60, "high": 100})), pp.Nash(), draws=16, seed=1)  # fmt: skip
    assert spread.flip_search() is spread.flip_search()
    assert spread.flips() == spread.flip_search().flips
    told = spread.to_dict()
    assert told["flips"][0]["key"] == "stances/a/x/position"
    assert {"from", "to", "changes", "last_unchanged", "distance"} <= set(told["flips"][0])
    assert told["flip_search"]["scanned"] == ["stances/a/x/position"]
