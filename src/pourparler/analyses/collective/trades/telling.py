"""Arrays of a round into candidates and exchanges with names, and what every exchange does to everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.trades.playing import Round
from pourparler.analyses.collective.trades.results import (
    Candidate,
    Concession,
    Exchange,
    RoundOfExchange,
    Sums,
)
from pourparler.analyses.collective.trades.standing import Standing
from pourparler.kernels.trade_terms import GONE
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

KEPT = 5_000
"""Candidates that a result keeps."""
GROUPS = ("parties", "same_side", "others")
"""Whose gains and losses are summed."""


@dataclass(frozen=True, eq=False)
class Telling:
    """A model with the arrays made of it: indices and lengths become names and the units of the scales."""

    model: Positions
    standing: Standing

    def candidates(self, first: Round) -> tuple[tuple[Candidate, ...], int]:
        """What could be traded before anything is, the largest gain first, and how many of them there are."""
        held, scale = first.stage.position[0], self.standing.factor
        opening = first.played.opening
        gaining = np.flatnonzero(opening.gain > GONE)
        order = gaining[np.argsort(-opening.gain[gaining], kind="stable")][:KEPT]
        p, q, i, j = (field[order] for field in first.pairs[1:])
        on_p = opening.on_p[order] * np.sign(held[p, i] - held[p, j]) / scale[p]
        on_q = opening.on_q[order] * np.sign(held[q, j] - held[q, i]) / scale[q]
        gains, hollow = np.maximum(opening.gain[order], 0.0), opening.hollow[order]
        actors, issues = self.model.actors, self.model.issues
        rows = zip(*(column.tolist() for column in (p, q, i, j, gains, on_p, on_q, hollow)), strict=True)
        found = tuple(
            Candidate((actors[one], actors[other]), (issues[give], issues[demand]), gain, (there, here), bool(empty))
            for demand, give, one, other, gain, here, there, empty in rows
        )  # fmt: skip
        return found, len(gaining)

    def exchanges(self, found: Round, *, number: int) -> Iterator[Exchange]:
        """The executed exchanges of round ``number``, in order."""
        trades = found.played
        p, q, i, j = (field[trades.row] for field in found.pairs[1:])
        old_p, new_p, old_q, new_q = trades.numbers[7:11]
        felt = _felt(found, p, before=old_p, after=new_p) + _felt(found, q, before=old_q, after=new_q)
        own = np.zeros(felt.shape, dtype=np.bool_)
        rows = np.arange(len(p))
        own[rows, i] = own[rows, j] = True
        near = _same_side(found.side[0], (p, q), (i, j))
        told = trades.numbers.copy()
        told[0] = np.where(told[0] > 0, told[0], 0.0)
        told[3:11] /= self.standing.factor[np.stack([q, q, p, p, p, p, q, q])]
        groups = _sums(felt, np.stack((own, near & ~own, ~(near | own)), axis=1))
        there, names = self._there
        who = zip(*(field.tolist() for field in (p, q, i, j)), strict=True)
        each = zip(told.T.tolist(), who, felt[:, there].tolist(), groups.tolist(), strict=True)
        for numbers, at, changes, sums in each:
            changed = dict(zip(names, changes, strict=True))
            yield self._exchange(numbers, at, number=number, changed=changed, sums=sums)

    def _exchange(
        self, numbers: list[float], at: tuple[int, int, int, int], *,
        number: int, changed: dict[str, float], sums: list[list[float]],
    ) -> Exchange:  # fmt: skip
        gain, gain_i, gain_j, from_i, to_i, from_j, to_j, old_p, new_p, old_q, new_q, hollow = numbers
        p, q, i, j = at
        demanded, conceded = self.model.issues[p], self.model.issues[q]
        first, second = self.model.actors[i], self.model.actors[j]
        return Exchange(
            round=number,
            gain=gain,
            gains={first: gain_i, second: gain_j},
            moves=(Concession(first, conceded, from_i, to_i), Concession(second, demanded, from_j, to_j)),
            outcomes={conceded: (old_q, new_q), demanded: (old_p, new_p)},
            actual={party: changed.pop(party) for party in (first, second)},
            externalities=changed,
            sums={group: Sums(up, down) for group, (up, down) in zip(GROUPS, sums, strict=True)},
            hollow=bool(hollow),
        )

    @cached_property
    def _there(self) -> tuple[Ints, list[str]]:
        """The actors that count: their numbers and names."""
        there = np.flatnonzero(self.standing.held[0].any(axis=0))
        return there, [self.model.actors[k] for k in there.tolist()]

    def round(self, found: Round) -> RoundOfExchange:
        """The positions and outcomes of a round."""
        return RoundOfExchange(
            positions=self._positions(found.stage.position[0]),
            voting=self._positions(found.played.voting[0]),
            start=self.outcomes(found.stage.outcome[0]),
            outcomes=self.outcomes(found.played.outcome[0]),
        )

    def outcomes(self, values: Floats) -> dict[str, float]:
        """Outcomes (issues,) of the issues on which anybody counts, on their scales."""
        known = self.standing.known[0]
        return {name: self._length(k, values[k]) for k, name in enumerate(self.model.issues) if known[k]}

    def _positions(self, values: Floats) -> dict[str, dict[str, float]]:
        held = self.standing.held[0]
        return {
            actor: {
                issue: self._length(k, values[k, a])
                for k, issue in enumerate(self.model.issues)
                if held[k, a]
            }
            for a, actor in enumerate(self.model.actors)
            if held[:, a].any()
        }

    def _length(self, issue: int, value: float) -> float:
        return float(value / self.standing.factor[issue])


def _felt(found: Round, issue: NDArray[np.intp], *, before: Floats, after: Floats) -> Floats:
    """How much nearer (times salience) the outcome of ``issue`` (E,) comes to every actor: shape (E, actors)."""
    held, salience = found.stage.position[0, issue], found.stage.salience[0, issue]
    felt: Floats = (np.abs(before[:, None] - held) - np.abs(after[:, None] - held)) * salience
    return felt


def _same_side(
    side: NDArray[np.int8], issues: tuple[Ints, Ints], parties: tuple[Ints, Ints]
) -> NDArray[np.bool_]:
    """Actors on the same side of both issues as one of the parties, these included: shape (E, actors)."""
    found = np.zeros((len(issues[0]), side.shape[1]), dtype=np.bool_)
    for party in parties:
        same = [side[issue] == side[issue, party][:, None] for issue in issues]
        found |= same[0] & same[1]
    return found


def _sums(felt: Floats, groups: NDArray[np.bool_]) -> Floats:
    """Gains and losses of groups of actors in each trade: ``felt`` (E, n), ``groups`` (E, g, n) gives (E, g, 2)."""
    each = felt[:, None, None, :]
    signed = groups[:, :, None, :] & np.concatenate((each > 0, each < 0), axis=2)
    values = np.broadcast_to(each, signed.shape)[signed]
    count = signed.sum(axis=3)
    ends = np.cumsum(count).reshape(count.shape)
    sums = np.zeros(count.shape)
    # Rows of one length together: a row's sum is then that of its numbers alone, whatever stands around them.
    for length in np.unique(count[count > 0]).tolist():
        rows = count == length
        sums[rows] = values[ends[rows][:, None] + np.arange(-length, 0)].sum(axis=1)
    return sums
