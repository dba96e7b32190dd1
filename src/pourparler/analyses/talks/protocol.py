"""Stacked alternating offers: who speaks when, what an answer does, and how talks end."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import index
from typing import TYPE_CHECKING, Any, Literal

from pourparler.analyses.plugins import raised, told
from pourparler.analyses.talks.offers import Offer, Offers, Record
from pourparler.analyses.talks.parties.preferences import BeyondError, Preferences
from pourparler.analyses.talks.strategy import Strategy
from pourparler.analyses.talks.view import View
from pourparler.language import Message, msg

if TYPE_CHECKING:
    import numpy as np

Reason = Literal["agreement", "deadline", "broken-off", "fault"]
REASONS: tuple[Reason, ...] = ("agreement", "deadline", "broken-off", "fault")
"""How talks end; arrays hold the place in this list."""


@dataclass(frozen=True)
class Transcript:
    """How one negotiation went.

    ``offers`` in order; ``agreement``: the outcome; ``step``: rounds begun when
    talks ended, all of them at the deadline; ``calls``: times that a seat was asked; ``seat``: who accepted last, broke
    off or was at fault; ``fault``: what was wrong.
    """

    offers: tuple[Offer, ...]
    agreement: int | None
    step: int
    reason: Reason
    calls: int
    seat: int | None = None
    fault: Message | None = None


@dataclass(frozen=True)
class Seat:
    """One place at the table: who sits there, how it plays, and whether it knows the deadline."""

    profile: Preferences
    strategy: Strategy
    knows_deadline: bool = True


class _FaultError(Exception):
    """A strategy did what the protocol does not allow; the message says what."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def play(seats: Sequence[Seat], rounds: int, rngs: "Sequence[np.random.Generator]") -> Transcript:
    """Play one negotiation.

    Each seat is called once a round, in order. Who is called with an offer standing accepts it or replaces it
    by its own; talks end as soon as everybody stands behind one offer, when somebody proposes nothing, or after
    ``rounds`` rounds. Every call of round s sees t = (s + 1) / (rounds + 1). ``rngs``: one per seat.

    A strategy that raises, offers what is no outcome, or agrees to less than its reserve without saying that it
    may, ends the talks by its fault, and so does one that calls ``exit``; ``KeyboardInterrupt`` passes, and so does ``BeyondError``: what is
    asked of more outcomes than can be listed.

    Source: Aydoğan, Festen, Hindriks & Jonker 2017 (stacked alternating offers).
    """
    record, behind, calls, count = Record(len(seats)), 0, 0, len(seats)
    entries = record.entries
    # Views and offers are tuples with names: made as tuples, they take a third of the time.
    new = tuple.__new__
    turns = [
        (place, seat, rounds if seat.knows_deadline else None, rngs[place])
        for place, seat in enumerate(seats)
    ]
    notes: list[dict[Any, Any]] = [{} for _ in seats]
    for step in range(rounds):
        for place, seat, known, rng in turns:
            calls += 1
            heard = Offers(record, len(entries))
            view = new(View, (seat.profile, place, count, step, known, heard, notes[place]))
            try:
                if behind and _accepts(seat, view, entries[-1].outcome):
                    behind += 1
                    if behind == count:
                        return _ended(record, step, calls, place, "agreement")
                    continue
                outcome = _proposal(seat, view, rng)
            except _FaultError as fault:
                return _ended(record, step, calls, place, "fault", fault=fault.message)
            if outcome is None:
                return _ended(record, step, calls, place, "broken-off")
            entries.append(new(Offer, (place, outcome, step)))
            behind = 1
    return Transcript(tuple(entries), None, rounds, "deadline", calls)


def _ended(
    record: Record, step: int, calls: int, place: int, reason: Reason, *, fault: Message | None = None
) -> Transcript:
    agreement = record.entries[-1].outcome if reason == "agreement" else None
    return Transcript(tuple(record.entries), agreement, step + 1, reason, calls, place, fault)


def _accepts(seat: Seat, view: View, offer: int) -> bool:
    try:
        answer = bool(seat.strategy.accepts(view, offer))
    except BeyondError:
        raise
    except (Exception, SystemExit) as error:
        raise _FaultError(raised(error)) from error
    if answer and seat.strategy.rational and not seat.profile.suits(offer):
        raise _FaultError(msg("it accepted what it may not agree to"))
    return answer


def _proposal(seat: Seat, view: View, rng: "np.random.Generator") -> int | None:
    try:
        found = seat.strategy.propose(view, rng)
        outcome = None if found is None else _index(found)
    except BeyondError:
        raise
    except (Exception, SystemExit) as error:
        raise _FaultError(raised(error)) from error
    if found is None:
        return None
    if outcome is None or not seat.profile.exists(outcome):
        text = told(repr, found, most=60)
        raise _FaultError(msg("it proposed what is no outcome: {found}", found=text))
    if seat.strategy.rational and not seat.profile.suits(outcome):
        raise _FaultError(msg("it proposed what it may not agree to"))
    return outcome


def _index(found: object) -> int | None:
    """An outcome's index as a Python integer, numpy's accepted; ``None`` for anything else."""
    try:
        return None if isinstance(found, bool) else index(found)  # type: ignore[arg-type]
    except TypeError:
        return None
