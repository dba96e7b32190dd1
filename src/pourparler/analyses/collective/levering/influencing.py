"""The exact part of levers: what every move does to the compromise, what it costs, who is pivotal."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.levering.levered import Mark, Pivot, Slope
from pourparler.analyses.collective.levering.moves import Move, distances
from pourparler.analyses.collective.weighted_median import WeightedMedian
from pourparler.analyses.collective.weights import Parties, weights
from pourparler.errors import UsageError
from pourparler.kernels.shifts import mean_shifts, slopes
from pourparler.language import msg
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]

MARKS: tuple[Mark, ...] = ("mine", "persuade", "arm", "interest")


def mark_of(model: Positions, move: Move, asker: int) -> Mark:
    """Whose move it is, seen by the asker (its index; -1: nobody)."""
    if move.what == "influence":
        return "arm"
    if asker >= 0 and move.actor == model.actors[asker]:
        return "mine"
    return "persuade" if move.what == "position" else "interest"


def costs_of(
    model: Positions, moves: Sequence[Move], *, asker: int, costs: Mapping[str, float] | None
) -> Floats:
    """The cost of each move: how far it goes times its price. Raises ``UsageError`` for an unknown price."""
    prices = costs or {}
    for name, price in prices.items():
        head, _, tail = name.partition("/")
        one = name in MARKS or name in model.actors
        if not (one or (head in MARKS and tail in model.actors)) or not price > 0:
            raise UsageError(
                msg("{name}: {price} is not a price", name=name, price=price),
                where="costs",
                advice=msg("Use a number above 0 for a mark ({marks}), an actor or mark/actor.", marks=MARKS),
            )
    paid = []
    for move in moves:
        mark = mark_of(model, move, asker)
        paid.append(prices.get(f"{mark}/{move.actor}", prices.get(move.actor, prices.get(mark, 1.0))))
    return np.array(paid) * distances(model, moves)


def screened(model: Positions, moves: Sequence[Move], parties: Parties) -> Floats:
    """The compromise after each move, exactly: shape (moves, issues), NaN where nobody has weight."""
    weight, _ = weights(model, "influence-salience", parties=parties)
    held = np.where(weight > 0, model.position, 0.0)
    total = weight.sum(axis=0)
    mean = np.divide((weight * held).sum(axis=0), total, out=np.full(len(total), np.nan), where=total > 0)
    after = np.repeat(mean[None], len(moves), axis=0)
    actors = {name: a for a, name in enumerate(model.actors)}
    who = np.array([actors[move.actor] for move in moves], dtype=np.intp)
    factor = np.array([move.factor for move in moves])
    to = np.array([np.nan if move.to is None else move.to for move in moves])
    for i, issue in enumerate(model.issues):
        here = np.array([move.issue is None or move.issue == issue for move in moves], dtype=np.bool_)
        rows = np.flatnonzero(here & (weight[who, i] > 0)) if len(moves) else np.zeros(0, dtype=np.intp)
        if not len(rows):
            continue
        at = who[rows]
        worth = weight[at, i] * factor[rows]
        # Salience ends at 1, however large the factor.
        capped = np.array([moves[r].what == "salience" for r in rows.tolist()])
        with np.errstate(invalid="ignore", divide="ignore"):
            most = weight[at, i] / model.salience[at, i]
        worth = np.where(capped, np.fmin(worth, most), worth)
        place = np.where(np.isnan(to[rows]), held[at, i], to[rows])
        after[rows, i] += mean_shifts(held[:, i], weight[:, i], at=at, to=place, worth=worth)
    return after


def slopes_of(
    model: Positions, weight: Floats, *, target: Floats
) -> tuple[dict[str, dict[str, Slope]], dict[str, float]]:
    """The compromise's derivatives by issue and actor with the position needed for ``target``, and the targets."""
    counts = weight > 0
    held = np.where(counts, model.position, 0.0)
    salience, influence = (np.where(counts & ~np.isnan(x), x, 0.0) for x in (model.salience, model.influence))
    found = slopes(held, weight, salience=salience, influence=influence)
    table: dict[str, dict[str, Slope]] = {}
    for i, issue in enumerate(model.issues):
        rows = {}
        mean = float((found.position[:, i] * held[:, i]).sum())
        for a in np.flatnonzero(counts[:, i]).tolist():
            share = float(found.position[a, i])
            needed, feasible = None, None
            if not np.isnan(target[i]):
                needed = float(held[a, i] + (target[i] - mean) / share)
                feasible = bool(model.low[i] <= needed <= model.high[i])
            rows[model.actors[a]] = Slope(
                share, float(found.salience[a, i]), float(found.influence[a, i]), needed, feasible
            )
        table[issue] = rows
    wanted = {
        issue: float(x) for issue, x in zip(model.issues, target.tolist(), strict=True) if not np.isnan(x)
    }
    return table, wanted


def pivots(model: Positions, weight: Floats, parties: Parties) -> dict[str, Pivot]:
    """Who is pivotal on every issue that has a median."""
    median = WeightedMedian(parties=parties).run(model, None)
    found = {}
    for i, (issue, forecast) in enumerate(median.fields_as_data()["forecasts"].items()):
        if forecast["point"] is not None:
            # The largest weight to nine decimals, the first of equal ones.
            share = np.round(weight[:, i] / weight[:, i].max(), 9)
            heaviest = model.actors[int(np.argmax(share))]
            found[issue] = Pivot(tuple(forecast["pivot"]), float(forecast["margin"]), heaviest)
    return found
