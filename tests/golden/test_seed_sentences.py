"""Sentences and page furniture of the seed article, as marked by hand in gold.json."""

import json
import os
from pathlib import Path

import pytest

from pourparler.brief.sentences import boilerplate, language, sentences


@pytest.fixture(scope="module")
def seed():
    folder = os.environ.get("POURPARLER_SEED")
    if not folder or not Path(folder).is_dir():
        pytest.skip("POURPARLER_SEED does not name the folder of the seed article")
    gold = json.loads(Path(folder, "gold.json").read_text(encoding="utf-8"))
    return gold, Path(folder, gold["document"]["file"]).read_bytes().decode("utf-8")


def test_thirteen_of_thirteen_sentences(seed):
    gold, raw = seed
    wanted = [(s["selector"]["start"], s["selector"]["end"]) for s in gold["sentences"]]
    assert len(wanted) == 13
    assert [(s.start, s.end) for s in sentences(raw)] == wanted


def test_three_blocks_of_page_furniture(seed):
    gold, raw = seed
    wanted = [(b["start"], b["end"], b["kind"]) for b in gold["boilerplate"]]
    assert len(wanted) == 3
    assert [(b.start, b.end, b.kind) for b in boilerplate(raw)] == wanted


def test_language(seed):
    gold, raw = seed
    assert language(raw) == gold["document"]["lang"]
