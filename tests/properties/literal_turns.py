"""Offers in turn, literally: every round looks at every outcome, values in fractions as of the first round."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import numpy as np

from pourparler.model.bargain import Bargain

Choice = tuple[int, ...]


def acceptable(deal: Bargain) -> list[tuple[Choice, tuple[int, ...]]]:
    """All outcomes that everybody accepts, with their utilities, in the order of the tie rule."""
    found = []
    for choice in product(*(range(size) for size in deal.space.shape)):
        if deal.space.allowed(choice, deal.excluded) and deal.acceptance(choice).all():
            worth = deal.utilities(np.array([choice], dtype=np.int64))[0]
            found.append((choice, tuple(worth.tolist())))
    return sorted(found, key=lambda item: ([-u for u in item[1]], item[0]))


def played(
    deal: Bargain, patience: Sequence[Fraction], rounds: int, *, first: int = 0
) -> list[tuple[Choice | None, tuple[Fraction, ...]]]:
    """By round, what it agrees on (``None``: it passes) and what reaching it is worth, as of that round.

    Patience above 0: with 0 everything later is worth nothing as of the first round.
    """
    outcomes = acceptable(deal)
    n = len(deal.parties)
    continued = [share**rounds * r for share, r in zip(patience, deal.reserve.tolist(), strict=True)]
    path: list[tuple[Choice | None, tuple[Fraction, ...]]] = []
    for t in reversed(range(rounds)):
        proposer = (first + t) % n
        feasible = [
            (choice, worth)
            for choice, worth in outcomes
            if all(patience[j] ** t * worth[j] >= continued[j] for j in range(n) if j != proposer)
        ]
        agreed = None
        if feasible:
            best = max(feasible, key=lambda item: item[1][proposer])  # the first of equal ones
            if patience[proposer] ** t * best[1][proposer] >= continued[proposer]:
                agreed = best[0]
                continued = [patience[j] ** t * best[1][j] for j in range(n)]
        path.append((agreed, tuple(c / patience[j] ** t for j, c in enumerate(continued))))
    return path[::-1]
