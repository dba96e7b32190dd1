"""What an actor wants of an outcome, and what readings of the talks say of moves towards it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.levering.levered import Robust
from pourparler.analyses.collective.levering.moves import Move, changed
from pourparler.analyses.concept import Concept
from pourparler.analyses.registry import concept_class, names
from pourparler.analyses.result import Observation
from pourparler.analyses.solve import solve
from pourparler.errors import ModelError, UsageError
from pourparler.language import msg
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]

NOTHING, CHUNK = 1e-9, 256
NO_FORECAST = frozenset(("challenge-readings", "contestedness", "levers"))


@dataclass(frozen=True)
class Aim:
    """What is wanted: the outcome near ``target`` (issues without one: NaN), else little loss for ``asker``.

    ``asker``: its index, or -1 for nobody's interest: then every change of the outcome counts.
    """

    target: Floats
    asker: int

    def benefit(self, model: Positions, before: Floats, after: Floats) -> Floats:
        """Progress from ``before`` (issues,) to each row of ``after`` (moves, issues), in widths of the scales."""
        width = _width(model)
        if not np.isnan(self.target).all():
            gone = (np.abs(before - self.target) - np.abs(after - self.target)) / width
            return np.asarray(np.nansum(gone, axis=1))
        if self.asker < 0:
            return np.asarray(np.nansum(np.abs(after - before) / width, axis=1))
        return saved(model, before, after, who=slice(self.asker, self.asker + 1))[:, 0]


EVERYBODY = slice(None)


def saved(model: Positions, before: Floats, after: Floats, *, who: slice = EVERYBODY) -> Floats:
    """The loss that each actor of ``who`` saves: (moves, actors); losses are distances in widths times salience."""
    held, salience = model.position[who], model.salience[who]
    salience = np.where(np.isnan(salience), 1.0, salience)
    loss = np.abs(held - before), np.abs(held - after[:, None, :])
    return np.asarray(np.nansum(salience * (loss[0] - loss[1]) / _width(model), axis=2))


def _width(model: Positions) -> Floats:
    return np.where(model.high > model.low, model.high - model.low, 1.0)


def reading(text: str) -> Concept | None:
    """The concept that a text names, with settings (``compromise weights=equal``); ``None``: not known here.

    Raises ``UsageError`` for one that does not forecast from positions, or has no such setting.
    """
    name, *settings = text.split()
    if name not in names():
        return None
    found = concept_class(name)
    if found.accepts is not Positions or name in NO_FORECAST:
        raise UsageError(
            msg("{name} does not forecast what is decided from positions", name=name),
            where="readings",
            advice=msg("Name another concept, for example {form}.", form="weighted-median"),
        )
    pairs = (part.partition("=") for part in settings)
    return found.with_settings({key: value for key, _, value in pairs})


def points(concept: Concept, models: Sequence[Positions]) -> Floats:
    """The outcome of each model under ``concept``: shape (models, issues), NaN where it has none."""
    found: list[list[float]] = []
    for start in range(0, len(models), CHUNK):
        part = models[start : start + CHUNK]
        for model, seen in zip(part, concept.observe(part), strict=True):
            known = seen or _alone(concept, model)
            found.append([known.quantities.get(f"issue/{issue}", np.nan) for issue in model.issues])
    return np.array(found)


def _alone(concept: Concept, model: Positions) -> Observation:
    seed = 0 if concept.draws else None
    return solve(model, concept, seed=seed, on_fail="status").observation(model)


def benefits(concept: Concept, model: Positions, moves: Sequence[Move], *, aim: Aim) -> Floats | None:
    """The benefit of each move under ``concept``; ``None`` where it has no answer to ``model``.

    NaN where it has none after a move.
    """
    try:
        found = points(concept, [model, *(changed(model, move) for move in moves)])
    except ModelError:
        return None  # the caller names the readings that lack an input
    needed = ~np.isnan(model.position).all(axis=0)
    if np.isnan(found[0, needed]).any():
        return None
    gained = aim.benefit(model, found[0], found[1:])
    return np.where(np.isnan(found[1:, needed]).any(axis=1), np.nan, gained)


def robust(found: Mapping[str, Floats]) -> Robust | None:
    """The figures of one move from its benefits by reading, each an array over draws; ``None`` without any."""
    known = {name: values[~np.isnan(values)] for name, values in found.items()}
    known = {name: values for name, values in known.items() if len(values)}
    if not known:
        return None
    # Every reading counts alike, however many of its draws have an answer.
    share = float(np.mean([np.mean(values > NOTHING) for values in known.values()]))
    every = np.concatenate(list(known.values()))
    medians = {name: float(np.median(values)) for name, values in known.items()}
    return Robust(share, float(every.min()), float(np.median(every)), medians)
