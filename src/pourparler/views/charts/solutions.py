"""How solutions look in every chart: one mark and one short name each; what they and no deal are worth."""

from collections.abc import Mapping, Sequence

from pourparler.analyses.bargaining.results import PointResult
from pourparler.language import msg as _
from pourparler.language import render
from pourparler.views.charts.drawing import BLUE, GREEN, INK, PLUM, RUST, Shape
from pourparler.views.names import Names

# Shape before colour: each solution is told apart without seeing hues.
MARKS: Mapping[str, tuple[Shape, str]] = {
    "nash": ("circle", BLUE),
    "kalai-smorodinsky": ("diamond", RUST),
    "egalitarian": ("square", GREEN),
    "utilitarian": ("triangle-up", PLUM),
}
OTHER: tuple[Shape, str] = ("triangle-down", INK)

_SHORT = {
    "nash": _("Nash"),
    "kalai-smorodinsky": _("Kalai–Smorodinsky"),
    "egalitarian": _("Egalitarian"),
    "utilitarian": _("Utilitarian"),
    "least-spread": _("Least spread"),
    "raiffa": _("Raiffa"),
    "compromise": _("Compromise"),
    "weighted-median": _("Weighted median"),
    "pce": _("Condorcet election"),
    "nash-spatial": _("Nash on positions"),
    "ks-spatial": _("Kalai–Smorodinsky on positions"),
    "smp": _("Spatial model"),
    "ensemble": _("Ensemble"),
}


def short_concept(name: str, names: Names) -> str:
    """A solution's name without the word "solution", for labels."""
    return render(_SHORT[name], names.lang) if name in _SHORT else names.concept(name)


def mark_of(concept: str) -> tuple[Shape, str]:
    """The shape and the colour of a solution."""
    return MARKS.get(concept, OTHER)


def by_deal(solutions: Sequence[PointResult]) -> tuple[tuple[PointResult, ...], ...]:
    """Solutions that found the same outcome together, in the order of the first of each."""
    found: dict[tuple[tuple[str, object], ...], list[PointResult]] = {}
    for result in solutions:
        if result.outcome is not None:
            found.setdefault(tuple(result.outcome.items()), []).append(result)
    return tuple(map(tuple, found.values()))


def reserve_of(solutions: Sequence[PointResult], parties: Sequence[str]) -> dict[str, float] | None:
    """What no deal is worth to each of ``parties``; ``None`` where no solution says so."""
    for result in solutions:
        worth, gains = result.utilities or {}, result.gains or {}
        if all(p in worth and p in gains for p in parties):
            return {p: worth[p] - gains[p] for p in parties}
    return None
