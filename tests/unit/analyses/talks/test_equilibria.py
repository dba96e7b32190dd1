"""The benchmarks of talks at their edges: who they do not fit, what they are not told, what nobody accepts."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from jsonschema import Draft202012Validator

import pourparler as pp
from pourparler.app.commands.schema import schema
from pourparler.errors import ModelError, NoAnswer, UsageError
from pourparler.model.agreement import Rule
from pourparler.model.negotiation import Negotiation, Timing
from pourparler.model.outcomes import Constraint
from pourparler.views.names import Names
from pourparler.views.tables import tables

RIVIERE = Path(__file__).parents[4] / "examples" / "riviere"

DEAL = pp.Bargain.from_tables(
    {"x": list("abc"), "y": [0, 1]},
    {"p": {"x": [6, 3, 0], "y": [0, 2]}, "q": {"x": [0, 4, 5], "y": [2, 0]}},
    reserve={"p": 2, "q": 2},
)
PATIENCE = {"p": 0.9, "q": 0.8}
THREE = pp.Bargain.from_tables(
    {"x": list("abc")}, {"p": {"x": [3, 1, 0]}, "q": {"x": [0, 2, 1]}, "r": {"x": [1, 2, 4]}}
)
BOTH = [
    pp.Rubinstein(patience=PATIENCE),
    pp.Rubinstein(patience=PATIENCE, lotteries="none"),
    pp.BackwardInduction(rounds=3, patience=PATIENCE),
    pp.BackwardInduction(rounds=3, patience=PATIENCE, lotteries="allowed"),
]
EACH = pytest.mark.parametrize("concept", BOTH, ids=["mixed", "whole", "rounds", "mixed-rounds"])


def solved(deal, concept):
    return pp.solve(deal, concept, on_fail="status")


@EACH
def test_a_rule_that_does_not_need_everybody(concept):
    deal = replace(DEAL, rule=Rule(("p", "q"), need=1))
    found = solved(deal, concept)
    assert found.status.code == "undefined"
    assert "everybody" in str(found.status.message)


@EACH
def test_one_party_alone(concept):
    alone = pp.Bargain.from_tables({"x": ["a"]}, {"p": {"x": [1]}})
    found = solved(alone, replace(concept, patience={"p": 0.9}))
    assert found.status.code == "undefined"


@EACH
def test_nobody_can_be_satisfied(concept):
    found = solved(replace(DEAL, reserve=np.array([9, 0])), concept)
    assert found.status.code == "no-agreement"
    assert found.outcome is None
    with pytest.raises(NoAnswer):
        pp.solve(replace(DEAL, reserve=np.array([9, 0])), concept)


@EACH
def test_no_deal_is_told_as_it_is(concept):
    nowhere = Constraint((0,), np.zeros(3, dtype=np.bool_), "nothing")
    found = solved(replace(DEAL, excluded=(nowhere,)), concept)
    assert found.status.code == "no-agreement"
    assert "exclusions" in str(found.status.message)


@EACH
def test_red_lines_bind_what_is_proposed(concept):
    line = Constraint((0,), np.array([True, True, False]), "no c")
    found = solved(replace(DEAL, red_lines=((), (line,))), concept)
    agreed = found.agreed or found.hull[0]
    drawn = [draw.outcome for draw in agreed.lottery] or [agreed.outcome]
    assert all(outcome["x"] != "c" for outcome in drawn)


@EACH
def test_what_is_told_keeps_to_its_schema(concept):
    for deal in (DEAL, replace(DEAL, reserve=np.array([9, 0])), replace(DEAL, rule=Rule(("p", "q"), need=1))):
        Draft202012Validator(schema("result")).validate(solved(deal, concept).to_dict())


def test_without_patience_both_say_whose_is_missing():
    with pytest.raises(ModelError, match="q"):
        pp.solve(DEAL, pp.Rubinstein(patience={"p": 0.5}))
    with pytest.raises(ModelError, match="calendar"):
        pp.solve(Negotiation(DEAL, Timing(days=20.0)), pp.BackwardInduction())


def test_with_rounds_who_has_no_patience_loses_nothing_by_waiting():
    found = pp.solve(DEAL, pp.BackwardInduction(rounds=2))
    assert found.patience == {"p": 1.0, "q": 1.0}
    assert "p and q" in str(found.status.message)
    assert found.utilities["q"] == max(  # the last word is worth everything to the one who has it
        q for p, q in [(6, 2), (8, 0), (3, 6), (5, 4), (0, 7), (2, 5)] if min(p, q) >= 2
    )


def test_rounds_come_from_the_brief_unless_they_are_set():
    timed = Negotiation(DEAL, Timing(PATIENCE, days=3.0, rounds_per_day=2.0))
    assert pp.solve(timed, pp.BackwardInduction()).rounds == 6
    assert pp.solve(timed, pp.BackwardInduction(rounds=4)).rounds == 4
    assert pp.solve(Negotiation(DEAL, Timing(PATIENCE)), pp.BackwardInduction()).rounds == 100


@pytest.mark.parametrize("rounds", [0, 1_000_001])
def test_impossible_numbers_of_rounds(rounds):
    with pytest.raises(UsageError):
        pp.solve(DEAL, pp.BackwardInduction(rounds=rounds, patience=PATIENCE))


@pytest.mark.parametrize(
    "settings", [{"patience": {"p": 1.2, "q": 0.5}}, {"patience": {"z": 0.5}}, {"first": "z"}]
)
def test_settings_that_fit_nobody(settings):
    for concept in (pp.Rubinstein, pp.BackwardInduction):
        with pytest.raises(UsageError):
            pp.solve(DEAL, concept.with_settings({"patience": PATIENCE, **settings}))


def test_more_than_two_parties_need_a_deadline():
    patience = dict.fromkeys("pqr", 0.9)
    assert solved(THREE, pp.Rubinstein(patience=patience)).status.code == "undefined"
    mixed = pp.BackwardInduction(rounds=2, patience=patience, lotteries="allowed")
    assert solved(THREE, mixed).status.code == "undefined"
    found = pp.solve(THREE, pp.BackwardInduction(rounds=1, patience=patience, first="r"))
    assert found.outcome == {"x": "c"}
    assert found.seats == ("r", "p", "q")


def test_patience_that_costs_nothing_decides_nothing():
    found = solved(DEAL, pp.Rubinstein(patience={"p": 1, "q": 1}))
    assert found.status.code == "undefined"
    assert found.short_rounds is None


def test_no_patience_at_all_is_an_ultimatum():
    found = pp.solve(DEAL, pp.Rubinstein(patience={"p": 0, "q": 0}))
    assert found.agreed.gains["q"] == 0
    assert found.short_rounds is None


def test_one_acceptable_outcome_is_agreed_by_whole_proposals():
    deal = replace(DEAL, reserve=np.array([5, 4]))
    found = pp.solve(deal, pp.Rubinstein(patience=PATIENCE, lotteries="none"))
    assert found.status.code == "ok"
    assert found.outcome == {"x": "b", "y": 1}


@EACH
def test_bystanders_are_told_and_decide_nothing(concept):
    outside = (np.array([[1, 2, 3]]), np.array([[0, 7]]))
    watched = replace(DEAL, bystanders=("z",), bystander_tables=outside)
    alone, found = solved(DEAL, concept).to_dict(), solved(watched, concept).to_dict()
    assert found["utilities"] == alone["utilities"]
    if found["outcome"]:
        worth = {"a": 1, "b": 2, "c": 3}[found["outcome"]["x"]] + 7 * found["outcome"]["y"]
        assert found["bystanders"] == {"z": worth}


def test_packages_are_proposed_like_other_outcomes():
    deal = pp.Bargain.from_scores(
        {"p": {"x": 4, "y": 1, "z": 0}, "q": {"x": 0, "y": 3, "z": 4}}, reserve={"p": 1, "q": 1}
    )
    for concept in BOTH:
        found = solved(deal, concept)
        agreed = found.agreed or found.hull[0]
        assert all(gain >= -1e-12 for gain in agreed.gains.values())
    one = pp.solve(deal, pp.BackwardInduction(rounds=1, patience=PATIENCE))
    best = max(
        (4 * x + y) / (x + y + z)
        for x in (0, 1) for y in (0, 1) for z in (0, 1)
        if x + y + z and 3 * y + 4 * z >= x + y + z and 4 * x + y >= x + y + z
    )  # fmt: skip
    assert one.utilities["p"] == best


def test_long_games_are_told_from_both_ends():
    found = pp.solve(DEAL, pp.BackwardInduction(rounds=1000, patience=PATIENCE))
    data = found.to_dict()
    assert len(data["path"]) == 100
    assert data["path_left_out"] == 900
    assert [data["path"][i]["round"] for i in (0, 49, 50, 99)] == [0, 49, 950, 999]
    assert data["stats"]["work"]["rounds"] < 100


def many(parties: str, entries: int) -> pp.Bargain:
    rng = np.random.default_rng(3)
    issues = {f"i{k}": [0, 1] for k in range(24)}
    tables = {p: {issue: rng.integers(0, entries, size=2).tolist() for issue in issues} for p in parties}
    return pp.Bargain.from_tables(issues, tables)


def test_coarse_tables_of_three_parties_are_solved_beyond_what_could_be_listed():
    found = pp.solve(many("pqr", 3), pp.BackwardInduction(rounds=20, patience=dict.fromkeys("pqr", 0.9)))
    assert found.status.code == "ok"
    assert found.stats.work["outcomes"] == 2**24
    assert found.stats.work["points"] < 2_000


def test_too_many_outcomes_for_many_parties_is_a_limit(monkeypatch):
    monkeypatch.setattr("pourparler.analyses.talks.equilibria.efficient.PAIRS", 100_000)
    assert solved(many("pqrst", 10**6), pp.BackwardInduction(rounds=2)).status.code == "limit"


def test_outcomes_listed_and_outcomes_folded_give_one_answer(monkeypatch):
    rng = np.random.default_rng(11)
    issues = {f"i{k}": list(range(4)) for k in range(4)}
    tables = {p: {issue: rng.integers(0, 30, size=4).tolist() for issue in issues} for p in "pqr"}
    deal = pp.Bargain.from_tables(issues, tables, reserve={"p": 40, "q": 40, "r": 40})
    concept = pp.BackwardInduction(rounds=12, patience=dict.fromkeys("pqr", 0.9))
    folded = pp.solve(deal, concept)
    monkeypatch.setattr("pourparler.analyses.talks.equilibria.efficient.POINTS", 0)
    listed = pp.solve(deal, concept)
    assert folded.fields_as_data() == listed.fields_as_data()
    assert folded.stats.work["points"] < listed.stats.work["points"]


def test_two_parties_are_solved_at_any_number_of_outcomes():
    rng = np.random.default_rng(3)
    issues = {f"i{k}": list(range(4)) for k in range(40)}
    tables = {p: {issue: rng.integers(0, 9, size=4).tolist() for issue in issues} for p in "pq"}
    deal = pp.Bargain.from_tables(issues, tables)
    for concept in (BOTH[0], BOTH[2], BOTH[3]):
        found = pp.solve(deal, concept)
        assert found.status.code == "ok"
        assert min(found.agreed.utilities.values()) > 0


def test_a_discounted_utility_waits_for_its_round():
    # Every deal is worth less than nothing: the later the better, and no deal is worst for p.
    deal = pp.Bargain.from_tables(
        {"x": ["a"]}, {"p": {"x": [-10]}, "q": {"x": [-10]}}, reserve={"p": -100, "q": -100}
    )
    found = solved(deal, pp.BackwardInduction(rounds=3, patience={"p": 0.5, "q": 0.5}))
    assert [reached.agrees for reached in found.path] == [False, False, True]
    assert (found.number, found.step, found.proposer) == (2, 3, "p")
    assert found.discounted == {"p": -2.5, "q": -2.5}


@pytest.mark.parametrize(
    "concept", [pp.BackwardInduction(), pp.Rubinstein()], ids=lambda concept: concept.name
)
def test_a_sweep_moves_patience(concept):
    if not RIVIERE.exists():
        pytest.skip("the examples are not here (an installed package)")
    spread = pp.sweep(pp.read_brief(RIVIERE), concept, draws=16, seed=1)
    assert spread.status_share == {"ok": 1.0}
    patience = [driver for driver in spread.drivers() if driver.key.startswith("calendar/patience/")]
    assert {driver.key.split("/")[-1] for driver in patience} == {"karvelia", "lusmania"}
    assert any(driver.effect > 0 for driver in patience)


def test_words_and_tables_have_one_content_in_both_languages():
    for concept in BOTH:
        found = solved(DEAL, concept)
        english, french = (found.summary(lang).split("\n") for lang in ("en", "fr"))
        assert len(english) == len(french)
        for lang in ("en", "fr"):
            shapes = [
                (len(table.columns), len(row)) for table in tables(found, Names(lang)) for row in table.rows
            ]
            assert shapes
            assert all(columns == row for columns, row in shapes)
        assert len(found.to_frame())


def test_a_report_shows_what_has_an_answer():
    brief = pp.read_case("nash-1950")
    deal = pp.Bargain.from_brief(brief)
    patience = dict.fromkeys(deal.parties, 0.9)
    answered = solved(deal, pp.BackwardInduction(rounds=5, patience=patience))
    open_ended = solved(deal, pp.Rubinstein(patience=patience))
    page = pp.report(brief, [answered, open_ended]).html("en")
    assert "What the deadline would lead to" in page
    assert "What patience alone would lead to" in page
    nothing = solved(deal, pp.Rubinstein(patience=dict.fromkeys(deal.parties, 1.0)))
    assert "turns-title" not in pp.report(brief, [nothing]).html("en")
