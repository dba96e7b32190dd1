"""Talks of many draws at once: what is seen equals what each run shows."""

from typing import Any

import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.talks.batches import games, observing
from pourparler.analyses.talks.offers import Offers, Record
from pourparler.analyses.talks.talks import Talks
from pourparler.model.negotiation import Negotiation, Timing
from pourparler.model.outcomes import Constraint


def draws(count: int, *, parties: str = "ab", strategies: Any = None) -> list[Negotiation]:
    """Draws with tables, reserves, patience and days of their own; some parties could agree to nothing."""
    found = []
    for seed in range(count):
        rng = np.random.default_rng(seed)
        issues = {"x": [0, 1, 2, 3], "y": ["u", "v", "w"]}
        tables = {
            p: {name: rng.integers(0, 50, len(values)).tolist() for name, values in issues.items()}
            for p in parties
        }
        reserve = {p: int(rng.integers(0, 70)) for p in parties}
        deal = pp.Bargain.from_tables(issues, tables, reserve=reserve, scale=100)
        banned = Constraint((0, 1), rng.random((4, 3)) < 0.9)
        deal = pp.Bargain(**{**vars(deal), "excluded": (banned,)})
        timing = Timing(
            {parties[0]: float(rng.uniform(0.8, 1))},
            days=int(rng.integers(1, 30)),
            strategies=strategies or {},
        )
        found.append(Negotiation(deal, timing))
    return found


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize(
    "pair",
    [("boulware", "conceder"), ("hardliner", {"linear": {"acceptance": "ac-next"}}), ("micro", "micro")],
)
def test_seen_equals_run(pair: tuple[Any, ...], compiled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if compiled:
        monkeypatch.setattr(games, "FEW", -1)
        monkeypatch.setattr(observing, "HELD", 400)
    concept = Talks(dict(zip("ba", pair, strict=True)))
    models = draws(60)
    seen = concept.observe(models)
    given = [i for i, one in enumerate(seen) if one is not None]
    assert len(given) == 60 if not concept.draws else 0 < len(given) < 60
    for i in given:
        assert seen[i] == pp.solve(models[i], concept, on_fail="status").observed(models[i])
    assert {seen[i].code for i in given} == {"ok", "no-agreement"}


def test_micro_is_left_out_where_a_generator_decides() -> None:
    models = draws(60)
    concept = Talks({"a": "micro", "b": "micro"})
    for model, one in zip(models, concept.observe(models), strict=True):
        several = {
            str(pp.solve(model, concept, seed=seed, on_fail="status").observed(model)) for seed in range(5)
        }
        assert one is None or several == {str(one)}


def test_three_parties_and_strategies_of_the_brief() -> None:
    told = {"a": "linear", "b": "boulware", "c": {"conceder": {"e": 0.1}}}
    models = draws(40, parties="abc", strategies=told)
    concept = Talks()
    for model, one in zip(models, concept.observe(models), strict=True):
        assert one == pp.solve(model, concept, on_fail="status").observed(model)


def test_what_hears_the_others_is_left_to_the_engine() -> None:
    models = draws(3)
    assert list(Talks({"a": "micro", "b": "linear"}).observe(models)) == [None] * 3
    assert list(Talks({"a": "hardliner", "b": "micro"}, unaware=("a",)).observe(models)) == [None] * 3


def test_a_model_that_talks_do_not_suit_is_left_out() -> None:
    models = draws(3)
    lone = Negotiation(pp.Bargain.from_tables({"x": [0, 1]}, {"a": {"x": [0, 1]}}))
    seen = Talks({"a": "linear", "b": "linear"}).observe([models[0], lone, models[1]])
    assert [one is None for one in seen] == [False, True, False]


def test_what_was_heard_does_not_change_with_what_comes_later() -> None:
    record = Record(2)
    views = []
    rng = np.random.default_rng(1)
    said: list[tuple[int, int]] = []
    for turn in range(60):
        views.append((Offers(record, turn), list(said)))
        seat, outcome = int(rng.integers(2)), int(rng.integers(8))
        record.add(seat, outcome, turn // 2)
        said.append((seat, outcome))
        if turn % 7 == 0:
            assert Offers(record, turn + 1).count(seat) > 0  # put together up to here, then read on
    for heard, known in views:
        for seat in range(2):
            own = [outcome for who, outcome in known if who == seat]
            distinct = list(dict.fromkeys(own))
            assert (heard.of(seat), heard.count(seat)) == (own, len(own))
            assert (heard.distinct(seat), heard.distinct_count(seat)) == (distinct, len(distinct))
            assert [heard.last(seat, back) for back in range(1, len(own) + 1)] == own[::-1]
            with pytest.raises(IndexError):
                heard.last(seat, len(own) + 1)
            with pytest.raises(IndexError):
                heard.mention(seat, len(distinct))


def test_one_draw_whose_calendar_is_too_long_is_a_limit_and_the_others_are_played() -> None:
    models = draws(4)
    models[2] = Negotiation(models[2].bargain, Timing(days=3e6))
    for concept in (
        Talks({"a": "boulware", "b": "linear"}),
        pp.BackwardInduction(patience={"a": 0.9, "b": 0.8}),
    ):
        codes = [pp.solve(model, concept, on_fail="status").status.code for model in models]
        assert codes[2] == "limit"
        assert "limit" not in [*codes[:2], codes[3]]
    seen = Talks({"a": "boulware", "b": "linear"}).observe(models)
    assert [one is None for one in seen] == [False, False, True, False]
