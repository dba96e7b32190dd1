"""Indices as tables: every group of inputs with what it does alone and in all, and their standard errors."""

from collections.abc import Iterator

from pourparler.language import msg as _
from pourparler.language import percent, render
from pourparler.uncertainty.drivers.explained import Indices
from pourparler.views.index_words import TITLES, group_name, output_name
from pourparler.views.names import Names
from pourparler.views.table import SHOWN, Table, heads_of

HEADS = (_("Group"), _("Output"), _("alone"), _("± points"), _("in all"), _("± points"))
NUMBERS = frozenset((2, 3, 4, 5))


def index_tables(indices: Indices, names: Names) -> tuple[Table, ...]:
    """The leading groups for the main output, for people; empty where there is nothing to tell."""
    if not indices.main:
        return ()
    rows = [texts for output, _key, texts in index_rows(indices, names) if output == indices.main]
    return (
        Table(render(TITLES[indices.by], names.lang), heads_of(HEADS, names), tuple(rows[:SHOWN]), NUMBERS),
    )


def index_rows(indices: Indices, names: Names) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Output, key (of a group that is one number) and texts of every group for every output that varies, the largest
    total first.
    """
    for output, found in indices.explained.items():
        if not found.varies:
            continue
        for group, index in indices.of(output):
            yield output, group.name if group.kind == "key" else "", (
                group_name(group, indices.by, names),
                output_name(output, names),
                _share(index.first_order, names),
                points_text(index.first_order_error),
                _share(index.total, names),
                points_text(index.total_error),
            )  # fmt: skip


def _share(value: float | None, names: Names) -> str:
    """A share of the variance; estimates below nought are nought with an error."""
    return "–" if value is None else percent(max(value, 0.0), names.lang)


def points_text(error: float | None) -> str:
    """A standard error in whole points of percent, never less than one where it is not nought."""
    return str(max(1, round(100 * error))) if error else "–"
