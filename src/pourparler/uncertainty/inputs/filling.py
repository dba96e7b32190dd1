"""Numbers of many draws at once, each from the law that holds for it in a draw."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.laws import Law
from pourparler.brief.pert import pert_quantiles

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Part(NamedTuple):
    """A law with the uniform of each draw (draws,) and the draws in which it holds (``None``: all).

    ``uniform`` may be ``None`` for a point, which needs none.
    """

    law: Law
    uniform: Floats | None
    rows: Bools | None


def filled(numbers: Sequence[Sequence[Part]], size: int) -> Floats:
    """Values (``size``, numbers), from the parts of each number, which hold in different draws.

    PERT laws of all numbers are worked out in one go: their quantiles are what a sweep spends its time on.
    """
    found = np.empty((size, len(numbers)))
    perts: list[tuple[int, NDArray[np.intp] | slice, Law, Floats]] = []
    for at, parts in enumerate(numbers):
        for law, uniform, mask in parts:
            rows: NDArray[np.intp] | slice = slice(None) if mask is None else np.flatnonzero(mask)
            if law.is_point or uniform is None:
                found[rows, at] = law.central
            elif law.kind == "pert":
                perts.append((at, rows, law, uniform[rows]))
            else:
                found[rows, at] = law.quantile(uniform[rows])
    if perts:
        shares = tuple(dict.fromkeys(law.share for _, _, law, _ in perts))
        place = {share: i for i, share in enumerate(shares)}
        lengths = [len(u) for *_, u in perts]
        which = np.repeat([place[law.share] for _, _, law, _ in perts], lengths)
        drawn = pert_quantiles(shares, which, np.concatenate([u for *_, u in perts]))
        ends = np.cumsum(lengths)[:-1]
        for (at, rows, law, _), values in zip(perts, np.split(drawn, ends), strict=True):
            low, _, high = law.parameters
            found[rows, at] = low + (high - low) * values
    return found
