"""Canonical JSON: one form for equal data, whatever the order of keys, the platform or who wrote it."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pourparler.brief.canonical import canonical, digest
from pourparler.brief.document import scalar

FEW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

EXAMPLE = {
    "brief": "0" * 64,
    "forecast": {
        "membership": {"atoms": [{"at": 70, "mass": 0.25}], "high": 90, "low": 20, "point": 61.5}
    },
    "id": "otan-2025/membership/1",
    "resolves": "2025-12-31",
    "sealed": "2025-01-12",
}  # fmt: skip

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=12,
)


def shuffled(data: Any) -> Any:
    """The same data, with the keys of every mapping the other way round."""
    if isinstance(data, dict):
        return {key: shuffled(data[key]) for key in reversed(data)}
    return [shuffled(item) for item in data] if isinstance(data, list) else data


def collides(data: Any) -> bool:
    """Whether two keys of a mapping are one in NFC."""
    if isinstance(data, dict):
        keys = [unicodedata.normalize("NFC", key) for key in data]
        return len(set(keys)) < len(keys) or any(map(collides, data.values()))
    return any(map(collides, data)) if isinstance(data, list) else False


def test_the_digest_of_the_specification() -> None:
    assert digest(EXAMPLE) == "138d286585b026406d42e77b03721d3efa196f22b997d10c55e8afd85b9efb53"
    assert digest(shuffled(EXAMPLE)) == digest(EXAMPLE)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (-0.0, "0"), (1.0, "1"), (-3.0, "-3"), (2.50, "2.5"), (0.1, "0.1"), (5e-324, "5e-324"),
        (1e15, "1000000000000000"), (2.0**53, "9007199254740992"), (2**53, "9007199254740992"), (2**53 + 1, "9007199254740993"),
        (1e22, "1e+22"), (10**22, "1e+22"), (-(10**22), "-1e+22"), (10**22 + 1, "10000000000000000000001"),
        (True, "true"), (None, "null"), ("e\u0301", '"é"'), ("\x7f\u2028\\\"\n", '"\x7f\u2028\\\\\\"\\n"'),
        (scalar("1.50"), "1.5"), (scalar("0x10"), "16"), (scalar("2024"), "2024"),
    ],
)  # fmt: skip
def test_one_form(value: Any, text: str) -> None:
    assert canonical(value) == text


def test_whole_numbers_beyond_all_floats_keep_their_digits() -> None:
    assert canonical(10**400) == "1" + "0" * 400


@FEW
@given(PLAIN)
def test_reading_and_writing_again_changes_nothing(data: Any) -> None:
    text = canonical(data)
    assert canonical(json.loads(text)) == text


@FEW
@given(PLAIN)
def test_the_order_of_keys_does_not_count(data: Any) -> None:
    if not collides(data):
        assert digest(shuffled(data)) == digest(data)


@FEW
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_equal_numbers_have_one_form_and_different_ones_two(x: float) -> None:
    assert float(canonical(x)) == x
    if x.is_integer():
        assert canonical(int(x)) == canonical(x)
