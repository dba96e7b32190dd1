"""The lines of a ledger: what a sealed forecast, its resolution and a void say, and the one form of each."""

import json
import re
from collections.abc import Mapping
from datetime import date as Date  # lines have a field called date
from hashlib import sha256
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    PlainValidator,
    ValidationError,
    model_validator,
)

from pourparler.brief.canonical import canonical, digest
from pourparler.language import Message, msg

Form = Literal["quantiles", "atoms", "point"]
Score = Literal["crps", "cell-log", "absolute-error"]
SCORES: tuple[Score, ...] = ("crps", "cell-log", "absolute-error")
LEVELS = tuple(f"{n / 100:.2f}" for n in range(1, 100))
"""The levels of the quantiles that a line holds: ``0.01`` to ``0.99``."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def day_of(text: object) -> Date:
    """The day that ``YYYY-MM-DD`` names. Raises ``ValueError`` for any other form, and days that never were."""
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        raise ValueError(text)
    return Date.fromisoformat(text)


Day = Annotated[Date, PlainValidator(day_of)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Words = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    """Base of all parts: frozen, types as written; a later version may add fields."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True)


class Scale(_Part):
    """The scale of an issue as it was sealed: both ends, and the levels that have names."""

    low: FiniteFloat
    high: FiniteFloat
    levels: dict[str, FiniteFloat] = {}

    @model_validator(mode="after")
    def _wide(self) -> "Scale":
        if not self.low < self.high:
            raise ValueError("low")
        return self

    def holds(self, x: float) -> bool:
        """Whether ``x`` lies on the scale, up to a billionth of its width."""
        slack = 1e-9 * (self.high - self.low)
        return self.low - slack <= x <= self.high + slack


class Anchor(_Part):
    """What a place on a scale means, in words."""

    at: FiniteFloat
    words: Words


class Rubric(_Part):
    """How a forecast will be judged: what the scale means, who decides, what voids it, which score counts."""

    anchors: tuple[Anchor, ...] = Field(min_length=2, strict=False)
    source: Words
    void: Words
    score: Score


class Atom(_Part):
    """Probability mass at one point of the scale."""

    at: FiniteFloat
    mass: Annotated[FiniteFloat, Field(ge=0, le=1)]


class Law(_Part):
    """A forecast as sealed. ``quantiles``: by level, where the model gave a density."""

    point: FiniteFloat
    low: FiniteFloat | None
    high: FiniteFloat | None
    atoms: tuple[Atom, ...] = Field(strict=False)
    quantiles: dict[str, FiniteFloat] | None = None

    @model_validator(mode="after")
    def _rising(self) -> "Law":
        if self.quantiles is not None:
            values = [self.quantiles[level] for level in LEVELS] if len(self.quantiles) == 99 else []
            if not values or any(a > b for a, b in pairwise(values)):
                raise ValueError("quantiles")
        return self


class Concept(_Part):
    """Which model made the forecast, with all its settings."""

    name: Words
    settings: dict[str, Any]


class _Line(_Part):
    previous: Hash | None
    digest: Hash


class ForecastLine(_Line):
    """One sealed forecast of one issue."""

    kind: Literal["forecast"]
    id: Words
    sealed: Day
    brief: Hash
    concept: Concept
    seed: int | None
    version: Words
    form: Form
    forecast: dict[str, Law] = Field(min_length=1, max_length=1)
    scale: Scale
    resolves: Day
    rubric: Rubric

    @property
    def day(self) -> Date:
        """When it was sealed."""
        return self.sealed

    @property
    def issue(self) -> str:
        """The issue it is about."""
        return next(iter(self.forecast))

    @property
    def law(self) -> Law:
        """What it says of that issue."""
        return self.forecast[self.issue]

    @model_validator(mode="after")
    def _whole(self) -> "ForecastLine":
        if not self.sealed < self.resolves:
            raise ValueError("resolves")
        if (self.form == "quantiles") != (self.law.quantiles is not None):
            raise ValueError("form")
        return self


class ResolutionLine(_Line):
    """What became of a forecast's issue; ``of`` is the digest of its line."""

    kind: Literal["resolution"]
    of: Hash
    date: Day
    outcome: FiniteFloat
    source: Words
    quote: Words
    coder: Words

    @property
    def day(self) -> Date:
        """When it was written."""
        return self.date


class VoidLine(_Line):
    """Takes a forecast or a resolution back; ``of`` is the digest of its line."""

    kind: Literal["void"]
    of: Hash
    date: Day
    reason: Words

    @property
    def day(self) -> Date:
        """When it was written."""
        return self.date


Line = ForecastLine | ResolutionLine | VoidLine
KINDS: Mapping[str, type[Line]] = {
    "forecast": ForecastLine,
    "resolution": ResolutionLine,
    "void": VoidLine,
}


class NotALine(Exception):
    """Why bytes are no line of a ledger: a short code, and the same in words. Never leaves this package."""

    def __init__(self, code: str, message: Message) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


def written(fields: Mapping[str, Any], previous: str | None) -> bytes:
    """The line with these fields after the line whose digest is ``previous``, without its line feed.

    Raises ``UnicodeEncodeError`` for what is no text (bytes of a command line that are not UTF-8).
    """
    data = {**fields, "previous": previous}
    return canonical({**data, "digest": digest(data)}).encode("utf-8")


def parsed(line: bytes) -> Line:
    """The record in a line, whose form, digest and fields are checked. Raises ``NotALine``."""
    try:
        text = line.decode("utf-8")
        data = json.loads(text)
        form = canonical(data)
    except (ValueError, RecursionError):
        raise NotALine("form", msg("it is not JSON in UTF-8")) from None
    if not isinstance(data, dict):
        raise NotALine("form", msg("it is not a JSON object"))
    if form != text:
        # Spaces, another order of keys, a key twice: nothing that a writer of this ledger leaves.
        raise NotALine("form", msg("it is not in the canonical form: something in it was changed"))
    sealed = str(data.get("digest"))
    # The canonical form of the rest is the text without the digest: nothing in it can hold its own hash elsewhere.
    rest = text.replace(f'"digest":"{sealed}",', "", 1)
    if sha256(rest.encode("utf-8")).hexdigest() != sealed:
        raise NotALine("digest", msg("its digest is not that of its content: something in it was changed"))
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise NotALine("kind", msg("{found} is no kind of line", found=str(kind)[:40]))
    try:
        return KINDS[kind].model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(map(str, first["loc"])) or first["msg"].rpartition(", ")[2]
        raise NotALine("fields", msg("its field {name} is missing or cannot be used", name=name)) from None
