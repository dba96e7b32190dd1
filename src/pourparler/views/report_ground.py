"""What the bargaining part of the report asks the model, since no result carries it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.results import Outcome
from pourparler.brief.brief import Brief
from pourparler.errors import ModelError, PourparlerError
from pourparler.model.bargain import Bargain
from pourparler.model.status_quo import status_quo_outcome

# Above this many outcomes the picture shows the frontier without the shape that all outcomes fill.
CLOUD = 60_000


@dataclass(frozen=True)
class Ground:
    """The model of a brief, for what is shown beside the results."""

    model: Bargain
    today: Outcome | None

    @property
    def reserve(self) -> Mapping[str, float]:
        """What no deal is worth to each party at the table, in units."""
        units = [self.model.unit(r) for r in self.model.reserve]
        return dict(zip(self.model.parties, units, strict=True))

    @property
    def has_red_lines(self) -> bool:
        """Whether any party at the table has a red line."""
        return any(self.model.red_lines)

    def outcomes(self) -> NDArray[np.float64] | None:
        """Utilities of every outcome that is not excluded, (outcomes, parties), where there are not too many."""
        model = self.model
        if len(model.parties) != 2 or model.space.size > CLOUD:
            return None
        choices = np.indices(model.space.shape).reshape(len(model.space.shape), -1).T.astype(np.int64)
        allowed = np.ones(len(choices), dtype=np.bool_)
        if model.mean is not None:
            allowed &= choices.any(axis=1)  # the empty package is no outcome
        for rule in model.excluded:
            allowed &= rule.allowed[tuple(choices[:, axis] for axis in rule.axes)]
        return model.utilities(choices[allowed]) / model.scale


def ground_of(brief: Brief, digest: str) -> Ground | None:
    """The model behind results with this ``digest``; ``None`` where the brief gives none or another one."""
    try:
        model = Bargain.from_brief(brief)
    except PourparlerError:
        return None
    if model.origin.digest != digest:
        return None
    try:
        return Ground(model, status_quo_outcome(brief, model))
    except ModelError:
        return Ground(model, None)
