"""One evidence item as it weighs in a draw: chains, grades, age and hedges, each fixed or drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from math import inf

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.chains import Chain
from pourparler.brief.laws import Law
from pourparler.brief.numbers import NumberKind
from pourparler.brief.readings import hedge_law
from pourparler.brief.resting import Resting
from pourparler.brief.weights import CREDIBILITY, FLOOR, RELIABILITY
from pourparler.uncertainty.inputs.roots import Roots

Floats = NDArray[np.float64]
Drawn = Mapping[str, Floats]
"""What causes are in each draw, by name: reliabilities, credibilities, places in an interval, factors of hedges."""


@dataclass(frozen=True)
class Cause:
    """One thing that is not known and that weights depend on: its dimension's name, and its law.

    The mean of its law is its central value.
    """

    name: str
    law: Law


@dataclass(frozen=True)
class Telling:
    """One chain of an item: sources that it passes through, root keys that it leads to, how reliable it is.

    ``firm``: the smallest reliability among graded links; ``drawn``: causes of the others.
    """

    through: tuple[str, ...]
    roots: tuple[str, ...]
    firm: float
    drawn: tuple[Cause, ...]


@dataclass(frozen=True)
class Item:
    """One evidence item as it weighs on numbers of one kind.

    ``credibility``: fixed, or a cause; ``days``: smallest and largest age in days, of which ``day`` draws one (negative:
    not said yet); ``hedges``: factors, fixed or causes. Source: evidence specification, sections 4 and 5.
    """

    name: str
    document: str
    tellings: tuple[Telling, ...]
    credibility: float | Cause
    days: tuple[float, float] = (0.0, 0.0)
    day: Cause | None = None
    half_life: float = inf
    hedges: tuple[float | Cause, ...] = ()

    @property
    def roots(self) -> tuple[str, ...]:
        """Root keys that its chains lead to, each once, sorted."""
        return tuple(sorted({root for telling in self.tellings for root in telling.roots}))

    @property
    def causes(self) -> tuple[Cause, ...]:
        """What its weight depends on."""
        links = [cause for telling in self.tellings for cause in telling.drawn]
        rest = [part for part in (self.credibility, self.day, *self.hedges) if isinstance(part, Cause)]
        return tuple({cause.name: cause for cause in (*links, *rest)}.values())

    def weight(self, drawn: Drawn) -> Floats:
        """Its weight in each draw (draws,): reliability of the strongest chain · credibility · age · hedges."""
        found = reduce(np.maximum, (_reliability(telling, drawn) for telling in self.tellings))
        found = found * _value(self.credibility, drawn)
        if self.hedges:
            hedge = reduce(np.multiply, (_value(part, drawn) for part in self.hedges))
            found = found * np.maximum(FLOOR, hedge)
        least, most = self.days
        if self.day is None and least == 0.0 == most:
            return found
        age = least + (most - least) * (drawn[self.day.name] if self.day is not None else 0.5)
        return np.asarray(found * np.where(age < 0.0, 0.0, 2.0 ** (-np.maximum(age, 0.0) / self.half_life)))

    def without(self, source: str, keys: frozenset[str]) -> "Item | None":
        """The item without the chains that pass through ``source`` or lead only to its root ``keys``; ``None``: no item."""
        left = tuple(_kept(self.tellings, source, keys))
        return replace(self, tellings=left) if left else None


def _kept(tellings: tuple[Telling, ...], source: str, keys: frozenset[str]) -> Iterator[Telling]:
    for telling in tellings:
        roots = tuple(root for root in telling.roots if root not in keys)
        if source not in telling.through and roots:
            yield replace(telling, roots=roots)


def _reliability(telling: Telling, drawn: Drawn) -> Floats:
    """The weakest link."""
    found = np.array(telling.firm)
    for cause in telling.drawn:
        found = np.minimum(found, drawn[cause.name])
    return found


def _value(part: float | Cause, drawn: Drawn) -> Floats:
    return drawn[part.name] if isinstance(part, Cause) else np.array(part)


def item_of(resting: Resting, roots: Roots, *, name: str, kind: NumberKind, in_hand: date | None) -> Item:
    """How an evidence item weighs on numbers of a ``kind``.

    ``resting`` and ``roots``: of the brief. An interval in which it was published is cut at the day ``in_hand``
    (``None``: the brief's as-of date); on days after the as-of date it weighs nothing.
    """
    weights = resting.weights
    item = weights.brief.evidence[name]
    grade = CREDIBILITY[item.credibility or 6]
    days, day = _days(resting, name, half_life=weights.half_life(kind), in_hand=in_hand)
    return Item(
        name,
        item.source,
        tuple(_telling(resting, roots, chain) for chain in weights.chains.of(name)),
        grade.weight if grade.drawn is None else Cause(f"credibility/{name}", Law("uniform", grade.drawn)),
        days,
        day,
        weights.half_life(kind),
        tuple(_hedges(resting, name, kind)),
    )


def _telling(resting: Resting, roots: Roots, chain: Chain) -> Telling:
    grades = {link: RELIABILITY[resting.weights.letter(link)] for link in chain}
    firm = min((grade.weight for grade in grades.values() if grade.drawn is None), default=1.0)
    return Telling(
        through=resting.through(chain),
        roots=roots.behind(resting.chains.root(chain).key),
        firm=firm,
        drawn=tuple(
            Cause(f"reliability/{link}", Law("uniform", grade.drawn))
            for link, grade in grades.items()
            if grade.drawn is not None and grade.drawn[0] < firm
        ),
    )


def _hedges(resting: Resting, name: str, kind: NumberKind) -> Iterator[float | Cause]:
    seen: dict[str, int] = {}
    brief = resting.brief
    for mark in brief.evidence[name].hedges:
        law = hedge_law(brief, name, mark=mark, kind=kind)
        seen[mark.term] = seen.get(mark.term, 0) + 1
        again = f" ({seen[mark.term]})" if seen[mark.term] > 1 else ""
        yield law.mean if law.is_point else Cause(f"hedge/{name}/{mark.term}{again}", law)


def _days(
    resting: Resting, name: str, *, half_life: float, in_hand: date | None
) -> tuple[tuple[float, float], Cause | None]:
    """Smallest and largest age, and what draws the day between them; one day for all items dated by one document."""
    weights = resting.weights
    item, as_of = weights.brief.evidence[name], weights.brief.as_of
    said = weights.said(item)
    if said is None or as_of is None:
        return (0.0, 0.0), None
    cut = in_hand or as_of
    nearest, farthest = said.days_before(cut)
    later = (cut - as_of).days
    least, most = float(nearest - later), float(farthest - later)
    if least == most or (half_life == inf and least >= 0.0):
        return (least, most), None
    own = item.event_date or item.published
    cause = f"age/{name}" if own is not None else f"published/{item.source}"
    return (least, most), Cause(cause, Law("uniform", (0.0, 1.0)))
