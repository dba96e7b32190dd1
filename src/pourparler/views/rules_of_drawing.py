"""The rule by which evidence makes laws, beside the numbers that it made."""

from pourparler.language import Lang, msg, number, render


def weight_and_rule(weight: float | None, rule: str, *, lang: Lang) -> str:
    """A weight with the rule that made it, in one cell; a dash where nothing is weighed."""
    if weight is None:
        return "–"
    return render(msg("{weight} ({rule})", weight=number(weight, lang, 2), rule=rule), lang)
