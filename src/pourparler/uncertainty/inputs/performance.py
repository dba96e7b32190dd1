"""Weights of a brief's experts by how well they answered its calibration questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.judgements import SEED, Judgement, common_seeds, in_force, positive, rescaling
from pourparler.brief.laws import Scale
from pourparler.brief.pooling import LEAST_SEEDS, Seed
from pourparler.kernels.performance_weights import LEVELS, performance_weights
from pourparler.language import Message, msg

SPREAD = float(LEVELS[2] - LEVELS[0])
"""Confidence to which answers to calibration questions are rescaled: their 5 and 95 % points count."""

Code = Literal["ok", "absent", "refused"]


@dataclass(frozen=True)
class Performance:
    """How experts did on calibration questions, and what they weigh by it.

    ``code``: ``ok``, ``absent`` (the brief has no such questions) or ``refused``, with the ``status`` in words. By expert,
    sorted: ``weights``, summing to 1; ``calibration``, how probable so poor a fit is for somebody who is right about his
    doubts; ``information``, how narrow the answers are. ``threshold``: the calibration below which nothing counts;
    ``pooled``: calibration and information of the weighted experts together. ``questions`` that were counted;
    ``unheard``: experts on numbers of the brief who answered none of them, and so weigh nothing. Nothing is known of
    experts, and mappings are empty, where the code is not ``ok``.
    """

    code: Code
    status: Message
    questions: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    calibration: Mapping[str, float] = field(default_factory=dict)
    information: Mapping[str, float] = field(default_factory=dict)
    threshold: float | None = None
    pooled: tuple[float, float] | None = None
    unheard: tuple[str, ...] = ()
    tried: int = 0

    def as_data(self) -> dict[str, Any]:
        """The performance as JSON data, without the sentence."""
        return {
            "code": self.code, "questions": list(self.questions), "weights": dict(self.weights),
            "calibration": dict(self.calibration), "information": dict(self.information), "threshold": self.threshold,
            "pooled": None if self.pooled is None else dict(zip(("calibration", "information"), self.pooled, strict=True)),
            "unheard": list(self.unheard), "work": {"thresholds": self.tried},
        }  # fmt: skip


def performance(brief: Brief) -> Performance:
    """The weights of the classical model, from answers ``seed/NAME`` and the truths under ``seeds``.

    Only questions that every expert answered who answered any of them count; fewer than eight are refused, for the
    weights would be chance. Answers are rescaled to 90 %; on a ``log`` question that is done with logarithms. Reference:
    Cooke 1991, chapter 12. When not to use: where questions are not of the experts' field, or their answers can be
    looked up.
    """
    seeds = brief.content.seeds
    usable = [answer for answer in brief.heard if _counts(answer, seeds.get(answer.seed))]
    questions, experts = common_seeds(usable, seeds)
    if not seeds:
        return Performance(
            "absent", msg("No calibration questions: nothing is known of how well the experts judge.")
        )
    if len(questions) < LEAST_SEEDS:
        told = msg(
            "Weights by performance are refused: {n} calibration questions are answered by all experts, and {least} are needed.",
            n=len(questions), least=LEAST_SEEDS,
        )  # fmt: skip
        return Performance("refused", told, questions)
    answers = in_force(usable)
    quantiles = np.array(
        [[_quantiles(answers[SEED + name][expert], seeds[name]) for name in questions] for expert in experts]
    )
    truths = np.array([_on_axis(seeds[name].truth, seeds[name]) for name in questions])
    found = performance_weights(quantiles, truths)
    if not found.weights.any():
        told = msg("Weights by performance are refused: no expert’s answers to the calibration questions count for anything.")  # fmt: skip
        return Performance("refused", told, questions)
    counted = sum(weight > 0 for weight in found.weights.tolist())
    status = msg(
        "Weights by performance: {n} of {total} experts count, by their answers to {questions} calibration questions.",
        n=counted, total=len(experts), questions=len(questions),
    )  # fmt: skip
    judging = {answer.expert for answer in brief.heard if not answer.seed}
    return Performance(
        "ok", status, questions, _by(experts, found.weights), _by(experts, found.calibration),
        _by(experts, found.information), found.threshold, found.pooled, tuple(sorted(judging - set(experts))), found.tried,
    )  # fmt: skip


def _counts(answer: Judgement, seed: Seed | None) -> bool:
    return seed is not None and (seed.scale == "linear" or positive(answer) is None)


def _quantiles(answer: Judgement, seed: Seed) -> tuple[float, ...]:
    found = rescaling(answer, Scale(), level=SPREAD, axis=seed.scale)
    return tuple(_on_axis(x, seed) for x in (found.low, answer.best, found.high))


def _on_axis(value: float, seed: Seed) -> float:
    return float(np.log(value)) if seed.scale == "log" else value


def _by(experts: tuple[str, ...], values: NDArray[np.float64]) -> Mapping[str, float]:
    return dict(zip(experts, values.tolist(), strict=True))
