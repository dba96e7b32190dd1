"""Numeric issues: the values that they are cut into, and the functions that say what each is worth."""

from collections.abc import Mapping
from fractions import Fraction

from pourparler.exchange.decimals import decimal_text, fraction
from pourparler.exchange.faults import unreadable
from pourparler.exchange.scenario import Subject
from pourparler.language import msg

MAX_VALUES = 10_001


def grid(kind: str, bounds: tuple[str, str], *, cuts: int, where: str) -> tuple[str, ...]:
    """The values of a numeric issue: every whole number, or ``cuts`` numbers at equal distances, ends included.

    >>> grid("real", ("0", "2"), cuts=5, where="f")
    ('0', '0.5', '1', '1.5', '2')
    """
    low, high = (fraction(bound, where, "bound") for bound in bounds)
    if low > high or (kind == "integer" and (low.denominator > 1 or high.denominator > 1)):
        raise unreadable(
            "X003",
            where,
            msg("the bounds {low} and {high} enclose no values", low=bounds[0], high=bounds[1]),
            advice=msg("Put the smaller bound first; those of an integer issue are whole numbers."),
        )
    if low == high:
        return (decimal_text(low),)
    step = Fraction(1) if kind == "integer" else (high - low) / (cuts - 1)
    return stepped(low, high, step=step, where=where)


def stepped(low: Fraction, high: Fraction, *, step: Fraction, where: str) -> tuple[str, ...]:
    """The numbers from ``low`` to at most ``high``, a positive ``step`` apart."""
    count = int((high - low) / step) + 1 if step > 0 else 0
    if not 0 < count <= MAX_VALUES:
        raise unreadable(
            "X003",
            where,
            msg("the issue has {n} values; at most {limit} are possible", n=count, limit=MAX_VALUES),
            advice=msg("Write narrower bounds or a larger step."),
        )
    return tuple(decimal_text(low + i * step) for i in range(count))


def evaluated(subject: Subject, written: Mapping[str, str], where: str) -> tuple[Fraction, ...]:
    """What a GENIUS evaluator gives every value of an issue, clamped to 0–1.

    Integer: offset + slope (value − lowerbound). Real: parameter0 + parameter1 value, of the value itself.
    Also constant, and triangular(low, high, top).
    """
    values = [Fraction(value) for value in subject.values]
    form = written.get("ftype", "linear").strip().lower() or "linear"

    def number(name: str) -> Fraction:
        if name not in written:
            raise unreadable(
                "X002",
                where,
                msg("the evaluator of {name} has no {part}", name=subject.name, part=name),
                advice=msg("Add it to the profile."),
            )
        return fraction(written[name], where, name)

    if subject.kind == "integer" and "offset" in written:
        offset, slope, low = number("offset"), number("slope"), Fraction((subject.bounds or ("0", "0"))[0])
        found = [offset + slope * (value - low) for value in values]
    elif form == "linear":
        constant, slope = number("parameter0"), number("parameter1")
        found = [constant + slope * value for value in values]
    elif form == "constant":
        found = [number("parameter0")] * len(values)
    elif form == "triangular":
        low, high, top = number("parameter0"), number("parameter1"), number("parameter2")
        found = [_triangular(value, low, high, top) for value in values]
    else:
        raise unreadable(
            "X005",
            where,
            msg(
                "the evaluator of {name} is of the kind {kind}, which is not supported",
                name=subject.name,
                kind=form,
            ),
            advice=msg("Known here: {known}.", known=("linear", "constant", "triangular")),
        )
    return tuple(min(max(value, Fraction(0)), Fraction(1)) for value in found)


def _triangular(value: Fraction, low: Fraction, high: Fraction, top: Fraction) -> Fraction:
    if value == top:
        return Fraction(1)
    if low < value < top:
        return (value - low) / (top - low)
    return (high - value) / (high - top) if top < value < high else Fraction(0)


def between(
    values: tuple[str, ...], ends: tuple[Fraction, Fraction], worth: tuple[Fraction, Fraction]
) -> tuple[Fraction, ...]:
    """A straight line through (low, worth of low) and (high, worth of high), level beyond both.

    >>> [str(x) for x in between(("0", "1", "4"), (Fraction(0), Fraction(2)), (Fraction(0), Fraction(1)))]
    ['0', '1/2', '1']
    """
    width = ends[1] - ends[0]
    shares = [(Fraction(value) - ends[0]) / width if width else Fraction(0) for value in values]
    return tuple(
        worth[0] + (worth[1] - worth[0]) * min(max(share, Fraction(0)), Fraction(1)) for share in shares
    )
