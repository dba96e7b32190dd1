"""Supported outcomes: a stated sample of the frontier where the whole is out of reach, and what it proves."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.conditioned import conditioned
from pourparler.kernels.supported import simplex_grid, supported
from pourparler.language import Message
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Sample:
    """Outcomes that are best for some positive weights of ``members``; none of them is dominated.

    ``choices`` (S, issues), ``utilities`` (S, members): distinct vectors, descending. ``weights`` (L,
    members) and ``reached`` (L,): no outcome has a weighted sum of utilities above ``reached``.
    """

    members: tuple[int, ...]
    choices: Ints
    utilities: Ints
    weights: Ints
    reached: Ints

    def room(self, reserve: Ints) -> NDArray[np.float64]:
        """What is left of each weighted sum above the reserves (members,): (L,)."""
        # In Python integers: a weight times a reserve may pass 64 bits.
        left = self.reached.astype(object) - self.weights.astype(object) @ reserve.astype(object)
        return np.asarray(left, dtype=np.float64)

    def proves_empty(self, reserve: Ints) -> bool:
        """Whether some weighted sum of the reserves (members,) is out of reach of all outcomes."""
        return not len(self.reached) or bool((self.room(reserve) < 0).any())


def sample(
    model: Bargain, members: tuple[int, ...], *, binding: int, extra: Ints | None = None
) -> Sample | Message:
    """Supported outcomes of ``members`` over the outcomes that exclusions and ``binding`` red lines leave.

    ``extra`` (L, members): further weight vectors to try, positive integers. Returns a sentence where issues
    are linked too widely.
    """
    left = conditioned(model, binding=binding)
    if isinstance(left, Message):
        return left
    if not left.size:
        none = np.zeros((0, len(members)), dtype=np.int64)
        return Sample(members, np.zeros((0, len(model.tables)), dtype=np.int64), none, none, none[:, 0])
    tables = [group.table[list(members)] for group in left.groups]
    weights = _weights(tables)
    if extra is not None and int(extra.max()) * sum(int(np.abs(t).max(axis=1).sum()) for t in tables) < 2**62:
        weights = np.concatenate((weights, extra))
    chosen, reached = supported(tables, weights)
    choices = np.empty((len(weights), len(model.tables)), dtype=np.int64)
    for group, value in zip(left.groups, chosen.T, strict=True):
        choices[:, group.axes] = group.values[value]
    utilities = model.utilities(choices)[:, members]
    _, first = np.unique(-utilities, axis=0, return_index=True)
    return Sample(members, choices[first], utilities[first], weights, reached)


def _weights(tables: list[Ints]) -> Ints:
    """A grid of weights, each party's range of utilities counting alike."""
    spans = np.array([table.max(axis=1) - table.min(axis=1) for table in tables]).sum(axis=0)
    grid = simplex_grid(len(spans))
    # Weighted sums must stay within 64 bits.
    reach = sum(np.abs(table).max(axis=1).astype(object) for table in tables)
    factor = (int(spans.max()) or 1) / np.maximum(spans, 1)
    raw = grid * factor
    room = 2.0**60 / max(1.0, float((raw * np.asarray(reach, dtype=np.float64)).sum(axis=1).max()))
    weights: Ints = np.maximum(1, np.rint(raw * min(float(1 << 16), room))).astype(np.int64)
    return weights
