"""Decided issues: who stood where, and what came out."""

from collections.abc import Iterator
from dataclasses import dataclass

from pourparler.language import Message
from pourparler.model.positions import Positions


@dataclass(frozen=True, eq=False)
class PastIssue:
    """One decided issue. ``model`` holds this issue alone; ``proposal``: what it was decided with."""

    issue: str
    proposal: str
    model: Positions
    outcome: float

    @property
    def scale(self) -> tuple[float, float]:
        """Both ends of the issue's scale."""
        return float(self.model.low[0]), float(self.model.high[0])


@dataclass(frozen=True)
class LeftOut:
    """An issue that cannot be used, and why."""

    issue: str
    message: Message


@dataclass(frozen=True, eq=False)
class PastIssues:
    """Decided issues in the order of their data, those left out, remarks, and a digest of the data."""

    issues: tuple[PastIssue, ...]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[Message, ...] = ()
    digest: str = ""

    def __iter__(self) -> Iterator[PastIssue]:
        return iter(self.issues)

    def __len__(self) -> int:
        return len(self.issues)

    @property
    def proposals(self) -> tuple[str, ...]:
        """The proposals, each once, sorted."""
        return tuple(sorted({past.proposal for past in self.issues}))
