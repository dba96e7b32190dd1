import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.brief.text import TIERS, view

TROUBLE = st.sampled_from(
    list(
        "ae\u0301\u0323\u0338\u0345’'«» "
        "-‑…:;?!\n\r\t\u00a0\u202f\u00ad\u200b\u200d\u202e\ufeff=<\u1100\u1161\u11a8\uac00\u0f71\u0f73\u037e\u2126\u0344\u09c7\u09be"
    )
)
TEXTS = st.lists(st.one_of(TROUBLE, st.characters(exclude_categories=["Cs"])), max_size=30).map("".join)


@pytest.mark.parametrize("tier", TIERS)
@given(raw=TEXTS)
def test_view_is_idempotent(tier, raw):
    once = view(raw, tier).text
    assert view(once, tier).text == once


@pytest.mark.parametrize("tier", TIERS)
@given(raw=TEXTS)
def test_map_is_monotone_and_inside_the_document(tier, raw):
    seen = view(raw, tier)
    assert len(seen.text) == len(seen.starts) == len(seen.ends)
    pairs = list(zip(seen.starts, seen.ends, strict=True))
    assert all(0 <= a < b <= len(raw) for a, b in pairs)
    assert all(a <= c and b <= d for (a, b), (c, d) in pairwise(pairs))


@pytest.mark.parametrize("tier", TIERS)
@given(raw=TEXTS, data=st.data())
def test_every_whole_slice_maps_to_a_raw_slice_that_normalises_to_it(tier, raw, data):
    seen = view(raw, tier)
    size = len(seen.text)
    whole = [i for i in range(size + 1) if i in (0, size) or seen.starts[i] >= seen.ends[i - 1]]
    first = data.draw(st.sampled_from(whole))
    last = data.draw(st.sampled_from(whole))
    if first >= last:
        return
    start, end = seen.span(first, last)
    part = seen.text[first:last]
    # Alone, a slice also loses the spaces and the byte order mark at its own ends.
    assert view(raw[start:end], tier).text == view(part, tier).text
    if tier == "exact":
        assert view(part, tier).text == part.lstrip("\ufeff")
    if tier == "typography":
        assert view(part, tier).text == part
    if tier == "whitespace":
        assert view(part, tier).text.strip() == part.strip()


@given(raw=TEXTS)
def test_composition_by_cluster_equals_composition_of_the_whole(raw):
    body = raw.lstrip("\ufeff")
    assert view(raw, "exact").text == unicodedata.normalize("NFC", body)


@given(st.lists(st.integers(0x1100, 0x11FF).map(chr), max_size=12).map("".join))
def test_hangul_jamo_compose_as_a_whole(raw):
    assert view(raw, "exact").text == unicodedata.normalize("NFC", raw)


@given(raw=TEXTS)
def test_each_tier_includes_the_former(raw):
    assert view(view(raw, "exact").text, "typography").text == view(raw, "typography").text
    assert view(view(raw, "typography").text, "whitespace").text == view(raw, "whitespace").text


def test_no_composition_makes_a_character_that_the_folds_would_fold():
    changed = 0
    for code in [*range(0x80, 0xD800), *range(0xE000, 0x30000)]:
        character = chr(code)
        composed = unicodedata.normalize("NFC", character)
        if composed != character:
            changed += 1
            assert view(composed, "typography").text == view(character, "typography").text
    assert changed > 900
