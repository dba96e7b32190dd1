"""The report's part on voting power: who decides how often under the decision rule."""

from pourparler.analyses.collective.voting_power.result import PowerResult
from pourparler.language import msg, render
from pourparler.views.charts.voting_power import voting_power
from pourparler.views.names import Names
from pourparler.views.procedures import power_sentences
from pourparler.views.report_part import Part

SAME = 1e-9


def power_part(result: PowerResult, names: Names) -> Part | None:
    """Both indices as bars, a sentence where all have the same power; ``None`` under unanimity or where none is known."""
    everybody = set(result.vetoes) == set(result.players)
    figure = None if everybody else voting_power(result, names)
    if figure is None:
        return None
    lead = [
        msg("Power of the rule alone: how often a party decides if nothing is known of what anybody wants; it does not say who gets its way here.")
    ]  # fmt: skip
    shares = (result.indices.get("shapley-shubik") or {}).values()
    equal = bool(shares) and max(shares) - min(shares) < SAME
    if equal:
        lead.append(msg("Every party has the same power."))
    return Part(
        title=render(msg("Voting power"), names.lang),
        lead=tuple(render(line, names.lang) for line in lead),
        sentences=tuple(render(line, names.lang) for line in power_sentences(result, names)),
        figure=None if equal else figure,
    )
