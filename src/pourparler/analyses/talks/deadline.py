"""How many rounds there are: what a setting asks for, else the brief's calendar, else a hundred."""

from pourparler.errors import ModelError, UsageError
from pourparler.language import msg
from pourparler.model.negotiation import MOST, Negotiation

ROUNDS = 100
"""Rounds where nothing says how many."""


def rounds_of(model: Negotiation, asked: int | None) -> int:
    """Rounds of talks. Raises ``UsageError`` for an impossible setting, ``ModelError`` for a calendar that holds too many."""
    rounds = asked if asked is not None else model.timing.rounds or ROUNDS
    found, advice = msg("{n} is not a possible number of rounds", n=rounds), msg("Use 1 to {n}.", n=MOST)
    if asked is None and rounds > MOST:
        raise ModelError(found, where="calendar/deadline", advice=advice)
    if not 1 <= rounds <= MOST:
        raise UsageError(found, where="--set rounds", advice=advice)
    return rounds
