"""The frontier as pictures and tables: every mark says which deal it is, in the words of its row."""

import itertools
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from bargains import points, red_line

from pourparler.analyses.bargaining.egalitarian import Egalitarian
from pourparler.analyses.bargaining.frontier import Frontier
from pourparler.analyses.bargaining.kalai_smorodinsky import KalaiSmorodinsky
from pourparler.analyses.bargaining.nash import Nash
from pourparler.analyses.bargaining.utilitarian import Utilitarian
from pourparler.analyses.solve import solve
from pourparler.brief.brief import Brief
from pourparler.cases import read_case
from pourparler.views.charts.bargain import bargain
from pourparler.views.charts.drawing import Drawing, text_width
from pourparler.views.charts.figure import Figure
from pourparler.views.charts.gains import gains
from pourparler.views.charts.heat import TINTS
from pourparler.views.charts.parallel import LINES, parallel
from pourparler.views.charts.plane import LOOKS
from pourparler.views.charts.shown import SHOWN, Standing, deals_of
from pourparler.views.names import Names
from pourparler.views.svg import to_svg

SVG = "{http://www.w3.org/2000/svg}"
SOLUTIONS = (Nash(), KalaiSmorodinsky(), Egalitarian(), Utilitarian())


def solved(brief: Brief) -> tuple[Any, list[Any]]:
    found = [solve(brief, concept, on_fail="status") for concept in SOLUTIONS]
    return solve(brief, Frontier(), on_fail="status"), found


def titled(figure: Figure) -> list[tuple[str, ElementTree.Element]]:
    """Marks of the written picture with their titles, each of which also names the mark for a screen reader."""
    root = ElementTree.fromstring(
        to_svg(figure.drawing, prefix="f", title=figure.title, description=figure.words)
    )
    assert root.get("role") == "group"
    marks = []
    for mark in root.iter(f"{SVG}g"):
        title = mark.find(f"{SVG}title")
        if title is not None:
            assert mark.get("role") == "img"
            assert mark.get("aria-labelledby") == title.get("id")
            marks.append((title.text or "", mark))
    return marks


def rows_of(figure: Figure) -> list[list[str]]:
    return [[cell.text for cell in row] for row in figure.table.rows]


def boxes(drawing: Drawing) -> list[tuple[float, float, float, float]]:
    found = []
    for word in drawing.words:
        width = text_width(word["text"], word["size"])
        left = {"left": word["x"], "center": word["x"] - width / 2, "right": word["x"] - width}[word["align"]]
        found.append((left, word["y"] - word["size"] * 0.45, left + width, word["y"] + word["size"] * 0.45))
    return found


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("brief", [points(2, 2, 2), points(2, 3, 5), red_line()], ids=["2x2", "2x3", "red"])
def test_every_mark_says_which_deal_it_is_in_the_words_of_its_row(brief: Brief, lang: Any) -> None:
    names = Names(lang, brief)
    frontier, solutions = solved(brief)
    figure = bargain(frontier, solutions, names)
    assert figure is not None
    marks = {text.split(". ")[0]: text for text, _ in titled(figure)}
    rows = {row[0]: row for row in rows_of(figure)[:-1]}
    assert set(marks) == set(rows)
    deals = deals_of(frontier, [s for s in solutions if s.utilities], reserve=None)
    for shown, (label, row) in zip(deals.shown, rows.items(), strict=True):
        said = marks[label]
        # What it holds, what it is worth to each, who chose it.
        assert names.outcome(shown.outcome) in said
        for party, worth in zip(frontier.table.parties, row[1:3], strict=True):
            assert f"{names.party(party)} {worth}" in said
        for concept in shown.concepts:
            assert names.concept(concept) in label
        for cell in row[4:]:
            assert cell in said


def test_solutions_are_on_their_deals() -> None:
    brief = points(2, 3, 5)
    frontier, solutions = solved(brief)
    figure = bargain(frontier, solutions, Names("en", brief))
    assert figure is not None
    for result in solutions:
        named = [text for text, _ in titled(figure) if Names("en").concept(result.concept.name) in text]
        assert len(named) == 1
        assert Names("en", brief).outcome(result.outcome or {}) in named[0]


def test_acceptance_is_told_apart_by_shape_and_filling() -> None:
    looks = {(shape, fill) for standing, (shape, fill, _) in LOOKS.items() if standing != "unknown"}
    assert len(looks) == 3
    brief = red_line()
    frontier, _ = solved(brief)
    deals = deals_of(frontier, (), reserve={"one": 0.0, "two": 0.0})
    assert [(shown.outcome["x"], shown.standing) for shown in deals.shown] == [
        ("a", "refused"), ("b", "second"), ("c", "accepted"),
    ]  # fmt: skip
    figure = bargain(frontier, (), Names("en", brief), reserve={"one": 0.0, "two": 0.0})
    assert figure is not None
    said = {text.split(". ")[0]: text for text, _ in titled(figure)}
    assert "not acceptable to all: a red line is crossed" in said["Point 1"]
    assert "improved on only beyond a red line" in said["Point 2"]
    words = [word["text"] for word in figure.drawing.words]
    assert [str(said) for _, _, said in LOOKS.values()][:3] == [w for w in words if "acceptable" in w]


def test_those_who_have_more_without_a_deal_are_named() -> None:
    brief = points(2, 3, 5)
    frontier, solutions = solved(brief)
    deals = deals_of(frontier, solutions, reserve={"p0": 250.0, "p1": 0.0})
    refused = [shown for shown in deals.shown if shown.standing == "refused"]
    assert refused
    assert all(shown.refusers == ("p0",) and shown.worth[0] < 250 for shown in refused)
    assert all(shown.worth[0] >= 250 for shown in deals.shown if shown.standing == "accepted")


def test_without_a_reserve_nothing_is_claimed() -> None:
    frontier, _ = solved(points(2, 3, 5))
    standing: set[Standing] = {shown.standing for shown in deals_of(frontier, (), reserve=None).shown}
    assert standing == {"unknown"}


def test_many_points_are_capped_and_it_is_said() -> None:
    brief = points(2, 20, 8)
    names = Names("en", brief)
    frontier, solutions = solved(brief)
    figure = bargain(frontier, solutions, names)
    assert figure is not None
    total = len(frontier.table)
    marks = titled(figure)
    assert total > SHOWN + len(SOLUTIONS)
    assert SHOWN <= len(marks) <= SHOWN + len(SOLUTIONS)
    assert len(figure.table.rows) == len(marks) + 1
    assert f"{len(marks)} of {total} points are labelled and listed" in figure.reading
    # Both ends of the frontier are kept, and the words of a row fit a page.
    ends = (frontier.points[0].outcome, frontier.points[-1].outcome)
    assert names.outcome(ends[0]) in marks[0][0]
    assert any(names.outcome(ends[1]) in text for text, _ in marks)
    assert len(figure.table.columns) <= 5


def test_an_approximate_frontier_claims_no_more_than_it_has() -> None:
    brief = points(2, 8, 6)
    result = solve(brief, Frontier(max_points=12), on_fail="status")
    assert result.status.code == "approximate"
    figure = bargain(result, (), Names("en", brief))
    assert figure is not None
    assert "as near to it as the bound" in figure.reading
    assert "cannot be improved" not in figure.reading


@pytest.mark.parametrize(("issues", "values"), [(2, 2), (3, 5), (15, 8)])
def test_words_of_the_plane_stay_apart_and_inside(issues: int, values: int) -> None:
    for lang in ("en", "fr"):
        brief = points(2, issues, values)
        figure = bargain(*solved(brief), Names(lang, brief))
        assert figure is not None
        found = boxes(figure.drawing)
        for i, a in enumerate(found):
            assert a[0] >= -1
            assert a[2] <= figure.drawing.width + 4
            for b in found[i + 1 :]:
                assert not (a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] and b[1] < a[3])


# ---------------------------------------------------------------- three parties and more


def test_one_axis_per_party_and_one_line_per_deal() -> None:
    brief = read_case("harbour")
    names = Names("fr", brief)
    frontier, solutions = solved(brief)
    figure = parallel(frontier, solutions, names)
    assert figure is not None
    # Twelve outcomes suit everybody; the solutions are among them.
    assert len([t for t in figure.drawing.trails if t["tip"]]) == 12
    assert all(len(t["corners"]) == 6 for t in figure.drawing.trails if t["tip"])
    words = [word["text"] for word in figure.drawing.words]
    assert "55 à 70" in words
    assert "Syndicat" in words
    assert len(figure.table.rows) == 13
    assert "Point 9, Solution de Nash" in figure.table.rows[8][0].text
    assert [cell.text for cell in figure.table.rows[8]][1:7] == ["57", "81", "54", "71", "48", "77"]
    dashes = [t["dash"] for t in figure.drawing.trails if t["tip"] and t["width"] > 2]
    assert len(set(dashes)) == len(dashes) == 3


def test_a_hairball_is_thinned_and_it_is_said() -> None:
    brief = points(4, 6, 5)
    frontier, solutions = solved(brief)
    figure = parallel(frontier, solutions, Names("en", brief))
    assert figure is not None
    lines = [t for t in figure.drawing.trails if t["tip"]]
    assert len(lines) <= LINES + len(SOLUTIONS)
    assert re.search(rf"{len(lines)} of [\d,]+ such deals are drawn", figure.reading)


def test_each_chart_is_for_its_number_of_parties() -> None:
    two, three = points(2, 2, 3), points(3, 2, 3)
    assert parallel(*solved(two), Names("en", two)) is None
    assert bargain(*solved(three), Names("en", three)) is None


# ---------------------------------------------------------------- gains


def test_gains_are_printed_and_darker_where_there_is_more() -> None:
    brief = read_case("harbour")
    _, solutions = solved(brief)
    figure = gains(solutions, Names("en", brief))
    assert figure is not None
    words = [word["text"] for word in figure.drawing.words]
    # Nash and Kalai–Smorodinsky share a column; SportCo gains 2 of at most 15.
    assert len(figure.table.columns) == 4
    assert [cell.text for cell in figure.table.rows[0]] == ["SportCo", "+2 (13%)", "+15 (100%)", "+2 (13%)"]
    assert words.count("+22") == 4
    fills = [rect["fill"] for rect in figure.drawing.rects[:3]]
    assert fills == [TINTS[1][0], TINTS[-1][0], TINTS[1][0]]
    assert len(titled(figure)) == 18
    assert any(
        text == "SportCo, Egalitarian: +15, 100% of the most it can gain" for text, _ in titled(figure)
    )


def test_tints_can_be_told_apart_in_grey() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lights = [luminance(fill) for fill, _ in TINTS]
    assert all(a > b * 1.2 for a, b in itertools.pairwise(lights))
    for fill, ink in TINTS:
        pair = sorted((luminance(fill), luminance(ink)))
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5


def test_who_is_outvoted_is_told_by_frame_and_sign() -> None:
    brief = points(3, 2, 3, reserve={"p2": 500}, rules={"agreement": {"at_least": 2}})
    _, solutions = solved(brief)
    figure = gains(solutions, Names("en", brief))
    assert figure is not None
    assert "was outvoted" in figure.reading
    assert figure.drawing.rects[-1]["dash"]
    assert not figure.drawing.rects[0]["dash"]
    assert figure.table.rows[2][1].text.startswith("−")


def test_without_a_solution_the_frontier_is_shown_as_refused() -> None:
    brief = points(2, 3, 5, reserve={"p0": 900, "p1": 900})
    frontier, solutions = solved(brief)
    assert gains(solutions, Names("en", brief)) is None
    figure = bargain(frontier, solutions, Names("en", brief))
    assert figure is not None
    assert "All the deals listed: not acceptable to all." in figure.reading
    assert all(point["fill"] == "#ffffff" for point in figure.drawing.points)
