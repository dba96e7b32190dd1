"""What every table of actors says, whatever its spelling: issues with a scale, and per actor a stand on each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from pourparler.exchange.decimals import long_text, usable
from pourparler.exchange.number_style import no_number
from pourparler.exchange.scenario import Origin
from pourparler.language import Message

Unit = Literal["share", "percent"]
Source = Literal["option", "file", "format", "positions"]


@dataclass(frozen=True)
class Given:
    """What a person points at and says of it: how decimals are written, the unit of saliences, the scale.

    ``salience``, ``decimal``: empty where the file shall tell; ``scale``: of every issue, or ``None``.
    """

    path: Path
    decimal: Literal["", "comma", "point"] = ""
    salience: Literal["", "share", "percent"] = ""
    scale: tuple[Fraction, Fraction] | None = None


@dataclass(frozen=True)
class Figure:
    """A number as found: what it is, exactly, its text in the file, and where it stands there."""

    value: Fraction
    text: str = ""
    where: str = ""

    @property
    def decimal(self) -> str:
        """The number as a decimal, every digit kept.

        >>> Figure(Fraction(4, 5), "0,80").decimal
        '0.8'
        """
        return long_text(self.value)


def plain_figure(text: str, where: str) -> Figure | None:
    """The number in a cell that takes a decimal point and nothing else; ``None`` where the cell is empty.

    Raises ``UnreadableInput`` for anything but a decimal below 10^15.

    >>> plain_figure("", "f"), plain_figure("0.80", "f").decimal
    (None, '0.8')
    """
    if not text:
        return None
    value = usable(text)
    if value is None:
        raise no_number(text, "point", where)
    return Figure(value, text, where)


@dataclass(frozen=True)
class Scale:
    """The ends of an issue's scale and who said so: an option, the file, the format, or the positions held."""

    low: Fraction
    high: Fraction
    source: Source


@dataclass(frozen=True)
class Dimension:
    """An issue: its name as found (the id is made of it), a longer title, its scale and unit.

    ``reference``: the status quo, ``aside``: the same where the brief cannot hold it; ``outcome``: what was decided;
    ``meanings``: what places on the scale stand for.
    """

    name: str
    title: str = ""
    scale: Scale | None = None
    unit: str = ""
    reference: Figure | None = None
    outcome: Figure | None = None
    meanings: tuple[tuple[Figure, str], ...] = ()
    aside: Figure | None = None


@dataclass(frozen=True)
class Stand:
    """One actor on one issue: position, salience and influence as found; ``None`` where nothing is written."""

    position: Figure | None = None
    salience: Figure | None = None
    influence: Figure | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is written here."""
        return self == Stand()


@dataclass(frozen=True)
class Actor:
    """An actor: its name as found (the id is made of it), a longer title, its stands in the order of the issues."""

    name: str
    title: str
    stands: tuple[Stand, ...]


@dataclass(frozen=True)
class ActorTable:
    """A table of actors, as read or as about to be written.

    ``salience``: the unit of the saliences; ``extra``: what only this format knows, as plain data; ``notes`` tell
    what a reader should know.
    """

    title: str
    dimensions: tuple[Dimension, ...]
    actors: tuple[Actor, ...]
    salience: Unit
    origins: tuple[Origin, ...] = ()
    notes: tuple[Message, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def figures(self, index: int) -> tuple[Figure, ...]:
        """Everything that lies on the scale of an issue: positions held, status quo, outcome."""
        dimension = self.dimensions[index]
        held = [actor.stands[index].position for actor in self.actors]
        return tuple(f for f in (*held, dimension.reference, dimension.outcome) if f is not None)
