"""Writing the format ``actors``: one row per actor and issue, columns only for what there is."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from pourparler.exchange.actors.exporting import Target
from pourparler.exchange.actors.scales import held_scale, salience_unit
from pourparler.exchange.actors.table import Actor, ActorTable, Dimension, Figure, Stand
from pourparler.exchange.spreadsheet import csv_text, xlsx_bytes
from pourparler.language import Message

Cell = str | Fraction
_Cells = Callable[[Actor, Dimension, Stand], Cell]


def written(table: ActorTable, target: Target) -> tuple[bytes | str, tuple[Message, ...]]:
    """The file's content; nothing of a table is lost in this format."""
    rows = rows_of(table)
    if target.suffix == ".xlsx":
        return xlsx_bytes(rows), ()
    return csv_text(rows, comma=target.decimal == "comma"), ()


def rows_of(table: ActorTable) -> Sequence[Sequence[Cell]]:
    """Headings, then a row per actor and issue on which anything is written; every actor and issue has a row.

    The unit of saliences and the ends of scales are written only where the numbers alone would be read otherwise.
    """
    columns = dict(_columns(table))
    rows: list[list[Cell]] = [list(columns)]
    for place, actor in enumerate(table.actors):
        held = [(d, stand) for d, stand in zip(table.dimensions, actor.stands, strict=True)]
        # The first actor's rows, empty ones too, give the order of the issues.
        said = held if place == 0 else [pair for pair in held if not pair[1].empty]
        for dimension, stand in said or held[:1]:
            rows.append([cells(actor, dimension, stand) for cells in columns.values()])
    return rows


def _columns(table: ActorTable) -> Iterator[tuple[str, _Cells]]:
    yield "actor", lambda actor, _, __: actor.name
    if any(actor.title for actor in table.actors):
        yield "label", lambda actor, _, __: actor.title
    yield "issue", lambda _, dimension, __: dimension.name
    if any(dimension.title for dimension in table.dimensions):
        yield "issue label", lambda _, dimension, __: dimension.title
    stands = [stand for actor in table.actors for stand in actor.stands]
    if any(stand.influence for stand in stands):
        yield "capability", lambda _, __, stand: _number(stand.influence)
    yield "position", lambda _, __, stand: _number(stand.position)
    if any(stand.salience for stand in stands):
        yield _salience_heading(table), lambda _, __, stand: _number(stand.salience)
    if any(_scale_needed(table, i) for i in range(len(table.dimensions))):
        yield "scale from", lambda _, dimension, __: dimension.scale.low if dimension.scale else ""
        yield "scale to", lambda _, dimension, __: dimension.scale.high if dimension.scale else ""
    if any(dimension.unit for dimension in table.dimensions):
        yield "unit", lambda _, dimension, __: dimension.unit
    if any(dimension.reference or dimension.aside for dimension in table.dimensions):
        yield "status quo", lambda _, dimension, __: _number(dimension.reference or dimension.aside)
    if any(dimension.outcome for dimension in table.dimensions):
        yield "outcome", lambda _, dimension, __: _number(dimension.outcome)


def _number(figure: Figure | None) -> Cell:
    return "" if figure is None else figure.value


def _salience_heading(table: ActorTable) -> str:
    found = [stand.salience.value for actor in table.actors for stand in actor.stands if stand.salience]
    if salience_unit(found) == table.salience:
        return "salience"
    return "salience (%)" if table.salience == "percent" else "salience (0-1)"


def _scale_needed(table: ActorTable, index: int) -> bool:
    scale = table.dimensions[index].scale
    found = held_scale([figure.value for figure in table.figures(index)])
    return scale is not None and found != (scale.low, scale.high)
