"""The conflicts that are shipped hold what the golden cases of stability hold: states, moves, ranks, answers.

Sources: Rapoport, Guyer 1966; Fraser, Hipel 1984; Fang, Hipel, Kilgour 1993; Hipel et al. 1993; Hipel, Kilgour, Kinsara
2014; Kinsara et al. 2015.
"""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pourparler.cases import read_case
from pourparler.model.check import check
from pourparler.model.conflict import Conflict

SHIPPED = {
    "elmira": "elmira",
    "cuban-missile": "cuban_missile_one_way",
    "syria-iraq": "syria_iraq",
    "chicken": "chicken",
    "prisoners-dilemma": "prisoners_dilemma",
}
HOME = os.environ.get("POURPARLER_CASES")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_case_is_sound_and_speaks_two_languages(name: str) -> None:
    brief = read_case(name)
    assert not [finding for finding in check(brief) if finding.level != "note"]
    moves = brief.content.moves
    assert moves is not None
    conflict = Conflict.from_brief(brief)
    assert [str(conflict.label(i)) for i in range(len(conflict.codes))] == list(moves.state_names)
    called = [brief.title, *(party.name for party in brief.parties.values()), *moves.state_names.values()]
    called += [option.name for option in moves.options.values()]
    assert all(isinstance(words, dict) and set(words) == {"en", "fr"} for words in called)


@pytest.mark.skipif(HOME is None, reason="POURPARLER_CASES is not set")
@pytest.mark.parametrize(("name", "file"), SHIPPED.items())
def test_a_case_holds_the_golden_facts(name: str, file: str) -> None:
    golden: Any = json.loads((Path(str(HOME)) / "stability" / f"{file}.json").read_text(encoding="utf-8"))
    brief = read_case(name)
    conflict = Conflict.from_brief(brief)
    labels = [conflict.label(i) for i in range(len(conflict.codes))]
    assert labels == [state["code"] for state in golden["states"]]
    assert conflict.status_quo is not None
    assert conflict.label(conflict.status_quo) == golden["status_quo"]
    for ranks, party in zip(conflict.ranks, golden["parties"], strict=True):
        top = int(ranks.max())
        classes = [[labels[i] for i in np.flatnonzero(ranks == top - k)] for k in range(top)]
        assert classes == golden["ranking"][party]
    if golden["arcs"] is not None:
        assert conflict.arcs is not None
        for arcs, party in zip(conflict.arcs, golden["parties"], strict=True):
            assert [[labels[a], labels[b]] for a, b in arcs] == sorted(golden["arcs"][party])
    else:
        ways = [None if axis.free else ("take" if axis.allowed[0, 1] else "drop") for axis in conflict.axes]
        assert ways == [option["one_way"] for option in golden["options"]]
    answers = {
        answer["field"]: answer["value"]
        for answer in brief.content.published
        if answer["concept"] == "stability"
    }
    assert answers
    for field, value in answers.items():
        assert list(value) == golden["expected"]["equilibria"][field.removeprefix("equilibria/")]
