"""What every score format says, whatever its spelling: issues, and per party a weight and evaluations on each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from pourparler.language import Message

Kind = Literal["discrete", "integer", "real"]
Normalise = Literal["genius", "none"]
Reserve = Literal["keep", "ignore"]

# GENIUS cuts a real issue into as many values; a brief cuts a range into 20 equal steps.
CUTS = 21
MAX_NAME = 300


@dataclass(frozen=True)
class Given:
    """What a person points at: the folder or file, the profiles named one by one, the cuts of a real issue.

    ``decimal``: how a table writes decimals, where it does not show by itself.
    """

    path: Path
    profiles: tuple[Path, ...] = ()
    cuts: int = CUTS
    decimal: Literal["", "comma", "point"] = ""


@dataclass(frozen=True)
class Choices:
    """How an import is turned into a brief, recorded with it."""

    normalise: Normalise = "none"
    reserve: Reserve = "keep"


@dataclass(frozen=True)
class Subject:
    """An issue as found: its name, its values as written (numbers for integer and real issues), its bounds.

    ``step``: the distance between numeric values as written, where the format writes one.
    """

    name: str
    values: tuple[str, ...]
    kind: Kind = "discrete"
    bounds: tuple[str, str] | None = None
    step: str = ""


@dataclass(frozen=True)
class Worth:
    """One party's numbers on one issue: weight, one evaluation per value, and both as they were written.

    ``found`` is plain data: ``weight`` and either ``evaluations`` by value or an ``evaluator``. ``given``: the
    evaluations are those of a table (a GENIUS evaluator has its own scale from 0 to 1).
    """

    weight: Fraction
    evaluations: tuple[Fraction, ...]
    found: Mapping[str, Any] = field(default_factory=dict)

    @property
    def tabled(self) -> bool:
        """Whether the evaluations are written one by one."""
        return "evaluator" not in self.found


@dataclass(frozen=True)
class Profile:
    """One party: its name, the file it comes from, its worths in the order of the issues.

    ``reserve`` in the unit of weight x evaluation (``None``: not written); ``bid``: indices of the values of an
    outcome whose utility is the reserve (``None``: the issue is left open and adds nothing); ``discount`` as it
    counts (1: none); ``found``: both as written.
    """

    name: str
    worths: tuple[Worth, ...]
    reserve: Fraction | None = None
    bid: tuple[int | None, ...] | None = None
    discount: Fraction = Fraction(1)
    file: str = ""
    found: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Origin:
    """A file that was read: its name, what it holds, its fingerprint."""

    file: str
    role: Literal["domain", "profile", "table"]
    sha256: str


@dataclass(frozen=True)
class Scenario:
    """A domain with its profiles, as read or as about to be written; ``notes`` tell what a reader should know."""

    title: str
    subjects: tuple[Subject, ...]
    profiles: tuple[Profile, ...]
    origins: tuple[Origin, ...] = ()
    notes: tuple[Message, ...] = ()

    def domain_file(self, otherwise: str) -> str:
        """What the domain's file is called: as it was found, else ``otherwise``."""
        return next((origin.file for origin in self.origins if origin.role == "domain"), otherwise)


def points(worth: Worth, normalise: Normalise) -> tuple[Fraction, ...]:
    """Weight x evaluation per value; under ``genius`` evaluations are divided by the issue's largest.

    The minimum is not shifted. A largest evaluation below 1e-5 makes all worth 0, as in GENIUS; evaluators of
    numeric issues lie between 0 and 1 already.

    >>> [str(p) for p in points(Worth(Fraction(1, 2), (Fraction(12), Fraction(30))), "genius")]
    ['1/5', '1/2']
    """
    top = Fraction(1)
    if normalise == "genius" and worth.tabled:
        top = max(worth.evaluations, default=Fraction(0))
        if top < Fraction(1, 100_000):
            return tuple(Fraction(0) for _ in worth.evaluations)
    return tuple(worth.weight * evaluation / top for evaluation in worth.evaluations)


def reserve_of(profile: Profile, normalise: Normalise) -> Fraction:
    """The reserve as found, in points: what is written, or the utility of the reservation bid; else 0."""
    if profile.bid is not None:
        tables = [points(worth, normalise) for worth in profile.worths]
        chosen = zip(tables, profile.bid, strict=True)
        return sum((table[i] for table, i in chosen if i is not None), Fraction(0))
    return profile.reserve or Fraction(0)
