"""How preferences are perturbed around what was stated, and the rankings that come of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict

from pourparler.errors import UsageError
from pourparler.kernels.ranking_draws import Edits, edited, insertions, swapped
from pourparler.language import msg
from pourparler.model.conflict import Conflict

Ranks = NDArray[np.int32]

DRAWS = 100_000
SWAPS = 64


@dataclass(frozen=True)
class Perturbation:
    """What is drawn around the stated preferences, for every party by itself.

    ``statements``: of a party's option statements two neighbours change places with chance ``swap``, one is left out
    with chance ``drop``, one is the other way round with chance ``flip``; a statement to which the brief gives a chance
    of its own is the other way round with that one. A party that is not ranked by statements stays as stated. ``swaps``: so many swaps of neighbouring classes of its ranking. ``mallows``: its classes
    in an order with chance in proportion to ``dispersion`` to the power of the pairs that change places, 0 being
    as stated, 1 any order. Classes stay together. The defaults are conventions without a source in a brief.

    Source: Peng, Hipel, Kilgour, Fang 1997 (statements); Mallows 1957; Doignon, Pekeč, Regenwetter 2004.

    >>> Perturbation("mallows", dispersion=0.3).draws
    1000
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    scheme: Literal["statements", "swaps", "mallows"]
    draws: int = 1_000
    swap: float = 0.1
    drop: float = 0.1
    flip: float = 0.1
    swaps: int = 2
    dispersion: float = 0.2

    def require_possible(self) -> None:
        """Raise ``UsageError`` for chances outside 0 to 1, or impossible counts."""
        bounds = {
            "draws": (1, DRAWS), "swap": (0, 1), "drop": (0, 1), "flip": (0, 1), "swaps": (0, SWAPS),
            "dispersion": (0, 1),
        }  # fmt: skip
        for name, (low, high) in bounds.items():
            if not low <= getattr(self, name) <= high:
                raise UsageError(
                    msg("{found} is not allowed for {name}", found=str(getattr(self, name)), name=name),
                    where="--set robustness",
                    advice=msg("Use {low} to {high}.", low=low, high=high),
                )

    def touches(self, game: Conflict) -> bool:
        """Whether the preferences of any party can come out otherwise than stated."""
        if self.scheme == "statements":
            return any(by_statements(game, party) for party in game.parties)
        return any(int(row.max()) > 1 for row in game.ranks)


def by_statements(game: Conflict, party: str) -> bool:
    """Whether a party is ranked by option statements."""
    known = game.preferences.get(party)
    return bool(game.statements.get(party)) and known is not None and known.source == "statements"


def drawn(
    game: Conflict, scheme: Perturbation, *, draws: int, each: int, rng: np.random.Generator
) -> Iterator[Ranks]:
    """Ranks of all parties, (n, parties, states) with n of ``each`` at most, until ``draws`` are made.

    Every party has a stream of its own and every draw takes as many numbers from it: the size of the chunks
    changes nothing, and fewer draws are the first of more.
    """
    streams = rng.spawn(len(game.parties))
    for start in range(0, draws, each):
        count = min(each, draws - start)
        yield np.stack(
            [_of_party(game, scheme, (p, count), stream) for p, stream in enumerate(streams)], axis=1
        )


def _of_party(game: Conflict, scheme: Perturbation, part: tuple[int, int], rng: np.random.Generator) -> Ranks:
    """Ranks (draws, states) of the party and for the draws in ``part``."""
    party, draws = part
    stated = game.ranks[party]
    name = game.parties[party]
    classes = int(stated.max())
    match scheme.scheme:
        case "statements":
            if not by_statements(game, name):
                return np.tile(stated, (draws, 1))
            truths = np.stack([item.truth for item in game.statements[name]])
            own = np.array([np.nan if item.flip is None else item.flip for item in game.statements[name]])
            return edited(truths, Edits(scheme.swap, scheme.drop, scheme.flip, own), draws=draws, rng=rng)
        case "swaps":
            table = swapped(classes, draws=draws, swaps=scheme.swaps, rng=rng)
        case "mallows":
            table = insertions(classes, draws=draws, dispersion=scheme.dispersion, rng=rng)
    return np.asarray(np.take(table, stated - 1, axis=1), dtype=np.int32)
