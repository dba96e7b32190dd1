"""The report: one page, self-contained, escaped, the same every time, in both languages."""

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pages_read import data, made, parsed

from pourparler.brief.findings import Finding, Place
from pourparler.brief.reading import brief_from_data
from pourparler.errors import UsageError
from pourparler.language import msg
from pourparler.uncertainty.run import Plan, Skipped, run
from pourparler.views.report import Report, report

EVIL = "<script>alert(1)</script>\"'&{{ 7*7 }}"


@pytest.fixture(scope="module")
def river() -> Report:
    return made(brief_from_data(data()))


@pytest.fixture(scope="module")
def page(river: Report) -> str:
    return river.html("en")


def test_ids_are_unique_and_every_reference_has_its_place(page: str) -> None:
    reader = parsed(page)
    assert len(reader.ids) == len(set(reader.ids))
    assert set(reader.targets) <= set(reader.ids)
    assert set(reader.named) <= set(reader.ids)


def test_headings_are_in_order(page: str) -> None:
    levels = parsed(page).headings
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_nothing_is_fetched(page: str) -> None:
    assert "default-src 'none'" in page
    assert "<script" not in page
    for tag, attributes in parsed(page).tags:
        assert tag not in ("script", "iframe", "object", "img", "embed", "base", "form")
        assert not {"src", "srcset"} & set(attributes)
        assert tag != "link" or attributes["href"] == "data:,"
    assert "@import" not in page
    assert "url(" not in page
    assert len(page.encode()) < 400_000


def test_every_table_and_figure_is_described(page: str) -> None:
    reader = parsed(page)
    heads = [a for tag, a in reader.tags if tag == "th"]
    assert heads
    assert all(a.get("scope") in ("col", "row") for a in heads)
    pictures = [a for tag, a in reader.tags if tag == "svg"]
    assert len(pictures) == sum(tag == "figure" for tag, _ in reader.tags) >= 8
    assert all(a.get("role") in ("img", "group") and a.get("aria-labelledby") for a in pictures)


def test_numbers_lead_to_notes_and_back(page: str) -> None:
    reader = parsed(page)
    notes = [i for i in reader.ids if re.fullmatch(r"note-\d+", i)]
    assert len(notes) == 8  # three parties, five stances
    assert all(f"ref-{n.split('-')[1]}-1" in reader.ids for n in notes)


def test_the_first_page_refers_to_notes(page: str) -> None:
    first = page.split('id="first-page"')[1].split("</section>")[0]
    # Influence is all that is stated of the parties themselves, and what they could accept does not rest on it.
    assert "A deal that all the parties at the table could accept (Amont and Aval)" in first
    assert re.search(r'aria-label="note \d+, assumed">\d+<span class="assumed">◇</span></a>', first)
    assert first.count('class="ref"') > 5
    assert "\ue000" not in page
    assert '<a href="#findings">' not in first


def test_the_first_page_holds_a_table_that_reflows(page: str) -> None:
    first = page.split('id="first-page"')[1].split("</section>")[0]
    assert 'class="reflow" role="table"' in first
    assert 'data-head="The deal (Nash solution)"' in first
    assert "Utilities cannot be compared between parties." in first


def test_assumptions_are_marked_by_shape_and_word(page: str) -> None:
    assert page.count('<span aria-hidden="true">◇ </span>assumed') > 10


def test_languages_are_whole(river: Report) -> None:
    french = river.html("fr")
    assert '<html lang="fr">' in french
    assert "<h1>Un fleuve</h1>" in french
    assert "Notes sur chaque nombre" in french
    assert "5–95\u202f%" in french
    said = re.sub(r"<style>.*?</style>|<[^>]+>", " ", french, flags=re.S)
    assert not re.search(r"[^\u202f]%", said)
    for english in ("The answer", "assumed", "Share of draws", "Weighted median", "status quo"):
        assert english not in said


def test_the_brief_decides_the_language() -> None:
    assert '<html lang="fr">' in report(brief_from_data({"language": "fr"}), []).html()
    assert '<html lang="en">' in report(brief_from_data({"language": "fr"}), []).html("en")


def test_what_a_brief_says_is_never_markup() -> None:
    evil = data(title=EVIL)
    evil["parties"]["a"]["name"] = EVIL
    evil["parties"]["a"]["influence"]["assumption"] = EVIL
    evil["issues"]["water"]["name"] = EVIL
    evil["issues"]["water"]["level_names"] = {"half": EVIL}
    evil["sources"] = {
        "s": {"kind": "outlet", "title": EVIL, "url": "javascript:alert(1)"},
        "t": {"kind": "outlet", "url": "https://example.org/a"},
    }
    place = Place("brief.yaml")
    finding = Finding("W201", place, "x", msg("{what}", what=EVIL), msg("{what}", what=EVIL))
    brief = brief_from_data(evil)
    found = run(brief, (finding,), Plan(draws=8))
    page = report(
        brief,
        (*found.results, *found.sweeps),
        findings=(finding,),
        skipped=(Skipped("x", msg("{what}", what=EVIL)),),
    ).html("en")
    assert "<script" not in page
    assert "49" not in re.findall(r"<h1>(.*?)</h1>", page, re.S)[0]
    assert 'href="javascript' not in page
    assert 'href="https://example.org/a"' in page


def test_the_same_command_gives_the_same_bytes(river: Report) -> None:
    """Here and in a process that hashes in another way."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pages_read import data, made;"
        "from pourparler.brief.reading import brief_from_data;"
        "sys.stdout.buffer.write(made(brief_from_data(data())).html('fr').encode())"
    )
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    done = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent)],
        capture_output=True,
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(p for p in sys.path if p), "PATH": ""},
        check=True,
    )
    assert done.stdout == river.html("fr").encode()
    assert len(done.stdout) > 50_000


def test_saved_as_it_is(tmp_path: Path) -> None:
    page = report(brief_from_data({"language": "fr"}), [])
    page.save(tmp_path / "report.html", "fr")
    assert (tmp_path / "report.html").read_text("utf-8") == page.html("fr")
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_importing_the_report_is_light() -> None:
    code = "import sys, pourparler.views.report, pourparler.views.charts; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"altair", "vl_convert", "jinja2", "pandas", "scipy"} & set(done.stdout.split())


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"parties": {"a": {}}, "issues": {"x": {"levels": ["lo", "hi"]}}},
        {
            "moves": {"states": ["s", "t"], "arcs": {"a": [["s", "t"]]}, "ranking": {"a": ["s", "t"]}},
            "parties": {"a": {}},
        },
        {
            "preferences": {"form": "points"},
            "parties": {"a": {"reserve": 3}, "b": {}},
            "issues": {"x": {"levels": ["lo", "hi"], "status_quo": "lo"}},
            "stances": {
                "a": {"x": {"values": {"lo": 1, "hi": 9}}},
                "b": {"x": {"values": {"lo": 5, "hi": 4}}},
            },
        },
    ],
)
def test_any_brief_gives_a_page(content: dict[str, Any]) -> None:
    page = made(brief_from_data(content))
    for lang in ("en", "fr"):
        reader = parsed(page.html(lang))
        assert set(reader.targets) <= set(reader.ids)


def test_without_agreement_the_sentence_stands() -> None:
    far = data()
    far["stances"]["a"]["water"]["red_line"] = "none"
    far["stances"]["b"]["water"]["red_line"] = "all"
    page = made(brief_from_data(far)).html("en")
    assert "What each concept found" in page
    assert "Solutions side by side" not in page


def test_an_unknown_language_is_a_usage_error() -> None:
    page = report(brief_from_data({}), [])
    with pytest.raises(UsageError) as refused:
        page.html("de")
    assert "de" in str(refused.value)
    assert "fr (French) or en (English)" in str(refused.value)


def test_a_notebook_shows_a_result() -> None:
    from pourparler.views.notebook import as_html

    found = run(brief_from_data(data()), (), Plan(draws=8))
    for result in (*found.results, *found.sweeps):
        shown = as_html(result, "fr")
        assert shown.startswith('<div lang="fr"')
        assert "<script" not in shown
