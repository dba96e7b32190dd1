"""The error tree. Every error says where, which rule, what was found and what to do next.

Messages are data (a template and its parameters, see :mod:`pourparler.language`), so that the same error
can be told in French or in English; ``str(error)`` is English.
"""

from collections.abc import Sequence


class PourparlerError(Exception):
    """Anything pourparler refuses to do; the base of every error below.

    ``found`` is a message or a text; ``where`` is ``file:line:column`` or the name of a function.
    """

    def __init__(self, found: object, *, where: str = "", rule: str = "", advice: object = "") -> None:
        super().__init__(found)
        self.found = found
        self.where = where
        self.rule = rule
        self.advice = advice

    def parts(self) -> tuple[str, str, object, object]:
        """Where, rule, what was found, what to do next."""
        return self.where, self.rule, self.found, self.advice

    def __str__(self) -> str:
        head = " ".join(part for part in (f"{self.where}:" if self.where else "", self.rule) if part)
        tail = f" {self.advice}" if str(self.advice) else ""
        stop = "" if not tail or str(self.found).endswith((".", "!", "?")) else "."
        return f"{head} {self.found}{stop}{tail}".strip()


class UsageError(PourparlerError):
    """The call is wrong: an unknown concept, setting, key, or a seed that is missing (exit code 2)."""


class UnreadableInput(PourparlerError):
    """A file cannot be read at all: missing, too large, not text, not YAML, outside the folder (exit code 3)."""


class InvalidBrief(PourparlerError):
    """The brief was read but breaks rules; ``findings`` holds all of them (exit code 3)."""

    def __init__(
        self, found: object, *, findings: Sequence[object], where: str = "", advice: object = ""
    ) -> None:
        super().__init__(found, where=where, advice=advice)
        self.findings = tuple(findings)


class ModelError(PourparlerError):
    """A model cannot be built from the inputs, or does not fit the concept (exit code 3)."""


class NoAnswer(PourparlerError):
    """The mathematics has no answer here; ``result`` still says why and what is true (exit code 0 or 1)."""

    def __init__(self, found: object, *, result: object, where: str = "") -> None:
        super().__init__(found, where=where)
        self.result = result


class NumericalFailure(PourparlerError):
    """A computation failed to converge or lost its certificate (exit code 4)."""


class MissingExtra(PourparlerError):
    """An optional library is needed for this and is not installed (exit code 2)."""
