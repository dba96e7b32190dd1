"""The outcomes that everybody can accept, as the points among which offers in turn are decided."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable, Folded, Limits, frontier_fold
from pourparler.analyses.bargaining.coalitions import acceptable_to, obstacle
from pourparler.analyses.bargaining.conditioned import conditioned
from pourparler.analyses.result import Status
from pourparler.language import Message
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]

# Of three parties and more: vectors kept at once, and pairs of them compared, before all outcomes are listed instead.
POINTS = 200_000
PAIRS = 200_000_000
LISTED = Limits()


@dataclass(frozen=True, eq=False)
class Efficient:
    """``points`` (M, parties): utilities, scaled, in the order of the tie rule; of two parties none dominates another.

    A proposer never takes a dominated outcome: what dominates it is worth no less to anybody and comes before it.
    ``rows`` (M,): where each stands among the outcomes ``found``.
    """

    points: Ints
    rows: NDArray[np.intp]
    found: Acceptable

    @classmethod
    def of(cls, model: Bargain) -> "Efficient | Status":
        """What everybody can accept in ``model``; a status where that is nothing, or too much to list."""
        members = tuple(range(len(model.parties)))
        found = _folded(model, members) or acceptable_to(model, members, limits=LISTED)
        if isinstance(found, Message):
            return Status("limit", found)
        if found.empty:
            return Status("no-agreement", obstacle(model, members, limits=LISTED))
        # Stable: outcomes with equal vectors stay in the order of their index.
        rows = np.lexsort(tuple(-column for column in found.utilities.T[::-1]))
        points = found.utilities[rows]
        if len(members) == 2:
            before = np.maximum.accumulate(points[:, 1])[:-1]
            better = np.concatenate(([True], points[1:, 1] > before))
            rows, points = rows[better], points[better]
        return cls(points, rows, found)

    def choice(self, row: int) -> Ints:
        """Value indices (issues,) of the first outcome behind a point."""
        first: Ints = self.found.source.choices(self.rows[row : row + 1], 1)[0]
        return first


def _folded(model: Bargain, members: tuple[int, ...]) -> Acceptable | None:
    """The frontier of what three parties or more accept; ``None`` where it is not found this way."""
    if len(members) < 3 or model.mean is not None:
        return None
    left = conditioned(model, binding=(1 << len(members)) - 1)
    if isinstance(left, Message):
        return None
    limits = replace(LISTED, points=POINTS, pairs=PAIRS)
    result, columns = frontier_fold(left, members, limits=limits, floor=model.reserve)
    if not result.complete:
        return None
    last = result.stages[-1]
    return Acceptable(
        members,
        np.ascontiguousarray(last.points.T),
        last.counts,
        model.reserve,
        Folded(result, columns, left.radix),
        {"outcomes": left.size, "candidates": result.candidates, "pairs": result.pairs},
    )
