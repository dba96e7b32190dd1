"""Preferences over outcomes that are not listed: every answer is that of the list."""

from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pourparler as pp
from pourparler.analyses.talks import talks
from pourparler.analyses.talks.parties import halves, seating
from pourparler.analyses.talks.parties.halves import split, within_reach
from pourparler.analyses.talks.parties.preferences import BeyondError
from pourparler.analyses.talks.parties.seating import profiles
from pourparler.analyses.talks.parties.wide import searchable, wide_profiles
from pourparler.analyses.talks.registry import strategy_names
from pourparler.analyses.talks.talks import Talks
from pourparler.model.negotiation import Negotiation
from pourparler.model.outcomes import Constraint


@st.composite
def bargains(draw: st.DrawFn) -> pp.Bargain:
    """Two or three parties, up to five issues, ties or none, exclusions and red lines on one to three issues."""
    shape = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
    parties = "abc"[: draw(st.integers(2, 3))]
    scale = draw(st.sampled_from([1, 10, 10**6, 10**7]))
    entry = st.integers(-2, 3) if draw(st.booleans()) else st.integers(0, 10**7)
    tables = {
        p: {f"i{k}": draw(st.lists(entry, min_size=n, max_size=n)) for k, n in enumerate(shape)}
        for p in parties
    }
    highest = {p: sum(map(max, rows.values())) for p, rows in tables.items()}
    reserve = {
        p: draw(st.sampled_from([-5, 0, highest[p] // 2, highest[p], highest[p] + 1])) for p in parties
    }
    deal = pp.Bargain.from_tables(
        {f"i{k}": list(range(n)) for k, n in enumerate(shape)}, tables, reserve=reserve, scale=scale
    )

    def constraint() -> Constraint:
        axes = tuple(sorted(draw(st.sets(st.integers(0, len(shape) - 1), min_size=1, max_size=3))))
        sizes = [shape[axis] for axis in axes]
        n = int(np.prod(sizes))
        flags = draw(st.lists(st.sampled_from([True, True, False]), min_size=n, max_size=n))
        return Constraint(axes, np.array(flags).reshape(sizes))

    excluded = tuple(constraint() for _ in range(draw(st.integers(0, 2))))
    lines = tuple(tuple(constraint() for _ in range(draw(st.integers(0, 2)))) for _ in parties)
    return replace(deal, excluded=excluded, red_lines=lines)


@pytest.fixture(params=["plain", "compiled"], autouse=True, scope="module")
def way(request: pytest.FixtureRequest) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "compiled":
            patch.setattr(halves, "SHORT", -1)
        yield


@settings(deadline=None, max_examples=150)
@given(deal=bargains(), data=st.data())
def test_every_answer_is_that_of_the_list(deal: pp.Bargain, data: st.DataObject) -> None:
    model = Negotiation(deal)
    for dense, wide in zip(profiles(model), wide_profiles(deal, model.patience), strict=True):
        assert (wide.feasible, wide.ideal, wide.floor) == (dense.feasible, dense.ideal, dense.floor)
        for x in range(-1, deal.space.size + 1):
            assert wide.exists(x) == dense.exists(x)
        for x in range(deal.space.size):
            assert (wide.utility(x), wide.suits(x)) == (dense.utility(x), dense.suits(x))
        ranks = len(dense.order) + 2
        assert [wide.best(rank) for rank in range(ranks)] == [dense.best(rank) for rank in range(ranks)]
        if not dense.feasible:
            with pytest.raises(ValueError, match="no rational outcome"):
                wide.at_least(0.0)
            continue
        near = [float(u) + step for u in dense.ladder for step in (-1e-6, -4e-7, 0.0, 1e-9, 4e-7, 1e-6, 3e-6)]
        spread = [-1e9, 1e9, *np.linspace(dense.ladder[0] - 1, dense.ladder[-1] + 1, 40)]
        for wanted in [*near[:400], *spread]:
            assert wide.at_least(wanted) == dense.at_least(wanted)


@settings(deadline=None, max_examples=40)
@given(
    deal=bargains(),
    names=st.lists(
        st.sampled_from(["boulware", "linear", "conceder", "micro", "hardliner"]), min_size=3, max_size=3
    ),
)
def test_talks_without_a_list_are_the_same_talks(deal: pp.Bargain, names: list[str]) -> None:
    concept = Talks(dict(zip(deal.parties, names, strict=False)), rounds=12)
    listed = pp.solve(deal, concept, seed=3, on_fail="status").to_dict()
    with pytest.MonkeyPatch.context() as patch:
        for module in (seating, talks):
            patch.setattr(module, "OUTCOMES", 0)
        searched = pp.solve(deal, concept, seed=3, on_fail="status").to_dict()
    assert {**listed, "stats": 0} == {**searched, "stats": 0}


@settings(deadline=None, max_examples=20)
@given(deal=bargains())
def test_a_profile_leads_to_nobody_elses_table(deal: pp.Bargain) -> None:
    """Arrays that a strategy can reach are read-only, and no views of what all parties' tables are part of."""
    model = Negotiation(deal)
    for own in (*profiles(model), *wide_profiles(deal, model.patience)):
        for array in _reachable(own):
            assert not array.flags.writeable
            under = array if array.base is None else array.base
            assert under.size == array.size
            assert not any(np.shares_memory(under, table) for table in deal.tables)


def _reachable(own: Any) -> list[Any]:
    rows = [*own.rows] if hasattr(own, "rows") else [own.worth, own.allowed, own.rational]
    return [row for row in rows if row.size]


def additive(issues: int, values: int = 10) -> pp.Bargain:
    rng = np.random.default_rng(issues)
    names = [f"i{k}" for k in range(issues)]
    tables = {p: {name: rng.integers(0, 10**6, values).tolist() for name in names} for p in "ab"}
    return pp.Bargain.from_tables({name: list(range(values)) for name in names}, tables, scale=10**6)


def test_a_thousand_million_outcomes() -> None:
    deal = additive(9)
    for pair in (("boulware", "conceder"), ("micro", "micro")):
        found = pp.solve(deal, Talks(dict(zip("ab", pair, strict=True)), rounds=40), seed=1, on_fail="status")
        assert found.status.code in ("ok", "no-agreement")
        assert found.stats.work["calls"] == found.transcript.calls > 0
        first = found.transcript.offers[0].outcome
        assert found.worth[first][0] == pytest.approx(
            sum(max(row[0]) for row in deal.tables) / 10**6, abs=1e-4
        )


@pytest.mark.parametrize("name", strategy_names())
def test_every_strategy_plays_or_says_that_it_cannot(name: str) -> None:
    deal = additive(7)
    found = pp.solve(deal, Talks({"a": name, "b": "linear"}, rounds=12), seed=1, on_fail="status")
    listed = name in ("random", "trade-off")
    assert found.status.code == "limit" if listed else found.status.code in ("ok", "no-agreement")


def test_what_cannot_be_done_says_so() -> None:
    deal = additive(9)
    wide = wide_profiles(deal, (1.0, 1.0))[0]
    for ask in (lambda: wide.order, lambda: wide.ladder, lambda: wide.rung(1.0), lambda: wide.best(1 << 30)):
        with pytest.raises(BeyondError):
            ask()
    beyond = additive(16)
    assert not searchable(beyond)
    found = pp.solve(beyond, Talks({"a": "linear", "b": "linear"}), on_fail="status")
    assert found.status.code == "limit"
    assert found.agreement is None
    packages = pp.Bargain.from_scores({p: dict.fromkeys(map(str, range(21)), 1) for p in "ab"})
    assert pp.solve(packages, Talks({"a": "linear", "b": "micro"}), on_fail="status").status.code == "limit"


def test_halves_are_as_even_as_can_be() -> None:
    assert split((10,) * 9) == 4
    assert split((1000, 2, 2, 2)) == 1
    assert within_reach((10,) * 12, ())
    across = Constraint((0, 11), np.ones((10, 10), dtype=bool))
    assert within_reach((10,) * 12, (across,))
    assert not within_reach((10,) * 12, (across, Constraint((1, 2, 10), np.ones((10, 10, 10), dtype=bool))))


def test_the_best_ones_come_first() -> None:
    deal = additive(8)
    wide = wide_profiles(deal, (1.0, 1.0))[0]
    sums = [total for total, _ in islice(wide._halves.best_first(), 2000)]
    assert sums == sorted(sums, reverse=True)
    assert wide.utility(wide.best(1999) or 0) == sums[-1] / 10**6
