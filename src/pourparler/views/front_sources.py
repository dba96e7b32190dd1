"""The first page's lines on what an answer rests on: the weight of the evidence, and what one source alone carries."""

from collections.abc import Iterator

from pourparler.language import Message, msg
from pourparler.uncertainty.spread import Spread
from pourparler.views.left_out import beyond_chance, shifted_sentence
from pourparler.views.names import Names

TOLD = 2
"""Sources told of."""


def sources_told(spread: Spread | None, names: Names) -> tuple[Message, ...]:
    """How much the evidence weighs, and what changes when a source is not believed; empty without evidence in the draws."""
    return () if spread is None else tuple(_told(spread, names))


def _told(spread: Spread, names: Names) -> Iterator[Message]:
    weights = [weight for weight in spread.question.inputs.weights.values() if weight is not None]
    if not weights:
        return
    yield _weighed(weights)
    found = beyond_chance(spread.jackknife())
    for alike, shifted in found[:TOLD]:
        yield shifted_sentence(alike, shifted, names)
    if not found:
        yield msg("No source by itself changes how often any term comes up by more than chance would.")


def _weighed(weights: list[float]) -> Message:
    low, high = min(weights), max(weights)
    if low == high:
        return msg(
            "Evidence weighs {low:.2} of 1: in the other draws the number is taken from what was known before it.",
            low=low,
        )
    return msg(
        "Numbers with evidence carry weights from {low:.2} to {high:.2} of 1: in the other draws they are taken from what "
        "was known before it.",
        low=low, high=high,
    )  # fmt: skip
