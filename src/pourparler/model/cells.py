"""Stances as arrays: every cell (party x issue) of many draws at once, so that all draws cost a few array operations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.schema import Stance
from pourparler.errors import ModelError
from pourparler.language import msg
from pourparler.model.conditions import point_on
from pourparler.model.outcomes import Axis

# Entries nearer than this to a half are rounded from fractions.
HALF = 1e-6
NOWHERE = -1  # index of a number that is not written: the values get a NaN there


@dataclass(frozen=True)
class Cell:
    """One stance that gives utility: where its numbers stand among the values, and its points on the scale.

    ``worth``: indices of stated values, one per value of the issue, or empty for a stance with a position;
    ``status_quo``: the point without agreement (NaN: none), or the index of the number that says so.
    """

    party: str
    axis: int
    weight: int
    position: int
    worth: tuple[int, ...]
    status_quo: float
    status_quo_at: int
    ends: tuple[float, float]
    stance: Stance


@dataclass(frozen=True, eq=False)
class Cells:
    """All cells of a brief as arrays; the last column of ``points`` is the status quo."""

    cells: tuple[Cell, ...]
    axes: tuple[Axis, ...]
    parties: tuple[str, ...]
    party: NDArray[np.int64]
    weight: NDArray[np.int64]
    position: NDArray[np.int64]
    worth: NDArray[np.int64]
    points: NDArray[np.float64]
    status_quo_at: NDArray[np.int64]
    width: NDArray[np.float64]
    quadratic: NDArray[np.bool_]
    step: NDArray[np.bool_]
    tolerance: NDArray[np.float64]

    @classmethod
    def of(cls, cells: Sequence[Cell], axes: tuple[Axis, ...], parties: tuple[str, ...]) -> "Cells":
        """The arrays of ``cells``, which belong to ``parties``."""
        longest = max((len(axis) for axis in axes), default=0)
        points = np.zeros((len(cells), longest + 1))
        worth = np.full((len(cells), longest + 1), NOWHERE)
        for row, cell in enumerate(cells):
            scale = axes[cell.axis].scale
            points[row, : len(scale)] = scale
            points[row, -1] = cell.status_quo
            worth[row, : len(cell.worth)] = cell.worth
            if cell.worth and cell.status_quo in scale:
                worth[row, -1] = cell.worth[scale.index(cell.status_quo)]
        shapes = [cell.stance.shape for cell in cells]
        at = {name: i for i, name in enumerate(parties)}
        return cls(
            tuple(cells),
            axes,
            parties,
            np.array([at[cell.party] for cell in cells], dtype=np.int64),
            np.array([cell.weight for cell in cells], dtype=np.int64),
            np.array([cell.position for cell in cells], dtype=np.int64),
            worth,
            points,
            np.array([cell.status_quo_at for cell in cells], dtype=np.int64),
            np.array([(cell.ends[1] - cell.ends[0]) or 1.0 for cell in cells]),
            np.array([shape == "quadratic" for shape in shapes], dtype=np.bool_),
            np.array([shape == "step" for shape in shapes], dtype=np.bool_),
            np.array([cell.stance.tolerance for cell in cells]),
        )

    def weights(self, known: NDArray[np.float64], form: str) -> NDArray[np.float64]:
        """Weight of each cell in each draw: 1 in the form ``points``, else salience as a share of its party's.

        ``known``: (draws, values), all values with a NaN at the end; returns (draws, cells), NaN in the cells of a party
        whose saliences are all 0.
        """
        if form == "points":
            return np.ones((len(known), len(self.cells)))
        raw = known[:, self.weight]
        totals = np.zeros((len(known), len(self.parties)))
        for column, party in enumerate(self.party.tolist()):
            totals[:, party] += raw[:, column]
        totals[totals <= 0] = np.nan
        return np.asarray(raw / totals[:, self.party])

    def unweighted(self, weights: NDArray[np.float64]) -> ModelError | None:
        """What is wrong with the weights (cells,) of one draw, if anything is."""
        for index in self.party[np.isnan(weights)].tolist():
            name = self.parties[index]
            return ModelError(
                msg("the saliences of {party} sum to 0", party=name),
                where=f"stances/{name}",
                rule="E010",
                advice=msg("Give at least one issue a positive salience."),
            )
        return None

    def worths(self, known: NDArray[np.float64]) -> NDArray[np.float64]:
        """Worth (0–1, or points) of every value of each cell and, in the last column, of the status quo.

        ``known``: (draws, values); returns (draws, cells, longest issue + 1). Shapes: ``linear`` 1 − d, ``quadratic``
        1 − d², ``step`` 1 within the tolerance and 0 beyond, d the
        distance from the position as a share of the scale. Positions are not snapped to the grid.
        """
        points = np.broadcast_to(self.points, (len(known), *self.points.shape))
        drawn = self.status_quo_at >= 0
        if drawn.any():
            points = points.copy()
            points[:, drawn, -1] = known[:, self.status_quo_at[drawn]]
        distance = np.abs(points - known[:, self.position][:, :, None])
        ratio = distance / self.width[:, None]
        result = 1.0 - np.where(self.quadratic[:, None], ratio * ratio, ratio)
        if self.step.any():
            within = distance <= self.tolerance[:, None] + 1e-12 * np.maximum(self.width[:, None], 1.0)
            result = np.where(self.step[:, None], within, result)
        stated = self.worth[:, 0] != NOWHERE
        if stated.any():
            result = np.where(stated[:, None], known[:, self.worth], result)
        return np.asarray(result)

    def entries(
        self, known: NDArray[np.float64], weights: NDArray[np.float64], *, form: str, scale: int
    ) -> NDArray[np.int64]:
        """Scaled integer entries, rounded half to even: shape (draws, cells, longest issue + 1)."""
        scaled = np.nan_to_num(weights[:, :, None] * self.worths(known) * scale)
        result = np.rint(scaled)
        # Products of floats may fall on the wrong side of an exact half: those are worked out in fractions.
        for draw, row, column in np.argwhere(np.abs(np.abs(scaled - result) - 0.5) < HALF):
            if not np.isnan(weights[draw, row]):
                exact = self._exact(known[draw], form, at=(row, column))
                result[draw, row, column] = round(exact * scale)
        return result.astype(np.int64)

    def _exact(self, known: NDArray[np.float64], form: str, *, at: tuple[int, int]) -> Fraction:
        """One entry of :meth:`entries` as a fraction of the decimals that its numbers are written as."""
        row, column = at
        own = np.flatnonzero(self.party == self.party[row]) if form != "points" else ()
        total = sum((decimal(known[self.weight[i]]) for i in own), Fraction(0))
        weight = decimal(known[self.weight[row]]) / total if form != "points" else Fraction(1)
        if self.worth[row, 0] != NOWHERE:
            return weight * decimal(known[self.worth[row, column]])
        drawn = column == self.points.shape[1] - 1 and self.status_quo_at[row] >= 0
        point = known[self.status_quo_at[row]] if drawn else self.points[row, column]
        distance = abs(decimal(point) - decimal(known[self.position[row]]))
        low, high = self.cells[row].ends
        ratio = distance / ((decimal(high) - decimal(low)) or 1)
        if self.step[row]:
            return weight if self.worths(known[None])[0, row, column] else Fraction(0)
        return weight * (1 - (ratio * ratio if self.quadratic[row] else ratio))

    def tables(self, entries: NDArray[np.int64], parties: Sequence[str]) -> tuple[NDArray[np.int64], ...]:
        """Per issue, tables of shape (draws, ``parties``, values); a party without a cell has zeros."""
        result = [np.zeros((len(entries), len(parties), len(axis)), dtype=np.int64) for axis in self.axes]
        places = {name: i for i, name in enumerate(parties)}
        for row, cell in enumerate(self.cells):
            if cell.party in places:
                table = result[cell.axis]
                table[:, places[cell.party]] = entries[:, row, : table.shape[2]]
        return tuple(result)

    def status_quo(self, entries: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
        """Per party (draws,), the worth of the status quo: the sum of its cells' last column."""
        totals = np.zeros((len(self.parties), len(entries)), dtype=np.int64)
        for row, party in enumerate(self.party.tolist()):
            totals[party] += entries[:, row, -1]
        return dict(zip(self.parties, totals, strict=True))


def decimal(number: float) -> Fraction:
    """A float as the shortest decimal that means it: 0.1 is one tenth.

    >>> decimal(0.1)
    Fraction(1, 10)
    """
    return Fraction(repr(float(number)))


def cell_of(
    brief: Brief, order: Mapping[str, int], *, of: tuple[str, str], axis: tuple[int, Axis]
) -> Cell | None:
    """The cell of a party's stance on an issue; ``None`` for a red line alone (the party is indifferent).

    Raises ``ModelError`` where a salience or a stated value is missing.
    """
    party, issue = of
    content = brief.content
    stance = content.stances[party][issue]
    base = f"stances/{party}/{issue}"
    position = order.get(f"{base}/position", NOWHERE)
    if stance.values is None and position == NOWHERE:
        return None
    weight = order.get(f"{base}/weight", order.get(f"{base}/salience", NOWHERE))
    if weight == NOWHERE and content.preferences.form == "additive":
        raise ModelError(
            msg("{party} has no salience on {issue}", party=party, issue=issue),
            where=base,
            advice=msg("Write salience (0–100) or weight for this stance."),
        )
    worth = () if stance.values is None else _stated(brief, order, of, axis[1])
    return Cell(
        party, axis[0], weight, position if stance.values is None else NOWHERE, worth,
        _status_quo(brief, of, axis[1]), order.get(f"issues/{issue}/status_quo", NOWHERE),
        brief.scale(issue), stance,
    )  # fmt: skip


def _stated(brief: Brief, order: Mapping[str, int], of: tuple[str, str], axis: Axis) -> tuple[int, ...]:
    party, issue = of
    where = f"stances/{party}/{issue}/values"
    stated = brief.content.stances[party][issue].values or {}
    at = {point_on(axis, level, where): order.get(f"{where}/{level}", NOWHERE) for level in stated}
    missing = [
        str(value)
        for value, point in zip(axis.values, axis.scale, strict=True)
        if at.get(point, NOWHERE) == NOWHERE
    ]
    if missing:
        raise ModelError(
            msg("{party} gives no value to {levels} of {issue}", party=party, levels=missing, issue=issue),
            where=where,
            rule="E003",
            advice=msg("Give every level a value."),
        )
    return tuple(at[point] for point in axis.scale)


def _status_quo(brief: Brief, of: tuple[str, str], axis: Axis) -> float:
    """Where the issue stands without agreement, for this party; NaN where nothing says so."""
    party, issue = of
    no_deal = brief.content.rules.no_deal
    own = no_deal[party].outcome if isinstance(no_deal, dict) and party in no_deal else {}
    if issue in own:
        return point_on(axis, own[issue], f"rules/no_deal/{party}/{issue}")
    written = brief.content.issues[issue].status_quo
    if isinstance(written, str):
        return point_on(axis, written, f"issues/{issue}/status_quo")
    return float("nan")
