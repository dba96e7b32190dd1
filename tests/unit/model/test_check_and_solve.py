"""What `check` lets pass in silence can be solved: whatever is taken out of a sound brief."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

import pourparler as pp
from pourparler.brief.reading import brief_from_data

STANCES = {
    "x": {"position": "middle", "salience": 60},
    "y": {"position": 30, "salience": 40, "red_line": "at most 80"},
}
BASE: dict[str, Any] = {
    "parties": {"a": {"influence": 3}, "b": {"influence": 2}, "c": {"influence": 1, "at_table": False}},
    "issues": {
        "x": {"levels": {"low": 0, "middle": 50, "high": 100}, "status_quo": "low"},
        "y": {"range": {"from": 0, "to": 100, "step": 10}, "status_quo": 0},
    },
    "stances": dict.fromkeys("abc", STANCES),
    "rules": {"agreement": "unanimity", "no_deal": "status_quo"},
}


def paths(data: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in data.items() if isinstance(data, dict) else ():
        yield (*above, key)
        yield from paths(value, (*above, key))


def without(path: tuple[str, ...]) -> dict[str, Any]:
    data = deepcopy(BASE)
    data["stances"] = {party: deepcopy(STANCES) for party in data["stances"]}
    here = data
    for step in path[:-1]:
        here = here[step]
    del here[path[-1]]
    return data


def refused(brief: pp.Brief) -> list[str]:
    found = []
    for concept in (pp.Nash(), pp.Frontier(), pp.Compromise(), pp.WeightedMedian()):
        try:
            pp.solve(brief, concept, on_fail="status")
        except pp.PourparlerError:
            found.append(concept.name)
    return found


@pytest.mark.parametrize("path", list(paths(BASE)), ids="/".join)
def test_what_check_does_not_tell_can_be_solved(path: tuple[str, ...]) -> None:
    brief = brief_from_data(without(path))
    found = pp.check(brief)
    told = [finding for finding in found if finding.level == "error" or finding.rule == "W013"]
    assert told or not refused(brief)


@pytest.mark.parametrize(
    ("path", "skipped"),
    [
        (("stances", "a", "x", "salience"), ["nash", "frontier", "compromise", "weighted-median"]),
        (("parties", "b", "influence"), ["compromise", "weighted-median"]),
        (("stances",), ["nash", "frontier", "compromise", "weighted-median"]),
    ],
)
def test_what_check_says_is_skipped_is_refused(path: tuple[str, ...], skipped: list[str]) -> None:
    brief = brief_from_data(without(path))
    (finding,) = pp.check(brief)
    assert finding.rule == "W013"
    assert ("bargaining" in str(finding.message)) == ("nash" in skipped)
    assert ("forecasts" in str(finding.message)) == ("compromise" in skipped)
    assert refused(brief) == skipped
