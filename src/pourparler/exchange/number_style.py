"""How a table writes its numbers: found from the numbers themselves, and refused where they leave it open.

French: decimal comma, thousands parted by plain, no-break, thin or narrow no-break spaces. English: decimal point,
thousands parted by commas. ``1,234`` alone is one thousand two hundred and thirty-four, or a little more than one.
"""

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from pourparler.errors import UnreadableInput
from pourparler.exchange.decimals import usable
from pourparler.exchange.faults import unreadable
from pourparler.language import Message, msg

Style = Literal["comma", "point"]
Evidence = Literal["comma", "point", "either", "none", "no number"]

_SPACES = " \u00a0\u2009\u202f"
_SPACED = re.compile(rf"[-+]?\d{{1,3}}([{_SPACES}]\d{{3}})+(?=[.,]|$)")
_PATTERNS: tuple[tuple[str, Evidence], ...] = (
    (r"\d+([eE][-+]?\d{1,3})?", "none"),
    (r"\d*\.\d+([eE][-+]?\d{1,3})?|\d+\.", "point"),
    (r"[1-9]\d{0,2},\d{3}", "either"),
    (r"[1-9]\d{0,2}(,\d{3}){2,}|[1-9]\d{0,2}(,\d{3})+\.\d+", "point"),
    (r"\d*,\d+([eE][-+]?\d{1,3})?|[1-9]\d{0,2}(\.\d{3})+,\d+", "comma"),
)


def _bare(text: str) -> tuple[str, bool]:
    """The number without spaces and with a plain sign, and whether spaces parted its thousands."""
    text = text.strip().strip(_SPACES).replace("\u2212", "-")
    spaced = _SPACED.match(text) is not None
    if spaced:
        text = re.sub(f"[{_SPACES}]", "", text)
    return text.lstrip("+-") if text[:1] in "+-" else text, spaced


def evidence(text: str) -> Evidence:
    """What one number says about the way in which it is written.

    >>> [evidence(x) for x in ("12", "0,5", "1 234,5", "1,234", "1.234", "1,234,567", "x")]
    ['none', 'comma', 'comma', 'either', 'point', 'point', 'no number']
    """
    bare, spaced = _bare(text)
    for pattern, says in _PATTERNS:
        if re.fullmatch(pattern, bare):
            return "comma" if spaced and says == "either" else says
    return "no number"


def style_of(cells: Iterable[tuple[str, str]], asked: Literal["", "comma", "point"] = "") -> Style:
    """The way in which all numbers are written; ``cells``: texts with their places.

    Raises ``UnreadableInput`` where they contradict each other or leave it open; ``asked`` decides then.
    """
    if asked:
        return asked
    seen: dict[Evidence, tuple[str, str]] = {}
    for text, where in cells:
        seen.setdefault(evidence(text), (text.strip(), where))
    if "comma" in seen and "point" in seen:
        raise unreadable(
            "X008",
            seen["point"][1],
            msg("{comma:quote} has a decimal comma and {point:quote} a decimal point",
                comma=seen["comma"][0], point=seen["point"][0]),
            advice=msg("Write all numbers in one way, or say --decimal comma or --decimal point."),
        )  # fmt: skip
    if "either" in seen and "comma" not in seen and "point" not in seen:
        text, where = seen["either"]
        raise unreadable(
            "X008",
            where,
            msg(
                "{text:quote} can be read in two ways: the comma may part thousands or begin decimals",
                text=text,
            ),
            advice=msg("Say --decimal comma or --decimal point."),
        )
    return "comma" if "comma" in seen else "point"


def parsed(text: str, style: Style, *, where: str) -> Fraction:
    """The number that a text is in this style. Raises ``UnreadableInput`` where it is none.

    >>> str(parsed("1\u202f234,5", "comma", where="f"))
    '2469/2'
    """
    says = evidence(text)
    if says in ("none", "either", style):
        bare, _ = _bare(text)
        marks = {",": "." if style == "comma" else "", ".": "." if style == "point" else ""}
        number = usable("".join(marks.get(letter, letter) for letter in bare))
        if number is not None:
            return -number if text.strip().strip(_SPACES)[:1] in ("-", "\u2212") else number
    raise no_number(text, style, where)


def no_number(text: str, style: Style, where: str) -> UnreadableInput:
    """A cell that holds no number in this style, or nothing."""
    if not text.strip():
        return unreadable(
            "X003", where, msg("a number is missing"), advice=msg("Write 0 where nothing is meant.")
        )
    found = (
        msg("{text:quote} is no number with a decimal comma", text=text.strip()[:60])
        if style == "comma"
        else msg("{text:quote} is no number with a decimal point", text=text.strip()[:60])
    )
    return unreadable("X003", where, found, advice=msg("Correct the cell."))


def stated(cells: Iterable[str], style: Style) -> tuple[Message, ...]:
    """Sentences that say how numbers were read, where that made a difference."""
    texts = list(cells)
    told: list[Message] = []
    if any(evidence(text) not in ("none", "no number") for text in texts):
        told.append(
            msg("Numbers were read with a decimal comma.")
            if style == "comma"
            else msg("Numbers were read with a decimal point.")
        )
    grouping = "." if style == "comma" else ","
    if any(grouping in text and evidence(text) in ("either", style) for text in texts):
        told.append(
            msg("Points inside numbers were read as thousands separators.")
            if style == "comma"
            else msg("Commas inside numbers were read as thousands separators.")
        )
    if any(_bare(text)[1] for text in texts):
        told.append(msg("Spaces inside numbers were read as thousands separators."))
    return tuple(told)
