"""Text in two layers: the raw document, and normalised views of it with maps back to raw offsets."""

from __future__ import annotations

import codecs
import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

TIERS = ("exact", "typography", "whitespace")
"""Names of the three tiers of normalisation, weakest first; each includes the former."""

APOSTROPHES = "'’‘‛ʼ′"
"""Characters that the typography tier writes as a straight apostrophe."""

_FOLDS = {
    "'": "’‘‛ʼ′",
    '"': "“”„‟″«»",
    "-": "‐‑‒–—―−",
    " ": "".join(map(chr, (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000))),
}
INVISIBLE_CLASS = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f"
)
"""Inside of a regular-expression class: soft hyphen, zero-width, direction and tag characters."""

_INVISIBLE = re.compile(f"[{INVISIBLE_CLASS}]")
_REWRITTEN = re.compile(f"[{INVISIBLE_CLASS}]+|…")
_SPACES = re.compile(r"\A\s+|\s+(?=[:;?!])|\s+\Z|\s{2,}|[^\S ]")
_BLANK_AT_ENDS_OR_BEFORE = ":;?!"
_CACHED_FROM = 2_000


def when_used(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A pattern that is compiled at its first call: most commands need only a few of the many.

    >>> when_used("a+")().findall("baac")
    ['aa']
    """
    return cache(lambda: re.compile(pattern, flags))


class UndecodableText(ValueError):
    """The bytes of a document are neither UTF-8 nor in the charset that it declares.

    >>> issubclass(UndecodableText, ValueError)
    True
    """


def word_set(text: str) -> frozenset[str]:
    """Turn a list of words in one string into a set.

    Parameters: `text`, words parted by white space. Returns the set of them.

    >>> sorted(word_set("ne pas"))
    ['ne', 'pas']
    """
    return frozenset(text.split())


@dataclass(frozen=True, eq=False)
class View:
    """A normalised text with, for every character of it, the raw code-point range it stands for.

    Parameters: `text`, the normalised text; `starts` and `ends`, arrays as long as `text`, in raw
    code points, `ends` exclusive. Source: W3C Web Annotation Data Model, TextPositionSelector.

    >>> v = view("l’a…", "typography")
    >>> v.text, list(v.starts), list(v.ends)
    ("l'a...", [0, 1, 2, 3, 3, 3], [1, 2, 3, 4, 4, 4])
    """

    text: str
    starts: array[int]
    ends: array[int]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Raw range of the view characters from `first` to `last`, end exclusive, both in view characters.

        Returns the raw `(start, end)`; raises IndexError for an empty or outlying slice.

        >>> view("a\\n b", "whitespace").span(0, 3)
        (0, 4)
        """
        if not 0 <= first < last <= len(self.text):
            raise IndexError(f"view slice {first}:{last} is empty or outside 0:{len(self.text)}")
        return self.starts[first], self.ends[last - 1]


def decode(data: bytes, charset: str | None = None) -> str:
    """Decode a document: UTF-8 if it is UTF-8, else the declared charset.

    Parameters: `data`, the bytes as received; `charset`, the declared name, if any. A byte order mark
    stays in the text. Labels of Latin-1 are read as windows-1252, as browsers do.
    Returns the raw text; raises UndecodableText. Source: WHATWG Encoding Standard, section 4.2.

    >>> decode("été".encode("latin-1"), "iso-8859-1")
    'été'
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error.start
    if not charset:
        raise UndecodableText(f"not UTF-8 at byte {first}, and no charset is declared")
    try:
        name = codecs.lookup(charset.strip()).name
        if "escape" in name:
            raise LookupError(f"{name} is not a charset of documents")
        if name in ("iso8859-1", "ascii"):
            return data.decode("cp1252" if _fits(data, "cp1252") else "latin-1")
        return data.decode(name)
    except (LookupError, ValueError) as error:
        raise UndecodableText(f"neither UTF-8 nor {charset!r}: {error}") from error


def _fits(data: bytes, charset: str) -> bool:
    try:
        data.decode(charset)
    except UnicodeDecodeError:
        return False
    return True


def view(raw: str, tier: str = "whitespace") -> View:
    """Normalise a text at one tier and keep the map back to it.

    Parameters: `raw`, the decoded document; `tier`, `"exact"` (Unicode NFC), `"typography"` (also one
    apostrophe, quotation mark, hyphen and space; invisible characters removed) or `"whitespace"` (also
    runs of white space as one space, none at the ends or before `: ; ? !`). Case, accents, digits,
    ligatures and look-alike letters are never folded.
    Returns the view; raises ValueError for an unknown tier. Source: Unicode Standard Annex 15 (NFC).

    >>> view("« Non ! »", "whitespace").text
    '" Non! "'
    """
    if tier not in TIERS:
        raise ValueError(f"tier is one of {', '.join(TIERS)}, not {tier!r}")
    return _view_of_document(raw, tier) if len(raw) >= _CACHED_FROM else _normalised(raw, tier, view)


def invisible(raw: str) -> list[int]:
    """Find invisible and direction characters, which views ignore and a reader cannot see.

    Parameters: `raw`, the decoded document. A byte order mark at the very start is not counted.
    Returns raw code-point offsets, rising: soft hyphens, zero-width characters, direction marks, tags.
    Source: Unicode Standard Annex 9 (bidi), Unicode Technical Standard 39.

    >>> invisible("\\ufeffa\\u200bb\\u202e")
    [2, 4]
    """
    found = [m.start() for m in _INVISIBLE.finditer(raw)]
    return found[1:] if raw.startswith("\ufeff") else found


@lru_cache(maxsize=9)
def _view_of_document(raw: str, tier: str) -> View:
    return _normalised(raw, tier, view)


def _normalised(raw: str, tier: str, lower: Callable[[str, str], View]) -> View:
    if tier == "exact":
        size = len(raw)
        return _composed(View(raw, array("I", range(size)), array("I", range(1, size + 1))))
    if tier == "typography":
        # Taking a zero-width character out can bring a letter and its accent together: compose again.
        return _composed(_folded(lower(raw, "exact")))
    return _single_spaced(lower(raw, "typography"))


def _edited(base: View, edits: Iterable[tuple[int, int, str]]) -> View:
    """Replace ranges of a view; every new character stands for the whole raw range it replaces."""
    text, starts, ends = base.text, base.starts, base.ends
    pieces: list[str] = []
    new_starts, new_ends = array("I"), array("I")
    done = 0
    for first, last, replacement in edits:
        pieces += (text[done:first], replacement)
        new_starts += starts[done:first]
        new_ends += ends[done:first]
        if replacement:
            new_starts.extend([starts[first]] * len(replacement))
            new_ends.extend([ends[last - 1]] * len(replacement))
        done = last
    if not pieces:
        return base
    pieces.append(text[done:])
    return View("".join(pieces), new_starts + starts[done:], new_ends + ends[done:])


def _composed(base: View) -> View:
    text = base.text
    body = len(text) - len(text.lstrip("\ufeff"))
    if not body and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return base
    return _edited(base, _composition_edits(text, body))


def _composition_edits(text: str, body: int) -> Iterable[tuple[int, int, str]]:
    if body:
        yield 0, body, ""
    letters = {c for c in set(text) if c >= "\u00c0"}
    joining = "".join(map(re.escape, sorted(c for c in letters if _joins(c))))
    changing = "".join(map(re.escape, sorted(c for c in letters if unicodedata.normalize("NFC", c) != c)))
    parts = []
    if joining:
        parts.append(f"[^{joining}]?[{joining}]+")
    if changing:
        parts.append(f"[{changing}]")
    if not parts:
        return
    for cluster in re.compile("|".join(parts), re.DOTALL).finditer(text, body):
        composed = unicodedata.normalize("NFC", cluster.group())
        if composed != cluster.group():
            yield cluster.start(), cluster.end(), composed


def _joins(character: str) -> bool:
    """Whether canonical composition can tie this character to what stands before it."""
    first = unicodedata.normalize("NFD", character)[0]
    return unicodedata.combining(first) != 0 or first in _second_parts()


@cache
def _second_parts() -> frozenset[str]:
    """Starters that are the second part of a canonical composition, vowel and final jamo included."""
    found = {chr(c) for c in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}
    # Two-part canonical decompositions all lie below U+20000.
    for code in range(0x00C0, 0x20000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            found.add(chr(int(parts[1], 16)))
    return frozenset(found)


def _folded(base: View) -> View:
    text = base.text
    if text.isascii():
        return base
    present = set(text)
    for plain, variants in _FOLDS.items():
        for variant in variants:
            if variant in present:
                text = text.replace(variant, plain)
    same_length = View(text, base.starts, base.ends)
    return _edited(
        same_length,
        ((m.start(), m.end(), "..." if m.group() == "…" else "") for m in _REWRITTEN.finditer(text)),
    )


def _single_spaced(base: View) -> View:
    return _edited(base, _space_edits(base.text))


def _space_edits(text: str) -> Iterable[tuple[int, int, str]]:
    size = len(text)
    for run in _SPACES.finditer(text):
        first, last = run.span()
        blank = first == 0 or last == size or text[last] in _BLANK_AT_ENDS_OR_BEFORE
        yield first, last, "" if blank else " "
