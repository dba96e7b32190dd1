"""The probabilistic Condorcet election: held positions compete, and each wins with some probability."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator

from pourparler.analyses.collective.counted import counted, unheld_sentence
from pourparler.analyses.collective.forecast import Atom, Forecast, ForecastResult
from pourparler.analyses.collective.settled import settled_sentence
from pourparler.analyses.collective.weights import Parties, Weighting, fallen_sentence, weights
from pourparler.analyses.concept import Concept
from pourparler.analyses.result import OK, Observation, Stats, Status, StatusCode
from pourparler.kernels.elections import POWERS, SAME, Election, Rules, distinct, held_election
from pourparler.language import Message, in_sequence, msg
from pourparler.model.positions import Positions

Floats = NDArray[np.float64]
Variant = Literal["conditional", "markov-uniform", "markov-incentive"]
Vote = Literal["proportional", "binary", "prop-binary", "prop-cubic", "cubic", "asymmetric"]
_BY_EXPONENT = {str(power): name for name, power in POWERS.items()}


def as_victory(value: object) -> object:
    """The name of a power of the support, where its exponent is given; anything else as it is.

    >>> as_victory(4), as_victory("2"), as_victory("binary")
    ('quartic', 'square', 'binary')
    """
    return _BY_EXPONENT.get(str(value), value)


Victory = Annotated[Literal["linear", "square", "quartic", "octic", "binary"], BeforeValidator(as_victory)]
ENTRIES = 1 << 21
"""Entries of the square tables of all draws that are computed together."""
TIE = 9
"""Decimals to which probabilities are compared."""


class _Field(NamedTuple):
    """What stands for election on one issue: distinct positions, the weight on each, the scale's width."""

    options: Floats
    mass: Floats
    width: float


@dataclass(frozen=True)
class Pce(Concept):
    """Every position held is an option; actors vote by distance, and the options' chances follow.

    When not to use: to forecast a compromise that nobody stands for: only held positions can win. Probabilities
    are those of the model's lottery, not of the event.

    Parameters: ``vote`` (``proportional``, ``binary``, ``prop-binary``, ``prop-cubic``, ``cubic``,
    ``asymmetric``), ``victory`` (``linear``, ``square``, ``quartic``, ``octic``, in settings also by their exponents 1, 2, 4, 8; ``binary``), ``weights`` and
    ``parties`` as for the compromise, ``variant`` (``conditional``, ``markov-uniform``, ``markov-incentive``).
    Returns per issue the positions with their probabilities (``atoms``), the expectation (``point``) and the
    most probable position (``mode``, the lower one of a tie); status ``approximate`` where the process had not
    settled after 20,000 steps. Raises ``ModelError`` where a weight is not known.
    Reference: Efird, Lester & Wise 2016. Other models of the name (sign votes, eigenvector) differ.

    >>> from pourparler.model.positions import Positions
    >>> model = Positions.from_arrays([[0.0], [50.0], [100.0]], influence=[1, 1, 1], salience=[[1.0]] * 3)
    >>> [round(atom.mass, 4) for atom in Pce(variant="conditional").run(model, None).forecasts["i1"].atoms]
    [0.2143, 0.5714, 0.2143]
    """

    vote: Vote = "proportional"
    victory: Victory = "linear"
    weights: Weighting = "influence-salience"
    parties: Parties = "all"
    variant: Variant = "markov-uniform"

    name: ClassVar[str] = "pce"
    reference: ClassVar[tuple[str, ...]] = ("efird2016",)
    accepts: ClassVar[type[Any]] = Positions

    def run(self, model: Positions, rng: np.random.Generator | None) -> ForecastResult:
        """The election on each issue."""
        omega, fallen = weights(model, self.weights, parties=self.parties, chosen="by-setting")
        forecasts: dict[str, Forecast] = {}
        alone: dict[str, float] = {}
        unheld: list[str] = []
        unsettled: list[str] = []
        steps = 0
        for i, issue in enumerate(model.issues):
            field = self._field(model, omega, i)
            if field is None:
                forecasts[issue] = Forecast(None)
                unheld.append(issue)
            elif len(field.options) == 1:
                alone[issue] = float(field.options[0])
                forecasts[issue] = _certain(alone[issue])
            else:
                found = self._elections([field])[0]
                steps += int(found.steps)
                forecasts[issue] = _forecast(found)
                if not found.met:
                    unsettled.append(issue)
        told = (
            *unheld_sentence(unheld), *fallen_sentence(fallen), *settled_sentence(alone),
            *_unsettled_sentence(unsettled),
        )  # fmt: skip
        code = _code(len(forecasts) > len(unheld), bool(unsettled))
        return ForecastResult(
            concept=self,
            status=Status(code, in_sequence(told)) if told else OK,
            stats=Stats(work={"steps": steps}),
            origin=model.origin,
            forecasts=forecasts,
        )

    def observe(self, models: Sequence[Positions]) -> Sequence[Observation | None]:
        """Points of many draws, those with equally many options at once."""
        seen: list[dict[str, float]] = [{} for _ in models]
        unsettled: set[int] = set()
        omegas = [
            weights(model, self.weights, parties=self.parties, chosen="by-setting")[0] for model in models
        ]
        for i, issue in enumerate(models[0].issues if models else ()):
            waiting: dict[int, list[tuple[int, _Field]]] = {}
            for d, (model, omega) in enumerate(zip(models, omegas, strict=True)):
                field = self._field(model, omega, i)
                if field is not None:
                    waiting.setdefault(len(field.options), []).append((d, field))
            for draws in waiting.values():
                points, met = self._points([field for _, field in draws])
                for (d, _), point, good in zip(draws, points, met, strict=True):
                    seen[d][f"issue/{issue}"] = point
                    if not good:
                        unsettled.add(d)
        return [Observation(None, points, _code(points, d in unsettled)) for d, points in enumerate(seen)]

    def _points(self, fields: Sequence[_Field]) -> tuple[list[float], list[bool]]:
        """Expectations of fields with equally many options, and whether the elections had settled."""
        if len(fields[0].options) == 1:
            return [float(field.options[0]) for field in fields], [True] * len(fields)
        found = self._elections(fields)
        return [_expectation(one) for one in found], [bool(one.met) for one in found]

    def _field(self, model: Positions, omega: Floats, issue: int) -> _Field | None:
        counts = counted(model, self.parties)[:, issue]
        if not counts.any():
            return None
        held = model.position[counts, issue]
        # A scale without width says nothing of distances: what is held is the scale.
        width = float(model.high[issue] - model.low[issue]) or float(held.max() - held.min())
        return _Field(*distinct(held, omega[counts, issue], slack=SAME * width), width)

    def _elections(self, fields: Sequence[_Field]) -> list[Election]:
        """The elections of fields with equally many options, some at a time."""
        rules = Rules(self.vote, self.victory, self.variant)
        at_once = max(1, ENTRIES // len(fields[0].options) ** 2)
        found: list[Election] = []
        for start in range(0, len(fields), at_once):
            part = fields[start : start + at_once]
            options, mass = (np.stack([field[column] for field in part]) for column in (0, 1))
            width = np.array([field.width for field in part])
            together = held_election(options, mass, width, rules=rules)
            found += [Election(*(array[d] for array in together)) for d in range(len(part))]
        return found


def _code(held: object, unsettled: bool) -> StatusCode:
    """Of an election on several issues: whether anybody holds a position on any, whether one had not settled."""
    if not held:
        return "undefined"
    return "approximate" if unsettled else "ok"


def _certain(point: float) -> Forecast:
    return Forecast(point, atoms=(Atom(point, 1.0),), details={"mode": point})


def _forecast(found: Election) -> Forecast:
    atoms = tuple(
        Atom(at, mass) for at, mass in zip(found.options.tolist(), found.probability.tolist(), strict=True)
    )
    best = int(np.argmax(np.round(found.probability, TIE)))
    return Forecast(_expectation(found), atoms=atoms, details={"mode": float(found.options[best])})


def _expectation(found: Election) -> float:
    return float((found.options * found.probability).sum())


def _unsettled_sentence(issues: list[str]) -> tuple[Message, ...]:
    if not issues:
        return ()
    return (msg("The probabilities on {issues} had not settled at the limit of steps.", issues=issues),)
