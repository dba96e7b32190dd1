"""Flips: the smallest change of one number that changes the chosen outcome, the stable states or the forecast level."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pourparler.analyses.result import StatusCode
from pourparler.brief.laws import Law
from pourparler.uncertainty.draws.columns import Answer
from pourparler.uncertainty.flips.answers import Tie, answer_of, gained_and_lost, tie_of
from pourparler.uncertainty.flips.scanning import SCAN, Asking, Cell, bisected, first_changes, sides
from pourparler.uncertainty.inputs.mixture import Mixed
from pourparler.uncertainty.question import Question

Pairs = Literal["none", "leading"]
Change = tuple[str, Any, Any]


@dataclass(frozen=True)
class Flip:
    """One number, from its central value to the first value with another answer.

    Certificate: ``last`` still gives the central answer, ``to`` another one, and no scanned point nearer does. Between
    scanned points with equal answers nothing is proved. ``changes``: what is different, empty where there is no
    agreement or no answer at ``to`` (``code`` says which) or none at the centre; ``before``, ``after``: both answers;
    ``sets``: for sets of stable states what each gains and loses; ``stepped``: the number takes only the values that
    were tried; ``other_side``: the flip on the other side of the central value, where there is one.
    """

    key: str
    origin: float
    last: float
    to: float
    distance: float
    changes: tuple[Change, ...]
    before: Answer = ()
    after: Answer | None = ()
    code: StatusCode = "ok"
    sets: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)
    stepped: bool = False
    other_side: "Flip | None" = None

    @property
    def differences(self) -> tuple[Change, ...]:
        """What is different, ``None`` standing for what has no value on one side."""
        old, new = dict(self.before), dict(self.after or ())
        names = dict.fromkeys((*old, *new))
        return tuple((name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name))

    def as_data(self) -> dict[str, Any]:
        """The flip as JSON data."""
        return {
            "key": self.key, "from": self.origin, "to": self.to, "last_unchanged": self.last,
            "change": self.to - self.origin, "distance": self.distance,
            "changes": {name: [before, after] for name, before, after in self.differences},
            "status": self.code, "sets": {name: dict(sets) for name, sets in self.sets.items()},
            "stepped": self.stepped,
            "other_side": None if self.other_side is None else self.other_side.as_data(),
        }  # fmt: skip


@dataclass(frozen=True)
class PairFlip:
    """Two numbers that change the answer together, nearer than either does alone, on a coarse grid.

    ``keys``, ``origin`` and ``to`` go together; ``distance``: the larger of both changes in units of the numbers' own
    90 % ranges.
    """

    keys: tuple[str, str]
    origin: tuple[float, float]
    to: tuple[float, float]
    distance: float
    differences: tuple[Change, ...]
    code: StatusCode = "ok"

    def as_data(self) -> dict[str, Any]:
        """As JSON data."""
        return {
            "keys": list(self.keys), "from": list(self.origin), "to": list(self.to), "distance": self.distance,
            "changes": {name: [before, after] for name, before, after in self.differences}, "status": self.code,
        }  # fmt: skip


@dataclass(frozen=True)
class FlipSearch:
    """What was looked for and what was found: ``flips``, nearest first.

    ``base``: the answer at central values, ``None`` where the concept gives none there: then nothing is looked for;
    ``tie``: what is exactly as good there; ``scanned``: keys looked at, ``unmoved``: those of them without a flip, which
    says "none found on 33 points", not "none"; ``solved``: models solved.
    """

    base: Answer | None = None
    tie: Tie | None = None
    flips: tuple[Flip, ...] = ()
    scanned: tuple[str, ...] = ()
    pairs: tuple[PairFlip, ...] | None = None
    solved: int = 0

    @property
    def unmoved(self) -> tuple[str, ...]:
        """Keys that change nothing at the points tried."""
        moved = {flip.key for flip in self.flips}
        return tuple(key for key in self.scanned if key not in moved)

    def as_data(self) -> dict[str, Any]:
        """As JSON data, without the flips themselves."""
        return {
            "points": SCAN, "central": None if self.base is None else dict(self.base),
            "tie": None if self.tie is None else self.tie.as_data(),
            "scanned": list(self.scanned), "unmoved": list(self.unmoved),
            "pairs": None if self.pairs is None else [pair.as_data() for pair in self.pairs],
            "solved": self.solved,
        }  # fmt: skip


def flips(question: Question) -> tuple[Flip, ...]:
    """The nearest flip of each number that varies, nearest first: those of :func:`flip_search`."""
    return flip_search(question).flips


def flip_search(question: Question, *, pairs: Pairs = "none") -> FlipSearch:
    """Look on both sides of each number that varies for the nearest value with another answer.

    33 equally spaced points outward on each side, the first cell that changes bisected to 2⁻²⁰ of the support; numbers
    that only take levels are enumerated. ``distance``: the change in units of the number's 90 % range, 0 where the
    central answer is a tie that the smallest change breaks. ``pairs``: ``leading`` also looks at pairs of the ten
    numbers that do most alone. When not to use: answers that move without jumps (a forecast without levels, a lottery)
    have no flips; numbers that act together may do more than each alone.
    """
    numbers = question.deciding
    if not numbers:
        return FlipSearch(pairs=None if pairs == "none" else ())
    asking = Asking(question)
    seen = question.observed(question.central[None])[0]
    base = answer_of(question, seen)
    if base is None:
        return FlipSearch(solved=1, pairs=None if pairs == "none" else ())
    tie = tie_of(question, seen)
    found = first_changes(asking, sides(question), base)
    cells = bisected(asking, found, base)
    ordered = sorted(_nearest(question, cells, (base, tie)), key=lambda flip: (flip.distance, flip.key))
    together: tuple[PairFlip, ...] | None = None
    if pairs == "leading":
        from pourparler.uncertainty.flips.pairs import leading_pairs

        together = leading_pairs(asking, base, ordered)
    scanned = tuple(key for _, key, _ in numbers)
    return FlipSearch(base, tie, tuple(ordered), scanned, together, 1 + asking.solved)


def unit(law: Law | Mixed) -> float:
    """What changes of a number are measured in: its 90 % range, its support where that has no width."""
    low, high = law.interval(0.9)
    return (high - low) or (law.support[1] - law.support[0]) or 1.0


def _nearest(question: Question, cells: Sequence[Cell], central: tuple[Answer, Tie | None]) -> Iterator[Flip]:
    """Of each number the nearer of its flips (the upper one where both are as near), the other beside it."""
    for at, key, law in question.deciding:
        own = [_flip(question, cell, (key, law), central) for cell in cells if cell.side.at == at]
        own.sort(key=lambda flip: (abs(flip.to - flip.origin), -flip.to))
        if own:
            yield replace(own[0], other_side=own[1] if len(own) > 1 else None)


def _flip(
    question: Question, cell: Cell, number: tuple[str, Law | Mixed], central: tuple[Answer, Tie | None]
) -> Flip:
    (key, law), (base, tie) = number, central
    origin, stepped = cell.side.origin, cell.side.slack is None
    # A change within the tolerance tips a tie: it costs nothing.
    tipped = tie is not None and not stepped and cell.same == origin
    distance = 0.0 if tipped else abs(cell.other - origin) / unit(law)
    after = cell.seen.answer
    found = Flip(
        key, origin, cell.same, cell.other, distance, (), base, after, cell.seen.code,
        gained_and_lost(question, base, after or ()), stepped,
    )  # fmt: skip
    return replace(found, changes=found.differences if base and after else ())
