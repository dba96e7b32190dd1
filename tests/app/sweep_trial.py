"""Briefs with ranges for the tests of ``pourparler sweep``."""

from pathlib import Path

import numpy as np


def ranges(folder: Path, *, parties: int, issues: int, levels: int, seed: int = 0) -> Path:
    """A brief in which every position and salience is a range, in a folder that is made."""
    rng = np.random.default_rng(seed)

    def between(low: float, high: float) -> str:
        a, b, c = np.sort(rng.uniform(low, high, 3))
        return f"{{low: {a:.1f}, mode: {b:.1f}, high: {c:.1f}}}"

    at = ", ".join(f"v{k}: {100 * k / (levels - 1):g}" for k in range(levels))
    lines = [
        "schema: pourparler/brief/1",
        "parties: {" + ", ".join(f"p{k}: {{}}" for k in range(parties)) + "}",
    ]
    lines += [
        "issues:",
        *(f"  i{k}: {{levels: {{{at}}}, status_quo: v0}}" for k in range(issues)),
        "stances:",
    ]
    for k in range(parties):
        lines.append(f"  p{k}:")
        lines += [
            f"    i{i}: {{position: {between(0, 100)}, salience: {between(5, 100)}}}" for i in range(issues)
        ]
    folder.mkdir(parents=True)
    (folder / "brief.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
