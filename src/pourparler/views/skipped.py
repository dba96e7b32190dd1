"""Analyses that a brief does not support, those with one reason together."""

from collections.abc import Sequence
from typing import Any

from pourparler.language import render
from pourparler.views.names import Names


def skipped_together(skipped: Sequence[Any], names: Names) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Names of concepts and the reason that they share, in the order given. ``skipped``: with ``concept`` and ``message``."""
    found: dict[str, list[str]] = {}
    for item in skipped:
        found.setdefault(render(names.named(item.message), names.lang), []).append(
            names.concept(item.concept)
        )
    return tuple((tuple(concepts), reason) for reason, concepts in found.items())
