"""Quantities as people write them: a number, a level, a range, quantiles, a word, or a dated history of these."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import CoreSchema

from pourparler.brief.document import WrittenFloat
from pourparler.brief.edtf import Interval
from pourparler.brief.fields import (
    Dated,
    Grounded,
    Number,
    Record,
    Text,
    finite,
    refuse,
    written,
)
from pourparler.language import msg


def _bound(value: Any) -> Any:
    """A word, or a finite number that remembers how it was written (it may be the name of a level)."""
    if isinstance(value, str):
        return value
    number = WrittenFloat(finite(value))
    number.text = str(written(value))
    return number


Form = Literal["point", "range", "quantiles"]
Bound = Annotated[float | str, PlainValidator(_bound), WithJsonSchema({"type": ["number", "string"]})]

VALUE_KEYS = frozenset(("value", "low", "mode", "high", "quantiles"))


class Entry(Grounded):
    """One value with its ground: why it is believed (``because``) or that it is assumed (``assumption``)."""

    value: Bound | None = Field(None, description="An exact value, a level, or a word of probability.")
    low: Bound | None = Field(None, description="The smallest possible value.")
    mode: Bound | None = Field(None, description="The most likely value.")
    high: Bound | None = Field(None, description="The largest possible value.")
    quantiles: dict[Text, Number] | None = Field(None, description="Values by probability, such as 0.5: 40.")
    prior: "Quantity | None" = Field(
        None, description="What is believed before any evidence, in place of the default."
    )
    since: Dated = Field(None, alias="from", description="From which day this value is known.")
    superseded: bool = Field(False, description="That a later value has replaced it.")
    author: Text | None = Field(None, description="Who wrote it.")
    date: Dated = Field(None, description="When it was written.")

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        inner = handler(schema)
        # The calendar says ``days`` where other entries say ``value`` or a range.
        days = {
            "type": ["number", "object", "array"],
            "description": "The same as value or a range, in days.",
        }
        handler.resolve_ref_schema(inner)["properties"]["days"] = days
        return inner

    @property
    def form(self) -> Form:
        """Which of the written forms this is."""
        if self.quantiles is not None:
            return "quantiles"
        return "point" if self.value is not None else "range"

    @model_validator(mode="after")
    def _one_form(self) -> "Entry":
        ranged = self.low is not None or self.high is not None
        forms = (self.value is not None) + ranged + (self.quantiles is not None)
        if (
            forms != 1
            or (self.mode is not None and not ranged)
            or (ranged and (self.low is None or self.high is None))
        ):
            raise refuse(
                "E002",
                msg("this is not one quantity"),
                _FORMS,
            )
        return self


_FORMS = msg(
    "Write one of: {forms}.",
    forms="80 · {low: 60, mode: 85, high: 100} · [60, 100] · {quantiles: {0.05: 10, 0.5: 40, 0.95: 70}} · {value: 80, …}",
)


def _entries(value: Any) -> Any:
    if isinstance(value, Quantity):
        return value
    if isinstance(value, list):
        if len(value) == 2 and not any(isinstance(item, dict | list) for item in value):
            return {"entries": [{"low": value[0], "high": value[1]}]}
        return {"entries": [_days(item) if isinstance(item, dict) else {"value": item} for item in value]}
    if isinstance(value, dict):
        return {"entries": [_days(value)]}
    if value is None:
        raise refuse("E002", msg("there is no value here"), _FORMS)
    return {"entries": [{"value": value}]}


def _days(item: dict[str, Any]) -> dict[str, Any]:
    """A calendar entry says ``days: …`` where other quantities say ``value: …``."""
    if "days" not in item:
        return item
    rest = {key: value for key, value in item.items() if key != "days"}
    days = item["days"]
    if isinstance(days, dict):
        return {**rest, **days}
    if isinstance(days, list) and len(days) == 2:
        return {**rest, "low": days[0], "high": days[1]}
    return {**rest, "value": days}


class Quantity(Record):
    """A quantity: one entry, or a dated history of which ``as_of`` picks the last one known."""

    entries: tuple[Entry, ...]

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: Any) -> Any:
        return _entries(value)

    @model_validator(mode="after")
    def _history(self) -> "Quantity":
        if not self.entries:
            raise refuse("E002", msg("there is no value here"), _FORMS)
        if len(self.entries) > 1 and any(entry.since is None for entry in self.entries):
            raise refuse(
                "E002",
                msg("a history needs a date for every value"),
                msg("Add `from: DATE` to each entry, or write a range as [low, high]."),
            )
        return self

    def at(self, day: date | None) -> Entry | None:
        """The entry in force on ``day``: the last whose date is not later (``None``: the latest of all)."""
        known = [entry for entry in self.entries if _known(entry, day)]
        return max(enumerate(known), key=lambda pair: (_start(pair[1]), pair[0]))[1] if known else None

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        inner = handler.resolve_ref_schema(handler(schema))
        entry = inner["properties"]["entries"]["items"]
        return {
            "description": "A number, a level or word, [low, high], one entry, or a dated list of entries.",
            "anyOf": [
                {"type": ["number", "string"]},
                {"type": "array", "items": {"type": ["number", "string"]}, "minItems": 2, "maxItems": 2},
                entry,
                {"type": "array", "items": entry, "minItems": 1},
            ],
        }


def _known(entry: Entry, day: date | None) -> bool:
    return day is None or entry.since is None or entry.since.first is None or entry.since.first <= day


def _start(entry: Entry) -> date:
    since: Interval | None = entry.since
    return (since.first if since else None) or date.min


def replaced(quantity: Quantity, entry: Entry, day: date | None) -> bool:
    """Whether ``entry`` has been superseded by ``day``: marked so, or followed by a later known value."""
    return entry.superseded or (quantity.at(day) is not entry and _known(entry, day))


Entry.model_rebuild()

__all__ = ["VALUE_KEYS", "Entry", "Form", "Quantity", "replaced"]
