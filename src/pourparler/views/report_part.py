"""One short part of the report: a title, sentences, a list, a figure where one is worth its room."""

from dataclasses import dataclass

from pourparler.views.charts.figure import Figure


@dataclass(frozen=True)
class Part:
    """``lead``: what must be read first; ``items``: a list, named by ``listed``; ``sentences``: what follows from it."""

    title: str
    lead: tuple[str, ...]
    listed: str = ""
    items: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    figure: Figure | None = None
