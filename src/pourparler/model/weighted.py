"""Utilities that add up over the issues: weighted means of values, or points (brief format, "Preferences")."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.laws import Law
from pourparler.errors import ModelError
from pourparler.language import msg
from pourparler.model.cells import NOWHERE, Cell, Cells, cell_of, decimal
from pourparler.model.outcomes import Space
from pourparler.model.worth import Filled, Worth

UNIT = 1_000_000


class Weighted(Worth):
    """The forms ``additive`` and ``points``.

    ``laws``: the numbers that the values stand for, in their order. Raises ``ModelError`` where a salience,
    a stated value or the worth of no deal is missing.
    """

    kinds: ClassVar[frozenset[str]] = frozenset(
        ("position", "salience", "weight", "value", "reserve", "status_quo")
    )

    def __init__(
        self,
        brief: Brief,
        space: Space,
        laws: Mapping[str, Law],
        *,
        parties: tuple[Sequence[str], Sequence[str]],
    ) -> None:
        self.brief = brief
        self.space = space
        self.laws = laws
        self.form = brief.content.preferences.form
        self.order = {key: i for i, key in enumerate(laws)}
        self.parties, self.bystanders = parties
        known = {*self.parties, *self.bystanders}
        everyone = tuple(name for name in brief.content.parties if name in known)
        self.cells = Cells.of(tuple(self._cells(everyone)), space.axes, everyone)
        self.reserve_at = {name: self._reserve_at(name) for name in self.parties}
        self.scale = 1 if self._whole_points() else UNIT
        self.snapped = self._snapped()

    def filled(self, known: NDArray[np.float64]) -> Filled:
        """See :class:`Worth`."""
        (found,) = self.filled_many(known[None])
        if found is None:
            wrong = self.cells.unweighted(self.cells.weights(known[None], self.form)[0])
            assert wrong is not None
            raise wrong
        return found

    def filled_many(self, known: NDArray[np.float64]) -> list[Filled | None]:
        """See :class:`Worth`: arrays of all draws together, so that a draw is a view of them."""
        known = known.copy()
        for at, scale in self.snapped:
            known[:, at] = [nearest(scale, value) for value in known[:, at].tolist()]
        weights = self.cells.weights(known, self.form)
        entries = self.cells.entries(known, weights, form=self.form, scale=self.scale)
        own = self.cells.tables(entries, self.parties)
        others = self.cells.tables(entries, self.bystanders)
        reserve = self._reserves(known, self.cells.status_quo(entries))
        wrong = set(np.flatnonzero(np.isnan(weights).any(axis=1)).tolist())
        return [
            None
            if i in wrong
            else Filled(tuple(t[i] for t in own), tuple(t[i] for t in others), reserve[i], self.scale)
            for i in range(len(known))
        ]

    def _reserves(
        self, known: NDArray[np.float64], status_quo: Mapping[str, NDArray[np.int64]]
    ) -> NDArray[np.int64]:
        """(draws, parties): the worth of no deal as it is written, or that of the status quo."""
        result = np.empty((len(known), len(self.parties)), dtype=np.int64)
        for column, (name, at) in enumerate(self.reserve_at.items()):
            result[:, column] = (
                status_quo[name]
                if at == NOWHERE
                else [round(decimal(value) * self.scale) for value in known[:, at].tolist()]
            )
        return result

    def _cells(self, everyone: Sequence[str]) -> Iterator[Cell]:
        for party in everyone:
            for i, axis in enumerate(self.space.axes):
                if axis.name in self.brief.content.stances.get(party, {}):
                    cell = cell_of(self.brief, self.order, of=(party, axis.name), axis=(i, axis))
                    if cell is not None:
                        yield cell

    def _whole_points(self) -> bool:
        """Tables of whole points are kept as they are (scale 1)."""
        told = ("/values/", "/reserve", "/no_deal/")
        laws = [law for key, law in self.laws.items() if any(word in key for word in told)]
        return self.form == "points" and all(law.is_point and law.central.is_integer() for law in laws)

    def _reserve_at(self, party: str) -> int:
        """Where the party's reserve stands among the values, or nowhere where the status quo gives it.

        Raises ``ModelError`` where neither is known.
        """
        at = reserve_at(self.order, party)
        if at != NOWHERE:
            return at
        for cell in self.cells.cells:
            if cell.party != party:
                continue
            axis = self.space.axes[cell.axis]
            if np.isnan(cell.status_quo) and cell.status_quo_at == NOWHERE:
                raise ModelError(
                    msg(
                        "the worth of no deal is not known for {party}: {issue} has no status quo",
                        party=party,
                        issue=axis.name,
                    ),
                    where=f"issues/{axis.name}",
                    rule="E011",
                    advice=msg("Write status_quo for the issue, or reserve for the party."),
                )
            if cell.worth and cell.status_quo not in axis.scale:
                raise ModelError(
                    msg("the status quo of {issue} is none of its values", issue=axis.name),
                    where=f"issues/{axis.name}/status_quo",
                    rule="E011",
                    advice=msg("Use a value, or write a reserve for the party."),
                )
        return NOWHERE

    def _snapped(self) -> tuple[tuple[int, NDArray[np.float64]], ...]:
        """Drawn status quos fall on the nearest value; an exact one stays where it is written."""
        found = []
        for axis in self.space.axes:
            key = f"issues/{axis.name}/status_quo"
            if key in self.laws and not self.laws[key].is_point:
                found.append((self.order[key], np.sort(np.array(axis.scale))))
        return tuple(found)


def reserve_at(order: Mapping[str, int], party: str) -> int:
    """Where the worth of no deal that the brief states for ``party`` stands among the values."""
    return order.get(f"parties/{party}/reserve", order.get(f"rules/no_deal/{party}", NOWHERE))


def nearest(scale: NDArray[np.float64], value: float) -> float:
    """The nearest of rising values; equal distance: the lower one."""
    return float(scale[np.argmin(np.abs(scale - value))])
