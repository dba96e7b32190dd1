"""Trades of a package: the smallest changes of what is included that hurt nobody and help somebody."""

from itertools import combinations, islice
from math import comb

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.bargaining.trades import Change, Changes
from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]

# Changes worked out at once: what memory should hold.
CHUNK = 1 << 17


def package_changes(model: Bargain, choice: tuple[int, ...], *, limit: int, budget: int) -> Changes:
    """The first ``limit`` changes of the package ``choice`` that hurt nobody and help somebody.

    A change takes provisions in or leaves some out. Ordered by the number of provisions, then the smallest
    gain (largest first), then the tie rule; none has another one as a part. ``budget``: changes looked at.
    """
    here = np.array(choice, dtype=np.int64)
    kept: list[Change] = []
    looked = 0
    for size in range(1, len(choice) + 1):
        if looked + comb(len(choice), size) > budget:
            return Changes(tuple(kept), size, {"changes": looked})
        looked += comb(len(choice), size)
        best: list[Change] = []
        sets = combinations(range(len(choice)), size)
        while part := list(islice(sets, CHUNK)):
            found = _helpful(model, here, np.array(part, dtype=np.intp), kept=kept)
            best = sorted((*best, *found))[: limit - len(kept)]
        kept += best
        if len(kept) >= limit:
            break
    return Changes(tuple(kept), 0, {"changes": looked})


def _helpful(model: Bargain, here: Ints, flipped: NDArray[np.intp], *, kept: list[Change]) -> list[Change]:
    """The changes of the provisions ``flipped`` (M, size) that help somebody and hurt nobody."""
    choices = np.repeat(here[None], len(flipped), axis=0)
    np.put_along_axis(choices, flipped, 1 - here[flipped], axis=1)
    gains = model.utilities(choices) - model.utilities(here[None])
    good = (gains >= 0).all(axis=1) & gains.any(axis=1) & choices.any(axis=1)
    for constraint in model.excluded:
        good &= constraint.allowed[tuple(choices[:, axis] for axis in constraint.axes)]
    for change in kept:
        part = np.flatnonzero(np.array(change.choice) != here)
        good &= (choices[:, part] == here[part]).any(axis=1)
    order = np.lexsort((*choices[good].T[::-1], *(-gains[good].T[::-1]), -gains[good].min(axis=1)))
    return [
        Change(-min(gain), tuple(-g for g in gain), tuple(choice))
        for gain, choice in zip(gains[good][order].tolist(), choices[good][order].tolist(), strict=True)
    ]
