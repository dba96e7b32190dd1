"""A committee: who votes and by which rule; nothing about what is voted on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from pourparler.brief.brief import Brief
from pourparler.errors import ModelError
from pourparler.language import msg
from pourparler.model.agreement import Rule, rule_of
from pourparler.model.stated_rule import Stated, players_in, stated_rule
from pourparler.model.template import Origin, Template, origin_of


@dataclass(frozen=True)
class Committee:
    """Players and their decision rule (collective specification, section 10)."""

    players: tuple[str, ...]
    rule: Rule
    origin: Origin = field(default_factory=Origin)

    @classmethod
    def from_brief(cls, brief: Brief) -> Self:
        """The parties at the table and the brief's rule of agreement (unanimity where none is written).

        Whoever the rule names and is not at the table has no vote. Raises ``InvalidBrief`` for faults of the
        format and ``ModelError`` where nobody is at the table.
        """
        return cls.template(brief).central()  # type: ignore[no-any-return]

    @classmethod
    def template(cls, brief: Brief) -> Template:
        """The committee itself: nothing in it is uncertain."""
        return CommitteeTemplate(brief)

    @classmethod
    def from_rule(cls, rule: Stated, *, players: Sequence[str] = ()) -> Self:
        """A committee from a rule as data; ``players``: everybody whom the rule names, where none are given.

        Raises ``UsageError`` where it is no rule, ``ModelError`` without players.

        >>> Committee.from_rule({"quota": 3, "weights": {"a": 2, "b": 1, "c": 1}}).players
        ('a', 'b', 'c')
        """
        names = tuple(players) or players_in(rule, setting="rule")
        if not names:
            raise ModelError(
                msg("the rule names nobody"), where="Committee", advice=msg("Say who votes (players).")
            )
        return cls(names, stated_rule(rule, names, setting="rule"))


class CommitteeTemplate(Template):
    """A committee read from a brief: a rule has no uncertain numbers."""

    def __init__(self, brief: Brief) -> None:
        brief.require_valid()
        self.origin = origin_of(brief)
        self.players = tuple(name for name, party in brief.parties.items() if party.at_table)
        self.laws = {}
        if not self.players:
            raise ModelError(
                msg("no party is at the table"), where="parties", advice=msg("Say who votes (at_table).")
            )
        self.rule = rule_of(brief.content.rules.agreement, self.players)

    def build(self, values: Sequence[float] | NDArray[np.float64]) -> Any:
        """The committee, whatever the values."""
        return Committee(self.players, self.rule, self.origin)
