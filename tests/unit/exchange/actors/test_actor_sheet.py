"""Tables of actors as they circulate: spreadsheets' habits, gaps, sums, slips; read as meant, or refused with the line."""

import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import pourparler as pp
from pourparler.errors import UnreadableInput
from pourparler.exchange.actors.importing import ImportedActors, import_actors
from pourparler.exchange.actors.scales import held_scale, salience_unit
from pourparler.exchange.actors.table import Given

HEAD = "Actor,Capability,Position,Salience\n"
TWO = HEAD + "A,1,0,0.5\nB,2,1,0.25\n"


def taken(data: str | bytes, tmp_path: Path, **said: Any) -> tuple[pp.Brief, ImportedActors]:
    file = tmp_path / "t.csv"
    file.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    done = import_actors("actors", Given(file, **said), tmp_path / "b")
    return pp.read_brief(tmp_path / "b"), done


def values(brief: pp.Brief) -> dict[str, float]:
    return {key: number.law.central for key, number in brief.numbers.items()}


def told(done: ImportedActors) -> str:
    return "\n".join(map(str, done.notes))


PLAIN = {
    "parties/A/influence": 1, "parties/B/influence": 2, "stances/A/t/position": 0, "stances/A/t/salience": 50,
    "stances/B/t/position": 1, "stances/B/t/salience": 25,
}  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        TWO,
        "\ufeff" + TWO,
        TWO.encode("utf-16"),
        TWO.replace("\n", "\r\n"),
        TWO.replace("\n", "\r"),
        TWO.replace(",", "\t"),
        TWO.replace(",", ";").replace(".", ","),
        "sep=;\n" + TWO.replace(",", ";").replace(".", ","),
        "\n\n" + TWO.replace("\nB", "\n,,,\n\nB") + ",,,\n",
        "# made by hand\n" + TWO.replace("\nB", "\n# a note\nB"),
        "Table 1,,,\n\n" + TWO,
        TWO.replace("\n", ",\n"),
        "Salience,Position,Actor,Capability\n0.5,0,A,1\n0.25,1,B,2\n",
        HEAD + "A,1,0,50%\nB,2,1,25 %\n",
        "Actor,Capability,Position (0-1),Salience (0-100)\nA,1,0,50\nB,2,1,25\n",
        TWO + "Total,3,,\n",
        TWO + "Total,3,1,0.75\n",
        TWO + "Mean,1.5,0.5,0.375\n",
        HEAD + "A,1e0,0.0,5e-1\n B , 2.0 , 1.00 , .25\n",
        HEAD + '"A","1","0","0.5"\n"B","2","1","0.25"\n',
    ],
)
def test_the_same_table_however_it_is_written(data: str | bytes, tmp_path: Path) -> None:
    brief, _ = taken(data, tmp_path)
    assert values(brief) == PLAIN
    assert brief.scale("t") == (0, 1)
    assert not [finding for finding in pp.check(brief) if finding.level == "error"]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        *[(f"A,1,{cell},0.5", "X003") for cell in ("1930-05-01", "10-May", "01/05/1930", "NaN", "inf", "-inf", "n/a", "five", "1.2.3", "٣", "1 2")],
        ("A,-1,0,0.5", "X003"),
        ("A,1,0,-0.5", "X003"),
        ("A,1,0,1.5", "X008"),
        ("A,1,0,30", "X008"),
        ("A,1,0,50%", "X008"),
        ("A,1e20,0,0.5", "X003"),
        ("B,1,0,0.5", "X002"),
        (",1,0,0.5", "X002"),
        ("A,0,8,4,0,5", "X002"),
        ('A,"1,5",0,0.5', "X008"),
        ('"A,1,0,0.5', "X001"),
    ],
)  # fmt: skip
def test_slips_are_refused_with_their_line(row: str, rule: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as caught:
        taken(HEAD + "B,2,1,0.25\n" + row + "\n", tmp_path)
    assert caught.value.rule == rule
    assert caught.value.where in ("t.csv:3", "t.csv:2")
    assert str(caught.value.advice)
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(
    ("said", "row", "rule"),
    [
        ({"scale": (Fraction(0), Fraction(1))}, "A,1,7,0.5", "X003"),
        ({"salience": "share"}, "A,1,1,30", "X003"),
        ({"decimal": "comma"}, "A,1,1,0.5", "X003"),
    ],
)
def test_what_a_person_said_holds(said: dict[str, Any], row: str, rule: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as caught:
        taken(HEAD + row + "\n", tmp_path, **said)
    assert (caught.value.rule, caught.value.where) == (rule, "t.csv:2")


def test_a_person_settles_what_can_be_read_in_two_ways(tmp_path: Path) -> None:
    said: dict[str, Any] = {"salience": "percent", "scale": (Fraction(0), Fraction(10))}
    brief, done = taken(HEAD + "A,1,4,0.5\nB,1,7,20\n", tmp_path, **said)
    assert values(brief)["stances/A/t/salience"] == 0.5
    assert brief.scale("t") == (0, 10)
    assert "Scale 0 to 10, as stated: t." in told(done)


@pytest.mark.parametrize(
    ("positions", "known"),
    [
        ([0, 1], (0, 1)), ([0.35, 1], (0, 1)), ([0, 0], (0, 1)), ([10, 90], (0, 100)), ([7, 7], (0, 100)),
        ([4, 10], (4, 10)), ([0, 50], (0, 50)), ([-1, 1], (-1, 1)), ([1950, 2030], (1950, 2030)), ([20, 100.5], (20, 100.5)),
        ([700, 700], None), ([], None),
    ],
)  # fmt: skip
def test_scales_that_positions_suggest(positions: list[float], known: tuple[float, float] | None) -> None:
    assert held_scale([Fraction(str(x)) for x in positions]) == known


@pytest.mark.parametrize(
    ("saliences", "known"),
    [([0, 1], "share"), ([0.1, 0.9], "share"), ([], "share"), ([1, 9], "percent"), ([0, 100], "percent"), ([0.9, 1.1], None), ([0.5, 80], None)],
)  # fmt: skip
def test_units_that_saliences_suggest(saliences: list[float], known: str | None) -> None:
    assert salience_unit([Fraction(str(x)) for x in saliences]) == known


def test_every_reading_is_stated(tmp_path: Path) -> None:
    _, done = taken("Acteur;Pouvoir;Position;Importance;Avis\nÉtat;1 200,5;4;0,5;x\nB;1;10;1;\n".encode("cp1252"), tmp_path)  # fmt: skip
    for sentence in (
        "Read as Windows-1252, cells parted by semicolons.",
        "Numbers were read with a decimal comma.",
        "Spaces inside numbers were read as thousands separators.",
        "Columns that were not understood were left out: Avis.",
        "The table names no issue: it is called t, like the file.",
        "Saliences were taken for shares from 0 to 1 (the largest is 1)",
        "Scale 4 to 10, found from the positions: t.",
    ):
        assert sentence in told(done)


def test_thousands_parted_by_commas_are_stated(tmp_path: Path) -> None:
    brief, done = taken(HEAD + 'A,"1,234.5",0,0.5\nB,2,1,0.25\n', tmp_path)
    assert values(brief)["parties/A/influence"] == 1234.5
    assert "Commas inside numbers were read as thousands separators." in told(done)


def test_gaps_are_named(tmp_path: Path) -> None:
    brief, done = taken(HEAD + "A,,0,0.5\nB,2,1,\nC,3,,0.5\nD,4,1,0.5\nd,4,0,0.5\n", tmp_path)
    text = told(done)
    assert "Without an influence: t.csv:2." in text
    assert "Without a salience: t.csv:3." in text
    assert "Without a position: C/t." in text
    assert "A salience without a position was recorded and counts for nothing: t.csv:4." in text
    assert "D and d were kept as two actors." in text
    assert "stances/C/t/position" not in brief.numbers
    assert not [finding for finding in pp.check(brief) if finding.level == "error"]


def test_an_actor_called_total_stays(tmp_path: Path) -> None:
    brief, _ = taken(HEAD + "A,1,0,0.5\nTotal,7,1,0.5\n", tmp_path)
    assert list(brief.parties) == ["A", "Total"]


def test_names_that_make_one_id_get_several(tmp_path: Path) -> None:
    names = ["A B", "A-B", "A  B!", "10", "null", "not", "??", "=1+1", "<&>", "'x"]
    brief, _ = taken(HEAD + "".join(f'"{name}",1,{i % 2},0.5\n' for i, name in enumerate(names)), tmp_path)
    assert list(brief.parties)[:4] == ["A-B", "A-B-2", "A-B-3", "10"]
    assert [party.name for party in brief.parties.values()] == [" ".join(name.split()) for name in names]


def test_influence_by_issue_and_rows_that_repeat_nothing(tmp_path: Path) -> None:
    data = (
        "Actor,Label,Issue,Issue label,Capability,Position,Salience,Scale from,Scale to,Unit,Status quo,Outcome\n"
        "A,Alpha,x,The X,1,0,50,-10,10,km,5,2.5\n,,y,,2,1,50,0,1,,,\nB,,x,,3,10,50,,,,,\nB,,y,,,1,50,,,,,\n"
    )
    brief, done = taken(data, tmp_path)
    known = values(brief)
    assert (known["parties/A/influence/x"], known["parties/A/influence/y"]) == (1, 2)
    assert known["parties/B/influence"] == 3
    assert brief.scale("x") == (-10, 10)
    assert "Status quo as found: 5. Outcome as found: 2.5." in str(brief.issues["x"].note)
    assert "The status quo was recorded and left out of the brief" in told(done)
    assert (brief.parties["A"].name, brief.issues["x"].name) == ("Alpha", "The X")
    assert "Rows without an actor were taken for the one above: t.csv:3." in told(done)


def test_a_status_quo_of_every_issue_is_the_brief_s(tmp_path: Path) -> None:
    data = (
        "Actor,Issue,Power,Position,Salience,SQ\nA,x,1,0,50,20\nA,y,1,0,50,30\nB,x,1,100,50,\nB,y,1,100,50,\n"
    )
    brief, _ = taken(data, tmp_path)
    assert pp.Positions.from_brief(brief).reference.tolist() == [20, 30]


def test_a_salience_of_zero_is_legal(tmp_path: Path) -> None:
    brief, _ = taken("Actor,Power,Position,Salience,Status quo\nA,1,0,0,20\nB,1,100,50,\n", tmp_path)
    assert values(brief)["stances/A/t/salience"] == 0
    assert not [finding for finding in pp.check(brief) if finding.level == "error"]


@pytest.mark.parametrize("column", ["Status quo", "Unit", "Outcome", "Issue label"])
def test_rows_of_one_issue_must_agree(column: str, tmp_path: Path) -> None:
    data = f"Actor,Issue,Position,Salience,{column}\nA,x,0,50,2\nB,x,100,50,3\n"
    with pytest.raises(UnreadableInput) as caught:
        taken(data, tmp_path)
    assert (caught.value.rule, caught.value.where) == ("X002", "t.csv:3")


def test_files_of_other_formats_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="this is a file of the format decide"):
        taken("#A\ta\ta\n#P\tp\tp\n#D\ta\tp\t1\t1\t1\n", tmp_path)


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"20,?000 rows"):
        taken(HEAD + "".join(f"A{i},1,0,1\n" for i in range(20_001)), tmp_path)


def workbook(tmp_path: Path, rows: list[list[Any]], merge: str = "") -> Path:
    library = pytest.importorskip("openpyxl")
    book = library.Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    book.save(tmp_path / "t.xlsx")
    return tmp_path / "t.xlsx"


def test_a_spreadsheet_with_merged_cells(tmp_path: Path) -> None:
    head = ["Actor", "Issue", "Power", "Position", "Salience"]
    rows = [head, ["A", "x", 2, 0, 0.5], [None, "y", None, 1, 0.25], ["B", "x", 1, 1, 1], ["B", "y", 1, 0, 1]]
    done = import_actors("actors", Given(workbook(tmp_path, rows, "A2:A3")), tmp_path / "b")
    known = values(pp.read_brief(tmp_path / "b"))
    assert (known["stances/A/y/position"], known["parties/A/influence"]) == (1, 2)
    assert "t.xlsx:3" in told(done)


@pytest.mark.parametrize("cell", [datetime.date(1930, 5, 1), "=1+1", True])
def test_a_cell_that_a_spreadsheet_mangled_is_refused(cell: Any, tmp_path: Path) -> None:
    rows = [["Actor", "Power", "Position", "Salience"], ["A", 1, cell, 0.5], ["B", 1, 0, 0.5]]
    with pytest.raises(UnreadableInput) as caught:
        import_actors("actors", Given(workbook(tmp_path, rows)), tmp_path / "b")
    assert caught.value.where == "t.xlsx:2"
    assert caught.value.rule in ("X003", "X005")
