"""The rule by which evidence makes laws, beside the numbers that it made and the draws made from them."""

from collections.abc import Iterator

from pourparler.language import Lang, Message, msg, number, render
from pourparler.uncertainty.spread import Spread, mixing


def how_made(spread: Spread) -> Iterator[Message]:
    """How the draws of a spread were made, with their seed, in sentences."""
    seed = str(spread.seed)
    if spread.question.inputs.is_mixed:
        yield msg("{n} draws (seed {seed}), each solved anew.", n=spread.draws, seed=seed)
        yield mixing(spread.question.inputs.rule)
        return
    yield msg(
        "{n} draws from the ranges as written (seed {seed}), each solved anew.", n=spread.draws, seed=seed
    )


def weight_and_rule(weight: float | None, rule: str, *, lang: Lang) -> str:
    """A weight with the rule that made it, in one cell; a dash where nothing is weighed."""
    if weight is None:
        return "–"
    return render(msg("{weight} ({rule})", weight=number(weight, lang, 2), rule=rule), lang)
