"""Indented JSON is what the standard library writes, character for character."""

import json
import random
from collections import OrderedDict
from typing import Any

import pytest

from pourparler.app.indented import indented


def standard(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)


def drawn(rng: random.Random, depth: int = 0) -> Any:
    words = "".join(rng.choice('aé\n\t"\\’\u2028\u0000 z') for _ in range(rng.randrange(90)))
    leaves = [
        rng.randrange(-99, 10**20),
        rng.random() * 10 ** rng.randrange(-20, 20),
        None,
        True,
        False,
        words,
        -0.0,
    ]
    if depth > 3 or rng.random() < 0.4:
        return rng.choice(leaves)
    items = [drawn(rng, depth + 1) for _ in range(rng.randrange(4))]
    return rng.choice([items, tuple(items), {f"k{rng.randrange(50)}{words[:2]}": item for item in items}])


@pytest.mark.parametrize("seed", range(200))
def test_it_is_as_the_standard_library_writes_it(seed: int) -> None:
    data = drawn(random.Random(seed))
    assert indented(data) == standard(data)


@pytest.mark.parametrize(
    "data", [{"a": [{2: "b", 1: [1.5, {}]}]}, [OrderedDict(b=1, a=[])], [], {}, "’\n", [True, 1]]
)
def test_rare_kinds_go_by_the_standard_way(data: Any) -> None:
    assert indented(data) == standard(data)


@pytest.mark.parametrize(
    ("bad", "error"), [(float("nan"), ValueError), (float("-inf"), ValueError), (object(), TypeError)]
)
def test_what_is_no_json_is_refused(bad: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        indented({"a": [1, bad]})
