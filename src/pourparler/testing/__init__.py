"""Public checks for third parties: what a concept and a strategy must keep, and generated problems to keep it on."""

from pourparler.testing.concepts import check_concept
from pourparler.testing.problems import (
    Size,
    bargains,
    choices,
    constraints,
    free_bargains,
    rules,
    smaller,
)
from pourparler.testing.strategies import check_strategy
from pourparler.testing.talks import negotiations

__all__ = [
    "Size",
    "bargains",
    "check_concept",
    "check_strategy",
    "choices",
    "constraints",
    "free_bargains",
    "negotiations",
    "rules",
    "smaller",
]
