"""Rules on experts' judgements: of what, on which scale, how sure; and on what is to be done with them."""

from collections.abc import Iterator

from pourparler.brief.findings import Finding
from pourparler.brief.judgements import SEED, Judgement, common_seeds, in_force, positive, refusal
from pourparler.brief.lint.context import Context
from pourparler.brief.numbers import KINDS, numbers
from pourparler.brief.pooling import LEAST_SEEDS
from pourparler.language import Message, did_you_mean, msg


def unknown_judged(seen: Context) -> Iterator[Finding]:
    """E007: a judgement speaks of a number, or answers a calibration question, that the brief does not have."""
    if seen.brief.scenario:
        return  # it may have taken out what was judged; without a scenario a slip is told
    # A number may be judged before the day on which its first value is known.
    ever = numbers(seen.brief.content, None) if seen.brief.judgements else {}
    seeds = {SEED + name: name for name in seen.brief.content.seeds}
    for answer in seen.brief.judgements:
        if answer.key in ever or answer.key in seeds or _is_removed(seen, answer):
            continue
        if answer.seed:
            message = msg("there is no calibration question {name} in this brief", name=answer.seed)
            advice = did_you_mean(answer.key, seeds, msg("Declare it under `seeds`, with its true value."))
        else:
            message = msg("there is no number {name} in this brief", name=answer.key)
            advice = did_you_mean(
                answer.key, [*ever, *seeds], msg("Keys look like stances/PARTY/ISSUE/position.")
            )
        yield Finding("E007", answer.place, answer.key, message, advice, answer.key)


def _is_removed(seen: Context, answer: Judgement) -> bool:
    return seen.is_removed(f"seeds/{answer.seed}" if answer.seed else answer.key)


def off_the_scale(seen: Context) -> Iterator[Finding]:
    """E206: an answer lies beyond the scale of its number, or cannot be put on the axis of its question."""
    ever = numbers(seen.brief.content, None) if seen.brief.judgements else {}
    for answer in seen.brief.judgements:
        number, seed = ever.get(answer.key), seen.brief.content.seeds.get(answer.seed)
        told: Message | None = None
        if number is not None:
            told = refusal(answer, number.scale, what=KINDS[number.kind])
        elif seed is not None and seed.scale == "log":
            told = positive(answer)
        if told is not None:
            advice = msg("Check the number and the scale.")
            yield Finding("E206", answer.place, answer.key, told, advice, answer.expert)


def no_confidence(seen: Context) -> Iterator[Finding]:
    """W218: an expert's interval cannot be rescaled; once per expert, and only where the answer is his last."""
    told: set[str] = set()
    answers = in_force(seen.brief.heard)
    for answer in seen.brief.heard:
        counts = answers[answer.key][answer.expert] is answer
        if counts and answer.confidence is None and answer.expert not in told:
            told.add(answer.expert)
            message = msg("{expert} gives no confidence", expert=answer.expert)
            yield Finding("W218", answer.place, answer.key, message, msg("Ask the fourth question."))


def given_later(seen: Context) -> Iterator[Finding]:
    """W221: an answer was given after the day from which the brief is seen."""
    as_of = seen.brief.as_of
    for answer in seen.brief.judgements:
        if answer.is_later(as_of):
            message = msg(
                "{expert} gave this answer after {date}: not used", expert=answer.expert, date=as_of
            )
            yield Finding(
                "W221", answer.place, answer.key, message, msg("Move `as_of`, or leave it."), answer.day
            )


def idle_pool(seen: Context) -> Iterator[Finding]:
    """W238: judgements are given a share of the draws, and nobody has judged a number."""
    pool = seen.brief.content.pool
    if pool is not None and pool.judgements and not any(seen.judged.values()):
        message = msg("judgements are given a share of the draws, and no expert has judged a number")
        advice = msg("Write the experts' answers into judgements.csv, or remove `pool`.")
        yield seen.finding("W238", "pool", says=message, advice=advice)


def too_few_seeds(seen: Context) -> Iterator[Finding]:
    """W238: experts are to be weighed by their answers to calibration questions, of which there are too few."""
    pool = seen.brief.content.pool
    if pool is None or pool.rule != "cooke":
        return
    seeds, _ = common_seeds(seen.brief.heard, seen.brief.content.seeds)
    if len(seeds) < LEAST_SEEDS:
        message = msg(
            "experts are to be weighed by calibration questions: {n} are answered by all, and {least} are needed",
            n=len(seeds), least=LEAST_SEEDS,
        )  # fmt: skip
        yield seen.finding(
            "W238", "pool/rule", says=message, advice=msg("Ask more of them, or write rule: linear.")
        )
