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
    names, on = [model.actors[i] for i in given.who.tolist()], _held(model, given)
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
            for offer in _offers(given, turn, number=number, names=names, held=on)
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


def _held(model: Positions, given: Space) -> list[list[tuple[int, str]]]:
    """By actor the columns and names of the issues on which it has a position."""
    issues = [model.issues[i] for i in given.issues.tolist()]
    return [
        [(d, issue) for d, (issue, there) in enumerate(zip(issues, row, strict=True)) if there]
        for row in given.actors.held.tolist()
    ]


def _offers(
    given: Space, turn: Turn, *, number: int, names: list[str], held: list[list[tuple[int, str]]]
) -> Iterator[Offer]:
    """The bargains of turn ``number``, in the order of the model's actors; ``names`` and ``held`` by actor."""
    bargains = turn.bargains
    live = np.flatnonzero(bargains.live[0])
    first, second = bargains.first[0, live], bargains.second[0, live]
    copies = bargains.first.shape[1] // len(given.who)
    views: tuple[Literal["initiator", "receiver"], ...] = ("initiator", "receiver")
    columns = (
        live, first, second, turn.gain[0, live], turn.odds[0, live],
        given.low + bargains.halves[0, live] * given.width,
        turn.taken[0, first] == live, turn.taken[0, second] == live,
    )  # fmt: skip
    order = np.argsort(given.who[first], kind="stable")
    for b, i, j, gain, odds, (here, there), one, other in zip(
        *(column[order].tolist() for column in columns), strict=True
    ):
        yield Offer(
            turn=number,
            initiator=names[i],
            receiver=names[j],
            view=views[b % copies],
            gain=gain,
            probability=odds,
            halves={
                names[i]: {issue: here[d] for d, issue in held[i]},
                names[j]: {issue: there[d] for d, issue in held[j]},
            },
            taken_by=tuple(names[k] for k, took in ((i, one), (j, other)) if took),
        )


def _work(done: Course, n: int, *, thirds: bool) -> dict[str, int]:
    turns = len(done.turns)
    return {
        "turns": turns,
        "contests": turns * n * (n - 1),
        "weighings": turns * n * (n - 1) * max(0, n - 2) if thirds else 0,
        "bargains": sum(int(turn.bargains.live.sum()) for turn in done.turns),
    }
