"""The spatial model of politics: actors challenge each other, bargain, and move, turn by turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.forecast import Forecast
from pourparler.analyses.collective.pce import Variant, Victory, Vote
from pourparler.analyses.collective.turns.path import mean_points, path
from pourparler.analyses.collective.turns.result import SmpResult
from pourparler.analyses.collective.turns.space import Space, space, strangers
from pourparler.analyses.collective.weights import Parties
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import OK, Observation, Status, StatusCode
from pourparler.errors import UsageError
from pourparler.kernels.elections import Rules
from pourparler.kernels.spatial import Actors
from pourparler.kernels.spatial_runs import Course, Switches, at_rest, course
from pourparler.language import Message, in_sequence, msg, msg_n
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WEIGHINGS = 4_000_000_000
"""Contests weighed by third parties, after which a run is cut."""
ENTRIES = 1 << 16
"""Contests of the draws that are run together."""


@dataclass(frozen=True)
class Reading:
    """How the model is read. The first value of each is what is checked against the program's printed runs.

    ``risk``: attitudes from −½ to 1 (``mid``), from 0 (``min``) or from −1 (``max``). ``estimate``: how much of
    another's attitude an actor sees. ``commitment``: what third parties risk; under ``none`` and ``full`` both
    sides of a contest are worth the same to them, and they abstain. ``bargain``: how positions are weighed,
    ``whose``: whose odds are used, see the page.
    """

    risk: Literal["mid", "min", "max"] = "mid"
    estimate: Literal["one-third", "none", "half", "two-thirds", "full"] = "one-third"
    commitment: Literal["semi-commit", "none", "full"] = "semi-commit"
    bargain: Literal["s2p2", "s1p1", "s2pmax"] = "s2p2"
    whose: Literal["init-only", "both", "weighted"] = "init-only"


PROGRAM = Reading()


@dataclass(frozen=True)
class Smp(Concept):
    """Each turn every actor challenges the one it gains most from; of the bargains that follow each takes one.

    When not to use: as the only forecast. On record it misses by more than the compromise, and its path turns
    on small differences. Positions of the last turn are not one outcome: four summaries of them are given, and
    ``point`` is the least bad one, the mean weighted by influence.

    Parameters: ``reading`` (a :class:`Reading`); ``vote`` and ``victory`` as in the election ``pce``, for all
    elections inside, and ``variant`` (here ``conditional``); ``transition`` (``deterministic``, ``stochastic``:
    bargains are drawn by their probabilities, which needs a seed), ``turns`` (at most), ``parties`` (``all``,
    ``at-table``). Returns an :class:`SmpResult`; per issue ``point``, ``c-mean``, ``mean``, ``median``,
    ``mode``, ``expectation`` and the atoms of the last turn. Status ``limit`` where positions still moved after
    the last turn, ``undefined`` where two actors have no issue in common. Raises ``ModelError`` where an
    influence or a salience is not known, ``UsageError`` without a seed for what is drawn.
    Reference: Efird, Lester & Wise 2016; the program KTAB.

    >>> from pourparler.model.positions import Positions
    >>> model = Positions.from_arrays([[0.0], [40.0], [100.0]], influence=[1, 2, 3], salience=[[0.5]] * 3)
    >>> round(Smp().run(model, None).forecasts["i1"].point, 2)
    50.79
    """

    reading: Reading = PROGRAM
    vote: Vote = "proportional"
    victory: Victory = "linear"
    variant: Variant = "conditional"
    transition: Literal["deterministic", "stochastic"] = "deterministic"
    turns: int = 100
    parties: Parties = "all"

    name: ClassVar[str] = "smp"
    reference: ClassVar[tuple[str, ...]] = ("efird2016", "ktab")
    accepts: ClassVar[type[Any]] = Positions

    @property
    def draws(self) -> bool:
        """Only stochastic transitions are drawn."""
        return self.transition == "stochastic"

    def run(self, model: Positions, rng: np.random.Generator | None) -> SmpResult:
        """The turns from the positions of the model."""
        given = space(model, self.parties)
        trouble = self._undefined(model, given)
        if trouble is not None:
            forecasts = {issue: Forecast(None) for issue in model.issues}
            return SmpResult(concept=self, status=trouble, origin=model.origin, forecasts=forecasts)
        if given.all_alone:
            done = at_rest(given.place[None])
        else:
            done = self._course(given.place[None], given.actors, rng=rng)
        return path(self, model, given, done=done, status=self._status(given, done))

    def observe(self, models: Sequence[Positions]) -> Sequence[Observation | None]:
        """Points of many draws, run together; none where two actors have no issue in common."""
        seen: list[Observation | None] = [None] * len(models)
        if self.draws:
            return seen
        alike: dict[tuple[int, bytes], list[tuple[int, Space]]] = {}
        for d, model in enumerate(models):
            given = space(model, self.parties)
            trouble = self._undefined(model, given)
            if trouble is not None:
                seen[d] = Observation(None, {}, trouble.code)
            elif given.all_alone:
                seen[d] = _observed(model, given, given.place)
            else:
                held = given.actors.held
                alike.setdefault((len(held), held.tobytes()), []).append((d, given))
        for (n, _), group in alike.items():
            at_once = max(1, ENTRIES // n**2)
            for start in range(0, len(group), at_once):
                self._observe(models, group[start : start + at_once], seen)
        return seen

    def _observe(
        self, models: Sequence[Positions], group: list[tuple[int, Space]], seen: list[Observation | None]
    ) -> None:
        together = Actors(
            np.concatenate([given.actors.influence for _, given in group]),
            np.concatenate([given.actors.salience for _, given in group]),
            group[0][1].actors.held,
        )
        places = np.stack([given.place for _, given in group])
        done = self._course(places, together, rng=None)
        for row, (d, given) in enumerate(group):
            seen[d] = _observed(models[d], given, done.final[row], code=_code(done, row))

    def _course(self, places: Floats, actors: Actors, *, rng: np.random.Generator | None) -> Course:
        # Fewer turns where there are very many actors: nothing may hang.
        most = min(self.turns, WEIGHINGS // places.shape[1] ** 3)
        rules = Rules(self.vote, self.victory, self.variant)
        r = self.reading
        switches = Switches(r.risk, r.estimate, r.commitment, r.bargain, r.whose, rules)
        if not self.draws:
            return course(places, actors, switches, most=most)
        if rng is None:
            raise UsageError(
                msg("stochastic transitions are drawn, and there is no seed"),
                where="smp",
                advice=msg("Give a seed (--seed), or use deterministic transitions."),
            )
        return course(places, actors, switches, most=most, choose=lambda chance: _drawn(chance, rng))

    def _undefined(self, model: Positions, given: Space) -> Status | None:
        if not len(given.who):
            return Status("undefined", in_sequence(given.told))
        pair = strangers(given.actors)
        if pair is None:
            return None
        return Status(
            "undefined",
            msg("No issue has positions of both {parties}: nothing tells how far apart they are.",
                parties=[model.actors[given.who[i]] for i in pair]),
        )  # fmt: skip

    def _status(self, given: Space, done: Course) -> Status:
        told: list[Message] = list(given.told)
        if not done.met[0]:
            told.append(msg("Some elections inside the model had not settled at the limit of steps."))
        if not done.quiet[0]:
            told.append(
                msg_n("Positions still moved after {n} turn.", "Positions still moved after {n} turns.",
                      n=len(done.turns))
            )  # fmt: skip
        return Status(_code(done, 0), in_sequence(told)) if told else OK


def _code(done: Course, draw: int) -> StatusCode:
    if not done.quiet[draw]:
        return "limit"
    return "ok" if done.met[draw] else "approximate"


def _observed(model: Positions, given: Space, place: Floats, *, code: StatusCode = "ok") -> Observation:
    points = mean_points(model, given, place)
    known = {f"issue/{issue}": points[issue] for issue in model.issues if issue in points}
    return Observation(None, known, code)


def _drawn(chance: Floats, rng: np.random.Generator) -> Ints:
    """One entry (g,) of each row of probabilities (g, L)."""
    below = np.cumsum(chance, axis=1)
    picked = (below <= rng.random(len(chance))[:, None] * below[:, -1:]).sum(axis=1)
    return np.asarray(np.minimum(picked, chance.shape[1] - 1), dtype=np.int64)
