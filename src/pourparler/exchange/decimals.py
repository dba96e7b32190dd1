"""Numbers of files as exact fractions, and fractions as decimals."""

import re
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from pourparler.exchange.faults import unreadable
from pourparler.language import msg

_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
_LIMIT = Fraction(10**15)
# As many digits as a double holds for certain and needs at most.
_DIGITS = 17
_PLACES = Decimal("1e-12")
_MANY = 28
# What is written must be read again: `usable` takes 400 letters, exponents of three digits.
_LONGEST = 400
_MOST = 2_500


def fraction(written: Any, where: str, what: str) -> Fraction:
    """The number that a file writes, exactly. Raises ``UnreadableInput`` for anything but a decimal below 10^15.

    Parameters: `written`, the text or the parsed scalar; `where`, ``file:line``; `what`, whose number it is.

    >>> fraction("1.5e-1", "f", "weight")
    Fraction(3, 20)
    """
    value = None if isinstance(written, bool) else usable(as_text(written))
    if value is not None:
        return value
    raise unreadable(
        "X003",
        where,
        msg("{what} is {found:quote}, which is not a usable number", what=what, found=as_text(written)[:60]),
        advice=msg("Write a finite decimal number below 10^15, with a point."),
    )


def usable(text: str) -> Fraction | None:
    """The number that a text is, exactly; ``None`` for anything but a decimal below 10^15.

    >>> usable(".5"), usable("1,5"), usable("1e999999999")
    (Fraction(1, 2), None, None)
    """
    text = text.strip()
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        return None
    value = Fraction(text)
    return value if abs(value) < _LIMIT else None


def as_text(written: Any) -> str:
    """A scalar as it was written; yes and no as JSON spells them."""
    if isinstance(written, bool):
        return "true" if written else "false"
    if isinstance(written, Decimal):
        return format(written, "f") if -40 < written.adjusted() < 40 else str(written)
    return str(getattr(written, "text", written))


def decimal_text(value: Fraction) -> str:
    """A fraction as a decimal: exact where a double holds it, else rounded to twelve places.

    >>> decimal_text(Fraction(1, 8)), decimal_text(Fraction(2, 3)), decimal_text(Fraction(100))
    ('0.125', '0.666666666667', '100')
    """
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        if len(exact.normalize().as_tuple().digits) > _DIGITS or exact.adjusted() < -_MANY:
            exact = exact.quantize(_PLACES)
        return _plain(exact)


def long_text(value: Fraction) -> str:
    """A fraction as a decimal: exact where one ends, else of 28 significant digits, which round to the same number.

    >>> long_text(Fraction(1, 3)), long_text(Fraction("0.12345678901234567890123456789012345"))
    ('0.3333333333333333333333333333', '0.12345678901234567890123456789012345')
    """
    with localcontext() as context:
        context.prec = _MOST if _ends(value) else _MANY
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        text = _plain(exact)
        return text if len(text) <= _LONGEST else str(exact.normalize())


def _ends(value: Fraction) -> bool:
    """Whether a decimal of the fraction ends: its denominator has no prime factor but 2 and 5."""
    rest = value.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    return rest == 1


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("", "-0", "-") else text
