"""Where words and tables are shown: by rich on a terminal, as plain aligned text in a pipe."""

import sys
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from pourparler.views.table import Table


class Screen:
    """Standard output. Styles and wrapping only on a terminal; ``NO_COLOR`` is respected there."""

    def __init__(self) -> None:
        self.is_terminal = sys.stdout.isatty()

    @cached_property
    def _console(self) -> "Console":
        from rich.console import Console

        return Console(highlight=False)

    def line(self, text: str = "", style: str = "", end: str = "\n") -> None:
        """One line of text; ``style`` in rich's words."""
        if self.is_terminal:
            self._console.print(text, style=style or None, end=end, markup=False)
        else:
            sys.stdout.write(text + end)

    def table(self, table: "Table") -> None:
        """A table under its caption."""
        self.line()
        self.line(table.caption, "bold")
        if self.is_terminal:
            self._ruled(table)
            return
        rows = [table.columns, *table.rows]
        widths = [max(len(row[i]) for row in rows) for i in range(len(table.columns))]
        for row in rows:
            cells = zip(row, widths, strict=True)
            aligned = [c.rjust(w) if i in table.right else c.ljust(w) for i, (c, w) in enumerate(cells)]
            self.line("  " + "  ".join(aligned).rstrip())

    def _ruled(self, table: "Table") -> None:
        from rich.box import SIMPLE_HEAD
        from rich.table import Table as RichTable
        from rich.text import Text

        ruled = RichTable(box=SIMPLE_HEAD, pad_edge=False)
        for i, head in enumerate(table.columns):
            # Long words go on in the next line: an ellipsis would hide what they say.
            ruled.add_column(Text(head), justify="right" if i in table.right else "left", overflow="fold")
        for row in table.rows:
            ruled.add_row(*(Text(cell) for cell in row))
        self._console.print(ruled)
