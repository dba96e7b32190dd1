"""Side by side with NegMAS: `make bench-peers`. Each side runs in a process and an environment of its own, in turn.

Arguments: this project's interpreter, NegMAS's interpreter. Prints a table; exit code 1 where the points differ.
"""

import datetime
import json
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
# Issues of ten values, and how often each side is timed.
SIZES = {3: 21, 4: 11, 5: 5, 6: 3}
SEED = 0


def side(python: str, script: str, issues: int) -> dict[str, Any]:
    """What one side reports."""
    command = [python, str(HERE / script), str(SEED), str(issues), str(SIZES[issues])]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> int:
    """Compare and print."""
    ours_python, peer_python = sys.argv[1:]
    versions, rows, agree = "", [], True
    for issues in SIZES:
        ours, peer = side(ours_python, "ours.py", issues), side(peer_python, "negmas_side.py", issues)
        versions = f"{ours['version']}, {peer['version']}, Python {platform.python_version()}"
        same = ours["points"] == peer["points"] == peer["filtered"] and sorted(ours["nash"]) == sorted(
            peer["nash"]
        )
        agree = agree and same
        rows.append(
            f"| 10^{issues} | {len(ours['points'])} | {'yes' if same else 'NO'} "
            f"| {_ms(ours['seconds'])} | {_ms(peer['seconds'])} | {_ratio(peer['seconds'], ours['seconds'])} "
            f"| {_ms(peer['filter_seconds'])} | {_ratio(peer['filter_seconds'], ours['seconds'])} "
            f"| {_ms(ours['nash_seconds'])} | {_ms(peer['nash_seconds'])} | {_ratio(peer['nash_seconds'], ours['nash_seconds'])} "
            f"| {ours['megabytes']:.1f} | {peer['megabytes']:.0f} |"
        )
        print(rows[-1], file=sys.stderr, flush=True)
    print(
        f"{datetime.date.today().isoformat()}, {platform.machine()} {platform.system()}: {versions}, seed {SEED}\n"
    )
    print("| outcomes | points | same points and Nash | ours ms | NegMAS ms | ratio | its filter alone ms | ratio "
          "| Nash: ours ms | NegMAS ms | ratio | ours MB | NegMAS MB |")  # fmt: skip
    print("|---|---:|---|" + "---:|" * 10)
    print("\n".join(rows))
    return 0 if agree else 1


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.2f}" if seconds < 0.1 else f"{seconds * 1000:,.0f}"


def _ratio(theirs: float, ours: float) -> str:
    return f"{theirs / ours:,.1f}" if theirs < 10 * ours else f"{theirs / ours:,.0f}"


if __name__ == "__main__":
    sys.exit(main())
