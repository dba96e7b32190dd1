"""Concession by the clock along an exponential."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field

from pourparler.analyses.talks.strategies.families import exponential
from pourparler.analyses.talks.strategies.time_based import Exponent, TimeBased


@dataclass(frozen=True)
class TimeExponential(TimeBased):
    """Asks for the share 1 − exp((1 − t)^beta · ln kappa) of its range: for 1 − ``kappa`` at first, for its floor in the end.

    ``beta`` above 1 concedes early, below 1 late. That the share is one of the party's own utility, over all issues at
    once, is ours; the source has it for one numeric issue.
    When not to use: with ``kappa`` near 1, which gives everything away at once, and where the end is not known.
    Reference: Faratin, Sierra & Jennings 1998.
    """

    kappa: Annotated[float, Field(gt=0, le=1)] = 0.05
    beta: Exponent = 1.0
    name: ClassVar[str] = "time-exponential"
    reference: ClassVar[tuple[str, ...]] = ("faratin1998",)

    def aspiration(self, time: float) -> float:
        """See :class:`TimeBased`."""
        return 1.0 - exponential(time, self.kappa, beta=self.beta)
