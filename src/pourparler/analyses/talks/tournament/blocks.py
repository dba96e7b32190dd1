"""The rows of one batch as arrays, and as the JSON data in which they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.analyses.talks.protocol import REASONS
from pourparler.analyses.talks.tournament.batches import Batch, Run
from pourparler.analyses.talks.tournament.field import Field, Scenario
from pourparler.language import Message

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FAULT = REASONS.index("fault")
AGREED = REASONS.index("agreement")
FaultKind = Literal["error", "timeout", "ended"]

WHOLE = ("reasons", "steps", "agreements", "offers", "calls")
REAL = (
    "utilities",
    "discounted",
    "to_frontier",
    "to_nash",
    "to_kalai_smorodinsky",
    "nash_share",
    "reserve",
    "ideal",
)


@dataclass(frozen=True)
class Fault:
    """Whose fault it was that a run ended (``seat``; -1: of several one does not know whose), and what was wrong."""

    seat: int
    kind: FaultKind
    message: Message


@dataclass(frozen=True, eq=False)
class Block:
    """Runs of one scenario: (rows,) arrays, and (rows, seats) for what each seat has.

    ``seating``: strategies by their numbers; ``reasons``: places in ``REASONS``; ``agreements``: outcome indices, -1
    without one; ``utilities``: reserves without agreement; distances in units of utility; ``nash_share``: the product of
    gains, as a share of the largest one. ``reserve``, ``ideal`` (seats,).
    """

    scenario: Scenario
    seating: Ints
    repetitions: Ints
    reasons: Ints
    steps: Ints
    agreements: Ints
    offers: Ints
    calls: Ints
    utilities: Floats
    discounted: Floats
    to_frontier: Floats
    to_nash: Floats
    to_kalai_smorodinsky: Floats
    nash_share: Floats
    reserve: Floats
    ideal: Floats
    faults: Mapping[int, Fault]

    def __len__(self) -> int:
        return len(self.steps)

    def run(self, row: int) -> Run:
        """Which run a row is of."""
        return Run(tuple(self.seating[row].tolist()), int(self.repetitions[row]))


def block_of(field: Field, batch: Batch, found: Mapping[str, Any]) -> Block:
    """The rows of a batch from what was kept of them."""
    scenario = field.scenarios[batch.scenario]
    arrays: dict[str, Any] = {name: np.array(found[name], dtype=np.int64) for name in WHOLE}
    arrays |= {name: np.array(found[name], dtype=np.float64) for name in REAL}
    return Block(
        scenario=scenario,
        seating=np.array([run.seating for run in batch.runs], dtype=np.int64),
        repetitions=np.array([run.repetition for run in batch.runs], dtype=np.int64),
        **arrays,
        faults={
            row: Fault(seat, kind, Message(text, params))
            for row, seat, kind, text, params in found["faults"]
        },
    )  # fmt: skip
