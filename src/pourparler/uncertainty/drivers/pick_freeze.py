"""Two independent sets of versions of a brief, and the versions between them: one group's inputs from the other set."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.result import Observation
from pourparler.uncertainty.draws.design import uniforms
from pourparler.uncertainty.draws.observing import CHUNK
from pourparler.uncertainty.drivers.groups import Group
from pourparler.uncertainty.question import Question

Floats = NDArray[np.float64]

FRESH, AS_A, AS_B = 0, 1, 2
"""Where the answer of a mixed row comes from: solved, or known because all its numbers are those of A or of B."""


@dataclass(frozen=True, eq=False)
class Mixing:
    """Base sets A and B of ``base`` rows each and their mixtures by ``groups``, in chunks of 256 rows.

    A and B are the two halves of one scrambled Sobol sequence in twice as many dimensions: two sequences with
    different seeds would not be balanced together (Saltelli et al. 2010, section 4).
    """

    question: Question
    groups: tuple[Group, ...]
    base: int

    @property
    def chunks(self) -> range:
        """Numbers of the chunks."""
        return range((self.base + CHUNK - 1) // CHUNK)

    def rows_of(self, chunk: int) -> int:
        """How many rows a chunk has."""
        return min(CHUNK, self.base - chunk * CHUNK)

    def points(self, chunk: int) -> tuple[Floats, Floats]:
        """The points of A and of B in one chunk: each (rows, dimensions)."""
        count = len(self.question.inputs.dimensions)
        first = chunk * CHUNK
        found = uniforms(2 * count, first, first + self.rows_of(chunk), seed=self.question.seed)
        return found[:, :count], found[:, count:]

    def ends(self, chunk: int) -> list[Observation]:
        """What is seen of the rows of A in one chunk, then of those of B.

        A concept that draws has draws of its own in A and in B; mixed rows have those of A. So its draws are one more
        independent input, which belongs to no group.
        """
        a, b = (self.question.inputs.values(points) for points in self.points(chunk))
        first = chunk * CHUNK
        return [*self.question.observed(a, first=first), *self.question.observed(b, first=self.base + first)]

    def between(self, chunk: int, chosen: Sequence[int]) -> tuple[NDArray[np.int8], list[Observation]]:
        """Mixed rows of the ``chosen`` groups in one chunk: where each comes from (groups, rows), and what is seen of
        those that had to be solved, group by group.
        """
        points = self.points(chunk)
        values = self.question.inputs.values(points[0]), self.question.inputs.values(points[1])
        origin = np.zeros((len(chosen), len(values[0])), dtype=np.int8)
        seen: list[Observation] = []
        for place, which in enumerate(chosen):
            rows = self.mixed(which, points=points, values=values)
            if not self.question.concept.draws:
                origin[place, (rows == values[1]).all(axis=1)] = AS_B
                origin[place, (rows == values[0]).all(axis=1)] = AS_A
            seen += self.question.observed(rows[origin[place] == FRESH], first=chunk * CHUNK)
        return origin, seen

    def mixed(self, which: int, *, points: tuple[Floats, Floats], values: tuple[Floats, Floats]) -> Floats:
        """The numbers of A with the dimensions of one group from B: shape (rows, numbers)."""
        dimensions = list(self.groups[which].dimensions)
        whole, partly = self._moved[which]
        if partly:
            between = points[0].copy()
            between[:, dimensions] = points[1][:, dimensions]
            return self.question.inputs.values(between)
        # Every number depends on this group alone or not at all: no law need be inverted again.
        rows = values[0].copy()
        rows[:, whole] = values[1][:, whole]
        return rows

    @cached_property
    def _moved(self) -> tuple[tuple[list[int], bool], ...]:
        """Of each group, the numbers that depend on it alone, and whether others depend on it and on more."""
        owners: dict[str, set[int]] = {}
        for which, group in enumerate(self.groups):
            for place in group.dimensions:
                for key in self.question.inputs.dimensions[place].moves:
                    owners.setdefault(key, set()).add(which)
        at = {key: place for place, key in enumerate(self.question.inputs.laws)}
        whole: list[list[int]] = [[] for _ in self.groups]
        partly = [False] * len(self.groups)
        for key, those in owners.items():
            for which in those:
                if len(those) == 1 and key in at:
                    whole[which].append(at[key])
                partly[which] |= len(those) > 1
        return tuple(zip(whole, partly, strict=True))
