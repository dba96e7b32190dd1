"""Point concepts over packages too many to go through: one programme per number of provisions.

Among packages of one size a mean is a sum over that size, so that acceptance and every objective are those of
sums; the best of each size are compared as exact means (bargaining specification, section 5.6).
"""

from dataclasses import dataclass
from functools import cached_property
from math import exp, isfinite, log

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Acceptable
from pourparler.analyses.bargaining.coalitions import Limited
from pourparler.analyses.bargaining.labels import at, named
from pourparler.analyses.bargaining.objective import Objective, Score
from pourparler.analyses.bargaining.programmes.ground import Ground, ground
from pourparler.analyses.bargaining.programmes.reach import GAP, above, whole
from pourparler.analyses.bargaining.results import Certificate, PointResult
from pourparler.analyses.bargaining.sentences import gap_sentences
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Stats, Status
from pourparler.kernels.programmes import Programme, Solved
from pourparler.kernels.searches import Effort
from pourparler.language import Message, in_sequence, msg
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Sizes:
    """The packages acceptable to ``members``, size by size.

    Coordinates of a programme: sums of the members' scores, sums of the further scores they ask for, the size and
    its negative.
    """

    model: Bargain
    members: tuple[int, ...]
    ground: Ground
    effort: Effort

    @classmethod
    def of(cls, model: Bargain, members: tuple[int, ...], *, effort: Effort) -> "Sizes | Message":
        """What ``members`` can reach together; a sentence where that is too large for programmes."""
        found = ground(model, binding=sum(1 << p for p in members))
        return found if isinstance(found, Message) else cls(model, members, found, effort)

    @property
    def common(self) -> int:
        """What mean scores are multiplied by."""
        return self.model.mean.common if self.model.mean else 1

    @property
    def provisions(self) -> int:
        """How many there are."""
        return len(self.model.tables)

    @cached_property
    def tables(self) -> list[Ints]:
        """The sets: a table (coordinates, values) per group of provisions."""
        asked = self.model.mean.thresholds if self.model.mean else ()
        scores = [t.scores for t in asked if t.party in self.members]
        found = []
        for group in self.ground.groups:
            further = [group.values @ row[list(group.axes)] for row in scores]
            size = group.values.sum(axis=1)
            rows = [*group.table[list(self.members)], *further, size, -size]
            found.append(np.array(rows, dtype=np.int64).reshape(len(rows), -1))
        return found

    def programme(self, size: int, floor: Ints) -> Programme:
        """Packages of ``size`` provisions that give every member a mean of at least ``floor`` (members,)."""
        asked = self.model.mean.thresholds if self.model.mean else ()
        further = [size * t.least for t in asked if t.party in self.members]
        own = [-(-low * size // self.common) for low in floor.tolist()]
        least = np.array([*own, *further, size, -size], dtype=np.int64)
        return Programme(self.tables, least, boxes=self.ground.boxes, effort=self.effort)

    def padded(self, numbers: Ints) -> Ints:
        """``numbers`` (members,) with zeros for the coordinates that do not count."""
        width = len(self.tables[0]) - len(numbers)
        return np.concatenate((numbers, np.zeros(width, dtype=numbers.dtype)))

    def largest(self, factors: Ints, floor: Ints) -> tuple[Ints | None, bool]:
        """The package (provisions,) with the largest weighted sum of means; whether that is proved."""
        best: Ints | None = None
        most, complete = None, True
        weights = self.padded(factors)
        for size in range(1, self.provisions + 1):
            problem = self.programme(size, floor)
            solved = problem.largest_sum(weights)
            complete &= solved.complete
            if solved.choice is not None:
                worth = int(weights @ problem.sums(solved.choice)) * (self.common // size)
                if most is None or worth > most:
                    best, most = self.package(solved), worth
        return best, complete

    def package(self, solved: Solved) -> Ints:
        """Which provisions a choice includes (provisions,)."""
        assert solved.choice is not None
        chosen: Ints = self.ground.outcomes(solved.choice[None, :])[0]
        return chosen


@dataclass(frozen=True, eq=False)
class Best:
    """The best packages found: ``packages`` (K, provisions), the answer first, then what shows every stake.

    ``found``: the same as acceptable outcomes; ``gap``: how much larger another objective could be, relative
    (``None``: not known); ``complete``: no search was cut off; ``undominated``: nothing acceptable is better.
    """

    packages: Ints
    found: Acceptable
    gap: float | None
    complete: bool
    undominated: bool


@dataclass(frozen=True, eq=False)
class _Rows:
    """Packages by row."""

    packages: Ints

    def choices(self, rows: Rows, limit: int) -> Ints:
        """See ``Source``."""
        return self.packages[rows][:limit]


@dataclass(frozen=True)
class Nothing:
    """No package was found; ``proved``: none is acceptable."""

    proved: bool


def best_of_sizes(sizes: Sizes, objective: Objective) -> Best | Nothing:
    """The acceptable package that ``objective`` puts first."""
    score = objective.score()
    ideals, complete = _ideals(sizes, sizes.model.reserve[list(sizes.members)])
    if score is None or not len(ideals):
        return Nothing(complete and not len(ideals))
    tops = _acceptable(sizes, ideals)
    candidates, bounds = [], []
    for size in range(1, sizes.provisions + 1):
        solved, bound = _of_size(sizes, (score, size), tops)
        complete &= solved.complete
        bounds.append(bound)
        if solved.choice is not None:
            candidates.append(sizes.package(solved))
    if not candidates:
        return Nothing(False)
    packages = np.concatenate((np.array(candidates), ideals))
    found = _acceptable(sizes, packages)
    row = int(objective.best(found)[0])
    ones = np.ones(len(sizes.members), dtype=np.int64)
    better, proved = sizes.largest(ones, found.utilities[row])
    first = packages[row] if better is None else better
    whole = np.concatenate((first[None, :], packages))
    again = _acceptable(sizes, whole)
    value = objective.value(again, 0, scale=sizes.model.scale)
    return Best(whole, again, above(max(*bounds, value), value), complete, proved)


def _of_size(sizes: Sizes, what: tuple[Score, int], tops: Acceptable) -> tuple[Solved, float]:
    """The best package of one size, and a bound on the objective of all of that size, in its own unit."""
    score, size = what
    problem = sizes.programme(size, tops.reserve)
    base = sizes.padded(size * tops.reserve // sizes.common)
    unit = size * (sizes.model.scale // sizes.common)  # of sums of scores, per unit of a mean
    counted = sizes.padded((tops.stakes > 0).astype(np.int64))
    if not counted.any() or score == "sum":
        solved = problem.largest_sum(sizes.padded(np.ones(len(tops.members), dtype=np.int64)))
        return solved, _whole(problem, solved) / unit if score == "sum" else 0.0
    if score == "product":
        solved = problem.largest_product(base, counted.astype(np.float64), gap=GAP)
        return solved, exp(solved.bound - int(counted.sum()) * log(unit))
    if score == "least":
        solved = problem.largest_minimum(base, counted)
        return solved, _whole(problem, solved) / unit
    solved = problem.largest_minimum(base, sizes.padded(tops.stakes))
    return solved, solved.bound * (sizes.common // size)


def _whole(problem: Programme, solved: Solved) -> float:
    """The bound, sums being whole numbers."""
    if not problem.tells_units or not isfinite(solved.bound):
        return solved.bound
    return whole(solved.bound)


def _ideals(sizes: Sizes, reserve: Ints) -> tuple[Ints, bool]:
    """For each member the acceptable package with its largest mean; whether all are proved."""
    found, complete = [], True
    for k in range(len(sizes.members)):
        one = np.zeros(len(sizes.members), dtype=np.int64)
        one[k] = 1
        package, proved = sizes.largest(one, reserve)
        complete &= proved
        if package is None:
            return np.zeros((0, sizes.provisions), dtype=np.int64), complete
        found.append(package)
    return np.array(found), complete


def _acceptable(sizes: Sizes, packages: Ints) -> Acceptable:
    worth = sizes.model.utilities(packages)[:, list(sizes.members)]
    ones = np.ones(len(packages), dtype=np.int64)
    reserve = sizes.model.reserve[list(sizes.members)]
    return Acceptable(sizes.members, worth, ones, reserve, _Rows(packages))


def package_beyond(
    concept: Concept, model: Bargain, *, objective: Objective, limited: Limited
) -> PointResult:
    """The solution over packages that cannot be gone through, as far as programmes give it.

    Only where one coalition may decide; else, and where a search was cut off, the status is ``limit``.
    """
    effort = Effort()
    members = limited.members
    names = tuple(model.parties[p] for p in members)
    sizes = Sizes.of(model, members, effort=effort) if limited.only else limited.message
    if isinstance(sizes, Message):
        status = Status("limit", in_sequence([limited.message, sizes]) if limited.only else sizes)
        return PointResult(concept=concept, status=status, coalition=names, origin=model.origin)
    best = best_of_sizes(sizes, objective)
    stats = Stats(work=effort.as_work())
    if isinstance(best, Nothing):
        none = msg(
            "There is no agreement: no outcome is acceptable to {parties} together.", parties=list(names)
        )
        status = Status("no-agreement", none) if best.proved else Status("limit", limited.message)
        return PointResult(concept=concept, status=status, coalition=names, stats=stats, origin=model.origin)
    proved = best.complete and best.gap is not None and best.gap <= GAP
    told = gap_sentences(best.gap)
    if objective.score() in ("least", "share"):
        told.append(msg("Another outcome may have the same smallest gain and a larger second one."))
    return PointResult(
        concept=concept,
        status=Status("ok" if proved else "limit", in_sequence(told)),
        stats=stats,
        objective=objective.value(best.found, 0, scale=model.scale),
        ties_total=None,
        certificate=Certificate("gap", best.gap, False if best.undominated else None),
        coalition=names,
        ideal=named(model, members, scaled=best.found.stakes + best.found.reserve),
        origin=model.origin,
        **at(model, best.packages[0]),
    )
