"""Why a quote is refused and what to do next: the same words wherever a quote is looked up."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Protocol

from pourparler.brief.verification import Difference, nearest
from pourparler.language import Message, msg


class Refused(Protocol):
    """What a look-up says of a refused quote: a ``Verification``, or an ``Outcome`` with the day of the lock's entry."""

    @property
    def reason(self) -> str:
        """Why it is refused."""

    @property
    def hits(self) -> int:
        """In how many places it stands."""


def refusal(result: Refused, quote: str, *, source: str, text: str) -> tuple[Message, Message]:
    """What was found and what to do next, for a quote that is not verified.

    Parameters: `result` of the look-up; `quote`, its words; `source`, the document's id; `text`, the
    document where it is at hand: the nearest passage is then shown, with the words that differ. It never
    makes a quote acceptable.

    >>> from pourparler.brief.lock import Outcome
    >>> found, advice = refusal(Outcome("e", "no", "not-found"), "neuf mois", source="doc", text="Il faut six mois.")
    >>> str(found)
    'the quote is not in doc'
    """
    if not quote.strip():
        return msg("the quote is empty"), msg("Copy the words from the document.")
    return _SENTENCES.get(result.reason, _not_found)(result, quote, source, text)


def _not_found(_result: Refused, quote: str, source: str, text: str) -> tuple[Message, Message]:
    return msg("the quote is not in {source}", source=source), _nearest(text, quote)


def _ambiguous(result: Refused, _quote: str, _source: str, _text: str) -> tuple[Message, Message]:
    found = msg("the quote stands in {hits} places", hits=result.hits)
    return found, msg("Lengthen it, or give `prefix` and `suffix`.")


def _cut(*_: object) -> tuple[Message, Message]:
    return msg("the quote cuts a word or a negation"), msg("Take the whole phrase.")


def _omission(*_: object) -> tuple[Message, Message]:
    return msg("the quote leaves words out"), msg("Make two evidence items.")


def _changed(result: Refused, _quote: str, source: str, _text: str) -> tuple[Message, Message]:
    found = msg(
        "the quote is not the one that was verified in {source} on {day}",
        source=source,
        day=getattr(result, "day", ""),
    )
    return found, msg("Restore it, or verify it in the document.")


def _unseen(_result: Refused, _quote: str, source: str, _text: str) -> tuple[Message, Message]:
    found = msg("the quote was never verified in {source}, which is not at hand", source=source)
    return found, msg("Run `pourparler verify` where the document is.")


def _absent(_result: Refused, _quote: str, source: str, _text: str) -> tuple[Message, Message]:
    found = msg("the document {source} is missing, or is not the one recorded", source=source)
    return found, msg("Put it into sources/, or name its folder with --sources.")


_SENTENCES: dict[str, Callable[[Refused, str, str, str], tuple[Message, Message]]] = {
    "not-found": _not_found,
    "ambiguous": _ambiguous,
    "mid-word": _cut,
    "cuts-negation": _cut,
    "omission": _omission,
    "changed-quote": _changed,
    "never-verified": _unseen,
    "no-document": _absent,
}


def _nearest(text: str, quote: str) -> Message:
    """Advice with the nearest passage, its differing words in brackets, and the differences one by one."""
    near = nearest(text, quote)
    if near is None:
        return msg("Copy it again; no passage of the document is like it.")
    return msg(
        "Copy it again; nearest passage: {passage:quote}. Words that differ: {differences}.",
        passage=_joined([_marked(part) for part in near.differences]),
        differences=[_difference(part) for part in near.differences if part.kind != "equal"] or ["–"],
    )


def _marked(part: Difference) -> str:
    words = _joined(part.document)
    return f"[{words}]" if words and part.kind != "equal" else words


def _difference(part: Difference) -> Message:
    there, here = _joined(part.document), _joined(part.quote)
    if not here:
        return msg("{there:quote} is missing from the quote", there=there)
    if not there:
        return msg("{here:quote} is not in the document", here=here)
    return msg("{there:quote} in the document, {here:quote} in the quote", there=there, here=here)


def _joined(words: Sequence[str]) -> str:
    kept = [word for word in words if word]
    if not kept:
        return ""
    gaps = ["" if left[-1] in "'(-" or right[0] in ",.;:!?)-'" else " " for left, right in pairwise(kept)]
    return "".join(word + gap for word, gap in zip(kept, [*gaps, ""], strict=True))
