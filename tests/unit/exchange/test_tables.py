"""Tables of scores: number formats, weights, formulas, and what is refused."""

import io
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest
from exchange_fixtures import TABLE

import pourparler as pp
from pourparler.errors import MissingExtra, UnreadableInput, UsageError
from pourparler.exchange.importing import Imported, import_game
from pourparler.exchange.scenario import Given
from pourparler.exchange.score_table import export_table
from pourparler.exchange.spreadsheet import guarded, unguarded
from pourparler.model.bargain import Bargain


def take(
    text: str | bytes, tmp_path: Path, decimal: str = "", name: str = "t.csv"
) -> tuple[Imported, Bargain]:
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    done = import_game("table", Given(file, decimal=decimal), tmp_path / "b")  # type: ignore[arg-type]
    return done, Bargain.from_brief(pp.read_brief(tmp_path / "b"))


def first_row(deal: Bargain) -> list[Fraction]:
    return [Fraction(int(x), deal.scale) for x in deal.tables[0][0]]


FRENCH = "enjeu;niveau;Nord;Sud\nprix;bas;1\u202f234,5;0\n;haut;{};1 000\n"
ENGLISH = 'issue,level,North\nprice,low,"{}"\n,high,{}\n'


@pytest.mark.parametrize(
    ("text", "numbers", "told"),
    [
        (FRENCH.format("0,5"), ["1234.5", "0.5"], "decimal comma"),
        (FRENCH.format("1,234"), ["1234.5", "1.234"], "decimal comma"),
        (FRENCH.format("−2\u00a0000"), ["1234.5", "-2000"], "Spaces inside numbers"),
        (ENGLISH.format("1,234.5", "0.25"), ["1234.5", "0.25"], "decimal point"),
        (ENGLISH.format("1,234", "0.5"), ["1234", "0.5"], "decimal point"),
        (ENGLISH.format("1,234,567", "1"), ["1234567", "1"], "decimal point"),
        (ENGLISH.format("3", "1e-3"), ["3", "0.001"], ""),
        (ENGLISH.format("3", "1.234").replace(",", "\t"), ["3", "1.234"], "decimal point"),
        ("\ufeff" + ENGLISH.format("3", "+4").replace("\n", "\r\n"), ["3", "4"], ""),
    ],
)
def test_numbers_of_both_languages(text: str, numbers: list[str], told: str, tmp_path: Path) -> None:
    done, deal = take(text, tmp_path)
    assert first_row(deal) == [Fraction(x) for x in numbers]
    assert not told or any(told in str(note) for note in done.notes)


def test_an_ambiguous_comma_is_refused_until_it_is_said(tmp_path: Path) -> None:
    text = ENGLISH.format("1,234", "7")
    with pytest.raises(UnreadableInput, match="can be read in two ways") as caught:
        take(text, tmp_path)
    assert (caught.value.rule, caught.value.where) == ("X008", "t.csv:2")
    assert "--decimal" in str(caught.value.advice)
    assert first_row(take(text, tmp_path, "comma")[1]) == [Fraction("1.234"), 7]
    (tmp_path / "b").rename(tmp_path / "c")
    assert first_row(take(text, tmp_path, "point")[1]) == [1234, 7]


REFUSED = [
    (ENGLISH.format("1,5", "0.5"), "X008", "t.csv:3"),
    (ENGLISH.format("1,23,4", "1"), "X003", "t.csv:2"),
    (ENGLISH.format("", "1"), "X003", "t.csv:2"),
    (ENGLISH.format("1", "1,5"), "X002", "t.csv:3"),
    (ENGLISH.format("1", "#REF!"), "X003", "t.csv:3"),
    ("a,b,c\n1,2,3\n", "X002", "t.csv"),
    ("", "X002", "t.csv"),
    ("issue,level\nx,y\n", "X002", "t.csv:1"),
    ("issue,level,A,A\nx,y,1,2\n", "X002", "t.csv:1"),
    (TABLE + "territory,all,1,2\n", "X002", "t.csv:8"),
    (TABLE + "reserve,,1,2\n", "X002", "t.csv:8"),
    (TABLE + "x,,1,2\n", "X002", "t.csv:8"),
    (TABLE + "x,weight,1,2\n", "X002", "t.csv"),
    ('issue,level,A\nx,"y,1\n', "X001", "t.csv:"),
    ("issue,level,A\nx,y,1e99\n", "X003", "t.csv:2"),
    (b"issue,level,A\nx,\xe9t\xe9,1\n", "", "t.csv"),
    (b"issue,level,A\nx,y,1\0\n", "", "t.csv"),
]


@pytest.mark.parametrize(("text", "rule", "where"), REFUSED)
def test_faults_are_told_with_their_row(text: str | bytes, rule: str, where: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as caught:
        take(text, tmp_path)
    assert (caught.value.rule, caught.value.where.startswith(where)) == (rule, True), caught.value


def test_weights_in_a_column_or_in_rows(tmp_path: Path) -> None:
    text = "issue,level,weight,A,B\nx,lo,0.5,0,1\n,hi,,1,0\ny,lo,2,3,4\n"
    _, deal = take(text, tmp_path)
    assert [[int(x) for x in row] for row in deal.tables[0]] == [[0, 500000], [500000, 0]]
    (tmp_path / "b").rename(tmp_path / "c")
    rows = "enjeu;niveau;A;B\nx;lo;0;1\nx;hi;1;0\nx;poids;0,5;0,25\nréserve;;0,1;0\n"
    _, deal = take(rows, tmp_path)
    assert [[int(x) for x in row] for row in deal.tables[0]] == [[0, 500000], [250000, 0]]
    assert [int(x) for x in deal.reserve] == [100000, 0]


@pytest.mark.parametrize(
    "name", ["=1+1", "+x", "-x", "@x", "\tx", "'=x", "''-y", "plain", "'quoted'", "-5", "=cmd|' /C calc'!A0"]
)
def test_guarding_is_undone(name: str) -> None:
    assert unguarded(guarded(name)) == name
    assert guarded(name)[0] not in "=+@\t\r" or name == "-5"


EVIL = """\
schema: pourparler/brief/1
preferences: {form: points}
parties: {a: {name: a, reserve: -0.5}}
issues: {x: {name: "=HYPERLINK(1)", levels: [lo, hi], level_names: {lo: "@SUM(A1)", hi: "-2"}}}
stances: {a: {x: {values: {lo: -1.5, hi: 2}}}}
"""


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("decimal", ["comma", "point"])
def test_what_a_spreadsheet_would_run_is_guarded(suffix: str, decimal: str, tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    (tmp_path / "e").mkdir()
    (tmp_path / "e" / "brief.yaml").write_text(EVIL, encoding="utf-8")
    file, again = tmp_path / f"t.{suffix}", tmp_path / f"u.{suffix}"
    for target in (file, again):
        export_table(pp.read_brief(tmp_path / "e"), target, decimal=decimal)  # type: ignore[arg-type]
    assert file.read_bytes() == again.read_bytes()
    if suffix == "csv":
        text = file.read_text(encoding="utf-8-sig")
        assert "'=HYPERLINK(1)" in text
        assert "'@SUM(A1)" in text
        assert ("-1,5" if decimal == "comma" else "-1.5") in text
    else:
        import openpyxl

        cells = [cell for row in openpyxl.load_workbook(file).active for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert -1.5 in [cell.value for cell in cells]
    import_game("table", Given(file), tmp_path / "b")
    again_brief = pp.read_brief(tmp_path / "b")
    assert next(iter(again_brief.issues.values())).name == "=HYPERLINK(1)"
    assert first_row(Bargain.from_brief(again_brief)) == [Fraction("-1.5"), 2]
    with pytest.raises(UsageError, match="another file"):
        export_table(again_brief, file)
    with pytest.raises(UsageError, match=r"\.csv or an \.xlsx"):
        export_table(again_brief, tmp_path / "t.pdf")


def book(rows: list[list[object]]) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_xlsx_is_read(tmp_path: Path) -> None:
    data = book(
        [
            ["Issue", "Level", "A"],
            ["x", "lo", 0.1],
            [None, "hi", "0,2"],
            [None, None, None],
            ["reserve", None, 1e-3],
        ]
    )
    _, deal = take(data, tmp_path, name="t.xlsx")
    assert first_row(deal) == [Fraction("0.1"), Fraction("0.2")]
    assert int(deal.reserve[0]) == 1000


def test_formulas_are_refused_without_a_kept_value_and_told_with_one(tmp_path: Path) -> None:
    data = book([["issue", "level", "A"], ["x", "lo", "=1+1"], ["x", "hi", 3]])
    with pytest.raises(UnreadableInput, match="formula without a value") as caught:
        take(data, tmp_path, name="t.xlsx")
    assert caught.value.where == "t.xlsx:2"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name,
                content.replace(b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>").replace(
                    b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"
                ),
            )
    done, deal = take(out.getvalue(), tmp_path, name="t.xlsx")
    assert first_row(deal) == [2, 3]
    assert any("formulas were read as the values" in str(note) for note in done.notes)


def test_an_xlsx_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    pytest.importorskip("openpyxl")
    with pytest.raises(UnreadableInput, match="more than"):
        take(out.getvalue(), tmp_path, name="t.xlsx")


def test_without_the_library_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtra, match="openpyxl") as caught:
        take(b"PK", tmp_path, name="t.xlsx")
    assert "pourparler[office]" in str(caught.value.advice)
