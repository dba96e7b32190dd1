"""Decided issues that never were, for tests: outcomes at the mean, off it, or on a held position."""

from pathlib import Path

import numpy as np

HEAD = "issue,actor,position,salience,influence,outcome,proposal"


def rows(issues: int = 24, seed: int = 3) -> list[str]:
    """Rows of a table with the outcome; three issues to a proposal."""
    rng = np.random.default_rng(seed)
    lines = []
    for i in range(issues):
        x = rng.integers(0, 11, 5) * 10
        s, c = rng.integers(1, 11, 5) * 10, rng.integers(1, 20, 5)
        mean = float((x * s * c).sum() / (s * c).sum())
        outcome = float(rng.choice(x)) if i % 3 else round(min(max(mean + rng.normal() * 20, 0), 100), 1)
        lines += [f"i{i},a{k},{x[k]},{s[k]},{c[k]},{outcome},p{i // 3}" for k in range(5)]
    return lines


def written(folder: Path, lines: list[str]) -> Path:
    """The rows in a file."""
    file = folder / "decisions.csv"
    file.write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")
    return file
