"""Public checks for third parties: what a concept must keep, and generated bargaining problems to keep it on."""

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

__all__ = ["Size", "bargains", "check_concept", "choices", "constraints", "free_bargains", "rules", "smaller"]
