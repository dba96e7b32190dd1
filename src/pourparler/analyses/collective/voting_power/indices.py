"""Power indices from counts of coalitions (collective specification, section 10)."""

from collections.abc import Sequence
from math import comb, fsum
from typing import NamedTuple

from pourparler.analyses.collective.voting_power.swings import Swings
from pourparler.kernels.listing import Minimal

ByPlayer = tuple[float, ...]


class Counted(NamedTuple):
    """Winning coalitions, and for each kind of player how many it makes win."""

    winning: int
    swings: tuple[int, ...]


def totals(found: Swings) -> Counted:
    """The counts over all sizes."""
    return Counted(int(found.winning.sum()), tuple(int(row.sum()) for row in found.swings))


def shapley_shubik(found: Swings) -> ByPlayer:
    """The share of orders of voting in which a player of each kind is the one who decides.

    σ[z] z! (n − 1 − z)! / n! is σ[z] / (n C(n − 1, z)): a quotient of whole numbers, rounded once.
    """
    n = found.swings.shape[1]
    return tuple(fsum(int(s) / (n * comb(n - 1, z)) for z, s in enumerate(row) if s) for row in found.swings)


def by_swings(counted: Counted, players: Sequence[int]) -> dict[str, ByPlayer]:
    """Banzhaf's and Coleman's indices of each kind; ``players``: how many of each kind there are.

    Some coalitions must win and some must not.
    """
    n = sum(players)
    total = sum(s * m for s, m in zip(counted.swings, players, strict=True))
    over: dict[str, int] = {
        "banzhaf": total,
        "banzhaf-absolute": 2 ** (n - 1),
        "coleman-initiate": 2**n - counted.winning,
        "coleman-prevent": counted.winning,
    }
    return {name: tuple(s / whole for s in counted.swings) for name, whole in over.items()}


def by_minimal(found: Minimal) -> dict[str, ByPlayer]:
    """Deegan–Packel and Holler of each kind, from the minimal winning coalitions of each size."""
    total = int(found.counts.sum())
    shares = [
        fsum(int(count) / (size * total) for size, count in enumerate(row) if count) for row in found.members
    ]
    sums = [int(row.sum()) for row in found.members]
    whole = sum(size * int(count) for size, count in enumerate(found.counts))
    return {"deegan-packel": tuple(shares), "holler": tuple(s / whole for s in sums)}
