"""The chart of a tournament."""

import pytest

from pourparler.analyses.talks.tournament.plan import Tournament
from pourparler.analyses.talks.tournament.tournament import tournament
from pourparler.model.bargain import Bargain
from pourparler.views.charts.tournaments import results
from pourparler.views.names import Names
from pourparler.views.tournaments import tournament_sentences, tournament_tables


def _problem(seed: int, scale: int) -> Bargain:
    tables = {"p": {"x": [0, 4 + seed, 9], "y": [0, 3]}, "q": {"x": [9, 5, 0], "y": [2 + seed, 0]}}
    return Bargain.from_tables({"x": ["a", "b", "c"], "y": ["d", "e"]}, tables, scale=scale)


@pytest.mark.parametrize(("scale", "measures"), [(20, 2), (1, 1)])
def test_utility_stands_beside_advantage_where_both_fit_one_axis(scale: int, measures: int) -> None:
    found = tournament(
        Tournament(
            {f"s{i}": _problem(i, scale) for i in range(3)}, ["linear", "conceder", "boulware"], rounds=9
        ),
        seed=1,
    )
    figure = results(found, Names("en"))
    assert len(figure.drawing.points) == 3 * measures
    assert ("Grey diamonds" in figure.reading) == (measures == 2)
    assert all(0 <= point["x"] <= figure.drawing.width for point in figure.drawing.points)
    assert [row[0].text for row in figure.table.rows] == [one.strategy for one in found.scores]
    assert len(tournament_tables(found, Names("en"))[1].rows) == 3


@pytest.mark.parametrize(
    ("scenarios", "ground"), [(1, "no intervals"), (3, "resampling scenarios"), (20, "resampling scenarios")]
)
def test_no_tournament_is_told_without_saying_that_it_is_no_forecast(scenarios: int, ground: str) -> None:
    plan = Tournament({f"s{i}": _problem(i, 20) for i in range(scenarios)}, ["linear", "conceder"], rounds=9)
    said = [str(line) for line in tournament_sentences(tournament(plan, seed=1))]
    assert [line for line in said if "no forecast of real talks" in line]
    assert [line for line in said if ground in line]
    assert len([line for line in said if "ntervals" in line]) == 1
    assert any("so few scenarios" in line for line in said) == (1 < scenarios < 20)
