"""Tables: what cannot be taken in is told at its row; nothing is dropped in silence."""

from pathlib import Path

import pytest

from pourparler.brief.lint import lint
from pourparler.brief.reading import read_brief

TEXT = """\
schema: pourparler/brief/1
parties: {a: {}, b: {}}
issues: {x: {levels: [low, high], status_quo: low}}
stances:
"""


def told(folder: Path, name: str, table: str) -> list[tuple[str, str, str]]:
    (folder / "brief.yaml").write_text(TEXT, encoding="utf-8")
    (folder / name).write_text(table, encoding="utf-8")
    found = lint(read_brief(folder))
    return [(f.rule, f.where, str(f.message)) for f in found if f.place.file == name]


def test_a_sound_table_is_read_beside_an_empty_section(tmp_path: Path) -> None:
    table = "party,issue,position,salience\na,x,high,40\nb,x,low,60\n"
    assert told(tmp_path, "stances.csv", table) == []
    assert read_brief(tmp_path).number("stances/b/x/salience").law.central == 60


@pytest.mark.parametrize(
    ("table", "rule", "where", "words"),
    [
        ("a,x,high,40,5\n", "E002", "stances.csv:2:1", "5 cells"),
        ("a,x,high,40\n\nb,x,low,60,and,more\n", "E002", "stances.csv:4:1", "6 cells"),
        ("a,x,,\n", "W014", "stances.csv:2:1", "says nothing"),
        ("a,x,high,40\na,x,low,60\n", "E006", "stances.csv:3:1", "given here"),
        ("a,x,high,\n", "W013", "stances.csv:2:1", "no salience"),
        ("a,x,,30\n", "W013", "stances.csv:2:1", "no position"),
    ],
)
def test_a_row_that_says_too_much_or_too_little_is_told(
    table: str, rule: str, where: str, words: str, tmp_path: Path
) -> None:
    found = told(tmp_path, "stances.csv", f"party,issue,position,salience\n{table}")
    assert (rule, where) in [(r, w) for r, w, _ in found]
    assert any(words in message for r, _, message in found if r == rule)


def test_a_column_that_stands_twice_is_told_and_the_first_holds(tmp_path: Path) -> None:
    table = "party,issue,position,salience,position\na,x,high,40,low\n"
    assert [rule for rule, _, _ in told(tmp_path, "stances.csv", table)] == ["E004"]
    assert read_brief(tmp_path).number("stances/a/x/position").law.central == 100


def test_judgements_are_told_in_the_same_way(tmp_path: Path) -> None:
    head = "key,expert,lowest,highest,best,confidence,reason,date,reason\n"
    rows = "issues/x,e,1,3,2,0.8,because,2025-01-01,again,too much\n"
    assert {"E004", "E002"} <= {rule for rule, _, _ in told(tmp_path, "judgements.csv", head + rows)}
