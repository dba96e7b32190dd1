"""A run of the spatial model as a result: positions by turn, what they sum up to, who moved whom."""

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.forecast import Atom, Forecast
from pourparler.analyses.collective.turns.result import Offer, Place, SmpResult
from pourparler.analyses.collective.turns.space import Space
from pourparler.analyses.result import Stats, Status
from pourparler.kernels.elections import SAME, Rules
from pourparler.kernels.spatial_runs import Course, Turn
from pourparler.kernels.standings import Standing, standings
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]

TIE = 9
"""Decimals to which probabilities are compared."""


def path(concept: Any, model: Positions, given: Space, *, done: Course, status: Status) -> SmpResult:
    """The result of a course of one draw, actors in the order of the model.

    ``concept``: the :class:`Smp` that ran it.
    """
    order = np.argsort(given.who, kind="stable")
    scaled = np.concatenate([given.place[None], *(turn.position for turn in done.turns)])
    # Whose position keeps its place among near ones follows the model's order.
    actors = given.actors._replace(
        influence=given.actors.influence[:, order],
        salience=given.actors.salience[:, order],
        held=given.actors.held[order],
    )
    rules = Rules(victory=concept.victory, variant=concept.variant)
    found = standings(scaled[:, order], actors, rules=rules, span=concept.reading.risk)
    places = _places(model, given, scaled)[:, order]
    forecasts = dict.fromkeys(model.issues, Forecast(None))
    for issue, point in mean_points(model, given, done.final[0]).items():
        column = [model.issues[i] for i in given.issues].index(issue)
        held = ~np.isnan(places[-1][:, column])
        forecasts[issue] = _forecast(point, places[-1][:, column], held=held, standing=found[-1])
    return SmpResult(
        concept=concept,
        status=status,
        stats=Stats(work=_work(done, len(order), thirds=concept.reading.commitment == "semi-commit")),
        origin=model.origin,
        forecasts=forecasts,
        actors=tuple(model.actors[i] for i in given.who[order]),
        issues=tuple(model.issues[i] for i in given.issues),
        positions=tuple(tuple(_row(row) for row in state.tolist()) for state in places),
        probabilities=tuple(tuple(standing.probability.tolist()) for standing in found),
        bargains=tuple(
            offer
            for number, turn in enumerate(done.turns, 1)
            for offer in _offers(model, given, turn, number=number)
        ),
    )


def mean_points(model: Positions, given: Space, place: Floats) -> dict[str, float]:
    """The mean of positions ``place`` (n, m) by issue, weighted by influence."""
    points = {}
    on_scales = _places(model, given, place)
    for column, i in enumerate(given.issues.tolist()):
        held = given.actors.held[:, column]
        weight, x = given.weight[held, column], on_scales[held, column]
        issue = model.issues[i]
        points[issue] = given.alone.get(issue, float((weight * x).sum() / weight.sum()))
    return points


def _places(model: Positions, given: Space, place: Floats) -> Floats:
    """Positions (..., n, m) on the issues' scales; what nobody disputes is left as it was given."""
    found = given.on_scales(place)
    for column, i in enumerate(given.issues.tolist()):
        if model.issues[i] in given.alone:
            found[..., column] = model.position[given.who, i]
    start = model.position[np.ix_(given.who, given.issues)]
    # Who never moved stands exactly where it stood.
    return np.where(place == given.place, np.where(given.actors.held, start, np.nan), found)


def _row(place: list[float]) -> Place:
    return tuple(None if x != x else x for x in place)


def _forecast(point: float, x: Floats, *, held: NDArray[np.bool_], standing: Standing) -> Forecast:
    leads = held & (standing.leader == np.arange(len(x)))
    at, mass = x[leads], standing.probability[leads]
    mass = mass / mass.sum()
    options, chance = _merged(at, mass)
    return Forecast(
        point,
        atoms=tuple(Atom(where, p) for where, p in zip(options.tolist(), chance.tolist(), strict=True)),
        details={
            "c-mean": point,
            "mean": float(x[held].mean()),
            "median": float(np.median(x[held])),
            "mode": float(options[int(np.argmax(np.round(chance, TIE)))]),
            "expectation": float((options * chance).sum()),
        },
    )


def _merged(at: Floats, mass: Floats) -> tuple[Floats, Floats]:
    """Points (M,), rising, and the mass on each: of several issues positions may agree on one."""
    order = np.argsort(at, kind="stable")
    at, mass = at[order], mass[order]
    starts = np.concatenate(([True], np.diff(at) > SAME * max(1.0, float(np.abs(at).max()))))
    return at[starts], np.asarray(np.bincount(np.cumsum(starts) - 1, weights=mass), dtype=np.float64)


def _offers(model: Positions, given: Space, turn: Turn, *, number: int) -> Iterator[Offer]:
    """The bargains of a turn, in the order of the model's actors."""
    bargains = turn.bargains
    first, second = bargains.first[0], bargains.second[0]
    copies = len(first) // len(given.who)
    names = [model.actors[i] for i in given.who]
    issues = [model.issues[i] for i in given.issues]
    views: tuple[Literal["initiator", "receiver"], ...] = ("initiator", "receiver")
    for b in sorted(np.flatnonzero(bargains.live[0]).tolist(), key=lambda b: (given.who[first[b]], b)):
        pair = (int(first[b]), int(second[b]))
        where = given.low + bargains.halves[0, b] * given.width
        yield Offer(
            turn=number,
            initiator=names[pair[0]],
            receiver=names[pair[1]],
            view=views[b % copies],
            gain=float(turn.gain[0, b]),
            probability=float(turn.odds[0, b]),
            halves={
                names[i]: {
                    issue: float(x)
                    for issue, x, held in zip(issues, row, given.actors.held[i], strict=True)
                    if held
                }
                for i, row in zip(pair, where, strict=True)
            },
            taken_by=tuple(names[i] for i in pair if turn.taken[0, i] == b),
        )


def _work(done: Course, n: int, *, thirds: bool) -> dict[str, int]:
    turns = len(done.turns)
    return {
        "turns": turns,
        "contests": turns * n * (n - 1),
        "weighings": turns * n * (n - 1) * max(0, n - 2) if thirds else 0,
        "bargains": sum(int(turn.bargains.live.sum()) for turn in done.turns),
    }
