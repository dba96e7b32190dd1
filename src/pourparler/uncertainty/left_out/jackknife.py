"""Leave one source out of a sweep: what changes in answers, shares and means when one source is not believed.

Items that reach us only through the source are out; numbers left without any evidence fall to their priors. The
uniforms stay, so that what changes is due to the source and not to chance. It does not say that a source is wrong.
:mod:`pourparler.uncertainty.left_out.leaving_out` does the same for statements and rules of a conflict, which are not drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.result import Observation
from pourparler.errors import UsageError
from pourparler.language import did_you_mean, msg
from pourparler.uncertainty.draws.design import uniforms
from pourparler.uncertainty.flips.answers import answer_of
from pourparler.uncertainty.flips.flips import Change
from pourparler.uncertainty.information.grounds import Grounds
from pourparler.uncertainty.inputs.inputs import Inputs
from pourparler.uncertainty.left_out.compared import (
    Shift,
    Versions,
    shifted_means,
    shifted_shares,
    shifted_statuses,
    shifted_terms,
)
from pourparler.uncertainty.question import Question

if TYPE_CHECKING:
    from pourparler.uncertainty.draws.columns import Answer
    from pourparler.uncertainty.spread import Spread

Floats = NDArray[np.float64]

DRAWS = 256
"""Draws that are solved again for each source, the first ones of the sweep: one chunk."""


@dataclass(frozen=True)
class LeftOut:
    """One source left out: ``dropped`` keys are left without any evidence, ``weakened`` ones with less (weights).

    ``is_root``: whether a chain ends there, else it is a link; ``central``: changes of the answer at central values;
    ``outcomes`` (those whose share of draws changes, most first), ``terms`` of each issue likewise, ``statuses`` and
    ``means`` before and after;
    ``changed`` draws have other numbers, ``solved`` of them were solved anew (equal versions are solved once).
    """

    source: str
    is_root: bool = True
    draws: int = 0
    dropped: tuple[str, ...] = ()
    weakened: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    central: tuple[Change, ...] = ()
    outcomes: tuple[tuple[Mapping[str, Any], Shift], ...] = ()
    terms: Mapping[str, tuple[tuple[Any, Shift], ...]] = field(default_factory=dict)
    statuses: Mapping[str, Shift] = field(default_factory=dict)
    means: Mapping[str, Shift] = field(default_factory=dict)
    changed: int = 0
    solved: int = 0

    @property
    def rests(self) -> bool:
        """Whether anything of this question rests on the source."""
        return bool(self.dropped or self.weakened or self.changed)

    @property
    def largest(self) -> float:
        """The largest change of a share of draws, of outcomes, terms or statuses."""
        terms = (shift for found in self.terms.values() for _, shift in found)
        shifts = (*(shift for _, shift in self.outcomes), *terms, *self.statuses.values())
        return max((abs(shift.change) for shift in shifts), default=0.0)

    def as_data(self) -> dict[str, Any]:
        """As JSON data."""
        return {
            "source": self.source, "root": self.is_root, "dropped": list(self.dropped),
            "weakened": {key: list(weights) for key, weights in self.weakened.items()},
            "changes": {name: [before, after] for name, before, after in self.central},
            "outcomes": [{"outcome": dict(outcome), **shift.as_data()} for outcome, shift in self.outcomes],
            "terms": {
                issue: [{"value": value, **shift.as_data()} for value, shift in found]
                for issue, found in self.terms.items()
            },
            "status_share": {code: shift.as_data() for code, shift in self.statuses.items()},
            "means": {name: shift.as_data() for name, shift in self.means.items()},
            "changed": self.changed, "solved": self.solved,
        }  # fmt: skip


@dataclass(frozen=True)
class Jackknife:
    """Every source left out in turn, those that matter most first; ``draws``: how many were compared."""

    draws: int
    sources: tuple[LeftOut, ...]

    @property
    def solved(self) -> int:
        """Draws solved anew."""
        return sum(one.solved for one in self.sources)

    def as_data(self) -> dict[str, Any]:
        """As JSON data."""
        return {"draws": self.draws, "sources": [one.as_data() for one in self.sources]}


def without_source(spread: "Spread", source: str) -> LeftOut:
    """What changes in ``spread`` where ``source`` is left out: a root, or a link with all chains through it.

    An item with parallel roots stands on the others. Raises ``UsageError`` for an id that no source has. When not to
    use: two sources that copy each other may each be left out and leave everything; chains say which do.
    """
    return _Leaving(spread).out(source)


def jackknife(spread: "Spread") -> Jackknife:
    """Leave out, in turn, each source through which evidence on a deciding number reaches us."""
    leaving = _Leaving(spread)
    found = [leaving.out(source) for source in leaving.grounds.sources]
    ordered = sorted(found, key=lambda one: (-bool(one.central), -one.largest, -one.changed))
    return Jackknife(leaving.draws, tuple(ordered))


class _Leaving:
    """The first draws of a spread as they are, to be compared with what is left without a source."""

    def __init__(self, spread: "Spread") -> None:
        self.spread, self.question = spread, spread.question
        self.draws = min(spread.draws, DRAWS)
        self.grounds = Grounds.of(self.question)
        inputs = self.question.inputs
        self.points = uniforms(len(inputs.dimensions), 0, self.draws, seed=self.question.seed)
        self.rows = inputs.values(self.points)
        self.versions = Versions.of(spread, self.draws)
        self.known: dict[bytes, LeftOut] = {}

    def out(self, source: str) -> LeftOut:
        """See :func:`without_source`."""
        if source not in self.grounds.sources:
            self._require(source)
            return LeftOut(source, self.grounds.is_root(source), self.draws)
        inputs = self.question.inputs
        left = inputs.without(source)
        rows, central = left.values(self.points), self._central(left)
        same = central.tobytes() + rows.tobytes()
        if same in self.known:  # documents of one outlet often carry the same items: solved once
            known = replace(self.known[same], solved=0)
        else:
            known = self.known[same] = self._compared(rows, central)
        dropped, weakened = _weights(inputs, left, self.grounds)
        return replace(
            known, source=source, is_root=self.grounds.is_root(source), dropped=dropped, weakened=weakened
        )

    def _require(self, source: str) -> None:
        brief = self.grounds.brief
        known = () if brief is None else tuple(brief.sources)
        if source not in known and source not in self.grounds.roots:
            raise UsageError(
                msg("{id} is not a source", id=source),
                where="source",
                advice=did_you_mean(source, known, msg("Known here: {known}.", known=known)),
            )

    def _central(self, left: Inputs) -> Floats:
        """Central values without the source: of numbers whose law changes, that of the new law."""
        laws = self.question.inputs.laws
        return np.array(
            [
                value if left.laws[key] == law else left.laws[key].central
                for value, (key, law) in zip(self.question.central.tolist(), laws.items(), strict=True)
            ]
        )

    def _compared(self, rows: Floats, central: Floats) -> LeftOut:
        changed = np.flatnonzero((rows != self.rows).any(axis=1))
        seen = self._observed(rows, changed)
        after = self.versions.replaced(changed, seen)
        return LeftOut(
            "",
            draws=self.draws,
            central=self._changes(central),
            outcomes=shifted_shares(self.versions, after),
            terms=shifted_terms(self.versions, after),
            statuses=shifted_statuses(self.versions, after),
            means=shifted_means(self.versions, after),
            changed=len(changed),
            solved=len(changed),
        )

    def _observed(self, rows: Floats, changed: NDArray[np.int64]) -> list[Observation]:
        """What is seen of the rows that differ; concepts that draw keep the generator of each draw."""
        if self.question.concept.draws:
            return [self.question.observed(rows[i : i + 1], first=i)[0] for i in changed.tolist()]
        return self.question.observed(rows[changed])

    def _changes(self, central: Floats) -> tuple[Change, ...]:
        if np.array_equal(central, self.question.central):
            return ()
        before, after = (
            dict(_answer(self.question, values) or ()) for values in (self.question.central, central)
        )
        names = dict.fromkeys((*before, *after))
        return tuple((n, before.get(n), after.get(n)) for n in names if before.get(n) != after.get(n))


def _answer(question: Question, values: Floats) -> "Answer | None":
    return answer_of(question, question.observed(values[None])[0])


def _weights(
    inputs: Inputs, left: Inputs, grounds: Grounds
) -> tuple[tuple[str, ...], dict[str, tuple[float, float]]]:
    """Keys whose evidence is all gone, and keys with less weight than before: both weights."""
    before, after = inputs.weights, left.weights
    dropped, weakened = [], {}
    for key in grounds.keys:
        old, new = before.get(key), after.get(key) or 0.0
        if old is not None and new < old:
            if new:
                weakened[key] = (old, new)
            else:
                dropped.append(key)
    return tuple(dropped), weakened
