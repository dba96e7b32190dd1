"""A better choice by exchanging the values of one or two sets, again and again: a lower bound, never a proof."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Values tried in pairs, and exchanges made.
TRIED = 160
STEPS = 60


def exchanged(
    tables: Sequence[Ints], choice: Ints, *, score: Callable[[Ints], Floats], loss: Sequence[Floats]
) -> Ints:
    """``choice`` (sets,) after exchanges of at most two values, each the best, while they raise the score.

    ``tables[i]`` (n, m_i); ``score`` maps sums (n, ...) to numbers (...); of all values the ``TRIED`` with the
    smallest ``loss[i]`` (m_i,) are tried.
    """
    member = np.repeat(np.arange(len(tables)), [table.shape[1] for table in tables])
    value = np.concatenate([np.arange(table.shape[1]) for table in tables])
    few = np.sort(np.argsort(np.concatenate(loss), kind="stable")[:TRIED])
    member, value = member[few], value[few]
    worth = np.concatenate(list(tables), axis=1)[:, few]
    apart = member[:, None] != member
    np.fill_diagonal(apart, True)
    choice = choice.copy()
    for _ in range(STEPS):
        here = np.stack([table[:, v] for table, v in zip(tables, choice.tolist(), strict=True)], axis=1)
        sums = here.sum(axis=1)
        change = worth - here[:, member]
        both = change[:, :, None] + change[:, None, :]
        both[:, np.arange(len(few)), np.arange(len(few))] = change  # a pair with itself: one exchange
        reached = np.where(apart, score(sums[:, None, None] + both), -np.inf)
        i, j = np.unravel_index(int(reached.argmax()), reached.shape)
        if not reached[i, j] > float(score(sums)):
            break
        choice[member[i]], choice[member[j]] = value[i], value[j]
    return choice
