"""Observations as arrays: what shares and means are taken from, a chunk of draws as JSON data, chunks gathered."""

import sys
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum, sqrt
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.result import Observation, StatusCode

Answer = tuple[tuple[str, Any], ...]
Floats = NDArray[np.float64]
Counts = NDArray[np.int32]
Codes = NDArray[np.int8]

STATUSES: tuple[str, ...] = get_args(StatusCode)
"""Status codes by the small integers that stand for them."""

_FLOATS, _COUNTS, _CODES = np.dtype("<f8"), np.dtype("<i4"), np.dtype("i1")


RARE = 0.05
"""Share of draws below which no outcome as a whole says much: its issues say more."""


@dataclass(frozen=True)
class Share:
    """A share of draws with its Monte Carlo standard error; not the probability of an event."""

    share: float
    standard_error: float
    draws: int


@dataclass(frozen=True, eq=False)
class Columns:
    """What is kept of draws, by draw.

    ``answers``: the distinct ones, in the order in which they came, and ``answer_index`` (draws,) which of them each
    draw has (−1: none); ``codes`` (draws,): places in :data:`STATUSES`; ``quantities``: by name (draws,), NaN where a
    draw has none; ``repeated``: draws whose model an earlier one had.
    """

    answers: tuple[Answer, ...]
    answer_index: Counts
    codes: Codes
    quantities: Mapping[str, Floats]
    repeated: int = 0

    @classmethod
    def of(cls, seen: Sequence[Observation], *, repeated: int = 0) -> "Columns":
        """The columns of observations, one per draw."""
        answers: dict[Any, int] = {}
        index = [-1 if one.answer is None else answers.setdefault(one.answer, len(answers)) for one in seen]
        names = dict.fromkeys(name for one in seen for name in one.quantities)
        return cls(
            tuple(answers),
            np.array(index, dtype=_COUNTS),
            np.array([STATUSES.index(one.code) for one in seen], dtype=_CODES),
            {name: np.array([one.quantities.get(name, np.nan) for one in seen], dtype=_FLOATS) for name in names},
            repeated,
        )  # fmt: skip

    @property
    def draws(self) -> int:
        """How many."""
        return len(self.codes)

    @cached_property
    def statuses(self) -> tuple[str, ...]:
        """The status of each draw."""
        return tuple(STATUSES[i] for i in self.codes.tolist())

    @cached_property
    def status_share(self) -> dict[str, float]:
        """Share of draws per status code."""
        counts = np.bincount(self.codes, minlength=len(STATUSES)).tolist()
        known = {code: count for code, count in zip(STATUSES, counts, strict=True) if count}
        return {code: known[code] / self.draws for code in sorted(known)}

    def share(self, count: int) -> Share:
        """The share that ``count`` draws are."""
        p = count / self.draws
        return Share(p, sqrt(p * (1 - p) / self.draws), self.draws)

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """Draws per answer."""
        known = self.answer_index[self.answer_index >= 0]
        return tuple(np.bincount(known, minlength=len(self.answers)).tolist())

    @cached_property
    def outcomes(self) -> tuple[tuple[dict[str, Any], Share], ...]:
        """Distinct answers with their shares, the most frequent first (ties: first drawn)."""
        order = sorted(range(len(self.answers)), key=lambda i: (-self.counts[i], i))
        return tuple((dict(self.answers[i]), self.share(self.counts[i])) for i in order)

    @cached_property
    def levels(self) -> dict[str, dict[Any, Share]]:
        """By issue, share of draws per value, in the order in which they were first drawn.

        Those of an issue sum to the share of draws with an answer.
        """
        found: dict[str, dict[Any, int]] = {}
        for answer, count in zip(self.answers, self.counts, strict=True):
            for issue, value in answer:
                of = found.setdefault(issue, {})
                of[value] = of.get(value, 0) + count
        return {issue: {value: self.share(n) for value, n in of.items()} for issue, of in found.items()}

    @cached_property
    def level_share(self) -> dict[str, dict[Any, float]]:
        """:attr:`levels` without their errors."""
        return {
            issue: {value: share.share for value, share in of.items()} for issue, of in self.levels.items()
        }

    def known(self, name: str) -> Floats:
        """One quantity of the draws that have it."""
        values = self.quantities.get(name, np.empty(0))
        return values[~np.isnan(values)]

    def mean(self, name: str) -> float | None:
        """The mean of one quantity over the draws that have it; ``None`` where none has."""
        return mean(self.known(name))

    def quantiles(self, name: str, levels: Sequence[float]) -> dict[float, float | None]:
        """Quantiles of one quantity over the draws that have it, by level."""
        known = self.known(name)
        if not len(known):
            return dict.fromkeys(levels)
        return {q: float(x) for q, x in zip(levels, np.quantile(known, levels), strict=True)}

    def as_data(self) -> dict[str, Any]:
        """As JSON data. Arrays are their bytes in base 64, the lowest first: half the size of decimals, NaN included."""
        return {
            "answers": [[list(pair) for pair in answer] for answer in self.answers],
            "answer_index": _text(self.answer_index, _COUNTS),
            "codes": _text(self.codes, _CODES),
            # A list: their order is part of what was found.
            "quantities": [[name, _text(values, _FLOATS)] for name, values in self.quantities.items()],
            "repeated": self.repeated,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Columns":
        """What :meth:`as_data` made data of."""
        return cls(
            tuple(tuple((name, value) for name, value in answer) for answer in data["answers"]),
            _array(data["answer_index"], _COUNTS),
            _array(data["codes"], _CODES),
            {name: _array(text, _FLOATS) for name, text in data["quantities"]},
            data["repeated"],
        )


class Gathering:
    """Columns of ``draws`` draws, filled in draw order: answers and quantities are known by their first draw."""

    def __init__(self, draws: int) -> None:
        self._draws, self._filled, self._repeated = draws, 0, 0
        self._answers: dict[Answer, int] = {}
        self._index = np.full(draws, -1, dtype=_COUNTS)
        self._codes = np.zeros(draws, dtype=_CODES)
        self._quantities: dict[str, Floats] = {}

    def add(self, part: Columns) -> None:
        """The next draws."""
        where = slice(self._filled, self._filled + part.draws)
        # The last entry stands for −1: no answer.
        places = [self._answers.setdefault(answer, len(self._answers)) for answer in part.answers]
        self._index[where] = np.array([*places, -1], dtype=_COUNTS)[part.answer_index]
        self._codes[where] = part.codes
        for name, values in part.quantities.items():
            if name not in self._quantities:
                self._quantities[name] = np.full(self._draws, np.nan)
            self._quantities[name][where] = values
        self._filled += part.draws
        self._repeated += part.repeated

    def columns(self) -> Columns:
        """All of them; where all draws are the same and one was added, that one for each."""
        if self._filled == 1 < self._draws:
            self._index[1:], self._codes[1:] = self._index[0], self._codes[0]
            for values in self._quantities.values():
                values[1:] = values[0]
            self._repeated = self._draws - 1
        return Columns(tuple(self._answers), self._index, self._codes, self._quantities, self._repeated)


def mean(values: Floats) -> float | None:
    """The mean, the same in whatever order; ``None`` of nothing."""
    return fsum(values.tolist()) / len(values) if len(values) else None


def deviation(values: Floats) -> float:
    """The standard deviation of at least one value, the same in whatever order."""
    middle = fsum(values.tolist()) / len(values)
    return sqrt(fsum(((values - middle) ** 2).tolist()) / len(values))


def _text(values: NDArray[Any], kind: "np.dtype[Any]") -> str:
    return b64encode(np.ascontiguousarray(values, dtype=kind).tobytes()).decode("ascii")


def _array(text: str, kind: "np.dtype[Any]") -> NDArray[Any]:
    values = np.frombuffer(b64decode(text), dtype=kind)
    return values if sys.byteorder == "little" else values.astype(kind.newbyteorder("="))
