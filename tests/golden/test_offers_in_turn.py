"""Rubinstein and BackwardInduction on a pie: closed forms, golden values of short games, and the limit of short rounds.

Rubinstein, A. (1982). Perfect equilibrium in a bargaining model. Econometrica 50, 97-109, conclusion I: the first
proposer gets (1 - d2) / (1 - d1 d2). Binmore, K., Rubinstein, A. & Wolinsky, A. (1986). The Nash bargaining solution
in economic modelling. RAND Journal of Economics 17, 176-188. Short games: arithmetic after Ståhl, I. (1972).
"""

from math import exp

import pytest

import pourparler as pp

PATIENCE = {"first": 0.9, "second": 0.8}
SHARES = {1: 1, 2: 0.2, 3: 0.92, 4: 0.344, 5: 0.8624, 10: 0.5760773, 20: 0.6875435, 50: 0.7140920}


def pie(units: int = 1, *, order: tuple[str, str] = ("first", "second")) -> pp.Bargain:
    """A pie of indivisible units."""
    shares = list(range(units + 1))
    tables = {"first": {"share": shares}, "second": {"share": shares[::-1]}}
    return pp.Bargain.from_tables({"share": shares}, {party: tables[party] for party in order})


# q a-e, r u/v
SEATS = pp.Bargain.from_tables(
    {"q": list("abcde"), "r": list("uv")},
    {
        "one": {"q": [50, 41, 22, 9, 0], "r": [50, 3]},
        "two": {"q": [0, 12, 23, 33, 45], "r": [5, 55]},
        "three": {"q": [21, 34, 58, 26, 0], "r": [42, 0]},
    },
    reserve={"one": 20, "two": 20, "three": 20},
    scale=100,
)


def test_patience_divides_the_pie() -> None:
    found = pp.solve(pie(), pp.Rubinstein(patience=PATIENCE))
    assert found.utilities["first"] == pytest.approx(0.2 / 0.28, abs=1e-15)
    assert found.utilities["second"] == pytest.approx(0.2857143, abs=5e-8)
    # The other proposal: the second party keeps (1 - 0.9) / (1 - 0.72).
    assert found.offers[1].utilities["second"] == pytest.approx(0.1 / 0.28, abs=1e-15)


def test_who_proposes_first_has_the_advantage() -> None:
    found = pp.solve(pie(), pp.Rubinstein(patience=PATIENCE, first="second"))
    assert found.utilities["second"] == pytest.approx(0.1 / 0.28, abs=1e-15)
    turned = pp.solve(pie(order=("second", "first")), pp.Rubinstein(patience=PATIENCE))
    assert turned.utilities == pytest.approx(found.utilities, abs=1e-15)


@pytest.mark.parametrize(("rounds", "share"), list(SHARES.items()))
def test_short_games(rounds: int, share: float) -> None:
    concept = pp.BackwardInduction(rounds=rounds, patience=PATIENCE, lotteries="allowed")
    found = pp.solve(pie(), concept)
    assert found.utilities["first"] == pytest.approx(share, abs=5e-8)
    assert (found.step, found.proposer) == (1, "first")


@pytest.mark.parametrize(("rounds", "units"), [(1, 1000), (2, 200), (3, 920), (4, 344), (5, 862)])
def test_short_games_for_indivisible_units(rounds: int, units: int) -> None:
    found = pp.solve(pie(1000), pp.BackwardInduction(rounds=rounds, patience=PATIENCE))
    assert found.utilities == {"first": units, "second": 1000 - units}


def test_a_long_game_ends_where_patience_alone_does() -> None:
    long = pp.solve(pie(), pp.BackwardInduction(rounds=130, patience=PATIENCE, lotteries="allowed"))
    forever = pp.solve(pie(), pp.Rubinstein(patience=PATIENCE))
    assert abs(long.utilities["first"] - forever.utilities["first"]) < 1e-9
    assert long.utilities["first"] - forever.utilities["first"] == pytest.approx(-3.8e-10, abs=1e-11)


@pytest.mark.parametrize(
    ("length", "share"), [(1, 0.3671654), (0.1, 0.3366722), (0.01, 0.3336667), (1e-6, 1 / 3)]
)
def test_ever_shorter_rounds(length: float, share: float) -> None:
    patience = {"first": exp(-0.2 * length), "second": exp(-0.1 * length)}
    found = pp.solve(pie(), pp.Rubinstein(patience=patience))
    assert found.utilities["first"] == pytest.approx(share, abs=1e-7)
    assert found.short_rounds.weights["first"] == pytest.approx(1 / 3)
    assert found.short_rounds.agreed.utilities["first"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("rounds", "outcome", "utilities"),
    [
        (1, {"q": "c", "r": "u"}, {"one": 0.72, "two": 0.28, "three": 1.0}),
        (2, {"q": "c", "r": "v"}, {"one": 0.25, "two": 0.78, "three": 0.58}),
    ],
)
def test_three_seats(rounds: int, outcome: dict[str, str], utilities: dict[str, float]) -> None:
    patience = dict.fromkeys(SEATS.parties, 0.95)
    found = pp.solve(SEATS, pp.BackwardInduction(rounds=rounds, patience=patience))
    assert found.outcome == outcome
    assert found.utilities == pytest.approx(utilities)
    assert found.number == 0
