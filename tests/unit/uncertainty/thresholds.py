"""Briefs whose answer changes where one position crosses a threshold."""

from typing import Any

LEVELS = {"none": 0, "some": 25, "half": 50, "all": 100}


def one_decides(position: Any, levels: dict[str, float] | None = None, **issue: Any) -> dict[str, Any]:
    """Party ``a`` alone cares: the level nearest to its position is agreed."""
    known = levels or LEVELS
    return {
        "parties": {"a": {"reserve": -1}, "b": {"reserve": -1}},
        "issues": {"x": {"levels": known, **issue}},
        "stances": {
            "a": {"x": {"position": position, "salience": 1}},
            "b": {"x": {"values": dict.fromkeys(known, 0), "weight": 1}},
        },
    }


def forecast(mode: float) -> dict[str, Any]:
    """Two parties alike in influence: the forecast of ``x`` is half of the position of ``a``."""
    return {
        "parties": {"a": {"influence": 50}, "b": {"influence": 50}},
        "issues": {
            "x": {"levels": LEVELS},
            "y": {"range": {"from": 0, "to": 10, "step": 1}},
        },
        "stances": {
            "a": {"x": {"position": {"low": 0, "mode": mode, "high": 100}, "salience": 50}, "y": {"position": [0, 10], "salience": 5}},
            "b": {"x": {"position": 0, "salience": 50}, "y": {"position": 3, "salience": 5}},
        },
    }  # fmt: skip
