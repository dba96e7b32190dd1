"""The strategic view of a brief: options and moves, preferences over states, or a bare graph."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from pourparler.brief.fields import Bilingual, Id, Ids, Name, Number, Record, Text, refuse, written
from pourparler.brief.quantities import Quantity
from pourparler.language import msg

Direction = Literal["take", "drop", "up", "down", "free"]


class Option(Record):
    """Something a party can do or leave."""

    party: Id
    name: Bilingual | None = None
    one_way: bool | Literal["take", "drop"] = False
    chance: Quantity | None = None
    because: Ids = ()
    assumption: Bilingual | None = None
    note: Bilingual | None = None


class Preference(Record):
    """One option statement, the most important of a party first."""

    also_written: ClassVar[tuple[Any, ...]] = ({"type": "string"},)

    statement: Text
    flip_chance: Number | None = None
    because: Ids = ()
    assumption: Bilingual | None = None
    note: Bilingual | None = None

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: Any) -> Any:
        return {"statement": value} if isinstance(value, str) else value


class BlockedMove(Record):
    """Moves of a party that cannot be made although its options would allow them."""

    party: Id
    origin: Any = Field(alias="from")
    target: Any = Field(alias="to")
    why: Bilingual | None = None


def _names(value: Any) -> Any:
    return [str(written(item)) for item in value] if isinstance(value, list) else value


def _classes(value: Any) -> Any:
    """A ranking: classes of states, best first; a state alone is a class of its own."""
    if not isinstance(value, list):
        return value
    return [_names(item) if isinstance(item, list) else [str(written(item))] for item in value]


Names = Annotated[tuple[Text, ...], BeforeValidator(_names, json_schema_input_type=list[str | int])]


class Moves(Record):
    """Options or a graph of states, what cannot be, and how each party ranks the states."""

    options: dict[Name, Option] = {}
    issues: dict[Id, Id] = {}
    states: Names = ()
    arcs: dict[Id, tuple[tuple[Text, Text], ...]] = {}
    impossible: tuple[Any, ...] = ()
    feasible: tuple[Any, ...] = ()
    prefer: dict[Id, tuple[Preference, ...]] = {}
    ranking: dict[
        Id,
        Annotated[
            tuple[Names, ...],
            BeforeValidator(_classes, json_schema_input_type=list[str | int | list[str | int]]),
        ],
    ] = {}
    status_quo: Any = None
    one_way: dict[Id, Literal["take", "drop"]] = {}
    transitions: dict[Id, Direction | tuple[tuple[Text, Text], ...]] = {}
    blocked_moves: tuple[BlockedMove, ...] = ()
    great_gaps: dict[Id, Any] = {}
    unknown: Any = None
    flip_chance: Number | None = None
    note: Bilingual | None = None

    @model_validator(mode="after")
    def _options_or_graph(self) -> "Moves":
        if self.states and (self.options or self.issues):
            raise refuse(
                "E002",
                msg("moves hold either options or a graph of states"),
                msg("Keep one of the two descriptions."),
            )
        if bool(self.states) != bool(self.arcs):
            raise refuse("E002", msg("a graph needs both states and arcs"), msg("Write both."))
        return self
