"""A lottery in words, tables, frames, pages and sweeps."""

import pytest

from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.solve import solve
from pourparler.brief.reading import brief_from_data
from pourparler.model.bargain import Bargain
from pourparler.uncertainty.sweep import sweep
from pourparler.views.lots import lottery_rows, probability
from pourparler.views.names import Names
from pourparler.views.report import report
from pourparler.views.tables import tables

DEAL = Bargain.from_tables(
    {"x": ["a", "b"], "y": [0, 1]}, {"p": {"x": [9, 0], "y": [1, 1]}, "q": {"x": [0, 4], "y": [0, 0]}}
)


def said(party, issue, position, salience):
    return {issue: {"position": position, "salience": salience, "assumption": "said so"}}


BRIEF = brief_from_data(
    {
        "title": "A river",
        "as_of": "2025-02-01",
        "parties": {"a": {"name": "Amont"}, "b": {"name": "Aval"}},
        "issues": {
            "water": {"levels": {"none": 0, "half": 50, "all": 100}, "status_quo": "none"},
            "years": {"range": {"from": 0, "to": 10, "step": 5, "unit": "years"}, "status_quo": 0},
        },
        "stances": {
            "a": {**said("a", "water", "none", {"low": 40, "mode": 60, "high": 90}), **said("a", "years", 10, 70)},
            "b": {**said("b", "water", "all", 80), **said("b", "years", 5, 30)},
        },
    }
)  # fmt: skip


def test_words():
    found = solve(DEAL, Nash(lotteries="allowed"))
    lines = found.summary("en").split("\n")
    assert lines[1] == "The deal is a lottery over 2 outcomes; its probabilities are terms of the deal."
    assert lines[2] == "With probability 0.56: x: b; y: 0."
    assert lines[3] == "Otherwise: x: a; y: 0."
    assert lines[4] == "p: expected utility 5.000, expected gain 5.000 over no deal."
    assert "not a forecast" in lines[-1]


def test_probabilities_are_never_shown_as_nothing_or_certainty():
    assert [probability(p, "en") for p in (0.5, 0.004, 0.996, 0.99996)] == [
        "0.50", "0.004", "0.996", "0.99996",
    ]  # fmt: skip
    assert "10⁻⁹" in probability(1e-9, "en")


def test_tables_and_frames():
    found = solve(DEAL, Nash(lotteries="allowed"))
    names = Names("en")
    deal, worth = tables(found, names)
    assert deal.rows == lottery_rows(found.lottery, names) == (("0.56", "x: b; y: 0"), ("0.44", "x: a; y: 0"))
    assert worth.columns[1] == "Expected utility"
    pandas = pytest.importorskip("pandas")
    frame = found.to_frame()
    assert isinstance(frame, pandas.DataFrame)
    assert frame["probability"].sum() == pytest.approx(1)
    assert list(frame.columns) == ["probability", "utility/p", "utility/q", "issue/x", "issue/y"]


def test_a_frontier_with_lotteries_says_that_it_is_a_line():
    found = solve(DEAL, Frontier(lotteries="allowed"))
    text = found.summary("en")
    assert "the line through the 2 corners given" in text
    assert "out of" not in text


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_report_tells_a_lottery(lang):
    found = [
        solve(BRIEF, concept(lotteries="allowed"), on_fail="status")
        for concept in (Nash, KalaiSmorodinsky, Frontier)
    ]
    spread = sweep(BRIEF, Nash(lotteries="allowed"), draws=8, seed=1)
    assert any(result.lottery for result in found[:2])
    page = report(BRIEF, [*found, spread]).html(lang)
    drawn = next(result for result in found[:2] if result.lottery)
    assert probability(drawn.lottery[0].probability, lang) in page
    for result in found:
        assert result._repr_html_()


def test_a_sweep_over_lotteries_moves_without_jumps():
    """No outcome is counted, as for a forecast; expected utilities and the objective are."""
    concept = Nash(lotteries="allowed")
    spread = sweep(BRIEF, concept, draws=16, seed=3)
    assert spread.outcomes == ()
    assert set(spread.quantities) == {"utility/a", "utility/b", "objective"}
    assert spread.flips() == ()
    assert all(driver.quantity == "objective" for driver in spread.drivers())
    again = solve(spread.draw(5), concept)
    assert again.utilities["a"] == spread.quantities["utility/a"][5]
