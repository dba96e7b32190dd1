"""Four ways to look at what holds an answer, and its sentences: the one place below the views that calls them.

They are functions that classes take as their methods: families of results already inherit as deep as they may.
"""

from typing import TYPE_CHECKING, Any, Protocol

from pourparler.language import asked_language
from pourparler.model.template import Origin

if TYPE_CHECKING:
    import pandas as pd


class Shown(Protocol):
    """What can be looked at: it knows which brief it comes from, hence names and a language."""

    @property
    def origin(self) -> Origin:
        """Which brief it comes from."""


def summary(self: Shown, lang: str | None = None) -> str:
    """It in words, a few lines of plain text, in ``lang`` or the brief's language."""
    from pourparler.views.words import summary

    return summary(self, asked_language(lang, self.origin.language))


def lines(self: Shown, lang: str | None = None) -> list[str]:
    """Its sentences one by one, as JSON data holds them."""
    from pourparler.views.words import lines

    return lines(self, asked_language(lang, self.origin.language))


def to_frame(self: Shown) -> "pd.DataFrame":
    """Its main table: of a sweep the quantities of all draws, of a timeline their quantiles by day. Needs pandas (extra ``frames``)."""
    from pourparler.views.frames import frame

    return frame(self)


def plot(self: Shown, lang: str | None = None) -> Any:
    """Its chart, an Altair object. Raises ``UsageError`` where there is nothing to draw."""
    from pourparler.views.charts import chart

    return chart(self, asked_language(lang, self.origin.language))


def as_html(self: Shown) -> str:
    """Its sentences, tables and picture for a notebook's output cell."""
    from pourparler.views.notebook import as_html

    return as_html(self)
