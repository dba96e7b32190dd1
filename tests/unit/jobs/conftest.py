"""Work for other processes lies beside the tests, where those processes find it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
