"""The report's section on exchanges and decision rules: short, warned, silent where it has nothing to say."""

from typing import Any

import pytest
from exchanges_made import traded
from pages_read import data, parsed

from pourparler.analyses.collective.position_exchange import PositionExchange
from pourparler.analyses.collective.power import Power
from pourparler.analyses.collective.veto_core import VetoCore
from pourparler.analyses.solve import solve
from pourparler.brief.brief import Brief
from pourparler.brief.reading import brief_from_data
from pourparler.model.positions import Positions
from pourparler.views.names import Names
from pourparler.views.report import report
from pourparler.views.report_changeable import changeable_part
from pourparler.views.report_collective import collective_parts
from pourparler.views.report_exchanges import exchange_part
from pourparler.views.report_power import power_part

EN = Names("en")


def traders(agreement: dict[str, Any] | None = None) -> Brief:
    """Three parties that stand apart on two issues and care about one of them each."""
    issues = {name: {"range": {"from": 0, "to": 100, "step": 10}, "status_quo": 0} for name in ("q", "r")}
    stands = {"a": (20, 90, 30, 20), "b": (90, 20, 100, 80), "c": (60, 30, 70, 70)}
    stances = {
        party: {
            "q": {"position": q, "salience": wq, "assumption": "x"},
            "r": {"position": r, "salience": wr, "assumption": "x"},
        }
        for party, (q, wq, r, wr) in stands.items()
    }
    parties = {
        party: {"name": party.upper(), "influence": {"value": 10, "assumption": "x"}} for party in stands
    }
    rules = {"rules": {"agreement": agreement}} if agreement else {}
    return brief_from_data({"parties": parties, "issues": issues, "stances": stances, **rules})


def results(brief: Brief) -> list[Any]:
    return [solve(brief, concept) for concept in (PositionExchange(), VetoCore(), Power())]


def committee(agreement: dict[str, Any]) -> Any:
    return solve(
        brief_from_data({"parties": {p: {} for p in "abc"}, "rules": {"agreement": agreement}}), Power()
    )


def test_the_section_stands_on_the_page_and_warns_before_its_pictures() -> None:
    brief = traders({"at_least": 2, "veto": ["b"]})
    page = report(brief, results(brief)).html("en")
    assert 'href="#collective"' in page
    section = page[page.index('<section id="collective"') :]
    section = section[: section.index("</section>")]
    titles = ["<h3>Exchanges</h3>", "<h3>What can be changed at all</h3>", "<h3>Voting power</h3>"]
    places = [section.index(title) for title in titles]
    assert places == sorted(places)
    assert section.index("may trade votes on these issues at all") < section.index('class="figure exchanges"')
    assert section.index("taken literally") < section.index('class="figure changeable"')
    assert section.index("nearly everything can then be changed") < section.index('class="figure changeable"')
    assert section.index("it does not say who gets its way") < section.index('class="figure voting-power"')
    assert section.count("<figure") == 3
    assert section.count("unprinted") == 3


def test_a_report_without_these_results_has_no_such_section() -> None:
    page = report(brief_from_data(data()), []).html("en")
    assert "collective" not in parsed(page).ids
    assert "#collective" not in page


def test_an_exchange_is_told_with_who_is_hurt_most() -> None:
    model = Positions.from_arrays(
        [[0, 0], [100, 100], [80, 80]], influence=[1, 1, 1], salience=[[1, 0.5], [0.5, 1], [0.5, 0.5]]
    )
    part = exchange_part(PositionExchange().run(model, None), EN)
    assert part is not None
    assert part.listed == "The exchange"
    assert part.items == (
        "a1 moves from 0 to 100 on i2, a2 from 100 to 0 on i1: each gains 12.50. Hurt most: a3 −15.0.",
    )
    assert "Over all exchanges these lose most: a3 −15.0." in part.sentences
    assert part.lead[-1] == "It finds 1 exchange."


def test_of_many_exchanges_the_largest_five_are_told() -> None:
    result = traded(8)
    part = exchange_part(result, EN)
    assert part is not None
    largest = sorted((exchange.gain for exchange in result.executed), reverse=True)
    assert len(largest) > 5
    assert len(part.items) == 5
    assert f"each gains {largest[0]:.2f}." in part.items[0]
    assert f"each gains {largest[4]:.2f}." in part.items[4]
    assert part.lead[-1] == f"It finds {len(largest)} exchanges."


def test_nothing_is_said_where_nobody_exchanges() -> None:
    alone = Positions.from_arrays([[0.0], [100.0]], influence=[1, 1], salience=[[1.0], [1.0]])
    found = PositionExchange().run(alone, None)
    assert exchange_part(found, EN) is None
    assert collective_parts([found], EN) == ()


@pytest.mark.parametrize(
    ("quo", "start", "drawn"),
    [
        ({"i1": 90.0}, "The status quo can be replaced on 1 of 1 issues", True),
        ({"i1": 40.0}, "Nothing: on the one issue", False),
        ({}, "No status quo is known here", False),
    ],
)
def test_a_strip_is_drawn_only_where_something_can_be_changed(
    quo: dict[str, float], start: str, drawn: bool
) -> None:
    line = Positions.from_arrays([[0.0], [20.0], [70.0]], influence=[1] * 3, salience=[[1.0]] * 3)
    part = changeable_part(VetoCore(status_quo=quo).run(line, None), EN)
    assert part is not None
    assert part.sentences[0].startswith(start)
    assert (part.figure is not None) == drawn
    assert bool(part.lead) == drawn


def test_power_is_told_only_where_the_rule_makes_a_difference() -> None:
    assert power_part(committee({"unanimity": True}), EN) is None
    assert power_part(committee({"at_least": 3}), EN) is None
    same = power_part(committee({"at_least": 2}), EN)
    assert same is not None
    assert same.figure is None
    assert same.lead[-1] == "Every party has the same power."
    led = power_part(committee({"at_least": 2, "veto": ["b"]}), EN)
    assert led is not None
    assert led.figure is not None
    assert "Nothing passes without b." in led.sentences
