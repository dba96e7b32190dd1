"""What all concepts that choose one outcome share: whose acceptance counts, how much work is done."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from pourparler.analyses.bargaining.acceptable import Limits
from pourparler.analyses.bargaining.draws.together import observed
from pourparler.analyses.bargaining.lotteries.optimum import lottery
from pourparler.analyses.bargaining.objective import Objective
from pourparler.analyses.bargaining.optimum import Search, optimum
from pourparler.analyses.bargaining.results import PointResult
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Observation
from pourparler.model.bargain import Bargain


@dataclass(frozen=True)
class PointConcept(Concept):
    """The acceptable outcome that an objective puts first.

    Settings: ``lotteries``: none, outcomes are chosen whole; allowed, so are lotteries over them (where the
    concept has them: parties then accept by expected utility, red lines bind every outcome drawn); ``coalition``: whose acceptance counts, fixed
    by hand; ``ties``: how many further optimal outcomes to list; ``max_outcomes``: outcomes listed for three
    parties or more; ``max_points``: vectors kept at once for two.
    """

    lotteries: Literal["none", "allowed"] = "none"
    coalition: tuple[str, ...] | None = None
    ties: int = 16
    max_outcomes: int = 2_000_000
    max_points: int = 1_000_000

    accepts: ClassVar[type[Any]] = Bargain

    @abstractmethod
    def objective(self, model: Bargain) -> Objective:
        """What is maximised. Raises ``UsageError`` for settings that name an unknown party."""

    def run(self, model: Bargain, rng: np.random.Generator | None) -> PointResult:
        """The best acceptable outcome of ``model`` (or lottery), with its ties and its certificate."""
        solver = optimum if self.lotteries == "none" else lottery
        return solver(self, model, objective=self.objective(model), search=self._search)

    def observe(self, models: Sequence[Bargain]) -> Sequence[Observation | None]:
        """Found for many draws together (see ``together``), lotteries one by one."""
        if self.lotteries == "allowed":
            return super().observe(models)
        return observed(self, models, objective=self.objective, search=self._search)

    @property
    def _search(self) -> Search:
        return Search(self.coalition, self.ties, Limits(self.max_outcomes, self.max_points))
