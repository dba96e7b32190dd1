"""Experts' judgements of a brief: each one's law, the pools side by side, and how far they disagree.

A pool is never the only thing told: the experts stand beside it, and the other pool too.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from math import sqrt
from typing import Any

import numpy as np
from pydantic_core import PydanticCustomError

from pourparler.brief.brief import Brief
from pourparler.brief.judgements import LEVEL, Judgement, Rescaled, in_force, refusal, rescaling
from pourparler.brief.laws import Law
from pourparler.brief.numbers import KINDS, Number
from pourparler.errors import ModelError
from pourparler.kernels.opinion_pools import Curve, at, linear_pool, moments, quantile_mean
from pourparler.language import Lang, Message, msg, render
from pourparler.uncertainty.inputs.performance import Performance, performance

TAILS = np.array([(1 - LEVEL) / 2, (1 + LEVEL) / 2])


@dataclass(frozen=True)
class Pooled:
    """Several experts' laws as one. Fields: the ``law``; its exact ``mean`` and ``sd``; ``interval`` that holds 80 %;

    ``weights`` of the experts in it, summing to 1.
    """

    law: Law
    mean: float
    sd: float
    interval: tuple[float, float]
    weights: Mapping[str, float]

    def as_data(self) -> dict[str, Any]:
        """The pool as JSON data."""
        return {
            "mean": self.mean, "sd": self.sd, "interval": list(self.interval), "weights": dict(self.weights),
            "law": _law_data(self.law),
        }  # fmt: skip


@dataclass(frozen=True)
class PooledLaws:
    """The pools of one number.

    ``linear``: the mixture, which keeps disagreement; ``quantile_mean``: the mean of the quantile functions, of no larger sd;
    ``cooke``: the mixture with weights by performance, or ``None`` where there are none.
    """

    linear: Pooled
    quantile_mean: Pooled
    cooke: Pooled | None = None


@dataclass(frozen=True)
class Opinion:
    """One expert on one number: every round as given, and the ``answer`` of the last as it counts."""

    expert: str
    rounds: tuple[Judgement, ...]
    answer: Rescaled

    @property
    def last(self) -> Judgement:
        """The round that counts."""
        return self.rounds[-1]

    def as_data(self) -> dict[str, Any]:
        """The opinion as JSON data."""
        return {
            "expert": self.expert,
            "rounds": [answer.as_data() for answer in self.rounds],
            "level": self.answer.level,
            "interval": [self.answer.low, self.answer.high],
            "best": self.last.best,
            "cuts": [cut.as_data() for cut in self.answer.cuts],
            "law": _law_data(self.answer.law),
        }


@dataclass(frozen=True)
class JudgedNumber:
    """What experts say of one number, with the law that the brief writes for it (``None``: it has none).

    ``opinions`` by expert, sorted; ``pools``; ``ratio``: standard deviation of the linear pool to the mean one of the
    experts, 1 where they agree (``None``: no expert has any doubt, or there is one expert only); ``apart``: pairs of
    experts whose 80 % intervals do not touch.
    """

    key: str
    opinions: Mapping[str, Opinion]
    pools: PooledLaws
    ratio: float | None
    apart: tuple[tuple[str, str], ...]
    written: Law | None

    @property
    def alone(self) -> bool:
        """Whether one expert only has judged it, so that no disagreement can show."""
        return len(self.opinions) == 1

    def as_data(self) -> dict[str, Any]:
        """Everything as JSON data."""
        pools = self.pools
        return {
            "key": self.key,
            "experts": [opinion.as_data() for opinion in self.opinions.values()],
            "pools": {
                "linear": pools.linear.as_data(),
                "quantile-mean": pools.quantile_mean.as_data(),
                "cooke": pools.cooke.as_data() if pools.cooke is not None else None,
            },
            "disagreement": {"ratio": self.ratio, "apart": [list(pair) for pair in self.apart]},
            "written": _law_data(self.written) if self.written is not None else None,
        }


@dataclass(frozen=True)
class LeftOut:
    """A judgement that cannot be used, and why."""

    judgement: Judgement
    message: Message


@dataclass(frozen=True)
class Judgements:
    """All that a brief's experts say: ``numbers`` by key in the brief's order, ``performance`` on calibration questions,

    rows that are ``left_out``, and the ``share`` of the draws that follows the experts (``None``: the brief names none).
    """

    numbers: Mapping[str, JudgedNumber]
    performance: Performance
    left_out: tuple[LeftOut, ...] = ()
    share: float | None = None

    @property
    def experts(self) -> tuple[str, ...]:
        """Whoever has judged a number, sorted."""
        return tuple(sorted({expert for number in self.numbers.values() for expert in number.opinions}))

    def as_data(self, lang: Lang = "en") -> dict[str, Any]:
        """Everything as JSON data, sentences in ``lang``."""
        status = render(self.performance.status, lang)
        left = [
            {**one.judgement.as_data(), "key": one.judgement.key, "why": render(one.message, lang)}
            for one in self.left_out
        ]
        return {
            "share": self.share,
            "numbers": [number.as_data() for number in self.numbers.values()],
            "performance": {**self.performance.as_data(), "sentence": status},
            "left_out": left,
        }


def judgements(brief: Brief) -> Judgements:
    """The experts' laws, pools and disagreement on every number in force that somebody has judged.

    Answers that lie off their scale, or speak of what the brief does not have or not on this day, are left out and
    told. Reference: Hemming et al. 2018; Lichtendahl, Grushka-Cockayne & Winkler 2013; Cooke 1991. When not to use: as
    evidence; experts are heard beside it, and enter the draws only where the brief says ``pool``.

    >>> from pourparler.brief.reading import brief_from_data
    >>> judgements(brief_from_data({})).numbers
    {}
    """
    by_performance = performance(brief)
    found = {number.key: answers for number, answers in _usable(brief)}
    rounds = _rounds(brief.heard)
    numbers = {
        key: _judged(brief.numbers[key], answers, rounds, by_performance=by_performance)
        for key, answers in found.items()
    }
    left_out = tuple(
        LeftOut(answer, message)
        for answer in brief.judgements
        if not answer.seed and (message := _refusal(brief, answer)) is not None
    )
    pool = brief.content.pool
    return Judgements(numbers, by_performance, left_out, pool.judgements if pool is not None else None)


def judged_laws(brief: Brief) -> Mapping[str, Mapping[str, Law]]:
    """Each expert's law of each number in force that he judged: by key in the brief's order, then expert, sorted.

    The laws are ``quantile-linear/1`` through the answers of the last round, rescaled to 80 %; those of
    :func:`judgements`, without pools.
    """
    return {
        number.key: {expert: rescaling(a, number.scale).law for expert, a in answers.items()}
        for number, answers in _usable(brief)
    }


def judged_number(brief: Brief, key: str) -> JudgedNumber | None:
    """What :func:`judgements` says of one number; ``None`` where it is none or nobody has judged it."""
    own = replace(brief, judgements=tuple(a for a in brief.judgements if a.key == key))
    for number, answers in _usable(own):
        return _judged(number, answers, _rounds(own.heard), by_performance=performance(brief))
    return None


def expert_weights(brief: Brief) -> Mapping[str, float]:
    """How often each expert is heard in a draw: all alike, or by performance where the brief says ``pool: {rule: cooke}``.

    By expert on a number in force, sorted; they sum to 1, and there are none where nobody has judged one. Raises
    ``ModelError`` where weights by performance are asked for and cannot be had: none are put in their place.
    """
    experts = sorted({expert for laws in judged_laws(brief).values() for expert in laws})
    pool = brief.content.pool
    if pool is None or pool.rule == "linear":
        return {expert: 1 / len(experts) for expert in experts}
    found = performance(brief)
    weights = _among(found.weights, experts)
    if experts and weights is None:
        if found.code == "ok":
            sentence = msg("No expert who has judged a number has a weight by performance.")
        else:
            sentence = found.status
        where = str(brief.place("pool/rule"))
        raise ModelError(
            sentence, where=where, advice=msg("Ask more calibration questions, or write rule: linear.")
        )
    return weights or {}


def pooled(laws: Mapping[str, Law], by_performance: Mapping[str, float] | None = None) -> PooledLaws:
    """The laws of several experts as one, in two ways, and in a third where weights ``by_performance`` are known.

    Laws are points or ``quantiles``, as :func:`judged_laws` gives them; experts count alike in the first two pools, and
    weights are rescaled to those experts who are there in the third.

    >>> apart = {"a": Law("quantiles", (0.0, 0.0, 1.0, 10.0)), "b": Law("quantiles", (0.0, 90.0, 1.0, 100.0))}
    >>> found = pooled(apart)
    >>> [round(pool.sd, 3) for pool in (found.linear, found.quantile_mean)]
    [45.092, 2.887]
    """
    alike = {expert: 1 / len(laws) for expert in laws}
    weights = _among(by_performance or {}, list(laws))
    return PooledLaws(
        _pool(laws, alike, linear_pool),
        _pool(laws, alike, quantile_mean),
        None if weights is None else _pool(laws, weights, linear_pool),
    )


def _pool(laws: Mapping[str, Law], weights: Mapping[str, float], how: Any) -> Pooled:
    curve = how([_curve(law) for law in laws.values()], np.array([weights[expert] for expert in laws]))
    mean, variance = moments(curve)
    low, high = at(curve, TAILS).tolist()
    return Pooled(_law(curve), mean, sqrt(variance), (low, high), weights)


def _among(weights: Mapping[str, float], experts: list[str]) -> Mapping[str, float] | None:
    """The weights of some experts, summing to 1; ``None`` where none of them has any."""
    own = {expert: weights.get(expert, 0.0) for expert in experts}
    total = sum(own.values())
    return {expert: weight / total for expert, weight in own.items()} if total > 0 else None


def _usable(brief: Brief) -> Iterator[tuple[Number, Mapping[str, Judgement]]]:
    """The numbers in force, in the brief's order, with the answers on them that can be used, by expert."""
    told = in_force(brief.heard)
    for key, number in brief.numbers.items():
        answers = {e: a for e, a in told.get(key, {}).items() if _refusal(brief, a) is None}
        if answers:
            yield number, answers


def _judged(
    number: Number,
    answers: Mapping[str, Judgement],
    rounds: Mapping[tuple[str, str], tuple[Judgement, ...]],
    *,
    by_performance: Performance,
) -> JudgedNumber:
    opinions = {
        expert: Opinion(expert, rounds[number.key, expert], rescaling(answer, number.scale))
        for expert, answer in answers.items()
    }
    laws = {expert: opinion.answer.law for expert, opinion in opinions.items()}
    pools = pooled(laws, by_performance.weights)
    own = sum(sqrt(moments(_curve(law))[1]) for law in laws.values()) / len(laws)
    apart = tuple(
        (one.expert, two.expert)
        for one, two in combinations(opinions.values(), 2)
        if one.answer.high < two.answer.low or two.answer.high < one.answer.low
    )
    ratio = pools.linear.sd / own if own > 0 and len(laws) > 1 else None
    return JudgedNumber(number.key, opinions, pools, ratio, apart, _written(number))


def _written(number: Number) -> Law | None:
    try:
        return number.law
    except PydanticCustomError:
        return None  # told by check, where it stands


def _rounds(answers: Iterable[Judgement]) -> Mapping[tuple[str, str], tuple[Judgement, ...]]:
    """All answers by key and expert, in the order of their rounds."""
    found: dict[tuple[str, str], tuple[Judgement, ...]] = {}
    for answer in sorted(answers, key=lambda one: one.round):
        found[answer.key, answer.expert] = (*found.get((answer.key, answer.expert), ()), answer)
    return found


def _refusal(brief: Brief, answer: Judgement) -> Message | None:
    if answer.is_later(brief.as_of):
        return msg("{expert} gave this answer after {date}: not used", expert=answer.expert, date=brief.as_of)
    number = brief.numbers.get(answer.key)
    if number is None:
        return msg("{key} is no number in force in this brief", key=answer.key)
    return refusal(answer, number.scale, what=KINDS[number.kind])


def _curve(law: Law) -> Curve:
    if law.kind == "point":
        return Curve(np.array([0.0, 1.0]), np.repeat(law.parameters, 2))
    assert law.kind == "quantiles", "experts' laws are quantiles"
    return Curve(np.array(law.parameters[::2]), np.array(law.parameters[1::2]))


def _law(curve: Curve) -> Law:
    if curve.q[0] == curve.q[-1]:
        return Law("point", (float(curve.q[0]),))
    return Law("quantiles", tuple(np.stack(curve, axis=1).ravel().tolist()))


def _law_data(law: Law) -> dict[str, Any]:
    return {"kind": law.kind, "parameters": list(law.parameters)}
