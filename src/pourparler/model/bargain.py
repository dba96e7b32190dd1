"""A bargaining problem: who is concerned, what each outcome is worth to whom, and what ends the talks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.errors import ModelError
from pourparler.language import msg
from pourparler.model.agreement import Rule, unanimity
from pourparler.model.outcomes import Axis, Constraint, Space, Value
from pourparler.model.template import Origin, Template
from pourparler.model.worth import Mean, Tables, common_size, score_tables

# Coalitions are bits of one 64-bit integer.
MAX_PARTIES = 60


@dataclass(frozen=True, eq=False)
class Bargain:
    """A bargaining problem on finitely many outcomes (bargaining specification, section 1).

    Utilities are integers, ``scale`` per unit. ``tables[i]`` has shape (parties, values of issue i); the
    utility of an outcome is the sum of its entries. ``reserve`` has shape (parties,): the worth of no deal.
    A deal stands when the parties that accept it win under ``rule``; a party accepts what gives it at least
    its reserve and crosses none of its red lines. ``bystanders`` have tables and decide nothing. ``weights``
    (parties,): bargaining power, for the concept that knows it; empty where all are equal.

    With ``mean`` the problem is a package: every issue is a provision with the values out and in, utilities are
    mean entries of the provisions included, and including none is no agreement.
    """

    space: Space
    parties: tuple[str, ...]
    tables: Tables
    reserve: NDArray[np.int64]
    rule: Rule
    excluded: tuple[Constraint, ...] = ()
    red_lines: tuple[tuple[Constraint, ...], ...] = ()
    bystanders: tuple[str, ...] = ()
    bystander_tables: Tables = ()
    scale: int = 1_000_000
    notes: tuple[object, ...] = ()
    origin: Origin = field(default_factory=Origin)
    mean: Mean | None = None
    weights: tuple[float, ...] = ()

    def __repr__(self) -> str:
        return (
            f"<Bargain: {', '.join(self.parties)}; {len(self.space.axes)} issues, {self.space.size} outcomes>"
        )

    def __post_init__(self) -> None:
        if len(self.parties) > MAX_PARTIES:
            raise ModelError(
                msg("{n} parties at the table are more than the {limit} that are analysed",
                    n=len(self.parties), limit=MAX_PARTIES),
                where="Bargain", advice=msg("Group parties, or take some off the table."),
            )  # fmt: skip

    @classmethod
    def from_brief(cls, brief: Brief) -> Self:
        """The problem at the brief's central values.

        Raises ``InvalidBrief`` for faults of the format and ``ModelError`` where an input is missing.
        """
        return cls.template(brief).central()  # type: ignore[no-any-return]

    @classmethod
    def template(cls, brief: Brief) -> Template:
        """The problem's structure, to be filled with drawn values."""
        from pourparler.model.bargain_template import BargainTemplate

        return BargainTemplate(brief)

    @classmethod
    def from_tables(
        cls,
        issues: Mapping[str, Sequence[Value]],
        tables: Mapping[str, Mapping[str, Sequence[int]]],
        *,
        reserve: Mapping[str, int] | None = None,
        rule: Rule | None = None,
        scale: int = 1,
    ) -> Self:
        """A problem from integer score tables: ``tables[party][issue]`` has one entry per value.

        >>> Bargain.from_tables({"x": ["a", "b"]}, {"p": {"x": [0, 1]}, "q": {"x": [1, 0]}}).space.size
        2
        """
        parties = tuple(tables)
        axes = tuple(
            Axis(name, tuple(values), tuple(float(i) for i in range(len(values))))
            for name, values in issues.items()
        )
        entries = tuple(
            np.array([tables[p].get(axis.name, [0] * len(axis)) for p in parties], dtype=np.int64).reshape(
                len(parties), -1
            )
            for axis in axes
        )
        worth = reserve or {}
        return cls(
            Space(axes),
            parties,
            entries,
            np.array([worth.get(p, 0) for p in parties], dtype=np.int64),
            rule or unanimity(parties),
            red_lines=((),) * len(parties),
            scale=scale,
        )

    @classmethod
    def from_scores(
        cls,
        scores: Mapping[str, Mapping[str, int]],
        *,
        reserve: Mapping[str, int] | None = None,
        rule: Rule | None = None,
        scale: int = 1,
    ) -> Self:
        """A package from integer scores: ``scores[party][provision]``, ``scale`` per unit; so is ``reserve``.

        Utilities are mean scores of what is included. Every party scores the same provisions. Raises
        ``ModelError`` where means over so many provisions do not fit in 64 bits.

        >>> deal = Bargain.from_scores({"p": {"x": 1, "y": 4}, "q": {"x": 3, "y": 0}})
        >>> [deal.unit(u) for u in deal.utilities(np.array([[1, 1]]))[0]]
        [2.5, 1.5]
        """
        parties = tuple(scores)
        names = tuple(next(iter(scores.values()), ()))
        table = np.array([[scores[p][name] for name in names] for p in parties], dtype=np.int64)
        common = common_size(len(names), int(np.abs(table).max(initial=0)))
        worth = [(reserve or {}).get(p, 0) * common for p in parties]
        return cls(
            Space(tuple(Axis(name, ("out", "in"), (0.0, 100.0)) for name in names)),
            parties,
            score_tables(table),
            np.array(worth, dtype=np.int64),
            rule or unanimity(parties),
            red_lines=((),) * len(parties),
            scale=scale * common,
            origin=Origin(labels={f"kind/{name}": "provision" for name in names}),
            mean=Mean(common),
        )

    def utilities(self, choices: NDArray[np.int64]) -> NDArray[np.int64]:
        """Utilities of outcomes given as value indices: (N, issues) -> (N, parties), scaled integers."""
        total = _sum(self.tables, choices, len(self.parties))
        return total if self.mean is None else _mean(total, choices, self.mean.common)

    def bystander_utilities(self, choices: NDArray[np.int64]) -> NDArray[np.int64]:
        """The same for the bystanders: (N, issues) -> (N, bystanders)."""
        total = _sum(self.bystander_tables, choices, len(self.bystanders))
        return total if self.mean is None else _mean(total, choices, self.mean.common)

    def acceptance(self, choice: tuple[int, ...]) -> NDArray[np.bool_]:
        """Which parties accept one outcome: at least the reserve, and no red line crossed."""
        worth = self.utilities(np.array([choice], dtype=np.int64))[0]
        lines = [self.space.allowed(choice, lines) for lines in self.red_lines]
        accepts: NDArray[np.bool_] = (worth >= self.reserve) & np.array(lines, dtype=np.bool_)
        if self.mean is None:
            return accepts
        inside = np.flatnonzero(choice)
        for asked in self.mean.thresholds:
            accepts[asked.party] &= int(asked.scores[inside].sum()) >= asked.least * len(inside)
        return accepts if len(inside) else np.zeros_like(accepts)

    def unit(self, scaled: int | float | np.int64) -> float:
        """A scaled integer in the unit of utility."""
        return float(scaled) / self.scale


def _mean(total: NDArray[np.int64], choices: NDArray[np.int64], common: int) -> NDArray[np.int64]:
    """Mean of what is included; of nothing, 0."""
    means: NDArray[np.int64] = total * (common // np.maximum(choices.sum(axis=1), 1))[:, None]
    return means


def _sum(tables: Tables, choices: NDArray[np.int64], parties: int) -> NDArray[np.int64]:
    total = np.zeros((len(choices), parties), dtype=np.int64)
    for i, table in enumerate(tables):
        total += table[:, choices[:, i]].T
    return total
