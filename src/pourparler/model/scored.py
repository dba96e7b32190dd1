"""Utilities of packages: the mean score of the provisions included (bargaining specification, section 5.6)."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import ceil
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.laws import Law
from pourparler.errors import ModelError
from pourparler.language import msg
from pourparler.model.cells import NOWHERE, decimal
from pourparler.model.outcomes import Space
from pourparler.model.weighted import reserve_at
from pourparler.model.worth import LARGEST, Filled, Mean, Threshold, Worth, common_size, score_tables

Ints = NDArray[np.int64]

# Drawn scores are rounded to so many decimals where that fits.
DRAWN = 6


class Scored(Worth):
    """The form ``mean-of-included``.

    Scores are whole numbers of a power of ten; a mean over m provisions is their sum times ``common / m``,
    where ``common`` is the least common multiple of all sizes: exact for every package, so that packages of
    different sizes compare as whole numbers. Raises ``ModelError`` where an issue is no provision, where a
    score or the worth of no deal is missing, or where the numbers are too fine for that.
    """

    kinds: ClassVar[frozenset[str]] = frozenset(("score", "threshold", "weight", "reserve"))

    def __init__(
        self,
        brief: Brief,
        space: Space,
        laws: Mapping[str, Law],
        *,
        parties: tuple[Sequence[str], Sequence[str]],
    ) -> None:
        self.brief = brief
        self.order = {key: i for i, key in enumerate(laws)}
        self.provisions = tuple(axis.name for axis in space.axes)
        self.parties, self.bystanders = parties
        self._check_provisions()
        self.own = self._places(self.parties, "score")
        self.others = self._places(self.bystanders, "score")
        self.reserve = np.array([self._reserve_at(name) for name in self.parties], dtype=np.intp)
        self.asked = tuple(self._asked())
        self.common, self.parts = self._scale(laws)

    def filled(self, known: NDArray[np.float64]) -> Filled:
        """See :class:`Worth`."""
        thresholds = tuple(
            Threshold(key, party, self._whole(known, scores), int(self._whole(known, np.array([at]))[0]))
            for key, party, scores, at in self.asked
        )
        return Filled(
            score_tables(self._whole(known, self.own)),
            score_tables(self._whole(known, self.others)),
            self._whole(known, self.reserve) * self.common,
            self.parts * self.common,
            Mean(self.common, thresholds),
        )

    def _whole(self, known: NDArray[np.float64], at: NDArray[np.intp]) -> Ints:
        """The values at ``at`` as whole numbers of the scores' scale."""
        exact = [round(decimal(value) * self.parts) for value in known[at].ravel().tolist()]
        return np.array(exact, dtype=np.int64).reshape(at.shape)

    def _check_provisions(self) -> None:
        for name in self.provisions:
            if self.brief.content.issues[name].kind != "provision":
                raise ModelError(
                    msg("{issue} is not a provision: a package is made of provisions", issue=name),
                    where=f"issues/{name}",
                    rule="E003",
                    advice=msg("Write `kind: provision`, or another form of preferences."),
                )

    def _places(self, parties: Sequence[str], what: str) -> NDArray[np.intp]:
        """Where the scores stand among the values: (parties, provisions)."""
        rows = [[self._place(party, name, what) for name in self.provisions] for party in parties]
        return np.array(rows, dtype=np.intp).reshape(len(rows), len(self.provisions))

    def _place(self, party: str, provision: str, what: str) -> int:
        key = f"stances/{party}/{provision}/{what}"
        if key not in self.order:
            raise ModelError(
                msg("{party} gives {provision} no score", party=party, provision=provision)
                if what == "score"
                else msg(
                    "{party} gives {provision} no score {name}",
                    party=party, provision=provision, name=what.removeprefix("scores/"),
                ),
                where=f"stances/{party}",
                rule="E003",
                advice=msg("Give every provision a score."),
            )  # fmt: skip
        return self.order[key]

    def _reserve_at(self, party: str) -> int:
        at = reserve_at(self.order, party)
        if at == NOWHERE:
            raise ModelError(
                msg("the worth of no deal is not known for {party}", party=party),
                where=f"parties/{party}",
                rule="E011",
                advice=msg("Write reserve for the party: the least mean score it accepts."),
            )
        return at

    def _asked(self) -> Iterator[tuple[str, int, NDArray[np.intp], int]]:
        for score, limits in self.brief.content.preferences.at_least.items():
            for party in limits:
                key = f"preferences/at_least/{score}/{party}"
                if party in self.parties and key in self.order:
                    scores = self._places((party,), f"scores/{score}")[0]
                    yield key, self.parties.index(party), scores, self.order[key]

    def _scale(self, laws: Mapping[str, Law]) -> tuple[int, int]:
        """The common multiple of sizes, and the parts of a unit (a power of ten) that scores are counted in."""
        used = {int(at) for at in (*self.own.ravel(), *self.others.ravel(), *self.reserve)}
        used |= {int(at) for _, _, scores, own in self.asked for at in (*scores, own)}
        chosen = [law for i, law in enumerate(laws.values()) if i in used]
        largest = max((abs(end) for law in chosen for end in law.support), default=0.0)
        written = max((_decimals(law.central) for law in chosen if law.is_point), default=0)
        common = common_size(len(self.provisions), ceil(largest * 10**written))
        digits = written if all(law.is_point for law in chosen) else max(written, DRAWN)
        while digits > written and largest * 10**digits * common >= LARGEST:
            digits -= 1
        return common, int(10**digits)


def _decimals(number: float) -> int:
    """Decimals that a number is written with."""
    exponent = Decimal(repr(float(number))).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
