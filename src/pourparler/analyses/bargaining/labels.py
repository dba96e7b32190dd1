"""Arrays to names: outcomes, utilities and sentences as results carry them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.model.bargain import Bargain

Ints = NDArray[np.int64]


def at(model: Bargain, choice: Ints, worth: Ints | None = None) -> dict[str, Any]:
    """Outcome, utilities, gains and bystanders' utilities as fields of a result; ``worth`` (parties,), where it is known."""
    if worth is None:
        worth = model.utilities(choice[None, :])[0]
    everyone = tuple(range(len(model.parties)))
    outside = model.bystander_utilities(choice[None, :])[0] if model.bystanders else ()
    return {
        "outcome": model.space.label(choice),
        "utilities": named(model, everyone, scaled=worth),
        "gains": named(model, everyone, scaled=worth - model.reserve),
        "bystanders": {name: model.unit(u) for name, u in zip(model.bystanders, outside, strict=True)},
    }


def named(model: Bargain, members: Sequence[int], *, scaled: Ints) -> dict[str, float]:
    """``{party: value in units}`` of scaled integers, one per member."""
    return {model.parties[p]: model.unit(u) for p, u in zip(members, scaled.tolist(), strict=True)}
