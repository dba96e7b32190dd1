import time
import unicodedata

import pytest

from pourparler.brief.text import TIERS, UndecodableText, decode, invisible, view


def slices(text, tier):
    seen = view(text, tier)
    return seen.text, [text[a:b] for a, b in zip(seen.starts, seen.ends, strict=True)]


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("été".encode(), None, "été"),
        ("été".encode(), "iso-8859-1", "été"),
        (b"\xef\xbb\xbfa", None, "\ufeffa"),
        ("été".encode("latin-1"), "latin-1", "été"),
        ("l’été".encode("cp1252"), "ISO-8859-1", "l’été"),
        (b"\x81\xe9", "latin-1", "\x81é"),
        ("été".encode("utf-16"), "utf-16", "été"),
        (b"", None, ""),
    ],
)
def test_decodes(data, charset, text):
    assert decode(data, charset) == text


@pytest.mark.parametrize(
    "charset", [None, "", "no-such", "utf-8", "ascii\0", "hex", "unicode_escape", "shift_jis"]
)
def test_undecodable_bytes_are_refused(charset):
    with pytest.raises(UndecodableText):
        decode(b"\xe9t\xff", charset)


@pytest.mark.parametrize(
    ("raw", "tier", "text"),
    [
        ("e\u0301te\u0301", "exact", "été"),
        ("\u1112\u1161\u11ab", "exact", "한"),
        ("q\u0307\u0323", "exact", "q\u0323\u0307"),
        ("\u0f73\u0f71", "exact", unicodedata.normalize("NFC", "\u0f73\u0f71")),
        ("l’a", "exact", "l’a"),
        ("\ufeffa", "exact", "a"),
        ("’‘‛ʼ′'", "typography", "''''''"),
        ("“”„‟″«»", "typography", '"""""""'),
        ("‐‑‒–—―−-", "typography", "--------"),
        ("a\u00a0b\u202fc\u2009d", "typography", "a b c d"),
        ("fin…", "typography", "fin..."),
        ("dé\u00adman\u200btè\u202ale", "typography", "démantèle"),
        ("e\u200b\u0301", "typography", "é"),
        (" a \r\n\t b  c \n", "whitespace", "a b c"),
        ("Quoi ? Non\u00a0! Si ; là :\u202foui", "whitespace", "Quoi? Non! Si; là: oui"),
        ("É œ ﬁ ² А O’", "whitespace", "É œ ﬁ ² А O'"),
    ],
)
def test_folds(raw, tier, text):
    assert view(raw, tier).text == text


def test_never_folded():
    for a, b in [
        ("OTAN", "otan"),
        ("été", "ete"),
        ("six", "6"),
        ("œ", "oe"),
        ("O", "О"),
        ("٣", "3"),
        ("ﬁ", "fi"),
    ]:
        assert view(a).text != view(b).text


def test_maps_name_the_raw_range_of_every_character():
    assert slices("a\u0301 «\u00a0b…", "exact") == ("á «\u00a0b…", ["a\u0301", " ", "«", "\u00a0", "b", "…"])
    assert slices("x\u00ady…", "typography") == ("xy...", ["x", "y", "…", "…", "…"])
    assert slices(" a \n b ;", "whitespace") == ("a b;", ["a", " \n ", "b", ";"])


def test_span_refuses_an_empty_or_outlying_slice():
    seen = view("abc")
    assert seen.span(1, 3) == (1, 3)
    for first, last in [(1, 1), (-1, 2), (0, 4)]:
        with pytest.raises(IndexError):
            seen.span(first, last)


def test_unknown_tier():
    with pytest.raises(ValueError, match="exact, typography, whitespace"):
        view("a", "fuzzy")


def test_invisible_characters_are_counted_without_the_byte_order_mark():
    assert invisible("\ufeffab") == []
    assert invisible("a\ufeffb") == [1]
    assert invisible("a\u00adb\u200dc\u2066d\U000e0041") == [1, 3, 5, 7]
    assert invisible("naïve — « été »\u00a0!") == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_two_megabytes_take_seconds_not_minutes(form):
    paragraph = "Il a dit « l’été »  à\u00a0six heures…\r\nPuis\u00adque tout va bien : non !\n\n"
    raw = unicodedata.normalize(form, paragraph * 30_000)
    begun = time.perf_counter()
    sizes = [len(view(raw, tier).text) for tier in TIERS]
    assert time.perf_counter() - begun < 20
    assert sizes[2] < sizes[0]
