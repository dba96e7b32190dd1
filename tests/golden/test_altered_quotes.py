"""Twenty altered quotes are refused, ten honest ones verified, one is ambiguous: altered-quotes.json."""

import json
import os
from pathlib import Path

import pytest

from pourparler.brief.omissions import left_out
from pourparler.brief.verification import nearest, verify


@pytest.fixture(scope="module")
def seed():
    folder = os.environ.get("POURPARLER_SEED")
    if not folder or not Path(folder).is_dir():
        pytest.skip("POURPARLER_SEED does not name the folder of the seed article")
    listed = json.loads(Path(folder, "altered-quotes.json").read_text(encoding="utf-8"))
    return listed, Path(folder, listed["document"]).read_bytes().decode("utf-8")


def test_every_altered_quote_is_refused_for_the_expected_reason(seed):
    listed, raw = seed
    altered = [case for case in listed["cases"] if case["set"] == "altered"]
    assert len(altered) == 20
    for case in altered:
        found = verify(raw, case["quote"])
        assert (case["id"], found.verdict, found.reason) == (case["id"], "refused", case["expect"]["reason"])
        assert found.start is None


def test_every_honest_quote_is_verified_with_tier_offsets_and_warnings(seed):
    listed, raw = seed
    honest = [case for case in listed["cases"] if case["set"] == "honest"]
    assert len(honest) == 10
    for case in honest:
        found, wanted = verify(raw, case["quote"]), case["expect"]
        assert (case["id"], found.verdict, found.tier) == (case["id"], "verified", wanted["tier"])
        assert (found.start, found.end) == (wanted["start"], wanted["end"])
        assert raw[found.start : found.end] == wanted["exact"]
        assert bool(left_out(raw, found.start, end=found.end)) == ("W204" in wanted["warnings"])


def test_a_word_in_five_places_is_ambiguous(seed):
    listed, raw = seed
    (case,) = listed["extra"]
    found = verify(raw, case["quote"])
    assert (found.verdict, found.hits) == ("ambiguous", case["expect"]["hits"])


def test_the_nearest_passage_shows_what_was_altered(seed):
    listed, raw = seed
    case = next(c for c in listed["cases"] if c["kind"] == "number-changed")
    found = nearest(raw, case["quote"])
    assert found is not None
    assert [(d.document, d.quote) for d in found.differences if d.kind != "equal"] == [(("six",), ("neuf",))]
