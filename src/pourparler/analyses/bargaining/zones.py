"""Zones of possible agreement: on each issue, the values that a deal can have."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Limits
from pourparler.analyses.bargaining.audited import Zone, ZonesResult
from pourparler.analyses.bargaining.coalitions import obstacle, solvable
from pourparler.analyses.bargaining.conditioned import Conditioned, conditioned
from pourparler.analyses.bargaining.deal import Choice, choice_of
from pourparler.analyses.bargaining.labels import named
from pourparler.analyses.bargaining.packages.counted import occurring
from pourparler.analyses.bargaining.packages.listed import Packages
from pourparler.analyses.bargaining.programmes.projected import projection
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import OK, Stats, Status
from pourparler.kernels.blocks import coverage, halves
from pourparler.kernels.frontier import column, fold
from pourparler.kernels.projection import completable
from pourparler.kernels.stages import Stage
from pourparler.language import Message, in_sequence, msg
from pourparler.model.bargain import Bargain
from pourparler.model.outcomes import Axis, Value

Ints = NDArray[np.int64]
Flags = list[NDArray[np.bool_]]


@dataclass(frozen=True)
class Zones(Concept):
    """The zone of possible agreement of every issue, in two senses that must not be confused.

    By projection: the values that some acceptable outcome has, the other issues being free. At the deal: the
    values acceptable to all with everything else as in ``deal``. When not to use: to read off a deal issue by
    issue, since values from the zones of several issues need not be acceptable together.

    Parameters: ``deal`` ``{issue: value}``, every issue, or none; ``max_outcomes``: outcomes looked at for
    three parties or more; ``max_points``: vectors kept at once for two; past them values are asked for by
    programmes. Returns a ``ZonesResult``, with status ``limit`` and no projection where that is cut off. Raises ``UsageError`` for an unknown issue or value, or an issue
    left out.
    Reference: Raiffa 1982, chapter 4 (zone of agreement between two reservation prices).

    >>> prices = {"seller": {"x": [0, 1, 2, 3]}, "buyer": {"x": [3, 2, 1, 0]}}
    >>> deal = Bargain.from_tables({"x": [10, 20, 30, 40]}, prices, reserve={"seller": 1, "buyer": 1})
    >>> Zones().run(deal, None).zones["x"].projection
    (20, 30)
    """

    deal: Mapping[str, str | float] | None = None
    max_outcomes: int = 20_000_000
    max_points: int = 1_000_000

    name: ClassVar[str] = "zones"
    reference: ClassVar[tuple[str, ...]] = ("raiffa1982",)
    accepts: ClassVar[type[Any]] = Bargain

    def run(self, model: Bargain, rng: np.random.Generator | None) -> ZonesResult:
        """The zones of ``model``."""
        choice = None if self.deal is None else choice_of(model.space, self.deal, setting="deal")
        work: dict[str, int] = {}
        found = _projected(model, Limits(self.max_outcomes, self.max_points), work)
        status = OK
        open_: tuple[int, ...] = ()
        if isinstance(found, Message):
            found, open_, status = (_unknown if model.mean else _searched)(model, found, work)
        if status is OK and not any(flags.any() for flags in found):
            everyone = tuple(range(len(model.parties)))
            status = Status("no-agreement", obstacle(model, everyone, limits=Limits(self.max_outcomes)))
        zones = {}
        for i, axis in enumerate(model.space.axes):
            projection = None if i in open_ else _values(axis, found[i])
            accepted = None if choice is None else _accepted(model, choice, i)
            zones[axis.name] = Zone(
                projection,
                None if accepted is None else _values(axis, np.all(accepted, axis=0)),
                None
                if accepted is None
                else {name: _values(axis, accepted[p]) for p, name in enumerate(model.parties)},
                None if choice is None else axis.values[choice[i]],
                _interval(model, projection),
                len(axis),
                axis.values,
            )
        return ZonesResult(
            concept=self,
            status=status,
            stats=Stats(work=work),
            origin=model.origin,
            zones=zones,
            overall=_overall(model, Limits(self.max_outcomes, self.max_points)),
        )


def _overall(model: Bargain, limits: Limits) -> dict[str, tuple[float, float]] | None:
    """From no deal up to the best acceptable outcome, for each party whose acceptance counts."""
    found = solvable(model, None, limits=limits)
    if not isinstance(found, tuple):
        return None
    low, tops = named(model, range(len(model.parties)), scaled=model.reserve), dict[str, float]()
    for part in found:
        for name, best in named(model, part.members, scaled=part.stakes + part.reserve).items():
            tops[name] = max(best, tops.get(name, best))
    return {name: (low[name], tops[name]) for name in model.parties if name in tops}


def _unknown(model: Bargain, reason: Message, work: dict[str, int]) -> tuple[Flags, tuple[int, ...], Status]:
    """Of packages too many to go through, nothing."""
    nothing: Flags = [np.zeros(len(axis), dtype=np.bool_) for axis in model.space.axes]
    return nothing, tuple(range(len(nothing))), Status("limit", reason)


def _searched(model: Bargain, reason: Message, work: dict[str, int]) -> tuple[Flags, tuple[int, ...], Status]:
    """What programmes prove past a limit: the values, and the issues for which not all are known."""
    found = projection(model)
    if isinstance(found, Message):
        return _unknown(model, in_sequence([reason, found]), work)
    work |= found.work
    open_ = tuple(i for i, flags in enumerate(found.open_) if flags.any())
    if not open_:
        return found.seen, (), OK
    names = [model.space.axes[i].name for i in open_]
    told = msg("Which values of {issues} are possible is not known; searches were cut off.", issues=names)
    return found.seen, open_, Status("limit", in_sequence([reason, told]))


def _values(axis: Axis, flags: NDArray[np.bool_]) -> tuple[Value, ...]:
    return tuple(value for value, yes in zip(axis.values, flags.tolist(), strict=True) if yes)


def _interval(model: Bargain, projection: tuple[Value, ...] | None) -> tuple[float, float] | None:
    """The textbook zone of a problem with one numeric issue."""
    if len(model.space.axes) > 1 or not projection:
        return None
    numbers = [float(value) for value in projection if not isinstance(value, str)]
    return (min(numbers), max(numbers)) if numbers else None


def _accepted(model: Bargain, choice: Choice, axis: int) -> NDArray[np.bool_]:
    """Who accepts each value of one issue with everything else as in the deal: (parties, values)."""
    rows = []
    for value in range(len(model.space.axes[axis])):
        changed = (*choice[:axis], value, *choice[axis + 1 :])
        possible = model.space.allowed(changed, model.excluded)
        rows.append(model.acceptance(changed) & possible)
    return np.array(rows).T


def _projected(model: Bargain, limits: Limits, work: dict[str, int]) -> Flags | Message:
    """Which values of each issue some outcome has that the decision rule accepts."""
    flags: Flags = [np.zeros(len(axis), dtype=np.bool_) for axis in model.space.axes]
    if model.mean is not None:
        return _packaged(model, work)
    if len(model.parties) > 2:
        return _listed(model, limits, (flags, work))
    for size in range(1, len(model.parties) + 1):
        for members in combinations(range(len(model.parties)), size):
            if model.rule.wins(np.array([sum(1 << p for p in members)]))[0]:
                wrong = _folded(model, members, limits=limits, into=(flags, work))
                if wrong:
                    return wrong
    return flags


def _packaged(model: Bargain, work: dict[str, int]) -> Flags | Message:
    packages = Packages.of(model)
    if isinstance(packages, Message):
        return packages
    work["outcomes"] = packages.size
    return [np.array(pair) for pair in occurring(packages)]


def _listed(model: Bargain, limits: Limits, into: tuple[Flags, dict[str, int]]) -> Flags | Message:
    flags, work = into
    left = conditioned(model, binding=0, linked=(1 << len(model.parties)) - 1)
    if isinstance(left, Message):
        return left
    if left.size > limits.outcomes:
        return msg(
            "{n} outcomes are more than the {limit} that can be listed for {parties} parties.",
            n=left.size, limit=limits.outcomes, parties=len(model.parties),
        )  # fmt: skip
    work["outcomes"] = left.size
    if not left.size:
        return flags
    pair = halves([g.table for g in left.groups], [g.crossed for g in left.groups])
    width = pair.last.shape[1]
    for start, bits in coverage(pair, model.reserve):
        kinds = np.unique(bits)
        wins = model.rule.wins(kinds) & (kinds > 0)
        good = wins[np.searchsorted(kinds, bits)].reshape(-1, width)
        # One outcome for each half outcome that has any: together they show every value that occurs.
        rows, columns = np.flatnonzero(good.any(axis=1)), np.flatnonzero(good.any(axis=0))
        index = np.concatenate(
            (rows * width + good[rows].argmax(axis=1), good[:, columns].argmax(axis=0) * width + columns)
        )
        _mark(flags, left.choices(start + index))
    return flags


def _mark(flags: Flags, choices: Ints) -> None:
    for axis, seen in enumerate(flags):
        seen[choices[:, axis]] = True


def _folded(
    model: Bargain, members: tuple[int, ...], *, limits: Limits, into: tuple[Flags, dict[str, int]]
) -> Message | None:
    """Mark the values of outcomes acceptable to one or two ``members``; a sentence where a limit is hit."""
    flags, work = into
    left = conditioned(model, binding=sum(1 << p for p in members))
    if isinstance(left, Message):
        return left
    if not left.size:
        return None
    floor = np.zeros(2, dtype=np.int64)
    floor[: len(members)] = model.reserve[list(members)]
    order, columns = _columns(left, members)
    before = fold(columns, cap=limits.points, floor=floor)
    after = fold(columns[::-1], cap=limits.points, floor=floor)
    work["candidates"] = work.get("candidates", 0) + before.candidates + after.candidates
    if not (before.complete and after.complete):
        return msg("More than {limit} vectors would have to be kept at once.", limit=limits.points)
    if len(before.stages) <= len(columns) or len(after.stages) <= len(columns):
        return None
    for k, g in enumerate(order):
        group = left.groups[g]
        first, rest = before.stages[k].points, after.stages[len(columns) - 1 - k].points
        reach = completable(first, rest, _padded(group.table[list(members)]), floor=floor)
        for position, axis in enumerate(group.axes):
            flags[axis][group.values[reach, position]] = True
    return None


def _columns(left: Conditioned, members: tuple[int, ...]) -> tuple[list[int], list[Stage]]:
    """The groups' positions and their undominated values, the smallest first, which keeps the stages small."""
    stages = []
    for group in left.groups:
        points = _padded(group.table[list(members)])
        stages.append(column(points, np.zeros((1, points.shape[1]), dtype=np.int64)))
    order = sorted(range(len(stages)), key=lambda g: stages[g].points.shape[1])
    return order, [stages[g] for g in order]


def _padded(points: Ints) -> Ints:
    """Two coordinates: one member is given a second one that is always 0."""
    if len(points) == 2:
        return points
    return np.concatenate((points, np.zeros((1, points.shape[1]), dtype=np.int64)))
