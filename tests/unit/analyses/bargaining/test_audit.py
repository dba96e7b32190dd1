"""The audit's corners: trades in many issues, large problems, limits, deals that do not fit."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from pourparler.analyses.bargaining.audit import Audit
from pourparler.analyses.bargaining.programmes import ground
from pourparler.analyses.bargaining.zones import Zones
from pourparler.analyses.concept import Concept
from pourparler.analyses.solve import solve
from pourparler.errors import NoAnswer, UnreadableInput, UsageError
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Constraint


def chain(*, extra=()):
    """Issue a gives p what all the others together must give back to q; only all of them make a trade."""
    names = ["b", "c", "d"]
    p = {"a": [0, 30], **{name: [0, -9] for name in names}}
    q = {"a": [0, -30], **{name: [0, 11] for name in names}}
    for more_p, more_q in extra:
        p["d"].append(more_p)
        q["d"].append(more_q)
    issues = {"a": ["no", "yes"], **{name: list(range(len(p[name]))) for name in names}}
    return Bargain.from_tables(issues, {"p": p, "q": q})


START = {"a": "no", "b": 0, "c": 0, "d": 0}


def told(result):
    return [({s.issue: s.after for s in t.steps}, tuple(t.gains.values())) for t in result.trades]


def test_a_trade_in_four_issues():
    result = Audit(outcome=START).run(chain(), None)
    assert told(result) == [({"a": "yes", "b": 1, "c": 1, "d": 1}, (3, 3))]
    assert result.stats.work["sets"] == 1


def test_of_trades_in_four_issues_only_those_that_none_of_the_same_issues_dominates():
    # The third value of d is a dominated one, the fourth is not.
    result = Audit(outcome=START).run(chain(extra=[(-10, 10), (-8, 9)]), None)
    assert [gains for _, gains in told(result)] == [(3, 3), (4, 1)]


def test_of_trades_in_three_issues_all_are_told():
    deal = Bargain.from_tables(
        {"a": [0, 1], "b": [0, 1], "c": [0, 1, 2]},
        {
            "p": {"a": [0, 20], "b": [0, -9], "c": [0, -9, -10]},
            "q": {"a": [0, -20], "b": [0, 11], "c": [0, 11, 10]},
        },
    )
    result = Audit(outcome={"a": 0, "b": 0, "c": 0}).run(deal, None)
    assert told(result) == [({"a": 1, "b": 1, "c": 1}, (2, 2)), ({"a": 1, "b": 1, "c": 2}, (1, 1))]


def test_a_trade_in_four_issues_that_is_excluded():
    forbidden = np.ones((2, 2), dtype=bool)
    forbidden[1, 1] = False
    for axes in ((0, 3), (1, 2)):
        deal = replace(chain(), excluded=(Constraint(axes, forbidden, "rules/exclude/0"),))
        result = Audit(outcome=START).run(deal, None)
        assert (result.dominated, result.trades) == (False, ())
        assert result.distance == 0.0


def test_a_trade_that_crosses_a_red_line_says_so():
    line = Constraint((1,), np.array([True, False]), "stances/q/b/red_line")
    deal = replace(chain(), red_lines=((), (line,)))
    [trade] = Audit(outcome=START).run(deal, None).trades
    assert trade.crossed == {"q": ("stances/q/b/red_line",)}
    result = Audit(outcome={**START, "b": 1}).run(deal, None)
    assert result.crossed == {"q": ("stances/q/b/red_line",)}
    assert result.accepted_by == ()
    assert "red line" in result.summary("en")
    assert "ligne rouge" in result.summary("fr")


def large(n, issues, seed=0):
    rng = np.random.default_rng(seed)
    tables = {
        f"p{p}": {f"i{k}": rng.integers(0, 100_000, 10).tolist() for k in range(issues)} for p in range(n)
    }
    return Bargain.from_tables({f"i{k}": list(range(10)) for k in range(issues)}, tables)


def test_two_parties_are_exact_at_any_size():
    deal = large(2, 15)
    result = Audit(outcome={f"i{k}": 0 for k in range(15)}).run(deal, None)
    assert result.status.code == "ok"
    assert result.dominated
    assert len(result.trades) == 16
    zones = Zones().run(replace(deal, reserve=np.array([900_000, 900_000])), None)
    assert zones.status.code == "ok"
    assert 0 < zones.stats.work["candidates"] < 200_000
    frontier = result.dominating
    for one, other in product(frontier, frontier):
        a, b = one.utilities, other.utilities
        assert a == b or any(a[p] > b[p] for p in a)


def test_more_parties_past_the_limit():
    deal = large(4, 12)
    result = Audit(outcome={f"i{k}": 0 for k in range(12)}, max_points=100).run(deal, None)
    assert result.status.code == "limit"
    assert result.dominated
    assert 0 < result.distance < min(result.nearest.utilities[p] for p in result.utilities)
    gains = [result.nearest.utilities[p] - result.utilities[p] for p in result.utilities]
    assert min(gains) == pytest.approx(result.distance)
    zones = Zones().run(deal, None)
    assert zones.status.code == "ok"
    assert zones.zones["i0"].projection == deal.space.axes[0].values  # nobody asks for anything
    assert zones.stats.work["programmes"] <= 10


def test_without_programmes_a_sample_bounds_the_distance(monkeypatch):
    monkeypatch.setattr(ground, "VALUES", 1)
    monkeypatch.setattr(ground, "_layout", ground._layout.__wrapped__)  # not what was worked out before
    deal = large(4, 12)
    result = Audit(outcome={f"i{k}": 0 for k in range(12)}, max_points=100).run(deal, None)
    assert (result.status.code, result.dominated, result.distance) == ("limit", True, None)
    assert "between" in str(result.status)
    zones = Zones().run(deal, None)
    assert (zones.status.code, zones.zones["i0"].projection) == ("limit", None)
    assert "more than the 1" in str(zones.status)


def test_a_supported_deal_is_proved_undominated_at_any_size():
    deal = large(4, 12)
    best = {f"i{k}": int(table.sum(axis=0).argmax()) for k, table in enumerate(deal.tables)}
    result = Audit(outcome=best, max_points=1).run(deal, None)
    assert (result.status.code, result.dominated, result.distance) == ("ok", False, 0.0)


def test_the_work_limit_of_trades():
    result = Audit(outcome=START, max_changes=3).run(chain(), None)
    assert (result.status.code, result.dominated, result.trades) == ("limit", True, ())
    assert "fewer than 4 issues" in str(result.status)


def test_without_a_deal():
    with pytest.raises(NoAnswer) as caught:
        solve(chain(), Audit())
    assert caught.value.result.status.code == "undefined"


@pytest.mark.parametrize("make", [lambda deal: Audit(outcome=deal), lambda deal: Zones(deal=deal)])
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"e": 0}, "there is no issue e"),
        ({"a": "yess"}, "Did you mean yes?"),
        ({"b": 7}, "Did you mean 1?"),
        ({"b": True}, "True is no value of b"),
        ({"b": None}, "– is no value of b"),
    ],
    ids=str,
)
def test_a_deal_that_does_not_fit(make, change, told):
    with pytest.raises(UsageError, match=told.replace("?", r"\?")):
        make({**START, **change}).run(chain(), None)


def test_a_deal_that_leaves_issues_open():
    with pytest.raises(UsageError, match="b and d"):
        Audit(outcome={"a": "no", "c": 1}).run(chain(), None)


def test_places_make_it_a_fault_of_the_file():
    from pourparler.analyses.bargaining.deal import choice_of

    with pytest.raises(UnreadableInput, match=r"deal\.yaml:3:4: .* Did you mean yes\?"):
        choice_of(chain().space, {**START, "a": "yess"}, setting="deal", places={"a": "deal.yaml:3:4"})


def test_values_below_zero_can_be_named():
    deal = Bargain.from_tables({"x": [-5, 0, 5]}, {"p": {"x": [0, 1, 2]}, "q": {"x": [2, 1, 0]}})
    concept: Concept = Audit.with_settings({"outcome": {"x": -5}})
    assert concept.run(deal, None).outcome == {"x": -5}


def test_nothing_need_be_shown():
    result = Audit(outcome=START, shown=0).run(chain(), None)
    assert (result.dominated, result.dominating, result.trades) == (True, (), ())
    assert result.distance == 3.0
