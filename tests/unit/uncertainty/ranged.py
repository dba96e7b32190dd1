"""A bargain of three parties on two issues with ranges on most of its numbers; one party is not at the table."""

from typing import Any

DATA: dict[str, Any] = {
    "parties": {"a": {"influence": [20, 60]}, "b": {"influence": 50}, "c": {"influence": 10, "at_table": False}},
    "issues": {
        "x": {"levels": {"low": 0, "middle": 50, "high": 100}, "status_quo": "low"},
        "y": {"range": {"from": 0, "to": 10, "step": 5}, "status_quo": "0"},
    },
    "stances": {
        "a": {"x": {"position": {"low": 40, "mode": 60, "high": 100}, "salience": {"low": 20, "mode": 60, "high": 90}}, "y": {"position": 0, "salience": 30}},
        "b": {"x": {"position": {"low": 0, "mode": 40, "high": 80}, "salience": 30}, "y": {"position": 10, "salience": {"quantiles": {"0.05": 10, "0.5": 40, "0.95": 70}}}},
        "c": {"x": {"position": [0, 100], "salience": 50}},
    },
}  # fmt: skip
