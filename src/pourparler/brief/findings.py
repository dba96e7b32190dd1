"""A finding: what is wrong or worth knowing, where, by which rule, and what to do next."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pourparler.language import Lang, Message, render

Level = Literal["error", "warning", "note"]
_LEVELS: dict[str, Level] = {"E": "error", "W": "warning", "N": "note"}
_ORDER = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: the file's name in the folder, line and column from 1, offsets of the value."""

    file: str
    line: int = 1
    column: int = 1
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Finding:
    """One finding of ``check``. ``key`` is the path of the number or item, ``found`` what stands there."""

    rule: str
    place: Place
    key: str
    message: Message
    advice: Message
    found: str = ""

    @property
    def level(self) -> Level:
        """``error``, ``warning`` or ``note``, from the first letter of the rule."""
        return _LEVELS[self.rule[0]]

    @property
    def where(self) -> str:
        """``file:line:column``."""
        return str(self.place)

    def sentence(self, lang: Lang = "en") -> str:
        """What was found, in words."""
        return render(self.message, lang)

    def __str__(self) -> str:
        return f"{self.where}: {self.rule} {self.sentence()}. {render(self.advice)}".rstrip()


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, then warnings, then notes; inside each by place, rule and key. Doubles are dropped."""
    # By the message as data: rendering it would load the words of a language that nobody may read.
    kept = {(f.rule, f.place, f.key, repr(f.message)): f for f in findings}
    return tuple(
        sorted(
            kept.values(),
            key=lambda f: (_ORDER[f.level], f.place.file, f.place.line, f.place.column, f.rule, f.key),
        )
    )


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each level."""
    result = {"error": 0, "warning": 0, "note": 0}
    for finding in findings:
        result[finding.level] += 1
    return result
