"""Messages: two languages, parameters by kind, typography, pickling."""

import pickle
from datetime import date

import pytest

from pourparler.language import (
    as_language,
    day,
    join,
    mark,
    msg,
    msg_n,
    number,
    pick,
    quoted,
    render,
    typography,
)


def test_parameters_are_formatted_by_language() -> None:
    message = msg("{x:number} {y:.2} {share:percent} {day:date} {names:list} {others:or} {word:quote} {text}",
                  x=1234.5, y=-0.5, share=0.123, day=date(2025, 1, 12), names=["a", "b", "c"], others=["d", "e"], word="w",
                  text={"fr": "un", "en": "one"})  # fmt: skip
    assert render(message, "en") == "1,234.5 −0.50 12% January 12, 2025 a, b and c d or e “w” one"
    assert (
        render(message, "fr")
        == "1\u202f234,5 −0,50 12\u202f% 12 janvier 2025 a, b et c d ou e «\u202fw\u202f» un"
    )


def test_messages_nest_and_travel() -> None:
    message = msg("{a}; {b:list}", a=msg("x {n}", n=3), b=[msg("{n} y", n=1), "z"])
    assert str(message) == "x 3; 1 y and z"
    assert str(pickle.loads(pickle.dumps(message))) == str(message)
    with pytest.raises(TypeError):
        message.params["a"] = 1  # type: ignore[index]


def test_plurals() -> None:
    assert [str(msg_n("{n} error", "{n} errors", n=n)) for n in (0, 1, 2)] == [
        "0 errors",
        "1 error",
        "2 errors",
    ]
    assert [render(msg_n("{n} error", "{n} errors", n=n), "fr") for n in (0, 1, 2)] == [
        "0 erreur",
        "1 erreur",
        "2 erreurs",
    ]


def test_french_typography() -> None:
    assert typography("« Oui » : non ; 5 % ! vraiment ?", "fr") == (
        "«\u202fOui\u202f»\u00a0: non\u202f; 5\u202f%\u202f! vraiment\u202f?"
    )
    assert typography("a : b", "en") == "a : b"
    assert typography("12:30", "fr") == "12:30"


def test_what_comes_from_a_brief_is_not_a_template() -> None:
    assert str(msg("{x}", x="{y} %s {0}")) == "{y} %s {0}"


def test_languages_and_texts() -> None:
    assert [as_language(x) for x in ("fr_CA.UTF-8", "FR", "en-GB", "de", None)] == [
        "fr",
        "fr",
        "en",
        "en",
        "en",
    ]
    assert pick({"fr": "a"}, "en") == "a"
    assert pick(None, "fr", "z") == "z"
    assert join([], "fr") == ""
    assert join(["a"], "fr") == "a"
    assert quoted("x", "en") == "“x”"
    assert mark("x") == "x"


@pytest.mark.parametrize(
    ("value", "en"),
    [
        (None, "None"),
        (True, "True"),
        (9999, "9,999"),
        (-3, "−3"),
        (1e20, "1.00 × 10²⁰"),
        (12345.678, "12,345.678"),
    ],
)
def test_plain_values(value: object, en: str) -> None:
    assert str(msg("{x}", x=value)) == en.replace(" × ", "\u00a0×\u00a0")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_numbers_and_dates_are_those_of_the_common_locale_data(lang):
    """Written here because the locale data takes a tenth of a second to load; French has an ordinal first day."""
    from babel.dates import format_date
    from babel.numbers import format_decimal

    for value in (0.5, 1.5, 2.5, 0.125, -0.0005, 1234567.891, -1234, 999.9996, 0.0015, 10**14, 12, -7.25):
        for decimals, pattern in ((None, "#,##0.###"), (0, "#,##0"), (2, "#,##0.00")):
            expected = format_decimal(value, format=pattern, locale=lang).replace("-", "\u2212")
            if set(expected) != set("\u22120,.") and expected.strip("\u22120,."):
                assert number(value, lang, decimals) == expected
    for month in range(1, 13):
        when = date(2025, month, 12)
        assert day(when, lang) == format_date(when, "long", locale=lang)


def test_the_first_of_a_month_is_an_ordinal_in_french():
    assert day(date(2025, 8, 1), "fr") == "1er août 2025"
    assert day(date(2025, 8, 1), "en") == "August 1, 2025"
