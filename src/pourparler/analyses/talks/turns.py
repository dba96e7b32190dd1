"""What all talks in turn ask alike: who proposes when, how patient everybody is, where offers in turn do not apply."""

from collections.abc import Mapping
from fractions import Fraction

from pourparler.analyses.bargaining.coalitions import known_party, unanimous
from pourparler.errors import ModelError, UsageError
from pourparler.language import Message, msg
from pourparler.model.negotiation import Negotiation

Patience = Mapping[str, float]


def told_patience(model: Negotiation, given: Patience | None) -> dict[str, float]:
    """By party, the patience ``given``, else the brief's; who has none in either is left out.

    Raises ``UsageError`` for an unknown party and for a number that is no share.
    """
    for party, share in (given or {}).items():
        known_party(model.bargain, party, setting="patience")
        if not 0 <= share <= 1:
            raise UsageError(
                msg("{party} is given the patience {number}", party=party, number=share),
                where="patience",
                advice=msg("Use numbers from 0 to 1: what a utility is worth one round later, as a share."),
            )
    told = {**model.timing.patience, **(given or {})}
    return {party: float(told[party]) for party in model.parties if party in told}


def need_patience(model: Negotiation, told: Patience) -> None:
    """Raises ``ModelError`` where nothing says what waiting costs a party."""
    lacking = [party for party in model.parties if party not in told]
    if lacking:
        raise ModelError(
            msg("the patience of {parties} is missing", parties=lacking),
            where="calendar.patience",
            advice=msg("Write it in the brief, or give the setting patience."),
        )


def shares(model: Negotiation, told: Patience) -> tuple[Fraction, ...]:
    """Patience by position, as the decimals written; 1 where none is told."""
    return tuple(Fraction(str(told.get(party, 1.0))) for party in model.parties)


def order(model: Negotiation, first: str | None) -> tuple[int, ...]:
    """Positions of the parties in the order of proposing: around the table, from ``first`` on.

    Raises ``UsageError`` for an unknown party.
    """
    start = 0 if first is None else known_party(model.bargain, first, setting="first")
    n = len(model.parties)
    return tuple((start + k) % n for k in range(n))


def unsuited(model: Negotiation) -> Message | None:
    """Why offers in turn have no meaning here; ``None`` where they have."""
    if len(model.parties) < 2:
        return msg("Talks need two parties at the table.")
    if not unanimous(model.bargain.rule):
        return msg("Offers in turn need everybody's yes; the rule of the brief does not.")
    return None
