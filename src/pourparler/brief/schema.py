"""The whole format of ``brief.yaml`` as typed, frozen records; every key of every analysis is known here."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from pourparler.brief.fields import Bilingual, Dated, Id, Ids, Name, Number, Record, Text, refuse, written
from pourparler.brief.moves import Moves
from pourparler.brief.quantities import VALUE_KEYS, Entry, Quantity
from pourparler.brief.rules import Rules
from pourparler.brief.sources import Evidence, Source
from pourparler.language import msg


def _per_issue(value: Any) -> Any:
    if isinstance(value, dict) and not VALUE_KEYS & value.keys() and value.keys() - set(Entry.model_fields):
        return {"by_issue": value}
    return {"overall": value}


class Influence(Record):
    """How much a party weighs in the decision: one quantity, or one per issue."""

    also_written: ClassVar[tuple[Any, ...]] = (
        "$overall",
        "$by_issue",
    )

    overall: Quantity | None = None
    by_issue: dict[Id, Quantity] = {}

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: Any) -> Any:
        return value if isinstance(value, Influence) else _per_issue(value)


class Party(Record):
    """Somebody with a stake: a state, an organisation, a faction."""

    name: Bilingual | None = None
    aliases: tuple[Text, ...] = ()
    keywords: Any = None
    at_table: bool = True
    members: int | None = None
    chamber: Id | None = None
    weight: Quantity | None = None
    influence: Influence | None = None
    reserve: Quantity | None = None
    red_line: "RedLine | None" = None
    because: Ids = ()
    assumption: Bilingual | None = None
    note: Bilingual | None = None


class Span(Record):
    """A numeric issue: from, to, step and unit."""

    start: Number = Field(alias="from")
    end: Number = Field(alias="to")
    step: Number | None = None
    unit: Bilingual | None = None

    @model_validator(mode="after")
    def _rising(self) -> "Span":
        if not self.start < self.end:
            raise refuse(
                "E206",
                msg("the range must rise from {a} to {b}", a=self.start, b=self.end),
                msg("Put the smaller end first."),
            )
        if self.step is not None and not 0 < self.step <= self.end - self.start:
            raise refuse(
                "E206",
                msg("{step} is not a step inside the range", step=self.step),
                msg("Write a positive step."),
            )
        return self


def _spaced(value: Any) -> Any:
    """A plain list of level names is spaced evenly from 0 to 100."""
    if not isinstance(value, list):
        return value
    names = [str(written(item)) for item in value]
    if len(set(names)) != len(names):
        raise refuse("E004", msg("a level stands in the list twice"), msg("Name each level once."))
    gap = 100 / max(len(names) - 1, 1)
    return {name: round(i * gap, 10) for i, name in enumerate(names)}


class Issue(Record):
    """Something to be settled: ordered levels on a scale, a numeric range, or a provision (in or out)."""

    name: Bilingual | None = None
    kind: Literal["levels", "range", "provision"] | None = None
    levels: Annotated[
        dict[Text, Number] | None,
        BeforeValidator(_spaced, json_schema_input_type=dict[str, float] | list[str | float]),
    ] = None
    level_names: dict[Text, Bilingual] = {}
    span: Span | None = Field(None, alias="range")
    unit: Bilingual | None = None
    status_quo: Text | Quantity | None = None
    topic: Text | None = None
    part_of: Id | None = None
    prior: Quantity | None = None
    keywords: Any = None
    note: Bilingual | None = None

    @model_validator(mode="after")
    def _one_scale(self) -> "Issue":
        given = (self.levels is not None) + (self.span is not None) + (self.kind == "provision")
        if given != 1:
            raise refuse(
                "E002",
                msg("an issue needs levels or a range, and not both"),
                msg(
                    "Write {form}.", form="levels: {low: 0, high: 100} or range: {from: 0, to: 100, step: 10}"
                ),
            )
        if self.levels is not None and len(self.levels) == 0:
            raise refuse("E002", msg("an issue needs at least one level"), msg("Name its levels."))
        return self


def _line(value: Any) -> Any:
    return {"condition": str(written(value))} if isinstance(value, str | int | float) else value


class RedLine(Record):
    """What must hold for a party to agree: a condition, or a threshold that may be uncertain."""

    also_written: ClassVar[tuple[Any, ...]] = ({"type": "string"},)

    condition: Text | None = None
    at_least: Quantity | None = None
    at_most: Quantity | None = None
    because: Ids = ()
    assumption: Bilingual | None = None
    note: Bilingual | None = None

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: Any) -> Any:
        return _line(value)

    @model_validator(mode="after")
    def _one_form(self) -> "RedLine":
        if sum(item is not None for item in (self.condition, self.at_least, self.at_most)) != 1:
            raise refuse(
                "E002",
                msg("a red line is one condition"),
                msg("Write for example {form}.", form='"at least moratorium"'),
            )
        return self


class Stance(Record):
    """What a party wants on an issue, how much it matters to it, and what it cannot accept."""

    position: Quantity | None = None
    salience: Quantity | None = None
    weight: Quantity | None = None
    values: dict[Text, Quantity] | None = None
    score: Quantity | None = None
    scores: dict[Text, Quantity] = {}
    red_line: RedLine | None = None
    shape: Literal["linear", "quadratic", "step"] = "linear"
    tolerance: Number = 0.0
    because: Ids = ()
    assumption: Bilingual | None = None
    note: Bilingual | None = None
    author: Text | None = None
    date: Dated = None


class Preferences(Record):
    """How stances become utilities."""

    form: Literal["additive", "points", "mean-of-included"] = "additive"
    scale: tuple[Number, Number] | None = None
    at_least: dict[Text, dict[Id, Quantity]] = {}


class Calendar(Record):
    """Time: the deadline, patience per round, and how talks would be played."""

    deadline: Quantity | None = None
    patience: dict[Id, Quantity] = {}
    rounds_per_day: Number | None = None
    strategies: dict[Id, Any] = {}


class Content(Record):
    """Everything that ``brief.yaml`` (with its tables, its scenario and its as-of date) says."""

    schema_: Literal["pourparler/brief/1"] = Field("pourparler/brief/1", alias="schema")
    title: Bilingual | None = None
    language: Literal["fr", "en"] = "en"
    as_of: Dated = None
    yardstick: Text | None = None
    sources: dict[Id, Source] = {}
    evidence: dict[Id, Evidence] = {}
    parties: dict[Id, Party] = {}
    issues: dict[Name, Issue] = {}
    stances: dict[Id, dict[Id, Stance]] = {}
    preferences: Preferences = Preferences()
    rules: Rules = Rules()
    calendar: Calendar = Calendar()
    moves: Moves | None = None
    notes: Bilingual | None = None
    require_evidence: bool = False
    rule: Text = "mixture/1"
    half_life: Number | None = None
    stale_after: Number = 24.0
    dependence: dict[Text, Any] | None = None
    pool: dict[Text, Number] | None = None
    lexicon: dict[Text, Any] | None = None
    drafting: dict[Text, Any] | None = None
    reference: Any = None
    published: Any = None


Party.model_rebuild()
