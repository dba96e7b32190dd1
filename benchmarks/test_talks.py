"""Talks: games between two parties, 100 rounds (pytest-benchmark); never a gate. Rates: games over the time shown.

    pytest benchmarks/test_talks.py --benchmark-timer=time.process_time

gives seconds of the processor, where the machine is shared.
"""

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

import pourparler as pp
from pourparler.analyses.talks.batches.together import play_together
from pourparler.analyses.talks.chance import seeded
from pourparler.analyses.talks.parties.seating import profiles
from pourparler.analyses.talks.protocol import Seat, play
from pourparler.analyses.talks.registry import strategy_from
from pourparler.analyses.talks.talks import Talks
from pourparler.model.negotiation import Negotiation, Timing

ROUNDS = 100


def deal(seed: int, issues: int = 3, values: int = 10) -> Negotiation:
    """Two parties, Dirichlet weights, values rescaled to [0, 1], scale 10^6; patience and days of its own."""
    rng = np.random.default_rng(seed)
    names = [f"i{i}" for i in range(issues)]
    tables = {}
    for party in "pq":
        weights, worth = rng.dirichlet(np.ones(issues)), rng.random((issues, values))
        low, high = worth.min(axis=1, keepdims=True), worth.max(axis=1, keepdims=True)
        scaled = np.rint(weights[:, None] * (worth - low) / (high - low) * 1e6).astype(int)
        tables[party] = dict(zip(names, scaled.tolist(), strict=True))
    bargain = pp.Bargain.from_tables({name: list(range(values)) for name in names}, tables, scale=10**6)
    return Negotiation(bargain, Timing({"p": 0.99}, days=80 + seed % 40))


@pytest.mark.parametrize(
    ("settings", "games"), [(1, 200_000), (8, 200_000), (100, 200_000), (100, 10_000), (8, 64)]
)
def test_clockwork_on_one_scenario(benchmark: Any, settings: int, games: int) -> None:
    """Target: 200,000 games a second. Shared: the tables of the scenario, sorted once, and one schedule per seat and setting.

    Each game takes its two settings of ``e`` from 2 to 12 at random. Counted: writing tables out, sorting, schedules,
    games; not counted: loading the compiled loop.
    """
    problem = deal(0)
    strategies = [strategy_from({"boulware": {"e": e}}) for e in np.linspace(2, 12, settings).tolist()]
    seating = np.random.default_rng(0).integers(0, settings, size=(games, 2))

    def batch() -> Any:
        return play_together(profiles(problem), strategies, seating=seating, rounds=ROUNDS)

    found = benchmark.pedantic(batch, rounds=9, warmup_rounds=1)
    assert found.work["sorts"] == 2
    assert len(found.steps) == games


@pytest.mark.parametrize("pair", [("boulware", "conceder"), ("micro", "micro")], ids="-".join)
def test_games_that_share_nothing(benchmark: Any, pair: tuple[str, str]) -> None:
    """256 games, each with tables of its own: a chunk of a sweep."""
    models = [deal(seed) for seed in range(256)]
    concept = Talks(dict(zip("pq", pair, strict=True)))
    found = benchmark.pedantic(concept.observe, (models,), rounds=9, warmup_rounds=1)
    assert None not in found


def test_micro_on_one_scenario(benchmark: Any) -> None:
    """Target: 50,000 games a second; 200,000 games, tables written out and sorted once."""
    problem, seating = deal(1), np.zeros((200_000, 2), dtype=np.int64)

    def batch() -> Any:
        return play_together(profiles(problem), [strategy_from("micro")], seating=seating, rounds=ROUNDS)

    found = benchmark.pedantic(batch, rounds=9, warmup_rounds=1)
    assert len(found.steps) == 200_000


@pytest.mark.parametrize(
    "pair",
    [("boulware", "conceder"), ("boulware", "boulware"), ("micro", "micro"), ("hardliner", "hardliner")],
    ids="-".join,
)
def test_call_by_call(benchmark: Any, pair: tuple[str, str]) -> None:
    """One game by the engine, tables sorted before; ``calls`` tells how many calls it took."""
    seats = [
        Seat(profile, strategy_from(name)) for profile, name in zip(profiles(deal(1)), pair, strict=True)
    ]
    rngs = seeded(1, seats=2)
    found = benchmark(play, seats, ROUNDS, rngs)
    benchmark.extra_info["calls"] = found.calls


@pytest.mark.parametrize("pair", [("boulware", "conceder"), ("micro", "micro")], ids="-".join)
@pytest.mark.parametrize("issues", [9, 12])
def test_outcomes_that_are_not_listed(benchmark: Any, issues: int, pair: tuple[str, str]) -> None:
    """One game on 10^9 and 10^12 outcomes: halves summed and sorted, then searched."""
    problem, concept = deal(0, issues), Talks(dict(zip("pq", pair, strict=True)))
    found = benchmark.pedantic(
        pp.solve, (problem, concept), {"seed": 1, "on_fail": "status"}, rounds=3, warmup_rounds=1
    )
    assert found.status.code in ("ok", "no-agreement")


def test_first_game_of_a_cold_process(benchmark: Any) -> None:
    """Target: 1.5 s with start-up; 10^4 outcomes."""
    code = (
        "import pourparler as pp\n"
        "from pourparler.analyses.talks.talks import Talks\n"
        "rows = {p: {f'i{k}': list(range(k + s, k + s + 10)) for k in range(4)} for s, p in enumerate('pq')}\n"
        "deal = pp.Bargain.from_tables({f'i{k}': list(range(10)) for k in range(4)}, rows)\n"
        "print(pp.solve(deal, Talks({'p': 'boulware', 'q': 'conceder'}), on_fail='status').step)\n"
    )
    command = [sys.executable, "-c", code]
    done = benchmark.pedantic(
        subprocess.run, (command,), {"check": True, "capture_output": True}, rounds=7, warmup_rounds=1
    )
    assert int(done.stdout) > 0
