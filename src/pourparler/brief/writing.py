"""Rewriting a brief: changed scalars are spliced into the text where they stand; every other byte stays."""

import json
import math
import re
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from pourparler.brief.document import Document, Path, read_yaml, scalar
from pourparler.brief.files import save
from pourparler.errors import UsageError
from pourparler.language import msg

_PLAIN = re.compile(r"[^\W\d_][\w.\-]*( [\w.\-]+)*")


def rewritten(document: Document, changes: Mapping[Path, Any]) -> str:
    """The text of ``document`` with scalars at ``changes`` replaced by new scalars.

    Without changes, and where a new value equals the old one, the text is the same byte for byte. Raises
    ``UsageError`` for a path that is not in the text, holds more than a scalar, or is written by an alias.

    >>> rewritten(read_yaml("a: 1  # one\\nb: 'x'\\n", "f"), {("a",): 2})
    "a: 2  # one\\nb: 'x'\\n"
    """
    text = document.text
    edits = []
    for path, value in changes.items():
        place = document.places.get(path)
        old = _at(document.data, path)
        if place is None or isinstance(old, dict | list) or text[place.start : place.start + 1] == "*":
            raise UsageError(
                msg(
                    "{key} is not a value written in {name}", key="/".join(map(str, path)), name=document.file
                ),
                where=document.file,
                advice=msg("Edit the file by hand."),
            )
        if not _same(old, value):
            edits.append((place.start, place.end, scalar_text(value, text[place.start : place.start + 1])))
    for start, end, new in sorted(edits, reverse=True):
        gap = " " if start == end else ""  # an empty value right after its colon
        text = text[:start] + (gap if text[start - 1 : start] == ":" else "") + new + text[end:]
    return text


def added(document: Document, section: str, *, name: str, item: Mapping[str, Any]) -> str:
    """The text of ``document`` with ``name: item`` put at the end of the top-level mapping ``section``.

    The section is made where it is missing. Raises ``UsageError`` where the name is taken.
    """
    text = document.text
    known = _at(document.data, (section,))
    if isinstance(known, dict) and name in known:
        raise UsageError(
            msg("{section} already has {name}", section=section, name=name),
            where=document.file,
            advice=msg("Choose another id with --id."),
        )
    newline = "\r\n" if "\r\n" in text else "\n"
    place = document.places.get((section,))
    if not known or place is None:
        return _with_new_section(document, section, block(name, item, "  ").replace("\n", newline), newline)
    if text[place.start] == "{":
        inner = f"{name}: {flow(item)}"
        before = text[: place.end - 1].rstrip()
        return before + ("" if before.endswith((",", "{")) else ", ") + inner + text[place.end - 1 :]
    children = [path for path in document.places if len(path) == 2 and path[0] == section]
    line_start = text.rfind("\n", 0, _key_offset(document, children[0])) + 1
    indent = text[line_start : _key_offset(document, children[0])]
    last = max(p.end for path, p in document.places.items() if path[:1] == (section,) and len(path) > 1)
    at = _past_comments(text, _line_after(text, last), indent)
    glue = "" if text[:at].endswith("\n") or not at else newline
    return text[:at] + glue + block(name, item, indent).replace("\n", newline) + text[at:]


def _line_after(text: str, at: int) -> int:
    """Where the line after ``at`` begins; a block scalar ends there already."""
    if text[at - 1 : at] == "\n":
        return at
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _past_comments(text: str, at: int, indent: str) -> int:
    """Past the comments right below an entry that are indented as it is, or further: they belong to it."""
    comment = re.compile(rf"{indent}[ \t]*#[^\n]*(\n|\Z)")
    while indent and (found := comment.match(text, at)):
        at = found.end()
    return at


def _with_new_section(document: Document, section: str, body: str, newline: str) -> str:
    text, place = document.text, document.places.get((section,))
    if place is not None:  # the key is there, without content
        line_end = text.find("\n", place.start)
        at = len(text) if line_end < 0 else line_end + 1
        if (
            text[place.start : place.start + 1] == "{"
        ):  # empty: a comment behind it stays on the line of the key
            behind = text[place.end : line_end if line_end >= 0 else len(text)]
            kept = behind.rstrip("\r") if behind.lstrip().startswith("#") else ""
            rest = text[place.end + len(kept) :]
            return text[: place.start].rstrip() + kept + newline + body.rstrip() + rest
        glue = "" if text[:at].endswith("\n") else newline
        return text[:at] + glue + body + text[at:]
    glue = "" if text.endswith("\n") else newline
    return f"{text}{glue}{newline}{section}:{newline}{body}"


def _key_offset(document: Document, path: Path) -> int:
    """Where the key of an entry of a block mapping begins."""
    place = document.places[path]
    name = str(path[-1])
    found = [m.start() for m in re.finditer(re.escape(name), document.text[: place.start + 1])]
    return found[-1] if found else place.start


def block(name: str, item: Mapping[str, Any], indent: str) -> str:
    """An entry of a block mapping, nested values in flow style."""
    inner = indent + "  "
    lines = [f"{indent}{name}:"]
    lines += [f"{inner}{key}: {flow(value)}" for key, value in item.items()]
    return "\n".join(lines) + "\n"


def flow(value: Any) -> str:
    """A value in YAML flow style."""
    match value:
        case dict() | Mapping():
            return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar_text(value, "")


def scalar_text(value: Any, style: str) -> str:
    """A scalar as YAML text; ``style`` is the first character of what it replaces (its quotes are kept)."""
    match value:
        case None:
            return "~"
        case bool():
            return "true" if value else "false"
        case int():
            return str(int(value))
        case float():
            if not math.isfinite(value):
                raise UsageError(msg("{found} is not a usable number", found=str(value)), where="brief")
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(float(value))
    text = str(value)
    if style == "'" and "\n" not in text and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if style != '"' and _PLAIN.fullmatch(text) and scalar(text) == text:
        return text
    return (
        json.dumps(text, ensure_ascii=False)
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        .replace("\x7f", "\\x7f")
    )


def save_changes(file: FilePath, changes: Mapping[Path, Any], name: str) -> None:
    """Splice ``changes`` into a file of the brief, check that nothing else moved, and save it atomically."""
    document = read_yaml(file.read_text(encoding="utf-8"), name)
    text = rewritten(document, changes)
    if text != document.text:
        save_text(file, document, text)


def save_text(file: FilePath, document: Document, text: str) -> None:
    """Save a rewritten text after reading it back: it must still be YAML without new faults."""
    again = read_yaml(text, document.file)
    if len(again.faults) > len(document.faults):
        raise UsageError(
            msg("{name} cannot be rewritten safely", name=document.file),
            where=document.file,
            advice=msg("Edit the file by hand."),
        )
    save(file, text)


def _at(data: Any, path: Path) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _same(old: Any, new: Any) -> bool:
    return (type(new) in (type(old), type(old).__base__) and bool(old == new)) or (
        old is None and new is None
    )
