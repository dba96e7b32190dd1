"""Games by rounds, drawn: every party's line, medians, answers; the readings of the challenge model."""

import pytest
from charts_read import assert_words_apart, brief_of

import pourparler as pp
from pourparler.analyses.collective.challenge import Challenge
from pourparler.analyses.collective.challenge_readings import ChallengeReadings
from pourparler.analyses.collective.smp import Smp
from pourparler.analyses.solve import solve
from pourparler.views.charts import figure
from pourparler.views.charts.medians import counts, scale_of
from pourparler.views.names import Names

THREE = pp.Positions.from_arrays([[0.0], [40.0], [100.0]], influence=[1, 2, 4], salience=[[0.5]] * 3)


def test_a_line_for_each_party_and_a_thick_one_for_the_median() -> None:
    result = solve(THREE, Challenge())
    found = figure(result, Names("en"))
    assert found is not None
    game = result.issues["i1"]
    thin = [trail for trail in found.drawing.trails if trail["width"] < 2]
    thick = [trail for trail in found.drawing.trails if trail["width"] > 2]
    assert len(thin) == 3
    (median,) = thick
    assert len(median["corners"]) == len(game.medians)
    heights = [y for _x, y in median["corners"]]
    by_height = sorted(zip(game.medians, heights, strict=True))
    assert [y for _m, y in by_height] == sorted(heights, reverse=True)
    assert [cell.text for cell in found.table.rows[-1][2:]] == [f"{m:.0f}" for m in game.medians]


def test_turns_of_the_spatial_model_end_in_its_answer() -> None:
    result = solve(THREE, Smp())
    found = figure(result, Names("en"))
    assert found is not None
    assert len(found.drawing.trails) == 3
    (answer, *_key) = [point for point in found.drawing.points if point["shape"] == "diamond"]
    point = result.forecasts["i1"].point
    zero = found.drawing.trails[0]["corners"][0][1]  # the first party starts at 0
    top = found.drawing.trails[2]["corners"][0][1]  # the third at 100
    assert answer["y"] == pytest.approx(zero + (top - zero) * point / 100)


def test_who_holds_no_position_has_no_line() -> None:
    nan = float("nan")
    model = pp.Positions.from_arrays(
        [[0.0, 10.0], [40.0, nan], [100.0, 90.0]], influence=[1, 2, 4], salience=[[0.5, 0.5]] * 3
    )
    for concept in (Challenge(), Smp()):
        found = figure(solve(model, concept), Names("en"))
        assert found is not None
        assert len([trail for trail in found.drawing.trails if trail["width"] < 2]) == 5


@pytest.mark.parametrize(("parties", "issues"), [(2, 1), (6, 3), (14, 2)])
@pytest.mark.parametrize("concept", [Challenge(), Smp(), ChallengeReadings(rounds=1)])
def test_words_stand_apart(concept: pp.Concept, parties: int, issues: int) -> None:
    brief = brief_of(parties, issues)
    found = figure(solve(brief, concept), Names("fr", brief))
    assert found is not None
    assert_words_apart(found.drawing)


def test_every_reading_is_counted_once() -> None:
    result = solve(THREE, ChallengeReadings())
    own = result.issues["i1"]
    names = Names("en")
    assert sum(counts(own, scale_of("i1", own, names))) == len(own.medians) == 384
    found = figure(result, names)
    assert found is not None
    assert [cell.text for cell in found.table.rows[0][1:]] == [
        f"{x:.0f}" for x in (min(own.medians), *own.quartiles, max(own.medians))
    ]
    assert "not a probability" in found.reading
