"""``pourparler verify``: every quote in its document, and the lock."""

from datetime import UTC, datetime
from pathlib import Path

import click

from pourparler.app.shell import FINDINGS, OK, Command, Shell, common, with_sources
from pourparler.language import mark, msg


@click.command(
    "verify",
    cls=Command,
    help=mark(
        "Look every document up, verify every quote in it and write evidence.lock. Unchanged entries stay as they are. Exit 1 when a quote is refused."
    ),
    epilog=mark("Example: pourparler verify examples/otan-2025 --sources ~/articles"),
)
@click.argument("brief", type=click.Path(path_type=str))
@with_sources
@common
@click.pass_obj
def command(shell: Shell, /, brief: str, sources: tuple[str, ...]) -> int:
    """Verify a brief."""
    from pourparler import __version__
    from pourparler.brief.documents import Documents
    from pourparler.brief.files import inside, save
    from pourparler.brief.fingerprints import LOCK, lock_text
    from pourparler.brief.lock import verify_brief
    from pourparler.brief.reading import read_brief
    from pourparler.views.terminal import outcome_data, print_outcomes

    known = read_brief(brief)
    documents = Documents(known, tuple(Path(item) for item in sources))
    today = datetime.now(tz=UTC).date()
    lock, outcomes = verify_brief(known, documents, today=today, version=__version__)
    target = inside(known.writable_folder(), LOCK)
    text = lock_text(lock)
    if not target.exists() or target.read_bytes() != text.encode("utf-8"):
        save(target, text)
    lang = shell.lang(known.language)
    if shell.json:
        shell.print_json({"schema": "pourparler/verify/1", "items": outcome_data(outcomes)})
    else:
        print_outcomes(outcomes, known, lang)
        click.echo(shell.words(msg("Written: {files}.", files=[LOCK]), lang))
    return OK if all(item.is_verified for item in outcomes.values()) else FINDINGS
