"""Words for shares of draws: only where one band holds the share with its error, and never without the numbers."""

import pytest

from pourparler.brief.reading import brief_from_data
from pourparler.brief.yardsticks import names, word_for
from pourparler.language import Lang, render
from pourparler.uncertainty.draws.columns import Share
from pourparler.views.likelihood import SCALES, in_a_word
from pourparler.views.names import Names


def said(share: float, error: float, yardstick: str | None, lang: Lang = "en") -> str:
    brief = brief_from_data({"yardstick": yardstick} if yardstick else {})
    found = in_a_word(Share(share, error, 1_000), Names(lang, brief))
    return "" if found is None else render(found, lang)


@pytest.mark.parametrize(
    ("share", "error", "yardstick", "lang", "expected"),
    [
        (0.7, 0.01, "icd203", "en", "“likely” (55–80%, ICD 203)"),
        (0.79, 0.01, "icd203", "en", ""),  # two standard errors reach into the next band
        (0.7, 0.01, "icd203", "fr", ""),  # the scale has no French words
        (0.95, 0.01, "canada-fr", "fr", "« quasi certain » (87–99\u202f%, renseignement canadien)"),
        (0.95, 0.001, "ipcc", "en", "“very likely” (90–100%, IPCC)"),  # nested bands: the narrowest
        (0.5, 0.0, None, "en", ""),
        (1.0, 0.0, "icd203", "en", ""),  # beyond “almost certain”
    ],
)
def test_words(share: float, error: float, yardstick: str | None, lang: Lang, expected: str) -> None:
    found = said(share, error, yardstick, lang)
    assert found.replace("\u00a0", " ").replace("«\u202f", "« ").replace("\u202f»", " »") == expected


def test_measured_readings_have_the_middle_half_of_readers_for_a_band() -> None:
    found = word_for(0.69, 0.71, yardstick="capphrase", lang="en")
    assert found is not None
    assert found.term == "likely"
    assert found.low <= 0.69
    assert found.high >= 0.71
    assert word_for(0.3, 0.9, yardstick="capphrase", lang="en") is None


def test_every_scale_has_a_name() -> None:
    assert set(SCALES) == set(names())
