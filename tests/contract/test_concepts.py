"""Every registered concept keeps what every concept promises, and is documented, cited and golden-tested."""

from pathlib import Path
from typing import Any

import pytest

from pourparler.analyses.registry import OWN, concept_class
from pourparler.cases import read_case
from pourparler.model.bargain import Bargain
from pourparler.model.committee import Committee
from pourparler.model.conflict import Conflict
from pourparler.model.negotiation import Negotiation, Timing
from pourparler.model.positions import Positions
from pourparler.testing import check_concept

PROJECT = Path(__file__).parents[2]
GRAPH = {
    "states": ["0", "1", "2"],
    "arcs": {"a": [["0", "1"], ["1", "2"]], "b": [["1", "0"], ["2", "1"]]},
    "ranking": {"a": ["2", ["0", "1"]], "b": ["1", "0", "2"]},
    "status_quo": "0",
}
MODELS: dict[Any, list[Any]] = {
    Bargain: [
        Bargain.from_tables(
            {"x": ["a", "b"], "y": [0, 50]},
            {"p": {"x": [3, 1], "y": [0, 2]}, "q": {"x": [1, 2], "y": [4, 0]}},
        ),
        Bargain.from_brief(read_case("nash-1950")),
        Bargain.from_brief(read_case("harbour")),
    ],
    Positions: [
        Positions.from_arrays(
            [[0.0, 10.0], [100.0, 10.0]], influence=[1, 3], salience=[[1.0, 0.5], [1.0, 0.2]]
        ),
        Positions.from_brief(read_case("emission-1994")),
    ],
    Committee: [
        Committee.from_rule({"quota": 3, "weights": {"a": 2, "b": 1, "c": 1}}),
        Committee.from_brief(read_case("eec-council-1958")),
    ],
    Conflict: [
        Conflict.from_moves(
            {
                "options": {"x": {"party": "a"}, "y": {"party": "b"}, "z": {"party": "b", "one_way": True}},
                "impossible": ["y and z"],
                "prefer": {"a": ["y", "not x"], "b": ["x iff z", "not y"]},
            }
        ),
        Conflict.from_moves(GRAPH),
        Conflict.from_moves({**GRAPH, "unknown": {"b": [["0", "2"]]}}),
    ],
}
# The same problems with a deadline, parties that lose by waiting, and strategies, which a bargain alone does not name.
MODELS[Negotiation] = [
    Negotiation(
        deal,
        Timing(
            {party: 0.9 - 0.1 * i for i, party in enumerate(deal.parties)},
            days=7.0,
            strategies=dict.fromkeys(deal.parties, "linear"),
        ),
    )
    for deal in MODELS[Bargain]
]
# What a concept cannot do without; fewer rounds where each is played by hundreds of readings.
SETTINGS = {"inverse": {"target": "1", "party": "a"}, "challenge-readings": {"rounds": 2}}


@pytest.mark.parametrize("name", OWN)
def test_concept_keeps_its_promises(name: str) -> None:
    cls = concept_class(name)
    assert cls.name == name
    for model in MODELS[cls.accepts]:
        check_concept(cls.with_settings(SETTINGS.get(name, {})), model)


@pytest.mark.parametrize("name", ["frontier", "nash", "kalai-smorodinsky", "egalitarian", "raiffa"])
def test_concept_keeps_its_promises_over_lotteries(name: str) -> None:
    for model in MODELS[Bargain]:
        check_concept(concept_class(name).with_settings({"lotteries": "allowed"}), model)


def test_offers_in_turn_keep_their_promises_both_ways() -> None:
    for model in MODELS[Negotiation]:
        check_concept(concept_class("rubinstein").with_settings({"lotteries": "none"}), model)
        check_concept(concept_class("backward-induction").with_settings({"lotteries": "allowed"}), model)


@pytest.mark.parametrize("name", OWN)
def test_concept_has_a_page_and_a_golden_case(name: str) -> None:
    cls = concept_class(name)
    written = ("concepts.md", "collective.md", "stability.md", "alternating-offers.md", "talks.md")
    pages = [PROJECT / "docs" / name for name in written]
    if not all(page.exists() for page in pages):
        pytest.skip("the documentation is not here (an installed package)")
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    assert f"## `{name}`" in text
    golden = "\n".join(p.read_text(encoding="utf-8") for p in (PROJECT / "tests" / "golden").glob("*.py"))
    assert cls.__name__ in golden
