"""Canonical JSON: the one byte form of data that is hashed, sealed or compared."""

import json
import unicodedata
from hashlib import sha256
from typing import Any

from pourparler.brief.edtf import Interval


def canonical(data: Any) -> str:
    """UTF-8 text with NFC strings, sorted keys, separators ``,`` and ``:``, numbers in shortest form.

    Equal numbers have one form, whole or not, and reading the text back and writing it again gives it again.

    >>> canonical({"b": 2.50, "a": [1.0, "e\\u0301"]})
    '{"a":[1,"é"],"b":2.5}'
    """
    return json.dumps(
        _plain(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest(data: Any) -> str:
    """The sha256 of the canonical JSON of ``data``, in hexadecimal."""
    return sha256(canonical(data).encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    match value:
        case None | bool():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case int() | float():
            return _number(value)
        case dict():
            return {unicodedata.normalize("NFC", str(key)): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case Interval():
            return f"{value.first or '..'}/{value.last or '..'}"
    return str(value)


def _number(value: float) -> int | float | str:
    """The one form of a number: digits for whole ones below 10^16, else as a float where a float is equal."""
    if value != value or value in (_INFINITE, -_INFINITE):
        return str(value)
    if abs(value) < 10**16:
        return int(value) if value == int(value) else float(value)
    try:
        return float(value) if value == float(value) else int(value)
    except OverflowError:  # a whole number beyond all floats
        return int(value)


_INFINITE = float("inf")
