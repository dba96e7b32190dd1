"""The report’s sentences: rules, red lines, quotes, findings, chains and dates, in both languages."""

import re

from pages_read import data, made

from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.solve import solve
from pourparler.brief.findings import Finding, Place
from pourparler.brief.reading import brief_from_data
from pourparler.language import msg, quoted, render
from pourparler.views.names import Names
from pourparler.views.report_evidence import dated, is_link
from pourparler.views.report_findings import finding_groups
from pourparler.views.report_setting import bound_words, rule_words


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
    assert "No deal is possible that the parties at the table could accept: Amont and Aval." in first
    assert "acceptable to Amont and Aval together" in first
    nash = solve(brief, Nash(), on_fail="status")
    assert "Amont and Aval together" in nash.summary("en")


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
