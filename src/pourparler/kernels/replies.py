"""What the others would do about one improvement: the cheapest answer found, its route, and the best countermove.

The data behind a verdict of GMR, SMR, SEQ or SSEQ: an answer deters iff its worth to the party (with the best
countermove, in SMR and SSEQ) is no better than the state it left. Source: Fang, Hipel and Kilgour 1993.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.arc_lists import Consecutive, Listing, improving, targets_of
from pourparler.kernels.arcs import values
from pourparler.kernels.routes import distances, route, search

Ints = NDArray[Any]


class Reply(NamedTuple):
    """``steps``: (party, target) from the improvement on; ``end``: where they lead; ``worth``: its val.

    ``counter``: the end of the party's best countermove, None where it has none, does not gain by it, or the
    concept knows none. ``work``: arcs looked at.
    """

    steps: tuple[tuple[int, int], ...]
    end: int
    worth: int
    counter: int | None
    work: int


def cheapest(
    moves: Sequence[Listing],
    ranks: Ints,
    improvement: int,
    *,
    party: int,
    concept: Literal["gmr", "smr", "seq", "sseq"],
    consecutive: Consecutive = "forbid",
) -> Reply | None:
    """The others' answer to ``party`` standing at ``improvement`` that leaves it least, by the shortest route.

    ``moves``: one listing per party; ``ranks`` (P, S). The end is the reached state of smallest val, the lowest
    state on ties; coming back to ``improvement`` is no answer. Routes of more than ``routes.LEVELS``
    steps are not looked for. None where the others reach nothing.

    >>> from pourparler.kernels.arc_lists import listing
    >>> pair = [listing(np.array([[0, 1]]), 3), listing(np.array([[1, 2]]), 3)]
    >>> cheapest(pair, np.array([[2, 3, 1], [1, 1, 2]]), 1, party=0, concept="seq")
    Reply(steps=((1, 2),), end=2, worth=1, counter=None, work=1)
    """
    states = ranks.shape[1]
    others = [j for j in range(len(moves)) if j != party]
    unwilling = concept in ("gmr", "smr")
    lists = [moves[j] if unwilling else improving(moves[j], ranks[j]) for j in others]
    # Every arc is used at most once, so no cap on them is needed.
    arcs = sum(len(one.targets) for one in lists)
    found = search(lists, improvement, states=states, consecutive=consecutive, cap=arcs)
    reached = np.flatnonzero(distances(found) > 0)
    if not len(reached):
        return None
    val = values(moves[party], ranks[party], concept)[reached]
    end = int(reached[np.argmin(val)])
    steps = route(found, end) or ()
    counter = _counter(moves[party], ranks[party], end) if concept in ("smr", "sseq") else None
    return Reply(tuple((others[k], t) for k, t in steps), end, int(val.min()), counter, found.work)


def _counter(moves: Listing, ranks: Ints, state: int) -> int | None:
    """Where the party's best move from ``state`` ends, the lowest on ties; None where it would not gain."""
    targets = targets_of(moves, state)
    if not len(targets) or ranks[targets].max() <= ranks[state]:
        return None
    return int(targets[np.argmax(ranks[targets])])
