"""Which strategies a brief may name, and their settings: known here so that a check need not load them."""

from collections.abc import Mapping
from importlib.metadata import entry_points

GROUP = "pourparler.strategies"

SETTINGS: Mapping[str, tuple[str, ...]] = {
    "boulware": ("acceptance", "e"),
    "linear": ("acceptance", "e"),
    "conceder": ("acceptance", "e"),
    "hardliner": (),
    "time-exponential": ("acceptance", "beta", "kappa"),
    "micro": (),
    "tit-for-tat": ("bound", "delay", "mode", "window"),
    "resource": ("kappa", "left", "mu"),
    "hybrid": ("imitation", "power", "time"),
    "trade-off": ("time", "width"),
    "random": (),
}
"""The project's own strategies, by name, with what can be set of each."""


def known_strategies() -> tuple[str, ...]:
    """The names of the project's own strategies and of those that other packages bring."""
    return (*SETTINGS, *(point.name for point in entry_points(group=GROUP) if point.name not in SETTINGS))
