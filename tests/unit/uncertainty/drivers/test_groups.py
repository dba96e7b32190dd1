"""Groups of uniforms: a partition, whatever moves what; shared ones are named as such."""

from dataclasses import dataclass
from functools import cached_property

import pytest

from pourparler.brief.laws import Law
from pourparler.uncertainty.drivers.belonging import belonging
from pourparler.uncertainty.drivers.groups import GROUPINGS, Grouping, groups
from pourparler.uncertainty.inputs.dimensions import Dimension
from pourparler.uncertainty.inputs.inputs import Inputs

AX, AY, BX = "stances/a/x/position", "stances/a/y/salience", "stances/b/x/position"
DEADLINE = "calendar/deadline"
DIMENSIONS = (
    Dimension("expert/", (AX, BX)),
    Dimension("factor/party/b", (BX, "stances/b/y/position"), ("paper",)),
    Dimension("hedge/e1", (AX, AY), ("ft",)),
    Dimension("item/e2", (AX,), ("ft", "tass")),
    Dimension("root/ft", (AX, AY), ("ft",)),
    Dimension("root/paper", (BX,), ("paper",)),
    Dimension("root/tass", (AX, BX), ("tass",)),
    Dimension(f"value/{AX}", (AX,), ("ft", "tass")),
    Dimension(f"value/{AY}", (AY,), ("ft",)),
    Dimension(f"value/{DEADLINE}", (DEADLINE,)),
    Dimension(f"value/{BX}", (BX,), ("paper",)),
)


@dataclass(frozen=True)
class Made(Inputs):
    """Inputs with dimensions named by hand."""

    own: tuple[Dimension, ...] = ()

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        return self.own


def found(by: Grouping, own: tuple[Dimension, ...] = DIMENSIONS) -> dict[tuple[str, str], list[str]]:
    inputs = Made({}, own=own)
    return {(g.kind, g.name): [own[i].name for i in g.dimensions] for g in groups(inputs, by)}


@pytest.mark.parametrize("by", GROUPINGS)
def test_every_dimension_is_in_one_group(by: Grouping) -> None:
    made = groups(Made({}, own=DIMENSIONS), by)
    assert sorted(place for group in made for place in group.dimensions) == list(range(len(DIMENSIONS)))
    assert len({(group.kind, group.name) for group in made}) == len(made)


def test_by_key_what_several_numbers_share_is_told_by_source() -> None:
    assert found("key") == {
        ("shared", "expert"): ["expert/"],
        # Tied by a stated correlation: they only move together.
        ("correlated", f"{BX} + stances/b/y/position"): ["factor/party/b", "root/paper", f"value/{BX}"],
        ("shared", "ft"): ["hedge/e1", "root/ft"],
        ("key", AX): ["item/e2", f"value/{AX}"],
        ("shared", "tass"): ["root/tass"],
        ("key", AY): [f"value/{AY}"],
        ("key", DEADLINE): [f"value/{DEADLINE}"],
    }


def test_by_source_each_root_and_each_set_of_roots() -> None:
    assert found("source") == {
        ("assumed", ""): ["expert/", f"value/{DEADLINE}"],
        ("source", "paper"): ["factor/party/b", "root/paper", f"value/{BX}"],
        ("source", "ft"): ["hedge/e1", "root/ft", f"value/{AY}"],
        ("shared", "ft + tass"): ["item/e2", f"value/{AX}"],
        ("source", "tass"): ["root/tass"],
    }


def test_by_party_issue_and_kind() -> None:
    by_party = found("party")
    assert by_party["shared", "a + b"] == ["expert/", "root/tass"]
    assert by_party["general", ""] == [f"value/{DEADLINE}"]
    by_issue = found("issue")
    assert by_issue["issue", "x"] == [
        "expert/",
        "item/e2",
        "root/paper",
        "root/tass",
        f"value/{AX}",
        f"value/{BX}",
    ]
    assert by_issue["shared", "x + y"] == ["factor/party/b", "hedge/e1", "root/ft"]
    assert set(found("kind")) == {
        ("kind", "position"), ("kind", "salience"), ("kind", "calendar"), ("shared", "position + salience")
    }  # fmt: skip


def test_what_is_of_a_party_and_of_none_is_shared() -> None:
    own = (Dimension("root/ft", (AX, DEADLINE), ("ft",)),)
    assert found("party", own) == {("shared", "a"): ["root/ft"]}


def test_ties_are_transitive() -> None:
    keys = [f"k{i}" for i in range(5)]
    own = (
        *tuple(
            Dimension(f"value/{key}", tuple(keys[max(i - 1, 0) : i + 1])) for i, key in enumerate(keys[:4])
        ),
        Dimension("value/k4", ("k4",)),
    )
    assert found("key", own) == {
        ("correlated", "k0 + k1 + k2 + k3"): ["value/k0", "value/k1", "value/k2", "value/k3"],
        ("key", "k4"): ["value/k4"],
    }


def test_exact_numbers_are_in_no_group() -> None:
    inputs = Inputs({AX: Law("point", (1.0,)), BX: Law("uniform", (0.0, 1.0))})
    assert [group.name for group in groups(inputs, "key")] == [BX]
    assert groups(Inputs({}), "source") == ()


@pytest.mark.parametrize(
    ("key", "kind", "party", "issue"),
    [
        ("stances/a/x/position", "position", "a", "x"),
        ("stances/a/x/values/high", "value", "a", "x"),
        ("stances/a/x/scores/cost", "score", "a", "x"),
        ("stances/a/x/red_line/at_least", "red_line", "a", "x"),
        ("parties/a/influence", "influence", "a", ""),
        ("parties/a/influence/x", "influence", "a", "x"),
        ("parties/a/reserve", "reserve", "a", ""),
        ("rules/no_deal/a", "reserve", "a", ""),
        ("issues/x/status_quo", "status_quo", "", "x"),
        ("calendar/deadline", "calendar", "", ""),
        ("calendar/patience/a", "calendar", "a", ""),
        ("preferences/at_least/cost/a", "threshold", "a", ""),
        ("moves/options/pay/chance", "chance", "", ""),
        ("moves/prefer/a/0", "statement", "a", ""),
        ("elsewhere", "elsewhere", "", ""),
    ],
)
def test_what_a_key_is_about(key: str, kind: str, party: str, issue: str) -> None:
    about = belonging(key)
    assert (about.kind, about.party, about.issue) == (kind, party, issue)
