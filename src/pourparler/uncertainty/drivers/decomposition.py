"""Where the variance of an ensemble's forecast comes from: which input, which reading, or neither."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from pourparler.analyses.collective.ensemble import Ensemble
from pourparler.errors import ModelError
from pourparler.kernels.variance_parts import Parts, variance_parts
from pourparler.uncertainty.draws.design import drawn
from pourparler.uncertainty.draws.observing import CHUNK
from pourparler.uncertainty.question import Question


@dataclass(frozen=True)
class Decomposition:
    """The mean and the variance of one issue's forecast, in the issue's unit and its square.

    ``inputs``: what the ranges of the inputs do; ``main`` and ``interaction``: what the choice of a reading does, on
    average and beyond that; ``intrinsic``: what no reading knows. The four sum to ``total``.
    """

    mean: float
    inputs: float
    main: float
    interaction: float
    intrinsic: float

    @property
    def total(self) -> float:
        """The variance."""
        return self.inputs + self.main + self.interaction + self.intrinsic

    def as_data(self) -> dict[str, Any]:
        """Terms and their shares of the total as JSON data; without any variance the shares are absent."""
        total = self.total
        reading = self.main + self.interaction
        terms = {"inputs": self.inputs, "reading": reading, "intrinsic": self.intrinsic}
        return {
            "mean": self.mean,
            **terms,
            "main": self.main,
            "interaction": self.interaction,
            "total": total,
            "shares": {name: term / total for name, term in terms.items()} if total > 0 else None,
        }


def decomposition(question: Question, *, draws: int) -> Mapping[str, Decomposition]:
    """The parts of the variance by issue, over the first ``draws`` draws of a sweep with this seed.

    Draws from which no model can be built, and members without a point in some draw, are left out; an issue on
    which no member is left has no entry. When not to use: to say how much could be learned from one input, for
    which :func:`pourparler.uncertainty.drivers.one_at_a_time.one_at_a_time` is meant.
    """
    ensemble = question.concept
    assert isinstance(ensemble, Ensemble)
    count = draws if question.inputs.varies else 1
    means, variances = [], []
    issues: tuple[str, ...] = ()
    for first in range(0, count, CHUNK):
        models = []
        for row in drawn(question.inputs, first, min(first + CHUNK, count), seed=question.seed):
            try:
                models.append(question.template.build(row))
            except ModelError:
                continue
        if models:
            issues = models[0].issues
            mean, variance = ensemble.moments(models)
            means.append(mean)
            variances.append(variance)
    if not means:
        return {}
    _, pooling, _ = ensemble.pooling()
    mean, variance = np.concatenate(means), np.concatenate(variances)
    found = {}
    for i, issue in enumerate(issues):
        used = ~np.isnan(mean[:, :, i]).any(axis=0)
        if used.any():
            share = pooling.weights[used]
            share = share / share.sum() if share.any() else np.full(int(used.sum()), 1.0 / used.sum())
            found[issue] = _told(variance_parts(mean[:, used, i], variance[:, used, i], share))
    return found


def _told(parts: Parts) -> Decomposition:
    return Decomposition(*(float(term) for term in parts))
