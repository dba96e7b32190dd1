"""The strategic view of a brief: options and moves, preferences over states, or a bare graph."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from pourparler.brief.fields import Bilingual, Grounded, Id, Name, Number, Record, Text, refuse, written
from pourparler.brief.quantities import Quantity
from pourparler.language import as_written, msg

Direction = Literal["take", "drop", "up", "down", "free"]


class Option(Grounded):
    """Something a party can do or leave."""

    party: Id = Field(description="Who can take it.")
    name: Bilingual | None = Field(None, description="What to call it.")
    one_way: bool | Literal["take", "drop"] = Field(
        False, description="Whether it cannot be taken back (take), or not taken up again (drop)."
    )
    chance: Quantity | None = Field(None, description="How likely it is to be taken.")


class Preference(Grounded):
    """One option statement, the most important of a party first."""

    also_written: ClassVar[tuple[Any, ...]] = ({"type": "string"},)

    statement: Text = Field(description="A condition over options that the party wants to hold.")
    flip_chance: Number | None = Field(None, description="How likely it is to be the other way round.")

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: Any) -> Any:
        return {"statement": value} if isinstance(value, str) else value


class BlockedMove(Grounded):
    """Moves of a party that cannot be made although its options would allow them."""

    party: Id = Field(description="Who cannot make the move.")
    origin: Any = Field(alias="from", description="States it would leave.")
    target: Any = Field(alias="to", description="States it would reach.")
    why: Bilingual | None = Field(None, description="Why it cannot be made.")


def _names(value: Any) -> Any:
    return [_called(item) for item in value] if isinstance(value, list) else value


def _called(item: Any) -> Any:
    """A number, yes or no as the text of a name; what is no name stays as it is, and is refused."""
    return item if item is None or isinstance(item, dict | list) else as_written(written(item))


def _classes(value: Any) -> Any:
    """A ranking: classes of states, best first; a state alone is a class of its own."""
    if not isinstance(value, list):
        return value
    return [_names(item) if isinstance(item, list) else [_called(item)] for item in value]


Names = Annotated[tuple[Text, ...], BeforeValidator(_names, json_schema_input_type=list[str | int])]


class Moves(Record):
    """Options or a graph of states, what cannot be, and how each party ranks the states."""

    options: dict[Name, Option] = Field({}, description="What each party can do or leave, by id.")
    issues: dict[Id, Id] = Field(
        {}, description="Issues that are axes of the moves, with the party that sets each."
    )
    states: Names = Field((), description="States of a bare graph.")
    state_names: dict[Text, Bilingual] = Field({}, description="What to call states, by code or name.")
    arcs: dict[Id, tuple[tuple[Text, Text], ...]] = Field({}, description="Moves between states, by party.")
    impossible: tuple[Any, ...] = Field((), description="Combinations that cannot be.")
    feasible: tuple[Any, ...] = Field((), description="Combinations that can be, where few can.")
    prefer: dict[Id, tuple[Preference, ...]] = Field(
        {}, description="Option statements by party, the most important first."
    )
    ranking: dict[
        Id,
        Annotated[
            tuple[Names, ...],
            BeforeValidator(_classes, json_schema_input_type=list[str | int | list[str | int]]),
        ],
    ] = Field({}, description="States by party, best first; a list inside holds ties.")
    status_quo: Any = Field(None, description="The present state.")
    one_way: dict[Id, Literal["take", "drop"]] = Field(
        {}, description="Options or issues that move in one direction only."
    )
    transitions: dict[Id, Direction | tuple[tuple[Text, Text], ...]] = Field(
        {}, description="Directions or pairs in which an issue can move."
    )
    blocked_moves: tuple[BlockedMove, ...] = Field((), description="Moves that cannot be made.")
    great_gaps: dict[Id, Any] = Field({}, description="Places in a ranking across which much is lost.")
    unknown: Any = Field(None, description="Comparisons that are not known.")
    flip_chance: Number | None = Field(
        None, description="How likely any statement is to be the other way round."
    )
    note: Bilingual | None = Field(None, description="Anything a reader should know.")

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
