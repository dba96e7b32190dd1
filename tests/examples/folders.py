"""Where the examples lie."""

from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
OTAN, RIVIERE = EXAMPLES / "otan-2025", EXAMPLES / "riviere"
BOTH = [pytest.param(OTAN, id="otan-2025"), pytest.param(RIVIERE, id="riviere")]
