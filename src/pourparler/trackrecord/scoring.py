"""Scores of resolved forecasts: always computed from the ledger, never stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

import numpy as np

from pourparler.analyses.collective.forecasting.density import SHARES, Density
from pourparler.trackrecord.ledger import Entry, Ledger
from pourparler.trackrecord.scores import (
    POINTS,
    PointScores,
    cell_log_score,
    covered,
    crps_points,
    point_scores,
)
from pourparler.trackrecord.sealed_laws import SAME, law_of, share_of

INTERVALS = tuple(f"{100 * share:g}" for share in SHARES)
"""The central intervals whose coverage is told, in percent."""


@dataclass(frozen=True)
class Scored:
    """One resolved forecast's scores, on a scale of 100 points; smaller is better.

    ``error``: point minus outcome; ``crps`` and ``cell_log`` as in :mod:`scores`;
    ``covered``: whether the closed central intervals hold the outcome; ``pit``: the probabilities below and
    up to the outcome. Both are ``None`` where only a point was sealed.
    """

    entry: Entry
    error: float
    crps: float
    cell_log: float
    covered: Mapping[str, bool] | None
    pit: tuple[float, float] | None

    @property
    def absolute_error(self) -> float:
        """The distance between point and outcome."""
        return abs(self.error)

    @property
    def primary(self) -> float:
        """The score that the rubric chose before the outcome was known."""
        scores = {"crps": self.crps, "cell-log": self.cell_log, "absolute-error": self.absolute_error}
        return scores[self.entry.forecast.rubric.score]


@dataclass(frozen=True)
class Summary:
    """Scores of several forecasts. ``points``: of their points; ``coverage``: of the ``laws`` among them."""

    count: int
    laws: int
    points: PointScores
    crps: float
    cell_log: float
    coverage: Mapping[str, float] | None


@dataclass(frozen=True)
class Record:
    """How a ledger's forecasts did. ``overdue``: open ones whose day has passed; ``by_concept``: by name."""

    scored: tuple[Scored, ...]
    open: tuple[Entry, ...]
    overdue: tuple[Entry, ...]
    void: tuple[Entry, ...]
    overall: Summary | None
    by_concept: Mapping[str, Summary]


def score(ledger: Ledger, *, today: date) -> Record:
    """The scores of all resolved forecasts of a ledger."""
    entries = tuple(ledger.entries.values())
    scored = tuple(scored_entry(entry) for entry in entries if entry.state == "resolved")
    still = tuple(entry for entry in entries if entry.state == "open")
    names = dict.fromkeys(one.entry.forecast.concept.name for one in scored)
    return Record(
        scored,
        still,
        tuple(entry for entry in still if entry.forecast.resolves < today),
        tuple(entry for entry in entries if entry.state == "void"),
        summary(scored) if scored else None,
        {name: summary([s for s in scored if s.entry.forecast.concept.name == name]) for name in names},
    )


def scored_entry(entry: Entry) -> Scored:
    """The scores of one resolved forecast."""
    line, resolution = entry.forecast, entry.resolution
    assert resolution is not None
    law = law_of(line)
    point, seen = share_of(line, np.array([line.law.point, resolution.outcome])).tolist()
    # Changes of unit leave noise in the last digits; an outcome on an atom must be found there.
    near = law.at[np.abs(law.at - seen) <= SAME]
    seen = float(near[0]) if len(near) else seen
    density = Density(0.0, 1.0, law)
    is_bare = line.form == "point"
    return Scored(
        entry,
        POINTS * (point - seen),
        crps_points(density, seen),
        cell_log_score(density, seen),
        None if is_bare else dict(zip(INTERVALS, covered(density, seen), strict=True)),
        None if is_bare else (density.below(seen), density.up_to(seen)),
    )


def summary(scored: Sequence[Scored]) -> Summary:
    """Means over at least one forecast."""
    held = [one.covered for one in scored if one.covered is not None]
    return Summary(
        count=len(scored),
        laws=len(held),
        points=point_scores(np.array([one.error for one in scored])),
        crps=fmean(one.crps for one in scored),
        cell_log=fmean(one.cell_log for one in scored),
        coverage={name: fmean(one[name] for one in held) for name in INTERVALS} if held else None,
    )
