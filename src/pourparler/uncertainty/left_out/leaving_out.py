"""Leave one source out: what changes in the verdicts on a conflict when one source is not believed.

Sensitivity to sources, as in leave-one-out influence; it does not say that a source is wrong. This is
about statements, rules, marks and blocked moves; for numbers that are drawn see :mod:`pourparler.uncertainty.left_out.jackknife`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from pourparler.analyses.solve import solve
from pourparler.analyses.stability.names import IN_WORDS
from pourparler.analyses.stability.result import StabilityResult
from pourparler.analyses.stability.stability import Stability
from pourparler.brief.brief import Brief
from pourparler.brief.resting import Resting, cited_by_moves, without
from pourparler.errors import ModelError
from pourparler.language import Lang, Message, asked_language, msg, msg_n, pick, render

Label = int | str
Labels = tuple[Label, ...]

TOLD = 12
"""States named in a sentence."""


@dataclass(frozen=True)
class Changed:
    """States, by code or name, that ``gained`` a verdict of stable and that ``lost`` it."""

    gained: Labels = ()
    lost: Labels = ()

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost)

    def as_data(self) -> dict[str, Any]:
        """As JSON data."""
        return {"gained": list(self.gained), "lost": list(self.lost)}


@dataclass(frozen=True)
class WithoutSource:
    """One source left out: keys of what was ``dropped``, what changed.

    ``equilibria`` by concept, ``parties`` by party and concept: only where something changed, a party's among the
    states possible either way. ``problem``: why no model is left; then nothing is compared.
    """

    source: str
    dropped: tuple[str, ...] = ()
    equilibria: Mapping[str, Changed] = field(default_factory=dict)
    parties: Mapping[str, Mapping[str, Changed]] = field(default_factory=dict)
    problem: Message | None = None

    @property
    def changes(self) -> bool:
        """Whether any verdict depends on this source."""
        return bool(self.equilibria or self.parties or self.problem)


@dataclass(frozen=True)
class LeavingOut:
    """Every source that the moves cite, in the brief's order, left out once; ``titles`` of sources that have one."""

    concept: Stability
    sources: tuple[WithoutSource, ...]
    language: Lang = "en"
    titles: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def to_dict(self, lang: str | None = None) -> dict[str, Any]:
        """As JSON data."""
        language = asked_language(lang, self.language)
        return {
            "concept": self.concept.to_dict(),
            "sources": [
                {
                    "source": one.source,
                    "dropped": list(one.dropped),
                    "equilibria": {concept: change.as_data() for concept, change in one.equilibria.items()},
                    "parties": {
                        party: {concept: change.as_data() for concept, change in changes.items()}
                        for party, changes in one.parties.items()
                    },
                    "problem": None if one.problem is None else render(one.problem, language),
                }
                for one in self.sources
            ],
            "sentences": [render(sentence, language) for sentence in self.sentences(language)],
        }

    def sentences(self, lang: str | None = None) -> tuple[Message, ...]:
        """What depends on a single source, in words, sources called by their titles in that language."""
        return tuple(self._told(asked_language(lang, self.language)))

    def called(self, source: str, lang: Lang) -> str:
        """A source's title, or its id."""
        return pick(self.titles.get(source), lang, source)

    def _told(self, lang: Lang) -> Iterator[Message]:
        for one in self.sources:
            source = self.called(one.source, lang)
            if one.problem is not None:
                yield msg("Without {source} no verdict is left: {reason}.", source=source, reason=one.problem)
                continue
            lost = {concept: change.lost for concept, change in one.equilibria.items() if change.lost}
            gained = {concept: change.gained for concept, change in one.equilibria.items() if change.gained}
            if lost:
                yield msg(
                    "Without {source} these are no longer equilibria: {states:terms}.",
                    source=source,
                    states=_by_concept(lost),
                )
            if gained:
                yield msg(
                    "Without {source} these become equilibria: {states:terms}.",
                    source=source,
                    states=_by_concept(gained),
                )
            if one.parties and not one.equilibria:
                yield msg(
                    "Without {source} verdicts of single parties change, and no equilibrium does.",
                    source=source,
                )
        same = sum(not one.changes for one in self.sources)
        if same:
            yield msg_n(
                "{n} source cited by the moves can be left out without any change of verdict.",
                "{n} sources cited by the moves can each be left out without any change of verdict.",
                n=same,
            )


def without_each_source(brief: Brief, concept: Stability) -> LeavingOut:
    """Solve the brief's conflict once as it stands and once without each source that something rests on alone.

    Statements, ``impossible`` rules, one-way marks and blocked moves whose evidence leads only to the source go;
    options and numbers stay. Draws of ``concept`` are not repeated. Raises ``ModelError`` and
    ``InvalidBrief`` as :func:`solve` does for the brief as it stands. When not to use: two sources that copy
    each other may each be left out and leave the verdict; chains say which do.

    >>> from pourparler.brief.reading import brief_from_data
    >>> moves = {"options": {"x": {"party": "a"}}, "prefer": {"a": [{"statement": "x", "because": ["e"]}]}}
    >>> told = {"sources": {"s": {"kind": "outlet"}}, "evidence": {"e": {"source": "s", "quote": "q"}}}
    >>> found = without_each_source(brief_from_data({"parties": {"a": {}}, "moves": moves, **told}), Stability())
    >>> [one.dropped for one in found.sources]
    [('moves/prefer/a/0',)]
    """
    plain = replace(concept, robustness=None)
    resting = Resting(brief)
    base = solve(brief, plain, on_fail="status")
    assert isinstance(base, StabilityResult)
    found = tuple(_left_out(brief, source, base=base, resting=resting) for source in resting.sources(cited_by_moves(brief)))  # fmt: skip
    titles = {name: source.title for name, source in brief.sources.items() if source.title is not None}
    return LeavingOut(plain, found, brief.language, titles)


def _left_out(brief: Brief, source: str, *, base: StabilityResult, resting: Resting) -> WithoutSource:
    rest, dropped = without(brief, source, resting=resting)
    if not dropped:
        return WithoutSource(source)
    try:
        result = solve(rest, base.concept, on_fail="status")
    except ModelError as error:
        found = error.found
        return WithoutSource(
            source, dropped, problem=found if isinstance(found, Message) else Message(str(found))
        )
    assert isinstance(result, StabilityResult)
    return WithoutSource(source, dropped, _equilibria(base, result), _parties(base, result))


def _equilibria(base: StabilityResult, other: StabilityResult) -> dict[str, Changed]:
    found = {}
    for concept, states in base.equilibria.items():
        now = other.equilibria.get(concept)
        if states is not None and now is not None:
            found[concept] = _between(_labels(base, states), _labels(other, now))
    return {concept: change for concept, change in found.items() if change}


def _parties(base: StabilityResult, other: StabilityResult) -> dict[str, dict[str, Changed]]:
    """Changes of single parties' verdicts on states that are possible both ways."""
    shared = set(_labels(base, np.arange(len(base.game.codes)))) & set(
        _labels(other, np.arange(len(other.game.codes)))
    )
    found: dict[str, dict[str, Changed]] = {}
    for p, party in enumerate(base.game.parties):
        if party not in other.game.parties:
            continue
        q = other.game.parties.index(party)
        for concept, before in base.judged.stable.items():
            if concept not in other.judged.stable:
                continue
            change = _between(
                [label for label in _labels(base, np.flatnonzero(before[p])) if label in shared],
                [label for label in _labels(other, np.flatnonzero(other.judged.stable[concept][q])) if label in shared],
            )  # fmt: skip
            if change:
                found.setdefault(party, {})[concept] = change
    return found


def _labels(result: StabilityResult, states: Any) -> list[Label]:
    return [result.game.label(int(i)) for i in states]


def _between(before: list[Label], after: list[Label]) -> Changed:
    old, new = set(before), set(after)
    return Changed(
        tuple(label for label in after if label not in old),
        tuple(label for label in before if label not in new),
    )


def _by_concept(states: Mapping[str, Labels]) -> list[str]:
    return [f"{IN_WORDS[concept]} {_some(labels)}" for concept, labels in states.items()]


def _some(labels: Labels) -> str:
    return ", ".join(map(str, labels[:TOLD])) + (" …" if len(labels) > TOLD else "")
