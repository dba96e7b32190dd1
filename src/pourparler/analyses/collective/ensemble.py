"""The ensemble: several readings of one situation, each with a density from its past errors, in one pool."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.forecast import Forecast, observed_points
from pourparler.analyses.collective.forecasting.calibration import (
    Calibration,
    error_law,
    held_share,
    shipped,
)
from pourparler.analyses.collective.forecasting.density import Density
from pourparler.analyses.collective.forecasting.held import Held, held_positions
from pourparler.analyses.collective.forecasting.members import Member, members_of, points
from pourparler.analyses.collective.forecasting.pooling import Pooling
from pourparler.analyses.collective.forecasting.result import EnsembleResult, Pool
from pourparler.analyses.collective.settled import settled_sentence
from pourparler.analyses.collective.weights import Parties
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Observation, Status
from pourparler.errors import UsageError
from pourparler.language import Message, in_sequence, mark, msg
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]
How = Literal["learned", "uniform", "given"]


@dataclass(frozen=True)
class AtomRule:
    """``held``: the probability that a held position is the outcome (none: as in past cases).

    ``election``: how far that is divided by the probabilistic Condorcet election, the rest in equal shares.
    """

    held: float | None = None
    election: float = 0.5


@dataclass(frozen=True)
class Outlook:
    """Judged by somebody who knows the talks: the chance of ``no_agreement``, and of ``delay`` past the date."""

    no_agreement: float | None = None
    delay: float | None = None


@dataclass(frozen=True)
class Ensemble(Concept):
    """A density per issue: the linear pool of several readings, each spread by how it erred in past cases.

    When not to use: as the chance of an event in talks unlike the cases behind it (decisions of the European
    Union), or to rank readings: their weights say little beyond those cases.

    Parameters: ``members``, readings as lines (``"compromise weights=equal"``); ``weights`` (``learned``,
    ``uniform``, or one number per member); ``atoms``, a rule for mass on held positions; ``calibration``, one's
    own past cases in place of the shipped summary; ``outlook``, elicited chances of no agreement and of delay;
    ``parties`` (``all``, ``at-table``). Returns an ``EnsembleResult``: point (the median), 80 % interval, atoms,
    intervals and quantiles, with every member and the pool of equal weights beside. Raises ``UsageError`` for
    impossible settings and ``ModelError`` where a weight is not known.
    Reference: Stone 1961 (pool); Achen 2006, Thomson et al. 2006 (cases).

    >>> from pourparler.model.positions import Positions
    >>> model = Positions.from_arrays([[0.0], [100.0]], influence=[1, 3], salience=[[1.0], [1.0]])
    >>> forecast = Ensemble(members=("compromise",), weights="uniform").run(model, None).forecasts["i1"]
    >>> forecast.low, forecast.high
    (0.0, 100.0)
    """

    members: tuple[str, ...] = ("compromise", "pce")
    weights: Literal["learned", "uniform"] | tuple[float, ...] = "learned"
    atoms: AtomRule = AtomRule()
    calibration: Calibration | None = None
    outlook: Outlook = Outlook()
    parties: Parties = "all"

    name: ClassVar[str] = "ensemble"
    reference: ClassVar[tuple[str, ...]] = ("stone1961", "achen2006", "thomson2006")
    accepts: ClassVar[type[Any]] = Positions

    def run(self, model: Positions, rng: np.random.Generator | None) -> EnsembleResult:
        """The pool of each issue, with its members."""
        members, pooling, how = self.pooling()
        held = held_positions([model], self.parties)
        centres = np.stack([points(member, [model], held) for member in members], axis=2)
        pools = [
            self._pool(model, i, (members, pooling), centres=centres[:, i], held=held[i])
            for i in range(len(model.issues))
        ]
        alone = {
            issue: float(model.low[i] + (model.high[i] - model.low[i]) * held[i].at[0, 0])
            for i, issue in enumerate(model.issues)
            if held[i].size[0] == 1
        }
        return EnsembleResult(
            concept=self,
            status=Status("ok", in_sequence([*self._told(how, pools), *settled_sentence(alone)])),
            origin=model.origin,
            forecasts={issue: pool.forecast for issue, pool in zip(model.issues, pools, strict=True)},
            pools=dict(zip(model.issues, pools, strict=True)),
            weights=dict(zip((m.name for m in members), pooling.weights.tolist(), strict=True)),
            how=how,
            cases=(self.calibration or shipped()).issues,
        )

    def observe(self, models: Sequence[Positions]) -> Sequence[Observation | None]:
        """The medians of many draws at once."""
        if not models:
            return []
        members, pooling, _ = self.pooling()
        held = held_positions(models, self.parties)
        centres = np.stack([points(member, models, held) for member in members], axis=2)
        first = models[0]
        shares = [pooling.medians(centres[:, i], held[i]) for i in range(len(first.issues))]
        return observed_points(first.issues, first.low + (first.high - first.low) * np.stack(shares, axis=1))

    def moments(self, models: Sequence[Positions]) -> tuple[Floats, Floats]:
        """Means and variances of every member's own forecast: (draws, members, issues), NaN where it has none."""
        members, pooling, _ = self.pooling()
        held = held_positions(models, self.parties)
        centres = np.stack([points(member, models, held) for member in members], axis=2)
        first = models[0]
        width = first.high - first.low
        found = [pooling.member_moments(centres[:, i], held[i]) for i in range(len(first.issues))]
        means, variances = (np.stack([pair[part] for pair in found], axis=2) for part in (0, 1))
        return first.low + width * means, width**2 * variances

    def pooling(self) -> tuple[tuple[Member, ...], Pooling, How]:
        """Members, how they are pooled, and where their weights come from. Raises ``UsageError``."""
        members = members_of(self.members, self.parties)
        weights, how = self._weights([member.key for member in members])
        laws = np.stack([error_law(member.key, self.calibration) for member in members])
        held = held_share(self.calibration) if self.atoms.held is None else self.atoms.held
        chances = (held, self.atoms.election, self.outlook.no_agreement, self.outlook.delay)
        for chance in chances:
            if chance is not None and not 0 <= chance <= 1:
                raise UsageError(
                    msg("{n} is not a chance", n=chance), where="ensemble", advice=msg("Use 0 to 1.")
                )
        return members, Pooling(laws, weights, held, self.atoms.election), how

    def _weights(self, keys: list[str]) -> tuple[Floats, How]:
        equal = np.full(len(keys), 1.0 / len(keys))
        if self.weights == "uniform":
            return equal, "uniform"
        if self.weights == "learned":
            own = [self.calibration] if self.calibration and self.calibration.trust >= 1 else []
            for known in (*own, shipped()):
                learned = {key: e.weight for key, e in known.readings.items() if e.weight is not None}
                if set(learned) == set(keys):
                    weights = np.array([learned[key] for key in keys])
                    return weights / weights.sum(), "learned"
            return equal, "uniform"
        given = np.array(self.weights, dtype=np.float64)
        if len(given) != len(keys) or not (given >= 0).all() or not given.sum() > 0:
            raise UsageError(
                msg("{n} weights do not fit {m} members", n=len(given), m=len(keys)),
                where="weights",
                advice=msg("Give one number per member, none below 0 and not all 0."),
            )
        return given / given.sum(), "given"

    def _pool(
        self,
        model: Positions,
        issue: int,
        of: tuple[tuple[Member, ...], Pooling],
        *,
        centres: Floats,
        held: Held,
    ) -> Pool:
        """The pool of one issue, its members and the pool of equal weights."""
        members, pooling = of
        scale = (float(model.low[issue]), float(model.high[issue]))
        own = {
            member.name: _member(pooling.of_one(m), centres[:, [m]], held, scale=scale)
            for m, member in enumerate(members)
        }
        if held.size[0] == 0 or np.isnan(centres).all():
            return Pool(Forecast(None), own, Forecast(None))
        median = float(pooling.medians(centres, held)[0])
        density = pooling.density(centres, held, scale=scale)
        forecast = _forecast(density, point=scale[0] + density.width * median)
        means, variances = pooling.member_moments(centres, held)
        shares = pooling.pooled(centres, held).weight[0]
        shares = shares / shares.sum() if shares.any() else pooling.weights
        known = ~np.isnan(means[0])
        middle = float(shares[known] @ means[0, known])
        between = float(shares[known] @ (means[0, known] - middle) ** 2)
        within = float(shares[known] @ variances[0, known])
        parts = {"reading": density.width**2 * between, "intrinsic": density.width**2 * within}
        forecast = replace(forecast, details={**(forecast.details or {}), "variance": parts})
        equal = pooling.equal().density(centres, held, scale=scale)
        return Pool(forecast, own, _forecast(equal, point=equal.quantile(0.5)), density)

    def _told(self, how: How, pools: Sequence[Pool]) -> list[Message]:
        told = [_WEIGHTS[how]]
        if self.weights == "learned" and how == "uniform":
            told.append(msg("No weights were learned for these members together."))
        if any(f.point is None for pool in pools for f in pool.members.values()):
            told.append(msg("Where a member has no point the others share its weight."))
        for chance, known, unknown in (
            (self.outlook.no_agreement, _NO_AGREEMENT, _UNKNOWN_AGREEMENT),
            (self.outlook.delay, _DELAY, _UNKNOWN_DELAY),
        ):
            told.append(unknown if chance is None else Message(known, {"chance": chance}))
        return told


def _member(pooling: Pooling, centre: Floats, held: Held, *, scale: tuple[float, float]) -> Forecast:
    """A member's own forecast: its point as it gives it, the interval and median of its density."""
    if np.isnan(centre).all() or held.size[0] == 0:
        return Forecast(None)
    density = pooling.density(centre, held, scale=scale)
    low, high = density.interval(0.8)
    point = scale[0] + density.width * float(centre[0, 0])
    return Forecast(point, low, high, details={"median": density.quantile(0.5)})


def _forecast(density: Density, *, point: float) -> Forecast:
    low, high = density.interval(0.8)
    return Forecast(point, low, high, density.atoms(), density.details())


_WEIGHTS: dict[How, Message] = {
    "learned": msg("The weights of the members were learned from past cases."),
    "uniform": msg("All members count alike."),
    "given": msg("The weights of the members were given."),
}
_NO_AGREEMENT = mark("A chance of {chance:percent} that there is no agreement was stated.")
_UNKNOWN_AGREEMENT = msg(
    "The chance of no agreement was not assessed: the forecast is of what is agreed, if anything is."
)
_DELAY = mark("A chance of {chance:percent} of a delay was stated.")
_UNKNOWN_DELAY = msg("Delay was not assessed.")
