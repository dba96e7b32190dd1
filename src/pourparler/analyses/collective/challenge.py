"""The challenge model: who can press whom to move, round after round (Bueno de Mesquita's expected-utility model)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator

from pourparler.analyses.collective.challenges.challenged import (
    OFFERS,
    Because,
    ChallengeResult,
    Move,
    Rounds,
)
from pourparler.analyses.collective.challenges.reading import PROGRAM, Reading, as_reading
from pourparler.analyses.collective.forecast import Forecast
from pourparler.analyses.collective.raised import raised
from pourparler.analyses.collective.seated import Seats, drawn_together, seated
from pourparler.analyses.collective.settled import SAME, settled, settled_sentence
from pourparler.analyses.collective.weights import Parties, fallen_sentence, weights
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Observation, Stats, Status
from pourparler.kernels.challenge_rounds import Actors, Ending, Play, last_medians, parts_for, play
from pourparler.kernels.challenges import NONE
from pourparler.language import Message, in_sequence, msg, msg_n
from pourparler.model.positions import Positions

Stop = Literal["rounds", "settled"]

# Work on one issue, in votes: a round costs actors^3 and what a call costs; the most takes some ten seconds.
ROUND, MOST = 1 << 18, 1 << 30
# ``settled``: the change of the median, in units of the scale, that counts as none; and rounds at most.
CALM, SETTLED_ROUNDS = 0.5, 20


@dataclass(frozen=True)
class Challenge(Concept):
    """Every actor presses every other one as far as the weight behind it allows; the median after the last round.

    When not to use: as *the* expected-utility model, which does not exist (readings of one paper give answers over the
    whole scale: see ``challenge-readings``), or for small average errors, where the compromise does better.

    Parameters: ``reading`` (``program``, ``appendix``, ``expected-utility-max``, ``program-pair``, or a record such as
    ``{"preset": "appendix", "choice": "least-move"}``), ``rounds``, ``stop`` (``rounds``; ``settled``: also after
    two changes of the median below 0.5 units of the scale in a row, and after 20 rounds at most unless ``rounds`` is more),
    ``parties`` (``all`` or ``at-table``). Each issue is played by itself. Returns a ``ChallengeResult``; status
    ``limit`` where the work allowed ends before the rounds do (about 4,000 rounds of 10 actors, 125 of 200).
    Raises ``ModelError`` where an influence or a salience is not known.
    Reference: Scholz, Calbert & Smith 2011, after Bueno de Mesquita 1994.

    >>> from pourparler.model.positions import Positions
    >>> model = Positions.from_arrays([[0.0], [40.0], [100.0]], influence=[1, 2, 4], salience=[[0.5]] * 3)
    >>> Challenge().run(model, None).issues["i1"].medians[0]
    100.0
    """

    reading: Annotated[Reading, BeforeValidator(as_reading)] = PROGRAM
    rounds: int = 5
    stop: Stop = "rounds"
    parties: Parties = "all"

    name: ClassVar[str] = "challenge"
    reference: ClassVar[tuple[str, ...]] = ("scholz2011", "buenodemesquita1994")
    accepts: ClassVar[type[Any]] = Positions

    def run(self, model: Positions, rng: np.random.Generator | None) -> ChallengeResult:
        """All rounds of each issue."""
        board, lifted = raised(sitting(model, self.parties))
        weight, fallen = weights(board, "influence-salience", parties="all")
        found = seated([board], weight[None], board.salience[None])
        games = {name: _still(board, i, found.points[0, i]) for i, name in enumerate(board.issues)}
        cut, votes = [], 0
        for seats in found.seats:
            n, name = len(seats.members), board.issues[seats.issue]
            ending = self.ending(n)
            games[name] = _game(board, seats, self._played(seats.actors, ending))
            votes += n**3 * (len(games[name].medians) - 1)
            if ending.rounds < self._asked():
                cut.append(name)
        told = [
            _ONE_READING,
            *settled_sentence(settled(board, weight > 0)),
            *lifted,
            *fallen_sentence(fallen),
            *_endings(games, cut),
        ]
        return ChallengeResult(
            concept=self,
            status=Status("limit" if cut else "ok", in_sequence(told)),
            stats=Stats(work={"votes": votes, "moves": sum(len(game.moves) for game in games.values())}),
            forecasts={name: _forecast(game) for name, game in games.items()},
            issues={name: game for name, game in games.items() if game.medians},
            origin=model.origin,
        )

    def observe(self, models: Sequence[Positions]) -> Sequence[Observation | None]:
        """The medians after the last round, of many draws together."""
        rows, found = drawn_together(models, self.parties)
        seen: list[Observation | None] = [None] * len(models)
        points, cut = found.points.copy(), np.zeros(len(rows), dtype=np.bool_)
        games = [(seats, *_distinct(seats.actors)) for seats in found.seats]
        # One choice for all issues: none alone may be worth loading compiled code.
        parts = parts_for(sum(self._votes(seats, int(new.sum())) for seats, new, _ in games))
        for seats, new, same in games:
            ending = self.ending(len(seats.members))
            medians = last_medians(seats.actors.only(new), self.reading.rules(), ending, parts=parts)
            points[seats.rows, seats.issue] = medians[same]
            cut[seats.rows] |= ending.rounds < self._asked()
        for row, medians, short in zip(rows, points.tolist(), cut.tolist(), strict=True):
            named = zip(models[row].issues, medians, strict=True)
            known = {f"issue/{issue}": x for issue, x in named if not isnan(x)}
            seen[row] = Observation(None, known, "limit" if short else "ok")
        return seen

    def _votes(self, seats: Seats, draws: int) -> int:
        """Votes in so many draws, at most."""
        n = len(seats.members)
        return n**3 * draws * self.ending(n).rounds

    def ending(self, actors: int) -> Ending:
        """When rounds among so many actors end: as asked, or where the work allowed does."""
        most = min(self._asked(), MOST // (actors**3 + ROUND))
        return Ending(most, CALM if self.stop == "settled" else 0.0)

    def _asked(self) -> int:
        return max(self.rounds, SETTLED_ROUNDS) if self.stop == "settled" else self.rounds

    def _played(self, actors: Actors, ending: Ending) -> Play:
        n = len(actors.position)
        return play(actors, self.reading.rules(), ending, parts=parts_for(n**3 * ending.rounds))


def _distinct(actors: Actors) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """The draws that differ, and which of them each draw is: a change on one issue leaves the others as they were."""
    rows = np.ascontiguousarray(np.vstack(actors).T)
    found: dict[bytes, int] = {}
    new, same = np.zeros(len(rows), dtype=np.bool_), np.zeros(len(rows), dtype=np.intp)
    for i, row in enumerate(rows):
        known = len(found)
        same[i] = found.setdefault(row.tobytes(), known)
        new[i] = len(found) > known
    return new, same


_ONE_READING = msg(
    "This is one reading of the challenge model; others give other answers, and none is known to do better than the compromise."
)


def sitting(model: Positions, parties: Parties) -> Positions:
    """The model without the positions of those who do not count."""
    if parties == "all":
        return model
    return replace(model, position=np.where(model.at_table[:, None], model.position, np.nan))


def _still(model: Positions, issue: int, point: float) -> Rounds:
    """An issue on which nobody has a position, or all hold the same: no rounds."""
    if isnan(point):
        return Rounds((), (), ())
    held = zip(model.actors, model.position[:, issue].tolist(), strict=True)
    return Rounds((point,), (point,), ({actor: x for actor, x in held if not isnan(x)},))


def _game(model: Positions, seats: Seats, played: Play) -> Rounds:
    names = [model.actors[member] for member in seats.members.tolist()]
    positions = played.positions.tolist()
    moves = tuple(
        Move(
            number, names[i], model.issues[seats.issue], positions[number - 1][i], positions[number][i],
            Because(names[took.proposer[i]], OFFERS[took.kind[i]], float(took.own[i]), float(took.other[i])),
        )
        for number, took in enumerate(played.taken, start=1)
        for i in np.flatnonzero(took.kind != NONE).tolist()
    )  # fmt: skip
    cycle, since = _recurrence(played.positions, SAME * float(seats.actors.span[0]))
    return Rounds(
        tuple(played.medians.tolist()),
        tuple(played.means.tolist()),
        tuple(dict(zip(names, row, strict=True)) for row in positions),
        moves,
        cycle,
        since,
    )


def _recurrence(positions: NDArray[np.float64], same: float) -> tuple[int | None, int | None]:
    """How many rounds after which round all positions are the same again; the first time that they are."""
    known: dict[bytes, int] = {}
    for number, held in enumerate(np.rint((positions - positions.min()) / same).astype(np.int64)):
        before = known.setdefault(held.tobytes(), number)
        if before < number:
            return number - before, before
    return None, None


def _forecast(game: Rounds) -> Forecast:
    if not game.medians:
        return Forecast(None)
    return Forecast(game.medians[-1], details={"mean": game.means[-1], "cycle": game.cycle})


def _endings(games: Mapping[str, Rounds], cut: Sequence[str]) -> Iterator[Message]:
    for issue, game in games.items():
        if issue in cut:
            yield msg_n(
                "{issue}: stopped after {n} round, the most that so many parties are allowed.",
                "{issue}: stopped after {n} rounds, the most that so many parties are allowed.",
                issue=issue, n=len(game.medians) - 1,
            )  # fmt: skip
        if game.cycle == 1:
            yield msg("{issue}: nobody moves any more after round {last}.", issue=issue, last=game.since)
        elif game.cycle:
            yield msg(
                "{issue}: from round {first} on the positions recur every {n} rounds, so that the answer depends on when one stops.",
                issue=issue, first=game.since, n=game.cycle,
            )  # fmt: skip
