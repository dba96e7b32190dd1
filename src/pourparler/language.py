"""Words: message ids and parameters in, French or English sentences out.

A message is its English template plus parameters; the template is also its id in the gettext catalogue.
Nothing here is switched globally: the language is an argument of every rendering.
"""

import gettext as _gettext
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache, reduce
from importlib import resources
from math import isfinite
from string import Formatter
from types import MappingProxyType
from typing import Any, Literal

from pourparler.errors import UsageError

Lang = Literal["en", "fr"]
LANGUAGES: tuple[Lang, ...] = ("en", "fr")

NARROW_NO_BREAK = "\u202f"
NO_BREAK = "\u00a0"
# Of thousands and of decimals, from the English ones.
_SEPARATORS: Mapping[Lang, Mapping[int, str]] = {
    "en": {},
    "fr": {ord(","): NARROW_NO_BREAK, ord("."): ","},
}


@dataclass(frozen=True)
class Message:
    """A sentence as data: an English template (the catalogue id) and its parameters.

    >>> str(msg("{n} draws", n=3))
    '3 draws'
    """

    text: str
    params: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    plural: str = ""

    def __str__(self) -> str:
        return render(self, "en")

    def __bool__(self) -> bool:
        return bool(self.text)

    def __reduce__(self) -> tuple[Any, ...]:
        # A read-only mapping cannot be pickled, and messages travel between processes.
        return _message, (self.text, dict(self.params), self.plural)


def _message(text: str, params: dict[str, Any], plural: str) -> Message:
    return Message(text, MappingProxyType(params), plural)


def msg(text: str, /, **params: Any) -> Message:
    """Mark ``text`` for translation and bind its parameters.

    Template fields take a format: ``{share:percent}``, ``{x:number}`` (up to three decimals),
    ``{x:.1}`` (that many decimals), ``{names:list}``, ``{names:or}``, ``{deal:terms}`` (semicolons), ``{day:date}``, ``{word:quote}``.
    """
    return Message(text, MappingProxyType(params))


def in_sequence(parts: Iterable[Message]) -> Message:
    """Several sentences as one message.

    >>> str(in_sequence([msg("One."), msg("Two.")]))
    'One. Two.'
    """
    return reduce(lambda first, second: msg("{first} {second}", first=first, second=second), parts)


def mark(text: str) -> str:
    """Mark a text without parameters for translation where a plain string is needed."""
    return text


MONTHS = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"), mark("July"),
    mark("August"), mark("September"), mark("October"), mark("November"), mark("December"),
)  # fmt: skip


def msg_n(text: str, plural: str, /, **params: Any) -> Message:
    """Like :func:`msg` for a sentence that depends on the number ``n`` among its parameters."""
    return Message(text, MappingProxyType(params), plural)


def as_language(value: str | None, default: Lang = "en") -> Lang:
    """The supported language that ``value`` (``fr``, ``fr_CA``, ``en-GB``, ...) names, else ``default``."""
    head = (value or "")[:2].lower()
    return next((lang for lang in LANGUAGES if lang == head), default)


def asked_language(value: str | None, own: str | None = None) -> Lang:
    """The language that a caller asks for, else ``own``. Raises ``UsageError`` for one that is not spoken here.

    >>> asked_language("fr_CA"), asked_language(None, "fr")
    ('fr', 'fr')
    """
    if value and value[:2].lower() not in LANGUAGES:
        raise UsageError(
            msg("there is no language {name} here", name=value),
            where="lang",
            advice=msg("Ask for fr (French) or en (English)."),
        )
    return as_language(value or own)


def render(message: object, lang: Lang = "en") -> str:
    """The sentence in ``lang``. Anything that is not a message is shown as text in that language."""
    if not isinstance(message, Message):
        return _plain(message, lang)
    if message.plural:
        template = _catalogue(lang).ngettext(
            message.text, message.plural, _plural_count(message.params.get("n", 2))
        )
    elif message.text:
        template = _catalogue(lang).gettext(message.text)
    else:
        return ""
    return _Sentences(lang).vformat(typography(template, lang), (), message.params)


def typography(text: str, lang: Lang) -> str:
    """French spacing: narrow no-break space inside « » and before ; ! ? %, no-break space before a colon."""
    if lang != "fr":
        return text
    text = re.sub(r"« ", f"«{NARROW_NO_BREAK}", text)
    text = re.sub(r" ([»;!?%€])", NARROW_NO_BREAK + r"\1", text)
    return re.sub(r" :(?=\s|$)", f"{NO_BREAK}:", text)


def pick(text: str | Mapping[str, str] | None, lang: Lang, default: str = "") -> str:
    """The version of a brief's text in ``lang``; the other language where only that one was written."""
    if text is None:
        return default
    if isinstance(text, str):
        return text
    return text.get(lang) or next((value for value in text.values() if value), default)


def number(value: float | None, lang: Lang, decimals: int | None = None) -> str:
    """A number in the conventions of ``lang``; ``None`` is a dash. Without ``decimals``: at most three."""
    if value is None:
        return "–"
    if isinstance(value, int) and abs(value) >= 10**15:
        return _large(value, lang)
    if not isfinite(value):
        return _minus(str(value).replace("inf", "∞"))
    if abs(value) >= 1e15 or (value and abs(value) < 5e-4 and decimals is None):
        return _scientific(value, lang)
    rounded = round(Decimal(str(value)), 3 if decimals is None else decimals)  # half to even
    text = f"{rounded:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text if rounded else text.removeprefix("-")
    return _minus(text.translate(_SEPARATORS[lang]))


def percent(share: float | None, lang: Lang, decimals: int = 0) -> str:
    """A share of 1 as a percentage: ``42%`` in English, ``42 %`` with a narrow no-break space in French."""
    if share is None:
        return "–"
    space = NARROW_NO_BREAK if lang == "fr" else ""
    return number(share * 100, lang, decimals) + space + "%"


def points(share: float, lang: Lang) -> str:
    """A difference between shares of 1, in points of percent.

    >>> points(0.0152, "en"), points(0.0152, "fr")
    ('1.5 points', '1,5 point')
    """
    value = round(share * 100, 1)
    # Below two is singular in French, all but one is plural in English: the catalogue decides from an integer.
    count = 1 if value == 1 else 2 if value >= 2 else 0
    return render(msg_n("{value:.1} point", "{value:.1} points", n=count, value=value), lang)


def day(value: date, lang: Lang) -> str:
    """A date in words.

    >>> day(date(2025, 2, 1), "en")
    'February 1, 2025'
    """
    month = _catalogue(lang).gettext(MONTHS[value.month - 1])
    if value.day == 1:  # French has an ordinal here
        return render(msg("{month} 1, {year:raw}", month=month, year=value.year), lang)
    return render(msg("{month} {day:raw}, {year:raw}", month=month, day=value.day, year=value.year), lang)


def join(items: Iterable[object], lang: Lang, last: Literal["and", "or"] = "and") -> str:
    """``a, b and c`` in the language's own way."""
    words = [_plain(item, lang) for item in items]
    if len(words) < 2:
        return "".join(words)
    link = {("en", "and"): "and", ("en", "or"): "or", ("fr", "and"): "et", ("fr", "or"): "ou"}[lang, last]
    return f"{', '.join(words[:-1])} {link} {words[-1]}"


def quoted(text: str, lang: Lang) -> str:
    """``text`` inside the language's quotation marks; marks inside it become those of the second level.

    >>> quoted("« les experts »", "fr").replace(NARROW_NO_BREAK, " "), quoted("“sources”", "en")
    ('« “les experts” »', '“‘sources’”')
    """
    if lang == "fr":
        inner = _CLOSING.sub("”", _OPENING.sub("“", text))
        return f"«{NARROW_NO_BREAK}{inner}{NARROW_NO_BREAK}»"
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


_OPENING, _CLOSING = re.compile(r"«\s*"), re.compile(r"\s*»")


def as_written(value: object) -> str:
    """A value as a file has it rather than as Python shows it; a text as it is.

    >>> as_written(None), as_written(["a", True]), as_written("a")
    ('null', '["a", true]', 'a')
    """
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like ``word``, or an empty text where none is near."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: Message) -> Message:
    """Advice that names the nearest known word, else ``otherwise``."""
    near = nearest(word, known)
    return msg("Did you mean {near}?", near=near) if near else otherwise


class _Sentences(Formatter):
    """Fills a template, formatting each parameter for one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def convert_field(self, value: Any, conversion: Any) -> Any:
        return value

    def format_field(self, value: Any, format_spec: str) -> str:
        lang = self.lang
        match format_spec:
            case "percent":
                return percent(value, lang)
            case "percent1":
                return percent(value, lang, 1)
            case "points":
                return points(value, lang)
            case "list" | "or":
                return join(value, lang, "or" if format_spec == "or" else "and")
            case "terms":
                # Terms that hold colons or commas of their own.
                return typography(" ; " if lang == "fr" else "; ", lang).join(
                    _plain(item, lang) for item in value
                )
            case "date":
                return day(value, lang)
            case "quote":
                return quoted(_plain(value, lang), lang)
            case "raw":
                return str(value)
        if format_spec.startswith("."):
            return number(value, lang, int(format_spec[1:]))
        return _plain(value, lang)


def _plain(value: object, lang: Lang) -> str:
    match value:
        case Message():
            return render(value, lang)
        case bool() | None:
            return str(value)
        case int() | float():
            return number(value, lang)
        case Mapping():
            return pick(value, lang)
        case date():
            return day(value, lang)
        case tuple() | list() | frozenset():
            return join(value, lang)
    return str(value)


def _plural_count(value: object) -> int:
    # French says « 1,5 jour »: anything below 2 is singular there; the catalogue decides from an integer.
    return int(abs(value)) if isinstance(value, int | float) else 2


def _minus(text: str) -> str:
    return text.replace("-", "\u2212")


def _large(value: int, lang: Lang) -> str:
    """A whole number of any size to three figures, without passing through a float."""
    digits = Decimal(abs(value)).adjusted()
    lead = abs(value) // 10 ** (digits - 2) / 100 * (1 if value > 0 else -1)
    return _power_of_ten(f"{lead:.2f}", digits, lang)


def _scientific(value: float, lang: Lang) -> str:
    mantissa, exponent = f"{value:.2e}".split("e")
    return _power_of_ten(mantissa, int(exponent), lang)


def _power_of_ten(mantissa: str, exponent: int, lang: Lang) -> str:
    superscript = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return (
        f"{_minus(mantissa).replace('.', ',' if lang == 'fr' else '.')}{NO_BREAK}×{NO_BREAK}10{superscript}"
    )


@cache
def _catalogue(lang: Lang) -> _gettext.NullTranslations:
    if lang == "en":
        return _gettext.NullTranslations()
    path = resources.files("pourparler") / "locales" / lang / "LC_MESSAGES" / "pourparler.mo"
    with path.open("rb") as stream:
        return _gettext.GNUTranslations(stream)
