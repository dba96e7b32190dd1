"""Tit for tat: aspirations that follow from offers, by hand."""

from typing import Any

import numpy as np
import pytest
from laid import heard, line, percent

from pourparler.analyses.talks.parties.profile import Profile
from pourparler.analyses.talks.strategies.imitation import aspiration
from pourparler.analyses.talks.strategies.tit_for_tat import TitForTat
from pourparler.analyses.talks.view import View

RNG = np.random.default_rng(0)


def answered(offers: list[int], profile: Profile | None = None) -> View:
    """The view of seat 1 that has answered all of a partner's offers but the last with its best."""
    own = profile or percent()
    best = own.best(0)
    assert best is not None
    return heard(own, [pair for offer in offers for pair in ((0, offer), (1, best))][:-1])


@pytest.mark.parametrize(
    ("habit", "offers", "expected"),
    [
        (TitForTat(), [10], 1.0),
        (TitForTat(), [10, 20], 0.9),
        (TitForTat(), [10, 20, 35], 0.75),
        (TitForTat(), [10, 35, 20], 0.9),
        (TitForTat(), [35, 10], 1.0),
        (TitForTat(), [35, 10, 30], 0.8),
        (TitForTat(delay=2), [10, 20], 1.0),
        (TitForTat(delay=2), [10, 20, 50], 0.9),
        (TitForTat("relative"), [20, 25, 50], 0.4),
        (TitForTat("relative", delay=2), [20, 25, 50], 0.8),
        (TitForTat("averaged", window=2), [20, 25], 1.0),
        (TitForTat("averaged", window=2), [20, 25, 50], 0.4),
        (TitForTat("averaged", window=1), [20, 25, 50], 0.4),
        (TitForTat("relative"), [10, 0], 1.0),
        (TitForTat("relative"), [0, 0, 0], 1.0),
        (TitForTat("relative"), [0, 1], 0.0),
    ],
)
def test_aspiration(habit: TitForTat, offers: list[int], expected: float) -> None:
    view = answered(offers)
    assert aspiration(view, habit) == pytest.approx(expected, abs=1e-12)
    assert view.utility(habit.propose(view, RNG) or 0) == pytest.approx(expected, abs=1e-12)
    assert habit.accepts(view, round(expected * 100))
    if expected > 0:
        assert not habit.accepts(view, round(expected * 100) - 1)


def test_offers_below_the_floor_count_as_the_floor() -> None:
    own = line([i / 100 for i in range(101)], reserve=0.3)
    assert aspiration(answered([10, 20, 40], own), TitForTat()) == pytest.approx(0.9)
    assert aspiration(answered([10, 40], own), TitForTat("relative")) == pytest.approx(0.75)


def test_proportions_where_utilities_lie_below_0() -> None:
    """Of the utility above the floor: from a tenth to a fifth of the way up is to double, as it is from 0 up."""
    own = line([i / 100 - 1 for i in range(101)], reserve=-1)
    assert aspiration(answered([10, 20], own), TitForTat("relative")) == pytest.approx(-0.5)
    assert aspiration(answered([10, 20], own), TitForTat()) == pytest.approx(-0.1)


def test_small_steps_add_up() -> None:
    """On a table with few outcomes a step of the partner's may be smaller than the next own one."""
    own = line([0, 0.1, 0.2, 0.3, 0.4, 0.5, 1])
    view = answered([0, 1, 2, 3, 4, 5], own)
    assert aspiration(view, TitForTat()) == pytest.approx(0.5)
    assert TitForTat().propose(view, RNG) == 5


def test_the_least_conciliatory_of_several_partners_sets_the_pace() -> None:
    own = percent()
    first = [(0, 10), (1, 10), (2, 100)]
    both = heard(own, [*first, (0, 40), (1, 15)], seat=2, seats=3)
    assert aspiration(both, TitForTat()) == pytest.approx(0.95)
    # Seat 0 accepted what stood and made no offer: only seat 1 is answered.
    one = heard(own, [*first, (1, 30)], seat=2, seats=3)
    assert aspiration(one, TitForTat()) == pytest.approx(0.8)
    # Who has made one offer only is not compared yet.
    new = heard(own, [(0, 10), (2, 100), (0, 20), (1, 5)], seat=2, seats=3)
    assert aspiration(new, TitForTat()) == pytest.approx(0.9)


def test_nobody_new_changes_nothing() -> None:
    own = percent()
    view = heard(own, [(0, 10), (1, 100), (0, 30), (1, 80)], seat=1)
    assert aspiration(view, TitForTat()) == pytest.approx(0.8)


def test_what_was_given_up_at_random_stays_off() -> None:
    own, habit = percent(), TitForTat(bound=0.3)
    view = heard(own, [(0, 10), (1, 100), (0, 20)])
    drawn = {own.utility(habit.propose(view, np.random.default_rng(seed)) or 0) for seed in range(40)}
    assert min(drawn) < 0.65
    assert max(drawn) > 0.85
    assert all(0.6 <= u <= 0.9 for u in drawn)
    # It had asked for 0.9 and offered 0.7: it goes on from there. Without a bound it would not have.
    after = [(0, 10), (1, 100), (0, 20), (1, 70), (0, 25)]
    assert aspiration(heard(own, after), habit) == pytest.approx(0.65)
    assert aspiration(heard(own, after), TitForTat()) == pytest.approx(0.85)
    assert habit.accepts(heard(own, after), 65)
    assert not habit.accepts(heard(own, after), 64)


def test_notes_are_taken_up_and_never_needed() -> None:
    calls: list[Any] = []

    class Counted(TitForTat):
        def answer(self, last: float, bounds: Any, *, earlier: float, later: float) -> float:
            calls.append(later)
            return super().answer(last, bounds, earlier=earlier, later=later)

    habit, own = Counted(), percent()
    offers = [(0, 10), (1, 100), (0, 20), (1, 90), (0, 35)]
    first = heard(own, offers[:3])
    aspiration(first, habit)
    later = heard(own, offers)._replace(notes=first.notes)
    assert aspiration(later, habit) == pytest.approx(0.75)
    assert calls == [0.2, 0.35]
    # An earlier view with notes of a later one is worked out anew.
    assert aspiration(heard(own, offers[:3])._replace(notes=later.notes), habit) == pytest.approx(0.9)
