"""The law of a quantity: its central value, support and quantile function."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pourparler.brief.fields import decimal_point, refuse
from pourparler.brief.pert import pert_quantiles
from pourparler.brief.quantities import Entry
from pourparler.brief.yardsticks import Band, languages, names, reading, terms
from pourparler.language import Lang, Message, did_you_mean, msg

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LawKind = Literal["point", "pert", "quantiles", "uniform"]


@dataclass(frozen=True)
class Scale:
    """Where a kind of number lives: ends (``None``: open) and the names of values on it.

    ``words``: where words of probability are possible, the yardstick (empty: none named) and the language.
    """

    low: float | None = None
    high: float | None = None
    names: Mapping[str, float] | None = None
    words: tuple[str, Lang] | None = None

    def holds(self, value: float) -> bool:
        """Whether ``value`` lies on the scale, ends included (with a tolerance of 1e-9 of its size)."""
        slack = 1e-9 * max(1.0, abs(value))
        above = self.low is None or value >= self.low - slack
        return above and (self.high is None or value <= self.high + slack)


@dataclass(frozen=True)
class Law:
    """A probability law as data. ``parameters`` depend on ``kind``:

    point (value); pert (low, mode, high); uniform (low, high); quantiles (p0, q0, p1, q1, … rising in p).
    Source: PERT as in Vose 2008; piecewise-linear quantile function ``quantile-linear/1``.

    >>> Law("pert", (60.0, 85.0, 100.0)).central
    85.0
    """

    kind: LawKind
    parameters: tuple[float, ...]

    @property
    def central(self) -> float:
        """The mode of a PERT, the median of a fit, the middle of a band, the value of a point."""
        match self.kind:
            case "point":
                return self.parameters[0]
            case "pert":
                return self.parameters[1]
            case "uniform":
                return (self.parameters[0] + self.parameters[1]) / 2
        return _interpolate(0.5, self.parameters)

    @property
    def support(self) -> tuple[float, float]:
        """Smallest and largest possible value."""
        if self.kind == "quantiles":
            return self.parameters[1], self.parameters[-1]
        return self.parameters[0], self.parameters[-1]

    @property
    def is_point(self) -> bool:
        """Whether nothing varies."""
        return self.kind == "point"

    @property
    def mean(self) -> float:
        """The expected value."""
        if self.kind == "pert":
            low, mode, high = self.parameters
            return (low + 4 * mode + high) / 6
        if self.kind == "quantiles":
            pairs = list(zip(self.parameters[::2], self.parameters[1::2], strict=True))
            return sum((p1 - p0) * (q0 + q1) / 2 for (p0, q0), (p1, q1) in itertools.pairwise(pairs))
        return self.central

    def quantile(self, u: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """Values at probabilities ``u`` (any shape, in [0, 1]); same shape out."""
        import numpy as np

        match self.kind:
            case "point":
                return np.full_like(u, self.parameters[0])
            case "uniform":
                low, high = self.parameters
                return low + (high - low) * u
            case "quantiles":
                return np.interp(u, self.parameters[::2], self.parameters[1::2])
        flat = np.ravel(u)
        share = pert_quantiles((self.share,), np.zeros(flat.shape, dtype=np.int64), flat)
        return self.parameters[0] + (self.parameters[2] - self.parameters[0]) * share.reshape(np.shape(u))

    @property
    def share(self) -> float:
        """Where the mode of a PERT stands between its ends, 0 to 1."""
        low, mode, high = self.parameters
        return (mode - low) / (high - low)

    def below(self, x: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """The probability of ``x`` or less (any shape); same shape out."""
        import numpy as np

        first, last = self.support
        match self.kind:
            case "point":
                return np.where(x >= first, 1.0, 0.0)
            case "uniform":
                return np.clip((x - first) / (last - first), 0.0, 1.0)
            case "quantiles":
                return _shares(x, np.array(self.parameters[::2]), np.array(self.parameters[1::2]))
        from scipy.special import betainc

        inside = np.clip((x - first) / (last - first), 0.0, 1.0)
        return np.asarray(betainc(1 + 4 * self.share, 5 - 4 * self.share, inside))

    def interval(self, mass: float = 0.9) -> tuple[float, float]:
        """The central interval that holds ``mass`` (0 to 1) of the law."""
        import numpy as np

        low, high = self.quantile(np.array([(1 - mass) / 2, (1 + mass) / 2]))
        return float(low), float(high)


@dataclass(frozen=True)
class _Of:
    """What a quantity is written for: its scale, its key, and what to call it in a sentence."""

    scale: Scale
    key: str
    what: object


def law(entry: Entry, scale: Scale, key: str, *, what: object = "") -> Law:
    """The law that ``entry`` states on ``scale``; ``what``: what to call the number, its key by default.

    Raises a schema fault of rule E206 (order, scale) or E007 (a name that the scale does not have).
    """
    of = _Of(scale, key, what or key)
    if entry.form == "point":
        if isinstance(entry.value, str) and scale.words is not None:
            return _worded(entry.value, scale.words)
        return Law("point", (_on(entry.value, of),))
    if entry.form == "range":
        low, high = _on(entry.low, of), _on(entry.high, of)
        mode = _on(entry.mode, of) if entry.mode is not None else (low + high) / 2
        if low > mode:
            raise _out_of_order(entry, "low", "high" if entry.mode is None else "mode")
        if mode > high:
            raise _out_of_order(entry, "mode", "high")
        return Law("point", (low,)) if low == high else Law("pert", (low, mode, high))
    return _fitted(entry, of)


def _worded(term: str, words: tuple[str, Lang]) -> Law:
    """The law of a word of probability: uniform in its band, or the quantiles of measured readings."""
    yardstick, lang = words
    if not yardstick:
        raise refuse(
            "E208",
            msg("{term:quote} has no meaning until a yardstick is named", term=term),
            msg("Set `yardstick` to one of {known}.", known=names()),
        )
    if yardstick not in names():
        advice = did_you_mean(yardstick, names(), msg("Use one of {known}.", known=names()))
        raise refuse("E207", msg("there is no yardstick {name}", name=yardstick), advice)
    found = reading(term, lang, yardstick=yardstick)
    if isinstance(found, Band):
        return (
            Law("uniform", (found.low, found.high)) if found.low < found.high else Law("point", (found.low,))
        )
    if found is not None:
        inner = zip((0.05, 0.25, 0.5, 0.75, 0.95), found.values, strict=True)
        return Law("quantiles", (0.0, 0.0, *(x for pair in inner for x in pair), 1.0, 1.0))
    raise refuse(
        "E207",
        msg("{term:quote} is not on {yardstick}", term=term, yardstick=yardstick),
        other_yardsticks(yardstick, lang) or msg("Use one of {near}.", near=terms(yardstick, lang)[:8]),
    )


def other_yardsticks(yardstick: str, lang: Lang) -> Message | None:
    """Which yardsticks to use where this one has no word in a language; ``None`` where it has some."""
    if lang in languages(yardstick):
        return None
    known = tuple(name for name in names() if lang in languages(name))
    return msg("{yardstick} has no words in this language: use {known:or}.", yardstick=yardstick, known=known)


def _fitted(entry: Entry, of: _Of) -> Law:
    written, scale = entry.quantiles or {}, of.scale
    try:
        points = sorted((float(p), q) for p, q in written.items())
    except ValueError:
        points = []
    rising = all(a[1] <= b[1] and a[0] < b[0] for a, b in itertools.pairwise(points))
    if len(points) < 2 or not rising or not all(0 <= p <= 1 for p, _ in points):
        raise refuse(
            "E206",
            msg(
                "{found} are not quantiles", found=", ".join(f"{p}: {q:g}" for p, q in written.items()) or "–"
            ),
            msg("Write at least two probabilities from 0 to 1 with values that do not fall."),
        )
    for _, q in points:
        _check(q, f"{q:g}", of)
    if points[0][1] == points[-1][1] and scale.low is None:
        return Law("point", (points[0][1],))
    points = _with_ends(points, scale)
    return Law("quantiles", tuple(number for point in points for number in point))


def _with_ends(points: list[tuple[float, float]], scale: Scale) -> list[tuple[float, float]]:
    """Add probability 0 and 1: the ends of the scale, or the adjacent slope where the scale is open."""
    (p0, q0), (p1, q1) = points[0], points[1]
    (pa, qa), (pb, qb) = points[-2], points[-1]
    first = scale.low if scale.low is not None else q0 - p0 * (q1 - q0) / (p1 - p0)
    last = scale.high if scale.high is not None else qb + (1 - pb) * (qb - qa) / (pb - pa)
    head = [(0.0, min(first, q0))] if p0 > 0 else []
    tail = [(1.0, max(last, qb))] if pb < 1 else []
    return [*head, *points, *tail]


def _on(value: float | str | None, of: _Of) -> float:
    names = of.scale.names or {}
    text = str(getattr(value, "text", value))
    if text in names:
        return names[text]
    if isinstance(value, str):
        known = msg("Use one of {known}.", known=tuple(names)) if names else msg("Write a number.")
        advice = decimal_point(value) or did_you_mean(value, names, known)
        raise refuse("E007", msg("{found} is not a value of {key}", found=value, key=of.key), advice)
    number = float(value or 0.0)
    _check(number, text, of)
    return number


def _check(value: float, shown: str, of: _Of) -> None:
    if not of.scale.holds(value):
        advice = msg("Check the number and the scale.")
        raise refuse("E206", off_scale(shown, of.scale, value=value, what=of.what), advice)


def off_scale(shown: str, scale: Scale, *, value: float, what: object) -> Message:
    """The sentence for a value that lies beyond an end of its scale.

    >>> str(off_scale("150", Scale(0.0, 100.0), value=150.0, what="salience"))
    '150 is above 100: salience goes from 0 to 100'
    """
    low, high = scale.low, scale.high
    if low is None or high is None:
        return msg("{found} is below {low}: {what} starts at {low}", found=shown, low=low, what=what)
    if value < low:
        return msg(
            "{found} is below {low}: {what} goes from {low} to {high}",
            found=shown, low=low, high=high, what=what,
        )  # fmt: skip
    return msg(
        "{found} is above {high}: {what} goes from {low} to {high}",
        found=shown, low=low, high=high, what=what,
    )  # fmt: skip


def _out_of_order(entry: Entry, first: str, second: str) -> Exception:
    """Two numbers of a range that fall where they should rise."""
    x, y = (str(getattr(value, "text", value)) for value in (getattr(entry, first), getattr(entry, second)))
    return refuse(
        "E206",
        msg("{a} ({x}) is above {b} ({y})", a=first, x=x, b=second, y=y),
        msg("Put the smaller number first; decimals take a point ({form}).", form="40.5"),
    )


def _shares(
    x: "NDArray[np.float64]", levels: "NDArray[np.float64]", values: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """The inverse of a piecewise-linear quantile function, which may be flat: the largest probability at ``x``."""
    import numpy as np

    after = np.searchsorted(values, x, side="right")
    at = np.clip(after, 1, len(values) - 1)
    rise = values[at] - values[at - 1]
    part = np.divide(x - values[at - 1], rise, out=np.zeros_like(x), where=rise > 0)
    found = levels[at - 1] + (levels[at] - levels[at - 1]) * part
    return np.where(after == 0, 0.0, np.where(after == len(values), 1.0, found))


def _interpolate(p: float, parameters: tuple[float, ...]) -> float:
    pairs = list(zip(parameters[::2], parameters[1::2], strict=True))
    for (p0, q0), (p1, q1) in itertools.pairwise(pairs):
        if p0 < p1 and p <= p1:
            return q0 + (q1 - q0) * (p - p0) / (p1 - p0)
    return pairs[-1][1]
