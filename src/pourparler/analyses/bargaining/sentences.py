"""Sentences that point concepts share, whichever way the answer was found."""

from collections.abc import Sequence
from math import ceil

import numpy as np

from pourparler.language import Message, msg, msg_n
from pourparler.model.bargain import Bargain


def uniqueness(total: int) -> Message:
    """That an answer is exact, and how many others are as good."""
    if not total:
        return msg("The answer is exact: no other acceptable outcome does as well.")
    return msg_n(
        "The answer is exact; {n} other outcome does as well.",
        "The answer is exact; {n} other outcomes do as well.",
        n=total,
    )


def gap_sentences(gap: float | None, *, exact: bool = False) -> list[Message]:
    """What a programme proves of an answer: that it is exact, or by how much another one could exceed it."""
    if exact:
        first = msg(
            "The objective is exact: a mixed-integer programme proves that no acceptable outcome has a larger one."
        )
    elif gap is None:
        first = msg("The search was cut off; how much better another outcome could be is not known.")
    else:
        first = msg(
            "Found by a mixed-integer programme: no acceptable outcome exceeds its objective by more than {gap} per million.",
            gap=ceil(gap * 1e6 * 1000) / 1000,
        )
    return [first, msg("Other outcomes that do as well are not listed.")]


def coalition_remarks(
    model: Bargain, members: Sequence[int], coalition: tuple[str, ...] | None
) -> list[Message]:
    """Whose acceptance counted, where not everybody's did; ``coalition``: as asked, if it was."""
    if len(members) == len(model.parties):
        return []
    names = [model.parties[p] for p in members]
    others = [name for name in model.parties if name not in names]
    if coalition is None:
        return [
            msg(
                "No outcome is acceptable to all: {members} are the largest coalition that may decide "
                "and can be satisfied, without {others}.",
                members=names, others=others,
            )
        ]  # fmt: skip
    bits = sum(1 << p for p in members)
    counted = msg("Only these parties are counted, as asked: {members}.", members=names)
    if model.rule.wins(np.array([bits]))[0]:
        return [counted]
    return [counted, msg("The decision rule would not let them decide alone.")]
