"""What rests on one source alone: statements, rules, marks and moves of a brief whose evidence leads only to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pourparler.brief.brief import Brief
from pourparler.brief.chains import Chain, Chains
from pourparler.brief.fields import written
from pourparler.brief.weights import Weights
from pourparler.language import pick


@dataclass(frozen=True)
class Resting:
    """Which evidence leads where. Fields: `brief`.

    Source: evidence specification, section 4 (chains and roots).
    """

    brief: Brief

    @cached_property
    def weights(self) -> Weights:
        """The weights of the brief, which know what counts."""
        return Weights(self.brief)

    @property
    def chains(self) -> Chains:
        """The chains of the brief."""
        return self.weights.chains

    def sources(self, cited: Iterable[str]) -> tuple[str, ...]:
        """Sources of the brief, in its order, through which a chain of one of the ``cited`` items passes."""
        chains = [chain for name in dict.fromkeys(cited) if self.weights.counts(name) for chain in self.chains.of(name)]  # fmt: skip
        passed = {source for chain in chains for source in self.through(chain)}
        return tuple(source for source in self.brief.sources if source in passed)

    def through(self, chain: Chain) -> tuple[str, ...]:
        """Sources of the brief, in its order, through which a chain passes: its links, the outlet, the root."""
        return tuple(source for source in self.brief.sources if self._passes(chain, source))

    def alone(self, because: Iterable[str], source: str, *, assumed: bool = False) -> bool:
        """Whether what cites these items rests on ``source`` alone.

        Every chain of every item that counts passes through it: as the document, its outlet, a link or the root (an
        anonymous group also where it has another id). What is assumed, or cites nothing that counts, does not.
        """
        counted = [name for name in because if self.weights.counts(name)]
        return bool(counted) and not assumed and all(self._leads(name, source) for name in counted)

    def _leads(self, evidence: str, source: str) -> bool:
        return all(self._passes(chain, source) for chain in self.chains.of(evidence))

    def _passes(self, chain: Chain, source: str) -> bool:
        if source in chain or self._outlet(chain[0], source):
            return True
        known = self.brief.sources.get(source)
        if known is None or not known.is_anonymous:
            return False
        return self.chains.root(chain).key in self._keys.get(source, frozenset())

    @cached_property
    def _keys(self) -> dict[str, frozenset[str]]:
        """The keys of the roots that each source is."""
        found: dict[str, set[str]] = {}
        for name in self.brief.evidence:
            for root in self.chains.roots(name):
                found.setdefault(root.source, set()).add(root.key)
        return {source: frozenset(keys) for source, keys in found.items()}

    def _outlet(self, document: str, source: str) -> bool:
        """Whether a document appeared in an outlet, named by its id or by its title."""
        own = self.brief.sources.get(document)
        outlet = self.brief.sources.get(source)
        if own is None or own.outlet is None or outlet is None or outlet.kind != "outlet":
            return False
        title = pick(outlet.title, self.brief.language, source)
        return own.outlet == source or own.outlet.casefold() == title.casefold()


def cited_by_moves(brief: Brief) -> tuple[str, ...]:
    """The evidence that statements, rules, marks and blocked moves cite, each item once."""
    return tuple(dict.fromkeys(name for _, because, _ in _grounds(brief) for name in because))


def without(brief: Brief, source: str, *, resting: Resting | None = None) -> tuple[Brief, tuple[str, ...]]:
    """The brief without what rests on ``source`` alone in its moves, and the keys of what is left out.

    Statements, ``impossible`` rules, one-way marks of options (on their option's evidence) and blocked moves. Options
    stay, and so do numbers. ``resting``: of the same brief, where it is at hand.
    """
    moves = brief.content.moves
    if moves is None:
        return brief, ()
    known = resting or Resting(brief)
    gone = {key for key, because, assumed in _grounds(brief) if known.alone(because, source, assumed=assumed)}
    if not gone:
        return brief, ()
    left = moves.model_copy(
        update={
            "options": {
                name: option.model_copy(update={"one_way": False})
                if f"moves/options/{name}/one_way" in gone
                else option
                for name, option in moves.options.items()
            },
            "one_way": {
                name: way for name, way in moves.one_way.items() if f"moves/one_way/{name}" not in gone
            },
            "impossible": tuple(
                rule for i, rule in enumerate(moves.impossible) if f"moves/impossible/{i}" not in gone
            ),
            "prefer": {
                party: tuple(s for i, s in enumerate(stated) if f"moves/prefer/{party}/{i}" not in gone)
                for party, stated in moves.prefer.items()
            },
            "blocked_moves": tuple(
                move for i, move in enumerate(moves.blocked_moves) if f"moves/blocked_moves/{i}" not in gone
            ),
        }
    )
    content = brief.content.model_copy(update={"moves": left})
    return replace(brief, content=content), tuple(key for key, _, _ in _grounds(brief) if key in gone)


def _grounds(brief: Brief) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Key, cited evidence, and whether it is assumed, of everything that can be left out."""
    moves = brief.content.moves
    if moves is None:
        return
    for party, stated in moves.prefer.items():
        for i, item in enumerate(stated):
            yield f"moves/prefer/{party}/{i}", item.because, item.assumption is not None
    for i, rule in enumerate(moves.impossible):
        if isinstance(rule, dict):
            yield f"moves/impossible/{i}", _ids(rule.get("because")), rule.get("assumption") is not None
    for name, option in moves.options.items():
        if option.one_way:
            yield f"moves/options/{name}/one_way", option.because, option.assumption is not None
        if name in moves.one_way:
            yield f"moves/one_way/{name}", option.because, option.assumption is not None
    for i, move in enumerate(moves.blocked_moves):
        yield f"moves/blocked_moves/{i}", move.because, move.assumption is not None


def _ids(item: Any) -> tuple[str, ...]:
    value = written(item)
    if value is None:
        return ()
    return tuple(str(written(one)) for one in value) if isinstance(value, list | tuple) else (str(value),)
