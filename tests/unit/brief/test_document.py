"""YAML 1.2 with places; nothing in it can hang or crash the reader."""

import time

import pytest

from pourparler.brief.document import read_yaml
from pourparler.errors import UnreadableInput


def test_scalars_follow_the_core_schema() -> None:
    text = (
        "a: no\nb: 12:30\nc: 2025-01-12\nd: 0x1F\ne: 1e3\nf: ~\ng: true\nh: '5'\ni: !!str 7\nj: .5\nk: +3\n"
    )
    data = read_yaml(text, "f").data
    assert data == {
        "a": "no", "b": "12:30", "c": "2025-01-12", "d": 31, "e": 1000.0, "f": None, "g": True, "h": "5", "i": "7", "j": 0.5, "k": 3,
    }  # fmt: skip


def test_numbers_remember_how_they_were_written() -> None:
    data = read_yaml("year: 2024\nhash: 00123\nx: 2.50\n", "f").data
    assert (data["year"].text, data["hash"].text, data["x"].text) == ("2024", "00123", "2.50")


def test_flow_mappings_take_addresses_and_times() -> None:
    data = read_yaml("s: {url: https://example.org/a?b=c, at: 12:30}\n", "f").data
    assert data == {"s": {"url": "https://example.org/a?b=c", "at": "12:30"}}


def test_places_point_at_scalars_and_at_keys_of_collections() -> None:
    document = read_yaml("é: {a: 'x', b: [1, 2]}\n", "f")
    assert str(document.places["é", "a"]) == "f:1:8"
    assert str(document.places[("é",)]) == "f:1:1"
    place = document.places["é", "b", 1]
    assert document.text[place.start : place.end] == "2"


def test_a_key_twice_is_a_fault_and_the_first_stays() -> None:
    document = read_yaml("a: 1\na: 2\n", "f")
    assert document.data == {"a": 1}
    assert [(f.rule, f.where) for f in document.faults] == [("E004", "f:2:1")]


@pytest.mark.parametrize(
    "text",
    [
        "a: &x [*x]",
        "a: &a [1,1]\n"
        + "".join(
            f"{c}: &{c} [{','.join(['*' + p] * 10)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
        ),
    ],
    ids=["recursive", "explosive"],
)
def test_aliases_cannot_explode(text: str) -> None:
    document = read_yaml(text, "f")
    assert "E005" in {fault.rule for fault in document.faults}


@pytest.mark.parametrize(
    "text", ["[" * 200_000, "{a: " * 100_000, "- " * 300_000 + "x", "a:\n" + "  " * 5_000 + "[" * 5_000]
)
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    start = time.perf_counter()
    with pytest.raises(UnreadableInput):
        read_yaml(text, "f")
    # Not a speed test: the quadratic reader took minutes.
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "f:1:1"),
        ("a: [1, 2", "f:2:1"),
        ("a: 1\nb: c: d\n", "f:2:5"),
        ("a: 'x", "f:1:6"),
        ("a: 1\n---\nb: 2", "f:2:1"),
        ("a: \x07", "f:1:4"),
    ],
)
def test_what_is_not_yaml_says_where(text: str, where: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_yaml(text, "f")
    assert caught.value.where == where
    assert str(caught.value.advice)
