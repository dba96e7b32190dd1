"""PositionExchange on the Copenhagen climate conference (COP15), 11 actors, 7 issues, 75 of 77 cells.

The files are not part of the project (their source is under the GPL): point POURPARLER_CASES at the folder that holds
``collective/``. Expert data behind Stokman 2015; first outcomes, candidates and the run of the reference program are its
output, the executed exchanges those of an independent deterministic run of the same algorithm.
"""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.collective.trades.results import Exchange, ExchangeResult

FOLDER = Path(os.environ.get("POURPARLER_CASES", "")) / "collective"
NAME = "copenhagen_cop15_exchange"
pytestmark = pytest.mark.skipif(
    not (FOLDER / f"{NAME}.csv").is_file(),
    reason="the Copenhagen data are not part of the project; name the folder of the cases in POURPARLER_CASES",
)
AFTER_ROUND_1 = {
    "own-deals": (54.261793, 60.503234, 43.814915, 47.427892, 19.063181, 68.541209, 95.477833),
    "current": (54.261793, 60.681709, 40.403334, 48.337868, 19.063181, 63.583485, 95.477833),
}


def rows(part: str = "") -> list[dict[str, str]]:
    with (FOLDER / f"{NAME}{part}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def copenhagen() -> pp.Positions:
    cells = rows()
    actors = tuple(dict.fromkeys(cell["actor"] for cell in cells))
    issues = tuple(dict.fromkeys(cell["issue"] for cell in cells))
    numbers = np.full((3, len(actors), len(issues)), np.nan)
    for cell in cells:
        at = actors.index(cell["actor"]), issues.index(cell["issue"])
        numbers[:, *at] = [float(cell[name]) for name in ("position", "salience", "power")]
    m = len(issues)
    return pp.Positions(
        actors,
        issues,
        *numbers,
        np.zeros(m),
        np.full(m, 100.0),
        np.full(m, np.nan),
        np.ones(len(actors), bool),
    )


def solved(model: pp.Positions, concept: pp.PositionExchange) -> ExchangeResult:
    result = pp.solve(model, concept)
    assert isinstance(result, ExchangeResult)
    return result


def moves(exchange: Exchange) -> list[tuple[str, str]]:
    return [(move.party, move.issue) for move in exchange.moves]


def test_outcomes_before_any_exchange(copenhagen: pp.Positions) -> None:
    start = solved(copenhagen, pp.PositionExchange()).rounds[0].start
    published = {row["issue"]: float(row["weighted_mean"]) for row in rows("_initial_outcome")}
    assert start == pytest.approx(published, abs=1e-6)


def test_candidates(copenhagen: pp.Positions) -> None:
    result = solved(copenhagen, pp.PositionExchange())
    published = {
        (row["actor_i"], row["supplies_q"], row["actor_j"], row["supplies_p"]): row
        for row in rows("_candidates")
    }
    assert len(published) == 420
    assert (result.stats.work["pairs"], result.candidates_total) == (437, 420)
    for found in result.candidates:
        row = published.pop((found.parties[0], found.issues[0], found.parties[1], found.issues[1]))
        assert found.gain == pytest.approx(float(row["gain_each"]), abs=1e-8)
        shifts = [float(row["outcome_shift_q"]), float(row["outcome_shift_p"])]
        assert [abs(shift) for shift in found.shifts] == pytest.approx(shifts, abs=1e-8)
    assert not published


def test_pairs_with_equal_ratios_are_the_17_others(copenhagen: pp.Positions) -> None:
    allowed = solved(copenhagen, pp.PositionExchange(zero_gain="allowed"))
    assert allowed.candidates_total == 437
    assert sum(candidate.gain < 1e-10 for candidate in allowed.candidates) == 17


def test_the_first_exchange_and_what_it_does_to_others(copenhagen: pp.Positions) -> None:
    first = solved(copenhagen, pp.PositionExchange()).executed[0]
    assert moves(first) == [("USA", "Extra"), ("China India", "Commitments")]
    assert [(move.start, move.end) for move in first.moves] == [
        (10.0, 90.0),
        (85.0, pytest.approx(21.893663, abs=1e-5)),
    ]
    assert first.gain == pytest.approx(3.278818, abs=1e-5)
    assert first.externalities == pytest.approx(
        {
            "Brazil": -10.380296, "EU (incl Norway)": -3.909360, "Japans": -3.909360, "Developing Countries": 3.988177,
            "Least Developed Countries": 2.427586, "Alliance of Small Island States": 2.427586,
            "Australia": -0.252217, "Canadas": -0.252217, "Russia": 0.0,
        },
        abs=1e-5,
    )  # fmt: skip


def test_the_first_36_are_those_of_the_reference_program(copenhagen: pp.Positions) -> None:
    executed = solved(copenhagen, pp.PositionExchange()).executed
    published = [row for row in rows("_decide_realised") if row["round"] == "1"][:36]
    compare(list(executed[:36]), published, place=1e-4)


def test_all_exchanges_of_three_rounds(copenhagen: pp.Positions) -> None:
    result = solved(copenhagen, pp.PositionExchange(rounds=3))
    published = [row for row in rows("_executed") if row["view"] == "own-deals"]
    assert [sum(e.round == number for e in result.executed) for number in (1, 2, 3)] == [49, 46, 40]
    compare(list(result.executed), published, place=1e-5)
    assert tuple(result.rounds[0].outcomes.values()) == pytest.approx(AFTER_ROUND_1["own-deals"], abs=1e-5)


def test_all_exchanges_of_a_round_that_sees_everything(copenhagen: pp.Positions) -> None:
    result = solved(copenhagen, pp.PositionExchange(view="current"))
    published = [row for row in rows("_executed") if row["view"] == "current"]
    assert len(published) == 45
    compare(list(result.executed), published, place=1e-5)
    points = tuple(forecast.point for forecast in result.forecasts.values())
    assert points == pytest.approx(AFTER_ROUND_1["current"], abs=1e-5)


@pytest.mark.parametrize(("view", "differ", "all_"), [("own-deals", 12, 49), ("current", 9, 45)])
def test_what_parties_get_differs_from_the_formula(
    copenhagen: pp.Positions, view: str, differ: int, all_: int
) -> None:
    executed = solved(copenhagen, pp.PositionExchange(view=view)).executed
    apart = [e for e in executed if any(abs(e.actual[party] - e.gain) > 1e-6 for party in e.parties)]
    assert (len(apart), len(executed)) == (differ, all_)


def test_terms_are_worked_out_again_only_where_they_can_have_changed(copenhagen: pp.Positions) -> None:
    """420 candidates and 49 exchanges: some twenty terms an exchange, not all that are left."""
    work = solved(copenhagen, pp.PositionExchange()).stats.work
    assert (work["exchanges"], work["terms"]) == (49, 1426)


def compare(executed: list[Exchange], published: list[dict[str, str]], *, place: float) -> None:
    assert len(executed) == len(published)
    for found, row in zip(executed, published, strict=True):
        assert moves(found) == [(row["actor_i"], row["issue_i"]), (row["actor_j"], row["issue_j"])]
        assert found.gain == pytest.approx(float(row["gain_each"]), abs=1e-5)
        places = [float(row[name]) for name in ("from_i", "to_i", "from_j", "to_j")]
        assert [x for move in found.moves for x in (move.start, move.end)] == pytest.approx(places, abs=place)
        if "sum_externalities_others" in row:
            felt = sum(found.externalities.values())
            assert felt == pytest.approx(float(row["sum_externalities_others"]), abs=1e-5)
