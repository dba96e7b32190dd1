"""The evidence behind the numbers of a model, as draws need it, and the same without one source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pourparler.brief.brief import Brief
from pourparler.brief.laws import Law
from pourparler.brief.numbers import Number
from pourparler.brief.priors import readable_prior
from pourparler.brief.resting import Resting
from pourparler.uncertainty.inputs.branches import Branch, central_weights
from pourparler.uncertainty.inputs.items import Item, item_of
from pourparler.uncertainty.inputs.roots import Roots


@dataclass(frozen=True)
class Evidence:
    """The evidence of all numbers of a model.

    ``items``: each for one kind of number; ``branches``: by key, of every number that rests on evidence; ``sources``: by
    root key, the source that the root is called after; ``keys``: by source, the root keys that it is.
    """

    items: tuple[Item, ...] = ()
    branches: Mapping[str, Branch] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def without(self, source: str) -> "Evidence":
        """The same without the chains that pass through a source or lead to it; items without any chain are out."""
        left = [item.without(source, self.keys.get(source, frozenset())) for item in self.items]
        items = tuple(old if new is None else new for old, new in zip(self.items, left, strict=True))
        centrals = central_weights(items)
        branches = {
            key: Branch(
                key, branch.prior, tuple(i for i in branch.items if left[i] is not None), items, centrals
            )
            for key, branch in self.branches.items()
        }
        return replace(self, items=items, branches=branches)

    def roots(self, items: Iterable[int]) -> tuple[str, ...]:
        """The sources, sorted, that the roots of items are called after."""
        found = {self.sources.get(root, root) for i in items for root in self.items[i].roots}
        return tuple(sorted(found))


def evidence_of(brief: Brief, keys: Iterable[str], *, in_hand: date | None = None) -> Evidence:
    """The evidence of those numbers among ``keys`` that rest on some, by the rule ``mixture/1``.

    Items that are not accepted, or later than the as-of date, are left out. ``in_hand``: the day on which the documents
    were at hand, where it is not the as-of date. Raises ``ModelError`` where a prior is no quantity.
    """
    resting = Resting(brief)
    roots = Roots(resting.chains)
    places: dict[tuple[str, bool, bool], int] = {}
    items: list[Item] = []
    cited: dict[str, tuple[int, ...]] = {}
    priors: dict[str, Law | None] = {}
    for key in keys:
        number = brief.numbers.get(key)
        if number is None or resting.weights.number(number) is None:
            continue
        found = []
        for name in dict.fromkeys(number.because):
            if not resting.weights.counts(name):
                continue
            # Kinds differ in two ways alone: whether evidence ages, and whether an aim is an act.
            of = (name, resting.weights.half_life(number.kind) < float("inf"), number.kind == "chance")
            if of not in places:
                item = item_of(resting, roots, name=name, kind=number.kind, in_hand=in_hand)
                places[of] = len(items)
                items.append(item)
            if items[places[of]].days[1] >= 0.0:  # else it is not said yet on any day that is possible
                found.append(places[of])
        cited[key] = tuple(found)
        priors[key] = _prior(brief, number)
    known = tuple(items)
    centrals = central_weights(known)
    branches = {key: Branch(key, priors[key], held, known, centrals) for key, held in cited.items()}
    return Evidence(known, branches, roots.source, {name: roots.keys(name) for name in brief.sources})


def _prior(brief: Brief, number: Number) -> Law | None:
    """What the number is mixed with; none where that would change nothing."""
    prior = readable_prior(brief, number)
    return None if prior == number.law else prior
