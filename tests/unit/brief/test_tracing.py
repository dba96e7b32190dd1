"""One number, all the way down."""

import json
from datetime import date

import pytest

from pourparler.app.cli import run
from pourparler.brief.documents import Documents
from pourparler.brief.lock import LOCK, lock_text, verify_brief
from pourparler.brief.reading import brief_from_data, read_brief
from pourparler.brief.tracing import trace, traceable
from pourparler.errors import ModelError, UsageError

TEXT = "Paris hésite. Moscou pourrait exiger un retrait. Kiev attend.\n\nLaisser un commentaire\n"
BRIEF = """
language: fr
as_of: 2025-01-12
sources:
  doc: {file: doc.txt, reliability: A, title: Le Journal, published: 2025-01-12}
  j: {title: {fr: Agence, en: Agency}, kind: outlet, reliability: B}
  k: {title: des sources, kind: anonymous, reliability: F}
evidence:
  e:
    source: doc
    quote: exiger un retrait
    claim: {fr: "un retrait", en: "a withdrawal"}
    via: [[k, j]]
    credibility: 2
    hedges: [{term: pourrait, class: possibility, scope: claim}]
  late: {source: doc, quote: Kiev attend., published: 2025-06}
parties: {a: {}}
issues: {x: {range: {from: 0, to: 100}}}
stances: {a: {x: {position: {low: 60, mode: 85, high: 100, because: [e, late, ghost]}, salience: {value: 70, assumption: seen}}}}
"""
KEY = "stances/a/x/position"


@pytest.fixture
def home(tmp_path):
    (tmp_path / "brief.yaml").write_text(BRIEF, encoding="utf-8")
    (tmp_path / "doc.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def traced(folder, key=KEY):
    brief = read_brief(folder)
    return trace(brief, key, documents=Documents(brief))


def test_the_number_is_told_as_written_with_its_law(home):
    found = traced(home)
    assert (found.written, found.central, found.kind) == ("{low: 60, mode: 85, high: 100}", 85.0, "position")
    assert found.law.kind == "pert"
    assert found.interval == pytest.approx((70.43, 94.89), abs=0.01)
    assert found.place == "brief.yaml:19:19"


def test_the_quote_stands_in_its_context(home):
    item = traced(home).evidence[0]
    assert (item.where.start, item.where.end) == (30, 47)
    assert item.where.sentence == "Moscou pourrait exiger un retrait."
    assert (item.where.before, item.where.after) == ("Paris hésite.", "Kiev attend.")
    assert (item.tier, item.how, item.date) == ("exact", "document", "")


def test_the_chain_the_grades_the_hedges_and_the_weight(home):
    item = traced(home).evidence[0]
    assert [link.id for link in item.chains[0]] == ["doc", "j"]
    assert [root.id for root in item.roots] == ["k", "j"]
    assert (item.reliability, item.credibility) == ("B", 2)
    assert item.hedges[0].factor == pytest.approx(0.394, abs=1e-3)
    assert item.weight.weight == pytest.approx(0.9 * 0.7 * 0.39375)
    assert traced(home).weight == pytest.approx(item.weight.weight)


def test_an_item_that_does_not_count_is_shown_and_says_so(home):
    late = traced(home).evidence[1]
    assert (late.id, late.counts) == ("late", False)
    assert traced(home).to_dict()["evidence"][1]["weight"] == 0.0


def test_an_assumption_has_no_weight(home):
    found = traced(home, "stances/a/x/salience")
    assert (found.weight, found.assumption, found.written, found.evidence) == (None, "seen", "70", ())


def test_without_the_document_the_lock_says_when_it_was_verified(home):
    brief = read_brief(home)
    lock, _ = verify_brief(brief, Documents(brief), today=date(2025, 1, 12), version="0.1.0")
    (home / LOCK).write_text(lock_text(lock), encoding="utf-8")
    assert (traced(home).evidence[0].how, traced(home).evidence[0].date) == ("document", "2025-01-12")
    (home / "doc.txt").unlink()
    item = traced(home).evidence[0]
    assert (item.how, item.date, item.tier, item.where.sentence) == ("lock", "2025-01-12", "exact", "")
    assert (item.where.start, item.where.end) == (30, 47)


def test_a_quote_that_is_not_verified_says_why(home):
    (home / "doc.txt").write_text("Rien.", encoding="utf-8")
    item = traced(home).evidence[0]
    assert (item.how, item.reason, item.where.sentence) == ("no", "not-found", "")


def test_the_data_are_those_of_the_contract(home):
    data = traced(home).to_dict()
    assert json.loads(json.dumps(data)) == data
    assert {"key", "written", "law", "central", "interval", "weight", "assumption", "evidence"} <= data.keys()
    fields = {
        "id",
        "quote",
        "claim",
        "where",
        "tier",
        "verified",
        "chain",
        "roots",
        "reliability",
        "credibility",
        "hedges",
    }
    assert fields | {"weight"} <= data["evidence"][0].keys()
    assert data["evidence"][0]["chain"][1] == {"id": "j", "title": {"fr": "Agence", "en": "Agency"}}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (30, "30"),
        ([10, 20], "[10, 20]"),
        ({"low": 1, "mode": 2, "high": 4.5}, "{low: 1, mode: 2, high: 4.5}"),
        ({"quantiles": {"0.1": 10, "0.9": 40}}, "{quantiles: {0.1: 10, 0.9: 40}}"),
    ],
)
def test_every_form_of_a_quantity_is_shown_as_written(written, shown):
    brief = brief_from_data({"parties": {"a": {"weight": written}}})
    assert trace(brief, "parties/a/weight", documents=Documents(brief)).written == shown


def test_an_unknown_key_and_what_is_no_quantity_are_errors():
    brief = brief_from_data({"parties": {"a": {"weight": [20, 10]}}})
    with pytest.raises(UsageError):
        trace(brief, "parties/a/wait", documents=Documents(brief))
    with pytest.raises(ModelError):
        trace(brief, "parties/a/weight", documents=Documents(brief))


def test_a_red_line_in_words_is_traced_with_its_ground(home):
    text = BRIEF.replace(
        "salience: {value: 70, assumption: seen}", 'red_line: "at least 30", because: [e], note: "as told"'
    )
    (home / "brief.yaml").write_text(text, encoding="utf-8")
    key = "stances/a/x/red_line"
    assert key in traceable(read_brief(home))
    found = traced(home, key)
    assert (found.written, found.kind, found.central) == ("at least 30", "red_line", None)
    assert [item.id for item in found.evidence] == ["e"]
    data = found.to_dict()
    assert (data["law"], data["central"], data["interval"]) == (None, None, None)
    with pytest.raises(UsageError, match="stances/a/x/red_line"):
        traced(home, "stances/a/x/red_lime")


def test_a_note_says_how_a_number_was_read(home):
    text = BRIEF.replace("high: 100, because", 'high: 100, note: {en: "more than half"}, because')
    (home / "brief.yaml").write_text(text, encoding="utf-8")
    assert traced(home).note == {"en": "more than half"}
    assert traced(home).to_dict()["note"] == {"en": "more than half"}


def test_the_keys_are_listed_where_none_is_given(home, capsysbinary):
    assert run(["trace", str(home), "--json"]) == 0
    keys = [row["key"] for row in json.loads(capsysbinary.readouterr().out)["keys"]]
    assert keys == [KEY, "stances/a/x/salience"]
    assert run(["trace", str(home)]) == 0
    assert capsysbinary.readouterr().out.decode().split("\n")[0] == f"{KEY}  {{low: 60, mode: 85, high: 100}}"
