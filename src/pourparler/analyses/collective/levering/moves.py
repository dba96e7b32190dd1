"""What one actor could change: its position on an issue, how much the issue matters to it, how much it weighs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.settled import SAME
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]
What = Literal["position", "salience", "influence"]

STEP, FACTORS, HELD, CELLS = 0.1, (0.75, 0.9, 1.1, 1.25), 9, 2_000
"""Share of the scale by which positions move; factors of salience and influence; held positions tried; actors
times issues whose moves are tried."""


@dataclass(frozen=True)
class Move:
    """One change: ``what`` of ``actor`` (on ``issue``; ``None``: influence, everywhere).

    A position is set to ``to``; salience and influence are multiplied by ``factor`` (salience up to 1), so that a
    move keeps its meaning where the numbers themselves are uncertain.
    """

    actor: str
    what: What
    issue: str | None
    to: float | None = None
    factor: float = 1.0

    def as_data(self) -> dict[str, Any]:
        """The move as JSON data."""
        return {
            "actor": self.actor, "what": self.what, "issue": self.issue, "to": self.to, "factor": self.factor,
        }  # fmt: skip


def changed(model: Positions, move: Move) -> Positions:
    """``model`` after ``move``.

    >>> model = Positions.from_arrays([[0.0], [100.0]], influence=[1, 3], salience=[[1.0], [0.4]])
    >>> changed(model, Move("a2", "salience", "i1", factor=0.5)).salience[1, 0]
    np.float64(0.2)
    """
    actor = model.actors.index(move.actor)
    if move.what == "influence":
        influence = model.influence.copy()
        influence[actor] *= move.factor
        return replace(model, influence=influence)
    issue = model.issues.index(move.issue or "")
    if move.what == "salience":
        salience = model.salience.copy()
        salience[actor, issue] = min(1.0, salience[actor, issue] * move.factor)
        return replace(model, salience=salience)
    position = model.position.copy()
    position[actor, issue] = move.to
    return replace(model, position=position)


def open_cells(weight: Floats) -> NDArray[np.bool_]:
    """Whose moves are tried on what: all with weight, of more than 2,000 those with the largest shares of it."""
    total = weight.sum(axis=0)
    share = np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
    order = np.argsort(-np.round(share, 9).ravel(), kind="stable")[:CELLS]
    kept = np.zeros(weight.size, dtype=np.bool_)
    kept[order] = True
    return kept.reshape(weight.shape) & (weight > 0)


def moves(model: Positions, weight: Floats) -> Iterator[Move]:
    """All moves of actors with ``weight`` (actors, issues): positions by a tenth of the scale, to its ends and to
    held positions (nine of them, evenly ranked, where more are held); salience and influence by 10 and 25 %."""
    held = [_levels(model, i, weight[:, i]) for i in range(len(model.issues))]
    tried = open_cells(weight)
    for a, actor in enumerate(model.actors):
        for i, issue in enumerate(model.issues):
            if not tried[a, i]:
                continue
            here = float(model.position[a, i])
            step = STEP * (model.high[i] - model.low[i])
            near = np.clip([here - step, here + step], model.low[i], model.high[i]).tolist()
            slack = SAME * (model.high[i] - model.low[i])
            for to in _distinct([*near, *held[i]], slack):
                if abs(to - here) > slack:
                    yield Move(actor, "position", issue, to=to)
            salience = float(model.salience[a, i])
            for factor in FACTORS if salience > 0 else ():
                if min(1.0, salience * factor) != salience:
                    yield Move(actor, "salience", issue, factor=factor)
        if tried[a].any() and np.nanmax(model.influence[a]) > 0:
            for factor in FACTORS:
                yield Move(actor, "influence", None, factor=factor)


def _levels(model: Positions, issue: int, weight: Floats) -> list[float]:
    """Both ends of a scale and the positions held on it."""
    low, high = float(model.low[issue]), float(model.high[issue])
    known = np.unique(model.position[weight > 0, issue])
    if len(known) > HELD:
        known = known[np.linspace(0, len(known) - 1, HELD).round().astype(int)]
    return [low, high, *known.tolist()]


def _distinct(points: Sequence[float], slack: float) -> list[float]:
    found: list[float] = []
    for point in sorted(points):
        if not found or point - found[-1] > slack:
            found.append(point)
    return found


def distances(model: Positions, moves: Sequence[Move]) -> Floats:
    """How far each move goes, as a share of the scale: of the issue's, of 0 to 1, of the largest influence."""
    actors = {name: a for a, name in enumerate(model.actors)}
    issues = {name: i for i, name in enumerate(model.issues)}
    width = np.where(model.high > model.low, model.high - model.low, 1.0)
    most = np.fmax.reduce(np.where(model.influence > 0, model.influence, 0.0), axis=0)
    found = []
    for move in moves:
        a = actors[move.actor]
        if move.issue is None:
            moved = np.abs(model.influence[a] * (move.factor - 1)) / np.where(most > 0, most, 1.0)
            found.append(float(np.nanmax(moved)))
            continue
        i = issues[move.issue]
        if move.what == "salience":
            here = float(model.salience[a, i])
            found.append(abs(min(1.0, here * move.factor) - here))
        else:
            found.append(abs(float(move.to or 0.0) - float(model.position[a, i])) / float(width[i]))
    return np.array(found)
