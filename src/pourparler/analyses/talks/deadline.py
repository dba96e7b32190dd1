"""How many rounds there are: what a setting asks for, else the brief's calendar, else a hundred."""

from pourparler.analyses.result import Status
from pourparler.errors import UsageError
from pourparler.language import msg
from pourparler.model.negotiation import MOST, Negotiation

ROUNDS = 100
"""Rounds where nothing says how many."""


def rounds_of(model: Negotiation, asked: int | None) -> int:
    """Rounds until the deadline. Raises ``UsageError`` for an impossible setting; a calendar may hold too many."""
    if asked is None:
        return model.timing.rounds or ROUNDS
    if not 1 <= asked <= MOST:
        raise UsageError(
            msg("{n} is not a possible number of rounds", n=asked),
            where="--set rounds",
            advice=msg("Use 1 to {n}.", n=MOST),
        )
    return asked


def too_long(rounds: int) -> Status | None:
    """Why so many rounds are not played; ``None`` where they are. In a sweep one draw may have too many, others not."""
    if rounds <= MOST:
        return None
    return Status(
        "limit", msg("The calendar holds {n} rounds; at most {most} are played.", n=rounds, most=MOST)
    )
