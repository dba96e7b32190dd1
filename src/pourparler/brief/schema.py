"""The whole format of ``brief.yaml`` as typed, frozen records; every key of every analysis is known here."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from pourparler.brief.dependence import Dependence
from pourparler.brief.fields import (
    Bilingual,
    Dated,
    Grounded,
    Id,
    Name,
    Number,
    Positive,
    Record,
    Text,
    refuse,
    written,
)
from pourparler.brief.moves import Moves
from pourparler.brief.playing import Playing
from pourparler.brief.pooling import Pool, Seed
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

    overall: Quantity | None = Field(
        None, description="How much the party weighs in a group's decision, on any positive scale."
    )
    by_issue: dict[Id, Quantity] = Field({}, description="The same, issue by issue.")

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: Any) -> Any:
        return value if isinstance(value, Influence) else _per_issue(value)


class Party(Grounded):
    """Somebody with a stake: a state, an organisation, a faction."""

    name: Bilingual | None = Field(
        None, description="What to call it, in one language or one text per language."
    )
    aliases: tuple[Text, ...] = Field((), description="Other words for it in documents.")
    keywords: Any = Field(None, description="Further words by which drafting finds it.")
    at_table: bool = Field(
        True, description="Whether it takes part in the talks; others are reported and decide nothing."
    )
    members: int | None = Field(None, description="How many members it has.")
    chamber: Id | None = Field(None, description="The chamber it votes in.")
    weight: Quantity | None = Field(None, description="Bargaining weight in the Nash solution.")
    influence: Influence | None = Field(
        None, description="How much it weighs in a group's decision: one quantity, or one per issue."
    )
    reserve: Quantity | None = Field(
        None, description="What no deal is worth to it, in the unit of its utility."
    )
    red_line: "RedLine | None" = Field(
        None, description="What must hold for it to agree: a condition over several issues."
    )


class Span(Record):
    """A numeric issue: from, to, step and unit."""

    start: Number = Field(alias="from", description="The lowest value.")
    end: Number = Field(alias="to", description="The highest value.")
    step: Number | None = Field(None, description="The distance between two values that a deal can have.")
    unit: Bilingual | None = Field(None, description="What is counted.")

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

    name: Bilingual | None = Field(
        None, description="What to call it, in one language or one text per language."
    )
    kind: Literal["levels", "range", "provision"] | None = Field(
        None, description="levels, range, or provision (in or out of a package)."
    )
    levels: Annotated[
        dict[Text, Number] | None,
        BeforeValidator(_spaced, json_schema_input_type=dict[str, float] | list[str | float]),
    ] = Field(
        None,
        description="Ordered levels with their places on a scale; a plain list is spaced evenly from 0 to 100.",
    )
    level_names: dict[Text, Bilingual] = Field({}, description="What to call the levels.")
    span: Span | None = Field(None, alias="range", description="A numeric issue: from, to, step, unit.")
    unit: Bilingual | None = Field(None, description="What is counted.")
    status_quo: Text | Quantity | None = Field(
        None, description="What holds without agreement: a level or a value."
    )
    topic: Text | None = Field(None, description="A heading that several issues share.")
    part_of: Id | None = Field(None, description="The umbrella issue that this one is a part of.")
    prior: Quantity | None = Field(None, description="What is believed of a position before any evidence.")
    keywords: Any = Field(None, description="Words by which drafting finds it, per language.")
    note: Bilingual | None = Field(None, description="Anything a reader should know.")

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


class RedLine(Grounded):
    """What must hold for a party to agree: a condition, or a threshold that may be uncertain."""

    also_written: ClassVar[tuple[Any, ...]] = ({"type": "string"},)

    condition: Text | None = Field(None, description='What must hold, such as "at least moratorium".')
    at_least: Quantity | None = Field(None, description="The smallest acceptable value, if it is uncertain.")
    at_most: Quantity | None = Field(None, description="The largest acceptable value, if it is uncertain.")

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


class Stance(Grounded):
    """What a party wants on an issue, how much it matters to it, and what it cannot accept."""

    position: Quantity | None = Field(
        None, description="What the party would like best: a level or a place on the issue's scale."
    )
    salience: Quantity | None = Field(
        None, description="How much the issue matters to it against the others, 0 to 100."
    )
    weight: Quantity | None = Field(None, description="Overrides salience as the weight in its utility.")
    values: dict[Text, Quantity] | None = Field(
        None,
        description="What each level is worth to it, 0 to 1, in place of the distance from its position.",
    )
    score: Quantity | None = Field(None, description="Score of a provision.")
    scores: dict[Text, Quantity] = Field({}, description="Further scores of a provision, by name.")
    red_line: RedLine | None = Field(None, description="What it cannot accept on this issue.")
    shape: Literal["linear", "quadratic", "step"] = Field(
        "linear", description="How worth falls with distance: linear, quadratic, or step."
    )
    tolerance: Number = Field(0.0, description="With shape step: the distance within which nothing is lost.")
    author: Text | None = Field(None, description="Who wrote this stance.")
    date: Dated = Field(None, description="When it was written.")


class Preferences(Record):
    """How stances become utilities."""

    form: Literal["additive", "points", "mean-of-included"] = Field(
        "additive", description="additive (weighted mean), points (sum), or mean-of-included (a package)."
    )
    scale: tuple[Number, Number] | None = Field(None, description="Lowest and highest score of a package.")
    at_least: dict[Text, dict[Id, Quantity]] = Field(
        {}, description="Least further scores of a package, by name and party."
    )


class Calendar(Record):
    """Time: the deadline, patience per round, and how talks would be played."""

    deadline: Quantity | None = Field(None, description="How many days are left, often a dated history.")
    patience: dict[Id, Quantity] = Field({}, description="Discount factor per round, by party.")
    rounds_per_day: Quantity | None = Field(None, description="How many rounds of talks a day holds.")
    strategies: dict[Id, Playing] = Field({}, description="How each party would play talks.")


class Content(Record):
    """Everything that ``brief.yaml`` (with its tables, its scenario and its as-of date) says."""

    schema_: Literal["pourparler/brief/1"] = Field(
        "pourparler/brief/1", alias="schema", description="The format of this file."
    )
    title: Bilingual | None = Field(None, description="What the brief is about.")
    language: Literal["fr", "en"] = Field("en", description="The brief's own language.")
    as_of: Dated = Field(
        None, description="The day from which things are seen; evidence of a later date is not used."
    )
    yardstick: Text | None = Field(
        None, description="The scale that says what words of probability mean in percent."
    )
    sources: dict[Id, Source] = Field(
        {}, description="Documents, and the links of attribution chains, by id."
    )
    evidence: dict[Id, Evidence] = Field(
        {}, description="Quotes, each verified letter for letter in its document, by id."
    )
    parties: dict[Id, Party] = Field({}, description="Those with a stake, by id.")
    issues: dict[Name, Issue] = Field({}, description="What is to be settled, by id.")
    stances: dict[Id, dict[Id, Stance]] = Field({}, description="What each party wants on each issue.")
    preferences: Preferences = Field(
        Preferences(), description="How stances become utilities: form, scale of scores, least scores."
    )
    rules: Rules = Field(Rules(), description="Who must agree, what cannot be, what no deal is worth.")
    calendar: Calendar = Field(Calendar(), description="Deadline, patience, strategies.")
    moves: Moves | None = Field(None, description="The strategic view: options, or a graph of states.")
    notes: Bilingual | None = Field(
        None, description="A file with free notes, one per language, or the notes themselves."
    )
    require_evidence: bool = Field(
        False, description="Ask for evidence or an assumption for every number, even without sources."
    )
    rule: Literal["mixture/1", "as-written/1"] = Field(
        "mixture/1", description="How evidence and prior are mixed: mixture/1 or as-written/1."
    )
    half_life: Positive | None = Field(None, description="Days after which the weight of evidence halves.")
    stale_after: Positive = Field(24.0, description="Months after which evidence is called old.")
    dependence: Dependence | None = Field(None, description="Rank correlations between numbers.")
    pool: Pool | None = Field(
        None, description="Shares of evidence and judgements in the draws, and how experts are weighed."
    )
    seeds: dict[Id, Seed] = Field(
        {}, description="Calibration questions with their true values, by name; answers are under seed/NAME."
    )
    lexicon: dict[Text, Any] | None = Field(
        None, description="Own readings of hedges: five rising percentages per term."
    )
    drafting: dict[Text, Any] | None = Field(None, description="Settings of drafting.")
    reference: Any = Field(None, description="Literature of a published case.")
    published: Any = Field(None, description="Answers of a published case.")


Party.model_rebuild()
