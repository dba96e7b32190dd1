"""The files of an import: found in a folder or named, limited in size and number; the files of an export."""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pourparler.brief.files import digest, read_bytes, read_text, save
from pourparler.errors import UnreadableInput
from pourparler.exchange.faults import impossible, place, unreadable
from pourparler.exchange.scenario import Origin
from pourparler.language import Message, msg

MAX_FILES = 500


def listed(folder: Path, suffixes: tuple[str, ...]) -> tuple[Path, ...]:
    """The files of a folder with one of the suffixes, by name.

    Hidden files (``._name`` is what archives of some systems leave behind) are no scenario files.
    """
    found = sorted(
        item
        for item in folder.iterdir()
        if item.suffix.lower() in suffixes and not item.name.startswith(".") and item.is_file()
    )
    if len(found) > MAX_FILES:
        raise unreadable(
            "X001",
            folder.name,
            msg("{folder} holds {n} files; at most {limit} are read", folder=folder.name, n=len(found), limit=MAX_FILES),
            advice=msg("Put one domain and its profiles into a folder of their own."),
        )  # fmt: skip
    return tuple(found)


def candidates(path: Path, suffixes: tuple[str, ...]) -> tuple[Path, ...]:
    """The files that may belong to an import: those of the folder, or the file named and those beside it.

    Raises ``UnreadableInput`` where there is nothing at ``path``.
    """
    if path.is_dir():
        return listed(path, suffixes)
    if not path.exists():
        raise unreadable(
            "X001",
            str(path),
            msg("there is no file or folder {path}", path=str(path)),
            advice=msg("Check the path."),
        )
    return (path, *(item for item in listed(path.parent, suffixes) if item.name != path.name))


def require_one_domain(domains: Sequence[str], given: Path, none: Message) -> None:
    """Raise ``UnreadableInput`` unless exactly one domain was found; ``none`` says that there is none."""
    if len(domains) == 1:
        return
    several = msg("{folder} holds several domains: {files}", folder=given.name, files=list(domains))
    raise unreadable("X004", str(given), several if domains else none, advice=msg("Name the domain file."))


def no_profiles(domain: str) -> UnreadableInput:
    """A domain with no party's file beside it."""
    return unreadable(
        "X004",
        domain,
        msg("there is no profile for {file} beside it", file=domain),
        advice=msg("Name the profiles with --profile FILE."),
    )


def origin(path: Path, role: Literal["domain", "profile", "table"]) -> Origin:
    """The record of a file that was read."""
    return Origin(path.name, role, digest(read_bytes(path)))


def read_json(path: Path) -> Any:
    """The data of a JSON file, numbers as decimals. A key twice, NaN or anything else is ``UnreadableInput``."""
    text = read_text(path)

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in pairs:
            if key in data:
                raise unreadable(
                    "X002",
                    path.name,
                    msg("the key {name} stands here twice", name=key),
                    advice=msg("Keep one of the two."),
                )
            data[key] = value
        return data

    try:
        return json.loads(text, parse_float=Decimal, parse_int=_whole, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        raise not_json(place(path.name, error.lineno), path.name) from error
    except (RecursionError, ValueError, ArithmeticError) as error:
        raise not_json(path.name, path.name) from error


def _whole(text: str) -> Decimal:
    return Decimal(text)


def not_json(where: str, name: str) -> Exception:
    """A file that is not JSON."""
    return unreadable(
        "X001",
        where,
        msg("{name} is not valid JSON", name=name),
        advice=msg("Correct the line, or export the file again from the program that made it."),
    )


def require_empty(folder: Path) -> None:
    """Raise ``UsageError`` where something stands at ``folder`` already: nothing is ever overwritten."""
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise impossible(
            "X006",
            str(folder),
            msg("{path} is not empty", path=str(folder)),
            advice=msg("Name a new folder; nothing was written."),
        )


def require_free(file: Path) -> None:
    """Raise ``UsageError`` where a file stands already, or where its folder does not exist."""
    if file.exists() or file.is_symlink():
        raise impossible(
            "X006",
            str(file),
            msg("there is another file at {name}", name=str(file)),
            advice=msg("Name another file with --to; nothing was overwritten."),
        )


def write_files(folder: Path, files: Mapping[str, bytes | str]) -> tuple[str, ...]:
    """Write ``files`` into an empty or new folder; return their names."""
    require_empty(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        save(folder / name, data)
    return tuple(files)


def repeated(names: Iterable[str]) -> str:
    """The first name that stands twice, or an empty text.

    >>> repeated(["a", "b", "a"])
    'a'
    """
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return ""
