"""A question asked of a version of a brief that nobody has checked, or why it cannot be asked."""

from datetime import date

from pydantic_core import PydanticCustomError

from pourparler.analyses.concept import Concept
from pourparler.brief.brief import Brief
from pourparler.errors import InvalidBrief, ModelError, PourparlerError
from pourparler.language import Message
from pourparler.uncertainty.question import Question, question


def asked_or_reason(
    brief: Brief, concept: Concept, *, seed: int, in_hand: date | None = None
) -> Question | Message:
    """What a sweep of ``brief`` by ``concept`` asks, or in a sentence why there is nothing to ask.

    Versions that a program makes (a brief as it was on a day, a brief with one change of another) may be incomplete: a
    level that is not there yet, a party without a position. ``in_hand``: as :func:`question` takes it.
    """
    try:
        return question(brief, concept, seed=seed, in_hand=in_hand)
    except (ModelError, InvalidBrief) as error:
        return reason(error)
    except PydanticCustomError as error:  # a value that is not on its scale
        return Message("{text}", {"text": (error.context or {}).get("message", str(error))})


def answered_or_reason(
    brief: Brief, concept: Concept, *, seed: int, in_hand: date | None = None
) -> Question | Message:
    """:func:`asked_or_reason`, or why the concept refuses the central values: then it refuses every draw."""
    asked = asked_or_reason(brief, concept, seed=seed, in_hand=in_hand)
    if isinstance(asked, Question):
        try:
            asked.observed(asked.central[None])
        except ModelError as error:
            return reason(error)
    return asked


def reason(error: PourparlerError) -> Message:
    """What an error says is wrong."""
    return error.found if isinstance(error.found, Message) else Message("{text}", {"text": str(error.found)})
