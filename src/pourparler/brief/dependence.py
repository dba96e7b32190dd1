"""What a brief says of numbers that move together, and of evidence and judgements that speak of one number."""

from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, model_validator

from pourparler.brief.fields import Number, Record, finite, refuse, written
from pourparler.language import msg

_PAIR = msg("Write [key, key, a number between −1 and 1].")


def _common(value: float) -> float:
    """A factor that all share can only make them move the same way."""
    if not 0.0 <= value < 1.0:
        raise refuse(
            "E002",
            msg("{found} is not a correlation that a common factor makes", found=f"{value:g}"),
            msg("Write a number from 0 to less than 1; opposite moves are stated as `pairs`."),
        )
    return value


Common = Annotated[Number, AfterValidator(_common)]


class Pair(Record):
    """Two numbers and their rank correlation (Spearman's rho), strictly between −1 and 1.

    >>> Pair.model_validate(["stances/a/x/position", "stances/a/y/position", 0.5]).rho
    0.5
    """

    also_written: ClassVar[tuple[Any, ...]] = (
        {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 3, "maxItems": 3},
    )

    first: str = Field(description="The key of a number.")
    second: str = Field(description="The key of another number.")
    rho: Number = Field(description="Their rank correlation.")

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: Any) -> Any:
        if isinstance(value, Pair):
            return value
        if isinstance(value, dict):
            value = [value.get(name) for name in ("first", "second", "rho")]
        if not isinstance(value, list | tuple) or len(value) != 3:
            raise refuse("E002", msg("this is not a pair of numbers with a correlation"), _PAIR)
        first, second = str(written(value[0])), str(written(value[1]))
        if not isinstance(value[2], int | float) or isinstance(value[2], bool) or first == second:
            raise refuse("E002", msg("this is not a pair of numbers with a correlation"), _PAIR)
        if not -1.0 < finite(value[2]) < 1.0:
            raise refuse("E002", msg("{found} is not a correlation", found=f"{value[2]:g}"), _PAIR)
        return {"first": first, "second": second, "rho": value[2]}


class Dependence(Record):
    """Rank correlations: a factor common to each party's positions or each expert's judgements, and pairs of numbers."""

    party: Common = Field(
        0.0,
        description="Rank correlation of any two positions of one party, along the scales of their issues.",
    )
    expert: Common = Field(0.0, description="Rank correlation of any two numbers as one expert judges them.")
    pairs: tuple[Pair, ...] = Field((), description="Further rank correlations: [key, key, rho].")

    @model_validator(mode="after")
    def _once(self) -> "Dependence":
        told = [frozenset((pair.first, pair.second)) for pair in self.pairs]
        twice = next(
            (pair for pair, keys in zip(self.pairs, told, strict=True) if told.count(keys) > 1), None
        )
        if twice is not None:
            raise refuse(
                "E002",
                msg("{a} and {b} are paired twice", a=twice.first, b=twice.second),
                msg("State each pair once."),
            )
        return self
