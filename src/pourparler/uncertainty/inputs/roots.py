"""Where chains end: which roots stand behind which, and what each root is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pourparler.brief.chains import Chains


@dataclass(frozen=True)
class Roots:
    """The roots of a brief, each with one uniform in a sweep. Fields: `chains` of the brief.

    A root that is a link elsewhere is read as the roots to which that leads, so that it does not count beside them.
    Source: evidence specification, section 4.
    """

    chains: Chains

    def behind(self, key: str) -> tuple[str, ...]:
        """The last roots to which a root, by key, leads, sorted; itself where nothing stands behind it.

        Links that lead to one another in a circle are one root, called after the first of them.
        """
        reach = self._reach(key)
        last = {name for name in reach if self._reach(name) <= self._circle(name)}
        return tuple(sorted({min(self._circle(name)) for name in last}))

    @cached_property
    def source(self) -> Mapping[str, str]:
        """By root key, the source that it is called after: the first of the brief's that is this root."""
        order = {name: i for i, name in enumerate(self.chains.brief.sources)}
        found: dict[str, str] = {}
        links = {chain[: i + 1] for name in self.chains.brief.evidence for chain in self.chains.of(name) for i in range(len(chain))}  # fmt: skip
        for chain in sorted(links, key=lambda chain: (order.get(chain[-1], len(order)), chain)):
            root = self.chains.root(chain)
            found.setdefault(root.key, root.source)
        return found

    def keys(self, source: str) -> frozenset[str]:
        """The root keys that a source has as the end of a chain or as a link of one."""
        found = {
            self.chains.root(chain[: i + 1]).key
            for name in self.chains.brief.evidence
            for chain in self.chains.of(name)
            for i, link in enumerate(chain)
            if link == source
        }
        return frozenset(found)

    def _reach(self, key: str) -> frozenset[str]:
        """The key and all that stands behind it, in however many declared chains."""
        found, edge = {key}, [key]
        while edge:
            near = self.chains.ancestors.get(edge.pop(), frozenset()) - found
            found |= near
            edge += sorted(near)
        return frozenset(found)

    def _circle(self, key: str) -> frozenset[str]:
        """The keys that lead to one another with ``key``."""
        return frozenset(name for name in self._reach(key) if key in self._reach(name))
