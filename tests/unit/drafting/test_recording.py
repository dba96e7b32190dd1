"""Recording documents and quotes: copied as received, verified, written once, nothing overwritten."""

import json
from pathlib import Path

import pytest

from pourparler.app.cli import run
from pourparler.brief.files import digest
from pourparler.brief.reading import read_brief
from pourparler.drafting.recording import Details, add_evidence, add_source, find
from pourparler.errors import UnreadableInput, UsageError

BRIEF = "# mine\nparties: {a: {}}\nissues: {x: {levels: [low, high]}}\nsources: {}\n"
TEXT = "Selon une source, la partie A pourrait ouvrir la porte. Elle n’a pas répondu.\r\nElle n’a pas répondu, dit-on.\r\n"
PAGE = (
    "<!doctype html><html><head><title>T</title></head><body><nav>Accueil Contact</nav><article><h1>La porte</h1>"
    + "<p>La partie A pourrait ouvrir la porte au printemps, a déclaré son porte-parole devant la presse réunie ce matin.</p>"
    * 3
    + "</article><form>Laisser un commentaire</form></body></html>"
)


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    folder = tmp_path / "brief"
    folder.mkdir()
    (folder / "brief.yaml").write_text(BRIEF, encoding="utf-8")
    (tmp_path / "note.txt").write_bytes(TEXT.encode())
    return folder


def test_a_document_is_copied_as_received(brief: Path, tmp_path: Path) -> None:
    recorded = add_source(
        read_brief(brief), tmp_path / "note.txt", Details(values={"reliability": "C", "author": ""})
    )
    assert recorded.name == "note"
    assert (brief / "sources" / "note.txt").read_bytes() == TEXT.encode()
    source = read_brief(brief).sources["note"]
    assert (source.sha256, source.length, source.reliability, source.author) == (
        digest(TEXT.encode()),
        len(TEXT),
        "C",
        None,
    )
    assert source.language == "fr"
    assert (brief / "brief.yaml").read_text(encoding="utf-8").startswith("# mine\n")


def test_nothing_is_overwritten(brief: Path, tmp_path: Path) -> None:
    add_source(read_brief(brief), tmp_path / "note.txt", Details())
    before = (brief / "brief.yaml").read_bytes()
    for again in (Details(), Details("another-id")):
        with pytest.raises(UsageError, match="already recorded as note"):
            add_source(read_brief(brief), tmp_path / "note.txt", again)
    (tmp_path / "copy.txt").write_bytes(TEXT.encode())
    with pytest.raises(UsageError, match="already recorded as note"):
        add_source(read_brief(brief), tmp_path / "copy.txt", Details())
    assert not (brief / "sources" / "copy.txt").exists()
    (tmp_path / "note.txt").write_text("another", encoding="utf-8")
    with pytest.raises(UsageError, match="another file"):
        add_source(read_brief(brief), tmp_path / "note.txt", Details("other"))
    assert (brief / "brief.yaml").read_bytes() == before
    assert (brief / "sources" / "note.txt").read_bytes() == TEXT.encode()


def test_what_is_not_a_document_is_refused(brief: Path, tmp_path: Path) -> None:
    for content in (b"\0\1\2", b"caf\xe9 ferm\xe9", b"x" * 2_000_001):
        (tmp_path / "bad.txt").write_bytes(content)
        with pytest.raises(UnreadableInput):
            add_source(read_brief(brief), tmp_path / "bad.txt", Details())
    assert not (brief / "sources").exists()
    (tmp_path / "bad.txt").write_bytes("café fermé, l’été".encode("cp1252"))
    add_source(read_brief(brief), tmp_path / "bad.txt", Details("old", charset="cp1252"))
    assert find(read_brief(brief), "old", "l'été").verification.tier == "typography"


def test_a_page_of_html_gets_its_text(brief: Path, tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="the text of HTML needs the extra `html`")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    entry = add_source(read_brief(brief), tmp_path / "page.html", Details()).entry
    assert entry["sha256"] == digest(PAGE.encode())
    assert str(entry["extractor"]).startswith("trafilatura ")
    found = find(read_brief(brief), "page", "pourrait ouvrir la porte au printemps, a déclaré")
    assert found.verification.verdict in ("verified", "ambiguous")


def test_a_page_with_a_text_made_elsewhere(brief: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "page.txt").write_text(
        "La partie A pourrait ouvrir la porte au printemps.\n", encoding="utf-8"
    )
    add_source(read_brief(brief), tmp_path / "page.html", Details(text=tmp_path / "page.txt"))
    assert find(read_brief(brief), "page", "pourrait ouvrir").verification.verdict == "verified"


def test_a_quote_is_found_shown_and_written(brief: Path, tmp_path: Path) -> None:
    add_source(read_brief(brief), tmp_path / "note.txt", Details())
    found = find(read_brief(brief), "note", "la partie A pourrait ouvrir la porte")
    assert (
        found.before + found.quote + found.after == "Selon une source, la partie A pourrait ouvrir la porte."
    )
    assert [(h.term, h.cls) for h in found.hedges if h.cls != "attribution"] == [("pourrait", "possibility")]
    item = add_evidence(
        read_brief(brief), "note", found, details=Details("door", {"credibility": 3, "via": []})
    )
    known = read_brief(brief)
    assert known.faults == ()
    evidence = known.evidence[item.name]
    assert (evidence.quote, evidence.credibility, evidence.hedges[0].cls) == (found.quote, 3, "possibility")
    with pytest.raises(UsageError, match="already"):
        add_evidence(known, "note", found, details=Details("door"))
    assert add_evidence(known, "note", found, details=Details()).name == "la-partie-a-pourrait"
    assert add_evidence(read_brief(brief), "note", found, details=Details()).name == "la-partie-a-pourrait-2"


def test_a_quote_in_several_places_needs_its_surroundings(brief: Path, tmp_path: Path) -> None:
    add_source(read_brief(brief), tmp_path / "note.txt", Details())
    several = find(read_brief(brief), "note", "Elle n’a pas répondu")
    assert (several.verification.verdict, several.verification.hits) == ("ambiguous", 2)
    found = find(read_brief(brief), "note", "Elle n’a pas répondu", near=("", ", dit-on"))
    item = add_evidence(read_brief(brief), "note", found, details=Details("said"))
    assert item.entry["suffix"].startswith(", dit-on")
    assert (
        find(
            read_brief(brief), "note", item.entry["quote"], near=(item.entry["prefix"], item.entry["suffix"])
        ).verification.verdict
        == "verified"
    )


def test_a_refused_quote_is_not_written(
    brief: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    add_source(read_brief(brief), tmp_path / "note.txt", Details())
    before = (brief / "brief.yaml").read_bytes()
    assert run(["evidence", "add", str(brief), "note", "la partie A va ouvrir la porte", "--json"]) == 1
    data = json.loads(capsysbinary.readouterr().out)
    assert (data["verdict"], data["reason"], data["id"]) == ("refused", "not-found", None)
    assert "pourrait ouvrir la porte" in data["nearest"]
    found = find(read_brief(brief), "note", "la partie A va ouvrir la porte")
    with pytest.raises(UsageError):
        add_evidence(read_brief(brief), "note", found, details=Details())
    assert (brief / "brief.yaml").read_bytes() == before
    with pytest.raises(UsageError, match="not a source"):
        find(read_brief(brief), "nott", "x")


def test_verify_writes_the_lock_and_leaves_unchanged_entries(brief: Path, tmp_path: Path) -> None:
    add_source(read_brief(brief), tmp_path / "note.txt", Details(values={"published": "2025-01-12"}))
    found = find(read_brief(brief), "note", "la partie A pourrait ouvrir la porte")
    add_evidence(read_brief(brief), "note", found, details=Details("door", {"unused": "a trial"}))
    assert run(["verify", str(brief), "--quiet"]) == 0
    lock = (brief / "evidence.lock").read_bytes()
    assert run(["verify", str(brief), "--quiet"]) == 0
    assert (brief / "evidence.lock").read_bytes() == lock
    # The document stays at home: the lock is the witness.
    (brief / "sources" / "note.txt").rename(tmp_path / "elsewhere.txt")
    assert run(["check", str(brief)]) == 0
    text = (brief / "brief.yaml").read_text(encoding="utf-8")
    (brief / "brief.yaml").write_text(text.replace("pourrait ouvrir", "pourra ouvrir"), encoding="utf-8")
    assert run(["check", str(brief)]) == 1
    assert run(["check", str(brief), "--sources", str(tmp_path)]) == 1


def test_a_document_without_a_date_is_told_at_once(
    brief: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["source", "add", str(brief), str(tmp_path / "note.txt"), "--lang", "en"]) == 0
    assert "note has no date" in capsysbinary.readouterr().out.decode()
    (tmp_path / "dated.txt").write_text("Rien.", encoding="utf-8")
    call = ["source", "add", str(brief), str(tmp_path / "dated.txt"), "--published", "2025-01-12", "--json"]
    assert run(call) == 0
    assert json.loads(capsysbinary.readouterr().out)["warnings"] == []


def test_an_altered_quote_is_answered_in_the_words_of_check(
    brief: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    add_source(read_brief(brief), tmp_path / "note.txt", Details(values={"published": "2025-01-12"}))
    altered = "la partie A pouvait ouvrir la porte"
    assert run(["evidence", "add", str(brief), "note", altered, "--lang", "en"]) == 1
    told = capsysbinary.readouterr().out.decode()
    assert "“pourrait” in the document, “pouvait” in the quote" in told
    assert "nearest passage: “la partie A [pourrait] ouvrir la porte”" in told
    text = (brief / "brief.yaml").read_text(encoding="utf-8")
    item = f'evidence: {{e: {{source: note, quote: "{altered}"}}}}\n'
    (brief / "brief.yaml").write_text(text + item, encoding="utf-8")
    run(["check", str(brief), "--lang", "en"])
    checked = capsysbinary.readouterr().out.decode()
    assert all(line in checked for line in told.splitlines())
    assert run(["evidence", "add", str(brief), "note", " ", "--json"]) == 1
    assert json.loads(capsysbinary.readouterr().out)["found"].endswith(("empty", "vide"))
