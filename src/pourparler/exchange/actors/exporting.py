"""Exporting: a brief's positions as a table of actors. What the format cannot say is told, never dropped silently."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import numpy as np

from pourparler.brief.brief import Brief
from pourparler.brief.files import save
from pourparler.brief.rules import Rules
from pourparler.exchange.actors.record import recorded
from pourparler.exchange.actors.table import Actor, ActorTable, Dimension, Figure, Scale, Stand
from pourparler.exchange.exporting import Exported
from pourparler.exchange.faults import impossible
from pourparler.exchange.files import require_free
from pourparler.exchange.naming import shown
from pourparler.exchange.number_style import Style
from pourparler.exchange.registry import actor_format
from pourparler.language import Message, msg, pick
from pourparler.model.cells import decimal
from pourparler.model.positions import Positions


@dataclass(frozen=True)
class Target:
    """The file to be written: its ending and how decimals are written in it."""

    suffix: str
    decimal: Style = "point"


def export_actors(form: str, brief: Brief, file: Path, *, decimal: Style = "point") -> Exported:
    """Write the positions of ``brief`` in the format ``form`` into a new file; its ending says CSV, XLSX or XML.

    Numbers of an unchanged import are written as they were found; any other brief at its central values.
    Raises ``UsageError`` for another ending, a file that exists or what the format cannot hold, ``InvalidBrief`` and
    ``ModelError`` as models do.
    """
    known = actor_format(form)
    suffix = file.suffix.lower()
    if suffix not in known.suffixes:
        raise impossible(
            "X007",
            str(file),
            msg("{format} is written to a file that ends in {endings}", format=form, endings=list(known.suffixes)),
            advice=msg("Name the file with one of these endings."),
        )  # fmt: skip
    require_free(file)
    table, notes = outgoing(form, brief)
    writer = import_module(f"pourparler.exchange.{known.writer}")
    data, told = writer.written(table, Target(suffix, decimal))
    save(file, data)
    return Exported((file.name,), (*notes, *told))


def outgoing(form: str, brief: Brief) -> tuple[ActorTable, tuple[Message, ...]]:
    """The table that an export writes, and what it leaves out."""
    known = recorded(brief)
    if known is not None and known.format == form:
        return known.table, (msg("The numbers were written as they were found."),)
    model = Positions.from_brief(brief)
    return _from_model(brief, model), tuple(_left_out(brief, model))


def _from_model(brief: Brief, model: Positions) -> ActorTable:
    lang, numbers = brief.language, brief.numbers

    def figure(*keys: str) -> Figure | None:
        key = next((key for key in keys if key in numbers), None)
        return None if key is None else Figure(decimal(numbers[key].law.central), where=key)

    dimensions = []
    for i, name in enumerate(model.issues):
        issue = brief.issues[name]
        unit = issue.unit if issue.span is None else issue.span.unit or issue.unit
        at = float(model.reference[i])
        scale = Scale(decimal(float(model.low[i])), decimal(float(model.high[i])), "file")
        dimensions.append(
            Dimension(
                name,
                _title(pick(issue.name, lang, ""), name),
                scale,
                shown(pick(unit, lang, "") or ""),
                None if np.isnan(at) else Figure(decimal(at), where=f"issues/{name}/status_quo"),
            )
        )
    actors = []
    for party in model.actors:
        weight = f"parties/{party}/influence"
        stands = [
            Stand(
                figure(f"stances/{party}/{issue}/position"),
                figure(f"stances/{party}/{issue}/salience"),
                figure(f"{weight}/{issue}", weight),
            )
            for issue in model.issues
        ]
        stands = [stand if stand.position is not None else Stand() for stand in stands]
        actors.append(Actor(party, _title(pick(brief.parties[party].name, lang, ""), party), tuple(stands)))
    title = shown(pick(brief.title, lang, "") or "") or "brief"
    return ActorTable(title, tuple(dimensions), tuple(actors), "percent")


def _title(name: str | None, key: str) -> str:
    title = shown(name or "")
    return "" if title == key else title


def _left_out(brief: Brief, model: Positions) -> Iterator[Message]:
    """What the brief says and a table of actors does not."""
    content, numbers = brief.content, brief.numbers
    kinds = ("position", "salience", "influence")
    if any(number.kind in kinds and not number.law.is_point for number in numbers.values()):
        yield msg("Ranges are written at their central values.")
    levels = [name for name in model.issues if brief.issues[name].span is None]
    if levels:
        yield msg("Levels are written as their places on the scale: {issues}.", issues=levels)
    steps = [
        name
        for name in model.issues
        if (span := brief.issues[name].span) is not None and span.step is not None
    ]
    if steps:
        yield msg("Steps of a range cannot be written: {issues}.", issues=steps)
    silent = [party for party in brief.parties if party not in model.actors]
    if silent:
        yield msg("Parties without a position are left out: {names}.", names=silent)
    absent = [party for party, at in zip(model.actors, model.at_table, strict=True) if not at]
    if absent:
        yield msg("That they are not at the table cannot be written: {names}.", names=absent)
    held = [stance for stances in content.stances.values() for stance in stances.values()]
    if any(stance.red_line for stance in held) or any(party.red_line for party in brief.parties.values()):
        yield msg("Red lines cannot be written and are left out.")
    if any(stance.values or stance.weight or stance.score for stance in held):
        yield msg("Values, weights and scores of stances cannot be written and are left out.")
    if any(party.reserve for party in brief.parties.values()):
        yield msg("Reserves cannot be written and are left out.")
    if content.rules != Rules():
        yield msg("Rules of decision cannot be written and are left out.")
    if brief.content.evidence or brief.content.moves is not None:
        yield msg("Evidence and moves cannot be written and are left out.")


def rescaled(figure: Figure, scale: Scale) -> Fraction:
    """A position on a scale of 0 to 100, exactly.

    >>> str(rescaled(Figure(Fraction(7)), Scale(Fraction(4), Fraction(10), "file")))
    '50'
    """
    return (figure.value - scale.low) / (scale.high - scale.low) * 100
