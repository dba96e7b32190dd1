"""How large a conflict may be to be taken in."""

from collections.abc import Sequence
from math import prod

from pourparler.exchange.faults import unreadable
from pourparler.language import msg
from pourparler.model.conflict_rules import MAX_CELLS


def require_cells(lengths: Sequence[int], where: str) -> None:
    """Raise ``UnreadableInput`` for axes of these lengths that have more than 2^24 combinations."""
    if prod(lengths) > MAX_CELLS:
        raise unreadable(
            "X005", where,
            msg("the moves have {n} combinations; at most {limit} are analysed", n=prod(lengths), limit=MAX_CELLS),
            advice=msg("Use fewer options or levels."),
        )  # fmt: skip
