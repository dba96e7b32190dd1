"""From a bargaining problem to what each party brings to the table: its profile."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.talks.parties.preferences import Preferences
from pourparler.analyses.talks.parties.profile import Profile
from pourparler.analyses.talks.parties.wide import searchable, wide_profiles
from pourparler.model.negotiation import Negotiation
from pourparler.model.outcomes import Constraint, Space
from pourparler.model.worth import Tables, score_tables

OUTCOMES = 1 << 20
"""Outcomes up to which every party's profile is written out."""


def preferences(negotiation: Negotiation) -> tuple[Preferences, ...]:
    """What each party brings to the table: its profile, past ``OUTCOMES`` outcomes one that answers without listing them.

    Raises ``ValueError`` where that is not possible either (:func:`searchable`).
    """
    model = negotiation.bargain
    if model.space.size > OUTCOMES and searchable(model):
        return wide_profiles(model, negotiation.patience)
    return profiles(negotiation)


def profiles(negotiation: Negotiation) -> tuple[Profile, ...]:
    """One profile per party, in the order of the model. Raises ``ValueError`` past ``OUTCOMES`` outcomes.

    Red lines are part of what a party could live with.
    """
    model, patience = negotiation.bargain, negotiation.patience
    space = model.space
    if space.size > OUTCOMES:
        raise ValueError(space.size)
    worth = _sums(model.tables, len(model.parties))
    allowed = np.ones(space.shape, dtype=np.bool_)
    for constraint in model.excluded:
        allowed &= _spread(constraint, space)
    if model.mean is not None:
        sizes = _sizes(space)
        worth *= model.mean.common // np.maximum(sizes, 1)
        allowed &= sizes.reshape(space.shape) > 0  # the empty package is no agreement
    found = []
    for i in range(len(model.parties)):
        rational = allowed & (worth[i] >= model.reserve[i]).reshape(space.shape)
        for line in model.red_lines[i] if model.red_lines else ():
            rational &= _spread(line, space)
        if model.mean is not None:
            for asked in model.mean.thresholds:
                if asked.party == i:
                    reached = _sums(score_tables(asked.scores[None]), 1)[0] >= asked.least * sizes
                    rational &= reached.reshape(space.shape)
        own, open_, could = map(_fixed, (worth[i] / model.scale, allowed.ravel(), rational.ravel()))
        found.append(Profile(space, own, open_, could, model.unit(model.reserve[i]), patience[i]))
    return tuple(found)


def _fixed(array: NDArray[Any]) -> NDArray[Any]:
    """The same array, for good: runs share it, and a strategy that wrote into it would change those of others."""
    array.setflags(write=False)
    return array


def _sums(tables: Tables, parties: int) -> NDArray[np.int64]:
    """The sum of entries of every outcome, (parties, outcomes): each issue added to all before it."""
    total = np.zeros((parties, 1), dtype=np.int64)
    for table in tables:
        total = (total[:, :, None] + table[:, None, :]).reshape(parties, -1)
    return total


def _sizes(space: Space) -> NDArray[np.int64]:
    """How many provisions each package includes, (outcomes,)."""
    counts = tuple(np.arange(length, dtype=np.int64)[None] for length in space.shape)
    sizes: NDArray[np.int64] = _sums(counts, 1)[0]
    return sizes


def _spread(constraint: Constraint, space: Space) -> NDArray[np.bool_]:
    """A constraint in the shape of all outcomes, to be combined with what has that shape."""
    shape = [1] * len(space.shape)
    for axis in constraint.axes:
        shape[axis] = space.shape[axis]
    return constraint.allowed.reshape(shape)
