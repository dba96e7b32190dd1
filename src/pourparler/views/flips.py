"""Flips in words: what smallest change of one number, or of two, changes the answer; ties; what changes nothing."""

from collections.abc import Iterator
from math import ceil, floor
from typing import Any, Literal

from pourparler.analyses.stability.names import IN_WORDS
from pourparler.brief.numbers import Number
from pourparler.language import Message, msg, msg_n, number
from pourparler.model.conflict_template import ConflictTemplate
from pourparler.model.positions import PositionsTemplate
from pourparler.uncertainty.flips.flips import Change, Flip, PairFlip
from pourparler.uncertainty.flips.scanning import SCAN
from pourparler.uncertainty.spread import Spread
from pourparler.views.charts.scales import ON_THE_ISSUE, decimals_for, level_name
from pourparler.views.marked_names import marked_number
from pourparler.views.names import REACHES, Names, with_unit

Answers = Literal["deals", "talks", "forecasts", "states"]
"""What a concept gives, by which its flips are told: a deal that is possible, one that talks end with, a forecast, stable states."""

TOLD = 8
"""Flips told of unless another number is asked for; all of them are in the data."""

SLIGHT = 1e-4
"""Changes below this part of a number's 90 % range are not told in digits, which nobody knows so many of."""

_STATES = 12
"""States named of those that a set gains or loses."""


def answers_of(spread: Spread) -> Answers:
    """What the draws of a spread were asked for."""
    if isinstance(spread.template, ConflictTemplate):
        return "states"
    if isinstance(spread.template, PositionsTemplate):
        return "forecasts"
    return "talks" if spread.concept.name == "talks" else "deals"


def flip_sentences(spread: Spread, names: Names, *, most: int = TOLD) -> tuple[Message, ...]:
    """What was looked for and found: a tie first, then at most so many flips and pairs, then what changes nothing.

    Pairs are told where they have been asked for. Numbers carry their marks.
    """
    return tuple(_told(spread, names, most))


def _told(spread: Spread, names: Names, most: int) -> Iterator[Message]:
    found, answers = spread.flip_search(), answers_of(spread)
    if found.tie is not None:
        yield _tie(found.tie.total or len(found.tie.others), answers)
    for flip in found.flips[:most]:
        yield flip_sentence(flip, names, answers=answers)
    for pair in spread.known_pairs[:most]:
        yield pair_sentence(pair, names, answers=answers)
    if found.unmoved:
        yield _unmoved(len(found.unmoved), len(found.scanned))


def _unmoved(unmoved: int, scanned: int) -> Message:
    if unmoved == scanned:
        return msg("No number that varies changes the answer by itself: no other one was found at the points tried, up to {points} on each side.", points=SCAN)  # fmt: skip
    return msg_n(
        "Of {total} numbers that vary {n} changes nothing by itself: no other answer was found at the points tried, up to {points} on each side.",
        "Of {total} numbers that vary {n} change nothing by themselves: no other answer was found at the points tried, up to {points} on each side.",
        n=unmoved, total=scanned, points=SCAN,
    )  # fmt: skip


def _tie(others: int, answers: Answers) -> Message:
    if answers == "forecasts":
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


def flip_sentence(flip: Flip, names: Names, *, answers: Answers = "deals") -> Message:
    """One flip: ``If the position of Russia on NATO fell from 60 to 37.5, the deal would say there: …``."""
    return msg(
        "{condition}, {consequence}.",
        condition=_condition(flip, names),
        consequence=_consequence(flip, names, answers),
    )


def pair_sentence(pair: PairFlip, names: Names, *, answers: Answers = "deals") -> Message:
    """Two numbers that change the answer together, nearer than either alone."""
    moves = []
    for key, origin, to in zip(pair.keys, pair.origin, pair.to, strict=True):
        before, after = _apart(Flip(key, origin, to, to, 0.0, ()), names)
        moves.append(
            msg("the {number} at {to} instead of {origin}", number=marked_number(key, names), to=after, origin=before)
        )  # fmt: skip
    old = tuple((name, value) for name, value, _ in pair.differences if value is not None)
    new = tuple((name, value) for name, _, value in pair.differences if value is not None)
    changes = pair.differences if old and new else ()
    both = Flip("", 0.0, 0.0, 0.0, pair.distance, changes, old, new, pair.code)
    return msg(
        "With {first} and {second} together, {consequence}.",
        first=moves[0], second=moves[1], consequence=_consequence(both, names, answers),
    )  # fmt: skip


def instead(change: Change, names: Names) -> Message:
    """One change of an answer: the issue with its value after and before, a dash for none."""
    issue, before, after = change
    return msg(
        "{issue}: {after} instead of {before}",
        issue=names.issue(issue), before=_value(issue, before, names), after=_value(issue, after, names),
    )  # fmt: skip


def _value(issue: str, value: Any, names: Names) -> str:
    return "–" if value is None else names.value(issue, value)


def _condition(flip: Flip, names: Names) -> Message:
    shown = marked_number(flip.key, names)
    if flip.key.startswith("moves/"):
        return msg("If this were the other way round ({statement})", statement=shown)
    before, after = _apart(flip, names)
    if flip.distance < SLIGHT:
        if flip.to > flip.origin:
            return msg("If the {number} rose ever so slightly above {origin}", number=shown, origin=before)
        return msg("If the {number} fell ever so slightly below {origin}", number=shown, origin=before)
    if flip.to > flip.origin:
        return msg("If the {number} rose from {origin} to {to}", number=shown, origin=before, to=after)
    return msg("If the {number} fell from {origin} to {to}", number=shown, origin=before, to=after)


def _apart(flip: Flip, names: Names) -> tuple[str, str]:
    """The central value and the one at which the answer changes, with as few decimals as tell them apart.

    The second is never rounded back to where the answer is unchanged, and stays within a fiftieth of the change.
    """
    room = abs(flip.to - flip.origin) / 50
    rising = flip.to > flip.origin
    least = decimals_for(max(abs(flip.origin), abs(flip.to)))
    for digits in range(7):
        step = 10.0**-digits
        outward = (ceil if rising else floor)(flip.to / step) * step
        for to in (round(flip.to, digits), round(outward, digits)):
            past = to >= flip.last if rising else to <= flip.last
            decimals = max(digits, least)
            told_apart = _plain(flip.key, flip.origin, decimals, names) != _plain(
                flip.key, to, decimals, names
            )
            if past and told_apart and abs(to - flip.to) <= room:
                return _shown(flip, names, to=to, digits=decimals)
    return _shown(flip, names, to=flip.to, digits=6)


def _shown(flip: Flip, names: Names, *, to: float, digits: int) -> tuple[str, str]:
    """Both values; on an issue the second with its unit, and each with the name of the level that it stands on."""
    before, after = (_plain(flip.key, value, digits, names) for value in (flip.origin, to))
    known = _on_issue(flip.key, names)
    if known is None:
        return before, after
    after = with_unit(after, names.unit(known.issue), names.lang)
    levels = (level_name(known.issue, value, names) for value in (flip.origin, to))
    first, second = (
        f"{text} ({level})" if level else text for text, level in zip((before, after), levels, strict=True)
    )
    return first, second


def _plain(key: str, value: float, digits: int, names: Names) -> str:
    """A value of a number, whole where it is; years are not grouped."""
    digits = 0 if value == int(value) else digits
    known = _on_issue(key, names)
    return number(value, names.lang, digits) if known is None else names.plain(known.issue, value, digits)


def _on_issue(key: str, names: Names) -> Number | None:
    """The number, where it is a value on the scale of its issue."""
    known = names.stated(key)
    return known if known is not None and known.issue and known.kind in ON_THE_ISSUE else None


def _consequence(flip: Flip, names: Names, answers: Answers) -> Message:
    if flip.sets:
        sets = tuple(_set(concept, change) for concept, change in flip.sets.items())
        return msg("the stable states would change: {changes:terms}", changes=sets)
    if not flip.after:
        if flip.code != "no-agreement":
            return msg("there would be no answer")
        ended = msg("the talks would end without an agreement")
        return ended if answers == "talks" else msg("no deal would be possible")
    if not flip.before:
        terms = tuple(
            msg("{issue}: {level}", issue=names.issue(issue), level=names.value(issue, value))
            for issue, value in flip.after
        )
        ended = msg("the talks would end with an agreement: {deal:terms}", deal=terms)
        return ended if answers == "talks" else msg("a deal would be possible: {deal:terms}", deal=terms)
    if answers == "states":
        return msg("the answer would be another one")
    return _changed(flip, names, answers)


def _changed(flip: Flip, names: Names, answers: Answers) -> Message:
    """The answer on the issues on which it is another one; briefly where that is the number's own issue alone."""
    known = names.stated(flip.key)
    if len(flip.changes) == 1 and known is not None and flip.changes[0][0] == known.issue:
        issue, before, after = flip.changes[0]
        told = {"before": _value(issue, before, names), "after": _value(issue, after, names)}
        if answers == "forecasts":
            return msg("the forecast there would come nearest to: {after} instead of {before}", **told)
        return msg("the deal would say there: {after} instead of {before}", **told)
    changes = tuple(instead(change, names) for change in flip.changes)
    if answers == "forecasts":
        return msg("the forecast would come nearest to {changes:terms}", changes=changes)
    return msg("the deal would change: {changes:terms}", changes=changes)


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
