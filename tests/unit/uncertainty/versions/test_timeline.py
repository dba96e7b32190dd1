"""Timelines: on each day what was known then, all days drawn alike, no day changed by another one."""

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

import pourparler as pp
from pourparler.app.commands.schema import schema
from pourparler.brief.edtf import parse
from pourparler.brief.reading import brief_from_data
from pourparler.errors import ModelError, UsageError
from pourparler.uncertainty.draws.design import drawn
from pourparler.uncertainty.question import question
from pourparler.uncertainty.versions.dated import brief_on, changes, entering, waiting
from pourparler.uncertainty.versions.dates import asked, regular
from pourparler.uncertainty.versions.timeline import LEVELS

# One party that decides: the compromise is its position, a dated list; the other weighs nothing.
DATA: dict[str, Any] = {
    "rule": "as-written/1",
    "as_of": "2024-06-30",
    "sources": {"s": {"published": "2024-02-10"}, "t": {"published": "2024-05-01/2024-05-31"}, "later": {"published": "2024-09-01"}},
    "evidence": {
        "first": {"source": "s", "quote": "one"},
        "second": {"source": "t", "quote": "two"},
        "third": {"source": "later", "quote": "three"},
    },
    "parties": {"a": {"influence": 100}, "b": {"influence": {"low": 0, "mode": 0, "high": 10}}},
    "issues": {"x": {"range": {"from": 0, "to": 100, "step": 10}, "status_quo": 0}},
    "stances": {
        "a": {
            "x": {
                "position": [
                    {"value": 20, "from": "2024-01-05", "because": ["first"]},
                    {"low": 40, "mode": 50, "high": 60, "from": "2024-03-15", "because": ["second"]},
                    {"value": 80, "from": "2024-06-01", "because": ["second"]},
                ],
                "salience": 100,
            }
        },
        "b": {"x": {"position": {"low": 0, "mode": 10, "high": 100}, "salience": {"low": 0, "mode": 1, "high": 10}}},
    },
}  # fmt: skip


def _follow(brief: pp.Brief, **more: Any) -> Any:
    return pp.timeline(brief, pp.WeightedMedian(), **{"draws": 64, "seed": 3, **more})


@pytest.fixture(scope="module")
def brief() -> pp.Brief:
    return brief_from_data(DATA)


def test_each_day_gives_the_value_then_in_force(brief: pp.Brief) -> None:
    # The median is a's position whatever b draws: a holds more than half of the weight.
    found = _follow(brief, dates=["2024-01-10", "2024-03-20", "2024-06-30"])
    medians = [day.quantities["issue/x"][0.5] for day in found.days]
    assert medians[0] == 20
    assert medians[1] == pytest.approx(50, abs=1.0)
    assert medians[2] == 80
    middle = found.days[1].quantities["issue/x"]
    assert list(middle) == list(LEVELS)
    assert 40 <= middle[0.025] < middle[0.25] < middle[0.75] < middle[0.975] <= 60
    assert set(found.days[0].quantities["issue/x"].values()) == {20.0}


def test_evidence_enters_on_its_day_and_never_after_the_brief_itself(brief: pp.Brief) -> None:
    # An interval may enter from its first day on; what was published later never does.
    assert entering(brief) == {
        "first": date(2024, 2, 10),
        "second": date(2024, 5, 1),
        "third": date(2024, 9, 1),
    }
    found = _follow(brief, dates=["2024-02-09", "2024-02-10", "2024-04-30", "2024-05-01", "2024-06-30"])
    assert [day.entered for day in found.days] == [(), ("first",), ("first",), *[("first", "second")] * 2]
    assert found.days[0].waiting == ("stances/a/x/position",)
    assert waiting(brief, date(2024, 3, 20)) == ("stances/a/x/position",)
    assert waiting(brief, date(2024, 6, 2)) == ()


def test_evidence_dated_by_an_interval_enters_on_a_drawn_day() -> None:
    data = copy.deepcopy(DATA)
    data |= {"rule": "mixture/1", "as_of": "2024-05-21"}  # the interval ends there: it was in hand
    data["stances"]["a"]["x"]["position"] = {"value": 80, "because": ["second"]}
    brief = brief_from_data(data)

    def told(day: date) -> float:
        asked = question(brief_on(brief, day), pp.Compromise(), seed=1, in_hand=brief.as_of)
        at = list(asked.inputs.laws).index("stances/a/x/position")
        return float((drawn(asked.inputs, 0, 256, seed=1)[:, at] == 80).mean())

    first, middle, last = (told(date(2024, 5, day)) for day in (1, 11, 21))
    assert told(date(2024, 4, 30)) == 0
    assert 0 <= first < middle < last
    assert middle == pytest.approx(last / 2, abs=0.04)


def test_the_brief_on_a_day(brief: pp.Brief) -> None:
    there = brief_on(brief, date(2024, 3, 1))
    assert there.as_of == date(2024, 3, 1)
    assert list(there.evidence) == ["first"]
    assert there.number("stances/a/x/position").law.central == 20
    assert there.digest != brief.digest
    assert brief.number("stances/a/x/position").law.central == 80


def test_the_days_on_which_a_brief_changes(brief: pp.Brief) -> None:
    found = {change.day: (change.entered, change.numbers) for change in changes(brief)}
    position = ("stances/a/x/position",)
    assert found == {
        date(2024, 1, 5): ((), position),
        date(2024, 2, 10): (("first",), ()),
        date(2024, 3, 15): ((), position),
        date(2024, 5, 1): (("second",), ()),
        date(2024, 6, 1): ((), position),
    }


def test_another_day_changes_no_day(brief: pp.Brief) -> None:
    few = _follow(brief, dates=["2024-03-20", "2024-06-30"]).to_dict("en")["dates"]
    many = _follow(brief, dates=["2024-01-06", "2024-03-20", "2024-04-01", "2024-06-30"]).to_dict("en")[
        "dates"
    ]
    assert [many[1], many[3]] == few
    monthly = {day["as_of"]: day for day in _follow(brief, dates="month").to_dict("en")["dates"]}
    assert monthly["2024-04-01"] == many[2]


def test_a_number_that_does_not_change_is_drawn_alike_on_every_day(brief: pp.Brief) -> None:
    # Were the uniforms found by place, b's would move as a's position gains and loses its dimension.
    found = pp.timeline(
        brief, pp.Compromise(), dates=["2024-01-10", "2024-03-20", "2024-06-30"], draws=256, seed=1
    )
    a, _, c = (np.array(list(day.quantities["issue/x"].values())) for day in found.days)
    # With a at 20 and at 80 the weights of b are the same draws, so the two fans are the same map of each other.
    assert (a <= 100).all()
    assert (c > a).all()
    again = pp.timeline(brief, pp.Compromise(), dates=["2024-01-11"], draws=256, seed=1)
    assert again.days[0].quantities == found.days[0].quantities


def test_the_same_for_any_number_of_workers(brief: pp.Brief) -> None:
    one = _follow(brief, dates="quarter", draws=300)
    two = _follow(brief, dates="quarter", draws=300, execution=pp.Execution(workers=2))
    a, b = one.to_dict("en"), two.to_dict("en")
    a.pop("stats"), b.pop("stats")
    assert a == b


def test_a_day_before_anything_is_known_has_a_reason() -> None:
    data = copy.deepcopy(DATA)
    data["stances"]["b"]["x"]["position"] = [{"value": 10, "from": "2024-02-01"}]
    found = _follow(brief_from_data(data), dates=["2023-12-31", "2024-01-05"])
    assert found.days[0].problem is not None
    assert found.days[0].quantities == {}
    assert found.days[1].problem is None
    told = found.to_dict("en")["dates"][0]["status"]
    assert told["code"] == "undefined"
    assert "no party has a position" in told["sentence"]
    assert "nothing can be solved" in found.summary("en")


def test_a_number_without_a_value_yet_is_named(brief: pp.Brief) -> None:
    key = "stances/a/x/position"
    found = _follow(brief, dates=["2024-01-01", "2024-02-01", "2024-04-01"])
    assert [day.unstated for day in found.days] == [(key,), (), ()]
    assert all(day.problem is None for day in found.days)
    told = found.summary("en").splitlines()[1:]
    assert "1 number is stated for the first time (position of a on x)." in told[2]
    assert "new value" not in told[2]
    assert "1 number has a new value (position of a on x)." in told[3]
    assert any(
        line.startswith("On January 1, 2024 1 number is not stated yet (position of a on x)") for line in told
    )
    assert found.to_dict()["dates"][0]["unstated"] == [key]


def test_what_may_have_entered_and_answers_of_experts_are_said(tmp_path: Path) -> None:
    (tmp_path / "brief.yaml").write_text(json.dumps(DATA), encoding="utf-8")
    rows = (
        "stances/b/x/position,e1,10,50,30,0.8,2024-05-20\nstances/b/x/position,e2,10,50,30,0.8,2024-05-20\n"
    )
    (tmp_path / "judgements.csv").write_text(
        "key,expert,lowest,highest,best,confidence,date\n" + rows, encoding="utf-8"
    )
    found = _follow(pp.read_brief(tmp_path), dates=["2024-05-02", "2024-05-19", "2024-05-25", "2024-06-15"])
    told = found.summary("en").splitlines()
    assert any(
        line.startswith("May 19, 2024: 1 item of evidence dated by an interval may have entered since.")
        for line in told
    )
    assert any(
        line.startswith("May 25, 2024: ") and "2 answers of experts are there." in line for line in told
    )
    june = next(line for line in told if line.startswith("June 15"))
    assert "1 item of evidence dated by an interval may have entered since." in june
    changes = {one["date"]: one for one in found.to_dict()["changes"]}
    assert changes["2024-05-01"]["until"] == {"second": "2024-05-31"}
    assert changes["2024-05-20"]["judged"] == 2


def test_where_no_day_can_be_solved_the_reason_is_raised() -> None:
    data = {key: value for key, value in DATA.items() if key != "stances"}
    with pytest.raises(ModelError, match="position"):
        _follow(brief_from_data(data), dates=["2024-03-01"])


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (["2024-07-01"], "after what the brief is about"),
        (["soon"], "is not a date"),
        (["../"], "is not a date"),
        ("day before", "is not a date"),
        ([], "no day"),
    ],
)
def test_days_that_cannot_be(brief: pp.Brief, dates: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        _follow(brief, dates=dates)


def test_without_any_date_there_is_no_timeline() -> None:
    data = copy.deepcopy(DATA)
    del data["as_of"], data["sources"], data["evidence"]
    data["stances"]["a"]["x"]["position"] = 30
    with pytest.raises(UsageError, match="nothing in this brief is dated"):
        _follow(brief_from_data(data))
    # The day of the brief itself is one date.
    alone = _follow(brief_from_data({**data, "as_of": "2024-01-01"}))
    assert [str(day.as_of) for day in alone.days] == ["2024-01-01"]


def test_without_an_as_of_date_the_last_dated_thing_ends_it() -> None:
    data = {key: value for key, value in DATA.items() if key != "as_of"}
    assert [str(day.as_of) for day in _follow(brief_from_data(data), dates="year").days] == [
        "2024-01-05",
        "2024-09-01",
    ]


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("week", ["2024-02-27", "2024-03-04", "2024-03-06"]),
        ("month", ["2024-02-27", "2024-03-01", "2024-03-06"]),
        ("quarter", ["2024-02-27", "2024-03-06"]),
        ("year", ["2024-02-27", "2024-03-06"]),
    ],
)
def test_steps_of_the_calendar(every: Any, expected: list[str]) -> None:
    assert [str(day) for day in regular(date(2024, 2, 27), date(2024, 3, 6), every)] == expected


def test_a_step_over_new_year() -> None:
    days = regular(date(2023, 11, 30), date(2024, 2, 1), "month")
    assert [str(day) for day in days] == ["2023-11-30", "2023-12-01", "2024-01-01", "2024-02-01"]
    assert [str(d) for d in regular(date(2023, 11, 30), date(2024, 2, 1), "year")][1] == "2024-01-01"


def test_very_many_days_are_refused() -> None:
    with pytest.raises(UsageError, match="400"):
        regular(date(2020, 1, 1), date(2024, 1, 1), "day")
    assert len(regular(date(2023, 1, 1), date(2024, 1, 1), "day")) == 366
    # The calendar ends in the year 9999.
    assert regular(date(9999, 12, 1), date(9999, 12, 31), "month")[-1] == date(9999, 12, 31)


def test_of_a_month_its_last_day() -> None:
    assert parse("2024-02").last == date(2024, 2, 29)
    assert asked(["2024-02", "2024-02-29"], date(2024, 3, 1)) == (date(2024, 2, 29),)


def test_outcomes_as_shares_of_levels_in_the_order_of_the_scale(brief: pp.Brief) -> None:
    found = pp.timeline(brief, pp.Nash(), dates="change", draws=64, seed=1)
    assert list(found.values["x"]) == sorted(found.values["x"])
    for day in found.days:
        if day.problem is None:
            assert sum(day.levels["x"].values()) == pytest.approx(
                1 - day.status_share.get("no-agreement", 0.0)
            )
            assert sum(share.share for _, share in day.outcomes) == pytest.approx(
                sum(day.levels["x"].values())
            )


@pytest.mark.parametrize("concept", [pp.Nash(), pp.WeightedMedian()])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_document_the_frame_and_the_chart(brief: pp.Brief, concept: pp.Concept, lang: str) -> None:
    found = pp.timeline(brief, concept, dates="change", draws=32, seed=1)
    Draft202012Validator(schema("timeline")).validate(found.to_dict(lang))
    frame = found.to_frame()
    assert {"as_of", "quantity", "0.5"} <= set(frame.columns)
    assert found.plot(lang).to_dict()["width"] <= 375
    assert "2024" in found.summary(lang)
    assert "<svg" in found._repr_html_()
