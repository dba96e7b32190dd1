"""Leave one source out: what rests on one source alone, and which verdicts go with it."""

import pytest

from pourparler.analyses.solve import solve
from pourparler.analyses.stability.perturbing import Perturbation
from pourparler.analyses.stability.stability import Stability
from pourparler.brief.reading import brief_from_data
from pourparler.brief.resting import Resting, cited_by_moves, without
from pourparler.uncertainty.left_out.leaving_out import without_each_source

SOURCES = {
    "times": {"kind": "document", "outlet": "The Times"},
    "post": {"kind": "document", "outlet": "paper"},
    "the-times": {"kind": "outlet", "title": "the times"},
    "paper": {"kind": "outlet"},
    "minister": {"kind": "person"},
    "aides": {"kind": "anonymous", "title": "an aide"},
    "officials": {"kind": "anonymous", "title": "An aide"},
    "idle": {"kind": "document"},
}
EVIDENCE = {
    "t1": {"source": "times", "quote": "…"},
    "t2": {"source": "times", "quote": "…", "via": ["minister"]},
    "p1": {"source": "post", "quote": "…", "via": [["minister", "aides"]]},
    "p2": {"source": "post", "quote": "…", "via": ["paper", "aides"]},
    "p3": {"source": "post", "quote": "…", "via": ["paper", "officials"]},
    "no": {"source": "times", "quote": "…", "state": "rejected"},
}
MOVES = {
    "options": {"dam": {"party": "n", "one_way": True, "because": ["t1"]}, "quota": {"party": "s"}, "protest": {"party": "s"}},
    "impossible": [{"statement": "quota and protest", "because": "p2"}, "dam and protest and not quota"],
    "prefer": {
        "n": [{"statement": "not protest", "because": ["p1"]}, {"statement": "dam", "because": ["t2", "no"]}],
        "s": [{"statement": "not dam", "because": ["t1", "p2"]}, "quota"],
    },
    "blocked_moves": [{"party": "s", "from": "NNN", "to": "NYN", "because": ["t2"], "why": "A vote is needed."}],
}  # fmt: skip


def made(**moves):
    return brief_from_data({"sources": SOURCES, "evidence": EVIDENCE, "parties": {"n": {}, "s": {}}, "moves": {**MOVES, **moves}})  # fmt: skip


def test_an_item_rests_on_a_source_through_which_all_its_chains_pass():
    known = Resting(made())
    assert known.alone(["t2"], "times")
    assert known.alone(["t2"], "minister")
    assert known.alone(["t2"], "the-times")
    assert known.alone(["p1"], "post")
    assert not known.alone(["p1"], "minister")
    assert not known.alone(["p1"], "aides")
    assert known.alone(["p2"], "paper")
    assert not known.alone(["t1", "p2"], "times")
    assert known.alone(["t2", "no"], "minister")
    assert not known.alone(["no"], "times")
    assert not known.alone([], "times")
    assert not known.alone(["t1"], "times", assumed=True)


def test_one_anonymous_group_has_several_ids():
    known = Resting(made())
    assert known.alone(["p2", "p3"], "aides")
    assert known.alone(["p2", "p3"], "officials")
    assert known.sources(["p3"]) == ("post", "paper", "aides", "officials")


@pytest.mark.parametrize(
    ("source", "dropped"),
    [
        ("times", ["moves/prefer/n/1", "moves/options/dam/one_way", "moves/blocked_moves/0"]),
        ("minister", ["moves/prefer/n/1", "moves/blocked_moves/0"]),
        ("post", ["moves/prefer/n/0", "moves/impossible/0"]),
        ("aides", ["moves/impossible/0"]),
        ("idle", []),
    ],
)
def test_what_goes_with_a_source_and_what_stays(source, dropped):
    brief = made()
    rest, gone = without(brief, source)
    assert list(gone) == dropped
    moves = rest.content.moves
    assert set(moves.options) == {"dam", "quota", "protest"}
    assert len(moves.impossible) == 2 - ("moves/impossible/0" in gone)
    assert len(moves.prefer["n"]) == 2 - sum(key.startswith("moves/prefer/n") for key in gone)
    assert bool(moves.options["dam"].one_way) == ("moves/options/dam/one_way" not in gone)
    assert len(moves.blocked_moves) == 1 - ("moves/blocked_moves/0" in gone)
    assert brief.content.moves.options["dam"].one_way is True


def test_marks_of_moves_rest_on_their_option():
    options = {**MOVES["options"], "dam": {"party": "n", "because": ["t1"]}}
    rest, gone = without(made(options=options, one_way={"dam": "take", "quota": "take"}), "times")
    assert "moves/one_way/dam" in gone
    assert rest.content.moves.one_way == {"quota": "take"}


def test_changed_verdicts_are_those_of_the_brief_without_it():
    brief = made()
    found = without_each_source(brief, Stability(robustness=Perturbation("swaps")))
    assert [one.source for one in found.sources] == [
        "times",
        "post",
        "the-times",
        "paper",
        "minister",
        "aides",
        "officials",
    ]
    base = solve(brief, Stability())
    for one in found.sources:
        rest, dropped = without(brief, one.source)
        assert dropped == one.dropped
        other = solve(rest, Stability())
        for concept in ("nash", "gmr", "smr", "seq", "sseq"):
            before = {base.game.label(i) for i in base.equilibria[concept]}
            after = {other.game.label(i) for i in other.equilibria[concept]}
            change = one.equilibria.get(concept)
            assert (set(change.gained), set(change.lost)) if change else (set(), set()) == (after - before, before - after)  # fmt: skip
    assert any(one.equilibria for one in found.sources)
    assert any(one.parties for one in found.sources)


def test_hand_made_two_sources():
    # b prefers that a gives, a prefers not to: without "one" a's wish is gone, without "two" what cannot be.
    data = {
        "sources": {"one": {"kind": "document"}, "two": {"kind": "document"}},
        "evidence": {"e1": {"source": "one", "quote": "…"}, "e2": {"source": "two", "quote": "…"}},
        "parties": {"a": {}, "b": {}},
        "moves": {
            "options": {"give": {"party": "a"}, "ask": {"party": "b"}},
            "prefer": {"a": [{"statement": "not give", "because": "e1"}, "not ask"], "b": ["give", "ask"]},
            "impossible": [{"give": "yes", "ask": "yes", "because": ["e2"]}],
        },
    }
    found = without_each_source(brief_from_data(data), Stability(concepts=("nash",)))
    one, two = found.sources
    # As it stands: a never gives, b asks: only code 2. Without a's wish not to give, 1 (given, not asked) holds too.
    assert one.dropped == ("moves/prefer/a/0",)
    assert one.equilibria["nash"].gained == (1,)
    assert one.equilibria["nash"].lost == ()
    assert one.parties == {"a": {"nash": one.equilibria["nash"]}}
    # Without what cannot be, 3 is possible and b leaves 1 for it, but a would rather not give there.
    assert two.dropped == ("moves/impossible/0",)
    assert two.equilibria == {}
    assert two.parties["b"]["nash"].lost == (1,)
    data = found.to_dict()
    assert data["sources"][0]["equilibria"] == {"nash": {"gained": [1], "lost": []}}
    assert data["sentences"][0] == "Without one these become equilibria: Nash 1."
    assert data["sentences"][1] == "Without two verdicts of single parties change, and no equilibrium does."


def test_a_party_left_without_preferences_is_told():
    data = {
        "sources": {"one": {"kind": "document"}},
        "evidence": {"e1": {"source": "one", "quote": "…"}},
        "parties": {"a": {}, "b": {}},
        "moves": {
            "options": {"give": {"party": "a"}, "ask": {"party": "b"}},
            "prefer": {"a": [{"statement": "not give", "because": "e1"}], "b": ["give"]},
        },
    }
    (one,) = without_each_source(brief_from_data(data), Stability()).sources
    assert one.changes
    assert "a has no preferences" in str(one.problem)


def test_without_cited_evidence_nothing_is_left_out():
    brief = brief_from_data({"parties": {"a": {}}, "moves": {"options": {"x": {"party": "a"}}, "prefer": {"a": ["x"]}}})  # fmt: skip
    assert cited_by_moves(brief) == ()
    assert without_each_source(brief, Stability()).sources == ()
