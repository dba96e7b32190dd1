"""Profiles are what the problem itself says of every outcome."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.talks.parties.seating import OUTCOMES, preferences, profiles
from pourparler.analyses.talks.parties.wide import wide_profiles
from pourparler.model.negotiation import Negotiation, Timing
from pourparler.model.outcomes import Constraint
from pourparler.model.worth import Threshold


def sums() -> pp.Bargain:
    rng = np.random.default_rng(0)
    issues = {"x": [0, 1, 2], "y": ["u", "v"], "z": [5], "w": list(range(4))}
    tables = {p: {name: rng.integers(-5, 30, len(v)).tolist() for name, v in issues.items()} for p in "abc"}
    deal = pp.Bargain.from_tables(issues, tables, reserve={"a": 20, "b": 31}, scale=10)
    lines = (
        (),
        (Constraint((1,), np.array([True, False])),),
        (Constraint((0, 3), rng.random((3, 4)) < 0.6),),
    )
    return replace(deal, excluded=(Constraint((0, 1), rng.random((3, 2)) < 0.8),), red_lines=lines)


def packages() -> pp.Bargain:
    rng = np.random.default_rng(1)
    scores = {p: {f"x{j}": int(rng.integers(0, 11)) for j in range(6)} for p in "ab"}
    deal = pp.Bargain.from_scores(scores, reserve={"a": 4, "b": 5})
    asked = Threshold("k", 1, deal.scale // deal.mean.common * rng.integers(0, 11, 6), 5)
    both = np.array([[True, True], [True, False]])
    return replace(deal, excluded=(Constraint((0, 4), both),), mean=replace(deal.mean, thresholds=(asked,)))


@pytest.mark.parametrize("deal", [sums(), packages()], ids=["sums", "packages"])
def test_every_outcome_one_by_one(deal: pp.Bargain) -> None:
    found = profiles(Negotiation(deal, Timing({"b": 0.5})))
    assert [profile.patience for profile in found[:2]] == [1.0, 0.5]
    suited = 0
    for x in range(deal.space.size):
        choice = deal.space.at(x)
        allowed = deal.space.allowed(choice, deal.excluded) and (deal.mean is None or any(choice))
        worth = deal.utilities(np.array([choice]))[0]
        for i, profile in enumerate(found):
            assert profile.utility(x) == worth[i] / deal.scale
            assert profile.exists(x) == allowed
            assert profile.suits(x) == (allowed and bool(deal.acceptance(choice)[i]))
            suited += profile.suits(x)
    assert 0 < suited < deal.space.size * len(found)


def test_profiles_travel_after_use() -> None:
    names = [f"i{k}" for k in range(13)]
    deal = pp.Bargain.from_tables({n: [0, 1] for n in names}, {p: {n: [0, 1] for n in names} for p in "ab"})
    for own in (profiles(Negotiation(deal))[0], wide_profiles(deal, (1.0, 1.0))[0]):
        answers = (own.at_least(6.0), own.best(3), own.utility(99), own.suits(5))
        there = pickle.loads(pickle.dumps(own))
        assert (there.at_least(6.0), there.best(3), there.utility(99), there.suits(5)) == answers


def test_too_many_outcomes_are_not_written_out() -> None:
    names = [f"i{k}" for k in range(21)]
    deal = pp.Bargain.from_tables({n: [0, 1] for n in names}, {p: {n: [0, 1] for n in names} for p in "ab"})
    with pytest.raises(ValueError, match=str(OUTCOMES * 2)):
        profiles(Negotiation(deal))
    assert preferences(Negotiation(deal))[0].ideal == 21
