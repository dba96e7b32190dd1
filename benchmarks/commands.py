"""Whole commands from a cold process: median of several runs after a warm-up, beside their targets.

    python benchmarks/commands.py [RUNS]

Times are of this machine and this moment; they are recorded in README.md and gate nothing.
"""

import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

PROJECT = Path(__file__).parents[1]


def large_brief(folder: Path, issues: int = 15, levels: int = 10) -> Path:
    """Two parties, 15 issues of 10 levels (10^15 outcomes), by the recipe of the benchmarks."""
    rng = np.random.default_rng(0)
    lines = ["schema: pourparler/brief/1", "parties: {p: {reserve: 0.3}, q: {reserve: 0.3}}", "issues:"]
    lines += [f"  i{i}: {{levels: [{', '.join(f'v{v}' for v in range(levels))}]}}" for i in range(issues)]
    lines.append("stances:")
    for party in ("p", "q"):
        weights, values = rng.dirichlet(np.ones(issues)), rng.random((issues, levels))
        low, high = values.min(axis=1, keepdims=True), values.max(axis=1, keepdims=True)
        values = (values - low) / (high - low)
        lines.append(f"  {party}:")
        for i in range(issues):
            cells = ", ".join(f"v{v}: {values[i, v]:.6f}" for v in range(levels))
            lines.append(f"    i{i}: {{weight: {weights[i]:.6f}, values: {{{cells}}}}}")
    folder.mkdir(parents=True)
    (folder / "brief.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def seconds(command: list[str], runs: int) -> list[float]:
    """Wall seconds of each run, the first (a warm-up) left out."""
    found = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, check=False, cwd=PROJECT)
        found.append(time.perf_counter() - start)
        assert done.returncode == 0, done.stderr.decode()
    return found[1:]


def main(runs: int) -> None:
    """Print one row per command."""
    place = Path(tempfile.mkdtemp())
    program = [sys.executable, "-m", "pourparler"]
    large = large_brief(place / "large")
    rows = [
        ("--version", 0.25, ["--version"]),
        ("check examples/otan-2025", 0.7, ["check", "examples/otan-2025"]),
        ("solve nash --json, 2 parties, 10^15 outcomes", 1.2, ["solve", str(large), "nash", "--json"]),
        (
            "run examples/otan-2025, 1,024 draws",
            8.0,
            ["run", "examples/otan-2025", "--out", str(place / "out")],
        ),
    ]
    print(
        f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}, {runs} runs after a warm-up\n"
    )
    print("| command | target s | median s | min s | max s |\n|---|---:|---:|---:|---:|")
    for label, target, arguments in rows:
        found = seconds([*program, *arguments], runs)
        print(
            f"| `{label}` | {target} | {statistics.median(found):.2f} | {min(found):.2f} | {max(found):.2f} |"
        )
    shutil.rmtree(place)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
