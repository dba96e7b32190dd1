"""Audits, trades and zones of the worked cases, and the two further point concepts (all by full enumeration)."""

from dataclasses import replace

import numpy as np
import pytest
from territory import EXCLUDED, FREE, TERRITORY

from pourparler.analyses.bargaining.audit import Audit
from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.least_spread import LeastSpread
from pourparler.analyses.bargaining.raiffa import Raiffa
from pourparler.analyses.bargaining.zones import Zones
from pourparler.analyses.collective.contestedness import Contestedness
from pourparler.cases import read_case
from pourparler.model.bargain import Bargain
from pourparler.model.positions import Positions
from pourparler.testing import check_concept

LOGROLLING = Bargain.from_tables(
    {"a": ["no", "yes"], "b": ["no", "yes"]},
    {"p": {"a": [0, 8], "b": [0, 2]}, "q": {"a": [2, 0], "b": [8, 0]}},
)
OFFER = {"territory": "none", "money": 50, "term": "long"}


def coins(*reserve):
    tables = {"p": {"x": list(range(11))}, "q": {"x": list(range(10, -1, -1))}}
    return Bargain.from_tables(
        {"x": list(range(11))}, tables, reserve=dict(zip(("p", "q"), reserve, strict=True))
    )


def vector(result):
    return tuple(result.utilities.values())


@pytest.mark.parametrize(
    ("reserve", "answer"), [((0, 0), (5, 5)), ((2, 0), (6, 4)), ((2, 1), (6, 4))], ids=str
)
def test_ten_coins(reserve, answer):
    deal = coins(*reserve)
    assert vector(Raiffa().run(deal, None)) == answer
    assert vector(LeastSpread().run(deal, None)) == answer


def test_ten_coins_with_a_tie():
    # Gains (4, 3) and (3, 4), of at most 7: nothing tells them apart but the order of the parties.
    for concept in (Raiffa(), LeastSpread(), LeastSpread(measure="raw")):
        assert concept.run(coins(2, 1), None).ties_total == 1


def test_nash_1950():
    deal = Bargain.from_brief(read_case("nash-1950"))
    result = Raiffa().run(deal, None)
    assert vector(result) == (24, 11)
    assert result.stats.work["steps"] == 2
    assert {good for good, owner in result.outcome.items() if owner == "bill"} == {
        "box",
        "pen",
        "toy",
        "knife",
    }


def test_all_different():
    vectors = [(72, 23), (71, 25), (32, 30), (27, 31), (26, 57), (14, 88)]
    deal = Bargain.from_tables(
        {"x": list("abcdef")}, {"p": {"x": [a for a, _ in vectors]}, "q": {"x": [b for _, b in vectors]}}
    )
    spread = LeastSpread().run(deal, None)
    assert vector(spread) == (27, 31)
    assert spread.objective == pytest.approx(27 / 72 - 31 / 88)
    raiffa = Raiffa().run(deal, None)
    assert vector(raiffa) == (26, 57)
    assert raiffa.stats.work["steps"] == 0
    assert raiffa.ties_total == spread.ties_total == 0


def test_constant_sum_everything_is_efficient():
    tables = {
        "p": {i: [0, 1, 2] for i in "wxyz"},
        "q": {"w": [8, 7, 6], **{i: [0, -1, -2] for i in "xyz"}},
    }
    deal = Bargain.from_tables({i: [0, 1, 2] for i in "wxyz"}, tables)
    for concept in (Raiffa(), LeastSpread()):
        result = concept.run(deal, None)
        assert vector(result) == (4, 4)
        assert result.ties_total == 18
    audit = Audit(outcome=dict.fromkeys("wxyz", 0)).run(deal, None)
    assert (audit.dominated, audit.distance, audit.trades) == (False, 0.0, ())


@pytest.mark.parametrize(
    "concept", [Raiffa(), LeastSpread(), LeastSpread(measure="raw")], ids=lambda c: c.name
)
def test_logrolling(concept):
    assert vector(concept.run(LOGROLLING, None)) == (8, 8)


def test_logrolling_audit():
    result = Audit(outcome={"a": "no", "b": "yes"}).run(LOGROLLING, None)
    assert vector(result) == (2, 2)
    assert result.accepted_by == ("p", "q")
    assert result.dominated
    assert result.distance == 6.0
    assert [dict(point.outcome) for point in result.dominating] == [{"a": "yes", "b": "no"}]
    [trade] = result.trades
    assert [(step.issue, step.before, step.after) for step in trade.steps] == [
        ("a", "no", "yes"),
        ("b", "yes", "no"),
    ]
    assert trade.gains == {"p": 6.0, "q": 6.0}
    assert result.stats.work == {"candidates": 6, "kept": 3, "changes": 1, "sets": 1}


@TERRITORY
def test_territory_audit(deal):
    result = Audit(outcome=OFFER).run(deal, None)
    assert vector(result) == (35, 60)
    assert result.accepted_by == ("south",)
    assert result.stands is False
    assert result.dominated
    assert result.distance == 10.0
    # Of the three outcomes that dominate it, (45,70), (50,70) and (50,60), one is on their frontier.
    assert [dict(point.outcome) for point in result.dominating] == [
        {"territory": "part", "money": 100, "term": "long"}
    ]
    assert [
        ({step.issue: step.after for step in trade.steps}, tuple(trade.gains.values()))
        for trade in result.trades
    ] == [
        ({"territory": "part", "money": 100}, (15, 10)),
        ({"territory": "part", "term": "short"}, (10, 10)),
        ({"territory": "all", "money": 100, "term": "short"}, (15, 0)),
    ]


@TERRITORY
def test_territory_zones(deal):
    result = Zones(deal=OFFER).run(deal, None)
    assert {issue: zone.projection for issue, zone in result.zones.items()} == {
        "territory": ("part", "all"),
        "money": (0, 50, 100),
        "term": ("short", "long"),
    }
    assert {issue: zone.at_deal for issue, zone in result.zones.items()} == {
        "territory": ("part",),
        "money": (),
        "term": (),
    }
    assert result.stats.work == {"candidates": 34 if deal is FREE else 25}


@TERRITORY
def test_territory_raiffa(deal):
    assert vector(Raiffa().run(deal, None)) == (50, 70)
    assert vector(LeastSpread().run(deal, None)) == (50, 70)


@TERRITORY
def test_promises_are_kept_with_a_deal(deal):
    check_concept(Audit(outcome=OFFER), deal)
    check_concept(Zones(deal=OFFER), deal)


def test_an_excluded_deal_is_audited_all_the_same():
    result = Audit(outcome={"territory": "all", "money": 0, "term": "long"}).run(EXCLUDED, None)
    assert result.excluded == ("rules/exclude/0",)
    assert result.stands is False
    # (100, 0): nothing gives north as much, so the largest equal gain is a loss.
    assert (result.dominated, result.distance) == (False, -20.0)


def test_harbour_opening_deal():
    park = Bargain.from_brief(read_case("harbour"))
    opening = {"A": "A1", "B": "B1", "C": "C4", "D": "D1", "E": "E5"}
    result = Audit(outcome=opening).run(park, None)
    assert vector(result) == (100, 19, 76, 45, 0, 0)
    assert result.accepted_by == ("sportco", "mayor")
    assert result.stands is False
    assert (result.dominated, result.trades) == (False, ())
    assert result.stats.work == {"compared": 1}


def test_harbour_zones():
    """The values among the 55 outcomes that the rule accepts."""
    park = Bargain.from_brief(read_case("harbour"))
    result = Zones().run(park, None)
    seen = {axis.name: set() for axis in park.space.axes}
    count = 0
    for choice in park.space:
        bits = sum(1 << p for p in np.flatnonzero(park.acceptance(choice)).tolist())
        if park.rule.wins(np.array([bits]))[0]:
            count += 1
            for issue, value in park.space.label(choice).items():
                seen[issue].add(value)
    assert count == 55
    assert {issue: set(zone.projection) for issue, zone in result.zones.items()} == seen
    assert result.stats.work == {"outcomes": 720}


def test_harbour_point_concepts():
    park = Bargain.from_brief(read_case("harbour"))
    assert "".join(Raiffa().run(park, None).outcome.values()) == "A2B3C3D2E3"
    assert "".join(LeastSpread().run(park, None).outcome.values()) == "A3B2C3D2E4"


def test_the_textbook_interval():
    """A seller who keeps the good below 30 and a buyer who pays up to 70."""
    prices = list(range(0, 101, 10))
    deal = Bargain.from_tables(
        {"price": prices},
        {"seller": {"price": prices}, "buyer": {"price": [100 - x for x in prices]}},
        reserve={"seller": 30, "buyer": 30},
    )
    assert Zones().run(deal, None).zones["price"].interval == (30.0, 70.0)
    apart = replace(deal, reserve=np.array([60, 60]))
    result = Zones().run(apart, None)
    assert (result.status.code, result.zones["price"].interval) == ("no-agreement", None)


@pytest.mark.parametrize(
    ("positions", "split"),
    [((0, 30, 60, 90), (0.5, 0, 0.5)), ((0, 0, 75, 75), (0.5, 0, 0.5)), ((0, 0, 0, 100), (0.75, 0, 0.25))],
    ids=str,
)
def test_contestedness_does_not_see_shape(positions, split):
    model = Positions.from_arrays([[float(x)] for x in positions], influence=[1] * 4, salience=[[1.0]] * 4)
    contest = Contestedness().run(model, None).issues["i1"]
    assert contest.value == 0.5
    assert (contest.below, contest.at, contest.above) == split
    assert tuple(contest.positions.values()) == positions


def test_two_parties_at_the_two_ends_and_nobody():
    ends = Positions.from_arrays(
        [[0.0, 5.0], [100.0, np.nan]], influence=[1, 3], salience=[[0.2, 1.0], [0.9, 0.0]]
    )
    result = Contestedness().run(ends, None)
    assert result.issues["i1"].value == 1.0
    assert result.issues["i2"].value == 0.0
    assert "i2" in str(result.status)


def test_opposition_has_four_numbers():
    deal = Bargain.from_tables(
        {"x": ["100_16", "29_29", "16_100"]},
        {"p": {"x": [1000, 299, 160]}, "q": {"x": [160, 299, 1000]}},
        scale=1000,
    )
    found = Frontier().run(deal, None).opposition
    assert found.to_ideal == found.to_max == found.relative == pytest.approx(0.84)
    assert found.of_least_spread == pytest.approx(0.991363707224)
    assert found.meaningful
    points = Frontier().run(LOGROLLING, None)
    assert points.opposition.meaningful is False
    assert "say little" in points.summary("en")
