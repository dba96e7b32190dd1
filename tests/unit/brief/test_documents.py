"""Documents are found in the folder by name, elsewhere by hash; what cannot be used is told as data."""

import os
from hashlib import sha256

import pytest

from pourparler.brief.documents import Documents
from pourparler.brief.fingerprints import DocumentEntry, Lock, lock_text
from pourparler.brief.reading import brief_from_data, read_brief
from pourparler.errors import UsageError

TEXT = "Moscou refuse."


def hashed(data):
    return sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()


def located(folder, source, *, sources=()):
    lines = "".join(f"    {key}: {value}\n" for key, value in source.items())
    (folder / "brief.yaml").write_text(f"sources:\n  doc:\n{lines}", encoding="utf-8")
    return Documents(read_brief(folder), tuple(sources)).find("doc")


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "brief"
    (folder / "sources").mkdir(parents=True)
    (folder / "sources" / "a.txt").write_text(TEXT, encoding="utf-8")
    return folder


def test_a_document_in_the_folder_is_here(home):
    found = located(home, {"file": "sources/a.txt", "sha256": hashed(TEXT).upper()})
    assert (found.status, found.text, found.sha256, found.length) == ("here", TEXT, hashed(TEXT), 14)
    assert found.is_at_hand
    assert found.rule == ""


def test_another_document_than_the_recorded_one_is_changed_and_not_read(home):
    found = located(home, {"file": "sources/a.txt", "sha256": "00" * 32})
    assert (found.status, found.text, found.rule) == ("changed", None, "E101")


def test_the_lock_records_the_hash_where_the_brief_does_not(home):
    lock = lock_text(Lock({"doc": DocumentEntry("0" * 64, 3)}))
    (home / "evidence.lock").write_text(lock, encoding="utf-8")
    assert located(home, {"file": "sources/a.txt"}).status == "changed"


def test_a_detached_document_is_found_by_its_hash_whatever_its_name(home, tmp_path):
    other = tmp_path / "archive" / "deep"
    other.mkdir(parents=True)
    (other / "other.txt").write_text(TEXT, encoding="utf-8")
    found = located(home, {"file": "sources/b.txt", "sha256": hashed(TEXT)}, sources=[tmp_path / "archive"])
    assert (found.status, found.text, found.path) == ("elsewhere", TEXT, other / "other.txt")
    assert located(home, {"sha256": hashed(TEXT)}, sources=[tmp_path / "archive"]).status == "elsewhere"


def test_a_document_found_nowhere_is_absent(home, tmp_path):
    found = located(home, {"file": "sources/b.txt", "sha256": hashed("x"), "length": 7}, sources=[tmp_path])
    assert (found.status, found.text, found.length) == ("absent", None, 7)


def test_without_a_recorded_hash_nothing_is_looked_for_elsewhere(home, tmp_path):
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    assert located(home, {"file": "sources/b.txt"}, sources=[tmp_path]).status == "absent"


def test_links_to_folders_and_files_are_not_followed(home, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b.txt").write_text("secret", encoding="utf-8")
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "folder").symlink_to(outside, target_is_directory=True)
    (archive / "file.txt").symlink_to(outside / "b.txt")
    assert located(home, {"sha256": hashed("secret")}, sources=[archive]).status == "absent"


def test_at_most_ten_thousand_files_are_looked_at(home, tmp_path, monkeypatch):
    monkeypatch.setattr("pourparler.brief.documents.MAX_FILES", 3)
    archive = tmp_path / "archive"
    archive.mkdir()
    for i in range(5):
        (archive / f"{i}.txt").write_text(f"text {i}", encoding="utf-8")
    assert located(home, {"sha256": hashed("text 2")}, sources=[archive]).status == "elsewhere"
    assert located(home, {"sha256": hashed("text 3")}, sources=[archive]).status == "absent"


def test_a_file_that_is_too_large_is_no_candidate(home, tmp_path):
    data = b"a" * 2_000_001
    (tmp_path / "large.txt").write_bytes(data)
    assert located(home, {"sha256": hashed(data)}, sources=[tmp_path]).status == "absent"


@pytest.mark.parametrize(
    "name", ["../a.txt", "/etc/hostname", "sources/../../a.txt", "'C:/a.txt'", "a" * 300 + ".txt"]
)
def test_a_path_out_of_the_folder_or_impossible_is_unreadable(home, name):
    found = located(home, {"file": name})
    assert (found.status, found.rule, found.text) == ("unreadable", "E009", None)
    assert found.problem


def test_a_link_out_of_the_folder_a_circle_and_a_folder_are_unreadable(home, tmp_path):
    (tmp_path / "b.txt").write_text("secret", encoding="utf-8")
    (home / "out.txt").symlink_to(tmp_path / "b.txt")
    (home / "circle.txt").symlink_to(home / "circle.txt")
    for name in ("out.txt", "circle.txt", "sources"):
        assert (located(home, {"file": name}).status, located(home, {"file": name}).rule) == (
            "unreadable",
            "E009",
        )


def test_large_and_binary_files_are_unreadable(home):
    (home / "large.txt").write_bytes(b"a" * 2_000_001)
    (home / "binary.txt").write_bytes(b"a\0b")
    for name in ("large.txt", "binary.txt"):
        assert (located(home, {"file": name}).status, located(home, {"file": name}).rule) == (
            "unreadable",
            "E009",
        )


def test_an_undecodable_document_is_another_finding_than_a_broken_path(home):
    (home / "latin.txt").write_bytes("été".encode("latin-1"))
    assert (located(home, {"file": "latin.txt"}).status, located(home, {"file": "latin.txt"}).rule) == (
        "unreadable",
        "E101",
    )
    assert located(home, {"file": "latin.txt", "charset": "iso-8859-1"}).text == "été"


def test_of_html_the_text_made_from_it_is_read(home):
    page = b"<p>Moscou refuse.</p>"
    (home / "page.html").write_bytes(page)
    source = {
        "file": "page.html",
        "sha256": hashed(page),
        "text": "sources/a.txt",
        "text_sha256": hashed(TEXT),
    }
    found = located(home, source)
    assert (found.status, found.text, found.sha256, found.text_sha256) == (
        "here",
        TEXT,
        hashed(page),
        hashed(TEXT),
    )
    assert found.length == len(page)
    assert located(home, {**source, "text_sha256": "0" * 64}).status == "changed"
    assert located(home, {**source, "sha256": "0" * 64}).status == "changed"
    assert located(home, {**source, "text": "sources/none.txt"}).status == "absent"


def test_a_brief_without_a_folder_has_no_documents_but_those_elsewhere(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    brief = brief_from_data({"sources": {"doc": {"file": "sources/a.txt", "sha256": hashed(TEXT)}}})
    assert Documents(brief).find("doc").status == "absent"
    assert Documents(brief, (tmp_path,)).find("doc").status == "elsewhere"


def test_a_folder_that_does_not_exist_is_a_usage_error(home, tmp_path):
    with pytest.raises(UsageError):
        located(home, {"sha256": hashed(TEXT)}, sources=[tmp_path / "nowhere"])


def test_each_document_is_looked_up_once(home):
    (home / "brief.yaml").write_text("sources: {doc: {file: sources/a.txt}}", encoding="utf-8")
    documents = Documents(read_brief(home))
    first = documents.find("doc")
    os.remove(home / "sources" / "a.txt")
    assert documents.find("doc") is first
