"""Equilibria in the order in which they deserve attention: strong before weak, near before far, firm before frail.

Flat lists are useless at scale: of a thousand states with random preferences most are GMR equilibria.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.stability.judging import Judged
from pourparler.analyses.stability.names import PLACES, strongest
from pourparler.analyses.stability.result import Ranked
from pourparler.analyses.stability.robustness import Shares
from pourparler.model.conflict import Conflict

Bools = NDArray[np.bool_]
REACHES = ("improvements", "jump", "sacrifice", "unreachable", None)
_MOST = 100_000


def ordered(
    game: Conflict,
    found: Judged,
    *,
    reach: Mapping[int, str] | None,
    coalition_stable: Bools | None,
    shares: Shares | None = None,
) -> tuple[Ranked, ...]:
    """All equilibria of any concept by strength, reach, robustness (large first) and code; at most 10^5.

    Robustness is the share of draws where there are any, else the smallest margin. ``reach`` by state,
    ``coalition_stable`` (states,): ``None`` where they are not known.
    """
    equilibria = {concept: np.asarray(stable.all(axis=0)) for concept, stable in found.stable.items()}
    if not equilibria:
        return ()
    some = np.flatnonzero(np.logical_or.reduce(list(equilibria.values())))
    entries = []
    for i in some[:_MOST].tolist():
        name = strongest({concept for concept, held in equilibria.items() if held[i]})
        joint = None if coalition_stable is None else bool(coalition_stable[i])
        margin = margin_of(found, name, i)
        entries.append(
            Ranked(i, name or "gmr", joint, (reach or {}).get(i), margin, share_of(shares, name, i))
        )
    return tuple(sorted(entries, key=_place))


def margin_of(found: Judged, name: str | None, state: int) -> int | None:
    """The smallest margin over the parties that have a move, under the concept (of two, the smaller one)."""
    concepts = [concept for concept in (name or "").split("-") if concept in found.margins]
    values = [
        int(found.margins[concept][party, state])  # type: ignore[index]
        for concept in concepts
        for party in np.flatnonzero(~found.still[:, state]).tolist()
    ]
    return min(values, default=None)


def share_of(shares: Shares | None, name: str | None, state: int) -> float | None:
    """The share of draws in which a state is an equilibrium under the concept (of two, the smaller one)."""
    if shares is None:
        return None
    return min((shares.share(concept, state) for concept in (name or "gmr").split("-")), default=None)


def _place(entry: Ranked) -> tuple[int, bool, int, float, int]:
    firm = float("inf") if entry.margin is None else entry.margin
    if entry.share is not None:
        firm = entry.share
    return (
        PLACES.index(entry.strongest),
        entry.coalition_stable is not True,
        REACHES.index(entry.reach),
        -firm,
        entry.state,
    )
