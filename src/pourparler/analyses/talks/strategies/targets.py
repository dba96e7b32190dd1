"""Offers and answers of strategies that ask for some utility: the worst outcome that is worth it, and no less."""

from pourparler.analyses.talks.strategies.acceptance import AcNext, accepts
from pourparler.analyses.talks.view import View

NEXT = AcNext()


def worth(view: View, wanted: float) -> int | None:
    """The worst outcome that the party could live with and that is worth ``wanted``; the best where none is."""
    return None if view.profile.best(0) is None else view.profile.at_least(wanted)


def as_good(view: View, offer: int, *, wanted: float) -> bool:
    """Whether ``offer`` is worth at least what would be offered now."""
    own = worth(view, wanted)
    return own is not None and accepts(NEXT, view, offer, own=own)
