"""The rules of a negotiation: who must agree, which combinations cannot be, what happens without agreement."""

from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from pourparler.brief.fields import Bilingual, Grounded, Id, Ids, Number, Record, Text, refuse, written
from pourparler.brief.quantities import VALUE_KEYS, Entry, Quantity
from pourparler.language import as_written, did_you_mean, msg

_AGREEMENTS = "unanimity · {at_least: 3, veto: [a]} · {quota: 60, weights: {…}} · {all: […]} · {any: […]}"


class Agreement(Record):
    """A decision rule: unanimity, at least k with vetoes, a weighted quota, or combinations by all and any."""

    also_written: ClassVar[tuple[Any, ...]] = ({"const": "unanimity"},)

    unanimity: bool = Field(False, description="Every party at the table must accept.")
    at_least: int | None = Field(None, description="How many parties must accept.")
    veto: Ids = Field((), description="Parties without which there is no deal.")
    quota: Number | None = Field(None, description="The weight that must be reached.")
    weights: dict[Id, Number] | None = Field(None, description="Voting weight by party.")
    all: tuple["Agreement", ...] = Field((), description="Rules that must all be met.")
    any: tuple["Agreement", ...] = Field((), description="Rules of which one must be met.")

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: Any) -> Any:
        if isinstance(value, str) and value != "unanimity":
            advice = did_you_mean(value, ("unanimity",), msg("Write {form}.", form=_AGREEMENTS))
            raise refuse("E002", msg("{found} is not a decision rule", found=value), advice)
        return {"unanimity": True} if value == "unanimity" else value

    @model_validator(mode="after")
    def _something(self) -> "Agreement":
        if (self.quota is None) != (self.weights is None):
            raise refuse("E002", msg("a quota needs weights, and weights need a quota"), msg("Write both."))
        if self.weights == {}:
            raise refuse(
                "E002", msg("nobody has a voting weight"), msg("Write {form}.", form="weights: {a: 2, b: 1}")
            )
        if self.weights and min(self.weights.values()) < 0:
            raise refuse(
                "E002",
                msg("the voting weight {found} is negative", found=min(self.weights.values())),
                msg("Write 0 or more."),
            )
        if self.at_least is not None and self.at_least < 1:
            raise refuse(
                "E002", msg("at least {k} parties is no rule", k=self.at_least), msg("Write 1 or more.")
            )
        given = (
            self.unanimity,
            self.at_least is not None,
            self.veto,
            self.quota is not None,
            self.all,
            self.any,
        )
        if not any(given):
            raise refuse(
                "E002",
                msg("this is not a decision rule"),
                msg("Write {form}.", form=_AGREEMENTS),
            )
        return self


GROUND_KEYS = ("why", "because", "assumption", "note")


class Exclusion(Grounded):
    """A combination that cannot be: conditions that must not hold together, or a statement."""

    also_written: ClassVar[tuple[Any, ...]] = (
        {"type": "string"},
        {"type": "object"},
    )

    statement: Text | None = Field(None, description="A statement over several issues that must not hold.")
    conditions: dict[Text, Any] = Field({}, description="Conditions by issue that must not hold together.")
    why: Bilingual | None = Field(None, description="Why it cannot be.")

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"statement": value}
        if isinstance(value, dict) and "statement" not in value and "conditions" not in value:
            grounds = {key: value[key] for key in GROUND_KEYS if key in value}
            return {
                **grounds,
                "conditions": {key: item for key, item in value.items() if key not in GROUND_KEYS},
            }
        return value

    @model_validator(mode="after")
    def _conditions(self) -> "Exclusion":
        if not self.conditions and not self.statement:
            raise refuse(
                "E002",
                msg("this excludes nothing"),
                msg("Write {form}.", form="{issue: level, other: level}"),
            )
        for value in self.conditions.values():
            items = value if isinstance(value, list) else [value]
            if not items or not all(isinstance(written(item), str | bool) for item in items):
                raise refuse(
                    "E002",
                    msg("{found} is not a condition", found=as_written(written(value))),
                    msg("Name a level or a bound."),
                )
        return self


class NoDeal(Record):
    """What one party has without agreement: a utility, or an outcome by issue."""

    also_written: ClassVar[tuple[Any, ...]] = (
        "$utility",
        {"type": "object", "additionalProperties": {"type": ["string", "number"]}},
    )

    utility: Quantity | None = Field(None, description="Its utility without agreement.")
    outcome: dict[Id, Text] = Field({}, description="What it has without agreement, issue by issue.")

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: Any) -> Any:
        if (
            isinstance(value, dict)
            and not VALUE_KEYS & value.keys()
            and value.keys() - set(Entry.model_fields)
        ):
            return {"outcome": value}
        return {"utility": value}


class Rules(Record):
    """Who must agree, what cannot be, and what no deal is worth."""

    agreement: Agreement = Field(Agreement(unanimity=True), description="Who must accept a deal.")
    exclude: tuple[Exclusion, ...] = Field((), description="Combinations that cannot be.")
    no_deal: Literal["status_quo"] | dict[Id, NoDeal] = Field(
        "status_quo",
        description="What each party has without agreement: status_quo, or by party a utility or an outcome.",
    )
