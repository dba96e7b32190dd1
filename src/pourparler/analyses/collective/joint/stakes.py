"""What actors gain from a point of all issues, over what breakdown: the problem of bargaining on positions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.compromise import Compromise
from pourparler.analyses.collective.counted import counted
from pourparler.analyses.collective.settled import settled
from pourparler.analyses.collective.weights import Parties, Weighting, weights
from pourparler.errors import UsageError
from pourparler.kernels.spatial_gains import Gains
from pourparler.language import did_you_mean, msg
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

Breakdown = Literal["own-worst", "common-loss", "point"]
Curvature = Literal["linear", "quadratic"]


@dataclass(frozen=True)
class Terms:
    """What failure is worth: the breakdown, the exponent of the loss, its parameters, the point for ``point``."""

    breakdown: Breakdown
    power: int
    kappa: float
    epsilon: float
    point: float | Mapping[str, float] | None
    parties: Parties


class Settings(Protocol):
    """The settings of a concept that bargains over positions."""

    @property
    def breakdown(self) -> Breakdown:
        """What failure is worth."""

    @property
    def curvature(self) -> Curvature | None:
        """How losses grow with distance; ``None``: as the breakdown has it."""

    @property
    def kappa(self) -> float:
        """The common loss, in largest sums of saliences."""

    @property
    def epsilon(self) -> float:
        """How much worse than the own worst outcome failure is."""

    @property
    def point(self) -> float | Mapping[str, float] | None:
        """The point of failure; ``None``: the status quo."""

    @property
    def parties(self) -> Parties:
        """Who counts."""


def terms_of(settings: Settings) -> Terms:
    """The terms that ``settings`` ask for. Raises ``UsageError`` where they are impossible."""
    if settings.kappa < 1.01:
        raise UsageError(
            msg("{found} is not allowed for {name}", found=settings.kappa, name="kappa"),
            where="kappa",
            advice=msg("Use {least} or more: failure must be worse than the worst agreement.", least=1.01),
        )
    if settings.epsilon <= 0:
        raise UsageError(
            msg("{found} is not allowed for {name}", found=settings.epsilon, name="epsilon"),
            where="epsilon",
            advice=msg("Use a number above 0."),
        )
    curvature = settings.curvature or ("quadratic" if settings.breakdown == "common-loss" else "linear")
    return Terms(
        settings.breakdown, 2 if curvature == "quadratic" else 1, settings.kappa, settings.epsilon,
        settings.point, settings.parties,
    )  # fmt: skip


@dataclass(frozen=True)
class Stakes:
    """One problem of bargaining, in units of the scales, every actor's losses divided by its stakes.

    ``actors`` and ``issues``: who bargains, over what (indices); ``gains`` (one row), ``weight`` and ``unit`` (1,
    actors): the gain of the definition is the gain here over ``unit``; ``centre`` and ``pull`` (1, issues): the
    compromise and how much distance from it counts. ``known``: points of the issues not bargained over;
    ``quo`` (all issues): the breakdown point or NaN; ``missing``: issues without one; ``idle``: issues on which
    nobody has weight, ``agreed``: those on which all hold one position.
    """

    actors: Ints
    issues: Ints
    gains: Gains
    weight: Floats
    unit: Floats
    centre: Floats
    pull: Floats
    known: Mapping[str, float]
    quo: Floats
    missing: tuple[str, ...]
    idle: Mapping[str, Weighting | None]
    agreed: Mapping[str, float]


def stakes(model: Positions, terms: Terms) -> Stakes:
    """The problem that ``model`` poses. Raises ``ModelError`` where an influence or a salience is not known."""
    weight, fallen = weights(model, "influence-salience", parties=terms.parties)
    who = counted(model, terms.parties)
    agreed = settled(model, who)
    width = np.where(model.high > model.low, model.high - model.low, 1.0)
    at = np.where(who, (model.position - model.low) / width, 0.5)
    salience = np.where(who, model.salience, 0.0)
    quo = _breakdown_point(model, terms)
    missing = _missing(model, terms, quo, agreed)
    salience[:, [model.issues.index(issue) for issue in missing]] = 0.0
    # What nobody weighs is not bargained over; who weighs nothing anywhere neither pulls nor blocks.
    weight = np.where(salience > 0, weight, 0.0)
    weight[:, [model.issues.index(issue) for issue in fallen]] = 0.0
    acting = weight.sum(axis=1) > 0
    open_ = np.array([issue not in agreed for issue in model.issues])
    actors = np.flatnonzero(acting & (salience[:, open_].sum(axis=1) > 0))
    issues = np.flatnonzero(open_ & (salience[actors] > 0).any(axis=0))
    middle = _compromise(model, terms.parties)
    known = {
        issue: agreed.get(issue, float(np.clip(middle[i], model.low[i], model.high[i])))
        for i, issue in enumerate(model.issues)
        if i not in issues and issue not in missing and not np.isnan(middle[i])
    }
    stake = salience[actors][:, issues]
    total = stake.sum(axis=1)
    base, unit = _base(salience, at, terms=terms, quo=(quo - model.low) / width)
    influence = weight.sum(axis=1) / (
        1.0 if terms.breakdown == "own-worst" else _positive(salience.sum(axis=1))
    )
    importance = stake.sum(axis=0)
    centre = (np.clip(middle, model.low, model.high) - model.low) / width
    return Stakes(
        actors, issues,
        Gains((base[actors] / _positive(total))[None], (stake / _positive(total)[:, None])[None],
              at[actors][:, issues][None], terms.power),
        influence[actors][None], (unit[actors] / _positive(total))[None],
        centre[issues][None], (importance / _positive(importance.sum()))[None],
        known, quo, missing,
        {i: fallen.get(i) for n, i in enumerate(model.issues) if i in known and i not in agreed}, agreed,
    )  # fmt: skip


def _positive(values: Floats) -> Floats:
    return np.where(values > 0, values, 1.0)


def _base(salience: Floats, at: Floats, *, terms: Terms, quo: Floats) -> tuple[Floats, Floats]:
    """Each actor's gain without any loss, and what its gain is divided by."""
    total = salience.sum(axis=1)
    if terms.breakdown == "own-worst":
        return total * (1 + terms.epsilon), _positive(total)
    if terms.breakdown == "common-loss":
        return np.full(len(total), terms.kappa * total.max(initial=0.0)), np.ones(len(total))
    lost = np.abs(at - np.where(np.isnan(quo), at, quo)) ** terms.power
    return (salience * lost).sum(axis=1), np.ones(len(total))


def _breakdown_point(model: Positions, terms: Terms) -> Floats:
    """The point of failure by issue, NaN where there is none. Raises ``UsageError`` for an unknown issue."""
    none = np.full(len(model.issues), np.nan)
    if terms.breakdown != "point":
        return none
    if terms.point is None:
        return model.reference
    if not isinstance(terms.point, Mapping):
        return np.full(len(model.issues), float(terms.point))
    for issue in terms.point:
        if issue not in model.issues:
            raise UsageError(
                msg("there is no issue {issue}", issue=issue),
                where="point",
                advice=did_you_mean(issue, model.issues, msg("Known here: {known}.", known=model.issues)),
            )
    return np.array([float(terms.point.get(issue, np.nan)) for issue in model.issues])


def _missing(model: Positions, terms: Terms, quo: Floats, agreed: Mapping[str, float]) -> tuple[str, ...]:
    """Open issues without a point of failure, where there must be one."""
    if terms.breakdown != "point":
        return ()
    return tuple(
        issue for issue, q in zip(model.issues, quo, strict=True) if np.isnan(q) and issue not in agreed
    )


def _compromise(model: Positions, parties: Parties) -> Floats:
    """The compromise of every issue, NaN where nobody holds a position."""
    seen = Compromise(parties=parties).observe([model])[0]
    points = seen.quantities if seen else {}
    return np.array([points.get(f"issue/{issue}", np.nan) for issue in model.issues])
