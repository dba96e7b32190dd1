"""How many packages each set of parties accepts, and the best ones among those that the rule accepts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.packages.listed import Packages
from pourparler.analyses.bargaining.results import AgreementsResult
from pourparler.analyses.bargaining.tally import Tally
from pourparler.analyses.result import Status
from pourparler.kernels.packages import included
from pourparler.language import Message
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]


def package_tally(packages: Packages) -> Tally:
    """Count who accepts which packages."""
    found = Tally(work={"blocks": 0})
    model, width = packages.model, len(packages.grid.last.sizes)
    for block, there, bits in packages.acceptance():
        found.work["blocks"] += 1
        kinds, times = _seen(bits if there.all() else bits[there])
        for kind, n in zip(kinds.tolist(), times.tolist(), strict=True):
            found.counts[kind] = found.counts.get(kind, 0) + n
        i, j = np.nonzero(_accepted(model, bits, kinds) & there)
        if not len(i):
            continue
        _improve(found, packages, block.rows[i] * width + j)
    return found


def _seen(bits: NDArray[Any]) -> tuple[Ints, Ints]:
    """Which sets of parties occur, and how often each."""
    if bits.dtype == np.int64:
        kinds, times = np.unique(bits, return_counts=True)
        return kinds, times
    seen = np.bincount(bits.ravel())
    kinds = np.flatnonzero(seen)
    return kinds, seen[kinds]


def _accepted(model: Bargain, bits: NDArray[Any], kinds: Ints) -> NDArray[np.bool_]:
    """Which of ``bits`` the rule accepts; ``kinds``: all that occur."""
    wins = kinds[model.rule.wins(kinds) & (kinds > 0)]
    if not len(wins):
        return np.zeros(bits.shape, dtype=np.bool_)
    if len(wins) == 1:
        return np.asarray(bits == wins[0])
    return np.isin(bits, wins.astype(bits.dtype))


def _improve(found: Tally, packages: Packages, index: Ints) -> None:
    everyone = range(len(packages.model.parties))
    worth = packages.utilities(index, everyone)
    for p in everyone:
        top = int(worth[p].max())
        held = found.best.get(p)
        if held is not None and held[0][0] > top:
            continue
        rows = np.flatnonzero(worth[p] == top)
        order = np.lexsort((index[rows], *(-worth[q, rows] for q in reversed(everyone))))
        row = int(rows[order[0]])
        vector = (top, *worth[:, row].tolist())
        choice = tuple(included(index[row : row + 1], packages.grid.provisions)[0].tolist())
        if held is None or vector > held[0] or (vector == held[0] and choice < held[1]):
            found.best[p] = (vector, choice)


def largest_coalitions(packages: Packages) -> list[int]:
    """The largest sets of parties (bits) that the rule lets decide and that all accept some package."""
    model, seen = packages.model, set[int]()
    for _, there, bits in packages.acceptance():
        seen.update(_seen(bits[there])[0].tolist())
    kinds: NDArray[Any] = np.array(sorted(seen), dtype=np.int64)
    winning = [bits for bits in kinds[model.rule.wins(kinds)].tolist() if bits] if len(kinds) else []
    most = max((bits.bit_count() for bits in winning), default=0)
    return [bits for bits in winning if bits.bit_count() == most]


def occurring(packages: Packages) -> list[tuple[bool, bool]]:
    """For each provision whether some package that the rule accepts leaves it out, and whether one has it in."""
    model, width = packages.model, len(packages.grid.last.sizes)
    all_in, any_in = (1 << packages.grid.provisions) - 1, 0
    for block, there, bits in packages.acceptance():
        good = _accepted(model, bits, _seen(bits)[0]) & there
        i, j = np.nonzero(good)
        if len(i):
            index = block.rows[i] * width + j
            all_in &= int(np.bitwise_and.reduce(index))
            any_in |= int(np.bitwise_or.reduce(index))
    if not any_in:
        return [(False, False)] * packages.grid.provisions
    places = range(packages.grid.provisions - 1, -1, -1)
    return [(not all_in >> place & 1, bool(any_in >> place & 1)) for place in places]


def slack(model: Bargain) -> Bargain:
    """Packages as outcomes whose utility is what their scores sum to above the reserve: acceptance is the same.

    The empty package is one more outcome, acceptable to whose red lines it does not cross. What is asked of
    further scores is left out.
    """
    common = model.mean.common if model.mean else 1
    least = model.reserve // common
    tables = tuple(np.stack((table[:, 0], table[:, 1] - least), axis=1) for table in model.tables)
    return replace(model, tables=tables, reserve=np.zeros_like(least), mean=None)


def without_empty(model: Bargain, found: AgreementsResult, *, reason: Message) -> AgreementsResult:
    """The counts of :func:`slack` without the empty package; ``limit`` where further scores are asked for."""
    empty = (0,) * len(model.tables)
    asked = model.mean.thresholds if model.mean else ()
    if asked or found.feasible is None:
        return AgreementsResult(concept=found.concept, status=Status("limit", reason), origin=model.origin)
    if not model.space.allowed(empty, model.excluded):
        return replace(found, best=None, origin=model.origin)
    accepts = [model.space.allowed(empty, lines) for lines in model.red_lines]
    bits = sum(1 << p for p, yes in enumerate(accepts) if yes)
    wins = bits > 0 and bool(model.rule.wins(np.array([bits]))[0])

    def less(counts: Mapping[str, int] | None, *, one: bool) -> dict[str, int]:
        return {
            name: n - (one and yes) for (name, n), yes in zip((counts or {}).items(), accepts, strict=True)
        }

    by_number = None
    if found.by_number is not None:
        by_number = tuple(n - (k == sum(accepts)) for k, n in enumerate(found.by_number))
    return replace(
        found,
        outcomes_total=None if found.outcomes_total is None else found.outcomes_total - 1,
        feasible=found.feasible - wins,
        unanimous=None if found.unanimous is None else found.unanimous - all(accepts),
        by_party=less(found.by_party, one=wins),
        accepted=less(found.accepted, one=True),
        by_number=by_number,
        best=None,
        origin=model.origin,
    )
