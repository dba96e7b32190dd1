"""Which encoding a table is written in: UTF-8, UTF-16 or Windows-1252, found from its bytes and stated.

A byte-order mark decides; without one, zero bytes at every second place mean UTF-16, bytes that are valid UTF-8
are UTF-8, anything else without control characters is Windows-1252, which Western spreadsheets write.
"""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from pourparler.brief.files import read_bytes
from pourparler.errors import UnreadableInput
from pourparler.exchange.faults import unreadable
from pourparler.language import msg

UTF_8, UTF_16, WINDOWS = "UTF-8", "UTF-16", "Windows-1252"
_MARKS = ((codecs.BOM_UTF8, "utf-8", UTF_8), (codecs.BOM_UTF16_LE, "utf-16-le", UTF_16), (codecs.BOM_UTF16_BE, "utf-16-be", UTF_16))  # fmt: skip
_WIDE_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Decoded:
    """The text of a file without its byte-order mark, and the name of its encoding."""

    text: str
    encoding: str


def read_table(path: Path) -> Decoded:
    """The text of a table of at most 2 MB. Raises ``UnreadableInput`` for binary files and other encodings."""
    data = read_bytes(path)
    try:
        found = decoded(data)
    except UnicodeDecodeError as error:
        raise _no_text(path.name) from error
    if _CONTROL.search(found.text):
        raise _no_text(path.name)
    return found


def decoded(data: bytes) -> Decoded:
    """The text of these bytes. Raises ``UnicodeDecodeError`` where they are in none of the three encodings.

    >>> decoded("é".encode("cp1252")), decoded("é;1".encode("utf-16"))
    (Decoded(text='é', encoding='Windows-1252'), Decoded(text='é;1', encoding='UTF-16'))
    """
    if not data.startswith(_WIDE_MARKS):
        for mark, codec, name in _MARKS:
            if data.startswith(mark):
                return Decoded(data[len(mark) :].decode(codec), name)
    if b"\0" in data[:4_000]:
        return Decoded(data.decode(_two_bytes(data)), UTF_16)
    try:
        return Decoded(data.decode("utf-8"), UTF_8)
    except UnicodeDecodeError:
        return Decoded(data.decode("cp1252"), WINDOWS)


def _two_bytes(data: bytes) -> str:
    """Which half of most letters is zero: the second in little-endian text of the Latin alphabet."""
    head = data[:4_000]
    return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"


def _no_text(name: str) -> UnreadableInput:
    return unreadable(
        "X001",
        name,
        msg("{name} is not text in UTF-8, UTF-16 or Windows-1252", name=name),
        advice=msg("Save the file as UTF-8."),
    )
