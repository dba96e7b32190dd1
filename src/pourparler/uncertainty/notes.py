"""What must be said beside a spread: how its draws were made, and how many of them have no answer."""

from collections.abc import Iterator, Mapping

from pourparler.language import Message, msg


def notes_of(*, draws: int, varies: bool, status_share: Mapping[str, float]) -> Iterator[Message]:
    """Sentences on the design and, where most draws end without agreement, on what shares are shares of."""
    if not varies:
        yield msg("Nothing varies: every number is exact, so every draw is the same.")
    if draws & (draws - 1):
        lower = 1 << (draws.bit_length() - 1)
        yield msg("{n} draws: the design is balanced at {a} or {b}.", n=draws, a=max(lower, 1), b=2 * lower)
    none = status_share.get("no-agreement", 0.0)
    if none == 1:
        yield msg("No draw has an agreement.")
    elif none > 0.5:
        yield msg(
            "Most draws have no agreement. Shares are of all draws, so that those of the outcomes sum to {rest:percent1}.",
            rest=1 - none,
        )


def unanswered(status_share: Mapping[str, float]) -> Iterator[Message]:
    """A sentence per status but ``ok``, with its share of the draws."""
    if share := status_share.get("no-agreement"):
        yield msg("{share:percent1} of the draws have no agreement.", share=share)
    if share := status_share.get("undefined"):
        yield msg("In {share:percent1} of the draws the concept is not defined.", share=share)
    if share := status_share.get("limit"):
        yield msg("{share:percent1} of the draws stopped at a limit.", share=share)
    if share := status_share.get("approximate"):
        yield msg("{share:percent1} of the draws have an approximate answer.", share=share)
