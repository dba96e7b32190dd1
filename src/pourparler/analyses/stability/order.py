"""Equilibria in the order in which they deserve attention: strong before weak, near before far, firm before frail.

Flat lists are useless at scale: of a thousand states with random preferences most are GMR equilibria.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.stability.judging import Judged
from pourparler.analyses.stability.names import PLACES, STRENGTH, Foresight
from pourparler.analyses.stability.result import Ranked
from pourparler.analyses.stability.robustness import Shares
from pourparler.kernels.foresight import NO_MOVE
from pourparler.model.conflict import Conflict

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
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
    """All equilibria of any concept by strength, reach, robustness (large first) and code; the first 10^5 of them.

    Robustness is the share of draws where there are any, else the smallest margin. ``reach`` by state,
    ``coalition_stable`` (states,): ``None`` where they are not known.
    """
    entries: list[Ranked] = []
    for name, states in _by_strength(found):
        if len(entries) >= _MOST:
            break
        concepts = [concept for concept in STRENGTH if concept in name.split("-")]
        margin = _margins(found, concepts, states)
        share = None if shares is None else _shares(shares, concepts, states)
        firm = share if share is not None else margin
        ways = None if reach is None else _ways(reach, states)
        joint = None if coalition_stable is None else coalition_stable[states]
        # The last key counts most; equal states stay in the order of their codes.
        keys = [-firm if firm is not None else None, ways, None if joint is None else ~joint]
        known = [key for key in keys if key is not None]
        order = (np.lexsort(known) if known else np.arange(len(states)))[: _MOST - len(entries)]
        columns = (_column(values, order) for values in (joint, ways, margin, share))
        entries += [
            Ranked(
                state, name, held, None if way is None else REACHES[way], None if left in (None, NO_MOVE) else left, part
            )
            for state, held, way, left, part in zip(states[order].tolist(), *columns, strict=True)
        ]  # fmt: skip
    return tuple(entries)


def _column(values: NDArray[Any] | None, order: NDArray[Any]) -> list[Any]:
    return [None] * len(order) if values is None else list(values[order].tolist())


def _by_strength(found: Judged) -> Iterator[tuple[str, Ints]]:
    """The equilibria by the strongest concept that makes them so, strongest first, each state once."""
    equilibria = found.equilibria
    if not equilibria:
        return
    left = np.logical_or.reduce(list(equilibria.values()))
    # By its name a state is under both SMR and SEQ only where it is under neither Nash nor SSEQ.
    for name in PLACES:
        parts = name.split("-")
        if set(parts) <= set(equilibria):
            held = np.logical_and.reduce([left, *(equilibria[part] for part in parts)])  # type: ignore[index]
            left = left & ~held
            yield name, np.flatnonzero(held)


def _margins(found: Judged, concepts: Sequence[Foresight], states: Ints) -> Ints | None:
    """The smallest margin over the parties that have a move, ``NO_MOVE`` where none has; of two concepts the
    smaller one; ``None`` where there are none.
    """
    told = [found.margins[concept][:, states] for concept in concepts if concept in found.margins]
    if not told:
        return None
    smallest = np.minimum.reduce(told)
    return np.asarray(np.where(found.still[:, states], NO_MOVE, smallest).min(axis=0))


def _shares(shares: Shares, concepts: Sequence[Foresight], states: Ints) -> NDArray[np.float64]:
    """The share of draws in which each state is an equilibrium under the concept (of two, the smaller one)."""
    return np.asarray(
        np.minimum.reduce([shares.equilibria[concept][states] for concept in concepts]) / shares.draws
    )


def _ways(reach: Mapping[int, str], states: Ints) -> NDArray[np.int8]:
    """Places in ``REACHES``, the last where the reach is not known."""
    return np.array([REACHES.index(reach.get(state)) for state in states.tolist()], dtype=np.int8)
