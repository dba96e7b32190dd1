"""Ten coins to divide (a textbook problem): utilities (k, 10 - k), several disagreement points."""

import pytest

from pourparler.analyses.bargaining.egalitarian import Egalitarian
from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.nash import Nash
from pourparler.model.bargain import Bargain


def coins(first, second):
    return Bargain.from_tables(
        {"coins": list(range(11))},
        {"p": {"coins": list(range(11))}, "q": {"coins": list(range(10, -1, -1))}},
        reserve={"p": first, "q": second},
    )


def test_every_division_is_on_the_frontier():
    assert Frontier().run(coins(0, 0), None).size == 11


@pytest.mark.parametrize("concept", [Nash(), KalaiSmorodinsky(), Egalitarian()], ids=lambda c: c.name)
@pytest.mark.parametrize(
    ("reserve", "answer", "ties"), [((0, 0), 5, 0), ((2, 0), 6, 0), ((2, 1), 6, 1)], ids=str
)
def test_the_three_concepts_agree(concept, reserve, answer, ties):
    result = concept.run(coins(*reserve), None)
    assert result.outcome == {"coins": answer}
    assert result.ties_total == ties
    assert result.ties == (({"coins": 5},) if ties else ())


@pytest.mark.parametrize("weights", [{"p": 7, "q": 3}, {"p": 2}, {"p": 0.7, "q": 0.3}, {"p": 14, "q": 6}])
def test_bargaining_power(weights):
    assert Nash(weights=weights).run(coins(0, 0), None).outcome == {"coins": 7}


def test_proportions():
    assert Egalitarian(proportions={"p": 4}).run(coins(0, 0), None).outcome == {"coins": 8}
    assert Egalitarian(proportions={"p": 4}).run(coins(0, 0), None).objective == 2.0


def test_no_agreement_names_who_cannot_be_satisfied():
    alone = Nash().run(coins(11, 0), None)
    assert (alone.status.code, alone.outcome, alone.ties_total) == ("no-agreement", None, None)
    assert alone.status.message.params["party"] == "p"
    both = Nash().run(coins(6, 5), None)
    assert both.status.code == "no-agreement"
    assert both.status.message.params["parties"] == ["p", "q"]
