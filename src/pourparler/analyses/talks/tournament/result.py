"""What a tournament found: every run, and how the strategies did."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pourparler.analyses.result import Status
from pourparler.analyses.talks.protocol import REASONS
from pourparler.analyses.talks.tournament.blocks import Block
from pourparler.analyses.talks.tournament.field import Field
from pourparler.analyses.talks.tournament.plan import Tournament
from pourparler.analyses.talks.tournament.scores import DRAWS, Against, Scores, by_opponent, scores
from pourparler.language import asked_language, render

TOLD = 20
"""Faults that are told one by one; all of them are in the rows."""


@dataclass(frozen=True, eq=False)
class TournamentResult:
    """The runs in ``blocks``, scenarios by name and runs in the order of their seating; ``status``: whether all were played."""

    field: Field
    blocks: tuple[Block, ...]
    status: Status
    planned: int

    @property
    def plan(self) -> Tournament:
        """What was asked for, without the scenarios and strategies themselves."""
        return self.field.plan

    @property
    def runs(self) -> int:
        """How many runs were played."""
        return sum(map(len, self.blocks))

    @cached_property
    def scores(self) -> tuple[Scores, ...]:
        """By strategy, the best first."""
        return scores(self.blocks, self.field.labels, seed=self.field.seed) if self.blocks else ()

    @cached_property
    def by_opponent(self) -> tuple[Against, ...]:
        """By strategy and opponent."""
        return by_opponent(self.blocks, self.field.labels) if self.blocks else ()

    @cached_property
    def reasons(self) -> Mapping[str, int]:
        """How many runs ended how."""
        return {
            name: sum(int((block.reasons == at).sum()) for block in self.blocks)
            for at, name in enumerate(REASONS)
        }

    @property
    def timeouts(self) -> int:
        """Of the faults, how many were runs that took too long."""
        return sum(fault.kind == "timeout" for block in self.blocks for fault in block.faults.values())

    def faults(self) -> list[dict[str, Any]]:
        """The first faults: where, whose and what, as data with a message."""
        found = (
            {
                "scenario": block.scenario.name,
                "seats": [self.field.labels[at] for at in block.seating[row]],
                "seat": None if fault.seat < 0 else block.scenario.seats[fault.seat],
                "repetition": int(block.repetitions[row]),
                "kind": fault.kind,
                "message": fault.message,
            }
            for block in self.blocks
            for row, fault in block.faults.items()
        )
        return [one for one, _ in zip(found, range(TOLD), strict=False)]

    def to_dict(self, lang: str | None = None) -> dict[str, Any]:
        """Scores and tables as JSON data, schema ``pourparler/tournament/1``; equal inputs give equal bytes."""
        from pourparler import __version__

        language, field, plan = asked_language(lang), self.field, self.plan
        return {
            "schema": "pourparler/tournament/1",
            "version": __version__,
            "status": {"code": self.status.code, "sentence": render(self.status.message, language)},
            "seed": field.seed,
            "plan": {
                "strategies": [
                    {"name": name, "strategy": one.to_dict()}
                    for name, one in zip(field.labels, field.strategies, strict=True)
                ],
                "scenarios": [
                    {"name": one.name, "digest": one.digest, "seats": list(one.seats), "rounds": one.rounds}
                    for one in field.scenarios
                ],
                "repetitions": plan.repetitions,
                "self_play": plan.self_play,
                "assignments": plan.assignments,
                "fault_share": plan.fault_share,
                "run_seconds": plan.run_seconds,
            },
            "left_out": [
                {"scenario": one.name, "reason": render(one.message, language)} for one in field.left_out
            ],
            "runs": self.runs,
            "planned": self.planned,
            "reasons": dict(self.reasons),
            "timeouts": self.timeouts,
            "faults": [
                {**one, "message": render(one["message"], language)} for one in self.faults()
            ],
            "resamples": DRAWS,
            "scores": [_score_data(one) for one in self.scores],
            "by_opponent": [vars(one) for one in self.by_opponent],
        }  # fmt: skip


def _score_data(one: Scores) -> dict[str, Any]:
    return {
        "strategy": one.strategy,
        "seats": one.seats,
        "rank": vars(one.rank),
        "faults": one.faults,
        "timeouts": one.timeouts,
        **{name: vars(score) for name, score in one.measures.items()},
    }
