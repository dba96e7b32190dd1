"""Six provisions A to F, three parties: every package by hand (specification of bargaining, section 6)."""

from dataclasses import replace

import pytest

from pourparler.analyses.bargaining.agreements import Agreements
from pourparler.analyses.bargaining.egalitarian import Egalitarian
from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.bargaining.utilitarian import Utilitarian
from pourparler.model.agreement import Rule
from pourparler.model.bargain import Bargain

PROVISIONS = "ABCDEF"
SCORES = {"p": (9, 2, 6, 3, 8, 5), "q": (1, 8, 4, 7, 3, 6), "r": (5, 5, 2, 9, 4, 3)}
DEAL = Bargain.from_scores(
    {party: dict(zip(PROVISIONS, row, strict=True)) for party, row in SCORES.items()},
    reserve={"p": 5, "q": 4, "r": 4},
)


def letters(outcome):
    return "".join(name for name, value in outcome.items() if value == "in")


@pytest.mark.parametrize(
    ("concept", "included", "worth", "objective"),
    [
        (Nash(), "DE", (11 / 2, 5, 13 / 2), 5 / 4),
        (Egalitarian(), "ADF", (17 / 3, 14 / 3, 17 / 3), 2 / 3),
        (Utilitarian(), "AD", (6, 4, 7), 17),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_the_answer(concept, included, worth, objective):
    result = concept.run(DEAL, None)
    assert letters(result.outcome) == included
    assert tuple(result.utilities.values()) == worth
    assert result.objective == objective
    assert result.certificate.kind == "exact"


def test_ties_of_the_largest_sum():
    result = Utilitarian().run(DEAL, None)
    assert result.ties_total == 1
    assert [letters(tie) for tie in result.ties] == ["DE"]


def test_the_ideal_is_the_best_acceptable_package_of_each():
    ideal = KalaiSmorodinsky().run(DEAL, None).ideal
    assert ideal == {"p": 19 / 3, "q": 17 / 3, "r": 7.0}


def test_counts():
    result = Agreements().run(DEAL, None)
    assert (result.outcomes_total, result.feasible, result.unanimous) == (63, 24, 24)
    assert result.accepted == {"p": 45, "q": 51, "r": 47}
    assert [letters(result.best[party]) for party in "pqr"] == ["ABE", "BEF", "AD"]


def test_two_of_three_with_a_veto():
    rule = Rule(DEAL.parties, need=2, veto=0b001)
    assert Agreements().run(replace(DEAL, rule=rule), None).feasible == 40


def test_the_frontier():
    result = Frontier().run(DEAL, None)
    assert result.acceptable == 10
    assert set(result.multiplicity) == {1}
