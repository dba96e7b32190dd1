"""The inverse question: which rankings of one party would make a state stable for everybody."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Stats, Status
from pourparler.analyses.stability.asked_state import Named, StateNamed, asked_state, known_states
from pourparler.analyses.stability.inverse_result import InverseResult
from pourparler.analyses.stability.moves import Consecutive, Moves
from pourparler.analyses.stability.names import NamedKind
from pourparler.errors import UsageError
from pourparler.kernels.inverse_conditions import Conditions, conditions, size
from pourparler.kernels.inverse_counts import Form, counted, form, sampled
from pourparler.kernels.inverse_orders import satisfied
from pourparler.kernels.inverse_simultaneous import simultaneous_conditions
from pourparler.language import Message, did_you_mean, in_sequence, msg
from pourparler.model.conflict import Conflict

STATES = 1 << 14
"""States up to which the question is asked."""

DRAWS = 20_000
"""Rankings drawn where they cannot be counted."""

SEED = 0
"""Of the rankings drawn where no seed is given."""


@dataclass(frozen=True)
class Inverse(Concept):
    """How many strict rankings of one party, the others' as they are, make a state stable for all, and which.

    The party's own stability asks that certain states be no better for it than the target; the others' may
    rest on answers that the party would make only if it gains by them. Every ranking counts the same: the share
    says how demanding the target is, not how likely. When not to use: with comparisons that are not known.

    Parameters: ``target``, a state by code, name or options (``YNN``), and ``party``, both required; ``concept``
    (``nash``, ``gmr``, ``smr``, ``seq``, ``sseq``, ``sim``); ``consecutive``, whether a party may move twice running
    (``auto``: where it makes no difference). Returns an ``InverseResult``; status ``limit`` where rankings had to be
    drawn (20,000; seed 0 where none is given) or there are too many states or moves, ``undefined`` for
    simultaneous sanctioning without axes and for comparisons that are not known. Raises ``UsageError`` for a missing
    or unknown target or party. Reference: Kinsara, Kilgour & Hipel 2015.

    >>> chicken = {"options": {"swerve-a": {"party": "a"}, "swerve-b": {"party": "b"}},
    ...            "ranking": {"a": [[2], [3], [1], [0]], "b": [[1], [3], [2], [0]]}}
    >>> found = Inverse(target=3, party="a", concept="smr").run(Conflict.from_moves(chicken), None)
    >>> found.counted.count, found.counted.total, found.holds
    (14, 24, True)
    """

    target: StateNamed = None
    party: Named = None
    concept: NamedKind = "seq"
    consecutive: Consecutive = "auto"

    name: ClassVar[str] = "inverse"
    reference: ClassVar[tuple[str, ...]] = ("kinsara2015",)
    accepts: ClassVar[type[Any]] = Conflict

    @property
    def draws(self) -> bool:
        """Rankings that cannot be counted are drawn."""
        return True

    def run(self, model: Conflict, rng: np.random.Generator | None) -> InverseResult:
        """Conditions, count and share."""
        target, party = self._target(model), self._party(model)
        result = InverseResult(
            concept=self, origin=model.origin, game=model, target=target, party=party, foresight=self.concept
        )
        undefined = self._undefined(model)
        if undefined is not None:
            return replace(result, status=Status("undefined", undefined))
        asked = None if len(model.codes) > STATES else self._conditions(model, target, party)
        if asked is None:
            past = msg("There are too many states or moves to look for the conditions.")
            return replace(result, status=Status("limit", past))
        found = counted(asked, states=len(model.codes))
        drawn = found.method == "none" and asked.complete
        if drawn:
            chance = np.random.default_rng(SEED) if rng is None else rng
            found = sampled(asked, states=len(model.codes), draws=DRAWS, rng=chance)
        # Own moves alone say no more than a part where the conditions were cut.
        own = form(asked.own) if asked.complete else Form(None, None)
        holds = bool(satisfied(asked, model.ranks[[party]])[0])
        return replace(
            result,
            asked=asked,
            form=own,
            counted=found,
            holds=None if holds and not asked.complete else holds,
            status=_status(asked, own, drawn),
            stats=Stats(work={"states": len(model.codes), "named": size(asked.own), "draws": found.draws}),
        )

    def _target(self, model: Conflict) -> int:
        if self.target is None:
            raise UsageError(
                msg("the inverse question needs a target"), where="--set target",
                advice=msg("Name a state, as --set target={code}; states here: {known}.",
                           code=str(model.label(0)), known=known_states(model)),
            )  # fmt: skip
        return asked_state(model, self.target, "target")

    def _party(self, model: Conflict) -> int:
        known = msg("Known here: {known}.", known=list(model.parties))
        if self.party is None:
            raise UsageError(
                msg("the inverse question needs a party"), where="--set party",
                advice=msg("Name one, as --set party={party}. {known}", party=model.parties[0], known=known),
            )  # fmt: skip
        if self.party not in model.parties:
            raise UsageError(
                msg("{name} is not a party of the conflict", name=self.party), where="--set party",
                advice=did_you_mean(self.party, model.parties, known),
            )  # fmt: skip
        return model.parties.index(self.party)

    def _undefined(self, model: Conflict) -> Message | None:
        if model.unknown:
            return msg("The inverse question is undefined where comparisons are not known.")
        if self.concept == "sim" and model.arcs is not None:
            return msg(
                "Simultaneous sanctioning needs axes that every party sets freely: it is undefined here."
            )
        return None

    def _conditions(self, model: Conflict, target: int, party: int) -> Conditions | None:
        """The conditions; ``None`` for too many moves."""
        moves = Moves(model, self.consecutive)
        if self.concept == "sim":
            if moves.game is None:
                return None
            ranks = model.over_cells(model.ranks, 0)
            return simultaneous_conditions(moves.game, ranks, party=party, target=target)
        if moves.lists is None:
            return None
        return conditions(
            moves.lists,
            model.ranks,
            party=party,
            target=target,
            concept=self.concept,
            consecutive=moves.running,
        )


def _status(asked: Conditions, own: Form, drawn: bool) -> Status:
    """Exact, drawn, or not found to the end."""
    limits = []
    if not asked.complete and asked.possible:
        limits.append(msg("The conditions were not looked for to the end: no share is told."))
    if drawn:
        limits.append(msg("The rankings are too many to count: the share is that of a sample."))
    if asked.complete and asked.possible and (own.clauses is None or own.sufficient_sets is None):
        limits.append(msg("The conditions are too many to list in full."))
    if limits:
        return Status("limit", in_sequence(limits))
    return Status("ok", msg("All strict rankings are counted, the rankings of the others being as they are."))
