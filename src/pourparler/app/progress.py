"""Progress on stderr, on a terminal only."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pourparler.app.shell import Shell
from pourparler.language import Message
from pourparler.uncertainty.run import Step


@contextmanager
def progress(shell: Shell) -> Iterator[Step]:
    """A function ``step(what, done, total)`` that draws a bar with the time left (without a total one that only moves),
    or does nothing.
    """
    if shell.quiet or not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def step(what: Message, done: int, total: int) -> None:
            bar.update(task, description=shell.words(what), completed=done, total=total or None)

        yield step
