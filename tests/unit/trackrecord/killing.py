"""Kill writers of a ledger at random moments, again and again; say what was reported and what was recovered.

Usage: python killing.py LEDGER KILLS SEED. A process of its own, because it forks.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from ledger_lines import forecast

from pourparler.trackrecord.ledger import read_ledger, writing
from pourparler.trackrecord.records import written

LONG = 8_000_000


def write_until_killed(path: Path, kill: int, *, report: int) -> None:
    """Seal one forecast after the other, and report the digest of each once it is sealed."""
    with writing(path) as ledger:
        os.write(report, b"".join(f"told {text}\n".encode() for text in map(str, ledger.told)))
        for i in range(1_000):
            (digest,) = ledger.add([forecast(id=f"kill{kill}/x/{i}")])
            os.write(report, f"sealed {digest}\n".encode())


def write_one_long_line(path: Path, kill: int, *, report: int) -> None:
    """The same with one line that is ready and takes long to write, so that the kill falls into the write."""
    with writing(path) as ledger:
        line = written(forecast(id=f"kill{kill}/x/1", version="v" * LONG), ledger.ledger.head)
        os.write(report, f"ready {ledger.told}\n".encode())
        ledger.file.append([line])
        os.write(report, f"sealed {json.loads(line)['digest']}\n".encode())
        time.sleep(1)


def one_kill(path: Path, kill: int, chance: random.Random) -> list[str]:
    """Start a writer, kill it, and return what it reported."""
    hear, report = os.pipe()
    is_long = chance.random() < 0.4
    child = os.fork()
    if child == 0:
        try:
            (write_one_long_line if is_long else write_until_killed)(path, kill, report=report)
        finally:
            os._exit(1)
    os.close(report)
    first = b""
    if is_long or chance.random() < 0.8:  # the others are killed while they open
        first = os.read(hear, 65_536)
    time.sleep(chance.random() * (0.004 if is_long else 0.03))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(hear, "rb") as stream:
        told = (first + stream.read()).decode()
    return told.splitlines()


def main(path: Path, kills: int, seed: int) -> None:
    """All kills, a last writer that recovers, and what there is to say."""
    chance = random.Random(seed)
    heard = []
    for kill in range(kills):
        heard += one_kill(path, kill, chance)
        if path.exists() and path.stat().st_size > LONG:  # reading all of it each time takes too long
            path.rename(path.with_name(f"full-{kill}.jsonl"))
    with writing(path) as ledger:
        recovered = list(map(str, ledger.told))
    files = [path, *path.parent.glob("full-*.jsonl")]
    ledgers = [read_ledger(file) for file in files]
    reported = [line.split()[1] for line in heard if line.startswith("sealed ")]
    kept = {digest for ledger in ledgers for digest in ledger.digests}
    print(
        json.dumps(
            {
                "reported": len(reported),
                "lost": [digest for digest in reported if digest not in kept],
                "broken": [repr(ledger.broken) for ledger in ledgers[:1] if ledger.broken],
                "torn": len([line for line in heard + recovered if "torn" in line]),
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
