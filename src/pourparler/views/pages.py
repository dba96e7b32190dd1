"""Writing documents: JSON with sorted keys, atomically."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pourparler.brief.files import save


def save_json(path: Path, data: Mapping[str, Any]) -> None:
    """Write one JSON document: UTF-8, sorted keys, no NaN, a line end at the end."""
    save(path, json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n")
