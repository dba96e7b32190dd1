"""The result of an ensemble: the pool of each issue, every member beside it, and the pool of equal weights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pourparler.analyses.collective.forecast import Forecast, ForecastResult
from pourparler.analyses.collective.forecasting.density import Density


@dataclass(frozen=True)
class Pool:
    """One issue: the pool's forecast, each member's own, and the pool in which all members count alike.

    ``density``: the whole distribution behind ``forecast``; none where no member has a point.
    """

    forecast: Forecast
    members: Mapping[str, Forecast]
    uniform: Forecast
    density: Density | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class EnsembleResult(ForecastResult):
    """Forecasts by issue with their ``pools``.

    ``weights``: by member; ``how`` they were found (``learned``, ``uniform``, ``given``); ``cases``: how many past
    issues the errors come from.
    """

    pools: Mapping[str, Pool]
    weights: Mapping[str, float]
    how: str
    cases: int

    def fields_as_data(self) -> dict[str, Any]:
        """``forecasts``, ``members``, ``uniform``, ``weighting``, ``outlook`` as JSON data."""
        settings = self.concept.settings()
        return {
            **super().fields_as_data(),
            "members": [
                {
                    "reading": name,
                    "weight": weight,
                    "forecasts": {issue: pool.members[name].as_data() for issue, pool in self.pools.items()},
                }
                for name, weight in self.weights.items()
            ],
            "uniform": {issue: pool.uniform.as_data() for issue, pool in self.pools.items()},
            "weighting": {"how": self.how, "cases": self.cases},
            # Absent is not 0: a chance that nobody stated is not assessed.
            "outlook": {
                name: {"chance": chance, "assessed": chance is not None}
                for name, chance in settings["outlook"].items()
            },
        }
