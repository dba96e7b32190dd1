"""The rule by which evidence makes laws, beside the numbers that it made: weights, and what they weigh against."""

from pourparler.brief.laws import Law
from pourparler.language import Lang, msg, number, render
from pourparler.views.charts.scales import range_text
from pourparler.views.report_terms import LAWS


def weight_and_rule(weight: float | None, rule: str, *, lang: Lang) -> str:
    """A weight with the rule that made it, in one cell; a dash where nothing is weighed."""
    if weight is None:
        return "–"
    return render(msg("{weight} ({rule})", weight=number(weight, lang, 2), rule=rule), lang)


def prior_in_words(prior: Law | None, lang: Lang) -> str:
    """The law that takes over where the evidence does not hold; empty where there is none."""
    if prior is None:
        return ""
    low, high = prior.interval(0.9)
    law = render(LAWS[prior.kind], lang)
    spread = range_text(low, high, width=max(abs(low), abs(high)), lang=lang)
    return law if low == high else render(msg("{law}, {range}", law=law, range=spread), lang)
