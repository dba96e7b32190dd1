"""The challenge model under every combination of its disputed switches: how much of an answer is the reading."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import isnan, prod
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.collective.challenge import ROUND, sitting
from pourparler.analyses.collective.challenges.reading import PROGRAM, Reading
from pourparler.analyses.collective.raised import raised
from pourparler.analyses.collective.seated import Seated, drawn_together, seated
from pourparler.analyses.collective.settled import settled, settled_sentence
from pourparler.analyses.collective.weights import Parties, fallen_sentence, weights
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import Observation, Result, Stats, Status
from pourparler.kernels.challenge_rounds import Ending, last_medians, parts_for
from pourparler.language import in_sequence, msg
from pourparler.model.positions import Positions

SWITCHES: Mapping[str, tuple[str, ...]] = {
    "denominator": ("global", "pair"),
    "status_quo": ("certain", "even"),
    "viewpoint": ("receiver", "each"),
    "confrontation": ("moves", "stays"),
    "choice": ("category", "least-move", "strongest"),
    "range": ("initial", "current"),
    "capitulation": ("moves", "stays"),
    "risk": ("on", "off"),
}
"""The switches that are varied; the ``viewpoint`` takes its distances along."""

SIZE = prod(len(options) for options in SWITCHES.values())

# Work on one draw, counted as that of one reading is; the most takes half a minute.
MOST = 1 << 32

_DISTANCES = {"receiver": "voter-risk", "each": "linear"}


@dataclass(frozen=True)
class Distribution:
    """What the readings say of one issue, a median after the last round for each.

    ``medians``: one per combination, in the order of :func:`combinations`; ``quartiles``: three;
    ``by_switch``: the mean of the medians by switch and option.
    """

    medians: tuple[float, ...]
    quartiles: tuple[float, float, float]
    by_switch: Mapping[str, Mapping[str, float]]

    def as_data(self) -> dict[str, Any]:
        """The distribution as JSON data."""
        return {
            "lowest": min(self.medians),
            "quartiles": list(self.quartiles),
            "highest": max(self.medians),
            "by_switch": {switch: dict(means) for switch, means in self.by_switch.items()},
            "medians": list(self.medians),
        }


@dataclass(frozen=True, kw_only=True)
class ReadingsResult(Result):
    """The spread of the readings' answers by issue; issues without any position are left out."""

    issues: Mapping[str, Distribution] = field(default_factory=dict)

    def fields_as_data(self) -> dict[str, Any]:
        """``switches`` and ``readings`` as JSON data."""
        return {
            "switches": {switch: list(options) for switch, options in SWITCHES.items()},
            "readings": {issue: found.as_data() for issue, found in self.issues.items()},
        }

    def observation(self, model: Any) -> Observation:
        """The middle quartile of every issue as ``issue/ISSUE``."""
        return Observation(None, {f"issue/{issue}": d.quartiles[1] for issue, d in self.issues.items()})


@dataclass(frozen=True)
class ChallengeReadings(Concept):
    """The challenge model under 384 readings: every combination of eight switches on which descriptions differ.

    When not to use: as a forecast. A share of readings is no probability; the spread says how far the answer hangs
    on the reading.

    Parameters: ``rounds``, ``parties`` (``all`` or ``at-table``). Returns a ``ReadingsResult``; status
    ``undefined`` where 384 games pass the work allowed (about 40 rounds of 10 parties on one issue, 5 of 125).
    Raises ``ModelError`` where an influence or a salience is not known.
    Reference: the readings of Scholz, Calbert & Smith 2011 after Bueno de Mesquita 1994.

    >>> from pourparler.model.positions import Positions
    >>> model = Positions.from_arrays([[0.0], [40.0], [100.0]], influence=[1, 2, 4], salience=[[0.5]] * 3)
    >>> len(ChallengeReadings().run(model, None).issues["i1"].medians)
    384
    """

    rounds: int = 5
    parties: Parties = "all"

    name: ClassVar[str] = "challenge-readings"
    reference: ClassVar[tuple[str, ...]] = ("scholz2011", "buenodemesquita1994")
    accepts: ClassVar[type[Any]] = Positions

    def run(self, model: Positions, rng: np.random.Generator | None) -> ReadingsResult:
        """The median after the last round under each reading."""
        board, lifted = raised(sitting(model, self.parties))
        weight, fallen = weights(board, "influence-salience", parties="all")
        found = seated([board], weight[None], board.salience[None])
        if not self._fits(found):
            refused = msg(
                "So many readings of so many parties are more work than is allowed: ask for fewer rounds."
            )
            return ReadingsResult(concept=self, status=Status("undefined", refused), origin=model.origin)
        medians = self._medians(found)[:, 0]
        issues = {
            name: _distribution(medians[:, i])
            for i, name in enumerate(board.issues)
            if not np.isnan(medians[0, i])
        }
        told = [
            _NOT_A_FORECAST,
            *settled_sentence(settled(board, weight > 0)),
            *lifted,
            *fallen_sentence(fallen),
        ]
        return ReadingsResult(
            concept=self,
            status=Status("ok", in_sequence(told)),
            stats=Stats(work={"readings": len(medians), "votes": self._votes(found)}),
            issues=issues,
            origin=model.origin,
        )

    def observe(self, models: Sequence[Positions]) -> Sequence[Observation | None]:
        """The middle quartiles, of many draws together."""
        rows, found = drawn_together(models, self.parties)
        seen: list[Observation | None] = [None] * len(models)
        if not self._fits(found):
            return seen
        _, middles, _ = _quartiles(self._medians(found))
        for row, points in zip(rows, middles.tolist(), strict=True):
            named = zip(models[row].issues, points, strict=True)
            seen[row] = Observation(None, {f"issue/{issue}": x for issue, x in named if not isnan(x)})
        return seen

    def _medians(self, found: Seated) -> NDArray[np.float64]:
        """The medians after the last round: (readings, draws, issues), NaN where nobody has a position."""
        points = np.repeat(found.points[None], SIZE, axis=0)
        for r, reading in enumerate(combinations()):
            for seats in found.seats:
                n, draws = seats.actors.position.shape
                points[r, seats.rows, seats.issue] = last_medians(
                    seats.actors, reading.rules(), Ending(self.rounds, 0.0),
                    parts=parts_for(SIZE * draws * self.rounds * n**3),
                )  # fmt: skip
        return points

    def _votes(self, found: Seated) -> int:
        """Votes per draw."""
        return sum(SIZE * self.rounds * len(seats.members) ** 3 for seats in found.seats)

    def _fits(self, found: Seated) -> bool:
        rounds = SIZE * self.rounds * len(found.seats)
        return self._votes(found) + rounds * ROUND <= MOST


def combinations() -> Iterator[Reading]:
    """The 384 readings, the last switch of ``SWITCHES`` turning first.

    >>> sum(1 for _ in combinations())
    384
    """
    base = PROGRAM.changed({"key": "distance"})
    for options in product(*SWITCHES.values()):
        chosen = dict(zip(SWITCHES, options, strict=True))
        yield base.changed({**chosen, "distances": _DISTANCES[chosen["viewpoint"]]})


def _distribution(medians: NDArray[np.float64]) -> Distribution:
    table = medians.reshape([len(options) for options in SWITCHES.values()])
    by_switch = {
        switch: dict(zip(options, np.moveaxis(table, axis, 0).reshape(len(options), -1).mean(axis=1).tolist(), strict=True))
        for axis, (switch, options) in enumerate(SWITCHES.items())
    }  # fmt: skip
    low, middle, high = (float(q[0]) for q in _quartiles(medians[:, None]))
    return Distribution(tuple(medians.tolist()), (low, middle, high), by_switch)


def _quartiles(values: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """The quartiles over the first axis, between two values in proportion."""
    ordered = np.sort(values, axis=0)
    found = []
    for share in (0.25, 0.5, 0.75):
        below, part = divmod(share * (len(ordered) - 1), 1)
        low, high = ordered[int(below)], ordered[min(int(below) + 1, len(ordered) - 1)]
        found.append(low + part * (high - low))
    return found


_NOT_A_FORECAST = msg(
    "Each reading follows a published description of one model; a share of readings is not a probability."
)
