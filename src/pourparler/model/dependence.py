"""Which numbers move together: groups of keys with the correlations of the normal variables behind them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.laws import Law
from pourparler.brief.numbers import Number
from pourparler.brief.priors import mixed_with
from pourparler.kernels.correlations import pearson


@dataclass(frozen=True, eq=False)
class Tied:
    """Numbers that move together, by key, sorted.

    ``factor``: the party whose common factor ties them, where nothing else does, else empty; ``matrix`` (keys, keys):
    Pearson correlations of the normal variables behind them.
    """

    keys: tuple[str, ...]
    factor: str
    matrix: NDArray[np.float64]


def tied(brief: Brief, keys: Iterable[str]) -> tuple[Tied, ...]:
    """Groups of two or more of ``keys`` that the brief's ``dependence`` ties, in the order of their first keys.

    Positions of one party are tied by its factor, along the scales of their issues; a stated pair replaces what the
    factor says of the two. Source: Gaussian copula; rank correlations as in Pearson 1907.
    """
    stated = brief.content.dependence
    if stated is None:
        return ()
    known = sorted(set(keys))
    rhos = {frozenset((pair.first, pair.second)): pair.rho for pair in stated.pairs}
    numbers = brief.numbers
    party = {
        key: numbers[key].party
        for key in known
        if stated.party and key in numbers and numbers[key].kind == "position" and numbers[key].party
    }
    parts: list[list[str]] = []
    for key in known:
        near = [
            part
            for part in parts
            if any(
                frozenset((key, other)) in rhos or (key in party and party[key] == party.get(other))
                for other in part
            )
        ]
        parts = [part for part in parts if part not in near] + [[*(k for part in near for k in part), key]]
    groups = [tuple(sorted(part)) for part in parts if len(part) > 1]
    return tuple(_group(group, rhos, party, stated.party) for group in sorted(groups))


def _group(
    keys: tuple[str, ...], rhos: Mapping[frozenset[str], float], party: Mapping[str, str], common: float
) -> Tied:
    ranks = np.eye(len(keys))
    paired = False
    for i, a in enumerate(keys):
        for j, b in enumerate(keys[:i]):
            both = frozenset((a, b))
            paired |= both in rhos
            same = common if a in party and party[a] == party.get(b) else 0.0
            ranks[i, j] = ranks[j, i] = rhos.get(both, same)
    return Tied(keys, "" if paired else party[keys[0]], pearson(ranks))


def varies(brief: Brief, number: Number) -> bool:
    """Whether draws of a number differ. Raises a schema fault where it, or its prior, is no quantity."""
    laws: tuple[Law | None, ...] = (number.law, mixed_with(brief, number))
    return any(law is not None and not law.is_point for law in laws) or (
        laws[1] is not None and laws[1].central != number.law.central
    )
