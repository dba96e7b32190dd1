"""Ranks of states derived from what the brief says of outcomes, where issues are axes of a conflict."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.brief.laws import Law
from pourparler.model.bargain import Bargain
from pourparler.model.bargain_template import BargainTemplate
from pourparler.model.conflict import Conflict
from pourparler.model.conflict_ranks import Ranks, dense, floored
from pourparler.model.status_quo import status_quo_point

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class DerivedRanks:
    """What is needed to rank the states of a conflict by a brief's utilities.

    ``parties``: those with a stance on an axis; ``choices``: the outcome of every state as value indices (states,
    issues), issues that are no axes at their status quo; ``present``: which states are the outcome of no deal.
    """

    template: BargainTemplate
    parties: tuple[str, ...]
    choices: Ints
    present: NDArray[np.bool_]

    @classmethod
    def of(cls, brief: Brief, frame: Conflict) -> "DerivedRanks | None":
        """``None`` where no party has a stance on an axis. Raises ``ModelError`` as :class:`Bargain` does."""
        issues = [axis.name for axis in frame.axes if axis.kind == "issue"]
        stances = brief.content.stances
        parties = tuple(p for p in frame.parties if any(issue in stances.get(p, {}) for issue in issues))
        if not parties:
            return None
        template = BargainTemplate(brief, seated="all")
        quo = _status_quo(brief, template)
        choices = np.repeat(quo[None, :], len(frame.codes), axis=0)
        digits = np.array(np.unravel_index(frame.codes, frame.levels[::-1]))[::-1]
        names = [axis.name for axis in template.space.axes]
        for row, axis in zip(digits, frame.axes, strict=True):
            if axis.kind == "issue":
                choices[:, names.index(axis.name)] = row
        return cls(template, parties, choices, (choices == quo).all(axis=1))

    @property
    def laws(self) -> Mapping[str, Law]:
        """The numbers that the utilities depend on."""
        return self.template.laws

    def ranks(self, known: Mapping[str, float]) -> dict[str, Ranks]:
        """Ranks by party, (states,), at the values of the laws by key. A red line is a floor."""
        deal: Bargain = self.template.build([known[key] for key in self.laws])
        worth = deal.utilities(self.choices)
        found = {}
        for party in self.parties:
            at = deal.parties.index(party)
            beyond = ~self.present
            held = np.ones(len(self.choices), dtype=np.bool_)
            for line in deal.red_lines[at]:
                held &= line.allowed[tuple(self.choices[:, axis] for axis in line.axes)]
            found[party] = dense(floored(worth[:, at], beyond & ~held, int(deal.reserve[at])))
        return found


def _status_quo(brief: Brief, template: BargainTemplate) -> Ints:
    """The value index of every issue that lies nearest to its status quo; 0 where none is known."""
    found = []
    for axis in template.space.axes:
        point = status_quo_point(brief, axis)
        distance = np.abs(np.array(axis.scale) - (axis.scale[0] if point is None else point))
        found.append(int(distance.argmin()))
    return np.array(found, dtype=np.int64)
