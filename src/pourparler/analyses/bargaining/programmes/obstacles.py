"""Why there is no agreement, by programmes: parties that no outcome satisfies together."""

import numpy as np

from pourparler.analyses.bargaining.programmes.reach import reach_of
from pourparler.kernels.searches import Effort
from pourparler.language import Message, msg
from pourparler.model.bargain import Bargain


def irreducible(model: Bargain, members: tuple[int, ...], *, effort: Effort) -> Message:
    """A sentence naming parties among ``members`` that no outcome satisfies together, where ``members`` are such.

    One after the other is left out while the rest stay unsatisfied, so that each one named is needed (as far as
    searches tell); it need not be a smallest such set.
    """
    if _impossible(model, (), effort):
        return msg("There is no agreement: the exclusions leave no outcome.")
    names = model.parties
    for p in members:
        if _impossible(model, (p,), effort):
            return msg("There is no agreement: no outcome is acceptable to {party}.", party=names[p])
    left = members
    for p in members:
        rest = tuple(q for q in left if q != p)
        if len(rest) > 1 and _impossible(model, rest, effort):
            left = rest
    return msg(
        "There is no agreement: no outcome is acceptable to {parties} together.",
        parties=[names[p] for p in left],
    )


def nobody_wins(model: Bargain, *, effort: Effort) -> Message:
    """A sentence on why no winning coalition can be satisfied, where none can."""
    if _impossible(model, (), effort):
        return msg("There is no agreement: the exclusions leave no outcome.")
    everyone = (1 << len(model.parties)) - 1
    for p, name in enumerate(model.parties):
        needed = not bool(model.rule.wins(np.array([everyone & ~(1 << p)]))[0])
        if needed and _impossible(model, (p,), effort):
            return msg("There is no agreement: no outcome is acceptable to {party}.", party=name)
    return msg("There is no agreement: no outcome is accepted by parties that the rule lets decide.")


def _impossible(model: Bargain, members: tuple[int, ...], effort: Effort) -> bool:
    """Whether it is proved that no outcome is acceptable to all ``members``."""
    reach = reach_of(model, members, effort=effort)
    return not isinstance(reach, Message) and (reach.ground.empty or reach.programme.any().empty)
