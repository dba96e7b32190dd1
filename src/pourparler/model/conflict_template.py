"""From a brief to a conflict: everything but the preferences once, the preferences for every draw."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.fields import written
from pourparler.brief.laws import Law
from pourparler.brief.moves import Moves
from pourparler.errors import ModelError
from pourparler.language import msg
from pourparler.model.conflict import Conflict, Preferences, Source, Stated
from pourparler.model.conflict_frame import graph, option_form, state_of
from pourparler.model.conflict_ranks import Ranks, discordant, prioritised, ranked
from pourparler.model.conflict_utilities import DerivedRanks
from pourparler.model.lacks import BARGAINING_LACKS
from pourparler.model.state_patterns import spelled_out
from pourparler.model.template import Template, origin_of

Bools = NDArray[np.bool_]
Values = Sequence[float] | NDArray[np.float64]

# Pairs of states are compared one by one.
_COUNTED = 4_096


class ConflictTemplate(Template):
    """The structure of a conflict; its laws are flips of statements and the numbers behind derived utilities."""

    def __init__(self, brief: Brief) -> None:
        brief.require_valid()
        moves = brief.content.moves
        if moves is None:
            raise ModelError(
                msg("the brief has no moves"), where="moves",
                advice=msg("Write who can do what under `moves`, and what each party prefers."),
            )  # fmt: skip
        self.brief = brief
        self.moves: Moves = moves
        self.origin = origin_of(brief)
        frame = graph(brief, moves) if moves.states else option_form(brief, moves)
        self.frame = replace(frame, origin=self.origin)
        states = [str(self.frame.label(i)) for i in range(len(self.frame.codes))] if moves.ranking else []
        self.ranked = {
            party: ranked(self._spelled(classes), states, f"moves/ranking/{party}")
            for party, classes in moves.ranking.items()
            if party in self.frame.parties
        }
        self.derived = self._derived()
        self.sources = {party: tuple(self._sources(party)) for party in self.frame.parties}
        for party, found in self.sources.items():
            if not found:
                raise ModelError(
                    msg("{party} has no preferences over these options", party=party),
                    where="moves", rule="E017", advice=msg("Write `prefer` or `ranking` for it."),
                )  # fmt: skip
        self.flips = dict(self._flips())
        used = any(found[0] == "utilities" for found in self.sources.values())
        self.laws: Mapping[str, Law] = {
            **(self.derived.laws if self.derived is not None and used else {}),
            **{key: _chance(p) for key, p in self.flips.items()},
        }
        gaps = {
            party: _degrees(party, moves.great_gaps[party])
            for party in moves.great_gaps
            if party in self.sources
        }
        self.frame = replace(self.frame, gaps=gaps, unknown=dict(self._unknown()))

    def steps(self, key: str) -> tuple[float, ...]:
        """A statement is as written or the other way round."""
        return (0.0, 1.0) if key in self.flips else ()

    def build(self, values: Values) -> Conflict:
        """The conflict with these values: 1 for a statement that is the other way round, 0 as written."""
        known = dict(zip(self.laws, np.asarray(values, dtype=np.float64).tolist(), strict=True))
        utilities = (
            self.derived.ranks(known)
            if self.derived is not None and set(self.derived.laws) <= set(known)
            else {}
        )
        ranks = np.stack(
            [self._ranks(party, self.sources[party][0], known, utilities) for party in self.frame.parties]
        )
        preferences = {
            party: self._preferences(party, found, known, utilities) for party, found in self.sources.items()
        }
        turned = {party: _turned(stated, known) for party, stated in self.frame.statements.items()}
        return replace(self.frame, ranks=ranks, preferences=preferences, statements=turned)

    def sameness(self, model: Conflict, values: NDArray[np.float64]) -> Hashable:
        """See :class:`Template`: the same rankings, from the same statements."""
        turned = tuple(
            value >= 0.5 for key, value in zip(self.laws, values.tolist(), strict=True) if key in self.flips
        )
        return model.ranks.tobytes(), turned, tuple(model.preferences.items())

    def _spelled(self, classes: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
        """Classes with patterns as the codes of the states that they fit."""
        return spelled_out(
            classes, self.frame.codes, options=len(self.moves.options), lang=self.brief.language
        )

    def _derived(self) -> DerivedRanks | None:
        """What utilities say of the states; ``None`` where the brief has none and no party is ranked by them."""
        if not self.moves.issues:
            return None
        try:
            return DerivedRanks.of(self.brief, self.frame)
        except ModelError as error:
            said = {*self.ranked, *(party for party in self.frame.statements)}
            if error.rule in BARGAINING_LACKS and said >= set(self.frame.parties):
                return None
            raise

    def _sources(self, party: str) -> Iterator[Source]:
        """What the brief says of a party's preferences, in order of authority."""
        if party in self.ranked:
            yield "ranking"
        if self.frame.statements.get(party):
            yield "statements"
        if self.derived is not None and party in self.derived.parties:
            yield "utilities"

    def _ranks(
        self, party: str, source: Source, known: Mapping[str, float], utilities: Mapping[str, Ranks]
    ) -> Ranks:
        match source:
            case "ranking":
                return self.ranked[party]
            case "statements":
                stated = _turned(self.frame.statements[party], known)
                return prioritised([item.truth for item in stated], len(self.frame.codes))
        return utilities[party]

    def _preferences(
        self,
        party: str,
        found: tuple[Source, ...],
        known: Mapping[str, float],
        utilities: Mapping[str, Ranks],
    ) -> Preferences:
        over = next((source for source in found[1:] if source != "utilities" or party in utilities), None)
        if over is None:
            return Preferences(found[0])
        if len(self.frame.codes) > _COUNTED:
            return Preferences(found[0], over, None)
        pair = (self._ranks(party, source, known, utilities) for source in (found[0], over))
        return Preferences(found[0], over, discordant(*pair))

    def _flips(self) -> Iterator[tuple[str, float]]:
        """By key of a statement that counts, how likely it is to be the other way round."""
        for party, stated in self.frame.statements.items():
            if self.sources[party][0] != "statements":
                continue
            yield from ((item.key, item.flip) for item in stated if item.flip)

    def _unknown(self) -> Iterator[tuple[str, Bools]]:
        """The comparisons that are not known: ``{party: [[state, state], …]}``."""
        if self.moves.unknown is None:
            return
        if not isinstance(self.moves.unknown, Mapping):
            raise _misread("moves/unknown", "{party: [[state, state]]}")
        size = len(self.frame.codes)
        for party, pairs in self.moves.unknown.items():
            key = f"moves/unknown/{party}"
            matrix = np.zeros((size, size), dtype=np.bool_)
            if not isinstance(pairs, list | tuple):
                raise _misread(key, "[[state, state]]")
            for pair in pairs:
                if not isinstance(pair, list | tuple) or len(pair) != 2:
                    raise _misread(key, "[[state, state]]")
                a, b = (state_of(self.frame, state, key, lang=self.brief.language) for state in pair)
                matrix[a, b] = matrix[b, a] = a != b
            if matrix.any():
                yield str(party), matrix


def _turned(stated: tuple[Stated, ...], known: Mapping[str, float]) -> tuple[Stated, ...]:
    """Statements with the truth of their opposites where they are the other way round."""
    return tuple(
        replace(item, truth=~item.truth) if known.get(item.key, 0.0) >= 0.5 else item for item in stated
    )


def _degrees(party: str, item: Any) -> tuple[tuple[int, ...], ...]:
    """Great gaps of one degree as ``[2, 5]``, of several as ``[[2, 5], [5]]``."""
    key, value = f"moves/great_gaps/{party}", written(item)
    rows = value if isinstance(value, list | tuple) else [value]
    lists = rows if rows and all(isinstance(row, list | tuple) for row in rows) else [rows]
    try:
        return tuple(tuple(sorted({int(str(written(place))) for place in row})) for row in lists)
    except ValueError as error:
        raise _misread(key, "[2, 5]") from error


def _misread(key: str, form: str) -> ModelError:
    return ModelError(
        msg("{key} is not written as it should be", key=key), where=key, rule="E002",
        advice=msg("Write {form}.", form=form),
    )  # fmt: skip


def _chance(p: float) -> Law:
    """0 with chance 1 - p, 1 with chance p."""
    return Law("quantiles", (0.0, 0.0, 1.0 - p, 0.0, 1.0 - p, 1.0, 1.0, 1.0))
