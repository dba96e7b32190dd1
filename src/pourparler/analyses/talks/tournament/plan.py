"""What a tournament is to play."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal

from pourparler.errors import UsageError
from pourparler.language import Message, msg
from pourparler.model.negotiation import MOST

SelfPlay = Literal["with", "without"]
Assignments = Literal["all", "against-rest"]

MOST_REPETITIONS = 1_000_000


@dataclass(frozen=True)
class Tournament:
    """Every scenario with every ordered assignment of strategies to its seats.

    ``scenarios``: briefs or bargaining problems, by name, or without names, and then called by the digest of what is
    played; ``strategies`` as :class:`Talks` takes them. ``rounds``: by default what the scenario says, else 100.
    ``repetitions``: of assignments in which somebody draws; the others come out the same every time.
    ``self_play``: whether assignments count in which everybody plays the same. ``assignments``: ``all``, k^n of k
    strategies for n seats; or ``against-rest``, for many seats: one seat plays one strategy and all others the same
    other one, n·k·(k − 1), beside the k in which all play the same. ``fault_share``: the share of runs that may end by a
    strategy's fault before the tournament stops. ``run_seconds``: how long a run may take in which another package's
    strategy sits.
    """

    scenarios: Mapping[str, Any] | Sequence[Any]
    strategies: Sequence[Any]
    rounds: int | None = None
    repetitions: int = 1
    self_play: SelfPlay = "with"
    assignments: Assignments = "all"
    fault_share: float = 0.1
    run_seconds: float = 60.0

    def __post_init__(self) -> None:
        if self.rounds is not None and not 1 <= self.rounds <= MOST:
            raise _refused("--rounds", msg("{n} is not a possible number of rounds", n=self.rounds), MOST)
        if not 1 <= self.repetitions <= MOST_REPETITIONS:
            raise _refused(
                "--repetitions",
                msg("{n} is not a possible number of repetitions", n=self.repetitions),
                MOST_REPETITIONS,
            )
        if not 0 <= self.fault_share <= 1:
            raise UsageError(
                msg("{n} is not a share", n=self.fault_share),
                where="--fault-share",
                advice=msg("Use 0 to 1."),
            )
        if not (isfinite(self.run_seconds) and self.run_seconds > 0):
            raise UsageError(
                msg("{n} is not a number of seconds", n=self.run_seconds),
                where="--run-seconds",
                advice=msg("Use a number above 0."),
            )
        for setting, known in (("self_play", ("with", "without")), ("assignments", ("all", "against-rest"))):
            if getattr(self, setting) not in known:
                raise UsageError(
                    msg("{found} is not allowed for {name}", found=str(getattr(self, setting))[:60], name=setting),
                    where="Tournament",
                    advice=msg("Use one of {known}.", known=", ".join(known)),
                )  # fmt: skip


def _refused(where: str, found: Message, most: int) -> UsageError:
    return UsageError(found, where=where, advice=msg("Use 1 to {n}.", n=most))
