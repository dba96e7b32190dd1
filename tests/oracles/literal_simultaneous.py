"""Simultaneous sanctioning by its definition, as sets and loops: slow on purpose, no code of the project.

States are tuples of levels, axes have owners; rankings are party -> state -> number, larger is better.
"""

from collections.abc import Mapping, Sequence
from itertools import product

Ranks = Sequence[Mapping[int, float]]


class Axes:
    """States as tuples of levels; ``steps`` by axis: pairs of levels that its owner may go between."""

    def __init__(
        self,
        states: list[tuple[int, ...]],
        owners: list[int],
        steps: list[set[tuple[int, int]]],
        parties: int,
    ) -> None:
        self.states, self.owners, self.steps, self.parties = states, owners, steps, parties
        self.inside = set(states)

    def moves(self, party: int, state: tuple[int, ...]) -> list[tuple[int, ...]]:
        choices = [
            [y for x, y in self.steps[a] if x == level] if self.owners[a] == party else [level]
            for a, level in enumerate(state)
        ]
        return [t for t in product(*choices) if t in self.inside and t != state]

    def arcs(self) -> list[set[tuple[int, int]]]:
        return [
            {(self.states.index(s), self.states.index(t)) for s in self.states for t in self.moves(p, s)}
            for p in range(self.parties)
        ]

    def simultaneous(self, ranks: Ranks, party: int, state: tuple[int, ...]) -> bool:
        """Whether each improvement meets some choice of the others, from ``state``, that makes it none."""

        def worth(p: int, s: tuple[int, ...]) -> float:
            return ranks[p][self.states.index(s)]

        better = [
            [t for t in self.moves(p, state) if worth(p, t) > worth(p, state)] for p in range(self.parties)
        ]
        others = [p for p in range(self.parties) if p != party]
        for t in better[party]:
            met = False
            for choice in product(*[[state, *better[p]] for p in others]):
                parts = dict(zip(others, choice, strict=True)) | {party: t}
                end = tuple(parts[owner][a] for a, owner in enumerate(self.owners))
                if end in self.inside and worth(party, end) <= worth(party, state):
                    met = True
            if not met:
                return False
        return True
