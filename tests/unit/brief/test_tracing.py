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
from pourparler.language import NO_BREAK

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


def test_the_keys_are_listed_with_what_is_written_and_its_ground(home, capsysbinary):
    assert run(["trace", str(home), "--json"]) == 0
    rows = json.loads(capsysbinary.readouterr().out)["keys"]
    assert [row["key"] for row in rows] == [KEY, "stances/a/x/salience"]
    assert rows[0]["because"] == ["e", "late", "ghost"]
    assert [(row["kind"], row["assumed"]) for row in rows] == [("position", False), ("salience", True)]
    assert run(["trace", str(home), "--lang", "fr"]) == 0
    told = capsysbinary.readouterr().out.decode().split("\n")
    assert told[0] == f"{KEY}  {{low: 60, mode: 85, high: 100}}  [e, late, ghost]"
    assert told[1].split() == ["stances/a/x/salience", "70", "hypothèse"]


MOVES = """
moves:
  options:
    go: {party: a, name: {fr: partir, en: leave}, one_way: take, because: [e], note: as told}
    stay: {party: a, assumption: seen, because: [e]}
  impossible:
    - {go: yes, stay: yes, because: e, why: {en: "not both"}}
    - go and not stay
  prefer: {a: [{statement: not go, because: [e, late], flip_chance: 0.2}, stay]}
  flip_chance: 0.1
  blocked_moves: [{party: a, from: go, to: not go, assumption: seen}]
"""


@pytest.fixture
def conflict(home):
    (home / "brief.yaml").write_text(BRIEF + MOVES, encoding="utf-8")
    return home


def test_a_statement_is_traced_with_its_quotes_and_its_chance(conflict):
    found = traced(conflict, "moves/prefer/a/0")
    assert (found.kind, found.written, found.central, found.flip_chance) == ("statement", "not go", None, 0.2)
    assert [(item.id, item.quote, item.counts) for item in found.evidence] == [
        ("e", "exiger un retrait", True),
        ("late", "Kiev attend.", False),
    ]
    assert found.weight == pytest.approx(found.evidence[0].weight.weight)
    assert found.to_dict()["flip_chance"] == 0.2
    bare = traced(conflict, "moves/prefer/a/1")
    assert (bare.flip_chance, bare.evidence, bare.assumption, bare.weight) == (0.1, (), None, None)


def test_an_option_its_direction_and_what_cannot_be_are_traced_with_their_grounds(conflict):
    option = traced(conflict, "moves/options/go")
    assert (option.kind, option.written, option.note, option.flip_chance) == ("option", "go", "as told", None)
    assert [item.id for item in option.evidence] == ["e"]
    assert traced(conflict, "moves/options/go/one_way").evidence == option.evidence
    assert (traced(conflict, "moves/options/stay").assumption, traced(conflict, "moves/options/stay").weight) == ("seen", None)  # fmt: skip
    rule = traced(conflict, "moves/impossible/0")
    assert (rule.kind, rule.written, rule.note) == ("combination", "{go: yes, stay: yes}", {"en": "not both"})
    assert [item.id for item in rule.evidence] == ["e"]
    assert traced(conflict, "moves/impossible/1").written == "go and not stay"
    blocked = traced(conflict, "moves/blocked_moves/0")
    assert (blocked.kind, blocked.written, blocked.assumption) == ("blocked_move", "go → not go", "seen")


def test_what_is_said_of_moves_has_a_name_in_both_languages(conflict, capsysbinary):
    for lang, name in (("en", "option of a: leave"), ("fr", "option de a : partir")):
        assert run(["trace", str(conflict), "moves/options/go", "--lang", lang]) == 0
        told = capsysbinary.readouterr().out.decode().replace(NO_BREAK, " ")
        assert told.startswith(name)
        assert "exiger un retrait" in told
    assert run(["trace", str(conflict), "moves/prefer/a/0", "--lang", "en"]) == 0
    told = capsysbinary.readouterr().out.decode()
    assert told.startswith("statement of a: “not go”\nmoves/prefer/a/0 · brief.yaml:")
    assert "chance of being the other way round  20%" in told


def test_the_beginning_of_a_key_lists_what_is_below_it(conflict, capsysbinary):
    assert run(["trace", str(conflict), "moves/prefer", "--json"]) == 0
    rows = json.loads(capsysbinary.readouterr().out)["keys"]
    assert [(row["key"], row["written"]) for row in rows] == [
        ("moves/prefer/a/0", "not go"),
        ("moves/prefer/a/1", "stay"),
    ]
    assert run(["trace", str(conflict), "moves/prefer/a/", "--lang", "en"]) == 0
    told = capsysbinary.readouterr().out.decode()
    assert told == "moves/prefer/a/0  not go  [e, late]\nmoves/prefer/a/1  stay    –\n"


def test_a_place_that_does_not_exist_is_answered_with_the_nearest_key(conflict):
    with pytest.raises(UsageError, match="moves/prefer/a/2"):
        traced(conflict, "moves/prefer/a/2")


def test_a_brief_without_anything_to_trace_says_so(tmp_path, capsysbinary):
    (tmp_path / "brief.yaml").write_text("parties: {a: {}}\n", encoding="utf-8")
    assert run(["trace", str(tmp_path), "--lang", "en"]) == 0
    assert capsysbinary.readouterr().out.decode() == (
        "Nothing in this brief can be traced: it holds no number and no moves.\n"
    )
