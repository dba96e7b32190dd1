"""The lock: what is written, what is kept byte for byte, and what it vouches for when a document is away."""

from datetime import date
from hashlib import sha256

import pytest

from pourparler.brief.documents import Documents
from pourparler.brief.fingerprints import DocumentEntry, EvidenceEntry, seal
from pourparler.brief.lint import lint
from pourparler.brief.lock import LOCK, fingerprint, lock_text, outcomes, read_lock, verify_brief
from pourparler.brief.reading import brief_from_data, read_brief
from pourparler.brief.sources import Evidence

TEXT = "« Jamais ! » Moscou refuse. Kiev attend.\n"
BRIEF = """
sources:
  doc: {{file: doc.txt, sha256: {sha256}}}
  link: {{title: a link}}
evidence:
  first: {{source: doc, quote: "{first}"}}
  second: {{source: doc, quote: "Kiev attend."}}
"""
DAY = date(2025, 1, 12)
SEAL = seal("doc", DocumentEntry(sha256(TEXT.encode()).hexdigest(), len(TEXT)))
HASH = sha256(TEXT.encode()).hexdigest()


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "brief"
    folder.mkdir()
    (folder / "doc.txt").write_text(TEXT, encoding="utf-8")
    write(folder)
    return folder


def write(folder, first="Moscou refuse.", sha256_=HASH):
    (folder / "brief.yaml").write_text(BRIEF.format(first=first, sha256=sha256_), encoding="utf-8")


def verified(folder, *, today=DAY, version="0.1.0", save=True, sources=()):
    brief = read_brief(folder)
    lock, found = verify_brief(brief, Documents(brief, tuple(sources)), today=today, version=version)
    text = lock_text(lock)
    if save:
        (folder / LOCK).write_text(text, encoding="utf-8")
    return text, found


def errors(folder):
    return [finding.rule for finding in lint(read_brief(folder)) if finding.rule in ("E101", "E102", "E009")]


def test_every_quote_is_verified_and_written_on_a_line_of_its_own(home):
    text, found = verified(home)
    assert [result.how for result in found.values()] == ["document", "document"]
    assert text.splitlines()[1:4] == ["lock: pourparler/lock/1", "documents:",
        f'  doc: {{"sha256": "{sha256(TEXT.encode()).hexdigest()}", "length": {len(TEXT)}, "seal": "{SEAL}"}}']  # fmt: skip
    assert text.splitlines()[4] == "evidence:"
    assert text.splitlines()[5].startswith('  first: {"source": "doc", "quote": "')
    assert (
        '"start": 13, "end": 27, "tier": "exact", "verified": "2025-01-12", "version": "0.1.0", "seal": "'
        in text
    )


def test_what_is_written_is_read_back(home):
    verified(home)
    entry = read_lock(read_brief(home)).evidence["first"]
    assert (entry.source, entry.start, entry.end, entry.tier, entry.verified, entry.version) == (
        "doc", 13, 27, "exact", "2025-01-12", "0.1.0",
    )  # fmt: skip
    assert read_lock(read_brief(home)).faults == ()


def test_unchanged_entries_stay_byte_for_byte(home):
    text, _ = verified(home)
    own = text.replace('{"source": "doc", "quote"', '{source: doc,   "quote"')
    (home / LOCK).write_text(own, encoding="utf-8")
    again, _ = verified(home, today=date(2026, 3, 1), version="9.9.9")
    assert again == own


def test_only_what_changed_is_written_anew(home):
    before, _ = verified(home)
    write(home, first="« Jamais ! »")
    after, _ = verified(home, today=date(2026, 3, 1), version="0.2.0")
    old, new = before.splitlines(), after.splitlines()
    assert [i for i in range(len(old)) if old[i] != new[i]] == [5]
    assert '"verified": "2026-03-01", "version": "0.2.0"' in new[5]


def test_entries_of_items_that_are_gone_are_dropped(home):
    verified(home)
    (home / "brief.yaml").write_text("sources: {doc: {file: doc.txt}}\nevidence: {}", encoding="utf-8")
    assert verified(home)[0].splitlines()[-1] == "evidence: {}"
    (home / "brief.yaml").write_text("sources: {}", encoding="utf-8")
    assert verified(home)[0].splitlines()[2:] == ["documents: {}", "evidence: {}"]


def test_a_document_that_nothing_quotes_is_recorded_as_well(home):
    (home / "brief.yaml").write_text(
        "sources: {doc: {file: doc.txt}}\nparties: {a: {}, b: {}}", encoding="utf-8"
    )
    verified(home)
    (home / "doc.txt").unlink()
    assert errors(home) == []


@pytest.mark.parametrize("quote", ["Moscou accepte.", "Moscou refus", "Moscou […] attend.", "e"])
def test_a_refused_quote_gets_no_entry(home, quote):
    verified(home)
    write(home, first=quote)
    text, found = verified(home)
    assert not found["first"].is_verified
    assert "first" not in text
    assert "second" in text


def test_a_document_that_changed_keeps_no_entry(home):
    verified(home)
    (home / "doc.txt").write_text("Moscou refuse. Kiev attend. Paris hésite.", encoding="utf-8")
    assert "first" not in verified(home, save=False)[0]
    assert errors(home) == ["E101"]


def test_without_its_document_the_lock_is_the_witness(home):
    text, _ = verified(home)
    (home / "doc.txt").unlink()
    brief = read_brief(home)
    found = outcomes(brief, Documents(brief))["first"]
    assert (found.how, found.tier, found.start, found.end, found.day) == (
        "lock",
        "exact",
        13,
        27,
        "2025-01-12",
    )
    assert errors(home) == []
    assert verified(home, save=False)[0] == text


def test_a_document_elsewhere_is_verified_there(home, tmp_path):
    (home / "doc.txt").rename(tmp_path / "kept.txt")
    assert errors(home) == ["E101"]
    _, found = verified(home, sources=[tmp_path])
    assert found["first"].how == "document"
    assert errors(home) == []


def test_a_quote_that_no_longer_matches_its_fingerprint_is_an_error(home):
    verified(home)
    (home / "doc.txt").unlink()
    write(home, first="Moscou refuse tout.")
    assert errors(home) == ["E102"]
    assert '"first"' not in verified(home, save=False)[0]


def test_an_item_that_was_never_verified_is_an_error(home):
    text, _ = verified(home)
    (home / LOCK).write_text(
        "\n".join(line for line in text.splitlines() if "first" not in line), encoding="utf-8"
    )
    (home / "doc.txt").unlink()
    assert errors(home) == ["E102"]


def test_the_witness_speaks_of_one_document_only(home):
    verified(home)
    (home / "doc.txt").unlink()
    write(home, sha256_="0" * 64)
    assert errors(home) == ["E101"]


def test_the_fingerprint_is_of_the_normalised_quote_with_its_context():
    plain = Evidence(source="s", quote="l’OTAN  refuse")
    assert fingerprint(plain) == fingerprint(Evidence(source="t", quote="l'OTAN refuse "))
    assert fingerprint(plain) != fingerprint(Evidence(source="s", quote="l’OTAN refuse", prefix="que"))
    assert fingerprint(plain) != fingerprint(Evidence(source="s", quote="L’OTAN refuse"))


@pytest.mark.parametrize(
    "text",
    ["lock: pourparler/lock/9\n", "a: [", "\0", "- a list", 'lock: pourparler/lock/1\ndocuments: {doc: {"length": 3}}',
     'lock: pourparler/lock/1\nevidence: {first: {"start": -3}}'],
)  # fmt: skip
def test_a_lock_that_cannot_be_read_is_told(home, text):
    (home / LOCK).write_text(text, encoding="utf-8")
    found = read_lock(read_brief(home))
    assert [fault.rule for fault in found.faults] == ["E009"]
    assert (found.documents, found.evidence) == ({}, {})
    assert "E009" in errors(home)


def test_a_brief_without_a_folder_has_an_empty_lock():
    assert read_lock(brief_from_data({})).evidence == {}


def test_ids_that_look_like_other_things_are_kept(home):
    text = BRIEF.format(first="Moscou refuse.", sha256=sha256(TEXT.encode()).hexdigest())
    (home / "brief.yaml").write_text(
        text.replace("  first:", "  no:").replace("  second:", "  12:"), encoding="utf-8"
    )
    verified(home)
    assert sorted(read_lock(read_brief(home)).evidence) == ["12", "no"]


CHANGES = [
    ('"start": 13', '"start": 12'),
    ('"end": 27', '"end": 28'),
    ('"tier": "exact"', '"tier": "typography"'),
    ('"verified": "2025-01-12"', '"verified": "2025-01-13"'),
    ('"version": "0.1.0"', '"version": "0.0.9"'),
    ('"seal": "', '"seal": "0'),
    (f'"length": {len(TEXT)}', f'"length": {len(TEXT) + 1}'),
    ("  first: ", "  other: "),
]


@pytest.mark.parametrize("document_is_there", [True, False])
@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_an_entry_changed_by_hand_is_noticed(old, new, document_is_there, home):
    text, _ = verified(home)
    assert old in text
    (home / LOCK).write_text(text.replace(old, new, 1), encoding="utf-8")
    if not document_is_there:
        (home / "doc.txt").unlink()
    faults = [f for f in lint(read_brief(home)) if f.rule == "E009"]
    assert [f.place.file for f in faults] == [LOCK]
    assert "is not as `pourparler verify` wrote it" in str(faults[0].message)


def test_what_was_changed_by_hand_is_written_anew_where_the_document_is(home):
    text, _ = verified(home)
    (home / LOCK).write_text(text.replace('"start": 13', '"start": 12'), encoding="utf-8")
    assert verified(home)[0] == text
    assert errors(home) == []


def test_a_sealed_entry_that_disagrees_with_the_document_is_noticed(home):
    text, _ = verified(home)
    old = read_lock(read_brief(home)).evidence["first"]
    wrong = EvidenceEntry(old.source, old.quote, 3, 17, old.tier, old.verified, old.version)
    new = text.replace(seal("first", old), seal("first", wrong))
    new = new.replace('"start": 13, "end": 27', '"start": 3, "end": 17')
    (home / LOCK).write_text(new, encoding="utf-8")
    assert [(f.rule, f.key) for f in lint(read_brief(home)) if f.rule == "E009"] == [
        ("E009", "evidence/first/quote")
    ]
