"""Writing decide's lines, parted by tabs: saliences and power from 0 to 1, positions on their own scale."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from pourparler.exchange.actors.exporting import Target
from pourparler.exchange.actors.table import Actor, ActorTable, Dimension, Figure
from pourparler.exchange.decimals import long_text
from pourparler.exchange.faults import impossible
from pourparler.exchange.naming import shown
from pourparler.language import Message, msg

_WIDTH = 6


def written(table: ActorTable, _target: Target) -> tuple[str, tuple[Message, ...]]:
    """The file's content and what it does not hold. Raises ``UsageError`` for a position without all its numbers."""
    _require_whole(table)
    powers = [s.influence.value for actor in table.actors for s in actor.stands if s.influence is not None]
    top = max(powers, default=Fraction(1))
    most = top if top > 1 else Fraction(1)
    lines = list(_head(table))
    for i, dimension in enumerate(table.dimensions):
        lines.append(["#/", "actor", "issue", "position", "salience", "power"])
        lines += _data(table, i, dimension, most=most)
    text = "".join("\t".join([*line, *[""] * (_WIDTH - len(line))]) + "\n" for line in lines)
    return text, tuple(_told(table, most))


def _require_whole(table: ActorTable) -> None:
    for actor in table.actors:
        for dimension, stand in zip(table.dimensions, actor.stands, strict=True):
            if stand.position is not None and (stand.salience is None or stand.influence is None):
                raise impossible(
                    "X007",
                    f"{actor.name}/{dimension.name}",
                    msg("decide wants a salience and an influence beside every position"),
                    advice=msg("Complete the brief, or export it as actors."),
                )


def _head(table: ActorTable) -> Iterator[list[str]]:
    """Description, actors, issues and the meanings of positions."""
    yield ["#O", _cell(table.title)]
    yield ["#/", "ID", "Full name"]
    notes = _notes(table, "actors")
    for actor in table.actors:
        yield ["#A", _cell(actor.name), _cell(actor.title or actor.name), _cell(notes.get(actor.name, ""))]
    notes = _notes(table, "issues")
    for dimension in table.dimensions:
        name = _cell(dimension.name)
        yield ["#P", name, _cell(dimension.title or dimension.name), _cell(notes.get(dimension.name, ""))]
        for value, text in _meanings(dimension):
            yield ["#M", name, long_text(value), text]


def _notes(table: ActorTable, kind: str) -> Mapping[str, str]:
    found = table.extra.get(kind, {})
    return {str(key): str(text) for key, text in found.items()} if isinstance(found, Mapping) else {}


def _meanings(dimension: Dimension) -> Iterator[tuple[Fraction, str]]:
    """The ends of the scale and what is meant between them; the number itself where nothing is said."""
    scale = dimension.scale
    assert scale is not None
    said = {figure.value: _cell(text) for figure, text in dimension.meanings}
    for value in sorted({scale.low, scale.high, *said}):
        yield value, said.get(value) or _cell(dimension.unit) or long_text(value)


def _data(table: ActorTable, index: int, dimension: Dimension, *, most: Fraction) -> Iterator[list[str]]:
    times = Fraction(1) if table.salience == "share" else Fraction(1, 100)
    for actor in table.actors:
        stand = actor.stands[index]
        if stand.position is not None:
            numbers = [
                stand.position.decimal,
                _times(stand.salience, times),
                _times(stand.influence, 1 / most),
            ]
            yield ["#D", _cell(actor.name), _cell(dimension.name), *numbers]


def _times(figure: Figure | None, factor: Fraction) -> str:
    assert figure is not None
    return long_text(figure.value * factor)


def _cell(text: str) -> str:
    """A text on one line, without what parts cells; quoted where it begins with a quotation mark."""
    text = shown(text)
    return '"' + text.replace('"', '""') + '"' if text.startswith('"') else text


def _told(table: ActorTable, most: Fraction) -> Iterator[Message]:
    if most != 1:
        yield msg(
            "Influence was divided by its largest, {largest}: decide takes 0 to 1.", largest=long_text(most)
        )
    if any(dimension.reference or dimension.aside or dimension.outcome for dimension in table.dimensions):
        yield msg("Status quo and outcomes cannot be written and are left out.")
    silent = [actor.name for actor in table.actors if not _speaks(actor)]
    if silent:
        yield msg("Actors without any position are declared and have no data: {names}.", names=silent)


def _speaks(actor: Actor) -> bool:
    return any(stand.position is not None for stand in actor.stands)
