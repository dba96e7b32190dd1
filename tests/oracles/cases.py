"""The published and synthetic conflicts as numbers, which are not part of the project.

``POURPARLER_CASES`` names the folder that holds ``stability/``.
"""

import json
import os
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import literal_groups as literal
import numpy as np
import pytest

FOLDER = Path(os.environ.get("POURPARLER_CASES", "")) / "stability"
NAMES = sorted(file.stem for file in FOLDER.glob("*.json")) if FOLDER.is_dir() else []
needed = pytest.mark.skipif(
    not NAMES, reason="these conflicts are not part of the project; name their folder in POURPARLER_CASES"
)


@dataclass(frozen=True)
class Case:
    """States are places in the order of the file; ``ranks``: 1 the worst class; ``axes``: levels, owners, steps."""

    parties: list[str]
    codes: list[Any]
    moves: list[literal.Moves]
    ranks: list[list[int]]
    axes: tuple[list[int], list[int], list[list[list[bool]]]] | None
    expected: dict[str, Any]
    status_quo: int | None

    @property
    def arcs(self) -> list[np.ndarray]:
        return [literal.pairs(moves) for moves in self.moves]

    @property
    def array(self) -> np.ndarray:
        return np.array(self.ranks, dtype=np.int32)

    def states(self, codes) -> list[int]:
        return [self.codes.index(code) for code in codes]

    def coded(self, sets: Any) -> list[list[Any]]:
        return [[self.codes[state] for state in states] for states in sets]

    def arrays(self) -> dict[str, Any]:
        """``levels``, ``owners``, ``allowed``, ``feasible`` (N,), ``ranks`` (P, N; 0 where infeasible)."""
        assert self.axes is not None
        levels, owners, allowed = self.axes
        feasible = np.zeros(prod(levels), dtype=bool)
        feasible[self.codes] = True
        ranks = np.zeros((len(self.parties), len(feasible)), dtype=np.int32)
        ranks[:, self.codes] = self.array
        steps = tuple(np.array(step) for step in allowed)
        return {
            "levels": tuple(levels), "owners": tuple(owners), "allowed": steps, "feasible": feasible, "ranks": ranks,
        }  # fmt: skip

    def graph(self) -> dict[str, Any]:
        """States by code, as the oracle of labelled states takes them."""
        return {
            "states": self.codes,
            "arcs": [{(self.codes[s], self.codes[t]) for s in m for t in m[s]} for m in self.moves],
            "ranks": [dict(zip(self.codes, rank, strict=True)) for rank in self.ranks],
        }


def on_axes() -> list[str]:
    """The names of the cases whose states are options or levels."""
    return [name for name in NAMES if data(name)["form"] != "graph"]


def data(name: str) -> dict[str, Any]:
    """A case file as it is."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def allowed(levels: int, one_way: str | None) -> list[list[bool]]:
    up = one_way not in ("drop", "down")
    down = one_way not in ("take", "up")
    return [[y == x or (y > x and up) or (y < x and down) for y in range(levels)] for x in range(levels)]


def read(name: str, *, reversible: bool = False, without: tuple[tuple[str, int, int], ...] = ()) -> Case:
    """One case; ``reversible``: without its one-way marks; ``without``: moves taken out (party, from, to)."""
    case = case_of(data(name), reversible=reversible)
    for party, a, b in without:
        case.moves[case.parties.index(party)][case.codes.index(a)].remove(case.codes.index(b))
    return case


def case_of(known: dict[str, Any], *, reversible: bool = False) -> Case:
    """A case file, or one restated."""
    codes, parties = [state["code"] for state in known["states"]], known["parties"]
    count = len(codes)
    ranks = []
    for party in parties:
        classes = [c if isinstance(c, list) else [c] for c in known["ranking"][party]]
        rank = {code: len(classes) - k for k, tied in enumerate(classes) for code in tied}
        ranks.append([rank[code] for code in codes])
    if known["form"] == "graph":
        place = {code: k for k, code in enumerate(codes)}
        arcs = {p: [(place[a], place[b]) for a, b in known["arcs"].get(p, [])] for p in parties}
        moves, axes = [literal.from_pairs(arcs[p], count) for p in parties], None
    else:
        given = known.get("issues") or known["options"]
        values = [[{"N": 0, "Y": 1}.get(v, v) for v in state["values"]] for state in known["states"]]
        levels = [one.get("levels", 2) for one in given]
        owners = [parties.index(one["party"]) for one in given]
        steps = [
            allowed(n, None if reversible else one["one_way"]) for n, one in zip(levels, given, strict=True)
        ]
        axes = (levels, owners, steps)
        moves = [literal.from_levels(values, [o == i for o in owners], steps) for i in range(len(parties))]
    quo = codes.index(known["status_quo"]) if "status_quo" in known else None
    return Case(parties, codes, moves, ranks, axes, known.get("expected", {}), quo)
