"""Levers over draws: how moves found at central values do where the numbers are drawn from their ranges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.levering.levered import LeversResult
from pourparler.analyses.collective.levering.moves import Move, changed
from pourparler.analyses.collective.levering.wanted import Aim, points, reading, robust
from pourparler.analyses.collective.levers import Levers
from pourparler.analyses.concept import Concept
from pourparler.analyses.solve import solve
from pourparler.brief.brief import Brief
from pourparler.errors import ModelError, UsageError
from pourparler.language import msg
from pourparler.model.positions import Positions
from pourparler.uncertainty.draws.design import drawn
from pourparler.uncertainty.draws.observing import CHUNK
from pourparler.uncertainty.inputs.inputs import inputs_of

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Judges:
    """The readings that had an answer at central values, with their names."""

    concepts: Mapping[str, Concept]
    aim: Aim


def levers(brief: Brief, asked: Levers, *, draws: int = 64, seed: int) -> LeversResult:
    """The levers of ``brief`` at central values, their robust figures taken over readings and ``draws`` versions.

    The draws are those of :func:`sweep`. A move keeps its meaning: a position is set to the same point, salience
    and influence change by the same factor. What is wanted is fixed by ``target`` or follows the asker's drawn
    stance. Raises as :func:`sweep` and :func:`solve` do. When not to use: with many draws and slow readings; each
    draw solves every move under every reading.
    """
    if not 1 <= draws <= CHUNK:
        raise UsageError(
            msg("{n} is not a possible number of draws", n=draws),
            where="draws",
            advice=msg("Use 1 to {n}.", n=CHUNK),
        )
    template = Positions.template(brief)
    found = solve(template.central(), asked, on_fail="status")
    assert isinstance(found, LeversResult)
    known = {text: reading(text) for text in asked.readings if text not in found.left_out}
    judges = _Judges({text: c for text, c in known.items() if c is not None}, asked.aim(template.central()))
    moves = [lever.move for lever in found.levers]
    gathered: list[dict[str, list[float]]] = [{text: [] for text in judges.concepts} for _ in moves]
    for row in drawn(inputs_of(brief, template), 0, draws, seed=seed):
        for text, gained in _benefits(template.build(row), moves, judges).items():
            for lever, value in zip(gathered, gained.tolist(), strict=True):
                lever[text].append(value)
    made = tuple(
        replace(lever, robust=robust({text: np.array(x) for text, x in rows.items()}))
        for lever, rows in zip(found.levers, gathered, strict=True)
    )
    work = {**found.stats.work, "draws": draws}
    return replace(found, levers=made, seed=seed, stats=replace(found.stats, work=work))


def _benefits(model: Positions, moves: Sequence[Move], judges: _Judges) -> dict[str, Floats]:
    """The benefit of every move under every reading in one draw; NaN where there is no answer."""
    models = [model, *(changed(model, move) for move in moves)]
    gained = {}
    for text, concept in judges.concepts.items():
        try:
            found = points(concept, models)
        except ModelError:
            gained[text] = np.full(len(moves), np.nan)
            continue
        gained[text] = judges.aim.benefit(model, found[0], found[1:])
    return gained
