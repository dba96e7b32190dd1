"""The spatial view: who stands where on each issue, how much it matters to them, how much they weigh."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.laws import Law
from pourparler.brief.schema import Party
from pourparler.errors import ModelError
from pourparler.language import msg
from pourparler.model.agreement import Rule, rule_of
from pourparler.model.template import Origin, Template, origin_of


@dataclass(frozen=True, eq=False)
class Positions:
    """Actors x issues (collective specification, section 1).

    ``position``, ``salience`` (0–1), ``influence``: float arrays of shape (actors, issues), NaN where an actor
    takes no position (salience or influence NaN: not known); ``low``, ``high``: ends of each scale and
    ``reference``: its status quo or NaN, shape (issues,); ``at_table``: bool, shape (actors,). ``rule``: the
    decision rule of those at the table (``None``: they must all agree); ``chambers``: who votes in which one.
    """

    actors: tuple[str, ...]
    issues: tuple[str, ...]
    position: NDArray[np.float64]
    salience: NDArray[np.float64]
    influence: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    reference: NDArray[np.float64]
    at_table: NDArray[np.bool_]
    origin: Origin = field(default_factory=Origin)
    rule: Rule | None = None
    chambers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def from_brief(cls, brief: Brief) -> Self:
        """The spatial view at the brief's central values.

        Raises ``InvalidBrief`` for faults of the format and ``ModelError`` where nobody has a position.
        """
        return cls.template(brief).central()  # type: ignore[no-any-return]

    @classmethod
    def template(cls, brief: Brief) -> Template:
        """The structure, to be filled with drawn values."""
        return PositionsTemplate(brief)

    @classmethod
    def from_arrays(
        cls, position: Sequence[Sequence[float]], *, influence: Sequence[float], salience: Sequence[Sequence[float]],
        scale: tuple[float, float] = (0.0, 100.0),
    ) -> Self:  # fmt: skip
        """Actors ``a1, a2, …`` and issues ``i1, i2, …`` from plain numbers; one scale for all issues.

        >>> Positions.from_arrays([[0.0], [100.0]], influence=[1, 3], salience=[[1.0], [1.0]]).actors
        ('a1', 'a2')
        """
        where = np.array(position, dtype=np.float64)
        n, m = where.shape
        weight = np.repeat(np.array(influence, dtype=np.float64)[:, None], m, axis=1)
        return cls(
            tuple(f"a{i + 1}" for i in range(n)),
            tuple(f"i{i + 1}" for i in range(m)),
            where,
            np.array(salience, dtype=np.float64),
            weight,
            np.full(m, float(scale[0])),
            np.full(m, float(scale[1])),
            np.full(m, np.nan),
            np.ones(n, dtype=np.bool_),
        )

    @classmethod
    def of_issue(
        cls, issue: str, actors: tuple[str, ...], *, position: Sequence[float], salience: Sequence[float],
        influence: Sequence[float], scale: tuple[float, float],
    ) -> Self:  # fmt: skip
        """One issue alone: a position, a salience (0–1) and an influence per actor, all at the table.

        >>> Positions.of_issue("x", ("a",), position=[1.0], salience=[1.0], influence=[1.0], scale=(0, 1)).issues
        ('x',)
        """
        where, cares, weighs = (
            np.array([row], dtype=np.float64).T for row in (position, salience, influence)
        )
        low, high, unknown = (np.array([float(end)]) for end in (*scale, np.nan))
        at_table = np.ones(len(actors), dtype=np.bool_)
        return cls(actors, (issue,), where, cares, weighs, low, high, unknown, at_table)


class PositionsTemplate(Template):
    """The structure of a spatial view; its laws are positions, saliences and influences."""

    def __init__(self, brief: Brief) -> None:
        brief.require_valid()
        content = brief.content
        self.brief = brief
        self.origin = origin_of(brief)
        held = [n for n in brief.numbers.values() if n.kind == "position" and n.party in content.parties]
        if not held:
            raise ModelError(
                msg("no party has a position on any issue"),
                where="stances",
                advice=msg("Write positions in the stances."),
            )
        # Sets: there may be thousands of actors.
        holders, matters = {n.party for n in held}, {n.issue for n in held}
        self.actors = tuple(name for name in content.parties if name in holders)
        self.issues = tuple(name for name in content.issues if name in matters)
        self.at_table = np.array([content.parties[name].at_table for name in self.actors])
        self.rule = rule_of(content.rules.agreement, [a for a in self.actors if content.parties[a].at_table])
        self.chambers = _chambers(content.parties, self.actors)
        ends = [brief.scale(name) for name in self.issues]
        self.low, self.high = np.array([e[0] for e in ends]), np.array([e[1] for e in ends])
        self.reference = np.array([_reference(brief, name) for name in self.issues])
        self.levels = {name: brief.levels(name) for name in self.issues}
        self.laws: Mapping[str, Law] = {
            key: number.law
            for key, number in brief.numbers.items()
            if number.kind in ("position", "salience", "influence")
            and number.party in holders
            and (not number.issue or number.issue in matters)
        }
        order = {key: i for i, key in enumerate(self.laws)}
        cells = [[(a, i) for i in self.issues] for a in self.actors]
        self.at_position = np.array(
            [[order.get(f"stances/{a}/{i}/position", -1) for a, i in row] for row in cells]
        )
        self.at_salience = np.array(
            [[order.get(f"stances/{a}/{i}/salience", -1) for a, i in row] for row in cells]
        )
        self.at_influence = np.array(
            [
                [
                    order.get(f"parties/{a}/influence/{i}", order.get(f"parties/{a}/influence", -1))
                    for a, i in row
                ]
                for row in cells
            ]
        )

    def build(self, values: Sequence[float] | NDArray[np.float64]) -> Positions:
        """The view with these values; what is not known is NaN."""
        known = np.append(np.asarray(values, dtype=np.float64), np.nan)  # index −1: not written
        position = known[self.at_position]
        salience = np.where(np.isnan(position), np.nan, known[self.at_salience] / 100.0)
        influence = np.where(np.isnan(position), np.nan, known[self.at_influence])
        return Positions(
            self.actors, self.issues, position, salience, influence,
            self.low, self.high, self.reference, self.at_table, self.origin, self.rule, self.chambers,
        )  # fmt: skip


def _chambers(parties: Mapping[str, Party], actors: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The chambers that the brief names, each with those of its members who take positions."""
    found: dict[str, tuple[str, ...]] = {}
    for actor in actors:
        chamber = parties[actor].chamber
        if chamber is not None:
            found[chamber] = (*found.get(chamber, ()), actor)
    return found


def _reference(brief: Brief, issue: str) -> float:
    written = brief.issues[issue].status_quo
    if isinstance(written, str):
        levels = brief.levels(issue)
        if written in levels:
            return levels[written]
        try:
            return float(written)
        except ValueError:
            return float("nan")
    number = brief.numbers.get(f"issues/{issue}/status_quo")
    return number.law.central if number else float("nan")
