"""The lines of decide: actors, issues, meanings and data, in the quotings and delimiters that circulate."""

from pathlib import Path

import pytest

import pourparler as pp
from pourparler.errors import UnreadableInput, UsageError
from pourparler.exchange.actors.exporting import export_actors
from pourparler.exchange.actors.importing import ImportedActors, import_actors
from pourparler.exchange.actors.table import Given

LINES = [
    ["#O", "A town and its toll"],
    ["#/", "ID", "Full name"],
    ["#A", "North", "The northern side", "a note"],
    ["#A", "South (and West)", "South (and West)"],
    ["#P", "toll", "Should there be a toll?", "another note"],
    ["#M", "toll", "0", "no"],
    ["#M", "toll", "60", "with conditions"],
    ["#M", "toll", "80", "yes"],
    ["#P", "height", "How high?"],
    ["#M", "height", "0.5", "euro"],
    ["#M", "height", "7", "euro"],
    ["#P", "when", ""],
    ["#/", "actor", "issue", "position", "salience", "power"],
    ["#D", "North", "toll", "80", "0.95", "1"],
    ["#D", "South (and West)", "toll", "20", "0.5", "0.25", "a comment"],
    ["#D", "North", "height", "3.5", "0.7", "0.5"],
    ["#D", "North", "when", "100", "1", "1"],
    ["#D", "South (and West)", "when", "10", "0", "0.25"],
]


def text(delimiter: str = "\t", quote: str = "", pad: int = 0) -> str:
    rows = [[f"{quote}{cell}{quote}" for cell in line] + [""] * (pad - len(line)) for line in LINES]
    return "".join(delimiter.join(row) + "\n" for row in rows)


def taken(data: str | bytes, tmp_path: Path, name: str = "d.csv") -> tuple[pp.Brief, ImportedActors]:
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    done = import_actors("decide", Given(tmp_path / name), tmp_path / f"{name}.brief")
    return pp.read_brief(tmp_path / f"{name}.brief"), done


@pytest.mark.parametrize(
    "data",
    [text(), text(";", pad=7), text("\t", "'"), text(",", '"'), text("\t", pad=7).encode("utf-16"), text().replace("\n", "\r\n"), "\ufeff" + text()],
)  # fmt: skip
def test_the_same_lines_however_they_are_parted(data: str | bytes, tmp_path: Path) -> None:
    brief, done = taken(data, tmp_path)
    known = {key: number.law.central for key, number in brief.numbers.items()}
    assert (brief.content.title, list(brief.parties)) == ("A town and its toll", ["North", "South-and-West"])
    assert [brief.scale(issue) for issue in ("toll", "height", "when")] == [(0, 80), (0.5, 7), (0, 100)]
    assert (known["parties/North/influence/toll"], known["parties/North/influence/height"]) == (1, 0.5)
    assert known["parties/South-and-West/influence"] == 0.25
    assert (known["stances/North/toll/position"], known["stances/North/toll/salience"]) == (80, 95)
    assert known["stances/South-and-West/when/salience"] == 0
    assert "60: with conditions" in str(brief.issues["toll"].note)
    assert brief.issues["height"].span is not None
    assert brief.issues["height"].span.unit == "euro"
    assert "Without a position: South (and West)/height." in map(str, done.notes)
    assert not [finding for finding in pp.check(brief) if finding.level == "error"]


def test_a_decimal_comma_is_found(tmp_path: Path) -> None:
    brief, _ = taken(text(";").replace("0.", "0,").replace("3.5", "3,5"), tmp_path)
    assert brief.numbers["stances/North/height/position"].law.central == 3.5


def test_an_unchanged_import_is_written_as_it_was(tmp_path: Path) -> None:
    brief, _ = taken(text(), tmp_path)
    export_actors("decide", brief, tmp_path / "again.csv")
    written = [line.rstrip("\t") for line in (tmp_path / "again.csv").read_text(encoding="utf-8").split("\n")]
    known = [line for line in text().split("\n") if line.startswith(("#A", "#M", "#O"))]
    assert [line for line in written if line.startswith(("#A", "#O"))] == [
        line for line in known if line[1] in "AO"
    ]
    assert {line for line in known if line[1] == "M"} < set(written)
    again, _ = taken((tmp_path / "again.csv").read_bytes(), tmp_path, "e.csv")
    assert again.content == brief.content


def test_influence_above_one_is_divided_and_stated(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "Actor,Power,Position,Salience\nA,50,4,0.5\nB,200,7,0.25\n", encoding="utf-8"
    )
    import_actors("actors", Given(tmp_path / "t.csv"), tmp_path / "b")
    done = export_actors("decide", pp.read_brief(tmp_path / "b"), tmp_path / "d.txt")
    assert "Influence was divided by its largest, 200: decide takes 0 to 1." in map(str, done.notes)
    lines = (tmp_path / "d.txt").read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[1:] for line in lines if line.startswith("#D")] == [
        ["A", "t", "4", "0.5", "0.25"],
        ["B", "t", "7", "0.25", "1"],
    ]
    assert all(line.count("\t") == 5 for line in lines)


def test_a_position_without_its_numbers_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "Actor,Power,Position,Salience\nA,,4,0.5\nB,200,7,0.25\n", encoding="utf-8"
    )
    import_actors("actors", Given(tmp_path / "t.csv"), tmp_path / "b")
    with pytest.raises(UsageError, match="decide wants a salience and an influence") as caught:
        export_actors("decide", pp.read_brief(tmp_path / "b"), tmp_path / "d.txt")
    assert caught.value.rule == "X007"


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("#D\tNorth\ttoll\t80", "#D\tNorth\ttoll\t160", "X003", 14),
        ("#D\tNorth\ttoll\t80", "#D\tNorth\ttoll\tNaN", "X003", 14),
        ("#D\tNorth\ttoll\t80", "#D\tNorth\ttoll\t1930-05-01", "X003", 14),
        ("0.95\t1", "0.95\t-1", "X003", 14),
        ("0.95\t1", "0.95\t1.5", "X003", 14),
        ("0.95\t1", "95\t1", "X003", 14),
        ("#D\tNorth\ttoll", "#D\tNroth\ttoll", "X004", 14),
        ("#D\tNorth\ttoll", "#D\tNorth\ttolls", "X004", 14),
        ("#M\ttoll\t0", "#M\ttolls\t0", "X004", 6),
        ("#M\ttoll\t0", "#M\ttoll\t", "X003", 6),
        ("#D\tNorth\theight", "#D\tNorth\ttoll", "X002", 16),
        ("#A\tSouth (and West)", "#A\tNorth", "X002", 4),
        ("#P\theight", "#P\t", "X002", 9),
        ("#P\theight", "#Q\theight", "X001", 9),
        ("a comment", "a\tcomment", "X002", 15),
        ("#D", "#E", "X001", 0),
    ],
)
def test_slips_are_refused_with_their_line(old: str, new: str, rule: str, line: int, tmp_path: Path) -> None:
    assert old in text()
    with pytest.raises(UnreadableInput) as caught:
        taken(text().replace(old, new), tmp_path)
    assert (caught.value.rule, caught.value.where) == (rule, f"d.csv:{line}" if line else "d.csv")
    assert not (tmp_path / "d.csv.brief").exists()
