"""Talks side by side with NegMAS: the second part of `make bench-peers`. Each side runs in a process of its own, in turn.

Arguments: this project's interpreter, NegMAS's interpreter. Prints a table; exit code 1 where a trace differs.
"""

import datetime
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TABLES, SECONDS, TRACED = 10, 3.0, 40


def side(python: str, script: str, *, tables: int, seconds: float) -> dict[str, Any]:
    """What one side reports."""
    command = [python, str(HERE / script), str(tables), str(seconds)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> int:
    """Compare and print."""
    ours_python, peer_python = sys.argv[1:]
    traced = [
        side(python, script, tables=TRACED, seconds=0)["traces"]
        for python, script in ((ours_python, "talks_ours.py"), (peer_python, "talks_negmas.py"))
    ]
    load = os.getloadavg()[0]
    ours = side(ours_python, "talks_ours.py", tables=TABLES, seconds=SECONDS)
    peer = side(peer_python, "talks_negmas.py", tables=TABLES, seconds=SECONDS)
    print(
        f"{datetime.date.today().isoformat()}, {platform.machine()} {platform.system()}, load {load:.1f} to "
        f"{os.getloadavg()[0]:.1f}: {ours['version']}, {peer['version']}, Python {platform.python_version()}\n"
    )
    print("| pair | same traces | NegMAS games/s | engine games/s | ratio | batch games/s | ratio |")
    print("|---|---|" + "---:|" * 5)
    for pair, theirs in traced[1].items():
        same = sum(a == b for a, b in zip(traced[0][pair], theirs, strict=True))
        negmas, engine, batch = peer["rates"][pair][0], ours["engine"][pair][0], ours["batches"][pair][0]
        print(f"| {pair} | {same} of {len(theirs)} | {negmas:,.0f} | {engine:,.0f} | {engine / negmas:,.0f} "
              f"| {batch:,.0f} | {batch / negmas:,.0f} |")  # fmt: skip
    return 0 if traced[0] == traced[1] else 1


if __name__ == "__main__":
    sys.exit(main())
