"""A brief as one file: packed into a zip to send, unpacked to read."""

import atexit
import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from pourparler.brief.brief import MAIN, Brief
from pourparler.brief.document import Path as YamlPath
from pourparler.brief.document import read_yaml
from pourparler.brief.files import read_text, save
from pourparler.brief.writing import rewritten
from pourparler.errors import UnreadableInput, UsageError
from pourparler.language import msg

MAX_FILES = 2_000
MAX_TOTAL = 200_000_000
_EPOCH = (1980, 1, 1, 0, 0, 0)


def unpacked(path: Path) -> Path:
    """A temporary folder with the content of a packed brief; it goes when the program ends.

    Raises ``UnreadableInput`` for a damaged archive, a member that climbs out, or one that is too large.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [item for item in archive.infolist() if not item.is_dir()]
            if len(members) > MAX_FILES or sum(item.file_size for item in members) > MAX_TOTAL:
                raise _refused(path, msg("the archive is too large"))
            for item in members:
                pure = PurePosixPath(item.filename.replace("\\", "/"))
                if pure.is_absolute() or ".." in pure.parts or ":" in item.filename:
                    raise _refused(path, msg("the archive holds a path that leads out of it"))
            folder = Path(tempfile.mkdtemp(prefix="pourparler-"))
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            archive.extractall(folder)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise _refused(path, msg("the archive cannot be read ({reason})", reason=str(error))) from error
    inner = [item for item in folder.iterdir() if item.is_dir()]
    return folder if (folder / "brief.yaml").exists() or len(inner) != 1 else inner[0]


def _refused(path: Path, found: object) -> UnreadableInput:
    return UnreadableInput(
        found, where=path.name, advice=msg("Ask for a new copy made by `pourparler pack`.")
    )


def packed(
    folder: Path,
    target: Path,
    *,
    leave_out: frozenset[str] = frozenset(),
    replaced: Mapping[str, str] | None = None,
) -> list[str]:
    """Write the files below ``folder`` into ``target``; return the names written.

    Results, hidden files and ``leave_out`` (names relative to the folder) stay behind; ``replaced`` gives
    the text of files that are changed on the way. Dates are fixed, so that the same brief gives the same
    bytes.
    """
    names = sorted(
        item.relative_to(folder).as_posix()
        for item in folder.rglob("*")
        if item.is_file() and not item.is_symlink()
    )
    kept = [
        name
        for name in names
        if name not in leave_out
        and not name.startswith("results/")
        and not any(part.startswith(".") for part in PurePosixPath(name).parts)
        and (folder / name).resolve() != target.resolve()
    ]
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in kept:
            changed = (replaced or {}).get(name)
            data = (folder / name).read_bytes() if changed is None else changed.encode("utf-8")
            archive.writestr(
                zipfile.ZipInfo(f"{folder.resolve().name}/{name}", _EPOCH), data, zipfile.ZIP_DEFLATED
            )
    save(target, buffer.getvalue())
    return kept


def copy_to_send(
    brief: Brief, target: Path, *, redact: Sequence[str] = (), documents: Literal["go", "stay"] = "go"
) -> list[str]:
    """Write the copy of a brief that may travel, as a zip; return the names inside.

    With ``documents="stay"`` the documents (and their extracted texts) are left out; ``redact`` names sources
    whose title, author, address and notes are left out. Raises ``UsageError`` for an unknown source.
    """
    folder = brief.folder
    if folder is None:
        raise UsageError(msg("this brief has no folder"), where="pack", advice=msg("Read it from a folder."))
    for name in redact:
        brief.require_source(name, where="--redact")
    hidden = set(brief.sources) if documents == "stay" else set(redact)
    if target.exists() and not _is_pack(target):
        raise UsageError(
            msg("there is another file at {name}", name=str(target)),
            where="pack",
            advice=msg("Name another file with --to; nothing was overwritten."),
        )
    files = {file for name in hidden for file in (brief.sources[name].file, brief.sources[name].text) if file}
    main = read_text(folder / MAIN, name=MAIN)
    return packed(folder, target, leave_out=frozenset(files), replaced={MAIN: redacted(main, redact)})


def _is_pack(path: Path) -> bool:
    """Whether a file is an earlier pack of a brief, which a new one may replace."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.endswith(f"/{MAIN}") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return False


IDENTITY = ("title", "author", "outlet", "url", "interest", "note", "csl")


def redacted(text: str, sources: Sequence[str]) -> str:
    """The text of a brief without the identities of ``sources``: what identifies them becomes a placeholder."""
    document = read_yaml(text, MAIN)
    known = document.data.get("sources", {}) if isinstance(document.data, dict) else {}
    changes: dict[YamlPath, Any] = {}
    for number, name in enumerate(sources, start=1):
        for key in IDENTITY:
            changes |= _blanked(known.get(name, {}).get(key), ("sources", name, key), f"redacted-{number}")
    return rewritten(document, changes)


def _blanked(value: Any, path: YamlPath, placeholder: str) -> dict[YamlPath, Any]:
    if isinstance(value, dict):
        return {
            at: v
            for key, item in value.items()
            for at, v in _blanked(item, (*path, key), placeholder).items()
        }
    if isinstance(value, list):
        return {
            at: v for i, item in enumerate(value) for at, v in _blanked(item, (*path, i), placeholder).items()
        }
    return {} if value is None else {path: placeholder}
