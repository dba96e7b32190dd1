"""What must hold of any tournament, whatever its scenarios and strategies."""

from dataclasses import replace
from typing import Any

import numpy as np
from effort import tried
from hypothesis import given
from hypothesis import strategies as st

from pourparler.analyses.talks.tournament.plan import Tournament
from pourparler.analyses.talks.tournament.result import TournamentResult
from pourparler.analyses.talks.tournament.tournament import tournament
from pourparler.model.agreement import unanimity
from pourparler.model.bargain import Bargain
from pourparler.testing import bargains
from pourparler.testing.problems import Size
from pourparler.views.tournament_rows import columns, rows

NAMES = ("boulware", "linear", "conceder", "hardliner", "micro")
DEALS = bargains(Size(parties=(2, 3), issues=(1, 3), values=(1, 3))).map(
    lambda deal: replace(deal, rule=unanimity(deal.parties))
)


def cells(found: TournamentResult) -> list[dict[str, Any]]:
    """The rows by name of column."""
    return [dict(zip(columns(found), row, strict=True)) for row in rows(found)]


@tried(15, full=150)
@given(
    deals=st.lists(DEALS, min_size=1, max_size=3),
    names=st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True),
    order=st.randoms(use_true_random=False),
    seed=st.integers(0, 1 << 60),
)
def test_the_order_of_scenarios_and_strategies_changes_nothing(
    deals: list[Bargain], names: list[str], order: Any, seed: int
) -> None:
    scenarios = {f"s{i}": deal for i, deal in enumerate(deals)}
    turned = list(scenarios.items())
    order.shuffle(turned)
    others = list(names)
    order.shuffle(others)
    one = tournament(Tournament(scenarios, names, rounds=5, repetitions=2), seed=seed)
    two = tournament(Tournament(dict(turned), others, rounds=5, repetitions=2), seed=seed)
    assert cells(one) == cells(two)
    assert one.to_dict("en") == two.to_dict("en")


@tried(15, full=150)
@given(
    deals=st.lists(DEALS, min_size=2, max_size=3),
    names=st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True),
)
def test_a_run_does_not_know_who_else_plays(deals: list[Bargain], names: list[str]) -> None:
    """Fewer scenarios and strategies: the same rows, without those that are gone."""
    scenarios = {f"s{i}": deal for i, deal in enumerate(deals)}
    many = cells(tournament(Tournament(scenarios, names, rounds=5, repetitions=2), seed=1))
    few = tournament(Tournament({"s0": deals[0]}, names[:2], rounds=5, repetitions=2), seed=1)
    seats = range(1, len(deals[0].parties) + 1)
    left = [
        row
        for row in many
        if row["scenario"] == "s0" and all(row[f"strategy_{k}"] in names[:2] for k in seats)
    ]
    held = columns(few)
    assert [{name: row[name] for name in held} for row in left] == cells(few)


@tried(15, full=150)
@given(deal=DEALS, names=st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True))
def test_every_strategy_plays_every_seat_equally_often_against_everybody(
    deal: Bargain, names: list[str]
) -> None:
    found = tournament(Tournament({"x": deal}, names, rounds=4), seed=1)
    seats = len(deal.parties)
    met: dict[tuple[str, int, str], int] = {}
    for row in cells(found):
        for k in range(1, seats + 1):
            for other in range(1, seats + 1):
                if other != k:
                    key = (row[f"strategy_{k}"], k, row[f"strategy_{other}"])
                    met[key] = met.get(key, 0) + 1
    assert len(met) == len(names) ** 2 * seats
    assert len(set(met.values())) == 1


@tried(15, full=150)
@given(deal=DEALS, names=st.lists(st.sampled_from(NAMES[:4]), min_size=2, max_size=3, unique=True))
def test_what_parties_are_called_changes_no_number(deal: Bargain, names: list[str]) -> None:
    """Without strategies that draw: seeds follow the names."""
    others = tuple(f"party {i}" for i in range(len(deal.parties)))
    called = replace(deal, parties=others, rule=unanimity(others))
    numbers = []
    for one in (deal, called):
        table = cells(tournament(Tournament({"x": one}, names, rounds=5), seed=1))
        numbers.append(
            [{k: v for k, v in row.items() if not k.startswith(("party", "digest", "seed"))} for row in table]
        )
    assert numbers[0] == numbers[1]


@tried(15, full=150)
@given(deal=DEALS, names=st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True))
def test_nobody_ends_below_its_reserve_and_deals_lie_within_the_frontier(
    deal: Bargain, names: list[str]
) -> None:
    found = tournament(Tournament({"x": deal}, names, rounds=5), seed=1)
    for block in found.blocks:
        assert (block.utilities >= block.reserve).all()
        assert (block.utilities <= np.maximum(block.ideal, block.reserve)).all()
        shares = block.nash_share[~np.isnan(block.nash_share)]
        assert (shares >= 0).all()
        assert (shares <= 1 + 1e-12).all()
    assert found.runs == sum(found.reasons.values()) == found.planned
