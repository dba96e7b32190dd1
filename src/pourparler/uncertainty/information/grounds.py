"""What the numbers of a question rest on: evidence, roots, parties."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from pourparler.brief.brief import Brief
from pourparler.brief.chains import Chains
from pourparler.brief.resting import Resting
from pourparler.model.conflict_template import ConflictTemplate
from pourparler.model.positions import PositionsTemplate
from pourparler.model.template import Template
from pourparler.uncertainty.information.worths import deal_template
from pourparler.uncertainty.question import Question


@dataclass(frozen=True)
class Grounds:
    """Which evidence the deciding numbers of a question cite, and which dimensions belong to which root.

    ``brief``: ``None`` where the question was not made from one; ``keys``: the numbers that decide and vary;
    ``roots``: by root, in order of its id, the places of its dimensions in the design; ``weighed``: keys of numbers whose
    evidence has a weight.
    """

    brief: Brief | None = field(repr=False)
    keys: tuple[str, ...]
    roots: Mapping[str, tuple[int, ...]]
    weighed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, question: Question) -> Self:
        """What the numbers of ``question`` rest on. A root counts where it moves a number that decides."""
        keys = tuple(key for _, key, _ in question.deciding)
        deciding = frozenset(keys)
        places: dict[str, list[int]] = {}
        for place, dimension in enumerate(question.inputs.dimensions):
            if deciding.intersection(dimension.moves):
                for root in dimension.roots:
                    places.setdefault(root, []).append(place)
        return cls(
            _brief_of(question.template),
            keys,
            {root: tuple(places[root]) for root in sorted(places)},
            frozenset(key for key, weight in question.inputs.weights.items() if weight is not None),
        )

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Sources through which evidence on a deciding number reaches us: those of the brief in its order, then others.

        Only numbers whose law their evidence shapes count: what is assumed, or drawn as written, rests on no source.
        """
        if self.brief is None:
            return ()
        declared = Resting(self.brief).sources(self._cited)
        return (*declared, *(root for root in self.roots if root not in declared))

    def is_root(self, source: str) -> bool:
        """Whether a chain of evidence on a deciding number ends at the source."""
        return source in self.roots or source in self._by_root

    @cached_property
    def _cited(self) -> tuple[str, ...]:
        """Evidence cited by deciding numbers that it gives a weight, each item once."""
        return tuple(
            dict.fromkeys(item for key in self.keys if key in self.weighed for item in self.of_key(key))
        )

    def party(self, key: str) -> str:
        """The party whose number it is; empty for the numbers of no party."""
        number = None if self.brief is None else self.brief.numbers.get(key)
        return "" if number is None else number.party

    def of_key(self, key: str) -> tuple[str, ...]:
        """The evidence that a number cites."""
        number = None if self.brief is None else self.brief.numbers.get(key)
        return () if number is None else number.because

    def of_root(self, root: str) -> tuple[str, ...]:
        """The evidence cited by deciding numbers that goes back to a root, each item once."""
        return self._by_root.get(root, ())

    @cached_property
    def _by_root(self) -> Mapping[str, tuple[str, ...]]:
        if self.brief is None:
            return {}
        chains, found = Chains(self.brief), dict[str, dict[str, None]]()
        for key in self.keys:
            for item in self.of_key(key):
                if item in self.brief.evidence:
                    for root in chains.roots(item):
                        for name in (root.source, root.key):
                            found.setdefault(name, {})[item] = None
        return {name: tuple(items) for name, items in found.items()}


def _brief_of(template: Template) -> Brief | None:
    """The brief of a template that keeps it."""
    if isinstance(template, ConflictTemplate | PositionsTemplate):
        return template.brief
    deal = deal_template(template)
    return None if deal is None else deal.brief
