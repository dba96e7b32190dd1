"""The frontier: the outcomes that cannot be improved for one party without a loss for another."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Limits, frontier_fold, group_columns
from pourparler.analyses.bargaining.coalitions import positions
from pourparler.analyses.bargaining.conditioned import Conditioned, conditioned
from pourparler.analyses.bargaining.lotteries.polygon import polygon
from pourparler.analyses.bargaining.opposition import opposition
from pourparler.analyses.bargaining.packages.listed import Efficient, efficient_packages
from pourparler.analyses.bargaining.results import FrontierResult, PointTable
from pourparler.analyses.bargaining.sample import sample
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Stats, Status
from pourparler.kernels.frontier import Fold, fold
from pourparler.kernels.thinning import Near, near_fold
from pourparler.language import Message, in_sequence, msg, msg_n
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]

# Vectors kept at once, where the setting does not say.
POINTS_OF_TWO = 1_000_000
POINTS_OF_MORE = 200_000
# Of more parties than this, fewer pairs are compared, in proportion.
SHORT = 6


@dataclass(frozen=True)
class Frontier(Concept):
    """All vectors of utilities that no outcome improves for one party without a loss for another.

    Over all outcomes that are not excluded, acceptable or not. When not to use: to find out what can be
    agreed on (use ``Agreements``), or with many parties, where nearly every outcome is on the frontier.

    Parameters: ``lotteries``: none, outcomes as they are; allowed, what lotteries over them give in expectation,
    red lines binding every outcome: for two parties the corners of the hull; ``coalition``: the parties to look at, all where not given; ``max_points``: vectors kept at
    once (where not given, a million for two parties, 200,000 for more); ``max_pairs``: pairs of vectors compared
    (three parties or more; past six, fewer in proportion). Returns a ``FrontierResult``; past
    a limit, for two parties one with status ``approximate`` and a proved bound ``epsilon`` on the loss of the
    first, for more one with supported points only and status ``limit``. Raises ``UsageError`` for an unknown party.
    Reference: Pareto 1906; maxima of vectors: Kung, Luccio and Preparata 1975.

    >>> sides = {"p": {"x": [2, 1, 0]}, "q": {"x": [0, 0, 1]}}
    >>> Frontier().run(Bargain.from_tables({"x": ["a", "b", "c"]}, sides), None).size
    2
    """

    lotteries: Literal["none", "allowed"] = "none"
    coalition: tuple[str, ...] | None = None
    max_points: int | None = None
    max_pairs: int = 200_000_000

    name: ClassVar[str] = "frontier"
    reference: ClassVar[tuple[str, ...]] = ("pareto1906", "kung1975")
    accepts: ClassVar[type[Any]] = Bargain

    def run(self, model: Bargain, rng: np.random.Generator | None) -> FrontierResult:
        """The frontier of ``model``."""
        members = positions(model, self.coalition)
        if model.mean is not None:
            return self._packaged(model, members)
        if self.lotteries == "allowed":
            return polygon(self, model, members)
        left = conditioned(model, binding=0)
        if isinstance(left, Message):
            table = _table(model, members, np.zeros((0, len(model.tables)), dtype=np.int64))
            status = Status("limit", left)
            return FrontierResult(concept=self, status=status, table=table, origin=model.origin, epsilon=None)
        if not left.size:
            table = _table(model, members, np.zeros((0, len(model.tables)), dtype=np.int64))
            status = Status("no-agreement", msg("The exclusions leave no outcome."))
            return FrontierResult(
                concept=self, status=status, table=table, size=0, outcomes_total=0, origin=model.origin
            )
        columns = [stage for stage, _ in group_columns(left, members)]
        found = fold(columns, cap=self._cap(members), budget=self._budget(members), latest=1)
        if not found.complete and len(members) <= 2 and self._cap(members) >= 2:
            return self._near(model, left, members, near_fold(columns, found, cap=self._cap(members)))
        if not found.complete:
            return self._sampled(model, left, members, found)
        return self._exact(model, left, members, found)

    def _cap(self, members: tuple[int, ...]) -> int:
        if self.max_points is not None:
            return self.max_points
        return POINTS_OF_TWO if len(members) <= 2 else POINTS_OF_MORE

    def _budget(self, members: tuple[int, ...]) -> int:
        # A pair of long vectors takes longer to compare.
        return self.max_pairs * SHORT // max(SHORT, len(members))

    def _limits(self, members: tuple[int, ...]) -> Limits:
        return Limits(points=self._cap(members), pairs=self._budget(members))

    def _exact(
        self, model: Bargain, left: Conditioned, members: tuple[int, ...], found: Fold
    ) -> FrontierResult:
        last = found.stages[-1]
        work = {"candidates": found.candidates, "kept": found.kept, "outcomes": left.size}
        if found.pairs:
            work["pairs"] = found.pairs
        vectors = last.points[: len(members)]
        whole = Efficient(vectors, left.radix.choices(last.words), last.counts, left.size, work)
        return self._told(model, members, whole)

    def _packaged(self, model: Bargain, members: tuple[int, ...]) -> FrontierResult:
        table = _table(model, members, np.zeros((0, len(model.tables)), dtype=np.int64))
        if self.lotteries == "allowed":
            told = msg(
                "The frontier of lotteries over packages is not worked out; the other concepts allow them."
            )
            status = Status("undefined", told)
            return FrontierResult(concept=self, status=status, table=table, origin=model.origin, epsilon=None)
        found = efficient_packages(model, members, binding=None, limits=self._limits(members))
        if isinstance(found, Efficient):
            return self._told(model, members, found)
        status = Status("limit", found)
        return FrontierResult(concept=self, status=status, table=table, origin=model.origin, epsilon=None)

    def _told(self, model: Bargain, members: tuple[int, ...], found: Efficient) -> FrontierResult:
        if not len(found.choices):
            status = Status("no-agreement", msg("The exclusions leave no outcome."))
            table = _table(model, members, found.choices)
            return FrontierResult(
                concept=self, status=status, table=table, size=0, outcomes_total=0, origin=model.origin
            )
        vectors = found.vectors
        table = _table(model, members, found.choices, vectors)
        counts = tuple(found.counts.tolist())
        lines = _beyond_utility(model, members)
        reached = (vectors >= model.reserve[list(members)][:, None]).all(axis=0)
        accepted: NDArray[np.intp] | None = np.flatnonzero(reached)
        behind = self._acceptable(model, members) if lines else None
        if lines:
            accepted = None if behind is None else _shared(vectors, behind[0])
        good = (behind[0] if behind else None) if lines else vectors[:, reached]
        return FrontierResult(
            concept=self,
            status=Status("ok", _sentence(len(table), sum(counts))),
            stats=Stats(work=found.work),
            origin=model.origin,
            table=table,
            size=len(table),
            multiplicity=counts,
            outcomes_total=found.outcomes,
            acceptable=None if accepted is None else len(accepted),
            acceptable_points=tuple(accepted.tolist()) if lines and accepted is not None else None,
            acceptable_table=behind[1] if behind else None,
            ideal=_extremes(model, members, vectors.max(axis=1)),
            nadir=_extremes(model, members, vectors.min(axis=1)),
            opposition=opposition(model, members, points=vectors, acceptable=good),
        )

    def _acceptable(self, model: Bargain, members: tuple[int, ...]) -> tuple[Ints, PointTable] | None:
        """The frontier of the outcomes acceptable to all ``members``: vectors (members, N) and points."""
        if model.mean is not None:
            packages = efficient_packages(model, members, binding=members, limits=self._limits(members))
            if isinstance(packages, Message):
                return None
            return packages.vectors, _table(model, members, packages.choices, packages.vectors)
        bits = sum(1 << p for p in members)
        left = conditioned(model, binding=bits)
        if isinstance(left, Message):
            return None
        if not left.size:
            empty = np.zeros((0, len(model.tables)), dtype=np.int64)
            return np.zeros((len(members), 0), dtype=np.int64), _table(model, members, empty)
        found, _ = frontier_fold(
            left, members, limits=self._limits(members), floor=model.reserve[list(members)]
        )
        if not found.complete:
            return None
        last = found.stages[-1]
        vectors = last.points[: len(members)]
        return vectors, _table(model, members, left.radix.choices(last.words), vectors)

    def _near(
        self, model: Bargain, left: Conditioned, members: tuple[int, ...], near: Near
    ) -> FrontierResult:
        """The frontier with a stated loss, where more points than the cap would have to be kept."""
        vectors = near.stage.points[: len(members)]
        names = [model.parties[p] for p in members]
        reason = msg("More than {limit} vectors would have to be kept at once.", limit=self._cap(members))
        given = msg(
            "Every efficient outcome is matched by one of the {n} points given, at least as good for {second} "
            "and worse for {first} by at most {epsilon}.",
            n=vectors.shape[1], first=names[0], second=names[-1], epsilon=model.unit(near.epsilon),
        )  # fmt: skip
        reached = (vectors >= model.reserve[list(members)][:, None]).all(axis=0)
        return FrontierResult(
            concept=self,
            status=Status("approximate", in_sequence([reason, given])),
            stats=Stats(work={"candidates": near.candidates, "thinned": near.thinned, "outcomes": left.size}),
            origin=model.origin,
            table=_table(model, members, left.radix.choices(near.stage.words), vectors),
            outcomes_total=left.size,
            acceptable=None if any(model.red_lines[p] for p in members) else int(reached.sum()),
            epsilon=model.unit(near.epsilon),
            ideal=_extremes(model, members, vectors.max(axis=1)),
        )

    def _sampled(
        self, model: Bargain, left: Conditioned, members: tuple[int, ...], found: Fold
    ) -> FrontierResult:
        tried = sample(model, members, binding=0)
        if isinstance(tried, Message):
            raise AssertionError("the same outcomes were conditioned before")
        best = np.array([sum(int(g.table[p].max()) for g in left.groups) for p in members], dtype=np.int64)
        reason = msg("More than {limit} vectors would have to be kept at once.", limit=self._cap(members))
        if len(members) > 2:
            reason = msg(
                "More than {points} vectors would have to be kept at once, or more than {pairs} pairs compared.",
                points=self._cap(members), pairs=self._budget(members),
            )  # fmt: skip
        given = msg(
            "The {n} points given lie on the frontier; they are a sample of it, "
            "those that are best for some weights.",
            n=len(tried.choices),
        )
        return FrontierResult(
            concept=self,
            status=Status("limit", in_sequence([reason, given])),
            stats=Stats(
                work={
                    "supported": len(tried.choices),
                    "candidates": found.candidates,
                    "pairs": found.pairs,
                    "outcomes": left.size,
                }
            ),
            origin=model.origin,
            table=_table(model, members, tried.choices, tried.utilities.T),
            outcomes_total=left.size,
            epsilon=None,
            ideal=_extremes(model, members, best),
        )


def _table(
    model: Bargain, members: tuple[int, ...], choices: Ints, vectors: Ints | None = None
) -> PointTable:
    worth = vectors.T if vectors is not None else model.utilities(choices)[:, list(members)]
    parties = tuple(model.parties[p] for p in members)
    return PointTable(model.space, parties, choices, worth / model.scale)


def _beyond_utility(model: Bargain, members: tuple[int, ...]) -> bool:
    """Whether some of ``members`` ask for more than utility: a red line, or a further score."""
    asked = model.mean.thresholds if model.mean else ()
    lines = any(model.red_lines[p] for p in members if p < len(model.red_lines))
    return lines or any(threshold.party in members for threshold in asked)


def _extremes(model: Bargain, members: tuple[int, ...], scaled: Ints) -> dict[str, float]:
    return {model.parties[p]: model.unit(u) for p, u in zip(members, scaled.tolist(), strict=True)}


def _shared(vectors: Ints, other: Ints) -> NDArray[np.intp]:
    """Which columns of ``vectors`` are also columns of ``other``."""
    known = set(map(tuple, other.T.tolist()))
    return np.array([i for i, v in enumerate(vectors.T.tolist()) if tuple(v) in known], dtype=np.intp)


def _sentence(points: int, outcomes: int) -> Message:
    if points == outcomes:
        return msg_n(
            "The frontier is exact: {n} point, one outcome each.",
            "The frontier is exact: {n} points, one outcome each.",
            n=points,
        )
    return msg_n(
        "The frontier is exact: {n} point, reached by {outcomes} outcomes.",
        "The frontier is exact: {n} points, reached by {outcomes} outcomes.",
        n=points, outcomes=outcomes,
    )  # fmt: skip
