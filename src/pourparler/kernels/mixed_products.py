"""The mixture of outcomes with the largest product of expected gains.

Outcomes are brought in one by one, the best at the marginal worth of each gain; then the weights of those held
are moved to their joint optimum by Newton steps, and who falls to 0 leaves (as in Wolfe's method for the nearest
point of a polytope). The marginal worths bound the product of every mixture.
Source: bargaining specification, section 3; Wolfe 1976 (Mathematical Programming 11:128).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.mixtures import CLOSE, COLUMNS, FAINT, Goal, Pool, largest

Floats = NDArray[np.float64]

# Newton steps between two outcomes brought in, and halvings of one: numbers that are not reached.
NEWTON = 200
HALVINGS = 60
# A slope below which Newton steps converge quadratically.
SURE = 1e-10


class Product(NamedTuple):
    """A mixture and its proof: no mixture has a product larger than ``1 + gap`` times as large.

    ``weights`` (K,) over the columns of the pool; ``rounds``: outcomes brought in; ``complete``: the search was
    not cut off.
    """

    weights: Floats
    gap: float
    rounds: int
    complete: bool


def largest_product(pool: Pool, powers: Floats, *, start: Floats) -> Product:
    """The mixture with the largest ``prod(gains ** powers)``.

    ``powers`` (n,): 0 where a coordinate does not count; its gain must not fall below 0 then. ``start`` (K,): a
    mixture that gives every coordinate that counts a gain above 0, and no other one below 0.
    """
    counted = powers > 0
    shares = powers[counted] / powers.sum()
    held = _Held(np.stack([_padded(pool, start)]), (pool.gains[:, : len(start)] @ start)[counted][:, None])
    gap = np.inf
    for done in range(1, COLUMNS + 1):
        gains = held.vectors @ held.parts
        prices = np.zeros(len(powers))
        prices[counted] = shares / gains
        brought, bound = _best(pool, prices, floored=not counted.all())
        # At prices y no mixture has a larger sum than the bound, so none a larger product than with equal spending.
        gap = min(gap, float(np.expm1(powers.sum() * np.log(max(bound, 1.0)))))
        vector = (pool.gains[:, : len(brought)] @ brought)[counted]
        near = np.abs(held.vectors - vector[:, None]).max(axis=0).min() <= CLOSE
        if gap <= CLOSE or near:
            return Product(held.mixture, gap, done, True)
        held = _improved(held.with_one(_padded(pool, brought), vector), shares)
    return Product(held.mixture, gap, COLUMNS, False)


class _Held(NamedTuple):
    """Mixtures held (S, K), their vectors of gains that count (c, S), and what part each has (S,)."""

    atoms: Floats
    vectors: Floats
    parts: Floats = np.ones(1)

    @property
    def mixture(self) -> Floats:
        result: Floats = self.parts @ self.atoms
        return result

    def with_one(self, atom: Floats, vector: Floats) -> "_Held":
        width = len(atom) - self.atoms.shape[1]
        atoms = np.pad(self.atoms, ((0, 0), (0, width)))
        return _Held(
            np.concatenate((atoms, atom[None])),
            np.concatenate((self.vectors, vector[:, None]), axis=1),
            np.append(self.parts, 0.0),
        )

    def at(self, parts: Floats) -> "_Held":
        """With other parts; those with next to none leave."""
        kept = parts > FAINT * 1e-3
        return _Held(self.atoms[kept], self.vectors[:, kept], parts[kept] / parts[kept].sum())


def _padded(pool: Pool, weights: Floats) -> Floats:
    return np.pad(weights, (0, len(pool.choices) - len(weights)))


def _best(pool: Pool, prices: Floats, *, floored: bool) -> tuple[Floats, float]:
    """The mixture that is worth most at ``prices``, and a bound on that of any."""
    if floored:
        found = largest(pool, Goal.sum(prices, floor=np.zeros(len(prices))))
        return found.weights, found.bound
    column, bound = pool.best(prices)
    weights = np.zeros(len(pool.choices))
    weights[column] = 1.0
    return weights, bound


def _improved(held: _Held, shares: Floats) -> _Held:
    """The parts at their joint optimum."""
    for _ in range(NEWTON):
        way, slope = _newton(held, shares)
        if slope <= CLOSE * CLOSE:
            return held
        falling = way < 0
        limit = float((held.parts[falling] / -way[falling]).min(initial=np.inf))
        step = min(1.0, limit)
        before = float(shares @ np.log(held.vectors @ held.parts))
        for _ in range(HALVINGS):
            gains = held.vectors @ (held.parts + step * way)
            # So near the optimum that the rise drowns in rounding errors, a whole step is the best there is.
            if gains.min() > 0 and (slope <= SURE or shares @ np.log(gains) >= before + step * slope / 4):
                break
            step /= 2
        else:
            return held
        parts = held.parts + step * way
        if step == limit:
            parts[falling & (held.parts + step * way <= FAINT)] = 0.0
        held = held.at(np.maximum(parts, 0.0))
    return held


def _newton(held: _Held, shares: Floats) -> tuple[Floats, float]:
    """The Newton step of the parts, their sum kept at 1, and how steeply the logarithm rises along it."""
    gains = held.vectors @ held.parts
    scaled = held.vectors / gains[:, None]
    size = held.vectors.shape[1]
    system = np.zeros((size + 1, size + 1))
    system[:size, :size] = (scaled * shares[:, None]).T @ scaled
    system[:size, size] = system[size, :size] = 1.0
    slopes = scaled.T @ shares
    way = np.linalg.lstsq(system, np.append(slopes, 0.0), rcond=None)[0][:size]
    # Steps sum to 0 and slopes are 1 at the optimum: less is lost to rounding when that is taken off.
    return way, float((slopes - 1.0) @ way)
