"""What experts say of numbers, in rows and sentences: each by himself, both pools, and what is written beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pourparler.brief.judgements import LEVEL
from pourparler.brief.laws import Law
from pourparler.brief.numbers import Number
from pourparler.language import Message, msg, msg_n, percent, render
from pourparler.uncertainty.inputs.judgements import JudgedNumber, Judgements, Pooled
from pourparler.views.charts.scales import ON_THE_ISSUE, range_text, short, shown_value
from pourparler.views.names import Names
from pourparler.views.table import Table, heads_of

PAIRS = 3
"""Pairs of experts whose ranges do not touch that are told one by one; all of them are in the result."""

Kind = Literal["expert", "linear", "quantile-mean", "cooke", "written"]

POOLS = {
    "linear": msg("all together (linear pool)"),
    "quantile-mean": msg("average of quantiles"),
    "cooke": msg("weighed by calibration questions"),
}
NARROWER = msg(
    "An average of quantiles never has the larger standard deviation of the two: it averages disagreement away, and two experts far apart become one between them."
)


@dataclass(frozen=True)
class Voice:
    """One line about a number: an expert, a pool, or what is written; ``middle``: best guess, mean or central value.

    ``before``: the best guess of the blind round, where the expert has changed it; ``weight`` in the linear pool and, by
    performance, in the other; ``confidence`` as given.
    """

    kind: Kind
    name: str
    middle: float
    low: float
    high: float
    before: float | None = None
    weight: float | None = None
    performance: float | None = None
    confidence: float | None = None


def voices(judged: JudgedNumber, names: Names) -> tuple[Voice, ...]:
    """The experts by name, the pools, and what is written, all as 80 % ranges."""
    pools, lang = judged.pools, names.lang
    found = []
    for expert, opinion in judged.opinions.items():
        first, last = opinion.rounds[0], opinion.last
        found.append(
            Voice(
                "expert", expert, last.best, opinion.answer.low, opinion.answer.high,
                before=first.best if first.best != last.best else None,
                weight=pools.linear.weights[expert],
                performance=pools.cooke.weights[expert] if pools.cooke is not None else None,
                confidence=last.confidence,
            )
        )  # fmt: skip
    if not judged.alone:
        found += [_pool("linear", pools.linear, names), _pool("quantile-mean", pools.quantile_mean, names)]
        if pools.cooke is not None:
            found.append(_pool("cooke", pools.cooke, names))
    if judged.written is not None:
        number = names.known.numbers[judged.key]
        found.append(
            Voice("written", render(ground(number), lang), judged.written.central, *interval(judged.written))
        )
    return tuple(found)


def _pool(kind: Kind, pool: Pooled, names: Names) -> Voice:
    return Voice(kind, render(POOLS[kind], names.lang), pool.mean, *pool.interval)


def ground(number: Number) -> Message:
    """What to call the number as written, by what it rests on."""
    if number.is_assumption:
        return msg("as written (an assumption)")
    return msg("as written (evidence)") if number.because else msg("as written")


def interval(law: Law) -> tuple[float, float]:
    """The range that holds as much of a law as the experts' ranges hold of theirs."""
    return law.interval(LEVEL)


def value_text(number: Number, value: float, names: Names) -> str:
    """A value of a number: on an issue's scale as that issue is told, else with the decimals it deserves."""
    if number.kind in ON_THE_ISSUE and number.issue:
        return shown_value(number.issue, value, names)
    return short(value, names.lang)


def spread_text(number: Number, low: float, high: float, *, names: Names) -> str:
    """``41 to 79``, with the decimals that the number's scale deserves."""
    return range_text(low, high, width=width_of(number, low, high), lang=names.lang)


def width_of(number: Number, low: float, high: float) -> float:
    """The width of a number's scale; of an open one, how large the values on it are."""
    scale = number.scale
    if scale.low is not None and scale.high is not None:
        return scale.high - scale.low
    return max(abs(low), abs(high))


def judged_table(judged: JudgedNumber, names: Names) -> Table:
    """Who says what of one number, on rows."""
    number = names.known.numbers[judged.key]
    weighed = judged.pools.cooke is not None
    heads = [msg("Who"), msg("Best, mean or central"), msg("80% range"), msg("Confidence given")]
    if weighed:
        heads.append(msg("Weight by performance"))
    rows = []
    for voice in voices(judged, names):
        row = [
            voice.name,
            value_text(number, voice.middle, names),
            spread_text(number, voice.low, voice.high, names=names),
            percent(voice.confidence, names.lang) if voice.confidence is not None else "–",
        ]
        rows.append((*row, percent(voice.performance, names.lang)) if weighed else tuple(row))
    title = render(msg("What experts say of it"), names.lang)
    return Table(title, heads_of(heads, names), tuple(rows), frozenset((1, 3, 4)))


def judgement_sentences(found: Judgements, names: Names) -> tuple[Message, ...]:
    """What is done with the judgements, who disagrees on what, and what had to be changed or left out."""
    if not found.numbers and not found.left_out:
        return (msg("No expert has judged a number of this brief."),)
    lines = [
        msg_n("{experts} judged {n} number.", "{experts} judged {n} numbers.", experts=found.experts, n=len(found.numbers)),
        use(found),
    ]  # fmt: skip
    for judged in found.numbers.values():
        lines += number_sentences(judged, names)
    if any(not judged.alone for judged in found.numbers.values()):
        lines.append(NARROWER)
    if found.performance.code != "absent":
        lines.append(found.performance.status)
    if found.performance.unheard and found.performance.code == "ok":
        lines.append(
            msg("No answers to the calibration questions, and so no weight by them: {experts}.", experts=found.performance.unheard)
        )  # fmt: skip
    for left in found.left_out:
        lines.append(
            msg("Left out, {expert} ({place}): {reason}.",
                expert=left.judgement.expert, place=str(left.judgement.place), reason=left.message)
        )  # fmt: skip
    return tuple(lines)


def use(found: Judgements) -> Message:
    """Whether the judgements enter the draws."""
    if not found.share:
        return msg("Their answers stand beside the evidence and enter no draw.")
    return msg("Their answers are followed in {share:percent} of the draws of numbers they judged, the evidence in the rest.", share=found.share)  # fmt: skip


def number_sentences(judged: JudgedNumber, names: Names) -> list[Message]:
    """Disagreement on one number, the two pools beside each other, changes between rounds, and what was cut."""
    number, name = names.known.numbers[judged.key], names.number(judged.key)
    return [
        *_disagreement(judged, number, names=names),
        *_pools(judged, number, names=names),
        *_against_the_written(judged, number, names=names),
        *_rounds(judged, number, names=names),
        *(
            msg("{number}: {expert}’s range, brought to 80%, went beyond the scale ({wanted}) and was cut at {kept}.",
                number=name, expert=expert, wanted=short(cut.wanted, names.lang), kept=value_text(number, cut.kept, names))
            for expert, opinion in judged.opinions.items()
            for cut in opinion.answer.cuts
        ),
        *(
            msg("{number}: {expert} gives no confidence, so the range is taken as given.", number=name, expert=expert)
            for expert, opinion in judged.opinions.items()
            if opinion.last.confidence is None
        ),
    ]  # fmt: skip


def _disagreement(judged: JudgedNumber, number: Number, *, names: Names) -> Iterator[Message]:
    name = names.number(judged.key)
    if judged.alone:
        (expert,) = judged.opinions
        yield msg("{number}: only {expert} has judged it, so no disagreement can show.", number=name, expert=expert)  # fmt: skip
        return
    for one, two in judged.apart[:PAIRS]:
        told = [_told(judged, expert, number, names=names) for expert in (one, two)]
        yield msg("{number}: {a} and {b} have no value in common.", number=name, a=told[0], b=told[1])
    if len(judged.apart) > PAIRS:
        yield msg_n(
            "{number}: {n} further pair of experts has none either.",
            "{number}: {n} further pairs of experts have none either.",
            number=name, n=len(judged.apart) - PAIRS,
        )  # fmt: skip
    if not judged.apart:
        yield msg("{number}: the 80% ranges of all experts touch each other.", number=name)


def _told(judged: JudgedNumber, expert: str, number: Number, *, names: Names) -> Message:
    answer = judged.opinions[expert].answer
    return msg("{expert} ({range})", expert=expert, range=spread_text(number, answer.low, answer.high, names=names))  # fmt: skip


def _pools(judged: JudgedNumber, number: Number, *, names: Names) -> Iterator[Message]:
    if judged.alone:
        return
    pools = judged.pools.linear, judged.pools.quantile_mean
    linear, averaged = (spread_text(number, *pool.interval, names=names) for pool in pools)
    widths = [pool.interval[1] - pool.interval[0] for pool in pools]
    told = {"number": names.number(judged.key), "linear": linear, "averaged": averaged}
    if widths[1] < widths[0]:
        yield msg(
            "{number}: all together {linear}; with quantiles averaged {averaged}, which is narrower because disagreement is averaged away.",
            **told,
        )
    else:
        yield msg("{number}: all together {linear}; with quantiles averaged {averaged}.", **told)


def _against_the_written(judged: JudgedNumber, number: Number, *, names: Names) -> Iterator[Message]:
    """Experts against what is written, where their 80 % ranges do not touch."""
    if judged.written is None:
        return
    own, told = interval(judged.written), judged.pools.linear.interval
    if own[1] < told[0] or told[1] < own[0]:
        yield msg(
            "{number}: what is written ({written}) and what the experts say together ({judged}) have no value in common.",
            number=names.number(judged.key), written=spread_text(number, *own, names=names),
            judged=spread_text(number, *told, names=names),
        )  # fmt: skip


def _rounds(judged: JudgedNumber, number: Number, *, names: Names) -> Iterator[Message]:
    for expert, opinion in judged.opinions.items():
        first, last = opinion.rounds[0], opinion.last
        if first.best != last.best:
            yield msg(
                "{number}: {expert} went from {before} to {after} after the blind round.",
                number=names.number(judged.key), expert=expert, before=value_text(number, first.best, names),
                after=value_text(number, last.best, names),
            )  # fmt: skip
