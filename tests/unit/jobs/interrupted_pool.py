"""A pool that is left while one of its processes is in the middle of writing a result: ``interrupted_pool.py FOLDER``.

A program of its own, so that whoever starts it can end it where it hangs.
"""

import sys
import time
from pathlib import Path

from chunk_work import half_told

from pourparler.jobs.processes import over_processes

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    results = over_processes(half_told, str(folder), {0: 0, 1: 1}, workers=2)
    assert next(results) == (0, 0)
    (folder / "heard").touch()
    while not (folder / "half").exists():
        time.sleep(0.01)
    time.sleep(0.2)  # whoever reads results has begun to read this one
    results.close()
    print("ended")
