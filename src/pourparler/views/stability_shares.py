"""A sweep of stability as a table: in which share of the draws each state is an equilibrium."""

from pourparler.analyses.stability.names import BY_THRESHOLD, IN_WORDS
from pourparler.language import msg, percent, render
from pourparler.model.conflict import Conflict
from pourparler.model.conflict_template import ConflictTemplate
from pourparler.uncertainty.spread import Spread
from pourparler.views.names import Names
from pourparler.views.states import in_row
from pourparler.views.table import Table

TOLD = 12
"""States that are shown: those that are equilibria most often."""


def share_table(spread: Spread, names: Names) -> Table | None:
    """States by concepts, shares of draws, the first concept deciding the order; ``None`` for other sweeps.

    A sweep keeps states one by one up to 256 of them; of more nothing is shown.
    """
    if not isinstance(spread.template, ConflictTemplate):
        return None
    game: Conflict = spread.template.frame
    concepts = [c for c in BY_THRESHOLD if f"{c}/{game.label(0)}" in spread.quantities]
    if not concepts:
        return None
    shares = {
        i: [float(spread.quantities[f"{c}/{game.label(i)}"].mean()) for c in concepts]
        for i in range(len(game.codes))
    }
    first = sorted((i for i in shares if any(shares[i])), key=lambda i: ([-x for x in shares[i]], i))[:TOLD]
    rows = tuple(
        (in_row(game, i, names), *(percent(share, names.lang) if share else "–" for share in shares[i]))
        for i in first
    )
    heads = (render(msg("State"), names.lang), *(IN_WORDS[concept] for concept in concepts))
    caption = msg("Share of draws in which a state is an equilibrium, by concept")
    return Table(render(caption, names.lang), heads, rows, frozenset(range(1, len(heads))))
