"""Charts: laid out in pixels, same bytes every time, words apart, readable by those who do not see them."""

import re

import pytest
from charts_read import assert_words_apart, brief_of

from pourparler.analyses.collective.compromise import Compromise
from pourparler.analyses.collective.weighted_median import WeightedMedian
from pourparler.analyses.solve import solve
from pourparler.errors import UsageError
from pourparler.model.template import Origin
from pourparler.uncertainty.sweep import sweep
from pourparler.views.charts import chart, figure
from pourparler.views.charts.coverage import coverage, coverage_of
from pourparler.views.charts.drawing import Drawing, beside, stacked, text_width, ticks, wrapped
from pourparler.views.charts.drivers import drivers
from pourparler.views.charts.forecasts import forecasts
from pourparler.views.charts.positions import positions
from pourparler.views.charts.scales import nearest_level, said_value, shown_value, status_quo
from pourparler.views.names import Names
from pourparler.views.svg import to_svg


@pytest.fixture
def names() -> Names:
    return Names("fr", brief_of())


@pytest.mark.parametrize(("parties", "issues"), [(2, 1), (5, 6), (12, 15)])
def test_words_do_not_overlap(parties: int, issues: int) -> None:
    names = Names("fr", brief_of(parties, issues))
    found = [positions("q0", names), coverage(names)]
    found.append(forecasts([solve(names.brief, Compromise()), solve(names.brief, WeightedMedian())], names))  # type: ignore[list-item]
    for item in found:
        assert item is not None
        assert_words_apart(item.drawing)


def test_assumptions_are_told_apart_without_colour(names: Names) -> None:
    found = positions("q0", names)
    assert found is not None
    shapes = [point["shape"] for point in found.drawing.points[:3]]
    assert shapes == ["circle", "diamond", "diamond"]
    assert found.drawing.points[0]["fill"] != "#ffffff"
    assert found.drawing.points[1]["fill"] == "#ffffff"
    assert sum("◇" in word["text"] for word in found.drawing.words) == 2
    dashes = [line["dash"] for line in found.drawing.lines if line["width"] > 2]
    assert dashes == ["", "4,3", "4,3"]


def test_the_same_chart_gives_the_same_bytes(names: Names) -> None:
    found = positions("q0", names)
    assert found is not None
    first = to_svg(found.drawing, prefix="a", title="T <b>", description="D & d")
    assert first == to_svg(found.drawing, prefix="a", title="T <b>", description="D & d")
    assert 'role="group" aria-labelledby="a-title a-desc"' in first
    assert 'role="img" aria-labelledby="a-title"' in to_svg(Drawing(10, 10), prefix="a", title="T")
    assert "T &lt;b&gt;" in first
    assert "D &amp; d" in first
    assert not re.search(r"\d\.\d{3,}", first)
    assert "http" not in first.replace("http://www.w3.org/2000/svg", "")


def test_the_page_shows_what_the_chart_of_the_notebook_shows(names: Names) -> None:
    """Two routes from one drawing: written as SVG, and rendered from its Vega-Lite specification."""
    import vl_convert

    assert names.brief is not None
    found = [positions("q0", names), coverage(names), figure(solve(names.brief, Compromise()), names)]
    for item in found:
        assert item is not None
        own = to_svg(item.drawing)
        other = vl_convert.vegalite_to_svg(item.drawing.chart().to_dict(), allowed_base_urls=[])
        assert sorted(_said(own)) == sorted(_said(other))
        assert _count(own, "<rect", "<circle", "<path") >= len(item.drawing.points) + len(item.drawing.lines)


def _said(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg)


def _count(svg: str, *tags: str) -> int:
    return sum(svg.count(tag) for tag in tags)


def test_every_shape_is_drawn_at_its_place() -> None:
    drawing = Drawing(100, 50)
    drawing.point((10, 20), shape="square", area=64, color="#111111", fill="#eeeeee")
    drawing.point((30, 20), shape="circle", area=314.159)
    drawing.line((0, 1.23456, 9, 2), dash="2,2", width=2.5)
    drawing.rect((1, 2, 4, 8), "#abcdef", dash="3,2")
    drawing.text((5, 10), "a < b", align="right", size=10, weight="bold")
    drawing.outline([(0, 0), (1, 0), (1, 1)])
    svg = to_svg(drawing)
    assert 'd="M6,16L14,16L14,24L6,24Z" fill="#eeeeee" stroke="#111111"' in svg
    assert '<circle cx="30" cy="20" r="10"' in svg
    assert 'd="M0,1.23L9,2" stroke="#8b949e" stroke-width="2.5" stroke-dasharray="2,2"' in svg
    assert (
        '<rect x="1" y="2" width="3" height="6" fill="#abcdef" stroke="#abcdef" stroke-dasharray="3,2"/>'
        in svg
    )
    assert (
        '<text x="5" y="13" font-size="10" text-anchor="end" font-weight="bold" fill="#1c2128">a &lt; b</text>'
        in svg
    )
    assert 'd="M0,0L1,0L1,1Z"' in svg
    assert 'aria-hidden="true"' in svg


def test_a_chart_for_each_result(names: Names) -> None:
    brief = names.brief
    assert brief is not None
    result = solve(brief, Compromise())
    assert chart(result, "fr").to_dict()["title"]["text"]
    spread = sweep(brief, Compromise(), draws=8, seed=1)
    assert figure(spread, names) is not None
    assert drivers(spread, names) is not None


def test_nothing_to_draw_is_said() -> None:
    class Strange:
        concept = Compromise()
        origin = Origin()

    with pytest.raises(UsageError):
        chart(Strange(), "en")


def test_coverage_counts_roots_and_assumptions(names: Names) -> None:
    assert names.brief is not None
    cells = {(c.party, c.issue): c for c in coverage_of(names.brief)}
    assert cells["p0", "q0"].roots == {"ft"}
    assert cells["p0", "q0"].is_covered
    assert not cells["p1", "q0"].is_covered


def test_values_are_named(names: Names) -> None:
    assert names.brief is not None
    assert shown_value("q0", 50.0, names) == "peu (50)"
    assert shown_value("q0", 33.3, names) == "33"
    assert nearest_level("q0", 25.0, names) == "non"
    assert status_quo(names.brief, "q0") == 0.0
    assert said_value("q0", 50.0, names) == "peu"
    assert Names("en", names.brief).outcome({"q0": "peu"}) == "Question 0: peu"


@pytest.mark.parametrize("width", [40.0, 100.0, 150.0, 400.0])
def test_text_is_wrapped_to_its_width_and_nothing_is_left_out(width: float) -> None:
    text = "Organisation internationale pour la coopération fluviale"
    lines = wrapped(text, width)
    assert all(text_width(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert wrapped("court", 100) == ("court",)
    assert wrapped("", 100) == ("",)


def test_rows_grow_with_their_labels() -> None:
    assert stacked([("a",), ("b", "c"), ("d",)], 30) == (0.0, 30.0, 74.0, 104.0)


@pytest.mark.parametrize(("parties", "issues"), [(2, 1), (5, 6), (12, 15)])
def test_no_label_is_cut(parties: int, issues: int) -> None:
    names = Names("fr", brief_of(parties, issues))
    assert names.brief is not None
    found = [positions("q0", names), coverage(names), forecasts([solve(names.brief, Compromise())], names)]
    for item in found:
        assert item is not None
        said = " ".join(word["text"] for word in item.drawing.words)
        assert "…" not in said
        if item.name != "forecasts":
            assert said.count("coopération") >= parties


@pytest.mark.parametrize(
    ("low", "high"), [(0.0, 1.0), (0.0, 100.0), (-3.0, 7.5), (0.16, 0.22), (60.0, 720.0)]
)
def test_ticks_are_round_and_inside(low: float, high: float) -> None:
    found = ticks(low, high)
    assert 2 <= len(found) <= 7
    assert all(low - 1e-9 <= x <= high + 1e-9 for x in found)


def test_labels_below_an_axis_take_as_many_rows_as_they_need() -> None:
    placed = beside([(0, "adhésion"), (10, "porte ouverte"), (370, "exclusion définitive")], 372)
    assert [p.row for p in placed] == [0, 1, 0]
    assert placed[-1].align == "right"
    long = beside([(372, "au niveau que demande le gouvernement de Washington")], 372)
    assert [p.row for p in long] == [0, 1, 2][: len(long)]
    assert " ".join(p.text for p in long) == "au niveau que demande le gouvernement de Washington"
