"""Scores of tournaments against sums made by hand."""

from math import sqrt
from statistics import mean

import numpy as np
import pytest
from tournament_tables import problem

from pourparler.analyses.talks.tournament.plan import Tournament
from pourparler.analyses.talks.tournament.scores import MEASURES
from pourparler.analyses.talks.tournament.tournament import tournament
from pourparler.views.tournament_rows import columns, rows

NAMES = ["boulware", "linear", "conceder", "micro"]
FOUND = tournament(
    Tournament({f"s{i}": problem(i, parties=2 + i % 2) for i in range(6)}, NAMES, rounds=8), seed=3
)
ROWS = [dict(zip(columns(FOUND), row, strict=True)) for row in rows(FOUND)]
SEATS = [(row, k) for row in ROWS for k in (1, 2, 3) if row[f"party_{k}"] is not None]


def _advantage(row: dict[str, float], k: int) -> float | None:
    room = row[f"ideal_{k}"] - row[f"reserve_{k}"]
    return (row[f"utility_{k}"] - row[f"reserve_{k}"]) / room if room > 0 else None


@pytest.mark.parametrize("name", NAMES)
def test_means_and_their_errors(name: str) -> None:
    (own,) = (one for one in FOUND.scores if one.strategy == name)
    held = [(row, k) for row, k in SEATS if row[f"strategy_{k}"] == name]
    assert own.seats == len(held)
    assert own.measures["utility"].mean == pytest.approx(mean(row[f"utility_{k}"] for row, k in held))
    assert own.measures["agreement"].mean == pytest.approx(
        mean(row["reason"] == "agreement" for row, _ in held)
    )
    assert own.measures["step"].mean == pytest.approx(mean(row["step"] for row, _ in held))
    shares = [row["nash_share"] for row, _ in held if row["nash_share"] is not None]
    assert own.measures["nash_share"].mean == pytest.approx(mean(shares))
    known = [(row["scenario"], a) for row, k in held if (a := _advantage(row, k)) is not None]
    overall = mean(a for _, a in known)
    assert own.measures["advantage"].mean == pytest.approx(overall)
    clusters = sorted({scenario for scenario, _ in known})
    spread = sum(sum(a - overall for s, a in known if s == c) ** 2 for c in clusters)
    wanted = sqrt(len(clusters) / (len(clusters) - 1) * spread) / len(known)
    assert own.measures["advantage"].error == pytest.approx(wanted)
    for measure in MEASURES:
        score = own.measures[measure]
        assert score.low is not None
        assert score.high is not None
        assert score.low <= score.mean + 1e-12  # type: ignore[operator]
        assert score.mean <= score.high + 1e-12  # type: ignore[operator]


def test_against_each_opponent() -> None:
    assert {(one.strategy, one.opponent) for one in FOUND.by_opponent} == {
        (a, b) for a in NAMES for b in NAMES
    }
    for one in FOUND.by_opponent:
        held = [
            (row, k)
            for row, k in SEATS
            if row[f"strategy_{k}"] == one.strategy
            and one.opponent in [row[f"strategy_{other}"] for other in (1, 2, 3) if other != k]
        ]
        assert one.seats == len(held)
        assert one.utility == pytest.approx(mean(row[f"utility_{k}"] for row, k in held))
        assert one.agreement == pytest.approx(mean(row["reason"] == "agreement" for row, _ in held))


def test_ranks_go_by_advantage_and_equal_strategies_share_a_place() -> None:
    means = [one.measures["advantage"].mean for one in FOUND.scores]
    assert means == sorted(means, key=lambda x: -(x or 0.0))
    assert [one.rank.place for one in FOUND.scores] == [1 + sum(m > own for m in means) for own in means]  # type: ignore[operator]
    for one in FOUND.scores:
        assert one.rank.low is not None
        assert one.rank.high is not None
        assert 1 <= one.rank.low <= one.rank.place <= one.rank.high <= len(NAMES)
    twins = tournament(
        Tournament([problem(i) for i in range(4)], ["linear", {"boulware": {"e": 1.0}}], rounds=8), seed=1
    )
    assert [one.rank.place for one in twins.scores] == [1, 1]
    assert [(one.rank.low, one.rank.high) for one in twins.scores] == [(1, 1), (1, 1)]


def test_one_scenario_says_nothing_of_others() -> None:
    found = tournament(Tournament([problem(1)], NAMES, rounds=8), seed=1)
    for one in found.scores:
        assert (one.rank.low, one.rank.high) == (None, None)
        assert {one.measures[name].error for name in MEASURES} == {None}


def test_intervals_cover_what_scenarios_vary() -> None:
    """The interval of a mean over scenarios is about two standard errors wide on each side."""
    many = tournament(Tournament({f"s{i:02}": problem(i) for i in range(40)}, NAMES, rounds=8), seed=3)
    for one in many.scores:
        score = one.measures["advantage"]
        assert score.error is not None
        half = np.subtract(score.high, score.low) / 2  # type: ignore[arg-type]
        assert half == pytest.approx(1.96 * score.error, rel=0.25)
