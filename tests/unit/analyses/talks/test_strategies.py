"""Strategies by hand: what they ask for, offer and accept."""

from dataclasses import replace

import numpy as np
import pytest
from laid import heard, line, percent

from pourparler.analyses.talks.parties.profile import Profile
from pourparler.analyses.talks.strategies.hybrid import Hybrid
from pourparler.analyses.talks.strategies.micro import Micro
from pourparler.analyses.talks.strategies.random import Random
from pourparler.analyses.talks.strategies.resource import Resource
from pourparler.analyses.talks.strategies.time_based import Boulware, Conceder, Hardliner, Linear
from pourparler.analyses.talks.strategies.time_exponential import TimeExponential
from pourparler.analyses.talks.strategies.tit_for_tat import TitForTat
from pourparler.analyses.talks.strategies.trade_off import TradeOff
from pourparler.model.outcomes import Axis, Space

RNG = np.random.default_rng(0)


def at_time(share: float, profile: Profile | None = None) -> "object":
    """The view of the opening seat when ``share`` of ten ticks is gone and nothing was offered."""
    view = heard(profile or percent(), [], seat=0, rounds=9)
    return view._replace(round=round(share * 10) - 1)


@pytest.mark.parametrize(
    ("strategy", "share", "expected"),
    [
        # 1 - 0.01^(1 - t) at t = 0.5 is 0.9; less 0.0001, so that 0.9 itself is the worst good enough.
        (TimeExponential(kappa=0.01), 0.5, 0.90),
        # (1 - 0.8)^2 = 0.04, 0.01^0.04 = 0.8318: asks for 0.1682.
        (TimeExponential(kappa=0.01, beta=2), 0.8, 0.17),
        (TimeExponential(kappa=1), 0.1, 0.0),
        (Linear(), 0.3, 0.70),
        (Boulware(), 0.5, 0.94),
        (Conceder(), 0.1, 0.44),
        (Hardliner(), 0.9, 1.0),
    ],
)
def test_by_the_clock(strategy: Linear, share: float, expected: float) -> None:
    view = at_time(share)
    assert view.utility(strategy.propose(view, RNG)) == pytest.approx(expected)  # type: ignore[attr-defined, arg-type]


def test_by_the_offers_that_are_left() -> None:
    own = percent()
    for left, wanted in ((0, 0.0), (1, 0.64), (2, 0.87), (5, 1.0)):
        view = heard(own, [], seat=0, rounds=9)._replace(round=8 - left)
        # 1 - e^-1 = 0.632, 1 - e^-2 = 0.865, 1 - e^-5 = 0.993
        assert own.utility(Resource().propose(view, RNG) or 0) == pytest.approx(wanted)
    view = heard(own, [], seat=0, rounds=9)._replace(round=4)
    # Half of the range is given up whatever is left, and of the rest e^-2 with mu 0.5: 0.5 * 0.865 = 0.432.
    assert own.utility(Resource(mu=0.5, kappa=0.5).propose(view, RNG) or 0) == pytest.approx(0.44)
    with pytest.raises(ValueError, match="deadline"):
        Resource().propose(view._replace(rounds=None), RNG)


def test_by_the_length_of_the_talks() -> None:
    own, strategy = percent(), Resource(left="length", mu=3)
    assert strategy.propose(heard(own, [], seat=0, rounds=None), RNG) == 100
    # Three offers so far: 1 - e^-1. With two partners, three offers with each: mu * 4 / 6, 1 - e^-2 = 0.865.
    assert strategy.propose(heard(own, [(0, 1), (1, 9), (0, 2)], rounds=None), RNG) == 64
    third = heard(own, [(0, 1), (1, 1), (2, 9), (0, 1), (1, 1)], seat=2, seats=3, rounds=None)
    assert strategy.propose(third, RNG) == 87
    assert strategy.accepts(third, 87)
    assert not strategy.accepts(third, 86)


def test_a_mean_of_clock_and_mirror() -> None:
    own = percent()
    view = heard(own, [(0, 10), (1, 100), (0, 30)], rounds=3)
    # t = 1/2: a quarter of the clock's 0.4999 and three quarters of the mirror's 0.8.
    assert view.time == 0.5
    assert Hybrid().propose(view, RNG) == 73
    assert Hybrid().accepts(view, 73)
    assert not Hybrid().accepts(view, 72)
    assert Hybrid(power=0).propose(view, RNG) == Linear().propose(view, RNG) == 50
    assert Hybrid(power=1000).propose(view, RNG) == 80
    assert Hybrid(time=Conceder(), power=1).propose(view, RNG) == round(50 * (1 - 0.5**0.25) + 40 + 0.5)


GRID = Space((Axis("x", (0, 1, 2, 3), (0.0, 10.0, 20.0, 30.0)), Axis("y", ("u", "v", "w"), (0.0, 1.0, 4.0))))


def grid() -> Profile:
    """Worth 0.8 on the way from (3, u) over (2, v) to (0, w), more or less elsewhere."""
    worth = np.array([[0.5, 0.6, 0.81], [0.55, 0.7, 0.9], [0.6, 0.8, 0.95], [0.82, 0.9, 1.0]]).ravel()
    return Profile(GRID, worth, np.ones(12, bool), np.ones(12, bool), 0.0)


def test_trade_offs_move_towards_the_last_offer_at_the_same_worth() -> None:
    own, strategy = grid(), TradeOff(time=Linear(e=1), width=0.1)
    # t = 0.4: 0.5 + 0.6 * 0.5 - 0.0001 = 0.7999. Up to 0.05 more: outcomes 7 (2, v), 2 (0, w) and 9 (3, u).
    for towards, expected in ((0, 7), (2, 2), (6, 7), (9, 9), (11, 2), (5, 2)):
        view = heard(own, [(0, towards)], rounds=9)._replace(round=3)
        assert strategy.propose(view, RNG) == expected, towards
    assert TradeOff(width=0).propose(view, RNG) == 7
    nobody = heard(own, [], seat=0, rounds=9)._replace(round=3)
    assert strategy.propose(nobody, RNG) == 7
    assert strategy.accepts(view, 7)
    assert not strategy.accepts(view, 4)


def test_trade_offs_on_an_issue_without_extent() -> None:
    space = Space((Axis("x", (0, 1), (5.0, 5.0)), Axis("y", ("u",), (0.0,))))
    own = Profile(space, np.array([0.5, 0.5]), np.ones(2, bool), np.ones(2, bool), 0.0)
    assert TradeOff().propose(heard(own, [(0, 1)]), RNG) == 0


def test_chance_is_even_and_answers_by_its_last_draw() -> None:
    own = line([0.1, 0.2, 0.3, 0.4, 0.5], reserve=0.2)
    view = heard(own, [(0, 1)])
    rng = np.random.default_rng(1)
    drawn = [Random().propose(view, rng) for _ in range(4_000)]
    assert set(drawn) == {1, 2, 3, 4}
    assert all(abs(drawn.count(outcome) - 1_000) < 120 for outcome in range(1, 5))
    assert [Random().accepts(view, outcome) for outcome in range(5)] == [False, False, False, False, True]
    after = heard(own, [(0, 1), (1, 2), (0, 1)])
    assert [Random().accepts(after, outcome) for outcome in range(5)] == [False, False, True, True, True]


def test_micro_answers_by_how_far_it_has_come_down() -> None:
    """Where it may not concede: not by its last offer, which may be a repeat of a better one."""
    own = line([0.1, 0.2, 0.3, 0.4, 0.5])
    offers = [(0, 0), (1, 4), (0, 1), (1, 3), (0, 1), (1, 2), (0, 1), (1, 4), (0, 1)]
    view = heard(own, offers)
    assert Micro().propose(view, RNG) in (2, 3, 4)
    assert Micro().accepts(view, 2)
    assert not Micro().accepts(view, 1)
    new = heard(own, [*offers[:-1], (0, 3)])
    assert Micro().propose(new, RNG) == 1
    assert Micro().accepts(new, 1)


@pytest.mark.parametrize(
    "strategy",
    [Boulware(), Hardliner(), TimeExponential(), TitForTat(), Resource(), Hybrid(), TradeOff(), Random(), Micro()],
)  # fmt: skip
def test_who_could_live_with_nothing_proposes_nothing_and_accepts_nothing(strategy: Linear) -> None:
    own = replace(percent(), rational=np.zeros(101, bool), reserve=2.0)
    view = heard(own, [(0, 50)])
    assert strategy.propose(view, RNG) is None
    assert not any(strategy.accepts(view, outcome) for outcome in range(101))
