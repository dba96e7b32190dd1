"""What past cases say of forecasts: how models err, how often outcomes are held positions, which models to trust."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.errors import ModelError
from pourparler.kernels.error_laws import smoothed, through_quantiles
from pourparler.language import msg

Floats = NDArray[np.float64]

LEVELS = (0.10, 0.25, 0.50, 0.75, 0.90)
"""The levels at which errors are summarised."""
BANDWIDTH = 0.1
"""Of the normal kernel around each past error, in widths of the scale."""
ENOUGH = 30
"""Past issues from which on a calibration set speaks for itself."""


@dataclass(frozen=True)
class Errors:
    """Errors of one reading: outcome minus forecast, in widths of the scale.

    ``quantiles``: of all errors, at ``LEVELS``; ``residuals``: errors where the outcome was no held position
    (empty where the cases may not be passed on); ``weight``: the reading's in the pool, or none.
    """

    quantiles: tuple[float, ...] = ()
    residuals: tuple[float, ...] = ()
    weight: float | None = None


@dataclass(frozen=True)
class Calibration:
    """What ``issues`` past issues taught: ``held`` is the share of outcomes on a held position.

    ``readings``: errors by reading; ``record``: where it comes from and how it was learned.
    """

    issues: int
    held: float
    readings: Mapping[str, Errors] = field(default_factory=dict)
    record: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        errors = [e for known in self.readings.values() for e in (*known.quantiles, *known.residuals)]
        if self.issues < 1 or not 0 <= self.held <= 1 or any(not abs(e) <= 1 for e in errors):
            raise ModelError(
                msg("a calibration needs at least one issue, a share from 0 to 1, and errors of at most the scale's width"),
                where="calibration",
                advice=msg("Learn it from past cases with pourparler backtest DATA --learn FILE."),
            )  # fmt: skip

    @property
    def trust(self) -> float:
        """How much the set counts beside what the project ships: all of it from ``ENOUGH`` issues on.

        >>> Calibration(30, 0.6).trust, Calibration(10, 0.6).trust
        (1.0, 0.25)
        """
        return 1.0 if self.issues >= ENOUGH else self.issues / (self.issues + ENOUGH)


@cache
def shipped() -> Calibration:
    """What the project ships: summaries of the development cases, without the cases."""
    text = resources.files(__package__).joinpath("calibration.json").read_text(encoding="utf-8")
    return from_data(json.loads(text))


def from_data(data: Mapping[str, Any]) -> Calibration:
    """A calibration from JSON data. Raises ``ModelError`` where something is missing or of the wrong kind."""
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(Calibration).validate_python(dict(data))
    except ValidationError as error:
        at = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise ModelError(
            msg("the calibration is not usable ({where})", where=at or "?"),
            where="calibration",
            advice=msg("Learn it from past cases with pourparler backtest DATA --learn FILE."),
        ) from error


def stand_in(reading: str) -> Floats:
    """A smooth law with the shipped quantiles of a reading's errors; the compromise's for others.

    The cases behind it may not be passed on, so five quantiles stand for them.
    """
    known = shipped().readings
    errors = known.get(reading) or known["compromise"]
    return through_quantiles(np.array(LEVELS), np.array(errors.quantiles))


def blended(own: Floats | None, reading: str, trust: float) -> Floats:
    """A law of one's own errors (columns of :func:`smoothed`, averaged) shrunk towards the stand-in."""
    if own is None or not len(own):
        return stand_in(reading)
    mean: Floats = own.mean(axis=0)
    return mean if trust >= 1 else trust * mean + (1 - trust) * stand_in(reading)


def error_law(reading: str, calibration: Calibration | None) -> Floats:
    """The law of a reading's errors under a calibration, or the shipped one."""
    known = calibration.readings.get(reading) if calibration else None
    if calibration is None or known is None or not known.residuals:
        return stand_in(reading)
    own = smoothed(np.array(known.residuals), bandwidth=BANDWIDTH)
    return blended(own, reading, calibration.trust)


def held_share(calibration: Calibration | None) -> float:
    """The share of outcomes on a held position under a calibration, or the shipped one."""
    if calibration is None:
        return shipped().held
    return calibration.trust * calibration.held + (1 - calibration.trust) * shipped().held
