"""Flips in words: what smallest change of one number, or of two, changes the answer; ties; what changes nothing."""

from collections.abc import Iterator
from math import ceil, floor

from pourparler.analyses.stability.names import IN_WORDS
from pourparler.language import Message, msg, msg_n, number
from pourparler.model.conflict_template import ConflictTemplate
from pourparler.model.positions import PositionsTemplate
from pourparler.model.template import Template
from pourparler.uncertainty.draws.columns import Answer
from pourparler.uncertainty.flips.flips import Change, Flip, PairFlip
from pourparler.uncertainty.flips.scanning import SCAN
from pourparler.uncertainty.spread import Spread
from pourparler.views.charts.scales import ON_THE_ISSUE, apart
from pourparler.views.marks import marked
from pourparler.views.names import REACHES, Names, with_unit

TOLD = 8
"""Flips told of; all of them are in the data."""

_STATES = 12


def flip_sentences(spread: Spread, names: Names) -> tuple[Message, ...]:
    """What was looked for and found: ties first, then the nearest flips, then what changes nothing."""
    return tuple(_told(spread, names))


def _told(spread: Spread, names: Names) -> Iterator[Message]:
    found = spread.flip_search()
    if found.tie is not None:
        yield _tie(found.base, found.tie.total or len(found.tie.others), spread.template)
    for flip in found.flips[:TOLD]:
        yield flip_sentence(flip, names, template=spread.template)
    for pair in (found.pairs or ())[:TOLD]:
        yield pair_sentence(pair, names)
    if found.unmoved:
        yield msg_n(
            "{n} number that varies changes nothing alone: none found on {points} points on each side.",
            "{n} numbers that vary change nothing alone: none found on {points} points on each side.",
            n=len(found.unmoved), points=SCAN,
        )  # fmt: skip


def _tie(base: Answer | None, others: int, template: Template) -> Message:
    if isinstance(template, PositionsTemplate):
        return msg_n(
            "At central values the forecast lies halfway between two levels on {n} issue: the smallest change decides.",
            "At central values the forecast lies halfway between two levels on {n} issues: the smallest change decides.",
            n=others,
        )  # fmt: skip
    return msg_n(
        "At central values {n} other outcome is exactly as good: the smallest change may decide.",
        "At central values {n} other outcomes are exactly as good: the smallest change may decide.",
        n=others,
    )


def flip_sentence(flip: Flip, names: Names, *, template: Template | None = None) -> Message:
    """One flip: ``If the position of Russia on NATO fell from 60 to 37.5, the agreement would be …``.

    ``template``: what kind of answer it is; an agreement unless it says otherwise. The number carries its mark.
    """
    return msg(
        "{condition}, {consequence}.",
        condition=_condition(flip, names),
        consequence=_consequence(flip, names, template),
    )


def pair_sentence(pair: PairFlip, names: Names) -> Message:
    """Two numbers that change the answer together, nearer than either alone."""
    moves = []
    for key, origin, to in zip(pair.keys, pair.origin, pair.to, strict=True):
        before, after = apart(origin, to, lang=names.lang)
        moves.append(
            msg("the {number} at {to} instead of {origin}", number=marked_number(key, names), to=after, origin=before)
        )  # fmt: skip
    changes = tuple(_change(change, names) for change in pair.differences)
    if not changes or all(after is None for _, _, after in pair.differences):
        return msg("With {first} and {second} together, there would be no agreement.", first=moves[0], second=moves[1])  # fmt: skip
    return msg("With {first} and {second} together, the answer would be {changes:terms}.", first=moves[0], second=moves[1], changes=changes)  # fmt: skip


def _condition(flip: Flip, names: Names) -> Message:
    shown = marked_number(flip.key, names)
    if flip.key.startswith("moves/"):
        return msg("If this were the other way round ({statement})", statement=shown)
    before, after = number(flip.origin, names.lang), _rounded(flip, names)
    known = names.brief.numbers.get(flip.key) if names.brief is not None else None
    if known is not None and known.kind in ON_THE_ISSUE and known.issue:
        after = with_unit(after, names.unit(known.issue), names.lang)
    if flip.to > flip.origin:
        return msg("If the {number} rose from {origin} to {to}", number=shown, origin=before, to=after)
    return msg("If the {number} fell from {origin} to {to}", number=shown, origin=before, to=after)


def _rounded(flip: Flip, names: Names) -> str:
    """The value at which the answer changes with few decimals, never rounded back to where it is unchanged."""
    room = abs(flip.to - flip.origin) / 50
    rising = flip.to > flip.origin
    for digits in range(7):
        step = 10.0**-digits
        outward = (ceil if rising else floor)(flip.to / step) * step
        for shown in (round(flip.to, digits), round(outward, digits)):
            past = shown >= flip.last if rising else shown <= flip.last
            if past and shown != flip.origin and abs(shown - flip.to) <= room:
                return number(shown, names.lang, digits)
    return number(flip.to, names.lang, 6)


def _consequence(flip: Flip, names: Names, template: Template | None) -> Message:
    if flip.sets:
        sets = tuple(_set(concept, change) for concept, change in flip.sets.items())
        return msg("the stable states would change: {changes:terms}", changes=sets)
    if not flip.after:
        no_deal = flip.code == "no-agreement"
        return msg("there would be no agreement") if no_deal else msg("there would be no answer")
    if not flip.before:
        terms = tuple(
            msg("{issue}: {level}", issue=names.issue(issue), level=names.value(issue, value))
            for issue, value in flip.after
        )
        return msg("there would be an agreement: {deal:terms}", deal=terms)
    changes = tuple(_change(change, names) for change in flip.changes)
    if isinstance(template, PositionsTemplate):
        return msg("the forecast would come nearest to {changes:terms}", changes=changes)
    if isinstance(template, ConflictTemplate):
        return msg("the answer would be another one")
    return msg("the agreement would be {changes:terms}", changes=changes)


def _change(change: Change, names: Names) -> Message:
    issue, before, after = change
    shown = ["–" if value is None else names.value(issue, value) for value in (before, after)]
    return msg("{issue}: {after} instead of {before}", issue=names.issue(issue), before=shown[0], after=shown[1])  # fmt: skip


def _set(concept: str, change: object) -> Message:
    assert isinstance(change, dict)
    name = IN_WORDS.get(concept) or REACHES.get(concept, concept)
    gained, lost = _some(change["gained"]), _some(change["lost"])
    if not lost:
        return msg("{concept}: more, {gained}", concept=name, gained=gained)
    if not gained:
        return msg("{concept}: no longer {lost}", concept=name, lost=lost)
    return msg("{concept}: more, {gained}, no longer {lost}", concept=name, gained=gained, lost=lost)


def _some(states: list[str]) -> str:
    return ", ".join(states[:_STATES]) + (" …" if len(states) > _STATES else "")


def marked_number(key: str, names: Names) -> str:
    """What a number is, with the mark of its note where the brief has it."""
    known = names.brief.numbers.get(key) if names.brief is not None else None
    text = names.number(key)
    return text if known is None else marked(text, key, assumed=known.is_assumption)
