"""The points of readings on decided issues: the part of a backtest that takes long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler import __version__
from pourparler.analyses.collective.forecasting.held import held_positions
from pourparler.analyses.collective.forecasting.members import Member, points
from pourparler.errors import ModelError
from pourparler.jobs.execution import Execution, run_kept
from pourparler.model.past_issues import PastIssues
from pourparler.trackrecord.asked import PLAIN

Floats = NDArray[np.float64]

BLOCK = 16
"""Issues in one chunk."""


@dataclass(frozen=True)
class _Shared:
    past: PastIssues
    singles: Mapping[str, Member | None]


def points_of(
    past: PastIssues, singles: Mapping[str, Member | None], *, execution: Execution
) -> dict[str, Floats]:
    """By reading, its point on each issue as a share of the scale (T,); NaN where it has none.

    Every issue is decided by itself, as if it were the only one.
    """
    starts = range(0, len(past), BLOCK)
    chunks = [(name, start) for name in singles for start in starts]
    tasks = [_task(past, name, singles[name], start=start) for name, start in chunks]
    found = run_kept(_block, _Shared(past, singles), chunks, tasks=tasks, execution=execution)
    by_name: dict[str, list[Any]] = {name: [] for name in singles}
    for (name, _), shares in zip(chunks, found, strict=True):
        by_name[name] += shares
    return {
        name: np.array([np.nan if share is None else share for share in shares])
        for name, shares in by_name.items()
    }


def _task(past: PastIssues, name: str, member: Member | None, *, start: int) -> dict[str, Any]:
    told = member.concept.to_dict() if member else name
    return {
        "job": "backtest/points/1",
        "version": __version__,
        "data": past.digest,
        "reading": told,
        "issues": [start, BLOCK],
    }


def _block(shared: _Shared, chunk: tuple[str, int]) -> list[float | None]:
    name, start = chunk
    block: Sequence[Any] = shared.past.issues[start : start + BLOCK]
    return [_point(shared.singles[name], name, past.model) for past in block]


def _point(member: Member | None, name: str, model: Any) -> float | None:
    if member is None:
        return PLAIN[name](model)
    try:
        found = float(points(member, [model], held_positions([model], "all"))[0, 0])
    except ModelError:
        return None  # what the reading needs is not known here: counted, not guessed
    return None if np.isnan(found) else found
