"""The moves of a conflict in the forms that the kernels take: axes, or lists of arcs."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pourparler.kernels.arc_lists import Listing, listing
from pourparler.kernels.axis_moves import arcs_of, moves_from
from pourparler.kernels.chaining import chains
from pourparler.kernels.move_axes import Game
from pourparler.model.conflict import Conflict
from pourparler.model.conflict_arcs import game_of

Consecutive = Literal["auto", "forbid", "allow"]


@dataclass(frozen=True, eq=False)
class Moves:
    """Who can move where. ``consecutive``: whether a party may move twice running in a sequence.

    Where all parties' moves chain the answer is the same either way; ``auto`` finds out.
    """

    conflict: Conflict
    consecutive: Consecutive = "auto"

    @cached_property
    def columns(self) -> Game | None:
        """The axes, whether or not every move along them can be made; ``None`` in a bare graph."""
        of = self.conflict
        return game_of(of.axes, of.feasible) if of.axes else None

    @property
    def game(self) -> Game | None:
        """The moves as axes; ``None`` where they must be listed."""
        return self.columns if self.conflict.arcs is None else None

    @cached_property
    def lists(self) -> tuple[Listing, ...] | None:
        """The moves of each party one by one; ``None`` where they are more than 10^7."""
        of = self.conflict
        arcs = of.arcs if self.game is None else arcs_of(self.game, parties=len(of.parties))
        return None if arcs is None else tuple(listing(moves, len(of.codes)) for moves in arcs)

    @cached_property
    def chaining(self) -> bool:
        """Whether two moves running of one party amount to one or none, for every party (as far as can be told)."""
        of = self.conflict
        return of.arcs is None or all(chains(arcs, len(of.codes)).answer == "chains" for arcs in of.arcs)

    @property
    def running(self) -> Literal["forbid", "allow"]:
        """Whether sequences keep last movers: only where it matters, or where that is asked for."""
        if self.consecutive == "auto":
            return "allow" if self.chaining else "forbid"
        return self.consecutive

    @cached_property
    def movable(self) -> NDArray[np.bool_]:
        """Whether each party has a move from each state: (parties, states)."""
        of = self.conflict
        if self.game is not None:
            rows = [of.at_states(moves_from(self.game, party) > 0) for party in range(len(of.parties))]
            return np.stack(rows)
        return np.stack([moves.degrees > 0 for moves in self.lists or ()])
