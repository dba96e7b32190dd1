"""Experts' answers to four questions, rescaled to one level of confidence so that they can be compared.

Lowest plausible value, highest plausible value, best guess, confidence that the truth lies between; in two rounds, the
first blind (the IDEA protocol). Source: Hemming et al. 2018.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import exp, log
from typing import Literal

from pourparler.brief.edtf import parse
from pourparler.brief.findings import Place
from pourparler.brief.laws import Law, Scale, law, off_scale
from pourparler.brief.quantities import Entry
from pourparler.language import Message, msg

LEVEL = 0.8
"""Confidence to which experts' intervals are rescaled: 10 % of the law lies below, 10 % above."""
SEED = "seed/"
"""Beginning of the keys of calibration questions."""
ROUNDS = (1, 2)
TINY = 1e-100
"""Below this a number counts as 0 on a logarithmic axis: factors would lead out of what a float can hold."""

End = Literal["low", "high"]
Axis = Literal["linear", "log"]


@dataclass(frozen=True)
class Judgement:
    """One expert's answer to the four questions about one number (a row of ``judgements.csv``).

    ``confidence``: that the truth lies between, above 0.5 and below 1, or ``None``; ``round``: 1 (blind, also where the
    table has no rounds) or 2; ``day``: when it was given, as written; ``place`` of its row.
    """

    key: str
    expert: str
    lowest: float
    highest: float
    best: float
    confidence: float | None
    reason: str
    day: str
    place: Place
    round: int = 1

    @property
    def seed(self) -> str:
        """The name of the calibration question that this answers; empty for a number of the brief."""
        return self.key.removeprefix(SEED) if self.key.startswith(SEED) else ""

    def is_later(self, as_of: date | None) -> bool:
        """Whether it was given wholly after ``as_of``; False where either is not known, or is no date."""
        try:
            first = parse(self.day).first if self.day else None
        except ValueError:
            return False  # told by check at its row
        return bool(as_of and first and first > as_of)

    def as_data(self) -> dict[str, object]:
        """The answer as JSON data."""
        return {
            "expert": self.expert, "round": self.round, "lowest": self.lowest, "highest": self.highest,
            "best": self.best, "confidence": self.confidence, "reason": self.reason or None, "date": self.day or None,
            "where": str(self.place),
        }  # fmt: skip


@dataclass(frozen=True)
class Cut:
    """An end of an interval that rescaling would push beyond the scale: ``wanted`` there, ``kept`` on the scale."""

    end: End
    wanted: float
    kept: float

    def as_data(self) -> dict[str, object]:
        """The cut as JSON data."""
        return {"end": self.end, "wanted": self.wanted, "kept": self.kept}


@dataclass(frozen=True)
class Rescaled:
    """An answer at one level of confidence: ``low`` and ``high`` hold ``level`` of its ``law``; what was cut."""

    low: float
    high: float
    level: float
    law: Law
    cuts: tuple[Cut, ...] = ()


def rescaling(judgement: Judgement, scale: Scale, *, level: float = LEVEL, axis: Axis = "linear") -> Rescaled:
    """An expert's answer, brought to ``level`` and cut to ``scale``; an answer without confidence is taken as given.

    low = best − (best − lowest) · level / confidence, high likewise; on a ``log`` axis the same of logarithms. The law
    is ``quantile-linear/1`` through low, best and high. When not to use: for an answer off its scale, or not above 0 on
    a ``log`` axis (see :func:`refusal`). Raises a schema fault of rule E206 for the former.
    Source: Hemming et al. 2018; Adams-Hosking et al. 2016 for the linear extrapolation.

    >>> answer = Judgement("k", "a", 40.0, 70.0, 60.0, 0.6, "", "", Place("judgements.csv"))
    >>> found = rescaling(answer, Scale(0.0, 100.0))
    >>> round(found.low, 3), round(found.high, 3), found.cuts
    (33.333, 73.333, ())
    """
    factor = level / judgement.confidence if judgement.confidence is not None else 1.0
    # Logarithms there and back may pass the best guess by a last digit.
    low = min(judgement.best, _stretched(judgement.best, judgement.lowest, factor, axis=axis))
    high = max(judgement.best, _stretched(judgement.best, judgement.highest, factor, axis=axis))
    cuts = []
    if scale.low is not None and low < scale.low:
        cuts.append(Cut("low", low, scale.low))
        low = scale.low
    if scale.high is not None and high > scale.high:
        cuts.append(Cut("high", high, scale.high))
        high = scale.high
    tail = round((1 - level) / 2, 12)
    points = {f"{tail:.12g}": low, "0.5": judgement.best, f"{1 - tail:.12g}": high}
    # Not validated: it is no text of a person, and rescaled values may lie beyond what may be written.
    entry = Entry.model_construct(quantiles=points)
    return Rescaled(low, high, level, law(entry, scale, judgement.key), tuple(cuts))


def rescaled(judgement: Judgement, scale: Scale, level: float = LEVEL) -> Law:
    """The law of an expert's answer at ``level``: see :func:`rescaling`, which also tells what was cut.

    >>> answer = Judgement("k", "a", 40.0, 70.0, 60.0, 0.6, "", "", Place("judgements.csv"))
    >>> [round(x, 3) for x in rescaled(answer, Scale(0.0, 100.0), level=0.9).parameters]
    [0.0, 0.0, 0.05, 30.0, 0.5, 60.0, 0.95, 75.0, 1.0, 100.0]
    """
    return rescaling(judgement, scale, level=level).law


def _stretched(best: float, end: float, factor: float, *, axis: Axis) -> float:
    if axis == "log":
        return exp(log(best) + (log(end) - log(best)) * factor)
    return best + (end - best) * factor


def refusal(judgement: Judgement, scale: Scale, *, what: object) -> Message | None:
    """Why an answer as given cannot be used on ``scale``; ``what``: what to call the number. ``None``: it can."""
    for value in (judgement.lowest, judgement.best, judgement.highest):
        if not scale.holds(value):
            return off_scale(f"{value:g}", scale, value=value, what=what)
    return None


def positive(judgement: Judgement) -> Message | None:
    """Why an answer cannot be put on a logarithmic axis; ``None``: it can."""
    if judgement.lowest >= TINY:
        return None
    return msg("{found} is not above 0, and the question is asked on a logarithmic scale", found=judgement.lowest)  # fmt: skip


def in_force(judgements: Iterable[Judgement]) -> Mapping[str, Mapping[str, Judgement]]:
    """The answer that counts of each expert on each key: that of his last round. By key, then expert, both sorted.

    >>> told = [Judgement("k", "a", 0.0, 9.0, x, 0.8, "", "", Place("t"), r) for x, r in ((5.0, 2), (4.0, 1))]
    >>> in_force(told)["k"]["a"].best
    5.0
    """
    last: dict[tuple[str, str], Judgement] = {}
    for answer in judgements:
        known = last.get((answer.key, answer.expert))
        if known is None or answer.round > known.round:
            last[answer.key, answer.expert] = answer
    found: dict[str, dict[str, Judgement]] = {}
    for key, expert in sorted(last):
        found.setdefault(key, {})[expert] = last[key, expert]
    return found


def common_seeds(
    judgements: Iterable[Judgement], known: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Calibration questions answered by every expert who answered any, in the order ``known``; and those experts.

    Weights by performance compare experts on the same questions, so a question that one of them left out counts for
    none.
    """
    answers = in_force(judgements)
    asked = [name for name in known if answers.get(SEED + name)]
    experts = sorted({expert for name in asked for expert in answers[SEED + name]})
    return tuple(name for name in asked if len(answers[SEED + name]) == len(experts)), tuple(experts)
