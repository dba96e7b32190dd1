"""Field types that every part of the schema shares: texts, ids, finite numbers, dates, bilingual words."""

import math
import re
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError

from pourparler.brief.edtf import Interval, parse
from pourparler.language import Message, as_written, msg

# Words of the language of conditions, and keys that stand beside conditions in an exclusion.
RESERVED_IDS = frozenset(
    [
        "not",
        "and",
        "or",
        "if",
        "iff",
        "in",
        "is",
        "at",
        "least",
        "most",
        "why",
        "because",
        "assumption",
        "note",
        "statement",
        "conditions",
    ]
)
DATES = "2025-01-12 · 2025-01 · 2025 · 2024-11-06/2025-01-19 · ../2025-01-19 · 2024-11~ · 2024-XX"
_COMMA = re.compile(r"[-+]?\d+,\d+")
_ID = re.compile(r"[^\W_][\w.\-]*")


class Record(BaseModel):
    """Base of everything a brief holds: frozen, and an unknown key is an error.

    ``also_written`` are further forms in which people may write it, as JSON Schemas; ``$FIELD`` stands for
    the schema of that field.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False)
    also_written: ClassVar[tuple[Any, ...]] = ()

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        inner = handler(schema)
        if not cls.also_written:
            return inner
        fields = handler.resolve_ref_schema(inner)["properties"]
        forms = [_filled(form, fields) for form in cls.also_written]
        return {"title": cls.__name__, "anyOf": [*forms, dict(handler.resolve_ref_schema(inner))]}


def _filled(form: Any, fields: dict[str, Any]) -> Any:
    if isinstance(form, dict):
        return {key: _filled(item, fields) for key, item in form.items()}
    return fields[form[1:]] if isinstance(form, str) and form.startswith("$") else form


def refuse(rule: str, message: Message, advice: Message | None = None) -> PydanticCustomError:
    """A schema fault that carries its rule and its message in two languages."""
    context: dict[str, Any] = {"message": message, "advice": advice, "rule": rule}
    return PydanticCustomError("pourparler", "{message}", context)


def written(value: Any) -> Any:
    """The text of a bare number (a year, an all-digit hash) as it was written; anything else unchanged."""
    if isinstance(value, bool):
        return value
    return getattr(value, "text", value if not isinstance(value, int | float) else str(value))


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise refuse(
            "E002",
            msg("{found} is not an id", found=value),
            msg("Use letters, digits, - and _, beginning with a letter or a digit."),
        )
    return value


def _name(value: str) -> str:
    """An id that may stand in conditions: it must not be a word of their language."""
    if value in RESERVED_IDS:
        raise refuse(
            "E002",
            msg("{found} has a meaning of its own and cannot be an id", found=value),
            msg("Choose another id, for example {found}-1.", found=value),
        )
    return value


def decimal_point(text: object) -> Message | None:
    """Advice for a number that is written with a decimal comma; ``None`` for any other text."""
    if isinstance(text, str) and _COMMA.fullmatch(text.strip()):
        return msg("Did you mean {near}?", near=text.strip().replace(",", "."))
    return None


def finite(value: Any) -> float:
    """The finite float that ``value`` is; anything else is a schema fault."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        advice = decimal_point(value) or msg("Write a number.")
        raise refuse("E002", msg("{found} is not a number", found=_shown(value)), advice)
    try:
        usable = math.isfinite(value)
    except OverflowError:
        usable = False
    if not usable or abs(value) > 1e15:
        raise refuse(
            "E002",
            msg("{found} is not a usable number", found=_shown(value)),
            msg("Write a finite number below 10^15."),
        )
    return float(value)


def _positive(value: float) -> float:
    if value <= 0:
        raise refuse(
            "E206", msg("{found} is not above 0", found=f"{value:g}"), msg("Write a number above 0.")
        )
    return value


def _shown(value: Any) -> str:
    text = as_written(written(value))
    return text if len(text) <= 60 else text[:57] + "..."


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | int | float) and not isinstance(value, bool) else value


def _dated(value: Any) -> Any:
    text = written(value)
    if isinstance(text, Interval):
        return text
    try:
        return parse(text) if isinstance(text, str) else _raise_value()
    except ValueError:
        raise refuse(
            "E211",
            msg("{found} is not a date or interval", found=_shown(value)),
            msg("Write a day, a month, a year or an interval: {forms}.", forms=DATES),
        ) from None


def _raise_value() -> Interval:
    raise ValueError


def _bilingual(value: Any) -> Any:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(written(value))
    if (
        isinstance(value, dict)
        and value
        and all(key in ("fr", "en") and isinstance(written(text), str) for key, text in value.items())
    ):
        return {key: str(written(text)) for key, text in value.items()}
    raise refuse(
        "E002",
        msg("{found} is not a text", found=_shown(value)),
        msg("Write a text, or one per language: {form}.", form="{fr: …, en: …}"),
    )


Text = Annotated[str, BeforeValidator(written, json_schema_input_type=str | int | float)]
Id = Annotated[str, BeforeValidator(written, json_schema_input_type=str | int | float), AfterValidator(_id)]
Name = Annotated[Id, AfterValidator(_name)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_as_list, json_schema_input_type=str | int | list[str | int])]
Number = Annotated[float, BeforeValidator(finite), WithJsonSchema({"type": "number"})]
Positive = Annotated[
    Number, AfterValidator(_positive), WithJsonSchema({"type": "number", "exclusiveMinimum": 0})
]
Dated = Annotated[
    Any,
    PlainValidator(_dated),
    WithJsonSchema({"type": ["string", "integer"], "description": "EDTF date or interval"}),
]
Bilingual = Annotated[
    str | dict[str, str],
    PlainValidator(_bilingual),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["string", "number"]},
                {
                    "type": "object",
                    "properties": {
                        "fr": {"type": "string", "description": "The text in French."},
                        "en": {"type": "string", "description": "The text in English."},
                    },
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ]
        }
    ),
]


class Grounded(Record):
    """What rests on evidence, or is assumed, and may carry a note."""

    because: Ids = Field((), description="Evidence items that it rests on, by id.")
    assumption: Bilingual | None = Field(
        None, description="Why it is assumed; wins over evidence that is cited as well."
    )
    note: Bilingual | None = Field(
        None, description="Anything a reader should know, such as how a number was read."
    )
