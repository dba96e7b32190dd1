"""Agreements: how many outcomes the decision rule accepts, and what each party can hope for among them."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.acceptable import Limits
from pourparler.analyses.bargaining.coalitions import members_of, obstacle, positions, unanimous
from pourparler.analyses.bargaining.conditioned import Conditioned, conditioned
from pourparler.analyses.bargaining.counted import accepted as accepted_by_all
from pourparler.analyses.bargaining.counted import counted
from pourparler.analyses.bargaining.largest import best_agreements
from pourparler.analyses.bargaining.packages.counted import package_tally, slack, without_empty
from pourparler.analyses.bargaining.packages.listed import Packages
from pourparler.analyses.bargaining.results import AgreementsResult
from pourparler.analyses.bargaining.sample import sample
from pourparler.analyses.bargaining.tallies import bounds, counts
from pourparler.analyses.bargaining.tally import Tally
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Stats, Status
from pourparler.kernels.blocks import Halves, coverage, halves, sums_at
from pourparler.language import Message, in_sequence, msg, msg_n
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Agreements(Concept):
    """How many outcomes the decision rule accepts, who accepts them, and each party's best one.

    When not to use: to single out one outcome (use ``Nash`` or another point concept).

    Parameters: ``max_outcomes``: outcomes looked at one by one; beyond it one or two parties are counted by
    halves of the issues, more by merging equal sums, exactly (then ``best`` names the parties for which it is
    proved, and ``by_number`` may be missing); where that takes too much the status is ``limit`` and only
    proved bounds are given. Returns an ``AgreementsResult`` with exact counts. Raises ``ModelError`` for utilities
    beyond 64 bits.
    Reference: Raiffa 1982 (negotiations with scored issues).

    >>> deal = Bargain.from_tables({"x": ["a", "b"]}, {"p": {"x": [3, -1]}, "q": {"x": [0, 2]}})
    >>> Agreements().run(deal, None).feasible
    1
    """

    max_outcomes: int = 1_000_000_000

    name: ClassVar[str] = "agreements"
    reference: ClassVar[tuple[str, ...]] = ("raiffa1982",)
    accepts: ClassVar[type[Any]] = Bargain

    def run(self, model: Bargain, rng: np.random.Generator | None) -> AgreementsResult:
        """The agreements of ``model``."""
        if model.mean is not None:
            return self._packaged(model)
        everyone = positions(model, None)
        left = conditioned(model, binding=0, linked=(1 << len(everyone)) - 1)
        if isinstance(left, Message):
            return AgreementsResult(concept=self, status=Status("limit", left), origin=model.origin)
        if left.size <= self.max_outcomes:
            return self._told(model, left.size, _tally(model, left))
        tally = _small(model, left) if len(everyone) <= 2 else _merged(model, left)
        return self._bounded(model, left) if tally is None else self._told(model, left.size, tally)

    def _packaged(self, model: Bargain) -> AgreementsResult:
        packages = Packages.of(model)
        if isinstance(packages, Message):
            found = without_empty(model, self.run(slack(model), None), reason=packages)
            if found.feasible is None:
                return found
            none = msg("There is no agreement: no outcome is accepted by parties that the rule lets decide.")
            status = (
                Status("ok", _sentence(found.feasible)) if found.feasible else Status("no-agreement", none)
            )
            return replace(found, status=status)
        return self._told(model, packages.size, package_tally(packages))

    def _told(self, model: Bargain, size: int, tally: Tally) -> AgreementsResult:
        everyone = positions(model, None)
        total = np.array(sorted(tally.counts), dtype=np.int64)
        # Python integers: counts may pass 64 bits.
        count = np.array([tally.counts[bits] for bits in total.tolist()], dtype=object)
        wins = model.rule.wins(total) & (total > 0)
        members = members_of(total, len(everyone))
        feasible = int(count[wins].sum())
        status = Status("ok", _sentence(feasible))
        if not feasible:
            status = Status(
                "no-agreement", obstacle(model, everyone, limits=Limits(outcomes=self.max_outcomes))
            )
        return AgreementsResult(
            concept=self,
            status=status,
            stats=Stats(work={"outcomes": size, **tally.work}),
            origin=model.origin,
            outcomes_total=size,
            feasible=feasible,
            unanimous=int(count[members == len(everyone)].sum()),
            by_party={
                name: int(count[wins & (total >> p & 1 == 1)].sum()) for p, name in enumerate(model.parties)
            },
            best={
                model.parties[p]: model.space.label(choice) for p, (_, choice) in sorted(tally.best.items())
            },
            accepted={name: int(count[total >> p & 1 == 1].sum()) for p, name in enumerate(model.parties)}
            if tally.whole
            else _accepted(model) or None,
            by_number=tuple(int(count[members == k].sum()) for k in range(len(everyone) + 1))
            if tally.whole
            else None,
        )

    def _bounded(self, model: Bargain, left: Conditioned) -> AgreementsResult:
        everyone = positions(model, None)
        accepted = _accepted(model)
        rough = bounds(model, left) if len(everyone) > 2 else None
        needed = [n for p, n in enumerate(model.parties) if n in accepted and _indispensable(model, p)]
        most = min((accepted[name] for name in needed), default=left.size)
        together = min(accepted.values(), default=left.size)
        tried = sample(model, everyone, binding=(1 << len(everyone)) - 1)
        known = not isinstance(tried, Message) and bool((tried.utilities >= model.reserve).all(axis=1).any())
        # Whatever nobody rejects, all accept (Bonferroni).
        rejected = sum(left.size - count for count in accepted.values())
        least = max(int(known), left.size - rejected if len(accepted) == len(everyone) else 0)
        if not bool(model.rule.wins(np.array([(1 << len(everyone)) - 1]))[0]):
            most = 0
        feasible, unanimous = (min(least, most), most), (least, together)
        if rough is not None:
            feasible, unanimous = _tighter(feasible, rough.feasible), _tighter(unanimous, rough.unanimous)
        known = feasible[0] > 0
        reason = msg(
            "{n} outcomes are more than the {limit} that are looked at one by one; only bounds are given.",
            n=left.size, limit=self.max_outcomes,
        )  # fmt: skip
        found = (
            msg("There is at least one agreement.")
            if known
            else msg("Whether there is an agreement is not known.")
        )
        return AgreementsResult(
            concept=self,
            status=Status("limit", in_sequence([reason, found])),
            stats=Stats(work={"outcomes": left.size, **(rough.work if rough else {})}),
            origin=model.origin,
            outcomes_total=left.size,
            accepted=accepted or None,
            bounds={"feasible": feasible, "unanimous": unanimous},
        )


def _small(model: Bargain, left: Conditioned) -> Tally | None:
    found = counted(model, left.size, limits=Limits())
    return None if found is None else Tally(found.exactly, found.best)


def _merged(model: Bargain, left: Conditioned) -> Tally | None:
    found = counts(model, left)
    return None if found is None else Tally(found.exactly, best_agreements(model), found.whole, found.work)


def _accepted(model: Bargain) -> dict[str, int]:
    """How many outcomes each party accepts, of the parties for which that can be told."""
    told = {name: accepted_by_all(model, (p,)) for p, name in enumerate(model.parties)}
    return {name: count for name, count in told.items() if count is not None}


def _tighter(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return max(one[0], other[0]), min(one[1], other[1])


def _tally(model: Bargain, left: Conditioned) -> Tally:
    tally = Tally(work={"blocks": 0})
    if not left.size:
        return tally
    pair = halves([g.table for g in left.groups], [g.crossed for g in left.groups])
    for start, bits in coverage(pair, model.reserve):
        tally.work["blocks"] += 1
        if len(model.parties) <= 16:
            seen = np.bincount(bits)
            kinds = np.flatnonzero(seen)
            times = seen[kinds]
        else:
            kinds, times = np.unique(bits, return_counts=True)
        for kind, n in zip(kinds.tolist(), times.tolist(), strict=True):
            tally.counts[kind] = tally.counts.get(kind, 0) + n
        wins = model.rule.wins(kinds.astype(np.int64)) & (kinds > 0)
        hopeful = _hopeful(tally, pair, (start, len(bits))) if wins.any() else ()
        if hopeful:
            feasible = np.isin(bits, kinds[wins].astype(bits.dtype))
            _improve(tally, left, pair, (start + np.flatnonzero(feasible), hopeful))
    return tally


def _hopeful(tally: Tally, pair: Halves, block: tuple[int, int]) -> tuple[int, ...]:
    """The parties whose best so far some outcome of a block (first index, length) might reach."""
    start, length = block
    width = pair.last.shape[1]
    tops = pair.first[:, start // width : (start + length) // width].max(axis=1) + pair.last.max(axis=1)
    return tuple(
        p for p, top in enumerate(tops.tolist()) if p not in tally.best or tally.best[p][0][0] <= top
    )


def _improve(tally: Tally, left: Conditioned, pair: Halves, found: tuple[Ints, tuple[int, ...]]) -> None:
    """Update the best (its utility, all utilities, first outcome) of some parties with outcomes by index."""
    index, parties = found
    i, j = np.divmod(index, pair.last.shape[1])
    for p in parties:
        worth = pair.first[p, i] + pair.last[p, j]
        top = int(worth.max())
        held = tally.best.get(p)
        if held is not None and held[0][0] > top:
            continue
        rows = np.flatnonzero(worth == top)
        vectors = sums_at(pair, index[rows])
        few = _lexicographic_top(vectors)
        vector = (top, *vectors[few[0]].tolist())
        if held is not None and held[0] > vector:
            continue
        choice = min(map(tuple, left.choices(index[rows[few]]).tolist()))
        if held is None or vector > held[0] or choice < held[1]:
            tally.best[p] = (vector, choice)


def _lexicographic_top(worth: Ints) -> NDArray[np.intp]:
    rows = np.arange(len(worth))
    for p in range(worth.shape[1]):
        column = worth[rows, p]
        rows = rows[column == column.max()]
    return rows


def _indispensable(model: Bargain, party: int) -> bool:
    if unanimous(model.rule):
        return True
    without = (1 << len(model.parties)) - 1 - (1 << party)
    return not bool(model.rule.wins(np.array([without]))[0])


def _sentence(feasible: int) -> Message:
    return msg_n(
        "The count is exact: the decision rule accepts {n} outcome.",
        "The count is exact: the decision rule accepts {n} outcomes.",
        n=feasible,
    )
