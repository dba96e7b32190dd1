"""Tables and lists of literature as they circulate: spreadsheets' habits, names of people, LaTeX, keys."""

import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import pourparler as pp
from pourparler.errors import UnreadableInput
from pourparler.exchange.citing import add_references, export_references
from pourparler.exchange.importing import import_game
from pourparler.exchange.scenario import Given
from pourparler.exchange.score_table import export_table
from pourparler.model.bargain import Bargain

HEAD = "issue;level;A;B\n"


def numbers(data: str | bytes, tmp_path: Path, name: str = "t.csv") -> list[Fraction]:
    """The first party's points on the first issue."""
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    import_game("table", Given(file), tmp_path / "b")
    deal = Bargain.from_brief(pp.read_brief(tmp_path / "b"))
    return [Fraction(int(x), deal.scale) for x in deal.tables[0][0]]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("sep=;\r\n" + HEAD + "x;lo;1;2\n", ["1"]),
        ("sep=,\n" + HEAD.replace(";", ",") + 'x,lo,"1,5",2\n', ["1.5"]),
        (HEAD + "x;lo;1\u2009234,5;2\n", ["1234.5"]),
        (HEAD + "x;lo;1.234,5;2\nx;hi;−0,5;2\n", ["1234.5", "-0.5"]),
        ("\n\n" + HEAD + ";;;\nx;lo;1;2\n\n;hi;3;4\n;;;\n", ["1", "3"]),
        ("issue;level;A;B;\nx;lo;1;2;\n", ["1"]),
        (HEAD + "x;lo;3;2\nre\u0301serve;;2;1\n", ["3"]),
        ('issue,level,A\n"x\ny","lo\nz",1\n', ["1"]),
        (HEAD.replace("\n", "\r") + "x;lo;1;2\r", ["1"]),
    ],
)
def test_habits_of_spreadsheets(text: str, known: list[str], tmp_path: Path) -> None:
    assert numbers(text, tmp_path) == [Fraction(x) for x in known]


@pytest.mark.parametrize(
    "cell", ["50%", "50 €", "(5)", "1'234.5", "12 34", "1.234.567", "–5", "- 5", "٣", "５", "5²", "TRUE", "-inf", "NaN", "01/02/2024", "1e20"]
)  # fmt: skip
def test_what_is_no_plain_number_is_refused_with_its_row(cell: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as caught:
        numbers(HEAD + f"x;lo;{cell};1\n", tmp_path)
    assert (caught.value.rule, caught.value.where) == ("X003", "t.csv:2")


def test_two_ways_of_writing_numbers_in_one_table_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as caught:
        numbers(HEAD + "x;lo;1.234;0,5\n", tmp_path)
    assert caught.value.rule == "X008"


def test_two_weights_of_one_issue_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="different weights"):
        numbers("issue;level;weight;A\nx;lo;0.3;1\n;hi;0.5;2\n", tmp_path)


@pytest.mark.parametrize(
    "digits",
    ["0.1234567890123456789", "0.333333333333333333333333333333333333", "1e-15", "12345.678901234567890123"],
)
@pytest.mark.parametrize("decimal", ["comma", "point"])
def test_every_digit_of_a_table_comes_back(digits: str, decimal: Any, tmp_path: Path) -> None:
    numbers(f"issue;level;weight;A\nx;lo;{digits};1\n;hi;;{digits}\nreserve;;;{digits}\n", tmp_path)
    export_table(pp.read_brief(tmp_path / "b"), tmp_path / "out.csv", decimal=decimal)
    import_game("table", Given(tmp_path / "out.csv"), tmp_path / "c")
    first, second = (json.loads((tmp_path / x / "imported.json").read_text())["parties"] for x in "bc")
    assert first[0]["issues"] == second[0]["issues"]
    assert first[0]["found"] == second[0]["found"]
    assert Fraction(first[0]["issues"][0]["found"]["weight"]) == Fraction(digits)


def book(fill: Any) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    made = openpyxl.Workbook()
    for row in (["issue", "level", "A", "B"], ["x", "lo", 0.5, 1], [None, "hi", "0,25", 2]):
        made.active.append(row)
    fill(made, made.active)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def hidden_first(made: Any, sheet: Any) -> None:
    made.create_sheet("notes", 0).sheet_state = "hidden"


def formats(made: Any, sheet: Any) -> None:
    sheet["A1048576"].number_format = "0%"
    sheet["C2"].number_format = "0%"


@pytest.mark.parametrize("fill", [hidden_first, formats, lambda made, sheet: sheet.merge_cells("A2:A3")])
def test_sheets_with_more_than_the_table(fill: Any, tmp_path: Path) -> None:
    assert numbers(book(fill), tmp_path, "t.XLSX") == [Fraction("0.5"), Fraction("0.25")]


@pytest.mark.parametrize(
    "fill",
    [
        lambda made, sheet: sheet.merge_cells("C2:C3"),
        lambda made, sheet: sheet.__setitem__("C3", True),
        lambda made, sheet: sheet.__setitem__("C3", __import__("datetime").date(2024, 1, 2)),
        lambda made, sheet: sheet.__setitem__("C3", "=1+1"),
    ],
)
def test_cells_that_are_no_numbers_are_refused_with_their_row(fill: Any, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as caught:
        numbers(book(fill), tmp_path, "t.xlsx")
    assert caught.value.where == "t.xlsx:3"


# ---------------------------------------------------------------- literature


def taken(form: str, text: str, folder: Path) -> pp.Brief:
    folder.mkdir()
    (folder / "brief.yaml").write_text("parties: {a: {}}\n", encoding="utf-8")
    (folder / "list").write_text(text, encoding="utf-8")
    add_references(form, folder / "list", pp.read_brief(folder))
    return pp.read_brief(folder)


def items(brief: pp.Brief, file: Path) -> list[dict[str, Any]]:
    export_references("csl", brief, file)
    found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return found


PEOPLE = [
    ("Charles de Gaulle and van der Berg, Jan", "Charles de Gaulle; Jan van der Berg"),
    ("King, Jr., Martin Luther", "Martin Luther King Jr."),
    (
        "{World Trade Organization} and {Barnes and Noble, Inc.}",
        "World Trade Organization; Barnes and Noble, Inc.",
    ),
    ("Nash, John\n AND  Kalai, Ehud and others", "John Nash; Ehud Kalai; others"),
    (r"Erd{\H o}s, P\'al and {\'E}cole, Jean and \v{C}apek, K.", "Pál Erdős; Jean École; K. Čapek"),
]


@pytest.mark.parametrize(("field", "told"), PEOPLE)
def test_names_of_people_in_bibtex_and_back(field: str, told: str, tmp_path: Path) -> None:
    pytest.importorskip("bibtexparser")
    brief = taken("bibtex", f"@book{{k, title={{T}}, author={{{field}}}}}", tmp_path / "a")
    assert brief.sources["k"].author == told
    export_references("bibtex", brief, tmp_path / "out.bib")
    again = taken("bibtex", (tmp_path / "out.bib").read_text(encoding="utf-8"), tmp_path / "c")
    assert items(again, tmp_path / "2.json") == items(brief, tmp_path / "1.json")


BOOK = {
    "id": "http://zotero.org/users/1/items/AB", "type": "book", "title": "T", "issued": {"date-parts": [[1950]], "circa": True},
    "author": [
        {"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"}, {"literal": "Barnes and Noble, Inc."},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."}, {"family": "van Gogh", "given": "Vincent"},
    ],
}  # fmt: skip


def test_particles_suffixes_and_ids_of_csl_survive(tmp_path: Path) -> None:
    pytest.importorskip("bibtexparser")
    brief = taken(
        "csl", json.dumps([BOOK, {"id": 12, "type": "book", "title": "U", "URL": ["odd"]}]), tmp_path / "a"
    )
    assert items(brief, tmp_path / "1.json") == [
        BOOK,
        {"id": 12, "type": "book", "title": "U", "URL": ["odd"]},
    ]
    export_references("bibtex", brief, tmp_path / "out.bib")
    again = taken("bibtex", (tmp_path / "out.bib").read_text(encoding="utf-8"), tmp_path / "c")
    assert again.sources["AB"].author == brief.sources["Gaulle-1950"].author
    assert items(again, tmp_path / "2.json")[0]["author"] == BOOK["author"]


def test_keys_urls_and_carets_of_bibtex_survive(tmp_path: Path) -> None:
    pytest.importorskip("bibtexparser")
    text = r"@misc{nash:50/a+b, title={x^2 \textasciicircum{} \{y\} 50\% {\ae}}, url={https://e.org/a_b%20c?x=1&y=~z#f}, date={1850~}}"
    brief = taken("bibtex", text, tmp_path / "a")
    (source,) = brief.sources.values()
    assert (str(source.title), source.url) == ("x^2 ^ {y} 50% æ", "https://e.org/a_b%20c?x=1&y=~z#f")
    assert source.published is not None
    assert source.published.approximate
    export_references("bibtex", brief, tmp_path / "out.bib")
    assert "@misc{nash:50/a+b," in (tmp_path / "out.bib").read_text(encoding="utf-8")
    again = taken("bibtex", (tmp_path / "out.bib").read_text(encoding="utf-8"), tmp_path / "c")
    assert items(again, tmp_path / "2.json") == items(brief, tmp_path / "1.json")


@pytest.mark.parametrize(
    ("fields", "parts"),
    [
        ("year=1950, month={May--June}", [[1950, 5], [1950, 6]]),
        ("year=1950, month=5, day=7", [[1950, 5, 7]]),
        ("year=1950, month={spring}", [[1950]]),
        ("date={1950-05/1950-06}", [[1950, 5], [1950, 6]]),
    ],
)
def test_months_of_bibtex(fields: str, parts: list[list[int]], tmp_path: Path) -> None:
    pytest.importorskip("bibtexparser")
    brief = taken("bibtex", f"@misc{{k, title={{T}}, {fields}}}", tmp_path / "a")
    assert items(brief, tmp_path / "1.json")[0]["issued"] == {"date-parts": parts}


def test_joined_strings_of_bibtex_are_refused_with_their_line(tmp_path: Path) -> None:
    pytest.importorskip("bibtexparser")
    with pytest.raises(UnreadableInput, match="joins strings with #") as caught:
        taken("bibtex", '@string{a={Foo}}\n@misc{k,\n title= a # { bar} # "baz"}', tmp_path / "a")
    assert caught.value.where == "list:3"


def test_days_that_are_none_are_not_written(tmp_path: Path) -> None:
    odd = [
        {"id": str(n), "title": f"T{n}", "issued": {"date-parts": [day]}}
        for n, day in enumerate([[2024, 0, 0], [-44, 3, 15], [2024, "x"], []])
    ]
    export_references("bibtex", taken("csl", json.dumps(odd), tmp_path / "a"), tmp_path / "out.bib")
    text = (tmp_path / "out.bib").read_text(encoding="utf-8")
    assert [line.strip() for line in text.splitlines() if " date" in line] == [
        "date = {2024},",
        "date = {-0044-03-15},",
        "date = {2024},",
    ]
