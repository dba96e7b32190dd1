"""Leave one source out of a sweep, in words and as a table: which answers rest on a single source."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pourparler.language import Message, msg, msg_n, number, render
from pourparler.uncertainty.left_out.compared import Shift
from pourparler.uncertainty.left_out.jackknife import Jackknife, LeftOut
from pourparler.views.charts.figure import Cell, Table
from pourparler.views.flips import instead
from pourparler.views.marked_names import marked_source
from pourparler.views.names import Names

TOLD = 5
"""Sources told of in sentences."""

ERRORS = 2.0
"""Standard errors by which a change must exceed nought to be told."""

NONE = "no-agreement"

Shifted = tuple[str, Any, Shift]
"""An issue, one of its values, and what becomes of the value's share of the draws."""


def left_out_sentences(found: Jackknife, names: Names) -> tuple[Message, ...]:
    """What changes without one source, the sources that matter most first."""
    return tuple(_told(found, names))


def without_sources_table(found: Jackknife, names: Names) -> Table | None:
    """Every source on which something rests: what goes with it, and what changes; ``None`` without any."""
    shown = [one for one in found.sources if one.rests]
    if not shown:
        return None
    rows = tuple(
        (
            Cell(names.source(one.source)),
            Cell(_kind(one, names)),
            Cell(str(len(one.dropped))),
            Cell(str(len(one.weakened))),
            Cell(_central(one, names) or "–"),
            Cell(_points(one.largest, names)),
        )
        for one in shown
    )
    heads = (
        msg("Source left out"), msg("What it is"), msg("Numbers left without evidence"), msg("Numbers with less weight"),
        msg("Answer at central values"), msg("Largest change of a share, in points"),
    )  # fmt: skip
    return Table(tuple(render(head, names.lang) for head in heads), rows, frozenset((2, 3, 5)))


Alike = tuple[LeftOut, ...]
"""Sources of which the same is told, a document and its origin for example."""

FALLEN = msg("Without a source, numbers that rest on it alone are drawn from their priors.")


def beyond_chance(found: Jackknife) -> list[tuple[Alike, Shifted]]:
    """Sources without which some term's share of draws changes by more than chance would, the largest change first.

    Those of which the same would be told stand together.
    """
    terms = {one.source: term for one in found.sources if (term := _largest(one)) is not None}
    shifted = sorted(
        (one for one in found.sources if one.source in terms),
        key=lambda one: -abs(terms[one.source][2].change),
    )

    def told(one: LeftOut) -> tuple[Any, ...]:
        issue, value, shift = terms[one.source]
        return bool(one.central), issue, value, round(shift.before or 0.0, 2), round(shift.after or 0.0, 2)

    return [(alike, terms[alike[0].source]) for alike in _alike(shifted, told)]


def _alike(sources: Iterable[LeftOut], told: Callable[[LeftOut], Any]) -> list[Alike]:
    """The sources in their order, those together of which the same is told."""
    found: dict[Any, list[LeftOut]] = {}
    for one in sources:
        found.setdefault(told(one), []).append(one)
    return [tuple(group) for group in found.values()]


def named_together(alike: Alike, names: Names) -> Message:
    """The sources of a group, with their marks."""
    return Message("{sources:or}", {"sources": [marked_source(one.source, names) for one in alike]})


def shifted_sentence(alike: Alike, shifted: Shifted, names: Names) -> Message:
    """What one term's share becomes without the sources of a group."""
    issue, value, shift = shifted
    return msg(
        "Without {source}: {issue}, {value} in {after:percent} of the first {n} draws instead of {before:percent}.",
        source=named_together(alike, names), issue=names.issue(issue), value=names.value(issue, value),
        after=shift.after, before=shift.before, n=alike[0].draws,
    )  # fmt: skip


def _largest(one: LeftOut) -> Shifted | None:
    """The term whose share changes most, beyond two standard errors: issue, value, shift."""
    beyond = [
        (issue, value, shift) for issue, shifts in one.terms.items() for value, shift in shifts
        if _beyond(shift)
    ]  # fmt: skip
    return max(beyond, key=lambda term: abs(term[2].change)) if beyond else None


def _loses(one: LeftOut) -> bool:
    """Whether the share of draws without an agreement changes beyond chance."""
    return NONE in one.statuses and _beyond(one.statuses[NONE])


def _beyond(shift: Shift) -> bool:
    return abs(shift.change) > ERRORS * (shift.standard_error or 0.0)


def _told(found: Jackknife, names: Names) -> Iterator[Message]:
    resting = [one for one in found.sources if one.rests]
    if not resting:
        yield msg("No number that decides rests on a source by weight: nothing was left out.")
        return
    central = _alike([one for one in resting if one.central], lambda one: repr(one.central))
    for alike in central[:TOLD]:
        yield msg("Without {source} the answer at central values changes: {changes:terms}.",
                  source=named_together(alike, names), changes=_changes(alike[0], names))  # fmt: skip
    shifted = [pair for pair in beyond_chance(found) if not pair[0][0].central]
    for alike, term in shifted[:TOLD]:
        yield shifted_sentence(alike, term, names)
    told = {one.source for alike in (*central, *(pair[0] for pair in shifted)) for one in alike}
    lost = [one for one in resting if one.source not in told and _loses(one)]
    for alike in _alike(lost, lambda one: round(one.statuses[NONE].after or 0.0, 2))[:TOLD]:
        shift = alike[0].statuses[NONE]
        yield msg("Without {source} there is no agreement in {after:percent} of the first {n} draws instead of {before:percent}.",
                  source=named_together(alike, names), after=shift.after, before=shift.before, n=found.draws)  # fmt: skip
    if told or lost:
        yield FALLEN
    same = len(resting) - len(told) - len(lost)
    if same:
        yield msg_n(
            "{n} source can be left out without any change beyond chance.",
            "{n} sources can each be left out without any change beyond chance.",
            n=same,
        )


def _changes(one: LeftOut, names: Names) -> Sequence[Message]:
    return tuple(instead(change, names) for change in one.central)


def _central(one: LeftOut, names: Names) -> str:
    return render(Message("{items:terms}", {"items": _changes(one, names)}), names.lang)


def _kind(one: LeftOut, names: Names) -> str:
    return render(msg("origin") if one.is_root else msg("link of a chain"), names.lang)


def _points(share: float, names: Names) -> str:
    return number(share * 100, names.lang, 1)
