import pytest

from pourparler.brief.yardsticks import JUDGED, Band, Quantiles, names, reading, terms


def test_names_are_the_eight_scales_and_the_lexicon():
    assert names() == ("capphrase", "icd203", "phia", "nato", "ipcc", "ipcc-fr", "efsa", "kent", "canada-fr")


@pytest.mark.parametrize(
    ("term", "lang", "yardstick", "low", "high", "checked"),
    [
        ("likely", "en", "icd203", 0.55, 0.80, True),
        ("Likely", "en", "icd203", 0.55, 0.80, True),
        ("is likely to", "en", "icd203", 0.55, 0.80, True),
        ("highly probable", "en", "icd203", 0.80, 0.95, True),
        ("highly likely", "en", "nato", 0.90, 1.00, True),
        ("more likely than not", "en", "ipcc", 0.50, 1.00, False),
        ("improbable", "fr", "canada-fr", 0.02, 0.12, True),
        ("improbable", "fr", "ipcc-fr", 0.00, 0.33, False),
        ("très improbable", "fr", "ipcc-fr", 0.00, 0.10, False),
        ("plus probable qu'improbable", "fr", "ipcc-fr", 0.50, 1.00, False),
        ("probablement pas", "fr", "canada-fr", 0.20, 0.40, True),
        ("quasi certaine", "fr", "canada-fr", 0.87, 0.99, True),
        ("certain", "en", "kent", 1.00, 1.00, False),
    ],
)
def test_bands(term, lang, yardstick, low, high, checked):
    band = reading(term, lang, yardstick=yardstick)
    assert isinstance(band, Band)
    assert (band.low, band.high, band.checked) == (low, high, checked)


@pytest.mark.parametrize(
    ("term", "lang", "row", "median", "transferred"),
    [
        ("could", "en", "could happen", 0.40, False),
        ("could happen", "en", "could happen", 0.40, False),
        ("could happen", "fr", "could happen", 0.40, True),
        ("pourrait", "fr", "could happen", 0.40, True),
        ("probable", "fr", "likely", 0.75, True),
        ("probable", "en", "probable", 0.75, False),
        ("très probable", "fr", "highly likely", 0.90, True),
        ("très peu probable", "fr", "highly unlikely", 0.05, True),
        ("peu probable", "fr", "unlikely", 0.20, True),
        ("il n’est pas exclu", "fr", "might happen", 0.40, True),
        ("il n'est pas exclu que", "fr", "might happen", 0.40, True),
        ("peut-être", "fr", "might happen", 0.40, True),
        ("unlikely", "en", "unlikely", 0.20, False),
    ],
)
def test_measured_readings(term, lang, row, median, transferred):
    found = reading(term, lang, yardstick="capphrase")
    assert isinstance(found, Quantiles)
    assert (found.term, found.values[2], found.transferred) == (row, median, transferred)
    assert found.measured
    assert list(found.values) == sorted(found.values)


@pytest.mark.parametrize(
    ("term", "lang", "yardstick"),
    [
        ("very likely", "en", "nato"),
        ("not likely", "en", "icd203"),
        ("peu probable", "fr", "icd203"),
        ("probable", "fr", "kent"),
        ("pourrait", "fr", "icd203"),
        ("", "en", "icd203"),
        ("unlike", "en", "icd203"),
        ("extrêmement probable", "fr", "capphrase"),
    ],
)
def test_words_that_are_not_on_the_yardstick(term, lang, yardstick):
    assert reading(term, lang, yardstick=yardstick) is None


@pytest.mark.parametrize("name", ["reportative", "weak-report"])
def test_judged_readings_are_known_everywhere_and_marked(name):
    for yardstick in names():
        found = reading(name, "fr", yardstick=yardstick)
        assert isinstance(found, Quantiles)
        assert (found.values, found.measured, found.transferred) == (JUDGED[name], False, False)
    assert JUDGED["reportative"] == (0.40, 0.60, 0.70, 0.80, 0.95)
    assert JUDGED["weak-report"] == (0.40, 0.65, 0.75, 0.85, 0.95)


def test_terms_to_suggest():
    assert terms("nato", "en") == ("highly likely", "likely", "even chance", "unlikely", "highly unlikely")
    assert "peu probable" in terms("canada-fr", "fr")
    assert terms("canada-fr", "en") == terms("canada-fr", "fr")
    assert "very likely" in terms("icd203", "fr")
    for name in names():
        for lang in ("fr", "en"):
            assert terms(name, lang)


def test_every_term_has_a_reading():
    for name in names():
        lang = "fr" if name.endswith("-fr") else "en"
        for term in terms(name, lang):
            assert reading(term, lang, yardstick=name) is not None


@pytest.mark.parametrize("call", [lambda: terms("no", "en"), lambda: reading("likely", "en", yardstick="no")])
def test_unknown_yardstick(call):
    with pytest.raises(KeyError, match="use one of capphrase, icd203"):
        call()
