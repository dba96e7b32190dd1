"""Lines of ledgers as plain fields, to be sealed, broken and scored."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pourparler.trackrecord.ledger import writing
from pourparler.trackrecord.records import written

SCALE = {"low": 0, "high": 100, "levels": {"never": 0, "always": 100}}


def forecast(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A forecast as a point, unless ``changes`` say otherwise."""
    return {
        "kind": "forecast",
        "id": f"été/x/{number}",
        "sealed": "2024-02-29",
        "brief": "0" * 64,
        "concept": {"name": "compromise", "settings": {"weights": "equal"}},
        "seed": None,
        "version": "0.1.0",
        "form": "point",
        "forecast": {"x": {"point": 61.5, "low": None, "high": None, "atoms": []}},
        "scale": SCALE,
        "resolves": "2024-12-31",
        "rubric": {
            "anchors": [{"at": 0, "words": "nobody"}, {"at": 100, "words": "all « members »"}],
            "source": "the treaty",
            "void": "no summit",
            "score": "crps",
        },
    } | changes


def atoms(
    *pairs: tuple[float, float], point: float = 50.0, scale: Mapping[str, Any] = SCALE
) -> dict[str, Any]:
    """The fields of a forecast with (place, mass) pairs."""
    law = {
        "point": point,
        "low": None,
        "high": None,
        "atoms": [{"at": at, "mass": mass} for at, mass in pairs],
    }
    return {"form": "atoms", "forecast": {"x": law}, "scale": scale}


def resolution(of: str, **changes: Any) -> dict[str, Any]:
    """The outcome 70 of the forecast whose line has digest ``of``."""
    return {
        "kind": "resolution", "of": of, "date": "2024-03-01", "outcome": 70, "source": "the treaty", "quote": "“all”", "coder": "A. B.",
    } | changes  # fmt: skip


def void(of: str, **changes: Any) -> dict[str, Any]:
    """Takes the line with digest ``of`` back."""
    return {"kind": "void", "of": of, "date": "2024-03-02", "reason": "no summit"} | changes


def sealed(path: Path, *records: Mapping[str, Any]) -> tuple[str, ...]:
    """Write these records; their digests."""
    with writing(path) as ledger:
        return ledger.add(records)


def chained(records: Sequence[Mapping[str, Any]]) -> tuple[bytes, ...]:
    """The records as lines with true digests and a true chain, whatever they say: what a forger would write."""
    import json

    lines: list[bytes] = []
    previous = None
    for fields in records:
        lines.append(written(fields, previous))
        previous = json.loads(lines[-1])["digest"]
    return tuple(lines)
