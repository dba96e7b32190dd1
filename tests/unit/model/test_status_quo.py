"""Today as an outcome: named levels, exact numbers, ranges on the nearest value; or a sentence that says why not."""

from typing import Any

import pytest

from pourparler.brief.reading import brief_from_data
from pourparler.errors import ModelError
from pourparler.model.bargain import Bargain
from pourparler.model.status_quo import status_quo_outcome


def today(quo: Any, **more: Any) -> dict[str, Any]:
    brief = brief_from_data(
        {
            "parties": {"a": {"reserve": 0}, "b": {"reserve": 0}},
            "issues": {
                "x": {"levels": {"low": 0, "high": 100}, "status_quo": "high"},
                "n": {
                    "range": {"from": 0, "to": 10, "step": 2},
                    **({} if quo is None else {"status_quo": quo}),
                },
            },
            "stances": {
                p: {
                    i: {"position": at, "salience": 50, "assumption": "s"}
                    for i, at in (("x", "low"), ("n", 4))
                }
                for p in ("a", "b")
            },
            **more,
        }
    )
    return dict(status_quo_outcome(brief, Bargain.from_brief(brief)))


def test_levels_and_exact_numbers() -> None:
    assert today(6) == {"x": "high", "n": 6}


def test_a_range_lies_on_the_value_nearest_to_its_centre_and_of_two_on_the_lower() -> None:
    assert today({"low": 2, "mode": 7.5, "high": 9, "assumption": "s"})["n"] == 8
    assert today({"low": 2, "mode": 7, "high": 9, "assumption": "s"})["n"] == 6


@pytest.mark.parametrize(
    ("quo", "more", "told"),
    [
        (None, {}, "not written for n"),
        (5, {}, "the status quo of n is none of the values"),
        (6, {"rules": {"exclude": [{"x": "high", "n": "6"}]}}, "excludes the combination"),
    ],
)
def test_what_is_no_outcome_is_told(quo: Any, more: dict[str, Any], told: str) -> None:
    with pytest.raises(ModelError, match=told):
        today(quo, **more)
