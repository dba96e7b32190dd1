"""Quantiles of PERT laws, fast: a sweep asks for millions of them."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CELLS = 128
_POINTS = 8
_FIRSTS = _CELLS + 2 - _POINTS
"""Windows of eight nodes among the 129 of one side."""


def pert_quantiles(
    shares: tuple[float, ...], which: "NDArray[np.int64]", u: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """Values on [0, 1] at probabilities ``u`` (n,), each of the PERT law whose mode is at ``shares[which]`` (n,).

    Beta(1 + 4·share, 5 − 4·share), by polynomials through 8 of 129 exact quantiles on either side of the median:
    within 1e-10 of the inverse of the incomplete beta function, many times as fast. The variable on each side is the
    probability to the power of one over the shape, in which the quantile is analytic down to its end.

    >>> import numpy as np
    >>> pert_quantiles((0.5,), np.zeros(3, dtype=np.int64), np.array([0.0, 0.5, 1.0])).round(9).tolist()
    [0.0, 0.5, 1.0]
    """
    import numpy as np

    parts, powers, spans = _tables(shares)
    above = u > 0.5
    row = 2 * which + above
    at = np.power(np.where(above, 1.0 - u, u), powers[row]) * spans[row]
    cell = np.minimum(at.astype(np.int64), _CELLS - 1)
    first = np.clip(cell - (_POINTS // 2 - 1), 0, _FIRSTS - 1)
    place = at - first - (_POINTS - 1) / 2
    place_in = row * _FIRSTS + first
    found = parts[0].take(place_in)
    for part in parts[1:]:
        found = found * place + part.take(place_in)
    found = np.clip(found, 0.0, 1.0)
    return np.asarray(np.where(above, 1.0 - found, found))


@lru_cache(maxsize=64)
def _tables(
    shares: tuple[float, ...],
) -> "tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]":
    """Of both sides of each law: coefficients (powers, laws · 2 · windows), exponent and cells per unit (laws · 2)."""
    import numpy as np

    sides = np.array([side for share in shares for side in (share, 1.0 - share)])
    parts = np.concatenate([_coefficients(side) for side in sides.tolist()], axis=1)
    powers = 1.0 / (1.0 + 4.0 * sides)
    return parts, powers, _CELLS / np.power(np.full_like(powers, 0.5), powers)


@lru_cache(maxsize=1024)
def _coefficients(share: float) -> "NDArray[np.float64]":
    """Coefficients of the polynomials below the median, highest power first: (powers, windows)."""
    import numpy as np
    from scipy.special import betaincinv

    alpha, beta = 1.0 + 4.0 * share, 5.0 - 4.0 * share
    nodes = np.linspace(0.0, 1.0, _CELLS + 1) ** alpha * 0.5
    windows = np.lib.stride_tricks.sliding_window_view(betaincinv(alpha, beta, nodes), _POINTS)
    inverse = np.linalg.inv(np.vander(np.arange(_POINTS) - (_POINTS - 1) / 2))
    return np.ascontiguousarray(inverse @ windows.T)
