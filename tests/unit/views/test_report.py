"""The report: one page, self-contained, escaped, the same every time, in both languages."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.solve import solve
from pourparler.brief.brief import Brief
from pourparler.brief.findings import Finding, Place
from pourparler.brief.reading import brief_from_data
from pourparler.errors import UsageError
from pourparler.language import msg, quoted, render
from pourparler.uncertainty.run import Plan, Skipped, run
from pourparler.views.names import Names
from pourparler.views.report import Report, report
from pourparler.views.report_evidence import dated, is_link
from pourparler.views.report_findings import finding_groups
from pourparler.views.report_setting import bound_words, rule_words

EVIL = "<script>alert(1)</script>\"'&{{ 7*7 }}"


def data(**more: Any) -> dict[str, Any]:
    """Two parties, two issues, a range on every number."""
    ranged = {"low": 40, "mode": 60, "high": 90}
    found = {
        "title": {"en": "A river", "fr": "Un fleuve"},
        "as_of": "2025-02-01",
        "parties": {
            "a": {"name": "Amont", "influence": {**ranged, "assumption": "as one does"}},
            "b": {"name": "Aval", "influence": {"value": 50, "assumption": "as one does"}},
            "c": {"name": "Côté", "at_table": False, "influence": {"value": 5, "assumption": "small"}},
        },
        "issues": {
            "water": {"levels": {"none": 0, "half": 50, "all": 100}, "status_quo": "none"},
            "years": {"range": {"from": 0, "to": 10, "step": 2, "unit": "years"}, "status_quo": 0},
        },
        "stances": {
            "a": {
                "water": {
                    "position": "none",
                    "salience": ranged,
                    "assumption": "said so",
                    "red_line": "at most half",
                },
                "years": {"position": [2, 8], "salience": 70, "assumption": "said so"},
            },
            "b": {
                "water": {"position": "all", "salience": 80, "assumption": "said so"},
                "years": {"position": 10, "salience": 30, "assumption": "said so"},
            },
            "c": {"water": {"position": "half", "salience": 20, "assumption": "said so"}},
        },
    }
    return {**found, **more}


def made(brief: Brief, findings: tuple[Finding, ...] = ()) -> Report:
    """The report of the main job."""
    found = run(brief, findings, Plan(draws=32))
    return report(brief, (*found.results, *found.sweeps), findings=findings, skipped=found.skipped)


@pytest.fixture(scope="module")
def page() -> str:
    return made(brief_from_data(data())).html("en")


class Reader(HTMLParser):
    """Collects what the tests look at."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.headings: list[int] = []
        self.named: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if str(found.get("href", "")).startswith("#"):
            self.targets.append(str(found["href"])[1:])
        for name in ("aria-labelledby", "aria-describedby"):
            self.named += str(found.get(name) or "").split()
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))


def parsed(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


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
    assert "A deal that all the parties at the table could accept (Amont<a " in first
    assert 'aria-label="note 1, assumed">1<span class="assumed">◇</span></a>' in first
    assert first.count('class="ref"') > 10
    assert "\ue000" not in page
    assert '<a href="#findings">' not in first


def test_the_first_page_holds_a_table_that_reflows(page: str) -> None:
    first = page.split('id="first-page"')[1].split("</section>")[0]
    assert 'class="reflow" role="table"' in first
    assert 'data-head="The deal (Nash solution)"' in first
    assert "Utilities cannot be compared between parties." in first


def test_assumptions_are_marked_by_shape_and_word(page: str) -> None:
    assert page.count('<span aria-hidden="true">◇ </span>assumed') > 10


def test_languages_are_whole() -> None:
    brief = brief_from_data(data())
    french = made(brief).html("fr")
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


def test_the_same_command_gives_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from test_report import data, made;"
        "from pourparler.brief.reading import brief_from_data;"
        "sys.stdout.buffer.write(made(brief_from_data(data())).html('fr').encode())"
    )
    runs = []
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(p for p in sys.path if p), "PATH": ""},
            check=True,
        )
        runs.append(done.stdout)
    assert runs[0] == runs[1]
    assert len(runs[0]) > 50_000


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


def test_rules_in_words() -> None:
    brief = brief_from_data(data(rules={"agreement": {"at_least": 2, "veto": ["a"]}}))
    names = Names("en", brief)
    assert (
        str(rule_words(brief.content.rules.agreement, names))
        == "A deal needs at least 2 parties at the table, Amont among them."
    )
    assert bound_words("years", "< 4", names) == "below 4\u00a0years"
    assert bound_words("water", "at least half", names) == "at least half"


def test_red_lines_carry_their_unit_and_typography() -> None:
    shown = data(rules={"exclude": [{"years": "< 4", "water": "all", "assumption": "x"}]})
    shown["issues"]["years"]["range"]["unit"] = "% de la durée"
    shown["stances"]["b"]["years"]["red_line"] = {"at_least": 4, "assumption": "x"}
    brief = brief_from_data(shown)
    french = made(brief).html("fr")
    assert "au moins 4\u202f% de la durée" in french
    assert "au-dessous de 4\u202f% de la durée" in french
    assert "at least 4% de la durée" in made(brief).html("en")


def test_years_are_not_grouped_and_counts_are() -> None:
    end = {"range": {"from": 2020, "to": 2040, "step": 1}}
    total = {"range": {"from": 0, "to": 5000, "step": 100, "unit": "crowns"}}
    brief = brief_from_data({"issues": {"end": end, "sum": total}})
    names = Names("en", brief)
    assert names.value("end", 2035) == "2035"
    assert names.value("sum", 1500.0) == "1,500\u00a0crowns"
    assert Names("fr", brief).value("sum", 1500.0) == "1\u202f500\u00a0crowns"
    assert render(msg("{n} draws", n=1024), "en") == "1,024 draws"


def test_quotes_inside_quotes() -> None:
    assert quoted("« des sources »", "fr") == "«\u202f“des sources”\u202f»"
    assert quoted("“sources”", "en") == "“‘sources’”"


def test_no_agreement_is_said_with_names() -> None:
    far = data()
    far["stances"]["a"]["water"]["red_line"] = "none"
    far["stances"]["b"]["water"]["red_line"] = "all"
    brief = brief_from_data(far)
    page = made(brief).html("en")
    first = re.sub(r"<[^>]+>", "", page.split('id="first-page"')[1].split("</section>")[0])
    assert "No deal is possible that the parties at the table could accept: Amont1◇ and Aval2◇." in first
    assert "acceptable to Amont and Aval together" in first
    nash = solve(brief, Nash(), on_fail="status")
    assert "Amont and Aval together" in nash.summary("en")


def test_an_unknown_language_is_a_usage_error() -> None:
    page = report(brief_from_data({}), [])
    with pytest.raises(UsageError) as refused:
        page.html("de")
    assert "de" in str(refused.value)
    assert "fr (French) or en (English)" in str(refused.value)


def test_findings_of_one_rule_are_told_together() -> None:
    keys = ("stances/a/water/position", "stances/b/water/position", "stances/b/years/position")
    found = [
        Finding(
            "W201", Place("brief.yaml", i), key, msg("{key} rests", key=key), msg("Look for a neutral root.")
        )
        for i, key in enumerate(keys, start=3)
    ]
    odd = msg("{key} is odd", key=keys[0])
    found.append(Finding("W999", Place("brief.yaml", 9), keys[0], odd, msg("Do this.")))
    brief = brief_from_data(data())
    (group,) = finding_groups(found, Names("en", brief))
    together, single = group.rules
    assert group.count == 4
    assert together.heading == "3 numbers rest only on anonymous or interested sources."
    assert [line.text for line in together.lines][:2] == [
        "position of Amont on water",
        "position of Aval on water",
    ]
    assert [line.key for line in together.lines] == list(keys)
    assert (single.heading, single.lines[0].text) == ("", "position of Amont on water is odd.")
    page = made(brief, tuple(found)).html("en")
    assert page.count("Look for a neutral root.") == 1
    assert '<a href="#findings">The check of the brief gives 4 warnings.</a>' in page


def test_advice_that_differs_stays_with_its_finding() -> None:
    found = tuple(
        Finding("W205", Place("brief.yaml", i), "", msg("told"), msg("Ask {party}.", party=party))
        for i, party in enumerate(("Amont", "Aval"), start=1)
    )
    (group,) = finding_groups(found, Names("en", brief_from_data(data())))
    assert [line.advice for line in group.rules[0].lines] == ["Ask Amont.", "Ask Aval."]


def test_chains_point_the_same_way_everywhere() -> None:
    from importlib import resources

    views = resources.files("pourparler.views")
    assert "←" not in (views / "templates" / "notes.html.j2").read_text("utf-8")
    assert '" → ".join' in (views / "trace.py").read_text("utf-8")


def test_only_web_addresses_are_links() -> None:
    assert is_link("https://example.org")
    assert not is_link("javascript:alert(1)")
    assert not is_link("data:text/html,x")
    assert not is_link("https://a b")


def test_dates_in_words() -> None:
    from pourparler.brief.edtf import parse

    assert dated(parse("2025-01-02"), "en") == "January 2, 2025"
    assert dated(parse("2024-11-06/2025-01-19"), "en") == "between November 6, 2024 and January 19, 2025"
    assert dated(parse("../2025-01-19"), "en") == "by January 19, 2025"
    assert dated(None, "en") == ""


def test_a_notebook_shows_a_result() -> None:
    from pourparler.views.notebook import as_html

    found = run(brief_from_data(data()), (), Plan(draws=8))
    for result in (*found.results, *found.sweeps):
        shown = as_html(result, "fr")
        assert shown.startswith('<div lang="fr"')
        assert "<script" not in shown
