"""Scales of positions and units of saliences: said by a person, by the file, or found in the numbers, and stated.

A scale found in the positions: 0 to 1 where they lie there; 0 to 100 where they lie there and some exceed 50, or all
are one number; else from the lowest to the highest one. Saliences at most 1 are shares, saliences of which none lies between 0 and 1 are
percent; both at once can be read in two ways and is refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

from pourparler.errors import UnreadableInput
from pourparler.exchange.actors.table import ActorTable, Dimension, Figure, Given, Scale, Unit
from pourparler.exchange.decimals import long_text
from pourparler.exchange.faults import unreadable
from pourparler.language import Message, msg

_HUNDRED = Fraction(100)
_MANY = 12


def held_scale(values: Sequence[Fraction]) -> tuple[Fraction, Fraction] | None:
    """The scale that positions suggest; ``None`` where all are one number outside 0 to 100, or none is there.

    >>> [held_scale([Fraction(x) for x in xs]) for xs in ([0, 1], [10, 90], [4, 10])]
    [(Fraction(0, 1), Fraction(1, 1)), (Fraction(0, 1), Fraction(100, 1)), (Fraction(4, 1), Fraction(10, 1))]
    """
    if not values:
        return None
    low, high = min(values), max(values)
    if low >= 0 and high <= 1:
        return Fraction(0), Fraction(1)
    if low >= 0 and (50 < high <= _HUNDRED or low == high <= _HUNDRED):
        return Fraction(0), _HUNDRED
    return (low, high) if low < high else None


def salience_unit(values: Sequence[Fraction]) -> Unit | None:
    """The unit that saliences suggest; ``None`` where they can be read in two ways.

    >>> [salience_unit([Fraction(x) for x in xs]) for xs in (["0.4", "1"], ["40", "0"], ["0.4", "40"])]
    ['share', 'percent', None]
    """
    if max(values, default=Fraction(0)) <= 1:
        return "share"
    return None if any(0 < value < 1 for value in values) else "percent"


def settled(table: ActorTable, given: Given, *, unit: Unit | None = None) -> ActorTable:
    """The table with a scale for every issue and a unit of saliences, both stated in its notes.

    ``unit``: what the file itself says of saliences. A scale that an issue has already (its file says so) stays
    unless a person gives one. Raises ``UnreadableInput`` for numbers off their scale.
    """
    known, told = _unit(table, given, unit)
    dimensions = tuple(
        replace(dimension, scale=_scale(table, i, given)) for i, dimension in enumerate(table.dimensions)
    )
    table = replace(table, dimensions=dimensions, salience=known)
    _require_inside(table)
    return replace(table, notes=(*table.notes, *told, *_scales_told(dimensions)))


def _unit(table: ActorTable, given: Given, unit: Unit | None) -> tuple[Unit, tuple[Message, ...]]:
    found = [stand.salience for actor in table.actors for stand in actor.stands if stand.salience is not None]
    if not found:
        return unit or "percent", (msg("No salience is written."),)
    largest = max(found, key=lambda figure: figure.value)
    known = given.salience or unit or salience_unit([figure.value for figure in found])
    if known is None:
        small = next(figure for figure in found if 0 < figure.value < 1)
        raise unreadable(
            "X008",
            small.where,
            msg("saliences can be read as shares or as percent: {small} stands here, {large} elsewhere",
                small=small.text, large=largest.text),
            advice=msg("Say --salience share (0 to 1) or --salience percent (0 to 100)."),
        )  # fmt: skip
    top = Fraction(1) if known == "share" else _HUNDRED
    for figure in found:
        if not 0 <= figure.value <= top:
            raise unreadable(
                "X003",
                figure.where,
                msg(
                    "the salience {found} is outside {low} to {high}", found=figure.text, low=0, high=int(top)
                ),
                advice=_salience_advice(given, unit),
            )
    if given.salience or unit:
        told = (
            msg("Saliences are shares from 0 to 1, as stated; the brief holds them as percent.")
            if known == "share"
            else msg("Saliences are percent from 0 to 100, as stated.")
        )
    else:
        told = (
            msg("Saliences were taken for shares from 0 to 1 (the largest is {largest}); the brief holds them as percent. --salience percent says otherwise.", largest=largest.text)
            if known == "share"
            else msg("Saliences were taken for percent from 0 to 100 (the largest is {largest}). --salience share says otherwise.", largest=largest.text)
        )  # fmt: skip
    return known, (told,)


def _salience_advice(given: Given, unit: Unit | None) -> Message:
    if given.salience:
        return msg("Correct the cell, or say another --salience.")
    if unit:
        return msg("Correct the cell.")
    return msg("Correct the cell, or say --salience share or --salience percent.")


def _scale(table: ActorTable, index: int, given: Given) -> Scale:
    dimension = table.dimensions[index]
    if given.scale is not None:
        return Scale(*given.scale, "option")
    if dimension.scale is not None:
        return dimension.scale
    figures = table.figures(index)
    found = held_scale([figure.value for figure in figures])
    if found is None:
        where = figures[0].where if figures else table.title
        raise unreadable(
            "X008",
            where,
            msg("the scale of {issue} cannot be told: its positions are all {value}",
                issue=dimension.name, value=figures[0].text if figures else "–"),
            advice=msg("Say --scale LOW,HIGH."),
        )  # fmt: skip
    return Scale(*found, "positions")


def _require_inside(table: ActorTable) -> None:
    for i, dimension in enumerate(table.dimensions):
        for figure in table.figures(i):
            if (
                dimension.scale is not None
                and not dimension.scale.low <= figure.value <= dimension.scale.high
            ):
                raise off_scale(dimension, figure)


def off_scale(dimension: Dimension, figure: Figure) -> UnreadableInput:
    """A number that lies off the scale of its issue."""
    assert dimension.scale is not None
    low, high = long_text(dimension.scale.low), long_text(dimension.scale.high)
    return unreadable(
        "X003",
        figure.where,
        msg(
            "{found} lies off the scale of {issue} ({low} to {high})",
            found=figure.text,
            issue=dimension.name,
            low=low,
            high=high,
        ),
        advice=msg("Correct the cell or the scale."),
    )


def _scales_told(dimensions: Iterable[Dimension]) -> Iterable[Message]:
    """One sentence per scale and origin, with the issues that have it."""

    def key(dimension: Dimension) -> tuple[str, Fraction, Fraction]:
        scale = dimension.scale
        assert scale is not None
        return scale.source, scale.low, scale.high

    for (source, low, high), same in groupby(sorted(dimensions, key=key), key=key):
        names, ends = _few([dimension.name for dimension in same]), (long_text(low), long_text(high))
        match source:
            case "positions":
                yield msg("Scale {low} to {high}, found from the positions: {issues}. --scale LOW,HIGH says otherwise.",
                          low=ends[0], high=ends[1], issues=names)  # fmt: skip
            case "format":
                yield msg("Scale {low} to {high}, as the format has it: {issues}.", low=ends[0], high=ends[1], issues=names)  # fmt: skip
            case _:
                yield msg("Scale {low} to {high}, as stated: {issues}.", low=ends[0], high=ends[1], issues=names)  # fmt: skip


def _few(names: list[str]) -> list[str]:
    return names if len(names) <= _MANY else [*names[: _MANY - 1], "…"]
