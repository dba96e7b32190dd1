"""The report's part on exchanges of positions: the largest ones, who gains and who is hurt in all."""

from pourparler.analyses.collective.trades.results import ExchangeResult
from pourparler.language import in_sequence, msg, msg_n, render
from pourparler.views.charts.exchanges import exchanges
from pourparler.views.names import Names
from pourparler.views.position_trades import hurt_most, overall_sentences, swap_sentence
from pourparler.views.report_part import Part

TOLD = 5
SAME = 1e-9


def exchange_part(result: ExchangeResult, names: Names) -> Part | None:
    """Up to five exchanges with the largest gains and the matrix; ``None`` where nobody exchanges anything."""
    if not result.executed:
        return None
    lang = names.lang
    largest = sorted(result.executed, key=lambda exchange: -round(exchange.gain / SAME))[:TOLD]
    told = (
        in_sequence(part for part in (swap_sentence(exchange, names), hurt_most(exchange, names)) if part)
        for exchange in largest
    )
    lead = [
        msg("The model supposes that parties may trade votes on these issues at all, and keep their word; whether they may is for the reader to judge."),
        msg_n("It finds {n} exchange.", "It finds {n} exchanges.", n=len(result.executed)),
    ]  # fmt: skip
    listed = msg("The exchange") if len(largest) == 1 else msg("The exchanges with the largest gains")
    return Part(
        title=render(msg("Exchanges"), lang),
        lead=tuple(render(line, lang) for line in lead),
        listed=render(listed, lang),
        items=tuple(render(line, lang) for line in told),
        sentences=tuple(render(line, lang) for line in overall_sentences(result, names)),
        figure=exchanges(result, names),
    )
