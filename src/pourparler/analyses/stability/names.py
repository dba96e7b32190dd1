"""The stability concepts by their names in the literature, from strong to weak."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator

Foresight = Literal["nash", "sseq", "smr", "seq", "gmr"]
Kind = Literal["nash", "sseq", "smr", "seq", "gmr", "sim"]


def in_small_letters(value: Any) -> Any:
    """A name as it is written here: the literature has the concepts in capitals."""
    name = value.strip().lower() if isinstance(value, str) else value
    return name if name in get_args(Kind) else value


NamedKind = Annotated[Kind, BeforeValidator(in_small_letters)]
"""A concept by its name, in capitals or small letters."""

CONCEPTS: tuple[Kind, ...] = ("nash", "gmr", "smr", "seq", "sseq", "sim")
BY_THRESHOLD: tuple[Foresight, ...] = ("nash", "gmr", "smr", "seq", "sseq")
STRENGTH: tuple[Foresight, ...] = ("nash", "sseq", "smr", "seq", "gmr")
"""Strongest first, as far as one implies another; SMR and SEQ do not compare and both come before GMR."""
JOINT: tuple[Literal["nash", "gmr", "smr", "seq"], ...] = ("nash", "gmr", "smr", "seq")


def strongest(holding: frozenset[str] | set[str]) -> str | None:
    """What to call a state that is stable under the concepts in ``holding``; ``smr and seq`` is a class of its own.

    >>> strongest({"gmr", "seq", "smr"}), strongest({"gmr"})
    ('smr-seq', 'gmr')
    """
    if {"smr", "seq"} <= holding and not {"nash", "sseq"} & holding:
        return "smr-seq"
    return next((name for name in STRENGTH if name in holding), None)


PLACES: tuple[str, ...] = ("nash", "sseq", "smr-seq", "seq", "smr", "gmr")
"""The order in which equilibria are shown: states with both SMR and SEQ first, then SEQ alone, then SMR alone."""
IN_WORDS: Mapping[str, str] = {
    "nash": "Nash", "gmr": "GMR", "smr": "SMR", "seq": "SEQ", "sseq": "SSEQ", "sim": "SIM", "seq_sim": "SEQ+SIM",
}  # fmt: skip
"""How the concepts are written, in every language."""
