"""Literature: CSL-JSON and BibTeX into a brief and out of it; nothing else in the brief moves."""

import json
from pathlib import Path

import pytest
from literature import BIB, BRIEF, ITEMS

import pourparler as pp
from pourparler.errors import MissingExtra, UnreadableInput, UsageError
from pourparler.exchange.citing import add_references, export_references


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "brief.yaml").write_text(BRIEF, encoding="utf-8")
    return tmp_path / "b"


def written(tmp_path: Path, name: str, text: str) -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / name


def test_items_become_sources_and_items_again(brief: Path, tmp_path: Path) -> None:
    file = written(tmp_path, "l.json", json.dumps(ITEMS))
    done = add_references("csl", file, pp.read_brief(brief))
    assert done.added == ("Durand-2025", "nash1950", "Undated", "Interval-2024")
    known = pp.read_brief(brief)
    assert known.faults == ()
    source = known.sources["Durand-2025"]
    assert (source.author, source.outlet, source.language) == ("Zoé Durand; AFP", "Le Monde", "fr")
    assert source.url == "https://example.org/a?b=1#c"
    export_references("csl", known, tmp_path / "out.json")
    out = {item["id"]: item for item in json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))}
    for name, item in zip(done.added, ITEMS, strict=True):
        again = out[item["id"]]
        if name == "Durand-2025":
            again["accessed"] = item["accessed"]  # years as texts become numbers
        assert again == item
    assert out["old"] == {
        "id": "old",
        "type": "document",
        "title": "An old one",
        "issued": {"date-parts": [[1999]]},
    }


def test_every_other_byte_stays(brief: Path, tmp_path: Path) -> None:
    add_references("csl", written(tmp_path, "l.json", json.dumps(ITEMS[:2])), pp.read_brief(brief))
    lines = (brief / "brief.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in BRIEF.splitlines(keepends=True) if line in lines]
    assert kept == BRIEF.splitlines(keepends=True)
    before = (brief / "brief.yaml").read_bytes()
    again = add_references("csl", tmp_path / "l.json", pp.read_brief(brief))
    assert again.added == ()
    assert len(again.notes) == 2
    assert (brief / "brief.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "sources", ["", "sources: {}\n", "sources: {old: {title: x}}\n", "sources:\n    a:\n        title: y\n"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_sources_in_every_style(sources: str, newline: str, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    text = (sources + "parties: {a: {}}\n").replace("\n", newline)
    (tmp_path / "b" / "brief.yaml").write_bytes(text.encode())
    done = add_references(
        "csl", written(tmp_path, "l.json", json.dumps(ITEMS)), pp.read_brief(tmp_path / "b")
    )
    known = pp.read_brief(tmp_path / "b")
    assert set(done.added) <= set(known.sources)
    assert known.faults == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("{", "X001"), ('[{"id": 1}]', "X002"), ("[1]", "X002"), ('"x"', "X002"), ('[{"title": "a", "title": "b"}]', "X002"),
        ('[{"title": {"a": 1}}]', "X002"), ("[" * 9999, "X001"),
    ],
)  # fmt: skip
def test_faulty_csl_is_told_and_nothing_written(text: str, rule: str, brief: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as caught:
        add_references("csl", written(tmp_path, "l.json", text), pp.read_brief(brief))
    assert caught.value.rule == rule
    assert (brief / "brief.yaml").read_text(encoding="utf-8") == BRIEF


def test_bibtex_in_and_out(brief: Path, tmp_path: Path) -> None:
    pytest.importorskip("bibtexparser")
    done = add_references("bibtex", written(tmp_path, "l.bib", BIB), pp.read_brief(brief))
    assert done.added == ("nash-1950", "page")
    assert any("shelf" in str(note) for note in done.notes)
    known = pp.read_brief(brief)
    nash = known.sources["nash-1950"]
    assert (nash.title, nash.author, nash.outlet) == (
        "The Bargaining problème",
        "John F. Nash; Howard Raiffa",
        "Econometrica",
    )
    assert str(known.sources["page"].title) == "A & B"
    assert known.sources["page"].url == "https://example.org/x_y"
    export_references("bibtex", known, tmp_path / "out.bib")
    text = (tmp_path / "out.bib").read_text(encoding="utf-8")
    assert r"title = {A \& B}" in text
    assert "author = {Nash, John F. and Raiffa, Howard}" in text
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "brief.yaml").write_text("parties: {a: {}}\n", encoding="utf-8")
    add_references("bibtex", tmp_path / "out.bib", pp.read_brief(tmp_path / "c"))
    export_references("csl", known, tmp_path / "1.json")
    export_references("csl", pp.read_brief(tmp_path / "c"), tmp_path / "2.json")
    one, two = (json.loads((tmp_path / f"{i}.json").read_text(encoding="utf-8")) for i in "12")
    assert one[1:] == two[1:]


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, title={x}, \n@book{b, title={y}}",
        "@article{a, title={x}}\n@book{a, title={y}}",
        "",
        "hello",
        "@book{x",
    ],
)
def test_faulty_bibtex_is_told(text: str, brief: Path, tmp_path: Path) -> None:
    pytest.importorskip("bibtexparser")
    with pytest.raises(UnreadableInput):
        add_references("bibtex", written(tmp_path, "l.bib", text), pp.read_brief(brief))
    assert (brief / "brief.yaml").read_text(encoding="utf-8") == BRIEF


def test_nothing_is_overwritten_and_extras_are_named(
    brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    export_references("csl", pp.read_brief(brief), tmp_path / "out.json")
    with pytest.raises(UsageError, match="another file"):
        export_references("csl", pp.read_brief(brief), tmp_path / "out.json")
    monkeypatch.setitem(sys.modules, "bibtexparser", None)
    with pytest.raises(MissingExtra, match="bibtexparser"):
        add_references("bibtex", written(tmp_path, "l.bib", BIB), pp.read_brief(brief))
