"""Published and synthetic conflicts: inverse counts and conditions, simultaneous sanctioning, the combined convention.

Syria and Iraq 1975 is restated here (Hipel, Kilgour and Kinsara 2014; Kinsara, Kilgour and Hipel 2015); the other
case files are not part of the project: point POURPARLER_CASES at the folder that holds ``stability/``. A published
guide prints 420 for sequential stability at code 1; the definition gives 384.
"""

from typing import Any

import literal_groups as literal
import numpy as np
import pytest
from cases import NAMES, Case, case_of, needed, read

from pourparler.kernels.arc_lists import Listing, listing
from pourparler.kernels.inverse_conditions import Conditions, conditions
from pourparler.kernels.inverse_counts import counted, form
from pourparler.kernels.inverse_orders import satisfied
from pourparler.kernels.inverse_simultaneous import simultaneous_conditions
from pourparler.kernels.move_axes import Game
from pourparler.kernels.simultaneous import combined, simultaneous

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")

SYRIA_IRAQ: dict[str, Any] = {
    "parties": ["Syria", "Iraq"],
    "form": "options",
    "options": [
        {"party": "Syria", "one_way": None},
        {"party": "Syria", "one_way": None},
        {"party": "Iraq", "one_way": None},
    ],
    "states": [{"code": c, "values": [c & 1, c >> 1 & 1, c >> 2]} for c in (0, 1, 2, 4, 5, 6)],
    "ranking": {"Syria": [[0], [2], [6], [1], [4], [5]], "Iraq": [[1], [4], [6], [0], [5], [2]]},
}


def lists_of(case: Case) -> tuple[Listing, ...]:
    return tuple(listing(arcs, len(case.codes)) for arcs in case.arcs)


def on_axes(case: Case) -> tuple[Game, np.ndarray]:
    known = case.arrays()
    return Game(*(known[key] for key in ("levels", "owners", "allowed", "feasible"))), known["ranks"]


def asked_of(case: Case, party: int, target: int, concept: str) -> Conditions:
    if concept == "sim":
        return simultaneous_conditions(*on_axes(case), party=party, target=target)
    return conditions(
        lists_of(case), case.array, party=party, target=target, concept=concept, consecutive="forbid"
    )


def sequential(case: Case) -> np.ndarray:
    """SEQ by party and state, by its definition."""
    states = range(len(case.codes))
    return np.array(
        [
            [literal.stable(case.moves, case.ranks, i, s, "seq") for s in states]
            for i in range(len(case.parties))
        ]
    )


def test_syria_and_iraq() -> None:
    case = case_of(SYRIA_IRAQ)
    counts = {
        concept: counted(asked_of(case, 0, 1, concept), states=6).count for concept in (*CONCEPTS, "sim")
    }
    assert counts == {"nash": 240, "seq": 384, "gmr": 384, "smr": 300, "sseq": 300, "sim": 240}
    forms = {concept: form(asked_of(case, 0, 1, concept).own) for concept in CONCEPTS}
    assert case.coded(forms["nash"].clauses) == [[0], [2]]
    for concept in ("seq", "gmr"):
        assert case.coded(forms[concept].clauses) == [[0, 4], [2, 6]]
        assert case.coded(forms[concept].sufficient_sets) == [[0, 2], [0, 6], [2, 4], [4, 6]]
    for concept in ("smr", "sseq"):
        assert case.coded(forms[concept].sufficient_sets) == [[0, 2], [4, 5, 6]]
    # Where the other party's verdict depends on the free ranking.
    free_syria = asked_of(case, 0, 0, "seq")
    assert free_syria.gates == (None, None)
    assert [case.codes[x] for x in (free_syria.not_best[0].state, *free_syria.not_best[0].among)] == [4, 5]
    assert counted(free_syria, states=6).count == 150
    assert counted(asked_of(case, 0, 0, "gmr"), states=6).count == 384
    assert counted(asked_of(case, 1, 2, "seq"), states=6).count == 180


@needed
@pytest.mark.parametrize("name", NAMES)
def test_inverse_counts_and_conditions(name: str) -> None:
    case = read(name)
    for entry in case.expected.get("inverse", []):
        party = case.parties.index(entry["party"])
        for target, code in enumerate(case.codes):
            for concept, count in entry["count"][str(code)].items():
                found = counted(asked_of(case, party, target, concept), states=len(case.codes))
                assert (found.count, found.total) == (count, entry["total"]), (entry["party"], code, concept)
    expected = case.expected.get("inverse_conditions")
    for concept in CONCEPTS if expected else ():
        target = case.codes.index(expected["target"])
        told = form(asked_of(case, case.parties.index(expected["party"]), target, concept).own)
        assert case.coded(told.clauses) == expected[concept]["clauses"]
        assert case.coded(told.sufficient_sets) == expected[concept]["sufficient_sets"]


@needed
@pytest.mark.parametrize("name", NAMES)
def test_conditions_hold_iff_the_forward_verdict_is_stable(name: str) -> None:
    """Whichever party is free: its stated ranking satisfies the conditions exactly at the equilibria."""
    case = read(name)
    for concept, codes in case.expected["equilibria"].items():
        if codes is None or concept == "seq_sim":
            continue
        for party in range(len(case.parties)):
            told = [
                code
                for target, code in enumerate(case.codes)
                if satisfied(asked_of(case, party, target, concept), case.array[[party]])[0]
            ]
            assert told == codes, (concept, party)


@needed
@pytest.mark.parametrize("name", NAMES)
def test_simultaneous_sanctioning_and_the_combined_convention(name: str) -> None:
    case = read(name)
    if case.axes is None:
        assert case.expected["equilibria"]["sim"] is None
        return
    found = simultaneous(*on_axes(case))
    assert not found.limit
    verdicts = found.verdicts[:, case.codes]
    for party, row in zip(case.parties, verdicts, strict=True):
        stable = [code for code, verdict in zip(case.codes, row.tolist(), strict=True) if verdict == 1]
        assert stable == case.expected["stable"][party]["sim"]
    both = combined(sequential(case), verdicts)
    for name, each in (("sim", (verdicts == 1).all(axis=0)), ("seq_sim", both == 1)):
        assert [case.codes[k] for k in np.flatnonzero(each)] == case.expected["equilibria"][name]
