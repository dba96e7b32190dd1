"""Talks of many draws at once, for sweeps: draws differ in tables, reserves, patience and rounds."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.result import Observation
from pourparler.analyses.talks.batches.games import by_clock, by_lists
from pourparler.analyses.talks.batches.schedules import Schedule, aspirations, schedule
from pourparler.analyses.talks.parties.profile import Profile
from pourparler.analyses.talks.protocol import REASONS
from pourparler.analyses.talks.result import waited
from pourparler.analyses.talks.strategies.micro import Micro
from pourparler.analyses.talks.strategy import Strategy
from pourparler.kernels.offers_in_turn import UNDRAWN
from pourparler.model.negotiation import Negotiation

Ints = NDArray[np.int64]

HELD = 1 << 23
"""Utilities, and rounds of schedules, held at once, at most."""


def alike(models: Sequence[Negotiation], rows: Sequence[int], *, written: bool) -> list[list[int]]:
    """``rows``, places in ``models``, in groups of the same parties, strategies and outcomes.

    ``written``: whether strategies are those that the models bring along.
    """
    groups: dict[tuple[Any, ...], list[int]] = {}
    for row in rows:
        model = models[row]
        # Draws of one template share what the brief writes of strategies.
        key = (model.parties, id(model.timing.strategies) if written else 0, model.bargain.space.shape)
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def observation(
    model: Negotiation, own: Mapping[str, Profile], *, ending: tuple[int, int, str], rounds: int
) -> Observation:
    """What :meth:`TalksResult.observed` gives of a game that ended so: deal, step and reason as of :func:`endings`."""
    agreed, step, reason = ending
    space = model.bargain.space
    worth = {
        party: profile.reserve if agreed < 0 else float(profile.worth[agreed])
        for party, profile in own.items()
    }
    quantities = {f"utility/{party}": value for party, value in worth.items()}
    if model.timing.patience:
        gone = waited(step, rounds, agreed=None if agreed < 0 else agreed)
        quantities |= {f"discounted/{party}": u * own[party].patience ** gone for party, u in worth.items()}
    quantities["step"] = float(step)
    answer = None if agreed < 0 else tuple(space.label(space.at(agreed)).items())
    return Observation(answer, quantities, "ok" if reason == "agreement" else "no-agreement")


def endings(
    tables: Sequence[Sequence[Profile]], strategies: Sequence[Strategy], *, rounds: Sequence[int]
) -> list[tuple[int, int, str] | None]:
    """Deal (-1 without), step and reason of each game of clockwork strategies, or of two MiCRO players.

    ``tables``: by game the profiles, in the order of speaking, all of one space; ``strategies`` of the seats;
    ``rounds`` by game. ``None`` where a generator is needed.
    """
    n = len(strategies)
    outcomes = max((len(profile.worth) for table in tables for profile in table), default=1)
    size = max(1, HELD // (n * max(outcomes, max(rounds, default=1))))
    found: list[tuple[int, int, str] | None] = []
    for start in range(0, len(tables), size):
        rows = _rows(tables[start : start + size], strategies, rounds=rounds[start : start + size])
        found += [
            None if reason == UNDRAWN else (outcome, step, REASONS[reason])
            for outcome, step, reason in rows[:, :3].tolist()
        ]
    return found


def _rows(
    tables: Sequence[Sequence[Profile]], strategies: Sequence[Strategy], *, rounds: Sequence[int]
) -> Ints:
    n = len(strategies)
    profiles = [profile for table in tables for profile in table]
    seating = np.arange(len(profiles)).reshape(-1, n)
    ends = np.array(rounds, dtype=np.int64)
    if isinstance(strategies[0], Micro):
        return by_lists(profiles, seating=seating, rounds=ends, seed_of=None)
    # Draws with equal time share what a strategy asks for.
    asked = {many: [aspirations(strategy, many) for strategy in strategies] for many in sorted(set(rounds))}
    schedules: list[Schedule] = [
        schedule(strategy, profile, asked[many][place])
        for table, many in zip(tables, rounds, strict=True)
        for place, (strategy, profile) in enumerate(zip(strategies, table, strict=True))
    ]
    owners = np.arange(len(profiles))
    return by_clock(profiles, schedules, owners=owners, seating=seating, rounds=ends)
