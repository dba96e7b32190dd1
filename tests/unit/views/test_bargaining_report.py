"""The bargaining part of the report: is there anything to talk about, trades, zones, contests, in both languages."""

import re
from dataclasses import replace
from typing import Any

import pytest
from bargains import points, red_line

from pourparler.analyses.bargaining.audit import Audit
from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.zones import Zones
from pourparler.analyses.collective.contestedness import Contestedness
from pourparler.analyses.result import Status
from pourparler.analyses.solve import solve
from pourparler.brief.brief import Brief
from pourparler.brief.reading import brief_from_data
from pourparler.cases import case_names, read_case
from pourparler.language import NARROW_NO_BREAK, NO_BREAK, msg
from pourparler.uncertainty.run import Plan, Run, run
from pourparler.views.charts import chart, figure
from pourparler.views.names import Names
from pourparler.views.report import report
from pourparler.views.report_scores import scores


def found(brief: Brief) -> Run:
    return run(brief, (), Plan(draws=8))


# Of the worked cases those that say what no deal is worth: the others are made for forecasts.
BARGAINS = [
    name
    for name in case_names()
    if any(party.reserve is not None for party in read_case(name).parties.values())
]


def part(brief: Brief, lang: str) -> str:
    """The bargaining section as markup."""
    done = found(brief)
    page = report(brief, (*done.results, *done.sweeps), skipped=done.skipped).html(lang)
    return page.split('id="bargaining"')[1].split("</section>")[0]


def said(markup: str) -> str:
    """Its words, with plain spaces."""
    text = re.sub(r"<[^>]+>", " ", markup).replace(NARROW_NO_BREAK, " ").replace(NO_BREAK, " ")
    return re.sub(r"\s+", " ", text)


def two_positions(**more: Any) -> Brief:
    """Two issues, one for each party; today suits neither of them."""
    stance = {"assumption": "said so"}
    return brief_from_data(
        {
            "parties": {p: {"influence": {"value": 50, **stance}} for p in ("a", "b")},
            "issues": {
                name: {"levels": {"low": 0, "mid": 50, "high": 100}, "status_quo": "mid"} for name in ("x", "y")
            },
            "stances": {
                "a": {"x": {"position": "high", "salience": 90, **stance}, "y": {"position": "low", "salience": 30, **stance}},
                "b": {"x": {"position": "low", "salience": 30, **stance}, "y": {"position": "high", "salience": 90, **stance}},
            },
            **more,
        }
    )  # fmt: skip


def test_the_main_job_asks_about_today() -> None:
    done = found(two_positions())
    names = [result.concept.name for result in done.results]
    assert {"audit", "zones", "contestedness"} <= set(names)
    assert not {"least-spread", "raiffa"} & set(names)
    audit = next(result for result in done.results if result.concept.name == "audit")
    assert audit.to_dict("en")["outcome"] == {"x": "mid", "y": "mid"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"x": {"levels": ["low", "high"]}}, "what holds today is not written for x"),
        ({"x": {"levels": {"low": 0, "mid": 50, "high": 100}, "status_quo": 20}}, "the status quo of x is none of the values"),
    ],
)  # fmt: skip
def test_without_a_status_quo_among_the_outcomes_its_audit_is_skipped(
    change: dict[str, Any], sentence: str
) -> None:
    brief = brief_from_data(
        {
            "preferences": {"form": "points"},
            "parties": {"a": {"reserve": 0}, "b": {"reserve": 0}},
            "issues": change,
            "stances": {p: {"x": {"values": dict.fromkeys(change["x"]["levels"], 1)}} for p in ("a", "b")},
        }
    )
    skipped = {item.concept: str(item.message) for item in found(brief).skipped}
    assert sentence in skipped["audit"]
    assert "Is there anything to talk about?" not in said(part(brief, "en"))


def test_an_excluded_status_quo_is_no_outcome() -> None:
    brief = two_positions(rules={"exclude": [{"x": "mid", "y": "mid", "assumption": "z"}]})
    skipped = {item.concept: str(item.message) for item in found(brief).skipped}
    assert "excludes the combination that holds today" in skipped["audit"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            (
                "Is there anything to talk about?",
                "Yes: every party at the table could do better than today at once.",
                "one adds at least 0.25 to the utility of each, and none adds more to all.",
                "Move “x” from mid to high (conceded by b) and “y” from mid to high (conceded by a): a +0.25; b +0.25; nobody loses.",
                "Issue by issue: what is possible, what is contested",
                "0%: all agree; 100%: two parties at the two ends",
                "What each solution gains for every party",
                "the least distance of a point of the frontier to utility 1 for everyone",
            ),
        ),
        (
            "fr",
            (
                "Y a-t-il matière à négocier ?",
                "Oui : toutes les parties à la table pourraient à la fois obtenir mieux qu’aujourd’hui.",
                "l’un ajoute au moins 0,25 à l’utilité de chacune, et aucun n’ajoute davantage à toutes.",
                "Passer « x » de mid à high (concession : b) et « y » de mid à high (concession : a) : a +0,25 ; b +0,25 ; personne ne perd.",
                "Enjeu par enjeu : ce qui est possible, ce qui est disputé",
                "0 % : toutes d’accord ; 100 % : deux parties aux deux bouts",
                "Ce que chaque solution fait gagner à chaque partie",
                "la plus petite distance d’un point de la frontière à l’utilité 1 pour tous",
            ),
        ),
    ],
)
def test_both_languages_say_it_all(lang: str, words: tuple[str, ...]) -> None:
    text = said(part(two_positions(), lang))
    for sentence in words:
        assert sentence in text


def test_nothing_is_better_than_an_efficient_status_quo() -> None:
    brief = brief_from_data(
        {
            "preferences": {"form": "points"},
            "parties": {"a": {"reserve": 0}, "b": {"reserve": 0}},
            "issues": {"x": {"levels": ["lo", "hi"], "status_quo": "lo"}},
            "stances": {
                "a": {"x": {"values": {"lo": 1, "hi": 9}}},
                "b": {"x": {"values": {"lo": 5, "hi": 4}}},
            },
        }
    )
    text = said(part(brief, "en"))
    assert "No: nothing is better than today for one party at the table without a loss for another." in text
    assert "smallest trades" not in text


def test_what_is_refused_is_not_sold_as_progress() -> None:
    """Better than today for all, yet somebody has more without a deal: that is told first."""
    brief = points(2, 3, 3, reserve={"p0": 290, "p1": 290})
    text = said(part(brief, "en"))
    assert "No deal is acceptable to all at the table" in text
    assert "Yes:" not in text
    assert "At most, in an acceptable deal" not in text
    assert "What each solution gains" not in text


def test_the_best_for_all_is_looked_for_on_this_side_of_the_red_lines() -> None:
    text = said(part(red_line(), "en"))
    # Today is b: only beyond the second party's red line is anything better for both.
    assert "no deal acceptable to all adds something to each" in text
    assert "That would cross: red line of two on x." in text


def test_the_table_of_deals_is_reached_by_the_keyboard() -> None:
    markup = part(points(2, 20, 8), "en")
    boxed = re.findall(r'<div class="scroll tall" role="region" tabindex="0" aria-label="([^"]+)">', markup)
    assert boxed == ["The numbers of figure 2"]
    assert re.search(r'<details open class="unprinted">\s*<summary>The numbers of figure 2', markup)
    assert markup.count('class="scroll') == len(
        re.findall(r'class="scroll[^"]*" role="(?:group|region)" tabindex="0" aria-label="[^"]+"', markup)
    )
    # What stands outside a figure is never cut.
    assert markup.count("scroll tall") == 1


def test_the_page_is_the_same_twice_and_of_bounded_size() -> None:
    brief = points(5, 6, 5)
    first = part(brief, "fr")
    assert first == part(brief, "fr")
    assert len(first.encode()) < 150_000
    assert "Accords tracés" in said(first)


@pytest.mark.parametrize("name", BARGAINS)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_worked_case_has_its_part(name: str, lang: str) -> None:
    text = said(part(read_case(name), lang))
    for word in ("Traceback", "Message(", "None", "nan", "{", "}"):
        assert word not in text
    assert ("Ce que chaque solution" if lang == "fr" else "What each solution") in text


def test_without_zones_the_reason_is_told() -> None:
    brief = points(3, 9, 8)
    found = solve(brief, Zones(), on_fail="status")
    reason = msg("More than {limit} vectors would have to be kept at once.", limit=10)
    unknown = {issue: replace(zone, projection=None) for issue, zone in found.zones.items()}
    page = report(brief, [replace(found, status=Status("limit", reason), zones=unknown)]).html("en")
    assert "More than 10 vectors would have to be kept at once." in said(page)


def test_an_audit_of_another_deal_is_told_apart_from_today() -> None:
    brief = two_positions()
    audit = solve(brief, Audit(outcome={"x": "low", "y": "low"}), on_fail="status")
    text = said(report(brief, [audit]).html("en"))
    assert "A deal looked at" in text
    assert "Deal: x: low; y: low." in text
    assert "better than this deal" in text


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_new_results_can_be_plotted(lang: str) -> None:
    brief = two_positions()
    today = {"x": "mid", "y": "mid"}
    for concept in (Audit(outcome=today), Zones(deal=today), Contestedness(), Frontier()):
        result = solve(brief, concept, on_fail="status")
        drawn = figure(result, Names(lang, brief))  # type: ignore[arg-type]
        assert drawn is not None
        assert drawn.words
        assert drawn.table.rows
        assert (
            chart(result, lang).to_dict()["title"]["text"]
            == figure(  # type: ignore[arg-type, union-attr]
                result,
                Names(lang, labels=result.origin.labels),  # type: ignore[arg-type]
            ).title
        )
        assert result.plot(lang).to_dict()["layer"]


def test_an_audit_with_nothing_better_has_nothing_to_draw() -> None:
    brief = two_positions()
    audit = solve(brief, Audit(outcome={"x": "high", "y": "high"}), on_fail="status")
    assert figure(audit, Names("en", brief)) is None


def test_zones_fill_what_is_possible() -> None:
    brief = red_line()
    result = solve(brief, Zones(), on_fail="status")
    drawn = figure(result, Names("en", brief))
    assert drawn is not None
    assert [(rect["tip"], bool(rect["dash"])) for rect in drawn.drawing.rects] == [
        ("x, a: not possible", True), ("x, b: possible", False), ("x, c: possible", False),
    ]  # fmt: skip


def test_the_split_of_camps_stands_beside_contestedness() -> None:
    markup = part(two_positions(), "en")
    table = said(markup.split("what is contested</h3>")[1].split("</table>")[0])
    assert "x mid; high 100% 25% 0% 75%" in table
    brief = two_positions()
    drawn = figure(solve(brief, Contestedness(), on_fail="status"), Names("en", brief))
    assert drawn is not None
    assert "x: 100% (25%, 0%, 75%)." in drawn.words
    assert [word["text"] for word in drawn.drawing.words][:2] == ["x", "100%"]


@pytest.mark.parametrize(
    ("lang", "heading", "no_deal", "unit"),
    [
        ("en", "What each value is worth to whom", "without a deal", "mean score of what it includes"),
        ("fr", "Ce que chaque valeur vaut pour qui", "sans accord", "score moyen de ce qu’il contient"),
    ],
)
def test_scores_stand_in_the_setting(lang: str, heading: str, no_deal: str, unit: str) -> None:
    text = said(part(read_case("six-provisions"), lang))
    assert unit in text
    page = said(report(read_case("six-provisions"), []).html(lang))
    assert heading in page
    assert no_deal in page
    assert "100, 2" not in page  # a provision has no scale of positions


def test_scores_of_points_are_those_of_the_brief() -> None:
    table = scores(read_case("harbour"), Names("en", read_case("harbour")))
    assert table is not None
    worths = [[cell.text for cell in row[2:]] for row in table.rows]
    assert worths[0] == ["14", "0", "14", "15", "0", "0"]
    assert worths[-1] == ["55", "65", "30", "50", "31", "55"]
    assert len(worths) == 3 + 3 + 4 + 4 + 5 + 1
    assert scores(brief_from_data({"parties": {"a": {}}}), Names("en")) is None
