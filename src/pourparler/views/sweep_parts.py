"""What a sweep tells beyond its shares, in short: what would change the answer, what to verify next, on what it rests."""

from pourparler.language import Message, msg
from pourparler.uncertainty.spread import Spread
from pourparler.views.flips import answers_of, flip_sentences
from pourparler.views.index_words import index_messages
from pourparler.views.left_out import left_out_sentences
from pourparler.views.names import Names
from pourparler.views.verify_next import worth_told

FLIPS, WORTHS, SOURCES = 3, 2, 2
"""Told of each in short; the report and the data tell more."""

Part = tuple[Message, tuple[Message, ...]]
"""A head and the sentences under it."""


def sweep_parts(spread: Spread, names: Names) -> tuple[Part, ...]:
    """The parts that have something to say. Numbers and sources carry their marks.

    They take some hundred to a few thousand solutions beyond the draws, once for each spread.
    """
    carries = [line for found in spread.known_indices.values() for line in index_messages(found, names)[:2]]
    parts = (
        (msg("What carries the answer"), tuple(carries)),
        (msg("What would change the answer"), flip_sentences(spread, names, most=FLIPS)),
        (msg("What to verify next"), worth_told(spread, names, most=WORTHS)),
        (msg("On what the answer rests"), _rests(spread, names)),
    )
    return tuple((head, lines) for head, lines in parts if lines)


def _rests(spread: Spread, names: Names) -> tuple[Message, ...]:
    """What changes without one source; of a conflict, whose states rest on statements too, it is told with the stability."""
    of_states = answers_of(spread) == "states"
    return () if of_states else left_out_sentences(spread.jackknife(), names)[: SOURCES + 1]
