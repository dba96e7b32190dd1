"""Decision rules: which coalitions of accepting parties make a deal."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.rules import Agreement


@dataclass(frozen=True)
class Rule:
    """A decision rule over ``parties`` (by position, bit i for party i).

    ``need``: members needed; ``veto``: bits that must accept; ``quota`` with ``weights``: weighted
    threshold; ``every`` / ``some``: rules that must all hold, or of which one must hold.
    """

    parties: tuple[str, ...]
    need: int = 0
    veto: int = 0
    quota: float = 0.0
    weights: tuple[float, ...] = ()
    every: tuple["Rule", ...] = ()
    some: tuple["Rule", ...] = ()

    @property
    def is_unanimity(self) -> bool:
        """Whether the rule wins only with everybody."""
        wins = (
            self.wins(np.arange(1 << len(self.parties), dtype=np.int64)) if len(self.parties) <= 15 else None
        )
        if wins is None:
            return self.need >= len(self.parties) or self.veto == (1 << len(self.parties)) - 1
        return bool(wins[-1]) and not bool(wins[:-1].any())

    def wins(self, coalitions: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For each bit mask of accepting parties (any shape): does it make a deal? Same shape, bool."""
        result = np.ones(coalitions.shape, dtype=np.bool_)
        if self.need:
            count = sum(((coalitions >> i) & 1 for i in range(len(self.parties))), np.zeros_like(coalitions))
            result &= count >= self.need
        if self.veto:
            result &= (coalitions & self.veto) == self.veto
        if self.weights:
            total = sum(
                (((coalitions >> i) & 1) * weight for i, weight in enumerate(self.weights)),
                np.zeros(coalitions.shape),
            )
            result &= total >= self.quota - 1e-9 * max(1.0, abs(self.quota))
        for rule in self.every:
            result &= rule.wins(coalitions)
        if self.some:
            result &= np.any([rule.wins(coalitions) for rule in self.some], axis=0)
        return result


def unanimity(parties: Sequence[str]) -> Rule:
    """Everybody must accept."""
    return Rule(tuple(parties), need=len(parties))


def rule_of(agreement: Agreement, parties: Sequence[str]) -> Rule:
    """The rule that a brief states, over the parties concerned (names not among them are ignored)."""
    names = tuple(parties)
    return Rule(
        names,
        need=len(names) if agreement.unanimity else agreement.at_least or 0,
        veto=sum(1 << names.index(name) for name in agreement.veto if name in names),
        quota=agreement.quota or 0.0,
        weights=tuple((agreement.weights or {}).get(name, 0.0) for name in names)
        if agreement.weights
        else (),
        every=tuple(rule_of(part, names) for part in agreement.all),
        some=tuple(rule_of(part, names) for part in agreement.any),
    )


def among(rule: Rule, parties: Sequence[str]) -> Rule:
    """``rule`` where only ``parties`` take part: who is missing neither supports a change nor vetoes it.

    Where everybody had to accept, everybody left has to; other numbers and quotas stay.

    >>> among(Rule(("a", "b", "c"), need=3, veto=0b110), ["a", "c"])
    Rule(parties=('a', 'c'), need=2, veto=2, quota=0.0, weights=(), every=(), some=())
    """
    at = [rule.parties.index(name) for name in parties if name in rule.parties]
    return Rule(
        tuple(rule.parties[i] for i in at),
        need=len(at) if rule.need >= len(rule.parties) else rule.need,
        veto=sum(1 << k for k, i in enumerate(at) if rule.veto >> i & 1),
        quota=rule.quota,
        weights=tuple(rule.weights[i] for i in at) if rule.weights else (),
        every=tuple(among(part, parties) for part in rule.every),
        some=tuple(among(part, parties) for part in rule.some),
    )
