"""The starter brief that `pourparler new` writes."""

from importlib import resources
from pathlib import Path

from pourparler.brief.brief import MAIN
from pourparler.brief.files import save
from pourparler.errors import UsageError
from pourparler.language import Lang, msg


def make(folder: Path, *, lang: Lang) -> tuple[str, ...]:
    """Write a commented brief into ``folder``, which must be new or empty; return the names written.

    Raises ``UsageError`` where something stands there already: nothing is ever overwritten.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            msg("{path} is not empty", path=str(folder)),
            where=str(folder),
            advice=msg("Name a new folder; nothing was written."),
        )
    data = resources.files("pourparler.brief") / "data"
    (folder / "sources").mkdir(parents=True)
    files = {MAIN: f"starter.{lang}.yaml", "sources/README.md": f"starter-sources.{lang}.md"}
    for name, source in files.items():
        save(folder / name, (data / source).read_text(encoding="utf-8"))
    return tuple(files)
