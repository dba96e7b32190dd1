"""A sweep that is killed, interrupted, or cut off from its disk goes on to the very same bytes."""

import json
import re
from pathlib import Path

import pytest

from tests.app.killing import GoesOn, Job, Whole, parts
from tests.app.sweep_trial import ranges

DRAWS = 1_536
CALL = ("nash", "--draws", str(DRAWS), "--seed", "3", "--quiet", "--json")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """A sweep, and what it writes in one go."""
    place = tmp_path_factory.mktemp("whole")
    path = ranges(place / "brief", parties=3, issues=3, levels=4)
    return Whole.of(Job(("sweep", str(path), *CALL), DRAWS // 256), place / "out")


class TestASweep(GoesOn):
    """Whatever happens to it."""


def test_parts_that_were_cut_short_or_damaged_are_done_again(whole: Whole, tmp_path: Path) -> None:
    target = whole.copied(tmp_path / "out")
    before = parts(target)
    short, damaged, header = (target / "parts" / name for name in (*sorted(before)[:2], "job.json"))
    short.write_bytes(short.read_bytes()[:-100])
    whole_part = damaged.read_bytes()
    damaged.write_bytes(whole_part.replace(b'"codes": "A', b'"codes": "!'))
    assert damaged.read_bytes() != whole_part
    header.write_bytes(b"{")
    assert whole.job.whole(target) == whole.bytes
    again = {name for name, moment in parts(target).items() if before[name] != moment}
    assert again == {short.name, damaged.name}


def test_a_folder_with_another_sweep_is_refused_with_both_digests(whole: Whole, tmp_path: Path) -> None:
    target = whole.copied(tmp_path / "out")
    before = parts(target)
    process = whole.job.started(target, "--seed", "4", "--lang", "en")
    out, _ = process.communicate()
    assert process.returncode == 2
    error = json.loads(out)["error"]
    assert error["where"] == "--to"
    assert len(set(re.findall(r"\b[0-9a-f]{16}\b", error["found"]))) == 2
    assert "they differ in seed" in error["found"]
    assert parts(target) == before
