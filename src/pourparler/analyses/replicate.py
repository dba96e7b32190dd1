"""Published against computed: does a worked case come out as its literature says?"""

import json
from dataclasses import dataclass
from typing import Any

from pourparler.analyses.registry import concept_class
from pourparler.analyses.solve import solve
from pourparler.cases import read_case
from pourparler.language import Lang, pick


@dataclass(frozen=True)
class Line:
    """One published answer beside the computed one."""

    concept: str
    field: str
    published: str
    computed: str
    agrees: bool
    where: str


@dataclass(frozen=True)
class Replication:
    """All published answers of one case."""

    case: str
    names: Any
    reference: str
    lines: tuple[Line, ...]

    @property
    def agrees(self) -> bool:
        """Whether every published answer is reproduced within its tolerance."""
        return all(line.agrees for line in self.lines)

    def title(self, lang: Lang) -> str:
        """The case's title and its literature."""
        return f"{pick(self.names, lang, self.case)} – {self.reference}"

    def to_dict(self) -> dict[str, Any]:
        """The lines as JSON data."""
        return {
            "case": self.case,
            "reference": self.reference,
            "agrees": self.agrees,
            "lines": [
                {"concept": x.concept, "field": x.field, "published": x.published, "computed": x.computed,
                 "agrees": x.agrees, "where": x.where}
                for x in self.lines
            ],
        }  # fmt: skip


def replicate(case: str) -> Replication:
    """Solve a worked case and compare with its ``published`` answers.

    Raises ``UsageError`` for an unknown case.

    >>> replicate("nash-1950").agrees
    True
    """
    brief = read_case(case)
    lines, solved = [], {}
    for answer in brief.content.published or ():
        concept = concept_class(answer["concept"]).with_settings(answer.get("settings", {}))
        # A printed run is a hundred answers of one result.
        asked = json.dumps(concept.to_dict(), sort_keys=True)
        if asked not in solved:
            solved[asked] = solve(brief, concept, on_fail="status").to_dict()
        lines.append(_line(answer, solved[asked]))
    return Replication(case, brief.title, str(brief.content.reference or ""), tuple(lines))


def _line(answer: dict[str, Any], data: Any) -> Line:
    computed = data
    for step in str(answer["field"]).split("/"):
        computed = computed.get(step) if isinstance(computed, dict) else computed[int(step)]
    published = answer["value"]
    return Line(
        answer["concept"],
        str(answer["field"]),
        str(getattr(published, "text", published)),
        str(computed),
        _agrees(published, computed, float(answer.get("tolerance", 0.0))),
        str(answer.get("where", "")),
    )


def _agrees(published: Any, computed: Any, tolerance: float) -> bool:
    if isinstance(published, int | float) and isinstance(computed, int | float):
        # Relative above 1, absolute below, and never finer than a float can be.
        return abs(float(published) - float(computed)) <= max(tolerance, 1e-12) * max(
            1.0, abs(float(published))
        )
    return str(published) == str(computed)
