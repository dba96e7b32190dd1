"""PositionExchange on two tables small enough to be worked out by hand, in exact fractions. No publication: arithmetic.

Two actors. Positions A (0, 0), B (100, 100); influence 1; saliences A (9/10, 1/10), B (1/10, 9/10).
The mean of issue 1 is 10, of issue 2 it is 90: A is left, B right of both. A's ratio of saliences is 9, B's 1/9, so A
demands 1 and concedes 2. Rate r = (9/10 + 1/10) / (1/10 + 9/10) = 1. B concedes 1 in full: 100 · 1/10 = 10 points, so
2 shifts by 10 as well, which A can give in full: 100 · 1/10. The outcomes become 0 and 100, nobody's position is
crossed, and each gains 9/10 · 10 − 1/10 · 10 = 8.

Three actors. A (0, 0), B (100, 100), C (80, 80); influence 1; saliences A (1, 1/2), B (1/2, 1), C (1/2, 1/2). Shares of the
weight: issue 1 A 1/2, B 1/4, C 1/4; issue 2 A 1/4, B 1/2, C 1/4. Means 0 + 25 + 20 = 45 and 0 + 50 + 20 = 70: A is left of
both, B and C right. Ratios 2, 1/2, 1: A demands 1 from B and from C.

A and B: r = (3/2) / (3/2) = 1; B gives 100 · 1/4 = 25 points of 1, A 100 · 1/4 = 25 points of 2. Means 20 and 95, within what
is demanded (0 and 100). Gain 25 − 25/2 = 25/2.
A and C: r = (3/2) / 1 = 3/2; C gives 80 · 1/4 = 20 points of 1, so 30 of 2, but A has 80 · 1/4 = 20. These would take 2 to
90, past C's 80: 10 is left, and 10 / r = 20/3 of 1. Gain 20/3 − 10/2 = 5/3 (of C: 10/2 − 20/3 / 2 = 5/3).

A and B trade first: A votes 100 on 2, B votes 0 on 1. A would have to come back to give C anything: the round ends with means
20 and 95. C loses on 1: (35 − 60)/2 = −25/2, on 2: (10 − 15)/2 = −5/2, in all −15; it stands on B's side of both. A in fact
gains 25 − 25/2, B 25 − 25/2.
The next round starts with A at 3/10 · 100 = 30 on 2 and B at 100 − 3/10 · 100 = 70 on 1, for (1 − 1/2) 4/10 + 1/10 = 3/10. Means
0 + 35/2 + 20 = 75/2 and 15/2 + 50 + 20 = 155/2. A and B: 70/4 = 35/2 points each, gain 35/2 − 35/4 = 35/4, means 20 and 95 again.
"""

from fractions import Fraction

import pytest

import pourparler as pp

TWO = pp.Positions.from_arrays([[0, 0], [100, 100]], influence=[1, 1], salience=[[0.9, 0.1], [0.1, 0.9]])
THREE = pp.Positions.from_arrays(
    [[0, 0], [100, 100], [80, 80]], influence=[1, 1, 1], salience=[[1, 0.5], [0.5, 1], [0.5, 0.5]]
)


@pytest.mark.parametrize("view", ["own-deals", "current"])
def test_two_actors(view: str) -> None:
    result = pp.solve(TWO, pp.PositionExchange(view=view))
    (only,) = result.executed
    assert only.gain == pytest.approx(8, abs=1e-12)
    assert [(m.party, m.issue, m.start, m.end) for m in only.moves] == [
        ("a1", "i2", 0.0, 100.0),
        ("a2", "i1", 100.0, 0.0),
    ]
    assert {issue: f.details["start"] for issue, f in result.forecasts.items()} == pytest.approx(
        {"i1": 10, "i2": 90}
    )
    assert {issue: f.point for issue, f in result.forecasts.items()} == pytest.approx({"i1": 0, "i2": 100})
    assert result.network == {"a1": {"a2": pytest.approx(8)}, "a2": {"a1": pytest.approx(8)}}


@pytest.mark.parametrize("view", ["own-deals", "current"])
def test_three_actors(view: str) -> None:
    result = pp.solve(THREE, pp.PositionExchange(view=view))
    assert [(c.parties, c.issues, c.gain, c.shifts, c.hollow) for c in result.candidates] == [
        (("a1", "a2"), ("i2", "i1"), pytest.approx(12.5, abs=1e-12), pytest.approx((25, -25)), False),
        (("a1", "a3"), ("i2", "i1"), pytest.approx(float(Fraction(5, 3)), abs=1e-12),
         pytest.approx((10, float(Fraction(-20, 3)))), False),
    ]  # fmt: skip
    (only,) = result.executed
    assert only.parties == ("a1", "a2")
    assert only.outcomes == {"i2": pytest.approx((70, 95)), "i1": pytest.approx((45, 20))}
    assert only.actual == pytest.approx({"a1": 12.5, "a2": 12.5})
    assert only.externalities == pytest.approx({"a3": -15})
    assert (only.sums["same_side"].losses, only.sums["others"].losses) == (pytest.approx(-15), 0)
    assert only.sums["parties"].gains == pytest.approx(25)
    assert result.balances["a3"].total == pytest.approx(-15)


def test_three_actors_for_two_rounds() -> None:
    result = pp.solve(THREE, pp.PositionExchange(rounds=2))
    assert [e.gain for e in result.executed] == pytest.approx([12.5, 8.75], abs=1e-12)
    assert result.rounds[1].positions["a1"] == {"i1": 0.0, "i2": pytest.approx(30)}
    assert result.rounds[1].positions["a2"] == {"i1": pytest.approx(70), "i2": 100.0}
    assert result.rounds[1].start == pytest.approx({"i1": 37.5, "i2": 77.5})
    assert {issue: f.point for issue, f in result.forecasts.items()} == pytest.approx({"i1": 20, "i2": 95})
