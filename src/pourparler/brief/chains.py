"""Attribution chains: which roots an item has, and which items are independent of one another."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from math import prod

from pourparler.brief.brief import Brief
from pourparler.brief.sources import Evidence, Source
from pourparler.brief.text import view
from pourparler.language import pick

Chain = tuple[str, ...]
"""Source ids from the document to a root, nearest link first."""


MAX_CHAINS = 256
"""Chains of one item beyond this many are not followed (parallel roots multiply)."""


def branches(item: Evidence) -> int:
    """How many chains an item has.

    >>> branches(Evidence(source="site", quote="…", via=("ft", ("kremlin", "trump"))))
    2
    """
    return prod(len(link) for link in item.via if not isinstance(link, str) and link)


def chains_of(item: Evidence) -> tuple[Chain, ...]:
    """The chains of an item as written, at most 256 of them.

    Parameters: `item`. Returns chains, the document first; an empty list of parallel links is passed over.

    >>> chains_of(Evidence(source="site", quote="…", via=("ft", ("kremlin", "trump"))))
    (('site', 'ft', 'kremlin'), ('site', 'ft', 'trump'))
    """
    links = [(link,) if isinstance(link, str) else link for link in item.via if link]
    return tuple((item.source, *chain) for chain in islice(product(*links), MAX_CHAINS))


@dataclass(frozen=True)
class Root:
    """Where a chain ends.

    Fields: `key`, equal for roots that are one and the same (an anonymous group described alike behind one
    outlet, two documents by one author); `source`, the id of the last link.

    >>> Root("ft", "ft").key
    'ft'
    """

    key: str
    source: str


@dataclass(frozen=True)
class Chains:
    """The chains of a brief, worked out once. Source: evidence specification, section 4.

    Fields: `brief`. Links that are not declared are kept (E106); a chain is cut where it comes back to a
    link that it has passed (E107).

    >>> from pourparler.brief.reading import brief_from_data
    >>> item = {"source": "site", "quote": "…", "via": ["ft", ["kremlin", "trump"]]}
    >>> seen = Chains(brief_from_data({"evidence": {"e": item}}))
    >>> seen.of("e")
    (('site', 'ft', 'kremlin'), ('site', 'ft', 'trump'))
    >>> [root.key for root in seen.roots("e")]
    ['kremlin', 'trump']
    """

    brief: Brief

    def of(self, evidence: str) -> tuple[Chain, ...]:
        """Every chain of an item, one per parallel root. Raises ``KeyError`` for an unknown id."""
        return self._chains[evidence]

    def roots(self, evidence: str) -> tuple[Root, ...]:
        """The roots of an item, each once, in the order of its chains.

        Without ``via`` the document's author is the root. Raises ``KeyError`` for an unknown id.
        """
        return self._roots[evidence]

    def root(self, chain: Chain) -> Root:
        """The root of one chain of at least one link."""
        name = chain[-1]
        source = self.brief.sources.get(name)
        if source is not None and source.is_anonymous:
            return Root(self._anonymous.get(name, name), name)
        if source is not None and len(chain) == 1 and source.author is not None:
            return Root(f"author/{_same(pick(source.author, self.brief.language))}", name)
        return Root(name, name)

    def independent(self, first: str, other: str) -> bool:
        """Whether two items tell a claim independently of one another.

        Parameters: `first`, `other`, evidence ids. Returns whether all their roots differ and no root of one
        stands behind a root of the other in any declared chain. Raises ``KeyError`` for an unknown id.
        """
        ours, theirs = ({root.key for root in self.roots(name)} for name in (first, other))
        if ours & theirs:
            return False
        return not any(
            b in self.ancestors.get(a, ()) or a in self.ancestors.get(b, ()) for a in ours for b in theirs
        )

    def counts_twice(self, first: str, other: str) -> bool:
        """Whether two items may both add to the weight of one number.

        Parameters: `first`, `other`, evidence ids. Returns whether they are independent and told by two
        documents: two roots of one telling count once. Raises ``KeyError`` for an unknown id.
        """
        one, two = self.brief.evidence[first], self.brief.evidence[other]
        return one.source != two.source and self.independent(first, other)

    @cached_property
    def ancestors(self) -> Mapping[str, frozenset[str]]:
        """For each link of a declared chain, as a root's key, the keys of all links that stand behind it."""
        behind: dict[str, set[str]] = {}
        for chains in self._chains.values():
            for chain in chains:
                keys = [self.root(chain[: i + 1]).key for i in range(len(chain))]
                for i, key in enumerate(keys):
                    behind.setdefault(key, set()).update(keys[i + 1 :])
        return {key: frozenset(found - {key}) for key, found in behind.items() if found - {key}}

    @cached_property
    def _anonymous(self) -> Mapping[str, str]:
        """One key per anonymous group: a declared id is one group wherever it is cited, and so are two ids
        described alike behind one outlet."""
        group: dict[str, str] = {}
        for chains in self._chains.values():
            for chain in chains:
                source = self.brief.sources.get(chain[-1])
                if source is None or not source.is_anonymous:
                    continue
                outlet = self._outlet(chain[-2]) if len(chain) > 1 else chain[-1]
                alike = f"anonymous/{outlet}/{_described(source, chain[-1])}"
                ours, theirs = group.get(chain[-1], chain[-1]), group.get(alike, alike)
                for member in [name for name, key in group.items() if key in (ours, theirs)]:
                    group[member] = alike
                group[chain[-1]] = group[alike] = alike
        return group

    @cached_property
    def _chains(self) -> Mapping[str, tuple[Chain, ...]]:
        return {
            name: tuple(tuple(dict.fromkeys(chain)) for chain in chains_of(item))
            for name, item in self.brief.evidence.items()
        }

    @cached_property
    def _roots(self) -> Mapping[str, tuple[Root, ...]]:
        found: dict[str, tuple[Root, ...]] = {}
        for name, chains in self._chains.items():
            known: dict[str, Root] = {}
            for root in map(self.root, chains):
                known.setdefault(root.key, root)
            found[name] = tuple(known.values())
        return found

    def _outlet(self, name: str) -> str:
        source = self.brief.sources.get(name)
        own = source.outlet if source is not None and source.is_document else None
        # A document's outlet may be named by its id or by its title.
        titles = {
            _described(link, key): key for key, link in self.brief.sources.items() if link.kind == "outlet"
        }
        return titles.get(_same(own), _same(own)) if own and own not in self.brief.sources else own or name


def _described(source: Source, name: str) -> str:
    return _same(pick(source.title, "en", name))


def _same(text: str) -> str:
    return " ".join(view(text).text.casefold().split())
