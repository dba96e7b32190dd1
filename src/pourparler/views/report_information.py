"""The report's part on what an answer rests on: sources left out in turn, what to verify next, what carries the variance."""

from dataclasses import dataclass, replace

from pourparler.language import render
from pourparler.uncertainty.spread import Spread
from pourparler.views.charts.figure import Figure, Table
from pourparler.views.charts.indices import index_bars
from pourparler.views.charts.verify_next import verify_next
from pourparler.views.left_out import left_out_sentences, without_sources_table
from pourparler.views.names import Names
from pourparler.views.verify_next import verify_sentences, verify_table

ROWS = 10
"""Rows of the table of what to verify; results.json has all of them."""


@dataclass(frozen=True)
class Information:
    """What is told of one spread beside its shares: marked sentences, tables, pictures."""

    sources: tuple[str, ...]
    without: Table | None
    verify: tuple[str, ...]
    worth: Table | None
    figures: tuple[Figure, ...]


def information(spread: Spread, names: Names) -> Information | None:
    """What ``spread`` rests on and what to verify; ``None`` where proposals have no worth in its kind of model.

    Indices are shown where they have been computed.
    """
    if not spread.answers or (worth := spread.information()).best is None:
        return None
    left = spread.jackknife()
    figures = [
        verify_next(worth, names),
        *(index_bars(found, names) for found in spread.known_indices.values()),
    ]
    return Information(
        sources=tuple(render(line, names.lang) for line in left_out_sentences(left, names)),
        without=without_sources_table(left, names),
        verify=tuple(render(line, names.lang) for line in verify_sentences(worth, names)),
        worth=_first(verify_table(worth, names)),
        figures=tuple(figure for figure in figures if figure is not None),
    )


def _first(table: Table | None) -> Table | None:
    return None if table is None else replace(table, rows=table.rows[:ROWS])
