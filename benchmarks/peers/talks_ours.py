"""This project's side of the talks: run with its own interpreter. Arguments: tables, seconds.

Timed twice: the engine, call by call, on profiles that were sorted before the first pass; and batches of one table, its
writing out, sorting and schedules included, all games of the same pair.
"""

from typing import Any

import numpy as np
from instance import LEVELS
from talks_recipe import ISSUES, PAIRS, ROUNDS, arguments, per_second, report, worths

import pourparler as pp
from pourparler.analyses.talks.batches.together import play_together
from pourparler.analyses.talks.chance import seeded
from pourparler.analyses.talks.parties.profile import Profile
from pourparler.analyses.talks.parties.seating import profiles
from pourparler.analyses.talks.protocol import Seat, play
from pourparler.analyses.talks.registry import strategy_from
from pourparler.model.negotiation import Negotiation

BATCH = 20_000


def deal(seed: int) -> pp.Bargain:
    """The problem with the tables of a seed."""
    names = [f"i{i}" for i in range(ISSUES)]
    rows = {f"p{p}": dict(zip(names, table.tolist(), strict=True)) for p, table in enumerate(worths(seed))}
    return pp.Bargain.from_tables({name: list(range(LEVELS)) for name in names}, rows, scale=1_000_000)


def main() -> None:
    """Traces of all games, and games per second of each pair."""
    count, seconds = arguments()
    deals = [Negotiation(deal(seed)) for seed in range(count)]
    own = [profiles(problem) for problem in deals]
    traces: dict[str, Any] = {}
    engine: dict[str, Any] = {}
    batches: dict[str, Any] = {}
    for pair in PAIRS:
        key = "-".join(pair)
        strategies = [strategy_from(name) for name in pair]

        def seated(table: tuple[Profile, ...], strategies: list[Any] = strategies) -> Any:
            seats = [Seat(profile, strategy) for profile, strategy in zip(table, strategies, strict=True)]
            return play(seats, ROUNDS, seeded(1, seats=2))

        ended = [seated(table) for table in own]
        traces[key] = [
            [[offer.outcome for offer in t.offers], -1 if t.agreement is None else t.agreement, t.step]
            for t in ended
        ]
        if seconds:
            engine[key] = per_second(lambda call=seated: len([call(table) for table in own]), seconds=seconds)
            batches[key] = per_second(
                lambda strategies=strategies: sum(together(problem, strategies) for problem in deals),
                seconds=seconds,
            )
    report(version=f"pourparler {pp.__version__}", traces=traces, engine=engine, batches=batches)


def together(problem: Negotiation, strategies: list[Any]) -> int:
    """The games of a batch on fresh profiles: tables written out and sorted, schedules worked out, games played."""
    seating = np.tile(np.arange(2), (BATCH, 1))
    return len(play_together(profiles(problem), strategies, seating=seating, rounds=ROUNDS).steps)


main()
