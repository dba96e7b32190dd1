"""What a strategy sees when it is its turn."""

from typing import Any, NamedTuple

from pourparler.analyses.talks.offers import Offers
from pourparler.analyses.talks.parties.preferences import Preferences


class View(NamedTuple):
    """All that a party may know at one call: its own preferences, the clock, and the offers made so far.

    ``seat`` of ``seats``, from 0 in the order of speaking; ``round`` from 0, and ``rounds`` in all, ``None`` where the
    deadline is not known to this party. When an offer is to be answered it is the last of ``offers``. ``notes``: this
    party's own, empty at the start of talks and kept until their end. They are a short cut for what takes long to work out
    from the offers; what is decided must be the same without them.
    """

    profile: Preferences
    seat: int
    seats: int
    round: int
    rounds: int | None
    offers: Offers
    notes: dict[Any, Any] | None = None

    @property
    def time(self) -> float:
        """The share of time gone, above 0 and below 1. Raises ``ValueError`` where the deadline is not known."""
        if self.rounds is None:
            raise ValueError("this party does not know the deadline")
        return (self.round + 1) / (self.rounds + 1)

    @property
    def others(self) -> list[int]:
        """The other seats, in their order."""
        return [seat for seat in range(self.seats) if seat != self.seat]

    def utility(self, outcome: int) -> float:
        """What an outcome is worth to this party."""
        return self.profile.utility(outcome)
