"""Words for shares of draws, from the scale that the brief names; never without the numbers."""

from collections.abc import Mapping

from pourparler.brief.yardsticks import CAPPHRASE, word_for
from pourparler.language import Message, msg
from pourparler.uncertainty.draws.columns import Share
from pourparler.views.names import Names

SCALES: Mapping[str, Message] = {
    CAPPHRASE: msg("as 5,174 readers took it"),
    "icd203": Message("ICD 203"),
    "phia": Message("PHIA"),
    "nato": msg("NATO AJP-2.1"),
    "ipcc": msg("IPCC"),
    "ipcc-fr": msg("IPCC"),
    "efsa": Message("EFSA"),
    "kent": Message("Kent"),
    "canada-fr": msg("Canadian intelligence"),
}
"""What each scale is called beside a word."""


def in_a_word(share: Share, names: Names) -> Message | None:
    """The word for a share of draws on the brief's scale, with the scale's numbers; ``None`` where there is none.

    A word is chosen only where the share lies in its band with two standard errors to either side.
    """
    yardstick = names.brief.content.yardstick if names.brief else None
    if yardstick is None or yardstick not in SCALES:
        return None
    low, high = (
        max(0.0, share.share - 2 * share.standard_error),
        min(1.0, share.share + 2 * share.standard_error),
    )
    found = word_for(low, high, yardstick=yardstick, lang=names.lang)
    if found is None:
        return None
    return msg("{term:quote} ({low}–{high:percent}, {scale})",
               term=found.term, low=round(found.low * 100), high=found.high, scale=SCALES[yardstick])  # fmt: skip
