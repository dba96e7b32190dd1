"""Lotteries on published and constructed cases (specification, sections 3 and 6)."""

import json
from fractions import Fraction

import numpy as np
import pytest

from pourparler.analyses.bargaining.egalitarian import Egalitarian
from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.least_spread import LeastSpread
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.bargaining.raiffa import Raiffa
from pourparler.analyses.bargaining.utilitarian import Utilitarian
from pourparler.analyses.solve import solve
from pourparler.app.commands.schema import schema
from pourparler.cases import read_case
from pourparler.errors import UsageError
from pourparler.model.agreement import Rule
from pourparler.model.bargain import Bargain

CONCEPTS = (Nash, KalaiSmorodinsky, Egalitarian, Raiffa)
VECTORS = [(72, 23), (71, 25), (32, 30), (27, 31), (26, 57), (14, 88)]


def one_issue(vectors, *, reserve=None, rule=None):
    names = "pqrst"[: len(vectors[0])]
    tables = {p: {"x": [v[i] for v in vectors]} for i, p in enumerate(names)}
    return Bargain.from_tables({"x": list("abcdefgh"[: len(vectors)])}, tables, reserve=reserve, rule=rule)


def allowed(concept, deal, **settings):
    return solve(deal, concept(lotteries="allowed", **settings), on_fail="status")


def drawn(result):
    return {draw.outcome["x"]: draw.probability for draw in result.lottery}


# ---------------------------------------------------------------- all different


def test_nash_mixes_two_outcomes_of_all_different():
    found = allowed(Nash, one_issue(VECTORS))
    share = (Fraction(983, 21) - 14) / 57
    assert found.outcome is None
    assert drawn(found) == {"b": pytest.approx(0.5756, abs=5e-5), "f": pytest.approx(0.4244, abs=5e-5)}
    assert drawn(found)["b"] == pytest.approx(float(share), abs=1e-12)
    assert tuple(found.utilities.values()) == pytest.approx((46.81, 51.74), abs=0.005)
    assert found.certificate.as_data() == {"kind": "exact", "gap": 0.0, "dominated": False}
    assert found.ties == ()
    assert found.ties_total is None


def test_the_other_concepts_on_all_different():
    """By hand on the edge from (71, 25) to (14, 88): equal utilities; equal shares of (72, 88)."""
    deal = one_issue(VECTORS)
    assert tuple(allowed(Egalitarian, deal).utilities.values()) == pytest.approx((49.15, 49.15))
    shares = allowed(KalaiSmorodinsky, deal)
    assert shares.utilities["p"] / 72 == pytest.approx(shares.utilities["q"] / 88)
    assert shares.objective == pytest.approx(shares.utilities["p"] / 72)
    corners = [tuple(p.utilities.values()) for p in allowed(Frontier, deal).points]
    assert corners == [(72, 23), (71, 25), (14, 88)]


def test_the_limit_of_interim_agreements_on_a_straight_line():
    """From (0, 0) to (36, 44); the line above it runs from (53.8, 44) to (36, 63.7), whose middle is the limit."""
    found = allowed(Raiffa, one_issue(VECTORS))
    x, y = Fraction(14) + 57 * Fraction(44, 63), Fraction(25) + 63 * Fraction(35, 57)
    assert tuple(found.utilities.values()) == pytest.approx((float(x + 36) / 2, float(y + 44) / 2))
    assert found.stats.work["steps"] == 2


# ---------------------------------------------------------------- known cases


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda c: c.name)
def test_coins_are_shared_without_a_lottery_where_they_can_be(concept):
    coins = Bargain.from_tables(
        {"x": list(range(11))}, {"p": {"x": list(range(11))}, "q": {"x": list(range(10, -1, -1))}}
    )
    found = allowed(concept, coins)
    assert found.outcome == {"x": 5}
    assert found.lottery == ()
    assert found.utilities == {"p": 5.0, "q": 5.0}


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda c: c.name)
def test_an_odd_coin_is_drawn_between_the_two_nearest_shares(concept):
    coins = Bargain.from_tables(
        {"x": list(range(11))},
        {"p": {"x": list(range(11))}, "q": {"x": list(range(10, -1, -1))}},
        reserve={"p": 2, "q": 1},
    )
    found = allowed(concept, coins)
    assert drawn(found) == {5: 0.5, 6: 0.5}
    assert found.gains == {"p": 3.5, "q": 3.5}


def test_bill_and_jack_need_no_lottery():
    """Nash 1950 took the convex hull, and the published answer, (24, 11), is a corner of it."""
    deal = Bargain.from_brief(read_case("nash-1950"))
    found = allowed(Nash, deal)
    assert found.utilities == {"bill": 24.0, "jack": 11.0}
    assert found.outcome == Nash().run(deal, None).outcome
    assert "No lottery is needed" in str(found.status.message)
    corners = [tuple(p.utilities.values()) for p in allowed(Frontier, deal).points]
    assert corners == [(34, 0), (32, 4), (26, 10), (24, 11), (18, 13), (10, 15), (0, 16)]


def test_territory_and_money_with_lotteries():
    """On the edge from (65, 50) to (50, 70) with gains 25, 5 and 10, 25: the equal gain is 115/7."""
    deal = Bargain.from_brief(read_case("trade-zone"))
    assert allowed(Egalitarian, deal).objective == pytest.approx(115 / 7)
    line = allowed(Frontier, deal)
    assert [tuple(p.utilities.values()) for p in line.points] == [(80, 30), (50, 70), (30, 90), (0, 100)]
    assert line.acceptable == 1


def test_the_six_party_park_with_lotteries():
    deal = Bargain.from_brief(read_case("harbour"))
    for concept in CONCEPTS:
        plain, mixed = concept().run(deal, None), allowed(concept, deal)
        assert mixed.status.code == "ok"
        assert len(mixed.coalition) >= len(plain.coalition)
        assert mixed.certificate.gap <= 1e-6
        assert min(mixed.gains[p] for p in mixed.coalition) >= 0


def test_three_vetoes_on_three_prizes():
    """Each can have all and the others nothing: only an equal lottery gives everybody a third of a prize."""
    prizes = [(9, 0, 0), (0, 9, 0), (0, 0, 9)]
    deal = one_issue(prizes, reserve={"p": 3, "q": 3, "r": 3})
    assert Nash().run(deal, None).status.code == "no-agreement"
    for concept in CONCEPTS:
        found = allowed(concept, deal)
        assert drawn(found) == {x: pytest.approx(1 / 3) for x in "abc"}
    greedy = allowed(Nash, one_issue(prizes, reserve={"p": 3, "q": 3, "r": 4}))
    assert greedy.status.code == "no-agreement"
    assert (
        str(greedy.status.message)
        == "There is no agreement: no lottery is acceptable to p, q and r together."
    )


def test_who_cannot_be_satisfied_is_named():
    deal = one_issue([(9, 0, 1), (0, 9, 1)], reserve={"p": 6, "q": 6})
    found = allowed(Nash, deal)
    assert str(found.status.message) == "There is no agreement: no lottery is acceptable to p and q together."
    alone = one_issue([(9, 0), (0, 9)], reserve={"p": 10})
    assert "acceptable to p." in str(allowed(KalaiSmorodinsky, alone).status.message)


def test_a_majority_may_agree_on_a_lottery_where_all_cannot():
    rule = Rule(("p", "q", "r"), need=2)
    deal = one_issue([(9, 0, 0), (0, 9, 0), (0, 0, 1)], reserve={"p": 4, "q": 4, "r": 5}, rule=rule)
    assert len(Nash().run(deal, None).coalition) in (0, 1)
    found = allowed(Nash, deal)
    assert found.coalition == ("p", "q")
    assert drawn(found) == {"a": 0.5, "b": 0.5}
    assert found.gains == {"p": 0.5, "q": 0.5, "r": -5.0}


def test_one_whose_gain_needs_the_loss_of_another_has_no_stake():
    found = allowed(Nash, one_issue([(9, 0, -1), (0, 9, -1), (3, 3, 0), (0, 0, 0)]))
    assert found.outcome == {"x": "c"}
    assert "r" in str(found.status.message)


# ---------------------------------------------------------------- size, and what is refused


def large(parties, *, seed=0, scale=1_000_000):
    rng = np.random.default_rng(seed)
    tables = {
        f"p{p}": {f"i{i}": rng.integers(0, scale // 30, 10).tolist() for i in range(30)}
        for p in range(parties)
    }
    issues = {f"i{i}": list(range(10)) for i in range(30)}
    return Bargain.from_tables(issues, tables, scale=scale)


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda c: c.name)
def test_two_parties_at_10_to_the_30_outcomes_need_no_enumeration(concept):
    found = allowed(concept, large(2))
    assert found.status.code == "ok"
    assert found.certificate.kind == "exact"
    assert found.stats.work["edges"] <= 30 * 9
    assert len(found.lottery) in (0, 2)


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda c: c.name)
def test_six_parties_at_10_to_the_30_outcomes(concept):
    found = allowed(concept, large(6))
    assert found.status.code == "ok"
    assert found.certificate.gap <= 1e-6
    assert found.stats.work["priced"] <= 3_000
    assert len(found.lottery) <= 6


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda c: c.name)
@pytest.mark.parametrize(
    "deal",
    [
        one_issue([(5, 5), (5, 5)]), one_issue([(5, 5, 5)] * 3), one_issue([(4,), (9,), (9,)]),
        one_issue([(3, 3)]), one_issue([(0, 0, 0)]), large(2, scale=10**15), large(3, scale=10**15),
    ],
    ids=["equal", "equal3", "alone", "one", "nothing", "huge", "huge3"],
)  # fmt: skip
def test_odd_problems_have_an_answer(concept, deal):
    found = allowed(concept, deal)
    assert found.status.code == "ok"
    json.dumps(found.to_dict(), allow_nan=False)
    if len(deal.space.axes[0]) == 3 and len(deal.parties) == 1:
        assert found.outcome == {"x": "b"}


@pytest.mark.parametrize("concept", [Utilitarian, LeastSpread])
def test_concepts_without_lotteries_refuse_the_setting(concept):
    with pytest.raises(UsageError):
        concept.with_settings({"lotteries": "allowed"})


def test_the_result_follows_the_shipped_schema():
    jsonschema = pytest.importorskip("jsonschema")
    for deal in (one_issue(VECTORS), one_issue([(9, 0, 0), (0, 9, 0), (0, 0, 9)])):
        data = allowed(Nash, deal).to_dict()
        jsonschema.validate(data, schema("result"))
        assert data["outcome"] is None
        assert [set(entry) for entry in data["lottery"]] == [{"outcome", "probability", "utilities"}] * len(
            data["lottery"]
        )
