"""The harbour sports park, six parties (Abdelnabi et al. 2024, LLM-Deliberation, base game; MIT licence).

At least five of the six must accept, SportCo and the Department of Transport among them.
"""

from dataclasses import replace

import numpy as np
import pytest

from pourparler.analyses.bargaining.agreements import Agreements
from pourparler.analyses.bargaining.egalitarian import Egalitarian
from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.bargaining.utilitarian import Utilitarian
from pourparler.model.agreement import Rule
from pourparler.model.bargain import Bargain

ISSUES = {
    name: [f"{name}{i + 1}" for i in range(n)] for name, n in zip("ABCDE", (3, 3, 4, 4, 5), strict=True)
}
SCORES = {
    "SportCo": ("14 8 0", "11 7 0", "0 5 10 17", "35 29 20 0", "0 5 10 15 23", 55),
    "DoT": ("0 11 5", "0 20 25", "0 2 4 9", "10 26 40 0", "4 8 15 12 0", 65),
    "Mayor": ("14 8 0", "12 8 0", "24 18 12 0", "40 30 23 0", "0 2 4 7 10", 30),
    "Union": ("15 20 0", "0 0 0", "42 35 25 0", "30 20 10 0", "2 4 6 8 0", 50),
    "Other cities": ("0 4 10", "0 0 0", "12 8 6 0", "0 8 13 18", "60 45 30 15 0", 31),
    "Environment": ("0 22 45", "0 25 55", "0 0 0 0", "0 0 0 0", "0 0 0 0 0", 55),
}
PARTIES = tuple(SCORES)
RULE = Rule(PARTIES, need=5, veto=0b11)
EVERYONE = Bargain.from_tables(
    ISSUES,
    {
        party: {
            issue: [int(s) for s in scores.split()] for issue, scores in zip(ISSUES, row[:5], strict=True)
        }
        for party, row in SCORES.items()
    },
    reserve={party: row[5] for party, row in SCORES.items()},
)
PARK = replace(EVERYONE, rule=RULE)


def code(outcome):
    return "".join(outcome.values())


def test_counts():
    result = Agreements().run(PARK, None)
    assert (result.outcomes_total, result.feasible, result.unanimous) == (720, 55, 12)
    assert result.by_number == (1, 30, 98, 203, 255, 121, 12)
    assert tuple(result.by_party.values()) == (55, 55, 55, 40, 47, 35)
    assert tuple(result.accepted.values()) == (354, 195, 646, 462, 555, 320)


def test_without_the_vetoes():
    assert Agreements().run(replace(EVERYONE, rule=Rule(PARTIES, need=5)), None).feasible == 133


def test_best_feasible_outcome_of_each_party():
    best = Agreements().run(PARK, None).best
    assert {party: code(outcome) for party, outcome in best.items()} == {
        "SportCo": "A2B2C4D1E3",
        "DoT": "A2B3C4D3E3",
        "Mayor": "A2B2C1D2E4",
        "Union": "A2B2C1D2E4",
        "Other cities": "A1B2C3D3E2",
        "Environment": "A3B3C4D2E4",
    }


def test_frontier():
    result = Frontier().run(PARK, None)
    assert result.size == 481
    assert sum(result.multiplicity) == 481
    assert result.acceptable == 12


@pytest.mark.parametrize("deal", [EVERYONE, PARK], ids=["unanimity", "five of six"])
@pytest.mark.parametrize(
    ("concept", "outcome", "utilities", "objective"),
    [
        (Nash(), "A2B3C3D2E3", (57, 81, 54, 71, 48, 77), 6_031_872.0),
        (KalaiSmorodinsky(), "A2B3C3D2E3", (57, 81, 54, 71, 48, 77), 2 / 15),
        (Egalitarian(), "A2B3C4D1E3", (70, 70, 52, 56, 34, 77), 3.0),
        (Utilitarian(), "A2B3C2D2E4", None, 391.0),
    ],
    ids=lambda x: getattr(x, "name", ""),
)
def test_since_all_can_be_satisfied_the_rule_changes_nothing(deal, concept, outcome, utilities, objective):
    result = concept.run(deal, None)
    assert code(result.outcome) == outcome
    assert result.objective == objective
    assert result.coalition == PARTIES
    assert tuple(result.ideal.values()) == (70, 81, 69, 83, 54, 77)
    assert utilities is None or tuple(result.utilities.values()) == utilities


def test_leximin_decides_where_the_smallest_share_ties():
    shares = []
    for chosen in ("A2B3C3D2E3", "A2B3C2D2E4"):
        choice = np.array([[int(digit) - 1 for digit in chosen[1::2]]])
        gains = (EVERYONE.utilities(choice) - EVERYONE.reserve)[0]
        shares.append(min(gains / np.array([15, 16, 39, 33, 23, 22])))
    assert shares == pytest.approx([2 / 15, 2 / 15])


def test_the_opening_deal():
    choice = tuple(EVERYONE.space.choice({"A": "A1", "B": "B1", "C": "C4", "D": "D1", "E": "E5"}))
    assert EVERYONE.utilities(np.array([choice]))[0].tolist() == [100, 19, 76, 45, 0, 0]
    assert EVERYONE.acceptance(choice).tolist() == [True, False, True, False, False, False]


def test_a_coalition_of_five_when_one_party_asks_too_much():
    reserve = np.array([55, 65, 30, 50, 31, 101])
    result = Nash().run(replace(PARK, reserve=reserve), None)
    assert result.coalition == ("SportCo", "DoT", "Mayor", "Union", "Other cities")
    assert result.gains["Environment"] < 0
    assert result.status.code == "ok"
    assert "Environment" in str(result.status)
    by_hand = Nash(coalition=result.coalition).run(EVERYONE, None)
    assert by_hand.outcome == result.outcome
