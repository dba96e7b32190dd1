"""A few small problems to try a strategy on: ties, exclusions, red lines, losses, and nothing to agree on."""

from dataclasses import replace

import numpy as np

from pourparler.model.bargain import Bargain
from pourparler.model.negotiation import Negotiation, Timing
from pourparler.model.outcomes import Constraint


def tables_for_talks() -> tuple[Negotiation, ...]:
    """Two and three parties; the same ones each time."""
    return _trade(), _three(), _losses(), _nothing()


def _trade() -> Negotiation:
    return Negotiation(
        Bargain.from_tables(
            {"price": ["low", "mid", "high"], "date": ["early", "late"]},
            {
                "buyer": {"price": [60, 37, 0], "date": [40, 11]},
                "seller": {"price": [0, 29, 70], "date": [4, 30]},
            },
            reserve={"buyer": 20, "seller": 10},
            scale=100,
        ),
        Timing(patience={"buyer": 0.9}),
    )


def _three() -> Negotiation:
    """Ties, an outcome excluded for all, and a red line."""
    deal: Bargain = Bargain.from_tables(
        {"q": list(range(4)), "r": ["u", "v"]},
        {
            "a": {"q": [3, 2, 1, 0], "r": [1, 0]},
            "b": {"q": [0, 1, 2, 3], "r": [1, 1]},
            "c": {"q": [1, 2, 2, 1], "r": [0, 1]},
        },
        reserve={"a": 1, "b": 1, "c": 2},
        scale=4,
    )
    excluded = np.ones((4, 2), dtype=bool)
    excluded[1, 0] = False
    line = Constraint((0,), np.array([True, True, True, False]), "a")
    return Negotiation(
        replace(deal, excluded=(Constraint((0, 1), excluded, "x"),), red_lines=((line,), (), ()))
    )


def _losses() -> Negotiation:
    """No deal is worse than any deal: all utilities lie below 0 for one party, around 0 for the other."""
    return Negotiation(
        Bargain.from_tables(
            {"x": list(range(5))},
            {"p": {"x": [-5, -4, -3, -2, -1]}, "q": {"x": [2, 1, 0, -1, -2]}},
            reserve={"p": -9, "q": -2},
        )
    )


def _nothing() -> Negotiation:
    """One party could live with nothing."""
    return Negotiation(
        Bargain.from_tables({"x": [0, 1]}, {"p": {"x": [1, 0]}, "q": {"x": [0, 1]}}, reserve={"p": 0, "q": 2})
    )
