"""Stability in two-by-two conflicts of the literature, from the definitions alone.

Rapoport & Guyer 1966 (games 12 and 66); Fang, Hipel, Kilgour 1993, chapter 3: prisoners' dilemma and chicken. Options are
"cooperate" of each party, the first being the lowest bit.
"""

import pytest

from pourparler.analyses.stability.stability import Stability
from pourparler.model.conflict import Conflict

OPTIONS = {"cooperate-a": {"party": "a"}, "cooperate-b": {"party": "b"}}
# Alone against who cooperates is best, alone against who does not is worst or, in chicken, next to worst.
DILEMMA = {"a": [[2], [3], [0], [1]], "b": [[1], [3], [0], [2]]}
CHICKEN = {"a": [[2], [3], [1], [0]], "b": [[1], [3], [2], [0]]}


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (DILEMMA, {"nash": [0], "gmr": [0, 3], "smr": [0, 3], "seq": [0, 3], "sseq": [0, 3]}),
        (CHICKEN, {"nash": [1, 2], "gmr": [1, 2, 3], "smr": [1, 2, 3], "seq": [1, 2], "sseq": [1, 2]}),
    ],
)
def test_equilibria(ranking: dict[str, list[list[int]]], expected: dict[str, list[int]]) -> None:
    found = Stability().run(Conflict.from_moves({"options": OPTIONS, "ranking": ranking}), None)
    data = found.to_dict()
    assert {concept: data["equilibria"][concept] for concept in expected} == expected


def test_foresight_holds_cooperation_in_the_dilemma() -> None:
    """The others' own gain punishes who leaves: that is what sequential stability adds."""
    game = Conflict.from_moves({"options": OPTIONS, "ranking": DILEMMA, "status_quo": 3})
    reasons = [r for r in Stability().run(game, None).to_dict()["why"] if r["state"] == 3]
    assert [(r["party"], r["concept"], r["kind"], r["improvement"]) for r in reasons] == [
        ("a", "sseq", "deterred", 2),
        ("b", "sseq", "deterred", 1),
    ]
    assert all(r["sanction"]["ends"] == 0 for r in reasons)
