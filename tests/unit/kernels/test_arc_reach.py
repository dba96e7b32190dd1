"""What groups of movers reach from one state, against the definition."""

import literal_groups as literal
import numpy as np

from pourparler.kernels.arc_reach import improvements, reached
from tests.unit.kernels.random_arcs import arc_lists, listed


def test_a_group_is_found_as_by_the_definition() -> None:
    rng = np.random.default_rng(9)
    for _ in range(60):
        states, parties = int(rng.integers(1, 9)), int(rng.integers(1, 4))
        lists = arc_lists(rng, parties, states, float(rng.uniform(0.05, 0.5)))
        ranks = rng.integers(1, 6, (parties, states)).astype(np.int32)
        moves = [literal.from_pairs(rows.tolist(), states) for rows in lists]
        every = listed(lists, states)
        who = sorted(rng.choice(parties, int(rng.integers(1, parties + 1)), replace=False).tolist())
        for consecutive in ("forbid", "allow"):
            better = [literal.improving(own, rank) for own, rank in zip(moves, ranks.tolist(), strict=True)]
            for steps, of in ((moves, every), (better, improvements(every, ranks))):
                start = int(rng.integers(states))
                told = reached(of, start, group=who, consecutive=consecutive)
                expected = literal.group_moves([steps[i] for i in who], start, consecutive)
                assert told.states.tolist() == sorted(expected)
