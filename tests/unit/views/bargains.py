"""Briefs of bargaining problems of every shape, for the charts and the report."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from pourparler.brief.brief import Brief
from pourparler.brief.reading import brief_from_data


def points(
    parties: int, issues: int, values: int, *, reserve: Mapping[str, float] | None = None, **more: Any
) -> Brief:
    """Score tables drawn with a fixed seed; parties have long names, and 20 per issue without a deal."""
    rng = np.random.default_rng(parties * 100 + issues)
    long = {"en": "Confederation of the river bank", "fr": "Confédération de la rive"}
    data: dict[str, Any] = {
        "preferences": {"form": "points"},
        "parties": {
            f"p{p}": {
                "name": {lang: f"{text} {p + 1}" for lang, text in long.items()},
                "reserve": (reserve or {}).get(f"p{p}", 20 * issues),
            }
            for p in range(parties)
        },
        "issues": {
            f"q{q}": {
                "name": {"en": f"Share {q + 1} of the water", "fr": f"Part {q + 1} de l’eau"},
                "levels": [f"v{v}" for v in range(values)],
                "status_quo": "v0",
            }
            for q in range(issues)
        },
        "stances": {
            f"p{p}": {
                f"q{q}": {"values": {f"v{v}": int(rng.integers(0, 100)) for v in range(values)}}
                for q in range(issues)
            }
            for p in range(parties)
        },
    }
    data.update(more)
    return brief_from_data(data)


def red_line(**more: Any) -> Brief:
    """Specification, section 2.2: the best deal that both accept is improved on only beyond a red line."""
    return brief_from_data(
        {
            "preferences": {"form": "points"},
            "parties": {"one": {"reserve": 0}, "two": {"reserve": 0}},
            "issues": {"x": {"levels": ["a", "b", "c"], "status_quo": "b"}},
            "stances": {
                "one": {"x": {"values": {"a": 10, "b": 8, "c": 3}}},
                "two": {"x": {"values": {"a": 6, "b": 5, "c": 9}, "red_line": "b or c", "assumption": "x"}},
            },
            **more,
        }
    )
