"""The discrete answer of a question: an outcome, sets of stable states, no agreement, or the nearest levels."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pourparler.analyses.collective.contestedness import Contestedness
from pourparler.analyses.result import Observation
from pourparler.analyses.solve import solve
from pourparler.errors import ModelError
from pourparler.model.conflict_template import ConflictTemplate
from pourparler.model.positions import PositionsTemplate
from pourparler.uncertainty.draws.columns import Answer
from pourparler.uncertainty.question import Question

NO_AGREEMENT: Answer = ()
"""The answer where no agreement is possible, or none is reached; ``None`` stands for no answer at all."""

_EQUAL = 1e-9


@dataclass(frozen=True)
class Tie:
    """Other answers that are exactly as good at central values: ``others`` of them listed, ``total`` known of.

    ``total`` is ``None`` where their number is not known.
    """

    others: tuple[Answer, ...]
    total: int | None

    def as_data(self) -> dict[str, Any]:
        """As JSON data."""
        return {"others": [dict(other) for other in self.others], "total": self.total}


def answer_of(question: Question, seen: Observation) -> Answer | None:
    """The answer in one observation.

    Of a forecast the level nearest to the point on every issue that has levels, of equally near ones the lower. A
    contestedness is no point on its issue, and lotteries move without jumps: they have no answer.
    """
    if seen.answer is not None:
        return seen.answer
    if seen.code == "no-agreement":
        return NO_AGREEMENT
    return tuple((issue, near[0]) for issue, near in _near(question, seen).items()) or None


def tie_of(question: Question, seen: Observation) -> Tie | None:
    """What is exactly as good as the answer at central values, which ``seen`` is an observation of."""
    halfway = {issue: near for issue, near in _near(question, seen).items() if len(near) > 1}
    if halfway:
        others = tuple(((issue, near[1]),) for issue, near in halfway.items())
        return Tie(others, len(others))
    if seen.answer is None or isinstance(question.template, ConflictTemplate):
        return None
    try:
        model = question.template.build(question.central)
    except ModelError:
        return None
    seed = question.seed if question.concept.draws else None
    result = solve(model, question.concept, seed=seed, on_fail="status")
    others = tuple(tuple(outcome.items()) for outcome in getattr(result, "ties", ()))
    return Tie(others, getattr(result, "ties_total", None)) if others else None


def gained_and_lost(question: Question, before: Answer, after: Answer) -> dict[str, dict[str, list[str]]]:
    """By concept of a conflict the states that a set gains and loses; empty where answers are no sets of states."""
    if not isinstance(question.template, ConflictTemplate):
        return {}
    now = dict(after)
    found = {}
    for concept, states in before:
        other = now.get(concept, "")
        if isinstance(states, str) and isinstance(other, str) and states != other:
            old, new = states.split(), other.split()
            found[concept] = {
                "gained": [state for state in new if state not in set(old)],
                "lost": [state for state in old if state not in set(new)],
            }
    return found


def _near(question: Question, seen: Observation) -> Mapping[str, tuple[str, ...]]:
    """By issue with levels the nearest level to a forecast's point, and where two are as near the higher one too."""
    template = question.template
    if not isinstance(template, PositionsTemplate) or isinstance(question.concept, Contestedness):
        return {}
    found = {}
    for issue, levels in template.levels.items():
        point = seen.quantities.get(f"issue/{issue}")
        if point is None or not levels:
            continue
        away = {name: abs(place - point) for name, place in levels.items()}
        width = max(levels.values()) - min(levels.values())
        most = min(away.values()) + _EQUAL * (width or 1.0)
        found[issue] = tuple(sorted((n for n in levels if away[n] <= most), key=levels.__getitem__))
    return found
