"""What talks end with: the deal or why there is none, what it is worth, and every offer on the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pourparler.analyses.result import Observation, Result
from pourparler.analyses.talks.offers import Offer
from pourparler.analyses.talks.protocol import Reason, Transcript
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Value


@dataclass(frozen=True, kw_only=True)
class TalksResult(Result):
    """One negotiation, offer by offer.

    ``deal``: the bargaining problem; ``seats``: parties in the order of speaking; ``strategies``: how each of them
    plays, as written; ``transcript``, ``None`` where talks in turn could not be played; ``rounds``: the deadline;
    ``worth``: of each outcome offered, to every seat, in the order of ``seats``; ``reserve``, ``patience`` likewise.
    """

    deal: Bargain
    seats: tuple[str, ...]
    strategies: tuple[Any, ...]
    transcript: Transcript | None
    rounds: int
    worth: Mapping[int, tuple[float, ...]]
    reserve: tuple[float, ...]
    patience: tuple[float, ...]

    @property
    def agreement(self) -> dict[str, Value] | None:
        """``{issue: value}`` of the deal."""
        agreed = self._agreed
        return None if agreed is None else self.label(agreed)

    @property
    def _agreed(self) -> int | None:
        return None if self.transcript is None else self.transcript.agreement

    @property
    def offers(self) -> tuple[Offer, ...]:
        """All offers, in order."""
        return () if self.transcript is None else self.transcript.offers

    def label(self, outcome: int) -> dict[str, Value]:
        """``{issue: value}`` of an outcome by its index."""
        return self.deal.space.label(self.deal.space.at(outcome))

    @property
    def reason(self) -> Reason | None:
        """``agreement``, ``deadline``, ``broken-off`` or ``fault``; ``None`` where nothing was played."""
        return None if self.transcript is None else self.transcript.reason

    @property
    def by(self) -> str | None:
        """Who accepted last, broke off or was at fault; nobody at the deadline."""
        seat = None if self.transcript is None else self.transcript.seat
        return None if seat is None else self.seats[seat]

    @property
    def step(self) -> int:
        """Rounds begun when talks ended, all of them at the deadline."""
        return 0 if self.transcript is None else self.transcript.step

    @property
    def relative_time(self) -> float:
        """The clock after the last round."""
        return min(1.0, (self.step + 1) / (self.rounds + 1))

    @property
    def utilities(self) -> dict[str, float]:
        """By party; without agreement the reserves; empty where nothing was played."""
        if self.transcript is None:
            return {}
        agreed = self._agreed
        values = self.reserve if agreed is None else self.worth[agreed]
        return dict(zip(self.seats, values, strict=True))

    @property
    def discounted(self) -> dict[str, float]:
        """The same as seen from the first round: less by each party's patience for every round that went by."""
        gone = waited(self.step, self.rounds, agreed=self._agreed)
        shares = dict(zip(self.seats, self.patience, strict=True))
        return {party: value * shares[party] ** gone for party, value in self.utilities.items()}

    def fields_as_data(self) -> dict[str, Any]:
        """``agreement``, ``utilities``, ``discounted``, ``step``, ``relative_time``, ``reason``, ``trace`` …"""
        return {
            "agreement": self.agreement,
            "utilities": self.utilities,
            "discounted": self.discounted,
            "reserve": dict(zip(self.seats, self.reserve, strict=True)),
            "patience": dict(zip(self.seats, self.patience, strict=True)),
            "seats": list(self.seats),
            "strategies": dict(zip(self.seats, self.strategies, strict=True)),
            "rounds": self.rounds,
            "step": self.step,
            "relative_time": self.relative_time,
            "reason": self.reason,
            "by": self.by,
            "trace": [
                {
                    "step": offer.round,
                    "t": (offer.round + 1) / (self.rounds + 1),
                    "party": self.seats[offer.seat],
                    "offer": self.label(offer.outcome),
                    "utilities": dict(zip(self.seats, self.worth[offer.outcome], strict=True)),
                }
                for offer in self.offers
            ],
        }

    def observation(self, model: Any) -> Observation:
        """The deal, utilities by party, discounted ones where patience is stated, and the rounds it took."""
        if self.transcript is None:
            return Observation(None, {})
        agreed = self.agreement
        quantities = {f"utility/{party}": value for party, value in self.utilities.items()}
        if model.timing.patience:
            quantities |= {f"discounted/{party}": value for party, value in self.discounted.items()}
        quantities["step"] = float(self.step)
        return Observation(None if agreed is None else tuple(agreed.items()), quantities)


def waited(step: int, rounds: int, *, agreed: int | None) -> int:
    """Rounds that went by before talks ended in round ``step``, counted from 1; all of them without an agreement."""
    return rounds if agreed is None else step - 1
